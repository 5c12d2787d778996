"""From a computed value that is printed back to its fields: one function for each one of `domain.computes`.

Known by the name of the computing function, whatever type uses it.
"""

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import Any, Final

from service.domain.text import fold, plain
from service.intake.outline_spots import Spots
from service.intake.values import Words, read_citations

Arguments = Mapping[str, Any]
Sources = Mapping[str, Mapping[str, Any]]
Path = tuple[str | int, ...]
_OPENING = re.compile(
    r"(?P<verb>(?:Căn cứ|Thực hiện|Theo|Triển khai thực hiện|Triển khai|Tiếp tục thực hiện)(?: vào)?)\s+(?P<rest>.+)",
    re.DOTALL,
)
#: "Tiêu chí 3: Cải cách hành chính": the index is counted again.
GROUP_TITLE = re.compile(
    r"(?P<word>[^\d:]{1,40}?) (?P<index>\d{1,3}|[IVXLC]{1,6})\s*[:.]\s*(?P<title>.+)", re.DOTALL
)
#: What a row of a table is, and what a task says itself: all else that both have is about who does it and when.
_OF_ROW: Final = frozenset({"is_group", "number", "title"})
_OF_TASK: Final = frozenset({"content", "short_title", "label"})


@dataclass(slots=True)
class Tracing:
    """The raw content that grows while computed values are traced back; `paths` says what a place is called then."""

    raw: dict[Any, Any]
    words: Words
    styles: Mapping[Path, str]
    spots: Spots
    sources: Sources
    paths: dict[str, str] = field(default_factory=dict)
    refused: list[str] = field(default_factory=list)

    def at(self, path: str) -> Any:
        """Return the raw branch of a path, None where it has none."""
        node: Any = self.raw
        for name in path.split("."):
            node = node.get(name) if isinstance(node, dict) else None
        return node

    def put(self, path: str, value: Any) -> None:
        """Set the raw value of a path where it has none."""
        *steps, last = path.split(".")
        node = self.raw
        for name in steps:
            node = node.setdefault(name, {})
        node.setdefault(last, value)

    def branch(self, path: str) -> dict[Any, Any]:
        """Return the raw branch of a path, made where it has none."""
        node = self.raw
        for name in path.split("."):
            node = node.setdefault(name, {})
        return node

    def source(self, path: str) -> Any:
        """Return a field of a source (``plan.criteria``), None without it."""
        name, _, rest = path.partition(".")
        node: Any = self.sources.get(name)
        for step in rest.split("."):
            node = node.get(step) if isinstance(node, Mapping) else None
        return node


def fold_key(text: str) -> str:
    """Return a text by which a title is known again: no marks, no diacritics, no sign at its end."""
    return fold(plain(text)).strip(" .;:,")


def rows_of(computed: Any) -> list[Mapping[str, str]]:
    """Return the rows of a computed table."""
    rows = computed.get("rows", []) if isinstance(computed, Mapping) else []
    return rows if isinstance(rows, list) else []


Inverse = Callable[[Tracing, Arguments, str, Any], None]
INVERSES: dict[str, Inverse] = {}


def inverse(function: str) -> Callable[[Inverse], Inverse]:
    """Register the converse of a computing function."""

    def registered(made: Inverse) -> Inverse:
        INVERSES[function] = made
        return made

    return registered


@inverse("bases_lines")
def bases_of_lines(tracing: Tracing, arguments: Arguments, root: str, computed: Any) -> None:
    """Read each line of the bases: its verb once, the documents it cites as labels."""
    labels: list[str] = []
    for place, text in sorted(computed.items()):
        match = _OPENING.fullmatch(plain(text).strip())
        found = read_citations(match["rest"], tracing.words) if match else None
        if match is None or found is None:
            tracing.refused.append(f"{root}[{place}]")
            continue
        if (tracing.at(arguments["verb"]) or match["verb"]) != match["verb"]:
            tracing.refused.append(f"{root}[{place}]")  # one verb stands before all of them
            continue
        tracing.put(arguments["verb"], match["verb"])
        tracing.paths[f"{root}[{place}]"] = f"{arguments['bases']}[{len(labels)}]"
        labels += [label for label in found if label not in labels]
    node = tracing.branch(arguments["bases"])
    node.update(enumerate(_quoted(tracing, labels)))


def _quoted(tracing: Tracing, labels: list[str]) -> list[str]:
    """Return labels as words that cite again: the content is converted later, from words."""
    records = tracing.words.citations.records
    return [f"{records[label]['kind']} {_rest(records[label])}" for label in labels]


def _rest(record: Mapping[str, Any]) -> str:
    if not record.get("code"):
        return str(record.get("subject", ""))
    day = f" ngày {record['date']}" if record.get("date") else ""
    return f"số {record['code']}{day}"


@inverse("task_appendix")
def tasks_of_appendix(tracing: Tracing, arguments: Arguments, root: str, computed: Any) -> None:
    """Read the rows that assign tasks: short titles and what the text does not say; all of it where it says nothing."""
    criteria = tracing.branch(arguments["criteria"])
    group, task = -1, -1
    for place, row in enumerate(computed):
        if row.get("is_group"):
            group, task = group + 1, -1
            _group(tracing, arguments, criteria.setdefault(group, {}), row)
            tracing.paths[f"{root}[{place}]"] = f"{arguments['criteria']}[{group}]"
            continue
        if group < 0:
            group = 0
            criteria.setdefault(group, {})
        task += 1
        tasks = criteria[group].setdefault("tasks", {})
        tracing.paths[f"{root}[{place}]"] = f"{arguments['criteria']}[{group}].tasks[{task}]"
        at = tracing.paths[f"{root}[{place}]"]
        tracing.paths[f"{root}[{place}].title"] = (
            f"{at}.{_task(criteria[group], tasks.setdefault(task, {}), row)}"
        )
    for place in criteria:
        _hoist(tracing, arguments["criteria"], place, criteria[place])


def _group(tracing: Tracing, arguments: Arguments, criterion: dict[Any, Any], row: Mapping[str, str]) -> None:
    if criterion.get("title"):
        return
    match = GROUP_TITLE.fullmatch(row.get("title", ""))
    if match and "word" in arguments:
        tracing.put(arguments["word"], match["word"])
    criterion["title"] = match["title"] if match else row.get("title", "")


def _task(criterion: Mapping[Any, Any], task: dict[Any, Any], row: Mapping[str, str]) -> str:
    """Read a row into a task; return the field that its title went to."""
    title = row.get("title", "")
    content = task.get("content")
    texts = list(content.values()) if isinstance(content, dict) else [content] if content else []
    if not texts:
        task["content"] = {0: title}
    elif title and " ".join(texts) != title:
        task["short_title"] = title
    for name, text in row.items():
        if text and name not in _OF_ROW and name not in task and name not in criterion:
            task[name] = text
    return "short_title" if "short_title" in task else "content[0]"


def _hoist(tracing: Tracing, path: str, place: int, criterion: dict[Any, Any]) -> None:
    """Move what all tasks of a group have in common up to it where its tasks are numbered as those of such a group."""
    tasks = criterion.get("tasks", {})
    style = tracing.styles.get((*path.split("."), place, "tasks", 0, "content", 0), "")
    shared = [one for one in tracing.spots.lists.get(f"{path}.tasks", ()) if one.when and one.style == style]
    if not shared or len(tasks) < 2:
        return
    for name in [name for name in tasks[min(tasks)] if name not in _OF_TASK]:
        texts = {task.get(name) for task in tasks.values()}
        if len(texts) == 1 and None not in texts and name not in criterion:
            criterion[name] = texts.pop()
            for task in tasks.values():
                del task[name]


@inverse("money_total")
def nothing_of_total(_tracing: Tracing, _arguments: Arguments, _root: str, _computed: Any) -> None:
    """Read nothing: a total is computed again."""
