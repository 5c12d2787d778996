"""Results of tasks that are printed back to the fields of reports and notices.

Labels are those of the plan that the document was made from: without it a result cannot be told to belong to a task,
and its paragraphs go to the tray.
"""

import re
from collections.abc import Iterator, Mapping
from typing import Any, Final

from service.domain.text import lower_first, plain
from service.intake.inverses import Arguments, Tracing, fold_key, inverse, rows_of

_FIGURE = re.compile(r"(?P<content>.+?) (?P<figure>[-+]?\d[\d.,]*)(?P<unit> ?[^\d;].*)?")
_REQUIREMENT = re.compile(
    r"(?P<content>.+?)(?P<join>, thực hiện | trong (?=quý|tháng)|, (?=sau|khi|theo)| (?=trước ngày|chậm nhất ngày|ngày "
    r"\d|từ ngày|đến ngày))(?P<deadline>thường xuyên.*|quý .*|tháng .*|trước ngày .*|chậm nhất .*|ngày \d.*|từ ngày .*"
    r"|đến ngày .*)"
)
#: The state of a task whose work has not begun.
_NOT_DUE: Final = "chua den han"


def _planned(tracing: Tracing, path: str) -> Iterator[tuple[str, str]]:
    """Yield what each task of the plan is called, and its label."""
    for criterion in tracing.source(path) or ():
        for task in criterion.get("tasks", ()):
            yield (
                fold_key(task.get("short_title") or " ".join(str(task.get("content", "")).split("\n"))),
                task.get("label", ""),
            )


def _label_of(tracing: Tracing, path: str, title: str) -> str:
    wanted = fold_key(title)
    return next((label for name, label in _planned(tracing, path) if name == wanted), "")


def _texts(value: Any) -> str:
    """Return the paragraphs of a raw text as lines."""
    return (
        "\n".join(str(value[key]) for key in sorted(value)) if isinstance(value, dict) else str(value or "")
    )


@inverse("results_by_criterion")
def results_of_text(tracing: Tracing, arguments: Arguments, root: str, computed: Any) -> None:
    """Read the result of each task that the plan has under the title that is printed."""
    results = tracing.branch(arguments["results"])
    for group in sorted(computed):
        tasks = computed[group].get("tasks", {})
        for place in sorted(tasks):
            row = tasks[place]
            label = _label_of(tracing, arguments["criteria"], str(row.get("title", "")))
            prefix = f"{root}[{group}].tasks[{place}]"
            if not label:
                tracing.refused.append(prefix)
                continue
            tracing.paths[prefix] = f"{arguments['results']}[{len(results)}]"
            made: dict[Any, Any] = {"task": label, "result": _texts(row.get("result"))}
            if figures := list(_figures(str(row.get("figures", "")))):
                made["figures"] = dict(enumerate(figures))
            if row.get("cause"):
                made["cause"] = row["cause"]
            if fold_key(str(row.get("state", ""))) == _NOT_DUE:
                made["started"] = False
            results[len(results)] = made


def _figures(text: str) -> Iterator[dict[str, str]]:
    for part in (one.strip() for one in text.rstrip(".").split(";")):
        match = _FIGURE.fullmatch(part)
        if match:
            unit = (match["unit"] or "").strip()
            made = {"content": match["content"], "figure": match["figure"]}
            yield {**made, "unit": unit} if unit else made


@inverse("evidence_rows")
def evidence_of_rows(tracing: Tracing, arguments: Arguments, root: str, computed: Any) -> None:
    """Give each paper to the result of the task that it proves."""
    results = tracing.at(arguments["results"]) or {}
    for place, row in enumerate(computed):
        label = _label_of(tracing, arguments["criteria"], row.get("task", ""))
        for number, result in results.items():
            if label and result.get("task") == label:
                papers = result.setdefault("evidence", {})
                tracing.paths[f"{root}[{place}]"] = (
                    f"{arguments['results']}[{number}].evidence[{len(papers)}]"
                )
                papers[len(papers)] = row.get("title", "")


@inverse("result_rows")
def full_results_of_rows(tracing: Tracing, arguments: Arguments, root: str, computed: Any) -> None:
    """Read each result with its last stop, which the text prints without; the rest of the table is made again."""
    results = tracing.at(arguments["results"]) or {}
    for place, row in enumerate(computed):
        label = _label_of(tracing, arguments["criteria"], row.get("title", ""))
        for number, result in results.items():
            if label and result.get("task") == label:
                tracing.paths[f"{root}[{place}]"] = f"{arguments['results']}[{number}]"
                stop = row.get("result", "")[-1:]
                if stop in {".", ";"} and not result["result"].endswith(stop):
                    result["result"] += stop


@inverse("target_results")
def targets_of_rows(tracing: Tracing, arguments: Arguments, root: str, computed: Any) -> None:
    """Read what was reached of each target of the plan."""
    known = {
        fold_key(one.get("content", "")): one.get("label", "")
        for one in tracing.source(arguments["targets"]) or ()
    }
    results = tracing.branch(arguments["results"])
    for place, row in enumerate(computed):
        label = known.get(fold_key(row.get("content", "")))
        if not label:
            tracing.refused.append(f"{root}[{place}]")
            continue
        tracing.paths[f"{root}[{place}]"] = f"{arguments['results']}[{len(results)}]"
        made = {"target": label, "result": row.get("comment", "")}
        if match := re.match(r"[-+]?\d[\d.,]*", row.get("result", "")):
            made["figure"] = match[0].rstrip(".,")
        results[len(results)] = made


@inverse("result_overview")
def days_of_overview(tracing: Tracing, arguments: Arguments, _root: str, computed: Any) -> None:
    """Read the days between which the figures were counted; the counts are counted again."""
    if computed.get("start") and computed.get("end"):
        tracing.put(f"{arguments['period']}.from", computed["start"])
        tracing.put(f"{arguments['period']}.to", computed["end"])


@inverse("carried_over")
def carried_over_of_rows(tracing: Tracing, arguments: Arguments, _root: str, _computed: Any) -> None:
    """Note that unfinished tasks go on; which ones is found again."""
    tracing.branch(arguments["directions"])["carry_over"] = True


@inverse("body_task_results")
def results_of_bodies(tracing: Tracing, arguments: Arguments, root: str, computed: Any) -> None:
    """Read the result of each body's tasks."""
    results = tracing.branch(arguments["results"])
    if isinstance(computed, Mapping) and computed.get("as_of"):
        tracing.put(arguments["as_of"], computed["as_of"])
    for place, row in enumerate(rows_of(computed)):
        label = _label_of(tracing, arguments["criteria"], row.get("title", ""))
        if not label:
            tracing.refused.append(f"{root}.rows[{place}]")
            continue
        tracing.paths[f"{root}.rows[{place}]"] = f"{arguments['results']}[{len(results)}]"
        made: dict[str, Any] = {"task": label, "body": row.get("body", ""), "result": row.get("result", "")}
        made |= {name: row[name] for name in ("evidence", "cause") if row.get(name)}
        results[len(results)] = (
            {**made, "started": False} if fold_key(row.get("state", "")) == _NOT_DUE else made
        )


@inverse("requirement_rows")
def requirements_of_rows(tracing: Tracing, arguments: Arguments, root: str, computed: Any) -> None:
    """Read what is asked, the deadline apart from the sentence."""
    requirements = tracing.branch(arguments["requirements"])
    for place in sorted(computed):
        text = "".join(str(computed[place].get(name, "")) for name in ("content", "deadline")).rstrip(".")
        match = _REQUIREMENT.fullmatch(text)
        tracing.paths[f"{root}[{place}]"] = f"{arguments['requirements']}[{len(requirements)}]"
        requirements[len(requirements)] = (
            {"content": match["content"], "deadline": lower_first(match["deadline"])}
            if match
            else {"content": text}
        )


@inverse("loss_summary")
def nothing_of_losses(tracing: Tracing, _arguments: Arguments, root: str, computed: Any) -> None:
    """Refuse the sums of what units lost: who lost what is not printed."""
    tracing.refused += [f"{root}[{place}]" for place in sorted(computed)]


_PERIOD = re.compile(
    r"(?P<six>(?:6|sáu|06) tháng đầu năm)|(?P<nine>(?:9|chín|09) tháng đầu năm|9 tháng)|"
    r"quý (?P<quarter>I{1,3}|IV|[1-4])(?: ?/ ?| năm )|tháng (?P<month>\d{1,2})(?: ?/ ?| năm )|(?P<year>năm)",
    re.IGNORECASE,
)
_ROMAN: Final = ("I", "II", "III", "IV")


def period_of(text: str) -> dict[str, str]:
    """Return the period that a subject names: kind, year, and which month or quarter; {} where it names none.

    >>> period_of("Kết quả công tác dân vận quý II năm 2026"), period_of("Kết quả năm 2026; phương hướng năm 2027")
    ({'kind': 'quarter', 'year': '2026', 'part': '2'}, {'kind': 'year', 'year': '2026'})
    """
    words = " ".join(plain(text).split())
    match = _PERIOD.search(words)
    year = re.compile(r"\b(?:19|20)\d\d\b").search(words, match.start()) if match else None
    if match is None or year is None:
        return {}
    if match["quarter"]:
        name = match["quarter"].upper()
        part = _ROMAN.index(name) + 1 if name in _ROMAN else int(name)
        return {"kind": "quarter", "year": year[0], "part": str(part)}
    if match["month"]:
        return {"kind": "month", "year": year[0], "part": str(int(match["month"]))}
    kind = "six_months" if match["six"] else "nine_months" if match["nine"] else "year"
    return {"kind": kind, "year": year[0]}
