from datetime import date
from pathlib import Path

import pytest
import yaml

from service.domain.document_code import DocumentKind
from service.domain.text_commands import COMMANDS, SORT, Answer, answers, functions

CASES = yaml.safe_load(
    (Path(__file__).parents[1] / "cases" / "text_commands.yaml").read_text(encoding="utf-8")
)
TODAY = date(2025, 3, 5)
KINDS = (DocumentKind("ke_hoach", "KH", "Kế hoạch"), DocumentKind("cong_van", None, "Công văn"))


@pytest.mark.parametrize("row", CASES["answers"], ids=lambda row: f"{row['command']} {row['why']}")
def test_a_command_answers_or_refuses_a_value(row):
    (answer,) = answers(row["command"], [row["input"]], today=TODAY, kinds=KINDS)
    assert answer.refused is ("refused" in row)
    if answer.refused:
        assert row["refused"] in answer.text
        assert answer.line == f"! {answer.text}"
    else:
        assert answer.line == row["expected"]


@pytest.mark.parametrize("command", COMMANDS)
def test_every_command_gives_one_line_for_each_value(command):
    values = ["05/3/2025", "12", "", "05/KH-UBND", "\x00", "một\nhai"]
    found = answers(command, values, today=TODAY, kinds=KINDS)
    assert len(found) == len(values)
    assert not any("\n" in answer.line for answer in found)


def test_answers_stand_in_the_order_of_the_values():
    found = answers("parse-date", ["6/3/2025", "mai", "5/3/2025"], today=TODAY)
    assert [answer.refused for answer in found] == [False, True, False]
    assert [found[0].text, found[2].text] == ["2025-03-06", "2025-03-05"]


def test_sorting_answers_the_values_in_order_and_refused_ones_last():
    found = answers(SORT, ["Đức Phổ", "a\x00", "Ea", "Ấn", "An"], today=TODAY)
    assert [answer.text for answer in found[:-1]] == ["An", "Ấn", "Đức Phổ", "Ea"]
    assert found[-1].refused


def test_without_kinds_a_code_is_read_and_its_kind_stays_open():
    (answer,) = answers("parse-code", ["05/KH-UBND"], today=TODAY)
    assert '"kind": null, "kind_name": null' in answer.text


def test_every_command_but_sorting_is_a_function_of_one_value():
    assert set(functions(today=TODAY)) == set(COMMANDS) - {SORT}


def test_an_unknown_command_is_a_fault_of_the_program():
    with pytest.raises(KeyError):
        answers("translate", ["x"], today=TODAY)


def test_a_taken_answer_is_printed_as_it_is():
    assert Answer("! x").line == "! x"
