"""What a returned file says stays with its draft in the order of the file, and once however often the file comes."""

from collections.abc import Sequence

import pytest

from service.issuing.remarks import of_document
from service.issuing.returned_changes import Remark, Unplaced
from service.issuing.returned_remarks import keep_remarks
from service.register.remarks import BODY_MAX_CHARACTERS
from tests.issuing.conftest import Office
from tests.issuing.returned_files import plan

CONTENT = b"a returned file"


@pytest.fixture
def draft(office: Office) -> str:
    return str(office.draft(plan(office)).id)


def kept(office: Office, draft: str, texts: Sequence[str], left: Sequence[str] = ()) -> list[str]:
    """Keep comments and unplaced words in one act; return the last words of all that the draft has then."""
    with office.work().writing() as turn:
        keep_remarks(
            turn,
            draft,
            CONTENT,
            [Remark("An", text, "") for text in texts],
            [Unplaced(text, "") for text in left],
        )
    with office.work().reading() as turn:
        return [one.body.rpartition(": ")[2] for one in of_document(turn, draft)]


def test_remarks_of_one_act_are_listed_in_the_order_of_the_file(office: Office, draft: str) -> None:
    numbers = [str(number) for number in range(1, 13)]
    assert kept(office, draft, numbers, ["x", "a", "m"]) == [*numbers, "“x”", "“a”", "“m”"]


def test_the_parts_of_a_long_comment_stay_together(office: Office, draft: str) -> None:
    size = BODY_MAX_CHARACTERS - 200
    parts = [letter * size for letter in "dacb"]
    assert kept(office, draft, ["".join(parts), "last"]) == [*parts, "last"]


def test_what_is_kept_is_not_kept_again_at_another_place(office: Office, draft: str) -> None:
    first = kept(office, draft, ["1", "2", "3"], ["a", "b"])
    assert kept(office, draft, ["1", "2", "3"], ["b"]) == first
    assert kept(office, draft, ["3", "1"], ["b", "a"]) == first
