"""Assignments by the day of their deadline, as the calendar of deadlines shows them."""

from datetime import date

from projections.counts import ASSIGNMENT_CATEGORY, Tally, tally_of
from projections.engine import Cursor
from projections.moment import Moment
from projections.scope import Units, led_by
from projections.scope import values as of_units
from projections.sight import Sight, assignments_seen, values_of


def by_day(
    cursor: Cursor,
    at: Moment,
    first: date,
    last: date,
    soon: date,
    *,
    sight: Sight | None = None,
    units: Units = None,
) -> dict[date, Tally]:
    """The days from ``first`` to ``last`` on which something falls due. ``soon``: see ``counts.tasks``."""
    cursor.execute(
        f"""SELECT t.deadline, {ASSIGNMENT_CATEGORY}, count(*), count(*) FILTER (WHERE t.deadline <= %(soon)s)
            {assignments_seen(at, sight)}{led_by(units)} AND t.deadline BETWEEN %(first)s AND %(last)s
            GROUP BY 1, 2""",
        {**values_of(at, sight), **of_units(units), "first": first, "last": last, "soon": soon},
    )
    days: dict[date, list[tuple[int, int, int]]] = {}
    for day, *counted in cursor.fetchall():
        days.setdefault(day, []).append(tuple(counted))
    return {day: tally_of(rows) for day, rows in sorted(days.items())}
