"""Who sees what: the data of several units, and no unit told anything of another."""

from collections.abc import Iterator
from random import Random
from uuid import UUID, uuid4

import msgspec
import pytest

from dashboard.address import WORK, Asked, Way
from dashboard.pages.work import work
from domain.access import Viewer
from domain.account import Charge, Role
from domain.assignment_facts import Stage
from domain.history import FOREVER, Segment
from domain.roll_up import task_segments
from projections import coordination, counts, lists
from projections.lists import Filter
from projections.moment import Moment, as_reviewed
from projections.sight import Sight, sight, tasks_seen, values_of
from tests.asking import api_of
from tests.looks import look
from tests.read_pages import words
from tests.scene import JAN
from tests.touches import TODAY, Touches, touching
from tests.world import World


class Units(msgspec.Struct):
    """Who sees what in that register."""

    touches: Touches

    @property
    def world(self) -> World:
        return self.touches.world

    def sees(self, role: Role, unit: UUID | None) -> Sight | None:
        return self.world.query(sight, viewer(role, unit), TODAY)

    def listed(self, seen: Sight | None, at: Moment | None = None) -> set[str]:
        """What is listed to somebody, by its text."""
        moment = at or as_reviewed(self.world.log, TODAY)
        lines, total = self.world.query(lists.assignments, moment, Filter(), sight=seen, limit=200)
        assert total == len(lines)
        assert self.world.query(counts.assignments, moment, sight=seen).total == total
        assert sum(u.tally.total for u in self.world.query(counts.by_unit, moment, sight=seen)) == total
        assert sum(m.tally.total for m in self.world.query(counts.by_month, moment, sight=seen)) == total
        tasks, of_tasks = self.world.query(lists.tasks, moment, Filter(), sight=seen, limit=200)
        assert {line.task for line in tasks} == {line.task for line in lines}
        assert of_tasks == len(tasks) == self.world.query(counts.tasks, moment, sight=seen).total
        by_document = self.world.query(counts.by_document, moment, sight=seen)
        assert sum(d.tally.total for d in by_document) == of_tasks
        return {line.text for line in lines}


def viewer(role: Role, unit: UUID | None = None, *more: Charge) -> Viewer:
    return Viewer(uuid4(), "", (Charge(role, unit), *more))


@pytest.fixture(scope="module")
def units(module_database: str) -> Iterator[Units]:
    with touching(module_database) as made:
        yield Units(made)


OWN = {
    "của mình",
    "chuyển đến",
    "cấp dưới thực hiện",
    "cấp trên giao",
    "cùng giao",
    "đã xong ở đơn vị cũ",
    "đơn vị cũ làm dở",
}


def test_the_office_sees_all_and_who_has_no_content_nothing(units: Units) -> None:
    assert units.listed(units.sees(Role.SPECIALIST, None)) == set(units.touches.tasks) - {"dự kiến"}
    for role in (Role.CLERK, Role.ADMINISTRATOR):
        assert units.listed(units.sees(role, None)) == set()


def test_an_officer_sees_what_his_unit_leads_with_what_it_took_over(units: Units) -> None:
    assert units.listed(units.sees(Role.UNIT_OFFICER, units.touches.mine)) == OWN


def test_a_head_sees_besides_what_the_units_below_lead(units: Units) -> None:
    assert units.listed(units.sees(Role.UNIT_HEAD, units.touches.mine)) == OWN | {"của cấp dưới"}


def test_the_unit_below_sees_its_own_and_what_it_executes(units: Units) -> None:
    assert units.listed(units.sees(Role.UNIT_HEAD, units.touches.below)) == {
        "của cấp dưới",
        "cấp dưới thực hiện",
    }


def test_another_unit_sees_its_own_only(units: Units) -> None:
    assert units.listed(units.sees(Role.UNIT_HEAD, units.touches.other)) == {
        "của đơn vị khác",
        "phối hợp",
        "phối hợp từ trước",
        "chuyển đi",
        "cùng giao",
    }


def test_on_a_past_day_the_rights_are_those_of_today(units: Units) -> None:
    seen = units.sees(Role.UNIT_OFFICER, units.touches.mine)
    assert units.listed(seen, as_reviewed(units.world.log, JAN[4])) == OWN
    assert units.listed(seen, as_reviewed(units.world.log, JAN[4], TODAY)) == OWN


def test_on_a_past_day_the_desk_shows_no_work_that_has_gone_to_another_unit(units: Units) -> None:
    who, day = viewer(Role.UNIT_HEAD, units.touches.mine), JAN[4]
    asked = Asked(day=day, way=Way.REVIEWED)
    shown = words(work(look(units.world, asked, WORK, who)))
    with api_of(units.world) as api:
        api.asks = who
        listed = api.get("/desk", day=day).body
    assert {line["text"] for line in listed["items"]} >= {"của mình", "của cấp dưới"}
    assert listed["total"] == len(listed["items"])
    assert "của mình" in shown
    assert "chuyển đi" not in {line["text"] for line in listed["items"]}
    assert "chuyển đi" not in shown


def test_who_co_ordinates_is_told_of_no_standing(units: Units) -> None:
    seen = units.sees(Role.UNIT_OFFICER, units.touches.mine)
    at = as_reviewed(units.world.log, TODAY)
    lines = units.world.query(coordination.coordinated, at, seen)
    assert {line.text for line in lines} == {"phối hợp", "phối hợp từ trước"}
    assert {name for line in lines for name in line.__struct_fields__}.isdisjoint({"stage", "category"})


def test_nothing_is_listed_of_others_by_any_filter(units: Units) -> None:
    seen = units.sees(Role.UNIT_HEAD, units.touches.mine)
    at = as_reviewed(units.world.log, TODAY)
    for wanted in (Filter(unit=units.touches.other), Filter(task=units.touches.tasks["của đơn vị khác"])):
        assert units.world.query(lists.assignments, at, wanted, sight=seen) == ([], 0)


def test_to_each_unit_a_task_stands_as_its_own_part_does(units: Units) -> None:
    at = as_reviewed(units.world.log, TODAY)
    stages = {}
    for unit in (units.touches.mine, units.touches.other):
        found, _ = units.world.query(lists.tasks, at, Filter(), sight=units.sees(Role.UNIT_HEAD, unit))
        stages[unit] = {line.text: line.stage for line in found}["cùng giao"]
    assert stages == {units.touches.mine: Stage.COMPLETED, units.touches.other: Stage.NOT_STARTED}


def test_a_deputy_of_the_head_sees_what_the_head_sees(units: Units) -> None:
    deputy = viewer(Role.UNIT_OFFICER, units.touches.mine, Charge(Role.UNIT_HEAD, units.touches.mine))
    assert units.listed(units.world.query(sight, deputy, TODAY)) == OWN | {"của cấp dưới"}


def test_pages_behind_a_line_are_the_list(units: Units) -> None:
    at = as_reviewed(units.world.log, TODAY)
    whole, total = units.world.query(lists.assignments, at, Filter())
    pages, after = [], None
    while page := units.world.query(lists.assignments, at, Filter(), after=after, limit=2)[0]:
        pages += page
        after = (page[-1].deadline, page[-1].assignment)
    assert pages == whole
    assert len(whole) == total


def test_the_roll_up_of_what_is_seen_is_that_of_the_domain(units: Units) -> None:
    """Random assignments of one task, as rows and as segments."""
    random = Random(7)
    for _ in range(150):
        parts = [_random_segment(random, units.touches.mine) for _ in range(random.randint(1, 4))]
        [expected] = task_segments([part] for part in parts)
        with units.world.database.transaction() as cursor:
            cursor.execute("SET LOCAL search_path = pg_temp")
            assert _rolled_up(cursor, units.touches.mine, parts) == (
                int(expected.stage),
                expected.deadline,
                expected.late,
                expected.completed_on,
            )


def _random_segment(random: Random, lead: UUID) -> Segment:
    stage = random.choice(list(Stage))
    due = random.choice([None, *JAN])
    done = random.choice(JAN) if stage is Stage.COMPLETED else None
    return Segment(JAN[0], FOREVER, lead, due, due, 0, stage, done)


def _rolled_up(cursor: object, unit: UUID, parts: list[Segment]) -> tuple[object, ...]:
    bounds = "from_day date, to_day date, known_from bigint, known_to bigint"
    everywhen = ("-infinity", "infinity", 0, 2**63 - 1)
    task = uuid4()
    for table, columns in {
        "assignment_timeline": "assignment_id uuid, deadline date, stage smallint, completed_on date",
        "assignments": "assignment_id uuid, task_id uuid",
        "tasks": "task_id uuid, document uuid",
        "relations": "assignment_id uuid, unit uuid, relation smallint",
    }.items():
        cursor.execute(f"DROP TABLE IF EXISTS {table}; CREATE TEMP TABLE {table} ({columns}, {bounds})")
    cursor.execute("INSERT INTO tasks VALUES (%s, null, %s, %s, %s, %s)", [task, *everywhen])
    for part in parts:
        a = uuid4()
        row = [a, part.deadline, int(part.stage), part.completed_on, *everywhen]
        cursor.execute("INSERT INTO assignment_timeline VALUES (%s, %s, %s, %s, %s, %s, %s, %s)", row)
        cursor.execute("INSERT INTO assignments VALUES (%s, %s, %s, %s, %s, %s)", [a, task, *everywhen])
        cursor.execute("INSERT INTO relations VALUES (%s, %s, 0, %s, %s, %s, %s)", [a, unit, *everywhen])
    at, seen = Moment(1, JAN[0]), Sight((unit,), (), JAN[0])
    columns = "t.stage, t.deadline, t.late, t.completed_on"
    cursor.execute(f"SELECT {columns} {tasks_seen(at, seen)}", values_of(at, seen))
    [row] = cursor.fetchall()
    return row
