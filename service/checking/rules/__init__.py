"""The checks, one module for each element of a document; found by listing."""
