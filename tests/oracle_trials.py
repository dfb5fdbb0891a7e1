"""What the views answer beside what the plain telling says, at points of the two clocks drawn at random."""

from collections import Counter
from collections.abc import Iterator, Mapping
from datetime import date, timedelta
from random import Random
from typing import Any, NamedTuple, TypeVar
from uuid import UUID

import msgspec

from domain.difference import Change
from domain.rules import Timeliness
from projections import counts, differences, lists
from projections.counts import Tally
from projections.differences import Between
from projections.engine import Cursor
from projections.lists import Filter
from projections.moment import Moment
from tests.oracle_province import Point, Province, Row
from tests.world import World

K = TypeVar("K")


class Asked(NamedTuple):
    """One point as both are asked for it, and in words."""

    words: str
    at: Moment
    point: Point

    @property
    def day(self) -> date:
        return self.at.day


def province_of(world: World) -> Province:
    """The rows of the log, read by SQL and the JSON of their payloads."""
    rows = world.rows(
        """SELECT position, txn_end, (recorded_at AT TIME ZONE 'Asia/Ho_Chi_Minh')::date::text, stream, version, topic,
            state FROM sonq.log ORDER BY position"""
    )
    return Province(Row(*row[:-1], msgspec.json.decode(row[-1])) for row in rows)


class Trials:
    """Draws points and questions; ``wrong`` says where the answers differ."""

    def __init__(self, world: World, province: Province, dice: Random) -> None:
        self._world = world
        self._province = province
        self._dice = dice
        self._days = sorted(_mentioned(province))
        self._units = [row.stream for row in province.rows if row.topic == "unit.established"]
        self.wrong: list[str] = []

    def one(self) -> None:
        """One example: a point, and every kind of question about it."""
        asked = self.point()
        with self._world.reader.snapshot() as cursor:
            self._by_unit(cursor, asked)
            self._tasks(cursor, asked)
            self._list(cursor, asked)
            self._each(cursor, asked)
            if self._dice.random() < 0.4:
                self._differences(cursor, asked, self.point())
        self._province.forget()

    def point(self) -> Asked:
        """A day that the log speaks of, the day beside it or any other; known then, now, or at any position."""
        dice, province, reader = self._dice, self._province, self._world.reader
        day = date.fromisoformat(dice.choice(self._days)) + timedelta(dice.choice((0, 0, 0, 1, -1, 30)))
        match dice.randrange(4):
            case 0:
                known = province.evening(day.isoformat())
                return Asked(f"đã báo cáo {day}", reader.reported(day), (known, day.isoformat()))
            case 1:
                return Asked(
                    f"{day}, biết đến nay", reader.reviewed(day), (len(province.rows), day.isoformat())
                )
            case 2:
                position = dice.randint(1, len(province.rows))
                point = province.whole(position), day.isoformat()
                return Asked(f"{day}, biết đến #{position}", reader.known(day, position), point)
        other = date.fromisoformat(dice.choice(self._days))
        point = province.evening(other.isoformat()), day.isoformat()
        return Asked(f"{day}, biết đến {other}", reader.known(day, other), point)

    def _by_unit(self, cursor: Cursor, asked: Asked) -> None:
        told = self._province.by_unit(asked.point)
        found = {one.unit: _counted(one.tally) for one in counts.by_unit(cursor, asked.at)}
        self._same(asked, "theo đơn vị", found, told)
        whole = sum(told.values(), Counter[int]())
        self._same(asked, "lượt giao", _counted(counts.assignments(cursor, asked.at)), whole)
        by_month = {one.month: _counted(one.tally) for one in counts.by_month(cursor, asked.at)}
        self._same(asked, "theo tháng", by_month, self._province.by_month(asked.point))

    def _tasks(self, cursor: Cursor, asked: Asked) -> None:
        told = self._province.by_document(asked.point)
        found = {one.document: _counted(one.tally) for one in counts.by_document(cursor, asked.at)}
        self._same(asked, "theo văn bản", found, told)
        whole = sum(told.values(), Counter[int]())
        self._same(asked, "nhiệm vụ", _counted(counts.tasks(cursor, asked.at)), whole)
        document, category = self._dice.choice([*told, None]), self._dice.choice(list(Timeliness))
        if document:
            wanted = Filter(document=document, categories=(category,))
            lines, total = lists.tasks(cursor, asked.at, wanted, limit=1000)
            tasks = {
                task
                for task, of in self._province.tasks(asked.point).items()
                if of == category and self._province.document_of[task] == document
            }
            what = f"nhiệm vụ {category.name} của {document}"
            self._same(asked, what, ({line.task for line in lines}, total), (tasks, len(tasks)))

    def _list(self, cursor: Cursor, asked: Asked) -> None:
        """A unit's list of one category, or that of all units, in its order."""
        category = self._dice.choice(list(Timeliness))
        standing = self._province.standing(asked.point)
        unit = self._dice.choice(sorted({one.lead for one in standing.values()}, key=str) or [UUID(int=0)])
        wanted = Filter(categories=(category,), unit=unit)
        told = sorted(
            (one.deadline or date.max, stream)
            for stream, one in standing.items()
            if one.lead == unit and one.category(asked.day) == category
        )
        lines, total = lists.assignments(cursor, asked.at, wanted, limit=len(told) + 1)
        found = [(line.deadline or date.max, line.assignment) for line in lines]
        self._same(asked, f"danh sách {category.name} của {unit}", (found, total), (told, len(told)))

    def _each(self, cursor: Cursor, asked: Asked) -> None:
        """Some assignments: lead, deadlines, extensions, stage, completion day."""
        some = self._dice.sample(list(self._province.task_of), min(20, len(self._province.task_of)))
        cursor.execute(
            f"""SELECT t.assignment_id, t.lead, t.deadline, t.original, t.extensions, t.stage, t.completed_on
                FROM assignment_timeline t
                WHERE t.assignment_id = ANY(%(some)s::uuid[]) AND {asked.at.where("t")}""",
            {**asked.at.values(), "some": some},
        )
        found = {row[0]: row[1:] for row in cursor.fetchall()}
        told = {a: tuple(one) for a in some if (one := self._province.assignment(a, asked.point))}
        self._same(asked, "từng lượt giao", found, told)

    def _differences(self, cursor: Cursor, asked: Asked, other: Asked) -> None:
        """What became of what between two points, for all units or for some; and the list of one such change."""
        units = self._dice.sample(self._units, 2) if self._dice.random() < 0.5 else None
        between = Between(other.at, asked.at, units=units)
        told = self._province.differences(other.point, asked.point, units)
        found = differences.counted(cursor, between)
        words = {change.name: n for change, n in found.changes.items() if n}
        words |= {"was_open": found.opening, "open": found.closing}
        words |= {"was_overdue": found.was_overdue, "overdue": found.overdue}
        numbers = {word: len(of) for word, of in told.items()}
        what = f"khác với {other.words}"
        self._same(asked, what, {w: n for w, n in words.items() if n}, numbers)
        change = self._dice.choice(list(Change))
        these = told.get(change.name, set())
        lines, total = differences.listed(cursor, between, change, limit=len(these) + 1)
        listed = {line.assignment for line in lines}
        self._same(asked, f"{what}: {change.name}", (listed, total), (these, len(these)))

    def _same(self, asked: Asked, what: str, found: Any, told: Any) -> None:
        if found != told:
            self.wrong.append(f"{asked.words}, {what}: {_apart(found, told)}")


def _counted(tally: Tally) -> dict[int, int]:
    return {int(category): n for category, n in tally.counts.items() if n}


def _mentioned(province: Province) -> Iterator[str]:
    """Days on which something was recorded, took effect, falls due or begins to be overdue."""
    for row in province.rows:
        yield row.recorded
        if row.topic.startswith("assignment.") and "day" in row.payload:
            yield row.payload["day"]
            due = row.payload.get("deadline", {}).get("day")
            if due:
                yield due
                yield (date.fromisoformat(due) + timedelta(1)).isoformat()


def _apart(found: Any, told: Any) -> str:
    if isinstance(found, Mapping) and isinstance(told, Mapping):
        keys = [key for key in found.keys() | told.keys() if found.get(key) != told.get(key)]
        return "; ".join(f"{key}: {found.get(key)} ≠ {told.get(key)}" for key in keys[:3])
    return f"{str(found)[:300]} ≠ {str(told)[:300]}"
