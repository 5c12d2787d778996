"""Proofreading: wording, numbers and references of a document, held against itself and against what is known.

Pure: blocks in, findings out. Opens no files, knows no form of file; the lexicon comes from the caller.
"""

from service.proofreading.blocks import Block, ProofContext
from service.proofreading.lexicon import Lexicon
from service.proofreading.registry import checks
from service.proofreading.run import Correction, corrections, proofread, twins

__all__ = ["Block", "Correction", "Lexicon", "ProofContext", "checks", "corrections", "proofread", "twins"]
