"""What a .docx shows, as facts: page, paragraphs with their effective formatting, tables, lines, headers.

`inspect` reads the bytes of any Word file, `outline_text` prints them as text for eyes and for diffs. Both
raise `UnreadableInput` for what is no sound .docx.
"""

from service.inspection.facts import DocumentFacts
from service.inspection.outline import outline_text
from service.inspection.reading import inspect

__all__ = ["DocumentFacts", "inspect", "outline_text"]
