"""Narrowed to the work that some units lead: the field and area that somebody follows, a unit, a group."""

from collections.abc import Sequence
from uuid import UUID

from projections.moment import Moment

Units = Sequence[UUID] | None
"""None: whoever leads."""


def led_by(units: Units) -> str:
    """The SQL condition on assignments ``t``, to follow another; for ``values``."""
    return "" if units is None else " AND t.lead = ANY(%(units)s::uuid[])"


def values(units: Units) -> dict[str, object]:
    """What ``led_by`` refers to."""
    return {} if units is None else {"units": list(units)}


def of_group(at: Moment) -> str:
    """The units of ``%(group)s`` in SQL, each by where it stood on the day, else last before it.

    The same choice as of the names (``counts.unit_names``): so a group has as many as its list.
    """
    return f"""SELECT g.unit_id FROM (
            SELECT DISTINCT ON (u.unit_id) u.unit_id, u.unit_group FROM unit_timeline u WHERE {at.was_known("u")}
            ORDER BY u.unit_id, (u.from_day <= %(day)s) DESC, abs(u.from_day - %(day)s)) g
        WHERE g.unit_group = %(group)s"""
