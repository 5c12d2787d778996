"""“Việc của tôi”: what waits for a person in an office, each list with its number."""

from collections.abc import Sequence
from dataclasses import dataclass

from service.issuing.workplace import Workplace
from service.register import worklists
from service.register.worklists import COUNT_MAX, GROUP_NAMES, WorkGroup, WorkItem, WorkPage

#: How many documents of a list stand on the home page.
SHOWN = 10
PAGE = 50


@dataclass(frozen=True, slots=True)
class WorkList:
    """One list: how many wait in all, the newest of them, and the cursor of those after (None: no more)."""

    group: WorkGroup
    total: int
    items: tuple[WorkItem, ...]
    cursor: int | None = None

    @property
    def title(self) -> str:
        """Return what the list is called."""
        return GROUP_NAMES[self.group]

    @property
    def number(self) -> str:
        """Return how many wait, as it is shown: ``7``, ``999+``."""
        return f"{COUNT_MAX}+" if self.total > COUNT_MAX else str(self.total)


def my_work(work: Workplace, office_id: str, *, shown: int = SHOWN) -> tuple[WorkList, ...]:
    """Return all lists of a person in an office, of one moment. Raises NotAllowed."""
    with work.reading() as turn:
        at = (turn.session, turn.actor, office_id)
        totals, newest = worklists.counts(*at), worklists.items(*at, WorkPage(shown + 1))
    return tuple(_page(group, totals[group], newest[group], shown) for group in WorkGroup)


def one_list(
    work: Workplace, office_id: str, group: WorkGroup, *, before: int | None = None, limit: int = PAGE
) -> WorkList:
    """Return one page of one list; `before` is the cursor of the page before. Raises NotAllowed."""
    with work.reading() as turn:
        at = (turn.session, turn.actor, office_id)
        total = worklists.counts(*at, groups=(group,))[group]
        found = worklists.items(*at, WorkPage(limit + 1, before), groups=(group,))[group]
    return _page(group, total, found, limit)


def _page(group: WorkGroup, total: int, found: Sequence[WorkItem], limit: int) -> WorkList:
    """Return a page of a list of which one more than the page has was asked for."""
    page = tuple(found[:limit])
    return WorkList(group, total, page, page[-1].entry if len(found) > limit else None)
