"""Reports that a unit is writing: one a unit and assignment."""

from collections.abc import Iterable, Sequence
from uuid import UUID

import msgspec

from domain.errors import NotFound, Stale
from domain.report_draft import Draft, HalfReport, State
from infra.database import Pool
from infra.private.secrets import Clock, utc_now

_COLUMNS = "assignment, unit, report, state, author, saved, note, version"


class Drafts:
    """The table of drafts. ``now``: the clock."""

    def __init__(self, pool: Pool, now: Clock = utc_now) -> None:
        self._pool = pool
        self._now = now

    def save(
        self, assignment: UUID, unit: UUID, report: HalfReport, state: State, *, author: UUID, seen: int
    ) -> int:
        """Keeps it; its version. ``seen``: the version that the author had before him, 0: none.

        Raises ``Stale`` where another was kept meanwhile.
        """
        values = [msgspec.json.encode(report).decode(), state, author, self._now()]
        with self._pool.transaction() as cursor:
            if seen:
                cursor.execute(
                    """UPDATE private.drafts SET report = %s, state = %s, author = %s, saved = %s, note = '',
                        version = version + 1
                    WHERE assignment = %s AND unit = %s AND version = %s""",
                    [*values, assignment, unit, seen],
                )
            else:
                cursor.execute(
                    f"""INSERT INTO private.drafts ({_COLUMNS}) VALUES (%s, %s, %s, %s, %s, %s, '', 1)
                    ON CONFLICT DO NOTHING""",
                    [assignment, unit, *values],
                )
            if not cursor.rowcount:
                raise Stale
        return seen + 1

    def give_back(self, assignment: UUID, unit: UUID, note: str) -> None:
        """From the head to who writes it. Raises ``NotFound`` unless it waits for the head."""
        with self._pool.transaction() as cursor:
            cursor.execute(
                """UPDATE private.drafts SET state = %s, note = %s, version = version + 1
                WHERE assignment = %s AND unit = %s AND state = %s""",
                [State.WRITING, note, assignment, unit, State.WITH_HEAD],
            )
            if not cursor.rowcount:
                raise NotFound

    def drop(self, assignment: UUID, units: Iterable[UUID]) -> None:
        """Throws those of these units away."""
        with self._pool.transaction() as cursor:
            cursor.execute(
                "DELETE FROM private.drafts WHERE assignment = %s AND unit = ANY(%s)",
                [assignment, list(units)],
            )

    def of(self, assignment: UUID) -> Sequence[Draft]:
        """All drafts for an assignment, the last saved first; who may see which: ``Draft.seen_by``."""
        return self._drafts("assignment = %s ORDER BY saved DESC, unit", assignment)

    def of_units(self, units: Sequence[UUID]) -> Sequence[Draft]:
        """All drafts of these units, the last saved first."""
        return self._drafts("unit = ANY(%s) ORDER BY saved DESC, assignment", list(units))

    def with_file(self, file: UUID) -> Sequence[Draft]:
        """Those that a file goes with."""
        return self._drafts("""report LIKE '%%"id":"' || %s || '"%%'""", str(file))

    def _drafts(self, which: str, value: object) -> Sequence[Draft]:
        rows = self._pool.rows(f"SELECT {_COLUMNS} FROM private.drafts WHERE {which}", [value])
        return [
            Draft(
                assignment=assignment,
                unit=unit,
                report=msgspec.json.decode(report, type=HalfReport),
                state=State(state),
                author=author,
                saved=saved,
                note=note,
                version=version,
            )
            for assignment, unit, report, state, author, saved, note, version in rows
        ]
