"""Which reports a file goes with, and whether somebody sees one of them."""

from collections.abc import Sequence
from uuid import UUID

import msgspec

from projections.engine import Cursor
from projections.reports import CONFIRMED
from projections.sight import Sight
from projections.versions import OPEN


def carried(cursor: Cursor, file: UUID) -> set[UUID]:
    """The assignments on which the file was sent, as known now."""
    cursor.execute(f"SELECT DISTINCT r.assignment_id FROM reports r WHERE {_CARRIES}", _values(file))
    return {row[0] for row in cursor.fetchall()}


def sent(cursor: Cursor, files: Sequence[UUID]) -> set[UUID]:
    """Which of these files go with a report, also with one that was put right or left out since."""
    cursor.execute(
        """SELECT DISTINCT (f ->> 'id')::uuid FROM reports r, jsonb_array_elements(r.files::jsonb) f
        WHERE r.files <> '[]' AND (f ->> 'id')::uuid = ANY(%s::uuid[])""",
        [list(files)],
    )
    return {row[0] for row in cursor.fetchall()}


def seen(cursor: Cursor, file: UUID, sight: Sight | None) -> bool:
    """Whether a report that the file goes with is seen; who only co-ordinates sees the confirmed ones."""
    if sight is None:
        return bool(carried(cursor, file))
    cursor.execute(
        f"""SELECT FROM reports r WHERE {_CARRIES} AND r.to_day > %(sight_today)s
            AND ({sight.whole("r")} OR r.status = {CONFIRMED} AND {sight.coordinated("r")}) LIMIT 1""",
        {**_values(file), **sight.values()},
    )
    return bool(cursor.rowcount)


_CARRIES = f"r.known_to = {OPEN} AND r.files <> '[]' AND r.files::jsonb @> %(file)s::jsonb"


def _values(file: UUID) -> dict[str, object]:
    return {"file": msgspec.json.encode([{"id": file}]).decode()}
