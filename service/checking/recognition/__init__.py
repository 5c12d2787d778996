"""Finds the parts of a document (national title, issuer, subject, signature, ...) by place and words, not by styles."""

from service.checking.recognition.parts import Parts
from service.checking.recognition.recognise import recognise

__all__ = ["Parts", "recognise"]
