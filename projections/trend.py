"""How the assignments of some units stood on several days, by one way of knowing."""

from collections.abc import Sequence
from datetime import date, timedelta

from projections.counts import Tally, tally_of
from projections.engine import Cursor
from projections.moment import Moment
from projections.scope import Units, led_by
from projections.scope import values as of_units
from projections.sight import Sight, values_of


def month_ends(day: date, months: int) -> list[date]:
    """The last days of so many months, the last of them ``day`` itself, in its month."""
    found = [day]
    while len(found) < months and found[0].toordinal() > 31:
        found.insert(0, found[0].replace(day=1) - timedelta(1))
    return found


def over(
    cursor: Cursor,
    at: Moment,
    days: Sequence[date],
    *,
    sight: Sight | None = None,
    units: Units = None,
) -> list[Tally]:
    """The standing on each of ``days``: all as known at ``at``, or each as it was shown on that day."""
    seen = f" AND {sight.whole('t')}" if sight else ""
    cursor.execute(
        f"""SELECT m.day, timeliness(t.stage, t.deadline, t.completed_on > t.deadline, m.day), count(*), 0
            FROM unnest(%(days)s) AS m(day) JOIN assignment_timeline t ON {at.where("t", "m.day")}
            WHERE true{seen}{led_by(units)} GROUP BY 1, 2""",
        {**values_of(at, sight), **of_units(units), "days": list(days)},
    )
    found: dict[date, list[tuple[int, int, int]]] = {day: [] for day in days}
    for day, *counted in cursor.fetchall():
        found[day].append(tuple(counted))
    return [tally_of(rows) for rows in found.values()]
