"""Units with their names over periods, in the protocol order."""

from collections.abc import Iterable, Sequence

from domain.event import Event
from domain.unit import spans
from domain.vietnamese import fold, sort_key
from projections.engine import Cursor, Page
from projections.versions import Row, Versioned, changes

UNITS = Versioned(
    "unit_timeline",
    "unit_id",
    (
        "name text NOT NULL",
        "short text NOT NULL",
        "unit_group smallint NOT NULL",
        "rank int NOT NULL",
        'search text NOT NULL COLLATE "C"',
        'sort text NOT NULL COLLATE "C"',
    ),
)


class Units:
    """``unit_timeline``: what each unit was called, where it stood."""

    name = "units"
    version = 1
    tables = (UNITS.name,)
    ddl = UNITS.ddl

    def apply(self, cursor: Cursor, page: Page) -> None:
        """The names of every touched unit."""
        streams = page.streams(page.touched("unit"))
        UNITS.write(cursor, ((u, c) for u, r in streams.items() for c in changes(r, _rows, page.after)))


def _rows(events: Sequence[Event]) -> Iterable[Row]:
    for s in spans(events):
        search = fold(f"{s.name} {s.short}")
        yield s.from_day, s.to_day, s.name, s.short, int(s.group), s.rank, search, sort_key(s.name)
