"""The demonstration province: what is planned, and what a small one of it becomes in the log."""

from collections import Counter
from collections.abc import Iterator
from datetime import date
from uuid import UUID

import pytest

from domain.account import Opened, Role
from domain.assignment import Assignment
from domain.assignment_facts import Completed, HandedOver, ReportSent
from domain.calendar import Calendar
from domain.deadline import Kind, read
from domain.history import check
from domain.resolution import Relation
from domain.subordination import parents
from domain.task import Leads
from domain.unit import Group
from domain.vietnamese import nfc
from infra.demo.calendars import calendar
from infra.demo.documents import DOCUMENTS, Document
from infra.demo.generate import generate
from infra.demo.people import PASSWORD, PEOPLE, name_people
from infra.demo.tasks import Planned, Planner
from infra.demo.units import REFORM, UNITS, members
from infra.log import VIETNAM
from tests.conftest import new_database
from tests.world import World

UNTIL = date(2025, 9, 30)
SEED, SCALE = 3, 0.12
TEN_WORDINGS = {
    *(
        "before",
        "day",
        "month",
        "month_point",
        "quarter",
        "months",
        "year",
        "year_point",
        "range",
        "years_on",
    ),
    *("counted", "counted_working", "standing", "periodic", "on_event", "hour", "blank"),
}


@pytest.fixture(scope="module")
def worked() -> Calendar:
    return calendar(2027)


@pytest.fixture(scope="module")
def plans(worked: Calendar) -> list[tuple[Document, Planned]]:
    """Every task of the forty documents."""
    planner = Planner(1, worked)
    return [(document, plan) for document in DOCUMENTS for plan in planner.tasks(document)]


def played(dsn: str, until: date) -> World:
    world = World(dsn)

    def set_clock(moment):
        world.now = moment

    generate(world.register, set_clock=set_clock, until=until, seed=SEED, scale=SCALE)
    return world


@pytest.fixture(scope="module")
def province(module_database: str) -> Iterator[World]:
    """A small province, three months after its reorganisation."""
    world = played(module_database, UNTIL)
    yield world
    world.database.close()


def log(world: World) -> list[tuple]:
    return world.rows(
        "SELECT position, txn_end, recorded_at, stream, version, topic, state FROM sonq.log ORDER BY 1"
    )


def streams(world: World, topic: str) -> list:
    rows = world.rows("SELECT DISTINCT stream FROM sonq.log WHERE topic = %s ORDER BY 1", topic)
    return [list(world.register.events.get(stream)) for (stream,) in rows]


def assignments(world: World) -> list[Assignment]:
    return [Assignment(events[0].originator_id, events) for events in streams(world, "assignment.drafted")]


def test_forty_documents_give_the_tasks_of_seven_years(plans: list[tuple[Document, Planned]]) -> None:
    assert len(DOCUMENTS) == 40
    assert len(plans) == 788  # and twice a year one by word of mouth
    assert {document.day.year for document in DOCUMENTS} == set(range(2020, 2027))
    assert len({plan.new.text for _, plan in plans}) == len(plans)
    assert all(plan.new.text == nfc(plan.new.text) for _, plan in plans)


def test_leads_are_one_joint_all_communes_or_nobody_yet(plans: list[tuple[Document, Planned]]) -> None:
    how = Counter(plan.chosen.how if plan.chosen else None for _, plan in plans)
    assert (how[Leads.JOINT], how[None]) == (15, 20)
    each = [(d.day, plan.chosen.leads) for d, plan in plans if plan.chosen and plan.chosen.how is Leads.EACH]
    to_communes = [leads for day, leads in each if day >= REFORM]
    assert [len(leads) for leads in to_communes] == [130] * 4
    assert {len(leads) for day, leads in each if day < REFORM} == {11}  # the twelfth district is added later


def test_deadlines_are_worded_in_more_than_ten_ways_and_mean_what_is_stored(
    plans: list[tuple[Document, Planned]], worked: Calendar
) -> None:
    assert {plan.new.deadline.rule for _, plan in plans} == TEN_WORDINGS
    for document, plan in plans:
        due = plan.new.deadline
        reading = read(due.words, given=document.day, calendar=worked)
        assert (reading.day, reading.rule, str(reading.kind)) == (due.day, due.rule, due.kind)
        assert due.day is None or due.day > document.day
    assert {plan.new.deadline.kind for _, plan in plans} == set(Kind)


def test_every_month_has_a_deadline_and_the_next_half_year_too(plans: list[tuple[Document, Planned]]) -> None:
    months = {plan.new.deadline.day.replace(day=1) for _, plan in plans if plan.new.deadline.day}
    expected = {date(year, month, 1) for year in range(2020, 2028) for month in range(1, 13)}
    assert {m for m in expected if date(2020, 2, 1) <= m <= date(2027, 5, 1)} <= months


def test_units_stand_in_six_groups_before_and_after() -> None:
    before, after = ([len(members(group, day)) for group in Group] for day in (date(2020, 1, 2), REFORM))
    assert before == [6, 4, 8, 12, 40, 12]
    assert after == [5, 3, 6, 12, 33, 130]
    assert len({unit.name for unit in UNITS.values()}) == len(UNITS)


def test_each_of_the_ten_roles_has_an_account_and_whoever_acts_has_an_id(province: World) -> None:
    opened = {events[0].originator_id: events[0].fact for events in streams(province, "account.opened")}
    assert opened == {person.id: Opened(by=str(PEOPLE[0].id), charge=person.charge) for person in PEOPLE}
    assert {person.role for person in PEOPLE} == set(Role)
    assert len({person.login for person in PEOPLE}) == len(PEOPLE)
    acting = {by for (by,) in province.rows("SELECT DISTINCT state::json ->> 'by' FROM sonq.log")}
    units = {str(id) for unit in UNITS.values() for id in (unit.head, unit.officer)}
    assert acting <= units | {str(person.id) for person in PEOPLE}
    assert acting & {str(person.id) for person in PEOPLE if person.unit}


def test_its_accounts_are_offered_with_names_and_the_password_they_have(province: World) -> None:
    known = name_people(province.private.people, province.register)
    assert {login for login, _ in known} == {person.login for person in PEOPLE}
    assert [login for login, _ in known][:2] == ["thuongtruc", "btv"]
    assert dict(known)["lanhdao.tamson"] == "Lãnh đạo đơn vị, Xã Tam Sơn (Cao Văn Thắng)"
    found = province.private.people.authenticate("vanthu", PASSWORD, address="")
    assert found is not None
    assert found.called == "đồng chí Phạm Thị Mai (Văn thư)"
    assert name_people(province.private.people, province.register) == known


def test_whoever_acts_has_a_name_and_only_the_accounts_that_are_offered_sign_in(province: World) -> None:
    people = province.private.people
    name_people(people, province.register)
    acting = {by for (by,) in province.rows("SELECT DISTINCT state::json ->> 'by' FROM sonq.log")}
    assert acting == set(people.names(acting))
    secretary = UNITS["phuong-truong-son"]
    called = people.names([str(secretary.head)])[str(secretary.head)].called
    assert called == "đồng chí Phạm Hữu Tiến (Bí thư Đảng ủy phường Trường Sơn)"
    for password in ("", PASSWORD):
        assert people.authenticate(f"lanhdao.{secretary.key}", password, address="") is None


def test_no_report_waits_for_months(province: World) -> None:
    waiting = [
        (UNTIL - s.fact.day).days
        for history in assignments(province)
        if history.issued and history.last.is_open
        for s in history.standing
        if isinstance(s.fact, ReportSent) and not history.answers(s.ref)
    ]
    assert max(waiting, default=0) < 45


def test_the_same_seed_tells_the_same_story_and_a_later_day_only_adds(
    province: World, server_dsn: str
) -> None:
    with new_database(server_dsn, "template0") as dsn:
        shorter = played(dsn, date(2021, 12, 31))
        begun = log(shorter)
        shorter.database.close()
    assert len(begun) > 300
    whole = log(province)
    assert whole[: len(begun)] == begun
    assert whole[len(begun)][2].astimezone(VIETNAM).date() > date(2021, 12, 31)


def test_documents_carry_out_and_replace_older_ones() -> None:
    by_id = {document.id: document for document in DOCUMENTS}
    links = [
        (relation, document, by_id[older]) for document in DOCUMENTS for relation, older in document.links
    ]
    assert Counter(relation for relation, *_ in links) == {Relation.IMPLEMENTS: 8, Relation.SUPERSEDES: 1}
    assert all(older.day < document.day for _, document, older in links)


def test_it_is_recorded_until_the_last_day_mostly_in_working_hours(province: World, worked: Calendar) -> None:
    moments = [recorded_at.astimezone(VIETNAM) for _, _, recorded_at, *_ in log(province)]
    assert moments == sorted(moments)
    assert date(2025, 9, 1) <= moments[-1].date() <= UNTIL
    at_rest = [moment for moment in moments if not worked.is_working(moment.date())]
    assert 0 < len(at_rest) < len(moments) / 20


def test_every_history_is_legal_and_much_is_confirmed_afterwards(province: World) -> None:
    histories = assignments(province)
    assert len(histories) > 80
    completed = []
    for history in histories:
        check(history.events)
        completed += [s.fact for s in history.standing if isinstance(s.fact, Completed)]
    behind = [(fact.act_day - fact.day).days for fact in completed]
    assert len([days for days in behind if 3 <= days <= 15]) > len(behind) / 2


def test_the_reorganisation_leaves_nothing_at_a_unit_that_ended(province: World) -> None:
    ended = {events[0].originator_id for events in streams(province, "unit.ended")}
    assert len(ended) == 29
    histories = assignments(province)
    assert len([a for a in histories if any(isinstance(e.fact, HandedOver) for e in a.events)]) > 3
    for history in histories:
        if not history.issued:
            assert history.draft_lead(UNTIL) not in ended
        elif history.last.is_open:
            assert history.last.lead not in ended


def test_the_departments_stand_under_the_committee_of_the_government(province: World) -> None:
    def above(key: str) -> list[UUID]:
        unit = UNITS[key].id
        return province.register.look(
            lambda act: [one.id for one in parents(act.unit(unit), UNTIL, act.unit)]
        )

    assert above("so-tai-chinh") == [UNITS["du-ubnd"].id]
    assert above("tand") == []
