"""What an office knows: pure functions and frozen dataclasses; no I/O, no clock, no Flask, no docx."""
