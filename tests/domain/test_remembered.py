import pytest

from service.domain.refusal import Refused
from service.domain.remembered import Remembered


def counted(answer, **limits):
    asked = []
    return asked, Remembered(lambda question: asked.append(question) or answer(question), **limits)


def test_an_answer_is_made_once():
    asked, doubled = counted(lambda question: question * 2)
    assert [doubled["a"], doubled["a"], doubled["b"]] == ["aa", "aa", "bb"]
    assert asked == ["a", "b"]


def test_a_refusal_goes_through_and_is_asked_again():
    def refuse(question):
        raise Refused("no", question)

    asked, refusing = counted(refuse)
    for _ in range(2):
        with pytest.raises(Refused):
            refusing["a"]
    assert asked == ["a", "a"]


@pytest.mark.parametrize(
    ("question", "answer"), [("x" * 65, "short"), (("x",) * 65, "short"), ("short", "x" * 501)]
)
def test_what_is_long_is_answered_and_not_kept(question, answer):
    asked, remembered = counted(lambda _question: answer)
    assert [remembered[question], remembered[question]] == [answer, answer]
    assert len(asked) == 2
    assert not remembered


def test_a_full_memory_begins_anew():
    asked, remembered = counted(str, limit=3)
    for number in (1, 2, 3, 4):
        assert remembered[number] == str(number)
    assert remembered == {4: "4"}
    assert remembered[1] == "1"
    assert asked == [1, 2, 3, 4, 1]
