"""Two hundred random edits anywhere in a file: what the new print does not say of it is told, and nothing else differs.

The texts are read by lxml alone: what the service overlooks while it reads is not overlooked here.
"""

import copy
import random
from collections import Counter
from difflib import SequenceMatcher
from typing import Any

import pytest

from service.issuing.returned_word import take
from tests.issuing import word_edits as word
from tests.issuing.conftest import Office
from tests.issuing.returned_files import comparable, file_of, plan, printed_texts

ROUNDS, EDITS_EACH = 20, 10
ACTS = ("append", "append", "change", "change", "change", "add", "remove", "move", "number", "swap")


def random_edit(root: Any, dice: random.Random, stamp: str) -> None:
    """One edit anywhere: words, numbers, cells, header, signature; paragraphs added, removed, moved."""
    texts = [one for one in root.iter(word.W + "p") if word.text_of(one).strip() and not in_fallback(one)]
    paragraph = dice.choice(texts)
    text = word.text_of(paragraph)
    act = dice.choice(ACTS)
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


def differing(file: bytes, made: bytes) -> tuple[Counter[str], Counter[str]]:
    """What the file says and the new print does not at its place, and the other way round."""
    one, other = ([comparable(text) for text in printed_texts(content)] for content in (file, made))
    missing, surplus = Counter[str](), Counter[str]()
    for kind, i, j, k, m in SequenceMatcher(None, one, other, autojunk=False).get_opcodes():
        if kind != "equal":
            missing.update(one[i:j])
            surplus.update(other[k:m])
    return missing, surplus


def is_all_told(file: bytes, made: bytes, told: Counter[str], printed: Counter[str]) -> bool:
    """Whether file and print say the same in the same order once what is told of each is taken out.

    Of two parts that changed places either one may be told; of like texts that is the first or the last.
    """
    one, other = ([comparable(text) for text in printed_texts(content)] for content in (file, made))
    return any(
        without(one[::way], told) == without(other[::turn], printed)[:: way * turn]
        for way in (1, -1)
        for turn in (1, -1)
    )


def without(texts: list[str], taken: Counter[str]) -> list[str]:
    left, kept = Counter(taken), []
    for text in texts:
        if left[text]:
            left[text] -= 1
        else:
            kept.append(text)
    return kept


def edited_at_random(content: bytes, seed: int) -> bytes:
    dice = random.Random(seed)  # noqa: S311 - edits, no secrets
    for count in range(EDITS_EACH):
        content = word.edited(content, lambda root, count=count: random_edit(root, dice, f"{seed}x{count}"))
    return content


@pytest.mark.slow
@pytest.mark.parametrize("seed", range(ROUNDS))
def test_two_hundred_random_edits_are_in_the_new_print_or_told(office: Office, seed: int) -> None:
    draft = office.draft(plan(office)).id
    content = edited_at_random(file_of(office, draft), seed)
    taken = take(office.work(), draft, content)
    made = file_of(office, draft)
    missing, surplus = differing(content, made)
    told = Counter(comparable(one.text) for one in taken.unplaced if not one.is_still_printed)
    printed = Counter(comparable(one.text) for one in taken.unplaced if one.is_still_printed)
    if not is_all_told(content, made, told, printed):
        assert missing - told == Counter()
        assert surplus - printed == Counter()


@pytest.mark.slow
@pytest.mark.parametrize("seed", range(ROUNDS, ROUNDS + 5))
def test_a_cell_that_was_changed_is_in_the_new_print_or_told(office: Office, seed: int) -> None:
    """With the computed table: what nobody changed in it may follow from the text, what somebody changed may not."""
    envelope = {**office.catalogue.sample("ke_hoach", "full"), "office": office.id}
    draft = office.draft(envelope).id
    before = file_of(office, draft)
    content = edited_at_random(before, seed)
    taken = take(office.work(), draft, content)
    missing, _ = differing(content, file_of(office, draft))
    told = Counter(comparable(one.text) for one in taken.unplaced if not one.is_still_printed)
    own = {comparable(text) for text in printed_texts(before)}
    assert [text for text in (missing - told) if text not in own] == []
