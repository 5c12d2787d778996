"""The page of words is the code's: states, buttons, lists, roles."""

import re
from pathlib import Path

from service.issuing.possible_acts import SUBMIT_NAMES
from service.register.states import ACT_NAMES, ROLE_NAMES, STATE_NAMES, STEPS, DocumentAct, hand_over_name
from service.register.worklists import GROUP_NAMES

PAGE = Path(__file__).parents[1] / "docs" / "words.md"


def test_the_page_of_words_has_the_words_of_the_code_and_no_others() -> None:
    rows = re.findall(r"^\| `(\w+)` \| ([^|]+?) \|", PAGE.read_text(encoding="utf-8"), re.MULTILINE)
    acts = {
        **ACT_NAMES,
        DocumentAct.HAND_OVER: ", ".join(map(hand_over_name, (STEPS[0], None))),
        DocumentAct.SUBMIT: ", ".join(SUBMIT_NAMES.values()),
    }
    tables = (STATE_NAMES, acts, GROUP_NAMES, ROLE_NAMES)
    assert dict(rows) == {str(key): words for table in tables for key, words in table.items()}


def test_a_word_means_one_thing() -> None:
    for table in (STATE_NAMES, GROUP_NAMES, ROLE_NAMES):
        assert len(set(table.values())) == len(table)
