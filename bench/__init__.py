"""Measurements: peers side by side, load, faults. `python -m bench` lists and runs them."""
