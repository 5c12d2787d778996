from datetime import date

import pytest

from service.register import audit, documents, locks, offices, people, sandbox, verify
from service.register.database import Register
from service.register.errors import InvalidEntry, NotAllowed, OfficeNotFound, UserNotFound, WrongState
from service.register.states import Role


def test_a_role_given_holds_at_once_and_one_taken_no_longer(desk):
    desk.open_series()
    row = desk.issue().document
    user = desk.do(people.add_user, new_user(desk, "hoa"), who=f"administrator@{desk.office}")
    assert desk.look(documents.document, row.id, who="hoa").id == row.id
    desk.do(people.grant_role, user_id=user.id, office_id=desk.office, role=Role.RECORDS_OFFICER)
    desk.do(people.grant_role, user_id=user.id, office_id=desk.office, role=Role.RECORDS_OFFICER)
    assert desk.issue(who="hoa").document.number == 2
    found = {one.login: roles for one, roles in desk.look(people.users_of, desk.office)}
    assert found["hoa"] == [Role.DRAFTER, Role.RECORDS_OFFICER]
    desk.do(people.revoke_role, user_id=user.id, office_id=desk.office, role=Role.RECORDS_OFFICER)
    with pytest.raises(NotAllowed):
        desk.issue(who="hoa")
    with pytest.raises(WrongState, match="không có vai trò Văn thư"):
        desk.do(people.revoke_role, user_id=user.id, office_id=desk.office, role=Role.RECORDS_OFFICER)


def new_user(desk, login, name="Trần Thị Hoa"):
    return people.NewUser(login=login, name=name, office_id=desk.office, role=Role.DRAFTER)


def test_a_login_is_one_person(desk):
    desk.do(people.add_user, new_user(desk, "hoa"))
    with pytest.raises(WrongState, match="đã có người dùng"):
        desk.do(people.add_user, new_user(desk, "hoa"))
    with pytest.raises(InvalidEntry):
        desk.do(people.add_user, new_user(desk, " "))
    with pytest.raises(UserNotFound):
        desk.do(people.grant_role, user_id="x", office_id=desk.office, role=Role.DRAFTER)
    with pytest.raises(UserNotFound, match="không-ai"):
        desk.look(people.users_of, desk.office, who="không-ai")


def test_a_user_who_is_switched_off_does_nothing_and_the_operator_stays(desk):
    user = desk.do(people.add_user, new_user(desk, "hoa"))
    desk.do(people.set_active, user_id=user.id, is_active=False)
    with pytest.raises(UserNotFound):
        desk.look(offices.offices, who="hoa")
    with pytest.raises(NotAllowed, match="người vận hành"):
        desk.do(people.set_active, user_id=user.id, is_active=True, who=f"administrator@{desk.other_office}")
    desk.do(people.set_active, user_id=user.id, is_active=True, who=f"administrator@{desk.office}")
    assert desk.look(offices.offices, who="hoa")
    operator = desk.look(lambda _session, actor: actor)
    with pytest.raises(WrongState):
        desk.do(people.set_active, user_id=operator.user_id, is_active=False)


def test_a_name_is_corrected_by_himself_and_his_administrator_and_the_trail_tells_it(desk):
    user = desk.do(people.add_user, new_user(desk, "hoa"))
    for who, name in (("hoa", "Trần Thị Hoà"), (f"administrator@{desk.office}", "Trần Thị Hòa")):
        desk.do(people.set_name, user_id=user.id, name=name, who=who)
        assert desk.look(lambda _session, actor: actor, who="hoa").name == name
        assert desk.look(verify.verify) == []
    for who in (f"administrator@{desk.other_office}", f"drafter@{desk.office}"):
        with pytest.raises(NotAllowed):
            desk.do(people.set_name, user_id=user.id, name="X", who=who)
    with pytest.raises(InvalidEntry):
        desk.do(people.set_name, user_id=user.id, name=" ", who="hoa")
    operator = desk.look(lambda _session, actor: actor)
    with pytest.raises(WrongState):
        desk.do(people.set_name, user_id=operator.user_id, name="X")


def test_the_office_that_made_a_user_tells_his_name_after_he_left_it(desk):
    user = desk.do(people.add_user, new_user(desk, "hoa"))
    desk.do(people.grant_role, user_id=user.id, office_id=desk.other_office, role=Role.DRAFTER)
    desk.do(people.revoke_role, user_id=user.id, office_id=desk.office, role=Role.DRAFTER)
    desk.do(people.set_name, user_id=user.id, name="Tên mới", who="hoa")
    assert desk.look(verify.verify) == []


def test_an_actor_made_before_he_was_switched_off_does_nothing_either(desk):
    user = desk.do(people.add_user, new_user(desk, "hoa"))
    earlier = desk.look(lambda _session, actor: actor, who="hoa")
    desk.do(people.set_active, user_id=user.id, is_active=False)
    with desk.register.reading() as session, pytest.raises(NotAllowed):
        offices.office(session, earlier, desk.office)


def test_signers_are_known_by_day(desk):
    new = people.NewSigner(name="Lê Hoa", position="Phó Chủ tịch", capacity="KT", valid_from=date(2026, 1, 1))
    row = desk.do(people.add_signer, office_id=desk.office, signer=new)
    desk.do(people.end_signer, signer_id=row.id, valid_until=date(2026, 6, 30))

    def on(day):
        return [one.name for one in desk.look(people.signers_on, desk.office, day)]

    assert (on(date(2025, 12, 31)), on(date(2026, 6, 30)), on(date(2026, 7, 1))) == ([], ["Lê Hoa"], [])
    with pytest.raises(InvalidEntry, match="không được trước"):
        desk.do(people.end_signer, signer_id=row.id, valid_until=date(2025, 12, 31))
    with pytest.raises(WrongState):
        desk.do(people.end_signer, signer_id="x", valid_until=date(2026, 1, 1))
    unnamed = people.NewSigner(name="", position="x", capacity="KT", valid_from=date(2026, 1, 1))
    with pytest.raises(InvalidEntry):
        desk.do(people.add_signer, office_id=desk.office, signer=unnamed)


def test_offices_are_added_by_the_operator_and_seen_by_their_people(desk):
    new = offices.NewOffice(id="ubnd-1", name="UBND xã A", abbreviation="UBND", valid_from=date(2025, 7, 1))
    with pytest.raises(NotAllowed):
        desk.do(offices.add_office, new, who=f"administrator@{desk.office}")
    desk.do(offices.add_office, new)
    with pytest.raises(WrongState, match="Đã có cơ quan"):
        desk.do(offices.add_office, new)
    assert len(desk.look(offices.offices)) == 3
    assert desk.look(offices.office, "ubnd-1").name == "UBND xã A"
    own = desk.look(offices.offices, who=f"drafter@{desk.office}")
    assert [one.id for one in own] == [desk.office]
    with pytest.raises(OfficeNotFound):
        desk.look(offices.office, "khong-co")


@pytest.mark.parametrize(
    "words",
    [
        {"id": "*"},
        {"id": "xã/1"},
        {"name": " "},
        {"abbreviation": ""},
        {"valid_until": date(2025, 6, 30)},
        {"steps": ["seal"]},
    ],
)
def test_an_office_that_makes_no_sense_is_refused(desk, words):
    fields = {"id": "ubnd-2", "name": "A", "abbreviation": "UBND", "valid_from": date(2025, 7, 1), **words}
    with pytest.raises(InvalidEntry):
        desk.do(offices.add_office, offices.NewOffice(**fields))


def test_settings_of_an_office_change_with_a_line_in_its_trail(desk):
    who = f"administrator@{desk.office}"
    row = desk.do(offices.set_office, desk.office, {"steps": ["for_signature", "content_checked"]}, who=who)
    assert row.steps == ["content_checked", "for_signature"]
    with pytest.raises(InvalidEntry, match="colour"):
        desk.do(offices.set_office, desk.office, {"colour": "red"})
    last = desk.look(audit.history, desk.office)[-1]
    assert (last.action, last.user_name) == ("set_office", "Người administrator")


def test_a_name_is_not_saved_where_the_person_got_an_office_that_can_no_longer_be_locked_in_order(desk):
    """The form locked the offices that it was told before; a role in an earlier one was given while it waited."""
    first, second = sorted((desk.office, desk.other_office))
    new = people.NewUser(login="hoa", name="Trần Thị Hoa", office_id=second, role=Role.DRAFTER)
    user = desk.do(people.add_user, new).id
    desk.do(people.grant_role, user_id=user, office_id=first, role=Role.DRAFTER)

    def renamed(session, actor):
        locks.lock_office(session, second)
        people.set_name(session, actor, user_id=user, name="Trần Thị Hòa")

    with pytest.raises(WrongState, match="Người này vừa có thêm hoặc bớt một cơ quan"):
        desk.do(renamed)
    desk.do(people.set_name, user_id=user, name="Trần Thị Hòa")
    assert desk.faults() == []


@pytest.mark.postgres
@pytest.mark.parametrize("url", ["postgresql"], indirect=True)
def test_a_name_is_not_saved_past_an_office_that_took_the_person_in_while_the_act_waited(desk, monkeypatch):
    """Its trail would not tell the name, and nobody asked whether the one who renames administers it."""
    user = desk.do(people.add_user, new_user(desk, "hoa")).id
    lock_offices = locks.lock_offices

    def slow(session, office_ids):
        with Register.open(desk.url) as other:
            colleague = type(desk)(desk.url, other, now=desk.now)
            colleague.do(people.grant_role, user_id=user, office_id=desk.other_office, role=Role.DRAFTER)
        lock_offices(session, office_ids)

    require_refused_until_asked_again(desk, monkeypatch, user, slow)
    for office_id in (desk.office, desk.other_office):
        assert [one.action for one in desk.look(audit.history, office_id)].count("set_name") == 1
    assert desk.faults() == []


@pytest.mark.postgres
@pytest.mark.parametrize("url", ["postgresql"], indirect=True)
def test_a_name_is_not_saved_while_the_sandbox_of_the_person_is_cleared_and_the_refusal_says_so(
    desk, monkeypatch
):
    desk.do(sandbox.make_ready, desk.office, 2026)
    user = desk.look(lambda _session, actor: actor.user_id, who=f"drafter@{desk.office}")
    lock_offices = locks.lock_offices

    def slow(session, office_ids):
        assert sandbox.twin_id(desk.office) in office_ids
        with Register.open(desk.url) as other:
            type(desk)(desk.url, other, now=desk.now).do(sandbox.clear, desk.office)
        lock_offices(session, office_ids)

    require_refused_until_asked_again(desk, monkeypatch, user, slow)
    assert desk.faults() == []


def require_refused_until_asked_again(desk, monkeypatch, user, slow):
    """A name is not saved where `slow` comes between the offices that are told and their locks; then it is."""
    with monkeypatch.context() as patched:
        patched.setattr(locks, "lock_offices", slow)
        with pytest.raises(WrongState, match="Người này vừa có thêm hoặc bớt một cơ quan"):
            desk.do(people.set_name, user_id=user, name="Trần Thị Hòa")
    desk.do(people.set_name, user_id=user, name="Trần Thị Hòa")
