"""One module for each code: SEVERITY, BASIS and `check(document)`; found by listing."""
