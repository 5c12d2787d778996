"""What the service prints passes its own layout check, whatever was typed: one item or many, with a stop or without."""

import copy
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from service.checking import check
from tests.issuing.read_back import printed
from tests.issuing.test_importing_generated import (
    AGENCIES,
    BUDGET,
    DEADLINE,
    SENTENCE,
    SHIPPED,
    TARGET,
    TITLE,
    WORDS,
)

UNSTOPPED = st.lists(WORDS, min_size=3, max_size=12).map(lambda words: f"Việc {' '.join(words)}")
TEXT = st.one_of(SENTENCE, UNSTOPPED)
PARAGRAPHS = st.lists(TEXT, min_size=1, max_size=3).map("\n".join)
TASK = st.fixed_dictionaries(
    {"content": PARAGRAPHS, "lead": AGENCIES, "deadline": DEADLINE},
    optional={"support": AGENCIES, "evidence": TITLE},
)
CRITERION = st.fixed_dictionaries({"title": TITLE, "tasks": st.lists(TASK, min_size=1, max_size=4)})
PART = st.fixed_dictionaries({"content": TEXT})
DUTY = st.fixed_dictionaries({"content": TEXT}, optional={"parts": st.lists(PART, min_size=1, max_size=3)})
BODY = st.fixed_dictionaries({"body": TITLE, "duties": st.lists(DUTY, min_size=1, max_size=3)})
PLAN = st.fixed_dictionaries(
    {"objectives": PARAGRAPHS, "criteria": st.lists(CRITERION, min_size=1, max_size=3), "closing": PARAGRAPHS,
     "implementation": st.lists(BODY, min_size=1, max_size=3), "assignment_in": st.sampled_from(["text", "appendix", "both"])},
    optional={"targets_intro": PARAGRAPHS, "general_tasks": PARAGRAPHS, "budget": BUDGET,
              "targets": st.lists(TARGET, min_size=1, max_size=3)},
)  # fmt: skip


def errors(slug: str, **content: Any) -> list[str]:
    envelope = copy.deepcopy(SHIPPED.sample(slug, "minimal"))
    envelope["content"] |= content
    return [
        f"{one.quote}: {one.message}" for one in check(printed(SHIPPED, envelope)) if one.severity == "error"
    ]


@pytest.mark.slow
@settings(max_examples=40, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(content=PLAN)
def test_a_plan_of_any_shape_passes_the_layout_check(content: dict[str, Any]) -> None:
    assert errors("ke_hoach", **content) == []


@pytest.mark.parametrize("shown", ["text", "appendix", "both"])
@pytest.mark.parametrize("stop", ["", "."])
@pytest.mark.parametrize("count", [1, 2, 5])
def test_a_single_criterion_with_tasks_pasted_from_a_table_passes_too(
    count: int, stop: str, shown: str
) -> None:
    tasks = [
        {
            "content": f"Nhiệm vụ số {one} về thủ tục hành chính{stop}",
            "lead": [{"role": "van_phong"}],
            "deadline": {"by": "30/9/2026"},
        }
        for one in range(count)
    ]
    criteria = [{"title": "Tiếp công dân", "tasks": tasks}]
    assert errors("ke_hoach", criteria=criteria, assignment_in=shown) == []
