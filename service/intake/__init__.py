"""Word files in: which field of a type each paragraph of a .docx belongs to.

Nothing here knows a type by its slug. What a type prints is read from its template (paragraphs with marks as gaps),
what a field may hold from its schema, how it is numbered from its outline.
"""
