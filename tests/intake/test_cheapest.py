"""The cheapest way of lines through a small template: a list with a part of its own, and the same words behind it."""

from service.intake.automaton import Automaton
from service.intake.cheapest import Step, cheapest_way
from service.intake.grammar_nodes import Slot

HEAD, ITEM, DAY, LAST_DAY = (Slot(key, ()) for key in range(4))
ENTER, NEXT, EXIT, LAST = ("enter", "tasks"), ("item", "tasks"), ("exit", "tasks"), ("is", "last_day")


def template() -> Automaton:
    """A head; a list of items, each with a day that may be missing; behind the list a day again."""
    return Automaton(
        free=[
            [(1, 1.3, None)],
            [(2, 0.0, ENTER)],
            [(3, 0.0, NEXT)],
            [(4, 1.3, None)],
            [(5, 0.0, None)],
            [(2, 0.0, None), (6, 0.0, EXIT)],
            [(7, 0.0, LAST), (9, 0.0, None)],
            [(8, 1.3, None)],
            [(9, 0.0, None)],
            [],
        ],
        reading=[[(1, HEAD)], [], [], [(4, ITEM)], [(5, DAY)], [], [], [(8, LAST_DAY)], [], []],
        end=9,
    )


def way(*lines: Slot | tuple[Slot, ...]) -> list[Step]:
    fits = [{one.variant: 0.0 for one in (line if isinstance(line, tuple) else (line,))} for line in lines]
    return cheapest_way(template(), fits, [False] * len(fits))


def slots(steps: list[Step]) -> list[Slot | None]:
    return [one.slot for one in steps if one.line >= 0]


def test_a_list_is_gone_through_once_for_each_of_its_items() -> None:
    steps = way(HEAD, ITEM, DAY, ITEM, DAY, ITEM)
    assert slots(steps) == [HEAD, ITEM, DAY, ITEM, DAY, ITEM]
    assert [one.action for one in steps if one.action] == [ENTER, NEXT, NEXT, NEXT, EXIT]


def test_a_line_that_fits_nowhere_goes_to_the_tray_where_it_stands() -> None:
    assert slots(way(HEAD, ITEM, (), ITEM)) == [HEAD, ITEM, None, ITEM]


def test_of_two_places_that_cost_the_same_the_first_of_the_template_is_taken() -> None:
    assert slots(way(HEAD, ITEM, ITEM, (DAY, LAST_DAY))) == [HEAD, ITEM, ITEM, DAY]


def test_a_slot_without_a_line_is_left_out_at_its_cost() -> None:
    assert slots(way(ITEM)) == [ITEM]
