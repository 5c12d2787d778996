"""How right Word files are read: the reference plan in each way of typing it, and our own outputs printed again.

A paragraph is right in the field that `tests/intake/reference_plan.tsv` names for it. Lost is what stands in the file
and neither in a field nor in the tray; invented is the other way round.
"""

from collections import Counter

from bench.measuring import Options, Result
from service import reference
from service.doctypes.catalogue import Catalogue
from service.doctypes.source import FolderSource
from service.inspection import inspect
from service.issuing.desk import TYPES
from service.issuing.imported import CELL_SIGN, Imported
from service.issuing.importing import all_texts, import_file
from tests.intake.reference_plan import is_right, reference_file
from tests.issuing.read_back import NOW, imported, printed

_WAYS = ("automatic", "typed", "table", "tasks")
_PLANS = ("huyen_ba_to_2025", "xa_ba_to_2026")
_SAMPLES = (
    ("ke_hoach", "full"),
    ("ke_hoach", "minimal"),
    ("bao_cao", "minimal"),
    ("thong_bao_ket_qua", "minimal"),
)


def run(_: Options) -> dict[str, Result]:
    """Read each file once: what is counted is the same in every round."""
    catalogue = Catalogue(FolderSource(TYPES))
    found: dict[str, Result] = {}
    for way in _WAYS:
        found.update({f"{way}.{name}": result for name, result in _read(catalogue, way).items()})
    return found | _printed_again(catalogue)


def _read(catalogue: Catalogue, way: str) -> dict[str, Result]:
    content, fields = reference_file(way)
    made = import_file(catalogue, "ke_hoach", content, now=NOW)
    paths = {one.number: one.path for one in made.placed}
    right = sum(
        is_right(paths.get(number, ""), field, in_rows=way == "tasks") for number, field in fields.items()
    )
    lost, invented = _unaccounted(content, made)
    return {
        "right": Result(100 * right / len(fields), None, None, "%", f">= 95 % của {len(fields)} đoạn đúng ô"),
        "lost": Result(lost, None, None, "đoạn", "0: không đoạn nào mất"),
        "invented": Result(invented, None, None, "đoạn", "0: không đoạn nào thêm"),
    }


def _unaccounted(content: bytes, made: Imported) -> tuple[int, int]:
    """Return how many paragraphs of the file lie nowhere, and how many that lie somewhere are none of it."""
    there = Counter(all_texts(inspect(content)))
    told = Counter(text for one in (*made.placed, *made.tray) for text in one.text.split(CELL_SIGN))
    return (there - told).total(), (told - there).total()


def _printed_again(catalogue: Catalogue) -> dict[str, Result]:
    """Print, read and print again; the files must be the same byte for byte."""
    envelopes = [
        *(catalogue.sample(slug, name) for slug, name in _SAMPLES),
        *(reference.sample(group, "ke_hoach") for group in _PLANS),
    ]
    same = 0
    for envelope in envelopes:
        content, made = imported(catalogue, envelope)
        same += printed(catalogue, made.envelope) == content
    return {"printed_again": Result(same, None, None, "tệp", f"{len(envelopes)} tệp như cũ từng byte")}
