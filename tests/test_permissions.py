"""Who may do what: every right × role × touch as the offices have it, and the rules over the matrix."""

from collections.abc import Iterator
from datetime import date, timedelta
from itertools import product
from uuid import UUID

import pytest

from domain.access import Viewer, nothing, of_account, of_assignments, of_charge, permit
from domain.account import OF_A_UNIT, ROLE_NAMES, Account, Charge, Role
from domain.act import Act, Actor
from domain.errors import NotFound, Refused
from domain.permission_words import GRANT_NAMES, RIGHT_NAMES, in_words
from domain.permissions import DONE, SEEN, Forbidden, Grant, Right, Switches, Touch, granted
from domain.progress import Report
from tests.world import World

# Written by hand from the offices' table of duties, not computed: of the eight roles outside the units what they
# do with anything (TT BTV CVP PCVP CV VT UBKT QT), then of a unit's head and of its officer by what it is to them.
# "OWN=D" and so on; what is not named they have nothing to do with.
EXPECTED = {
    "record_document": ("V V X X X X V –", "", ""),
    "draft_task": ("V V D D Đ – V –", "", ""),
    "issue_task": ("V V D D Đ X V –", "", ""),
    "receive": ("– – V V V – V –", "OWN=D", "OWN=X"),
    "plan": ("– – – – – – – –", "OWN=D", "OWN=Đ"),
    "write_report": ("– – – – – – – –", "OWN=X EXECUTING=X", "OWN=X EXECUTING=X"),
    "send_report": ("– – – – G – V –", "OWN=D", ""),
    "confirm_report": ("V V X X X – V –", "", ""),
    "confirm_completion": ("V V D D Đ – V –", "", ""),
    "give_opinion": ("– – V V V – V –", "COORDINATING=D", "COORDINATING=Đ"),
    "direct": ("V V G Đ G – V –", "OWN=Đ", "OWN=V"),  # what a unit asks for its head signs
    "correct": ("V V D Đ Đ – V –", "OWN=Đ", ""),
    "see_tasks": (
        "V V V V V – V –",
        "OWN=V EXECUTING=V SUBORDINATE=V COORDINATING=V",
        "OWN=V EXECUTING=V COORDINATING=V",
    ),
    "see_documents": ("V V V V V V V –", "", ""),
    "compare_units": ("V – V V V – V –", "", ""),
    "export": ("X X X X X X X –", "OWN=X NONE=X", "OWN=X NONE=X"),
    "accounts": ("– – D Đ – – – X", "OWN=D", ""),
    "units": ("V V D Đ X – V –", "", ""),
    "rules": ("V – D Đ Đ – V X", "OWN=V NONE=V", "OWN=V NONE=V"),
    "reconcile": ("V – D Đ Đ – V –", "OWN=V NONE=V", "OWN=V NONE=V"),
    "remark": ("V – V V V – V –", "OWN=X", "OWN=Đ"),
    "close": ("V V D Đ Đ – V –", "OWN=V NONE=V", "OWN=V NONE=V"),
    "access_log": ("V – V – – – V V", "OWN=V", ""),
}
OTHERS = ("standing", "board_member", "office_head", "office_deputy", "specialist", "clerk", "inspection",
          "administrator")  # fmt: skip
UNIT = UUID(int=7)


def charge(role: Role) -> Charge:
    return Charge(role, UNIT if role in OF_A_UNIT else None)


def expected(right: str, role: str, touch: str) -> str:
    """The letter of the table."""
    of_others, of_head, of_officer = EXPECTED[right]
    if role in OTHERS:
        return of_others.split()[OTHERS.index(role)]
    cells = dict(cell.split("=") for cell in (of_head if role == "unit_head" else of_officer).split())
    return cells.get(touch, "–")


def test_every_right_of_every_role_over_everything_is_as_the_offices_have_it() -> None:
    table = list(product(Right, Role, Touch))
    assert len(table) == 23 * 10 * 6
    assert set(EXPECTED) == {right.value for right in Right}
    wrong = [
        (right.value, role.value, touch.name, grant.value, letter)
        for right, role, touch in table
        if (grant := granted(charge(role), right, touch)) != (letter := expected(right, role, touch.name))
    ]
    assert wrong == []


def test_who_follows_a_field_does_not_act_outside_it() -> None:
    outside = {
        (right.value, role.value): granted(charge(role), right, Touch.NONE, followed=False).value
        for right, role in product(Right, Role)
        if role not in OF_A_UNIT
        and granted(charge(role), right, Touch.NONE, followed=False)
        != granted(charge(role), right, Touch.NONE)
    }
    assert outside == {
        (right, role): "V"
        for right, roles in {
            "send_report": ["specialist"],
            "confirm_report": ["office_head", "office_deputy", "specialist"],
            "confirm_completion": ["office_head", "office_deputy", "specialist"],
            "direct": ["office_head", "office_deputy", "specialist"],
            "correct": ["office_head", "office_deputy", "specialist"],
            "accounts": ["office_head", "office_deputy", "administrator"],
        }.items()
        for role in roles
    }
    assert Charge(Role.OFFICE_HEAD).follows(UNIT)  # who has no field has all of them
    assert not Charge(Role.SPECIALIST, units=(UUID(int=8),)).follows(UNIT)


def test_a_closing_opens_one_door_to_the_board_and_no_other() -> None:
    opened = {
        (right.value, role.value): granted(charge(role), right, Touch.NONE, closed=True).value
        for right, role in product(Right, Role)
        if granted(charge(role), right, Touch.NONE, closed=True) != granted(charge(role), right, Touch.NONE)
    }
    assert opened == {("compare_units", "board_member"): "V"}


def test_an_office_opens_two_doors_and_no_other() -> None:
    switched = Switches(officers_send=True, board_compares=True)
    opened = {
        (right.value, role.value, touch.name): granted(charge(role), right, touch, switches=switched).value
        for right, role, touch in product(Right, Role, Touch)
        if granted(charge(role), right, touch, switches=switched) != granted(charge(role), right, touch)
    }
    assert opened == {("send_report", "unit_officer", "OWN"): "X"} | {
        ("compare_units", "board_member", touch.name): "V" for touch in Touch
    }


def test_the_inspection_changes_nothing_and_the_administrator_sees_no_content() -> None:
    for right, touch in product(Right, Touch):
        grant = granted(charge(Role.INSPECTION), right, touch)
        assert grant in (Grant.SEES, Grant.NONE) or right is Right.EXPORT
    content = set(Right) - {Right.ACCOUNTS, Right.RULES, Right.ACCESS_LOG}
    for right, touch in product(content, Touch):
        assert granted(charge(Role.ADMINISTRATOR), right, touch) is Grant.NONE


def test_nobody_but_the_units_people_has_a_right_that_depends_on_the_unit() -> None:
    for right, role in product(Right, set(Role) - OF_A_UNIT):
        assert len({granted(charge(role), right, touch) for touch in Touch}) == 1


def test_all_that_a_role_may_do_has_words() -> None:
    assert set(RIGHT_NAMES) == set(Right)
    assert set(GRANT_NAMES) == SEEN
    said = {role: dict(in_words(charge(role), Switches())) for role in Role}
    assert said[Role.INSPECTION]["Xem nhiệm vụ"] == "xem"
    assert said[Role.UNIT_OFFICER]["Soạn báo cáo"] == "thực hiện"
    assert "Gửi báo cáo" not in said[Role.UNIT_OFFICER]
    assert (
        dict(in_words(charge(Role.UNIT_OFFICER), Switches(officers_send=True)))["Gửi báo cáo"] == "thực hiện"
    )
    assert len(said) == len(ROLE_NAMES)


# What the streams say, asked inside the act

TODAY = date(2026, 3, 2)
QUAN_TRI = Actor("quan-tri")


@pytest.fixture(scope="module")
def world(module_database: str) -> Iterator[World]:
    world = World(module_database).on(TODAY)
    yield world
    world.database.close()


@pytest.fixture(scope="module")
def units(world: World) -> list[UUID]:
    return world.units("Đảng ủy xã Tam Sơn", "Sở Tài chính")


def open_account(world: World, role: Role, unit: UUID | None = None, *followed: UUID) -> UUID:
    return UUID(world.register.open_account(QUAN_TRI, Charge(role, unit, followed)).answer["account"])


def account(world: World, id: UUID) -> Account:
    found = world.register.account(id)
    assert found is not None
    return found


def may(world: World, who: UUID, right: Right, subject=nothing) -> type[Exception] | None:
    """What an act of theirs comes to: None where it is let through."""
    check = permit(right, DONE, subject, today=world.today())
    try:
        world.register.act(Actor(str(who), permit=check), lambda act: None)
    except (NotFound, Forbidden) as refused:
        return type(refused)
    return None


def test_a_head_sends_what_his_unit_leads_and_does_not_find_what_others_do(
    world: World, units: list[UUID]
) -> None:
    document = world.resolution()
    [own], [other] = world.task(document, [units[0]]), world.task(document, [units[1]])
    head, officer = (open_account(world, role, units[0]) for role in (Role.UNIT_HEAD, Role.UNIT_OFFICER))
    today = world.today()
    assert may(world, head, Right.SEND_REPORT, of_assignments({own}, today)) is None
    assert may(world, head, Right.SEND_REPORT, of_assignments({other}, today)) is NotFound
    assert may(world, head, Right.SEND_REPORT, of_assignments({own, other}, today)) is NotFound
    assert may(world, officer, Right.SEND_REPORT, of_assignments({own}, today)) is Forbidden
    assert may(world, head, Right.CONFIRM_COMPLETION, of_assignments({own}, today)) is Forbidden


def test_who_has_no_account_or_a_closed_one_does_nothing(world: World) -> None:
    head = open_account(world, Role.OFFICE_HEAD)
    assert may(world, head, Right.UNITS) is None
    world.register.close_account(QUAN_TRI, head, reason="Nghỉ hưu")
    assert may(world, head, Right.UNITS) is NotFound
    world.register.reopen_account(QUAN_TRI, head, reason="Trở lại")
    assert may(world, head, Right.UNITS) is None
    for nobody in (UUID(int=5), "cv.linh"):
        assert may(world, nobody, Right.UNITS) is NotFound  # type: ignore[arg-type]


def test_a_deputy_acts_for_the_holder_on_the_days_given_and_while_the_holder_may(world: World) -> None:
    head, deputy = open_account(world, Role.OFFICE_HEAD), open_account(world, Role.OFFICE_DEPUTY)
    today = world.today()
    first, last = today + timedelta(days=2), today + timedelta(days=3)
    world.register.deputise(Actor(str(head)), deputy, day=first, last_day=last)
    seen = []
    for _ in range(5):
        seen.append(may(world, deputy, Right.UNITS))
        world.now += timedelta(days=1)
    assert seen == [Forbidden, Forbidden, None, None, Forbidden]
    again = world.today()
    world.register.deputise(Actor(str(head)), deputy, day=again, last_day=again + timedelta(days=30))
    assert may(world, deputy, Right.UNITS) is None
    world.register.close_account(QUAN_TRI, head, reason="Nghỉ hưu")
    assert may(world, deputy, Right.UNITS) is Forbidden
    world.register.reopen_account(QUAN_TRI, head, reason="Trở lại")
    assert may(world, deputy, Right.UNITS) is None
    world.register.end_deputising(Actor(str(head)), deputy)
    assert may(world, deputy, Right.UNITS) is Forbidden


def test_deputising_is_not_handed_on(world: World) -> None:
    head, deputy, third = (
        open_account(world, role) for role in (Role.OFFICE_HEAD, Role.OFFICE_DEPUTY, Role.SPECIALIST)
    )
    days = {"day": world.today(), "last_day": world.today()}
    world.register.deputise(Actor(str(head)), deputy, **days)
    world.register.deputise(Actor(str(deputy)), third, **days)
    assert may(world, deputy, Right.RULES) is None
    assert may(world, third, Right.RULES) is Forbidden


def test_accounts_are_opened_by_those_whose_affair_they_are(world: World, units: list[UUID]) -> None:
    today = world.today()
    who = {
        "QT": open_account(world, Role.ADMINISTRATOR),
        "CVP": open_account(world, Role.OFFICE_HEAD),
        "PCVP": open_account(world, Role.OFFICE_DEPUTY),
        "TĐV": open_account(world, Role.UNIT_HEAD, units[0]),
        "CB": open_account(world, Role.UNIT_OFFICER, units[0]),
        "UBKT": open_account(world, Role.INSPECTION),
    }
    subjects = {
        "leader": Charge(Role.STANDING),
        "own officer": Charge(Role.UNIT_OFFICER, units[0]),
        "own head": Charge(Role.UNIT_HEAD, units[0]),
        "other officer": Charge(Role.UNIT_OFFICER, units[1]),
    }
    let_in = {
        (name, what)
        for (name, id), (what, given) in product(who.items(), subjects.items())
        if may(world, id, Right.ACCOUNTS, of_charge(given, today)) is None
    }
    assert let_in == {
        *(("QT", what) for what in subjects),
        ("CVP", "leader"),
        ("CVP", "own head"),
        ("TĐV", "own officer"),
    }
    officer = of_account(who["CB"], today)
    assert may(world, who["TĐV"], Right.ACCOUNTS, officer) is None
    to_head = of_account(who["CB"], today, becoming=Charge(Role.UNIT_HEAD, units[0]))
    assert may(world, who["TĐV"], Right.ACCOUNTS, to_head) is NotFound
    assert may(world, who["CVP"], Right.ACCOUNTS, to_head) is Forbidden
    assert may(world, who["QT"], Right.ACCOUNTS, to_head) is None


def test_nobody_gives_himself_a_role(world: World) -> None:
    admin = open_account(world, Role.ADMINISTRATOR)
    with pytest.raises(Refused, match="Không tự thay đổi tài khoản của chính mình"):
        world.register.charge_account(Actor(str(admin)), admin, Charge(Role.STANDING), reason="Muốn xem")
    with pytest.raises(Refused, match="Quyền quản trị hệ thống không ủy quyền và không nhận ủy quyền"):
        world.register.deputise(
            Actor(str(open_account(world, Role.STANDING))), admin, day=world.today(), last_day=world.today()
        )
    assert account(world, admin).charge.role is Role.ADMINISTRATOR


def test_nobody_confirms_what_he_sent(world: World, units: list[UUID]) -> None:
    specialist = open_account(world, Role.SPECIALIST)
    [given] = world.task(world.resolution("6-NQ/TU"), [units[0]])
    report = Report(as_of=world.today(), results="Đã làm một nửa")
    sent = world.register.send_report(
        Actor(str(specialist)), given, report, day=world.today(), typed_in=True
    ).answer["version"]
    with pytest.raises(Refused, match="không được tự xác nhận"):
        world.register.confirm_report(Actor(str(specialist)), given, day=world.today(), report=sent)


def test_a_right_that_is_taken_away_meanwhile_makes_the_act_decide_anew(
    world: World, units: list[UUID]
) -> None:
    head = open_account(world, Role.OFFICE_HEAD)
    elsewhere, decided = world.another_register(), []

    def decide(act: Act) -> None:
        decided.append(act.by)
        if len(decided) == 1:  # between the check and the append
            elsewhere.charge_account(QUAN_TRI, head, Charge(Role.CLERK), reason="Phân công lại")
        act.put(units[0], act.stream(units[0])[0].fact)

    before = world.log.head()
    check = permit(Right.UNITS, DONE, nothing, today=world.today())
    with pytest.raises(NotFound):
        world.register.act(Actor(str(head), permit=check), decide)
    assert len(decided) == 1
    assert world.log.head() == before + 1  # the new charge, and nothing else


def test_a_holder_who_loses_his_right_meanwhile_takes_his_deputy_with_him(
    world: World, units: list[UUID]
) -> None:
    head, deputy = open_account(world, Role.OFFICE_HEAD), open_account(world, Role.CLERK)
    today = world.today()
    world.register.deputise(Actor(str(head)), deputy, day=today, last_day=today)
    elsewhere, decided = world.another_register(), []

    def decide(act: Act) -> None:
        decided.append(act.by)
        if len(decided) == 1:
            elsewhere.close_account(QUAN_TRI, head, reason="Nghỉ hưu")
        act.put(units[0], act.stream(units[0])[0].fact)

    before = world.log.head()
    check = permit(Right.UNITS, DONE, nothing, today=today)
    with pytest.raises(NotFound):
        world.register.act(Actor(str(deputy), permit=check), decide)
    assert world.log.head() == before + 1


def test_a_viewer_may_what_one_of_his_charges_may(units: list[UUID]) -> None:
    both = Viewer(UUID(int=1), "Ai đó", (Charge(Role.UNIT_HEAD, units[0]), Charge(Role.UNIT_HEAD, units[1])))
    assert both.charge.unit == units[0]
    assert both.may(Right.SEND_REPORT, DONE, Touch.OWN)
    assert not both.may(Right.COMPARE_UNITS)
    with pytest.raises(NotFound):
        both.must(Right.COMPARE_UNITS)
    head = Viewer(UUID(int=1), "Ai đó", (Charge(Role.SPECIALIST), Charge(Role.OFFICE_HEAD)))
    head.must(Right.RULES, DONE)
    with pytest.raises(Forbidden):
        Viewer(UUID(int=1), "Ai đó", (Charge(Role.SPECIALIST),)).must(Right.RULES, DONE)
