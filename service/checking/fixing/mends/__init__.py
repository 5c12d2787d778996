"""The mends, one module for each way to change a document; found by listing."""
