"""The benchmarks compare what is comparable: the same plan, the same texts."""

import io
import json

import docx
import pytest

from bench import __main__ as bench
from bench import plan
from bench.dialects import JINJA, NODE_PEERS
from bench.measuring import compared, interleaved
from bench.node_peers import texts
from bench.render import by_docxtpl


def test_the_plan_is_as_large_as_a_real_one_and_the_same_with_docxtpl(compiled, part):
    content = plan.template(JINJA)
    ours = compiled(content).render(plan.values())
    document = docx.Document(io.BytesIO(ours))
    assert (len(document.paragraphs), len(document.tables[0].rows)) == (146, 31)
    assert 65_000 < len(part(ours, "word/document.xml")) < 85_000
    assert texts(ours) == texts(by_docxtpl(content, plan.values()))


@pytest.mark.parametrize("name", NODE_PEERS)
def test_every_peer_gets_the_same_plan_in_its_own_marks(name):
    made = docx.Document(io.BytesIO(plan.template(NODE_PEERS[name])))
    marks = " ".join(paragraph.text for paragraph in made.paragraphs)
    for field in ("subject", "content", "support", "deadline"):
        assert field in marks


def test_benchmarks_are_found_by_listing(capsys):
    assert {"render", "validate"} <= set(bench.names())
    assert bench.main(["--list"]) == 0
    assert capsys.readouterr().out.split() == bench.names()


def test_an_unknown_name_is_a_fault_of_usage(capsys):
    assert bench.main(["khong_co"]) == 64
    assert "khong_co" in capsys.readouterr().err


def test_a_ratio_above_one_means_that_ours_is_better():
    assert compared(2.0, 6.0, unit="ms").ratio == 3.0
    assert compared(2.0, None, unit="ms").ratio is None


def test_results_are_json(monkeypatch, capsys):
    monkeypatch.setattr(
        bench, "measure", lambda *_: {"render.x": compared(2.0, 6.0, unit="ms", goal="hơn >= 2x")}
    )
    assert bench.main(["render", "--json"]) == 0
    assert json.loads(capsys.readouterr().out) == {
        "render.x": {"ours": 2.0, "peer": 6.0, "ratio": 3.0, "unit": "ms", "goal": "hơn >= 2x"}
    }
    assert bench.main(["render"]) == 0
    assert "3x" in capsys.readouterr().out


def test_candidates_take_turns():
    turns = []
    found = interleaved({name: lambda name=name: turns.append(name) or len(turns) for name in "ab"}, 3)
    assert turns == list("ababab")
    assert found == {"a": 3, "b": 4}
