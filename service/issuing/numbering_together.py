"""Numbers that several requests of one process want at the same time: taken together, in one transaction.

Numbers of an office are given one transaction after the other. Whoever finds a request of the same person at it waits
until he is called: because his number was taken along, or because it is his turn. Whose turn it is takes the numbers of
all who wait, in the order in which they came, so that lock, rights and commit are paid for once, and calls the first of
those who came meanwhile. Where one is refused, nothing is kept and each goes by itself, as if he had been alone.
"""

from collections import deque
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from threading import Event, Lock
from weakref import WeakKeyDictionary

from service.issuing.issue_act import IssueAct, Outcome
from service.issuing.numbered_file import Checked
from service.issuing.workplace import Turn, Workplace
from service.register.database import Register
from service.register.driver_errors import OF_INPUT, too_busy
from service.register.errors import RegisterUnavailable

MOST_TOGETHER = 8
"""So many full plans hold the lock of a SQLite register some 30 ms: others write there too."""
Number = Callable[[Turn, Sequence[Checked], Sequence[IssueAct]], list[Outcome]]
Tell = Callable[[Turn, Outcome], None]
"""Says what came of an act, still in its transaction: what it keeps of that stands and falls with the number."""


@dataclass(eq=False, slots=True)
class Wanted:
    """A checked input that wants a number; `tell` says what came of it, still in the transaction of the number."""

    workplace: Workplace
    checked: Checked
    act: IssueAct
    tell: Tell | None = None
    outcome: Outcome | None = None
    error: Exception | None = None
    called: Event = field(default_factory=Event)
    """Set when it is over, or when it is its turn: whoever waits needs to wait for nothing else."""

    @property
    def is_over(self) -> bool:
        """Whether it has its number, or was refused."""
        return self.outcome is not None or self.error is not None

    @property
    def line(self) -> tuple[str, str | None, str]:
        """Who wants a number, by a token of which office, in which office."""
        place = self.workplace
        return place.login, place.office, str(self.checked.draft.new.office_id)


@dataclass(eq=False)
class _Line:
    """What one person wants numbers for in one office."""

    number: Number
    waiting: deque[Wanted] = field(default_factory=deque)
    leader: Wanted | None = None
    """Whose turn it is: he numbers for all, everybody else waits to be called."""
    gate: Lock = field(default_factory=Lock)
    """Who comes, who takes the first, who goes away: one at a time, since whom to take is seen before it is taken."""

    def serve(self, wanted: Wanted) -> None:
        """Come back when `wanted` is over. Raises RegisterUnavailable where its turn does not come in time."""
        try:
            self._join(wanted)
            self._wait(wanted)
            while not wanted.is_over:
                self._serve_all(self._first())
        finally:
            self._leave(wanted)  # one who was stopped: nobody takes a number that no one asks for any more

    def _join(self, wanted: Wanted) -> None:
        """Stand in the line; where nobody numbers, it is the turn of who comes."""
        with self.gate:
            self.waiting.append(wanted)
            if self.leader is None:
                self._call(wanted)

    def _wait(self, wanted: Wanted) -> None:
        """Wait until called: nobody waits longer for it than he would for the database alone."""
        if wanted.called.wait(wanted.workplace.register.busy_seconds):
            return
        if self._leave(wanted):
            raise too_busy()
        wanted.called.wait()  # somebody is numbering for it just now, and calls whatever becomes of him

    def _leave(self, wanted: Wanted) -> bool:
        """Wait no longer, hand the turn on where he has it; return whether nobody had taken it yet."""
        with self.gate:
            is_untaken = wanted in self.waiting
            if is_untaken:
                self.waiting.remove(wanted)
            if self.leader is wanted:
                self._call(self.waiting[0] if self.waiting else None)
            return is_untaken

    def _call(self, leader: Wanted | None) -> None:
        """Give the turn to somebody who waits, within the gate."""
        self.leader = leader
        if leader is not None:
            leader.called.set()

    def _first(self) -> list[Wanted]:
        """Take those who came first and act on the same condition."""
        with self.gate:
            first = [self.waiting.popleft()]
            while (
                self.waiting
                and len(first) < MOST_TOGETHER
                and self.waiting[0].workplace == first[0].workplace
            ):
                first.append(self.waiting.popleft())
        return first

    def _serve_all(self, some: Sequence[Wanted]) -> None:
        """Number them together; where one is refused, each by itself. All are over afterwards, whatever happened."""
        try:
            self._numbered(some)
            if len(some) > 1:
                for one in some:
                    if not one.is_over:
                        self._numbered([one])
        finally:
            for one in some:
                if not one.is_over:
                    one.error = RuntimeError("the thread that numbered for this one was stopped")
                one.called.set()

    def _numbered(self, some: Sequence[Wanted]) -> None:
        """Number them in one transaction and tell each what came of it; of several that fail nothing is over.

        A database that gives no answer gives the others none either, and may have kept what it did: nobody asks again.
        """
        try:
            with some[0].workplace.writing() as turn:
                outcomes = self.number(turn, [one.checked for one in some], [one.act for one in some])
                for one, outcome in zip(some, outcomes, strict=True):
                    if one.tell is not None:
                        one.tell(turn, outcome)
        except Exception as error:  # noqa: BLE001 - raised again in the thread that asked
            is_away = isinstance(error, RegisterUnavailable) and error.code not in OF_INPUT
            for one in some if is_away or len(some) == 1 else ():
                one.error = error
        else:
            for one, outcome in zip(some, outcomes, strict=True):
                one.outcome = outcome


_lines: WeakKeyDictionary[Register, dict[tuple[str, str | None, str], _Line]] = WeakKeyDictionary()
_guard = Lock()


def number_together(wanted: Wanted, number: Number) -> Outcome:
    """Give a checked input its number, with others of the same person and office that wait in this process for theirs.

    `number` numbers several in one transaction. Raises what it and `wanted.tell` raise for this input alone.
    """
    with _guard:
        lines = _lines.setdefault(wanted.workplace.register, {})
        line = lines.setdefault(wanted.line, _Line(number))
    line.serve(wanted)
    if wanted.outcome is None:
        raise wanted.error or RuntimeError("neither a number nor a refusal")
    return wanted.outcome
