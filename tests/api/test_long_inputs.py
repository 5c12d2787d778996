"""Long inputs cost time in step with their length, whatever signs they are made of: one request holds no process."""

import time
from collections.abc import Callable

import pytest

from service import reference
from service.api.problems import Problem
from service.api.requests import parsed
from service.doctypes.catalogue import Catalogue
from service.issuing.book_entry import rough_entry
from tests.api.conftest import OFFICE


def seconds(act: Callable[[], object]) -> float:
    """The shortest of a few runs: what the act costs where nothing else takes the processor."""
    found = []
    for _ in range(5):
        began = time.process_time()
        act()
        found.append(time.process_time() - began)
    return min(found)


def assert_in_step(act_on: Callable[[int], Callable[[], object]], length: int) -> None:
    """Four times the length may cost four times the time, not sixteen times."""
    assert seconds(act_on(4 * length)) < 8 * seconds(act_on(length))


@pytest.mark.parametrize("signs", [b'\\"', b'"\\'])
def test_values_of_texts_that_never_end_are_counted_in_one_reading(signs: bytes) -> None:
    def counting(length: int) -> Callable[[], object]:
        content = b"," * 1_001 + signs * length

        def count() -> None:
            with pytest.raises(Problem):
                parsed(content, "body.json", max_fields=1_000)

        return count

    assert_in_step(counting, 3_000)


@pytest.mark.parametrize("sign", ["\uffff", "\x7f", "\x01"], ids=repr)
def test_the_line_of_a_draft_with_many_forbidden_signs_is_made_in_one_reading(
    catalogue: Catalogue, sign: str
) -> None:
    plan, office = catalogue.get("ke_hoach"), reference.office(OFFICE)
    assert rough_entry(plan, {"subject": f"Về{sign}{sign}việc"}, office).subject == "Về việc"
    assert_in_step(lambda length: lambda: rough_entry(plan, {"subject": sign * length}, office), 5_000)
