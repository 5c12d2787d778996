"""The samples of the types and of the sets, prepared and rendered, for the tests that look at them from all sides."""

import io
from datetime import date, timedelta
from decimal import ROUND_HALF_UP, Decimal
from functools import cache
from pathlib import Path

import docx

from service import reference
from service.doctypes.catalogue import Catalogue
from service.doctypes.preparing import prepare
from service.doctypes.source import FolderSource
from service.domain.frame import Act
from service.rendering import context, templates

ROOT = Path(__file__).parents[2]
CATALOGUE = Catalogue(FolderSource(ROOT / "templates_docx"))
SLUGS = CATALOGUE.slugs()
OF_TYPES = [
    (slug, name[len("sample.") : -len(".yaml")])
    for slug in SLUGS
    for name in CATALOGUE.get(slug).files
    if name.startswith("sample.")
]
OF_SETS = [(folder, name) for folder, names in reference.sample_sets().items() for name in names]
SAMPLES = OF_TYPES + OF_SETS


def envelope(sample):
    folder, name = sample
    return CATALOGUE.sample(folder, name) if folder in SLUGS else reference.sample(folder, name)


def prepared(sample):
    whole = envelope(sample)
    document_type = CATALOGUE.get(whole["type"])
    return prepare(document_type, whole, office=reference.office(whole["office"]), catalogue=CATALOGUE)


def rendered(sample, *, is_issued=True):
    made = prepared(sample)
    month = made.frame.month
    day = date(month.year, month.month, 20)
    act = Act(45, day, today=day) if is_issued else Act(today=day)
    return templates.compiled(made.document_type).render(context.build(made, act))


@cache
def opened(sample):
    """A sample as issued, as python-docx reads it, a no-break space as the space that it is to a reader; rendered once."""
    document = docx.Document(io.BytesIO(rendered(sample)))
    for text in document.element.iter("{*}t"):
        text.text = (text.text or "").replace("\u00a0", " ")
    return document


def named(samples):
    return {"argnames": "sample", "argvalues": samples, "ids": ["/".join(sample) for sample in samples]}


def of_slug(slug):
    return [sample for sample in SAMPLES if envelope(sample)["type"] == slug]


# The numbers once more, by other means than the service's.

QUARTER_ENDS = {"I": "31/3", "II": "30/6", "III": "30/9", "IV": "31/12"}


def day(text):
    number, month, year = text.split("/")
    return date(int(year), int(month), int(number))


def end_of(deadline):
    ends = [day(deadline[name]) for name in ("by", "on", "to") if name in deadline]
    ends += [day(deadline["before"]) - timedelta(days=1)] if "before" in deadline else []
    for quarter in deadline.get("quarters", ()):
        name, _, year = quarter.partition("/")
        ends.append(day(f"{QUARTER_ENDS[name]}/{year}"))
    for month in deadline.get("months", ()):
        number, _, year = month.partition("/")
        following = day(f"01/{int(number) % 12 + 1}/{int(year) + (number == '12')}")
        ends.append(following - timedelta(days=1))
    return max(ends) if ends else None


def state_of(deadline, result, last):
    end = end_of(deadline)
    done = day(result["done_on"]) if result.get("done_on") else None
    if done and done <= last:
        return "Hoàn thành quá hạn" if end and done > end else "Hoàn thành đúng hạn"
    if end is None:
        return f"Thường xuyên, {'đã' if result.get('evidence') else 'chưa'} có minh chứng"
    if last > end:
        return "Quá hạn chưa hoàn thành"
    return "Đang thực hiện trong hạn" if result and result.get("started", True) else "Chưa đến hạn"


def deadlines(plan):
    return [
        (task.get("label"), task.get("deadline") or group.get("deadline"))
        for group in plan["content"]["criteria"]
        for task in group["tasks"]
    ]


def cells(table):
    return [[cell.text for cell in row.cells] for row in table.rows]


def table_with(document, *heads):
    """The rows of the table whose header begins so, without the header; cells that span are there once for each column."""
    for table in document.tables:
        rows = cells(table)
        if tuple(rows[0][: len(heads)]) == heads:
            return rows[1:]
    raise AssertionError(heads)


def percent(part, whole):
    exact = Decimal(100 * part) / whole
    return f"{exact.quantize(Decimal('0.01'), ROUND_HALF_UP)}".replace(".", ",")


def check_shares(rows, counts, whole):
    """Rows (TT, words, count, share) and the row of the total."""
    *parts, total = rows
    assert {row[1]: int(row[2]) for row in parts} == dict(counts)
    assert [row[3] for row in parts] == [percent(int(row[2]), whole) for row in parts]
    assert [row[0] for row in parts] == [str(n) for n in range(1, len(parts) + 1)]
    assert (int(total[2]), total[3]) == (whole, "100,00")
