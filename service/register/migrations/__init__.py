"""The revisions of the register's schema: forward only, each tested from every earlier one."""
