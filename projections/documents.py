"""Documents that give tasks, as they were recorded and put right."""

from collections.abc import Iterable, Sequence
from uuid import UUID

from domain.event import Event
from domain.history import FOREVER
from domain.resolution import resolution
from domain.vietnamese import fold, sort_key
from projections.engine import Cursor, Page
from projections.versions import OPEN, Row, Versioned, changes

DOCUMENTS = Versioned(
    "documents",
    "document_id",
    (
        "number text NOT NULL",
        "day date NOT NULL",
        "kind text NOT NULL",
        "title text NOT NULL",
        "series text NOT NULL",
        "issuer text NOT NULL",
        'search text NOT NULL COLLATE "C"',
        'sort text NOT NULL COLLATE "C"',
    ),
)


class Documents:
    """``documents``: one row a document, from its day on."""

    name = "documents"
    version = 1
    ddl = DOCUMENTS.ddl

    def apply(self, cursor: Cursor, page: Page) -> None:
        """The head of every touched document."""
        streams = page.streams(page.touched("resolution"))
        DOCUMENTS.write(cursor, ((d, c) for d, r in streams.items() for c in changes(r, _rows, page.after)))


def _rows(events: Sequence[Event]) -> Iterable[Row]:
    c = resolution(events[0].originator_id, events).content
    search = fold(f"{c.number} {c.title}")
    yield (
        c.day,
        FOREVER,
        c.number,
        c.day,
        c.kind,
        c.title,
        c.series,
        str(c.issuer),
        search,
        sort_key(c.number),
    )


def holder(cursor: Cursor, number: str, series: str) -> UUID | None:
    """The document of that number in that series, as known now; the last recorded if several hold it."""
    cursor.execute(
        f"""SELECT document_id FROM documents WHERE known_to = {OPEN} AND number = %s AND series = %s
            ORDER BY known_from DESC LIMIT 1""",
        [number, series],
    )
    row = cursor.fetchone()
    return row[0] if row else None
