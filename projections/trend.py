"""How the assignments of some units stood on several days, by one way of knowing."""

from collections.abc import Sequence
from datetime import date, timedelta

from projections import ledger
from projections.counts import Tally, sum_of, tallies_of
from projections.ledger import ALL
from projections.moment import Moment
from projections.scope import Units, led_by
from projections.scope import values as of_units
from projections.sight import Sight, values_of
from projections.view import Cursor


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
    if sight is None and (book := ledger.units(at)):
        standing = ledger.standing(cursor, book, days, [ALL] if units is None else units)
        return [sum_of(map(Tally, standing[day].values())) for day in days]
    seen = f" AND {sight.whole('t')}" if sight else ""
    cursor.execute(
        f"""SELECT m.day, timeliness(t.stage, t.deadline, t.completed_on > t.deadline, m.day), count(*), 0
            FROM unnest(%(days)s) AS m(day) JOIN assignment_timeline t ON {at.where("t", "m.day")}
            WHERE true{seen}{led_by(units)} GROUP BY 1, 2""",
        {**values_of(at, sight), **of_units(units), "days": list(days)},
    )
    found = tallies_of(cursor.fetchall())
    return [found.get(day, Tally({})) for day in days]
