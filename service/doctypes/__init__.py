"""What a document type is: its definition, the check of an input against it, and the values that a template prints."""
