"""Values to .docx bytes: a template is compiled once and rendered many times, from many threads.

No storage, no Flask. docxtpl is the template language and its compiler (docs/adr/0001); nothing of it, no XML
parser and no zip library runs per document.
"""
