import pytest

from service.domain.computes_years import score_comparison

LAST = {"self_score": "96,50", "assessed_score": "94,00", "grade": "Hoàn thành tốt"}
COMPARED = {
    "criteria": "plan.criteria",
    "scores": "scores",
    "period": "period",
    "previous": "plan.previous_year",
}


def root(*before, **scores):
    """A self-scoring of 97,25 points; `before` are last year's points of the three criteria, None for none."""
    marks = zip("abc", ("39.5", "38.25", "19.5"), before or (None, None, None), strict=True)
    return {
        "plan": {
            "criteria": [
                {"label": label, "title": label.upper(), "max_points": 40, "tasks": []} for label in "abc"
            ],
            "previous_year": {"year": 2025, **LAST},
        },
        "period": {"kind": "year", "year": 2026},
        "scores": {
            "criteria": [
                {"criterion": label, "self_points": now, **({"previous_points": then} if then else {})}
                for label, now, then in marks
            ],
            **scores,
        },
    }


def rows(compared):
    return [(row["title"], row["previous"], row["current"], row["difference"]) for row in compared["rows"]]


def test_last_year_stands_beside_this_year_out_of_the_plan(document):
    compared = score_comparison(document(root()), **COMPARED)
    assert rows(compared) == [("Tổng điểm tự chấm", "96,50", "97,25", "+0,75")]
    assert [compared[name] for name in ("previous_year", "year", "assessed", "grade")] == [
        "2025", "2026", "94,00", "Hoàn thành tốt",
    ]  # fmt: skip


def test_each_column_adds_up_with_bonus_and_deduction_of_its_year(document):
    typed = root("39", "38", "19", bonus=1, penalty="0,5", previous_year={**LAST, "bonus": "0,5"})
    assert rows(score_comparison(document(typed), **COMPARED)) == [
        ("A", "39,00", "39,50", "+0,50"),
        ("B", "38,00", "38,25", "+0,25"),
        ("C", "19,00", "19,50", "+0,50"),
        ("Điểm thưởng", "+0,50", "+1,00", "+0,50"),
        ("Điểm trừ", "0,00", "-0,50", "-0,50"),
        ("Tổng điểm tự chấm", "96,50", "97,75", "+1,25"),
    ]


def test_the_total_of_last_year_is_added_up_where_it_was_not_typed(document):
    typed = root("39", "38", "19", previous_year={"assessed_score": "94,00", "penalty": "0,25"})
    assert rows(score_comparison(document(typed), **COMPARED))[-1] == (
        "Tổng điểm tự chấm", "95,75", "97,25", "+1,50",
    )  # fmt: skip


def test_a_criterion_without_points_of_last_year_has_an_empty_cell(document):
    assert rows(score_comparison(document(root(None, "39", None)), **COMPARED))[:2] == [
        ("A", "", "39,50", ""),
        ("B", "39,00", "38,25", "-0,75"),
    ]


def test_an_assessed_score_alone_is_told_and_compared_with_nothing(document):
    compared = score_comparison(document(root(previous_year={"assessed_score": "97,25"})), **COMPARED)
    assert (compared["rows"], compared["assessed"], compared["grade"]) == ([], "97,25", "")


def test_a_plan_that_tells_of_another_year_is_not_compared(document):
    other = root()
    other["plan"]["previous_year"]["year"] = 2024
    assert score_comparison(document(other), **COMPARED) is None


@pytest.mark.parametrize("scores", [None, {}])
def test_nothing_scored_is_compared_with_nothing(document, scores):
    assert score_comparison(document({**root(), "scores": scores}), **COMPARED) is None
