from collections import Counter
from decimal import ROUND_HALF_UP, Decimal

from hypothesis import given
from hypothesis import strategies as st

from service.domain.computes_notices import (
    NOT_ASSESSED,
    grade_table,
    loss_summary,
)

KEYS = ["hoan_thanh_xuat_sac", "hoan_thanh_tot", "hoan_thanh", "khong_hoan_thanh"]
WORDS = dict(zip(KEYS, ("Hoàn thành xuất sắc nhiệm vụ", "Hoàn thành tốt nhiệm vụ", "Hoàn thành nhiệm vụ",
                        "Không hoàn thành nhiệm vụ"), strict=True))  # fmt: skip


def unit(name, assessed=None, grade="hoan_thanh_tot", **more):
    scored = {"self_points": 95, "assessed_points": assessed, "grade": grade} if assessed is not None else {}
    return {"name": name, "max_points": 100, **scored, **more}


def rows_of(document, *groups, **more):
    titled = [{"title": f"Nhóm {number}", "units": units} for number, units in enumerate(groups, 1)]
    return grade_table(document({"groups": titled, **more}), groups="groups", rule_set="rule_set")


def ranked(table):
    return [(row["name"], row["rank"]) for row in table["rows"] if not row["is_group"]]


def test_equal_units_share_a_rank_and_the_next_one_skips(document):
    units = [unit("A", 80), unit("B", 90), unit("C", 95), unit("D", 90)]
    assert ranked(rows_of(document, units)) == [("C", "1"), ("B", "2"), ("D", "2"), ("A", "4")]


def test_a_unit_held_down_by_discipline_never_stands_above_a_higher_grade(document):
    units = [
        unit("A", 99, grade="hoan_thanh", discipline="canh_cao"),
        unit("B", 81),
        unit("C", 96, grade="hoan_thanh_xuat_sac"),
    ]
    table = rows_of(document, units)
    assert ranked(table) == [("C", "1"), ("B", "2"), ("A", "3")]
    assert table["rows"][2]["note"] == "Người đứng đầu bị canh_cao"


def test_a_cap_of_the_rule_set_works_on_computed_grades(document):
    units = [unit("A", 99, grade="", discipline="khien_trach"), unit("B", 96, grade="")]
    table = rows_of(document, units, rule_set="can_tho_2579")
    assert [(row["name"], row["grade"]) for row in table["rows"]] == [
        ("B", "Hoàn thành xuất sắc"),
        ("A", "Hoàn thành tốt"),
    ]
    assert table["citation"] == "Quyết định số 2579/QĐ-UBND ngày 21/11/2025"


def test_a_grade_of_its_own_basis_says_so(document):
    based = unit("A", 91, discipline="khiển trách", grade_basis="Điều 8 Quy chế", note="Mới lập")
    (row,) = rows_of(document, [based], rule_set="quang_ngai_1211")["rows"]
    assert row["note"] == "Mới lập; người đứng đầu bị khiển trách; xếp loại theo Điều 8 Quy chế"


def test_groups_are_headed_and_ranked_each_for_itself(document):
    table = rows_of(document, [unit("A", 80), unit("B", 90)], [unit("C", 70)])
    assert [(row["is_group"], row["name"], row["rank"]) for row in table["rows"]] == [
        (True, "Nhóm 1", ""),
        (False, "B", "1"),
        (False, "A", "2"),
        (True, "Nhóm 2", ""),
        (False, "C", "1"),
    ]
    assert [row["number"] for row in table["rows"]] == ["I", "1", "2", "II", "1"]
    assert not any(row["is_group"] for row in rows_of(document, [unit("A", 80)])["rows"])


def test_a_unit_that_was_not_assessed_stands_last_with_the_reason(document):
    table = rows_of(document, [unit("A", not_assessed="Chưa gửi hồ sơ", note="Mới lập"), unit("B", 60)])
    assert table["rows"][0]["name"] == "B"
    last = table["rows"][1]
    assert (last["grade"], last["rank"], last["difference"]) == (NOT_ASSESSED, "", "")
    assert last["note"] == "Mới lập; chưa gửi hồ sơ"
    overview = table["overview"]
    assert (overview["total"], overview["assessed"], overview["not_assessed"]) == ("02", "01", "01")


def test_the_difference_is_assessed_less_own_points(document):
    row = rows_of(document, [unit("A", "90.25")])["rows"][0]
    assert (row["self_points"], row["assessed_points"], row["difference"]) == ("95,00", "90,25", "-4,75")


def test_the_overview_has_highest_lowest_and_mean(document):
    overview = rows_of(document, [unit("A", 90), unit("B", "85.5"), unit("C", 90)])["overview"]
    assert overview["highest"] == {"points": "90,00", "names": "A, C"}
    assert overview["lowest"] == {"points": "85,50", "names": "B"}
    assert overview["mean"] == "88,50"
    assert overview["not_assessed"] == ""


def test_where_nobody_was_assessed_there_is_nothing_to_compare(document):
    overview = rows_of(document, [unit("A", not_assessed="Mới lập")])["overview"]
    assert overview["grades"] == []
    assert (overview["highest"], overview["lowest"], overview["mean"]) == (None, None, "")
    assert overview["is_rounded"] is False


def test_without_units_there_is_no_table(document):
    assert grade_table(document({}), groups="groups") is None
    assert loss_summary(document({}), groups="groups") == []


def test_what_cannot_be_graded_is_left_to_the_checks(document):
    for broken in (
        unit("A"),
        unit("A", 90, grade=""),
        unit("A", 90, grade="gioi"),
        unit("A", 90, not_assessed="Mới lập"),
    ):
        assert rows_of(document, [broken])["rows"][0]["grade"] == NOT_ASSESSED


UNITS = st.lists(
    st.one_of(st.none(), st.tuples(st.sampled_from(KEYS), st.decimals(0, 100, places=2))),
    min_size=1,
    max_size=25,
)


@given(UNITS, UNITS)
def test_ranks_shares_and_counts_hold_together(document, first, second):
    groups = [
        [
            unit(f"{group}{i}", not_assessed="x")
            if one is None
            else unit(f"{group}{i}", one[1], grade=one[0])
            for i, one in enumerate(members)
        ]
        for group, members in (("a", first), ("b", second))
    ]
    table = rows_of(document, *groups)
    graded = {u["name"]: u for group in groups for u in group if "grade" in u}
    for letter in "ab":
        rows = [row for row in table["rows"] if row["name"][0] == letter]
        _check_order(rows, graded)
    _check_overview(table["overview"], groups, graded)


def _check_order(rows, graded):
    merits = {
        name: (KEYS.index(one["grade"]), -Decimal(one["assessed_points"])) for name, one in graded.items()
    }
    in_group = [merits[row["name"]] for row in rows if row["rank"]]
    for row in rows:
        expected = 1 + sum(merit < merits[row["name"]] for merit in in_group) if row["rank"] else None
        assert row["rank"] == ("" if expected is None else str(expected))
        assert bool(row["rank"]) is (row["name"] in graded)
    assert in_group == sorted(in_group)
    assert [bool(row["rank"]) for row in rows] == sorted((bool(row["rank"]) for row in rows), reverse=True)
    assert [row["number"] for row in rows] == [str(n) for n in range(1, len(rows) + 1)]


def _check_overview(overview, groups, graded):
    assert int(overview["total"]) == sum(map(len, groups))
    assert int(overview["assessed"]) == len(graded)
    assert int(overview["not_assessed"] or 0) == int(overview["total"]) - len(graded)
    counts = Counter(WORDS[one["grade"]] for one in graded.values())
    assert {row["state"]: int(row["count"]) for row in overview["grades"]} == counts
    for row in overview["grades"]:
        exact = Decimal(100 * counts[row["state"]]) / len(graded)
        assert row["share"].replace(",", ".") == str(exact.quantize(Decimal("0.01"), ROUND_HALF_UP))
    if graded:
        points = [Decimal(one["assessed_points"]) for one in graded.values()]
        mean = (sum(points) / len(points)).quantize(Decimal("0.01"), ROUND_HALF_UP)
        assert Decimal(overview["mean"].replace(",", ".")) == mean
        assert Decimal(overview["highest"]["points"].replace(",", ".")) == max(points)
        assert Decimal(overview["lowest"]["points"].replace(",", ".")) == min(points)


def loss(criterion, points, reason):
    return {"criterion": criterion, "points": points, "reason": reason}


def test_losses_are_told_by_criterion_with_the_common_reasons_first(document):
    groups = [
        {"title": "X", "units": [
            unit("A", 90, losses=[loss("Báo cáo", 1, "Thiếu bản in"), loss("CCHC", 2, "Trễ hẹn")]),
            unit("B", 90, losses=[loss("CCHC", "1.5", "Trễ hẹn."), loss("CCHC", 1, "Cập nhật chậm")]),
        ]},
        {"title": "Y", "units": [unit("C", 90, losses=[loss("CCHC", 1, "UBND chưa duyệt")]), unit("D", 90)]},
    ]  # fmt: skip
    assert loss_summary(document({"groups": groups}), groups="groups") == [
        {
            "criterion": "CCHC",
            "units": "03",
            "points": "5,50",
            "reasons": "trễ hẹn (02 đơn vị); cập nhật chậm; UBND chưa duyệt",
        },
        {"criterion": "Báo cáo", "units": "01", "points": "1,00", "reasons": "thiếu bản in"},
    ]


def test_reasons_and_remarks_keep_the_capital_of_a_name(document):
    reasons = ["Nhân dân phản ánh", "Phòng Kinh tế còn hồ sơ trễ hẹn", "Số hồ sơ trễ hẹn tăng"]
    one = unit("A", 90, losses=[loss("CCHC", 1, reason) for reason in reasons])
    groups = [{"title": "X", "units": [one]}]
    assert loss_summary(document({"groups": groups}), groups="groups")[0]["reasons"] == (
        "Nhân dân phản ánh; Phòng Kinh tế còn hồ sơ trễ hẹn; số hồ sơ trễ hẹn tăng"
    )
    noted = unit("A", 90, note="Mới thành lập", not_assessed="Ba Tơ chưa nộp")
    (row,) = grade_table(document({"groups": [{"title": "X", "units": [noted]}]}), groups="groups")["rows"]
    assert row["note"] == "Mới thành lập; Ba Tơ chưa nộp"


def test_a_reason_that_all_share_needs_no_number(document):
    units = [unit(name, 90, losses=[loss("CCHC", 1, "Trễ hẹn")]) for name in "AB"]
    assert (
        loss_summary(document({"groups": [{"title": "X", "units": units}]}), groups="groups")[0]["reasons"]
        == "trễ hẹn"
    )
