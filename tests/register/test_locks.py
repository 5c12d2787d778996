from service.register import people, series
from service.register.locks import forget, lock_office, once
from service.register.series import NewSeries, series_of_year


def test_what_is_asked_under_the_lock_is_asked_once(desk):
    asked = []

    def ask():
        asked.append(1)
        return len(asked)

    with desk.register.transaction() as session:
        assert [once(session, desk.office, "q", ask) for _ in range(2)] == [1, 2]
        forget(session, desk.office)
        lock_office(session, desk.office)
        assert [once(session, desk.office, "q", ask) for _ in range(2)] == [3, 3]
        forget(session, desk.office)
        assert once(session, desk.office, "q", ask) == 4


def test_an_answer_found_inside_a_savepoint_ends_with_it(desk):
    with desk.register.transaction() as session:
        actor = people.acting_user(session, "operator", now=desk.now)
        lock_office(session, desk.office)
        savepoint = session.begin_nested()
        series.open_series(session, actor, NewSeries(office_id=desk.office, year=2026))
        assert len(series_of_year(session, desk.office, 2026)) == 1
        savepoint.rollback()
        assert series_of_year(session, desk.office, 2026) == []
        series.open_series(session, actor, NewSeries(office_id=desk.office, year=2026))
    assert desk.issue().document.number == 1
    assert desk.faults() == []


def test_a_lock_taken_inside_a_savepoint_that_goes_back_is_taken_again(desk):
    with desk.register.transaction() as session:
        people.acting_user(session, "operator", now=desk.now)
        savepoint = session.begin_nested()
        lock_office(session, desk.office)
        savepoint.rollback()
        assert lock_office(session, desk.office).seq > 0
