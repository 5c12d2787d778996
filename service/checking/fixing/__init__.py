"""Mending: what of a layout can be put right by a machine without touching a word."""

from service.checking.fixing.run import Fixed, fix

__all__ = ["Fixed", "fix"]
