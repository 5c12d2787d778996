"""Inputs that nobody wrote: printed, read back, the same again."""

import copy
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from service.doctypes.catalogue import Catalogue
from service.doctypes.source import FolderSource
from service.errors import InvalidInput
from service.issuing.desk import TYPES
from tests.issuing.read_back import accounted, imported, said

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
TASK = st.fixed_dictionaries(
    {"content": PARAGRAPHS, "lead": BODIES, "deadline": DEADLINE}, optional={"support": BODIES}
)
CRITERION = st.fixed_dictionaries({"title": TITLE, "tasks": st.lists(TASK, min_size=2, max_size=4)})
DUTY = st.fixed_dictionaries(
    {"content": TEXT},
    optional={"parts": st.lists(st.fixed_dictionaries({"content": TEXT}), min_size=2, max_size=3)},
)
BODY = st.fixed_dictionaries({"body": TITLE, "duties": st.lists(DUTY, min_size=2, max_size=3)})
PLAN = st.fixed_dictionaries(
    {"objectives": PARAGRAPHS, "criteria": st.lists(CRITERION, min_size=2, max_size=3), "implementation": st.lists(BODY, min_size=2, max_size=3),
     "closing": PARAGRAPHS, "assignment_in": st.just("text")},
    optional={"targets_intro": PARAGRAPHS, "general_tasks": PARAGRAPHS},
)  # fmt: skip


@pytest.mark.slow
@settings(max_examples=10, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(content=PLAN)
def test_a_generated_plan_comes_back_as_it_was_given(content: dict[str, Any]) -> None:
    catalogue = SHIPPED
    envelope = copy.deepcopy(catalogue.sample("ke_hoach", "minimal"))
    envelope["content"] = {
        "citations": envelope["content"]["citations"],
        "opening": envelope["content"]["opening"],
        **content,
    }
    file, found = imported(catalogue, envelope)
    accounted(file, found)
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
    try:
        file, found = imported(catalogue, envelope)
    except InvalidInput:
        return  # points that the rules of the type refuse make no document
    accounted(file, found)
    assert found.envelope["content"]["unit_result"]["criteria"] == content["criteria"]
    assert found.envelope["content"]["limits"] == content["limits"]
    assert said(found.envelope["content"]["closing"]) == said(content["closing"])
