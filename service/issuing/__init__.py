"""The use cases, one a file, read like the procedure of an office; here the parts come together."""
