"""Two hundred random edits anywhere in a file: what the new print does not say of it is told, and nothing else differs.

The texts are read by lxml alone: what the service overlooks while it reads is not overlooked here.
"""

import copy
import random
from collections import Counter
from collections.abc import Sequence
from difflib import SequenceMatcher
from functools import partial
from typing import Any

import pytest

from service.issuing.returned_changes import Taken
from service.issuing.returned_word import take
from tests.issuing import word_edits as word
from tests.issuing import word_markup as markup
from tests.issuing.conftest import Office
from tests.issuing.returned_files import comparable, file_of, plan, printed_texts

ROUNDS, EDITS_EACH, MARKED_ROUNDS = 20, 10, 10
ACTS = ("append", "append", "change", "change", "change", "add", "remove", "move", "number", "swap")
#: What a hand at Word seldom does; a file of another program is full of it.
MARKED_ACTS = (*ACTS, "formula", "fraction", "guide", "sign", "wrap", "wrap", "between", "add around")


def random_edit(root: Any, dice: random.Random, stamp: str, acts: Sequence[str] = ACTS) -> None:
    """One edit anywhere: words, numbers, cells, header, signature; paragraphs added, removed, moved."""
    texts = [one for one in root.iter(word.W + "p") if word.text_of(one).strip() and not in_fallback(one)]
    paragraph = dice.choice(texts)
    text = word.text_of(paragraph)
    act = dice.choice(acts)
    if act == "append":
        word.set_text(paragraph, text.rstrip(".;") + f" theo ý {stamp}.")
    elif act == "change":
        words = text.split(" ")
        words[dice.randrange(len(words))] = f"sửa{stamp}"
        word.set_text(paragraph, " ".join(words))
    elif act == "number":
        digits = [place for place, sign in enumerate(text) if sign.isdigit()]
        place = dice.choice(digits) if digits else 0
        word.set_text(paragraph, text[:place] + str(dice.randrange(1, 10)) + text[place + len(digits[:1]) :])
    elif act == "add":
        new = copy.deepcopy(paragraph)
        word.set_text(new, f"{sign_of(text)}Việc mới {stamp} được giao thêm.")
        paragraph.addnext(new)
    elif act == "remove" and is_free(paragraph):
        paragraph.getparent().remove(paragraph)
    elif act in {"move", "swap"} and is_free(paragraph):
        other = dice.choice([one for one in texts if is_free(one)])
        if other is not paragraph:
            other.addnext(paragraph)
    else:
        marked_edit(paragraph, dice, stamp, act)


def marked_edit(paragraph: Any, dice: random.Random, stamp: str, act: str) -> None:
    """One edit with other markup than plain runs."""
    around = dice.choice(sorted(markup.AROUND))
    if act == "formula":
        paragraph.append(markup.formula(f"x={stamp}"))
    elif act == "fraction":
        paragraph.append(markup.fraction(stamp, "2"))
    elif act == "guide":
        paragraph.append(markup.guided(f"đọc{stamp}", f"chú{stamp}"))
    elif act == "sign":
        paragraph.append(markup.sign(*dice.choice([("Wingdings", "F0FE"), ("Symbol", "F0B3")])))
    elif act == "wrap":
        markup.wrap(around, paragraph)
    elif act == "between":
        paragraph.addnext(markup.formula(f"y={stamp}"))
    elif act == "add around":
        words = f"{sign_of(word.text_of(paragraph))}Việc mới {stamp} được giao thêm."
        paragraph.addnext(markup.element(markup.AROUND[around].format(markup.plain_paragraph(words))))


def in_fallback(paragraph: Any) -> bool:
    return any(one.tag.endswith("}Fallback") for one in paragraph.iterancestors())


def is_free(paragraph: Any) -> bool:
    """Whether Word lets a paragraph be taken away: a cell keeps its last one, a section its end."""
    alone = (
        paragraph.getparent().tag == word.W + "tc" and len(paragraph.getparent().findall(word.W + "p")) < 2
    )
    carries = (
        paragraph.find(f".//{word.W}sectPr") is not None or paragraph.find(f".//{word.W}drawing") is not None
    )
    return not alone and not carries


def sign_of(text: str) -> str:
    first = text.split(" ", maxsplit=1)[0]
    return f"{first} " if first in {"-", "+"} or first[:1].isdigit() else ""


def untold(file: bytes, made: bytes, taken: Taken) -> tuple[Counter[str], Counter[str]]:
    """What the file says and the new print does not at its place, and the other way round, but for what is told.

    Of two parts that changed places either one may be told; of like texts that is the first or the last.
    """
    one, other = ([comparable(text) for text in printed_texts(content)] for content in (file, made))
    told = Counter(comparable(part.text) for part in taken.unplaced if not part.is_still_printed)
    printed = Counter(comparable(part.text) for part in taken.unplaced if part.is_still_printed)
    missing, surplus = Counter[str](), Counter[str]()
    if any(
        without(one[::way], told) == without(other[::turn], printed)[:: way * turn]
        for way in (1, -1)
        for turn in (1, -1)
    ):
        return missing, surplus
    for kind, i, j, k, m in SequenceMatcher(None, one, other, autojunk=False).get_opcodes():
        if kind != "equal":
            missing.update(one[i:j])
            surplus.update(other[k:m])
    return missing - told, surplus - printed


def without(texts: list[str], taken: Counter[str]) -> list[str]:
    left, kept = Counter(taken), []
    for text in texts:
        if left[text]:
            left[text] -= 1
        else:
            kept.append(text)
    return kept


def edited_at_random(content: bytes, seed: int, acts: Sequence[str] = ACTS) -> bytes:
    dice = random.Random(seed)  # noqa: S311 - edits, no secrets
    for count in range(EDITS_EACH):
        edit = partial(random_edit, dice=dice, stamp=f"{seed}x{count}", acts=acts)
        content = word.edited(content, edit)
    return content


@pytest.mark.slow
@pytest.mark.parametrize("seed", range(ROUNDS))
def test_two_hundred_random_edits_are_in_the_new_print_or_told(office: Office, seed: int) -> None:
    draft = office.draft(plan(office)).id
    content = edited_at_random(file_of(office, draft), seed)
    taken = take(office.work(), draft, content)
    assert untold(content, file_of(office, draft), taken) == (Counter(), Counter())


@pytest.mark.slow
@pytest.mark.parametrize("seed", range(100, 100 + MARKED_ROUNDS))
def test_random_edits_with_other_markup_are_in_the_new_print_or_told(office: Office, seed: int) -> None:
    draft = office.draft(plan(office)).id
    content = edited_at_random(file_of(office, draft), seed, MARKED_ACTS)
    taken = take(office.work(), draft, content)
    assert untold(content, file_of(office, draft), taken) == (Counter(), Counter())


@pytest.mark.slow
@pytest.mark.parametrize("seed", range(ROUNDS, ROUNDS + 5))
def test_a_cell_that_was_changed_is_in_the_new_print_or_told(office: Office, seed: int) -> None:
    """With the computed table: what nobody changed in it may follow from the text, what somebody changed may not."""
    envelope = {**office.catalogue.sample("ke_hoach", "full"), "office": office.id}
    draft = office.draft(envelope).id
    before = file_of(office, draft)
    content = edited_at_random(before, seed)
    taken = take(office.work(), draft, content)
    missing, _ = untold(content, file_of(office, draft), taken)
    own = {comparable(text) for text in printed_texts(before)}
    assert [text for text in missing if text not in own] == []
