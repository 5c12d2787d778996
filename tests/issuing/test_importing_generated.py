"""Inputs that nobody wrote: printed, read back, the same again."""

import copy
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from service.doctypes.catalogue import Catalogue
from service.doctypes.source import FolderSource
from service.issuing.desk import TYPES
from tests.issuing.read_back import accounted, imported, printed, said

SHIPPED = Catalogue(FolderSource(TYPES))
WORDS = st.sampled_from(
    [
        "rà",
        "soát",
        "công",
        "khai",
        "thủ",
        "tục",
        "hồ",
        "sơ",
        "người",
        "dân",
        "thôn",
        "xã",
        "nhanh",
        "gọn",
        "kịp",
        "thời",
        "đúng",
        "hẹn",
        "&",
        "sạch",
        "đẹp",
    ]
)
SENTENCE = st.lists(WORDS, min_size=3, max_size=12).map(lambda words: f"Việc {' '.join(words)}.")
EMPHASISED = SENTENCE.map(lambda text: text.replace("Việc ", "Việc **quan trọng** ", 1))
TEXT = st.one_of(SENTENCE, EMPHASISED)
PARAGRAPHS = st.lists(TEXT, min_size=1, max_size=3).map("\n".join)
TITLE = st.lists(WORDS, min_size=2, max_size=6).map(lambda words: f"Nhóm {' '.join(words)}")
BODIES = st.lists(
    st.sampled_from(["Phòng Kinh tế", "Công an xã", "Trạm Y tế xã", "Các thôn"]),
    min_size=1,
    max_size=3,
    unique=True,
)
DEADLINE = st.sampled_from([{"ongoing": True}, {"by": "31/10/2026"}, {"quarters": ["I/2026", "II/2026"]}, {"months": ["6/2026"]},
                            {"from": "01/5/2026", "to": "30/9/2026"}])  # fmt: skip
ROLES = st.lists(
    st.sampled_from([{"role": "mot_cua"}, {"role": "van_phong"}]), min_size=1, max_size=2, unique_by=str
)
AGENCIES = st.one_of(BODIES, ROLES, st.tuples(ROLES, BODIES).map(lambda both: [*both[0], *both[1]]))
TASK = st.fixed_dictionaries(
    {"content": PARAGRAPHS, "lead": AGENCIES, "deadline": DEADLINE},
    optional={"support": AGENCIES, "evidence": TITLE, "evidence_deadline": st.just({"before": "01/11/2026"})},
)
SHARED = st.fixed_dictionaries(
    {"title": TITLE, "tasks": st.lists(st.fixed_dictionaries({"content": TEXT}), min_size=2, max_size=3),
     "lead": AGENCIES, "deadline": DEADLINE}, optional={"support": AGENCIES, "evidence": TITLE})  # fmt: skip
CRITERION = st.one_of(
    st.fixed_dictionaries({"title": TITLE, "tasks": st.lists(TASK, min_size=2, max_size=4)}), SHARED
)
TARGET = st.fixed_dictionaries(
    {
        "content": TITLE,
        "link": st.just("đạt từ"),
        "figure": st.integers(10, 99).map(str),
        "unit": st.just("%"),
    },
    optional={"due": st.just({"by": "30/9/2026"})},
)
ENTRY = st.fixed_dictionaries(
    {"content": TITLE, "amount": st.integers(1, 900).map(lambda thousands: thousands * 100_000)},
    optional={"source": st.just("ngân sách xã")},
)
BUDGET = st.fixed_dictionaries(
    {"entries": st.lists(ENTRY, min_size=1, max_size=3)}, optional={"intro": SENTENCE}
)
CITED = SENTENCE.map(lambda text: f"{text[:-1]} theo [[qd_1211]].")
DUTY = st.fixed_dictionaries(
    {"content": TEXT},
    optional={"parts": st.lists(st.fixed_dictionaries({"content": TEXT}), min_size=2, max_size=3)},
)
BODY = st.fixed_dictionaries({"body": TITLE, "duties": st.lists(DUTY, min_size=2, max_size=3)})
DECISION = {
    "label": "qd_1211", "kind": "Quyết định", "code": "1211/QĐ-UBND", "date": "02/11/2022", "link": "ban_hanh",
    "issuer": "Ủy ban nhân dân tỉnh Quảng Ngãi", "subject": "Quy định thang điểm công tác dân vận",
}  # fmt: skip
PLAN = st.fixed_dictionaries(
    {"objectives": st.one_of(PARAGRAPHS, CITED), "criteria": st.lists(CRITERION, min_size=2, max_size=3), "implementation": st.lists(BODY, min_size=2, max_size=3),
     "closing": PARAGRAPHS, "assignment_in": st.sampled_from(["text", "both"])},
    optional={"targets_intro": PARAGRAPHS, "general_tasks": st.one_of(PARAGRAPHS, CITED), "budget": BUDGET,
              "targets": st.lists(TARGET, min_size=1, max_size=3)},
)  # fmt: skip


@pytest.mark.slow
@settings(max_examples=25, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(content=PLAN)
def test_a_generated_plan_comes_back_as_it_was_given(content: dict[str, Any]) -> None:
    catalogue = SHIPPED
    envelope = copy.deepcopy(catalogue.sample("ke_hoach", "minimal"))
    citations = [*envelope["content"]["citations"], DECISION]
    opening = {**envelope["content"]["opening"], "bases": [one["label"] for one in citations]}
    envelope["content"] = {"citations": citations, "opening": opening, **content}
    file, found = imported(catalogue, envelope)
    accounted(file, found)
    assert printed(catalogue, found.envelope) == file
    for name, value in content.items():
        assert said(found.envelope["content"][name]) == said(value), name


ADDRESSEES = st.fixed_dictionaries(
    {
        "addressee": TITLE,
        "contents": st.lists(st.fixed_dictionaries({"content": TEXT}), min_size=2, max_size=3),
    }
)
REPORT = st.fixed_dictionaries(
    {"assessment": st.fixed_dictionaries({"strengths": PARAGRAPHS}, optional={"limits": PARAGRAPHS, "lessons": PARAGRAPHS}), "closing": TEXT},
    optional={"proposals": st.lists(ADDRESSEES, min_size=2, max_size=3)},
)  # fmt: skip


@pytest.mark.slow
@settings(max_examples=6, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(content=REPORT)
def test_a_generated_report_comes_back_as_it_was_given(content: dict[str, Any]) -> None:
    catalogue = SHIPPED
    envelope = copy.deepcopy(catalogue.sample("bao_cao", "minimal"))
    envelope["content"] = {**envelope["content"], **content}
    file, found = imported(catalogue, envelope)
    accounted(file, found)
    for name, value in content.items():
        assert said(found.envelope["content"][name]) == said(value), name


POINTS = st.integers(min_value=5000, max_value=9900).map(lambda cents: f"{cents // 100},{cents % 100:02}")
SCORED = st.fixed_dictionaries(
    {"title": TITLE, "max_points": st.just("100,00"), "self_points": POINTS, "assessed_points": POINTS}
)
NOTICE = st.fixed_dictionaries(
    {"criteria": st.lists(SCORED, min_size=1, max_size=4), "limits": PARAGRAPHS, "closing": TEXT}
)


@pytest.mark.slow
@settings(max_examples=6, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(content=NOTICE)
def test_a_generated_notice_comes_back_as_it_was_given(content: dict[str, Any]) -> None:
    catalogue = SHIPPED
    envelope = copy.deepcopy(catalogue.sample("thong_bao_ket_qua", "minimal"))
    envelope["content"]["unit_result"]["criteria"] = content["criteria"]
    envelope["content"] |= {"limits": content["limits"], "closing": content["closing"]}
    file, found = imported(catalogue, envelope)
    accounted(file, found)
    assert found.envelope["content"]["unit_result"]["criteria"] == content["criteria"]
    assert found.envelope["content"]["limits"] == content["limits"]
    assert said(found.envelope["content"]["closing"]) == said(content["closing"])
