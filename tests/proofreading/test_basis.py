"""The clauses that findings of wording name, against the clauses that the rules of the decree stand in."""

import re
from itertools import chain

from service.proofreading import checks
from service.proofreading.checks import capitalisation
from service.reference import law

_DECREE = "Nghị định 30/2020/NĐ-CP"
_CLAUSE = re.compile(r"Phụ lục (I|II|III)(?:, Phần I)?, Mục ([IVX]+)(?: khoản (\d+))?(?: điểm ([a-zđ]))?")
_CITED = re.compile(r"(?:PL (I|II|III),? )?(?:Phần I,? )?Mục ([IVX]+)(?: k?\.?(\d+))?(?:\.([a-zđ]))?")


def cited_clauses() -> set[tuple[str, str, str, str]]:
    """Annex, part, clause, point of every rule; the parts without what is more exact count too."""
    found = set()
    for rule in law.format_rules():
        annex = "I"
        for given, part, clause, point in _CITED.findall(rule.citation.replace("P.II ", "Mục II ")):
            annex = given or annex
            found |= {(annex, part, clause, point), (annex, part, clause, ""), (annex, part, "", "")}
    return found


def test_every_clause_of_the_decree_is_one_that_a_rule_stands_in() -> None:
    rules = vars(capitalisation).values()
    own = [one.basis for one in rules if isinstance(one, capitalisation._Rule)]
    named = [one.basis for one in checks().values() if one.basis.startswith(_DECREE)]
    clauses = set(chain.from_iterable(_CLAUSE.findall(basis) for basis in (*named, *own)))
    assert len(clauses) >= 10
    assert sorted(clauses - cited_clauses()) == []


def test_what_the_decree_does_not_say_is_not_called_the_decree() -> None:
    for code in ("arithmetic", "typo", "wrong-word", "abbreviation-undefined", "broken-paragraph"):
        assert not checks()[code].basis.startswith(_DECREE)
