"""Documents that share content and sources, as the rows of a batch do, come out as if each were prepared alone."""

from dataclasses import replace

import pytest

from service.doctypes.content_work import Shared
from service.doctypes.preparing import prepare
from service.errors import InvalidInput
from tests.doctypes.small_types import citation, envelope

TASKS = [{"content": "theo [[qd_1]]", "lead": [{"role": "noi_vu"}], "deadline": {"ongoing": True}}]
PLAN = {
    **envelope({"citations": [citation()], "criteria": [{"title": "Một [[qd_1]]", "tasks": TASKS}]}),
    "code": "05/KH-UBND",
    "issued_on": "05/02/2025",
}
CONTENT = {"opening": "Thực hiện [[plan]]; [[plan]] và [[qd_1]]"}


def report(subject="Kết quả", *, content=CONTENT, plan=PLAN):
    return {
        "type": "report",
        "office": "ubnd-thu",
        "subject": subject,
        "sources": {"plan": plan},
        "content": content,
    }


@pytest.fixture
def came_to(catalogue):
    """What an envelope comes to: all that was prepared, or every fault."""

    def make(given, office, *, shared=None, lookup=None):
        try:
            found = prepare(
                catalogue.get("report"),
                given,
                office=office,
                catalogue=catalogue,
                lookup=lookup,
                shared=shared,
            )
        except InvalidInput as invalid:
            return invalid.errors
        return found.envelope, found.values, found.frame, found.questions

    return make


def test_documents_that_share_all_but_their_subject_come_out_as_each_alone(came_to, office):
    shared = Shared()
    subjects = ("Kết quả của xã Một", "Kết quả của xã Hai", "Kết quả của xã Ba")
    together = [came_to(report(subject), office, shared=shared) for subject in subjects]
    assert together == [came_to(report(subject), office) for subject in subjects]
    assert together[0][1]["plan"] is together[2][1]["plan"]


@pytest.mark.parametrize(
    ("given", "of_office"),
    [
        (report(content={"opening": "Theo [[plan]]"}), {}),
        (report(plan={**PLAN, "code": "06/KH-UBND"}), {}),
        (report(), {"name": "Ủy ban nhân dân xã Ba Vì"}),
        (report(), {"id": "ubnd-khac"}),
        (report(content={"opening": "[[khong_co]]"}), {}),
        (report(content={"opening": ""}), {}),
        (report(plan={**PLAN, "content": {}}), {}),
    ],
    ids=["content", "source", "office", "other-office", "label", "shape", "source-shape"],
)
def test_what_differs_from_the_document_before_is_prepared_anew(came_to, office, given, of_office):
    shared = Shared()
    first = came_to(report(), office, shared=shared)
    other = replace(office, **of_office) if of_office else office
    alone = came_to(given, other)
    assert came_to(given, other, shared=shared) == alone
    assert alone != first
    assert came_to(given, other, shared=shared) == alone, "a fault is told of each document that has it"
    assert came_to(report(), office, shared=shared) == first


def test_a_source_of_another_office_serves_the_documents_of_all_units(came_to, office):
    plan = {**PLAN, "office": "ubnd-21484"}
    shared = Shared()
    others = [replace(office, id=f"ubnd-{name}", name=f"UBND xã {name}") for name in ("mot", "hai")]
    given = [{**report(plan=plan), "office": one.id} for one in others]
    together = [came_to(one, who, shared=shared) for one, who in zip(given, others, strict=True)]
    assert together == [came_to(one, who) for one, who in zip(given, others, strict=True)]
    assert len(together[0]) == 4


def test_a_source_in_the_register_is_looked_up_once_while_documents_name_the_same(came_to, office):
    asked = []

    def lookup(name):
        asked.append(name)
        return {**PLAN, "code": f"{len(asked):02d}/KH-UBND"}

    shared = Shared()
    codes = []
    for name in ("id-a", "id-a", "id-b", "id-b", "id-a"):
        plan = name.encode().decode()  # a text of its own, as each input that is read has it
        _, values, *_ = came_to(report(plan=plan), office, shared=shared, lookup=lookup)
        codes.append(values["opening"].partition("số ")[2].partition(" ")[0])
    assert asked == ["id-a", "id-b", "id-a"]
    assert codes == ["01/KH-UBND", "01/KH-UBND", "02/KH-UBND", "02/KH-UBND", "03/KH-UBND"]
