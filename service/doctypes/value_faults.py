"""Finds every value that cannot be printed, with its exact path: walked only when something was refused."""

from collections.abc import Callable, Collection, Mapping
from typing import Any

from service.doctypes.faults import FaultWriter, Steps, path_text
from service.doctypes.mentions import refuse_mentions
from service.doctypes.running import Run
from service.doctypes.schemas import items_at, resolved
from service.doctypes.values import fits, leaf
from service.domain.findings import FieldError
from service.domain.refusal import Refused


class ValueFaults:
    """Walks one content beside its schema.

    `refused` are the paths that the check of shapes has refused already: they and what depends on them are left out.
    """

    def __init__(
        self, schema: Mapping[str, Any], run: Run, *, prefix: str, refused: Collection[str] = ()
    ) -> None:
        self._whole = schema
        self._run = run
        self._prefix = prefix
        self._refused = tuple(refused)
        self._writer = FaultWriter(schema, prefix)
        self._labels: dict[tuple[str, str], Steps] = {}
        self._faults: list[FieldError] = []

    def found(self, content: Any) -> list[FieldError]:
        """Return the faults in the order of the schema."""
        self._walk(self._whole, content, [], in_format=False)
        return self._faults

    def _walk(self, schema: Mapping[str, Any], value: Any, steps: Steps, *, in_format: bool) -> None:
        path = path_text(steps, self._prefix)
        if value is None or path in self._refused:
            return
        place = resolved(schema, self._whole)
        before = len(self._faults)
        inside = in_format or "x-format" in place
        self._walk_parts(place, value, steps, in_format=inside)
        if "x-label" in place:
            self._enter(place["x-label"], value, steps)
        if len(self._faults) > before:
            return
        if in_format and not {"x-format", "x-label-of"} & set(place):
            if isinstance(value, str):  # printed as part of the format, where no label becomes words
                self._attempt(lambda: refuse_mentions(value), steps)
            return
        if not self._is_refused_inside(path):
            self._try(place, value, steps)

    def _walk_parts(self, place: Mapping[str, Any], value: Any, steps: Steps, *, in_format: bool) -> None:
        if isinstance(value, Mapping):
            for name, part in place.get("properties", {}).items():
                self._walk(part, value.get(name), [*steps, name], in_format=in_format)
        elif isinstance(value, list) and "items" in place:
            for position, item in enumerate(value):
                self._walk(place["items"], item, [*steps, position], in_format=in_format)
        for branch in place.get("oneOf", ()):
            if fits(resolved(branch, self._whole), value):
                self._walk(branch, value, steps, in_format=in_format)
                return

    def _enter(self, space: str, label: str, steps: Steps) -> None:
        first = self._labels.setdefault((space, label), steps)
        if first != steps:
            items = items_at(self._whole, first)
            place = f"{items} ({path_text(first, self._prefix)})" if items else path_text(first, self._prefix)
            self._report(
                steps, "label_duplicate", f"nhãn “{label}” đã dùng ở {place}. Mỗi nhãn chỉ dùng một lần."
            )

    def _try(self, place: Mapping[str, Any], value: Any, steps: Steps) -> None:
        convert = leaf(place)
        if convert is None:
            return
        self._attempt(lambda: convert(value, self._run), steps)

    def _attempt(self, convert: Callable[[], object], steps: Steps) -> None:
        try:
            convert()
        except Refused as refused:
            self._report(steps, refused.code, refused.message)

    def _is_refused_inside(self, path: str) -> bool:
        return any(other.startswith((f"{path}.", f"{path}[")) for other in self._refused)

    def _report(self, steps: Steps, code: str, message: str) -> None:
        named = f"{self._writer.name(steps)}: {message}"
        self._faults.append(FieldError(path_text(steps, self._prefix), code, named))
