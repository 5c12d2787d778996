"""Why the numbering of rows needs no proof against a checked file: it renders the very content that was checked."""

from typing import Any

from service.issuing.kept_context import kept_context
from service.issuing.rendition import rendered_again
from service.issuing.signed_content import ACT_LINES, Comparison, require_unchanged
from service.jobs import ready
from tests.jobs.batch_office import CODES, BatchOffice


def test_a_row_is_numbered_from_what_was_checked_with_number_and_day_filled_in_alone(
    at: BatchOffice, monkeypatch: Any
) -> None:
    real, proven = ready.rendered, []

    def compared(turn: Any, given: Any, one: Any) -> Any:
        file = real(turn, given, one)
        before, after = one.made.kept, kept_context(file.context)
        checked = rendered_again(before, one.template(turn)).content
        proven.append(require_unchanged(checked, file.content, before=before, after=after))
        frame, changed = before.context["frame"], after.context["frame"]
        assert {name for name in frame if frame[name] != changed[name]} <= set(ACT_LINES)
        kept = set(before.context) - {"frame", "properties"}
        assert {name: before.context[name] for name in kept} == {name: after.context[name] for name in kept}
        return file

    monkeypatch.setattr(ready, "rendered", compared)
    batch_id = at.made(by="office", intent="issue")
    assert proven == [Comparison()] * len(CODES)
    assert sorted(number or 0 for number in at.numbers(batch_id)) == list(range(1, len(CODES) + 1))
