"""Two people on one draft: what each changed since they saw the same input, put together path by path.

Pure. Fields that only one of them changed are taken from that one. A field that both changed differently stays as it
is kept (`theirs`), and is told as a conflict, so that a person chooses. Items of a list are known again by their
label, else by what they hold, else by their place. Words are never lost: an item that one person took out and the other
changed stays, and is told as well.
"""

from collections.abc import Callable, Collection, Mapping
from dataclasses import dataclass, field
from itertools import count
from typing import Any

from service.issuing.draft_items import Pairing, canonical, paired, text_mark

#: Stands for a value that is not there; None is a value (left blank on purpose).
ABSENT = object()
#: Whether a person chose his own text: of a path in `mine`, and what `theirs` has there.
Prefers = Callable[[str, Any], bool]
_MAPPING, _LIST = "mapping", "list"


@dataclass(frozen=True, slots=True)
class Conflict:
    """A place that both changed: `path` in the merged input, `own_path` in `mine` ("" where it is not there).

    `was_removed` says that one of the two took out an item that the other changed; then the item was kept.
    """

    path: str
    own_path: str
    mine: Any
    theirs: Any
    was_removed: bool = False

    @property
    def mark(self) -> str:
        """The mark of the other text: who overrules it says which one he was shown."""
        return text_mark(self.theirs)


@dataclass(frozen=True, slots=True)
class Merge:
    """The merged input, and what a person has to look at."""

    value: Any
    conflicts: tuple[Conflict, ...]


def _never(_path: str, _theirs: Any) -> bool:
    return False


def merge(
    base: Any,
    mine: Any,
    theirs: Any,
    *,
    whole: Collection[str] = (),
    prefers: Prefers = _never,
) -> Merge:
    """Return `mine` and `theirs` put together; `base` is what both began with.

    `whole` names the patterns of paths (``content.criteria[].tasks[].deadline``) that are one value each: their parts
    are never mixed. Where `prefers` holds (of a path in `mine` and what `theirs` has there, None for nothing),
    `mine` is taken instead of telling a conflict; an item that `mine` took out has no path there: for it `prefers` is
    asked of its list, with empty brackets (``tasks[]``).

    >>> merge({"a": "1", "b": "2"}, {"a": "3", "b": "2"}, {"a": "1", "b": "4"}).value
    {'a': '3', 'b': '4'}
    """
    merging = _Merging(frozenset(whole), prefers)
    value = merging.value(_Three(base, mine, theirs), _Place())
    return Merge({} if value is ABSENT else value, tuple(merging.conflicts))


@dataclass(frozen=True, slots=True)
class _Three:
    """One place in the three inputs, ABSENT where an input has nothing there."""

    base: Any
    mine: Any
    theirs: Any

    def inside(self, name: str) -> "_Three":
        """Return the three values under a name of an object."""
        return _Three(*(_of(one, name) for one in (self.base, self.mine, self.theirs)))


@dataclass(frozen=True, slots=True)
class _Place:
    """Where a value stands: in the merged input, in `mine`, and its pattern with empty brackets."""

    path: str = ""
    own: str = ""
    pattern: str = ""

    def inside(self, name: str) -> "_Place":
        """Return the place under a name of an object."""
        return _Place(*(f"{one}.{name}" if one else name for one in (self.path, self.own, self.pattern)))

    def item(self, merged: int, own: int | None) -> "_Place":
        """Return the place of an item of a list."""
        mine = "" if own is None else f"{self.own}[{own}]"
        return _Place(f"{self.path}[{merged}]", mine, f"{self.pattern}[]")


@dataclass(slots=True)
class _Merging:
    """Gathers the conflicts of one merge."""

    whole: frozenset[str]
    prefers: Prefers
    conflicts: list[Conflict] = field(default_factory=list)

    def value(self, three: _Three, place: _Place) -> Any:
        """Return the merged value of one place, ABSENT for none."""
        if _same(three.mine, three.theirs) or _same(three.base, three.mine):
            return three.theirs
        if _same(three.base, three.theirs):
            return three.mine
        kind = _kind(three)
        if kind == _MAPPING and place.pattern not in self.whole:
            return self._mapping(three, place)
        if kind == _LIST and place.pattern not in self.whole:
            return self._list(three, place)
        if place.own and self.prefers(place.own, _told(three.theirs)):
            return three.mine
        self.conflicts.append(Conflict(place.path, place.own, _told(three.mine), _told(three.theirs)))
        return three.theirs

    def _mapping(self, three: _Three, place: _Place) -> dict[str, Any]:
        names = dict.fromkeys([*three.theirs, *three.mine])
        made = {name: self.value(three.inside(name), place.inside(name)) for name in names}
        return {name: value for name, value in made.items() if value is not ABSENT}

    def _list(self, three: _Three, place: _Place) -> list[Any]:
        """Merge two lists: items that one side took out and the other left alone are gone, added ones are in."""
        base = [] if three.base is ABSENT else three.base
        nodes = _nodes(paired(base, three.mine), paired(base, three.theirs), three)
        kept = [node for node in _ordered(nodes) if not self._is_gone(node, base, three, place)]
        return [self._item(node, base, three, place.item(at, node.mine)) for at, node in enumerate(kept)]

    def _is_gone(self, node: "_Node", base: list[Any], three: _Three, place: _Place) -> bool:
        """Tell whether an item was taken out: by both, by one while the other left it as it was, or on purpose."""
        if node.base is None:
            return False
        if node.mine is None:
            if node.theirs is None:
                return True
            theirs = three.theirs[node.theirs]
            return _same(base[node.base], theirs) or self.prefers(f"{place.own}[]", theirs)
        return node.theirs is None and _same(base[node.base], three.mine[node.mine])

    def _item(self, node: "_Node", base: list[Any], three: _Three, place: _Place) -> Any:
        before = ABSENT if node.base is None else base[node.base]
        mine = ABSENT if node.mine is None else three.mine[node.mine]
        theirs = ABSENT if node.theirs is None else three.theirs[node.theirs]
        if node.base is not None and (mine is ABSENT or theirs is ABSENT):
            told = Conflict(place.path, place.own, _told(mine), _told(theirs), was_removed=True)
            self.conflicts.append(told)
            return theirs if mine is ABSENT else mine
        if mine is ABSENT or theirs is ABSENT:
            return theirs if mine is ABSENT else mine
        return self.value(_Three(before, mine, theirs), place)


@dataclass(frozen=True, slots=True)
class _Node:
    """One item of the merged list: its places in the three lists, None where it is not."""

    base: int | None
    mine: int | None
    theirs: int | None


@dataclass(frozen=True, slots=True)
class _Nodes:
    """The items in the order of `mine` and of `theirs`; those that are in one list only stand there alone."""

    mine: list[_Node]
    theirs: list[_Node]

    @property
    def was_theirs_reordered(self) -> bool:
        """Tell whether the other person put items in another order."""
        return _is_reordered(self.theirs)

    @property
    def was_mine_reordered(self) -> bool:
        """Tell whether this person put items in another order."""
        return _is_reordered(self.mine)


def _is_reordered(nodes: list[_Node]) -> bool:
    places = [node.base for node in nodes if node.base is not None]
    return places != sorted(places)


def _nodes(mine: Pairing, theirs: Pairing, three: _Three) -> _Nodes:
    """Return the items of both lists; what both added alike is one item."""
    added = paired(
        [three.mine[at] for at in mine.added], [three.theirs[at] for at in theirs.added], sure=True
    )
    twin = {mine.added[ours]: theirs.added[other] for ours, other in added.known.items()}
    back = {other: ours for ours, other in twin.items()}
    by_mine = {at: _Node(base, at, theirs.known.get(base)) for base, at in mine.known.items()}
    by_theirs = {at: _Node(base, mine.known.get(base), at) for base, at in theirs.known.items()}
    for at in mine.added:
        by_mine[at] = _Node(None, at, twin.get(at))
    for at in theirs.added:
        by_theirs[at] = _Node(None, back.get(at), at)
    return _Nodes([by_mine[at] for at in sorted(by_mine)], [by_theirs[at] for at in sorted(by_theirs)])


def _ordered(nodes: _Nodes) -> list[_Node]:
    """Return all items in one order: that of whoever reordered, the other's own items behind their neighbours."""
    is_mine_first = nodes.was_mine_reordered and not nodes.was_theirs_reordered
    lead, other = (nodes.mine, nodes.theirs) if is_mine_first else (nodes.theirs, nodes.mine)
    order = list(lead)
    last: _Node | None = None
    for node in other:
        if node not in order:
            order.insert(order.index(last) + 1 if last is not None else 0, node)
        last = node
    return order


def _kind(three: _Three) -> str:
    """Return how a place that both changed can be merged, "" for a single value."""
    values = [one for one in (three.base, three.mine, three.theirs) if one is not ABSENT]
    if three.mine is ABSENT or three.theirs is ABSENT:
        return ""
    if all(isinstance(one, Mapping) for one in values):
        return _MAPPING
    return _LIST if all(isinstance(one, list) for one in values) else ""


def _of(value: Any, name: str) -> Any:
    return value.get(name, ABSENT) if isinstance(value, Mapping) else ABSENT


def _same(one: Any, other: Any) -> bool:
    if one is ABSENT or other is ABSENT:
        return one is other
    return canonical(one) == canonical(other)


def _told(value: Any) -> Any:
    return None if value is ABSENT else value


@dataclass(frozen=True, slots=True)
class Difference:
    """A place in which two inputs differ: its path in the newer one, what stood there and what stands there now."""

    path: str
    old: Any
    new: Any


def differences(old: Any, new: Any, path: str = "") -> list[Difference]:
    """Return the places in which two inputs differ, in the order of the newer one; an item that moved only is none.

    >>> [(one.path, one.old, one.new) for one in differences({"a": ["x", "y"]}, {"a": ["x", "z"]})]
    [('a[1]', 'y', 'z')]
    """
    if _same(old, new):
        return []
    if isinstance(old, Mapping) and isinstance(new, Mapping):
        names = dict.fromkeys([*new, *old])
        return [
            found
            for name in names
            for found in differences(_of(old, name), _of(new, name), f"{path}.{name}" if path else name)
        ]
    if isinstance(old, list) and isinstance(new, list):
        return _list_differences(old, new, path)
    return [Difference(path, _told(old), _told(new))]


def _list_differences(old: list[Any], new: list[Any], path: str) -> list[Difference]:
    pairing = paired(old, new)
    known = {at: before for before, at in pairing.known.items()}
    found: list[Difference] = []
    for at, item in enumerate(new):
        before = old[known[at]] if at in known else ABSENT
        found += differences(before, item, f"{path}[{at}]")
    after = count(len(new))
    gone = [one for place, one in enumerate(old) if place not in pairing.known]
    return found + [Difference(f"{path}[{next(after)}]", one, None) for one in gone]
