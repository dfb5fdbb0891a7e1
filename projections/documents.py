"""Documents that give tasks, as they were recorded and put right, and how they stand to each other."""

from collections.abc import Iterable, Sequence
from uuid import UUID

from domain.document import number_search_key
from domain.event import Event
from domain.history import FOREVER
from domain.resolution import resolution
from domain.vietnamese import fold, sort_key
from projections.engine import Cursor, Page, View
from projections.versions import OPEN, Row, Versioned

DOCUMENTS = Versioned(
    "documents",
    "document_id",
    (
        "number text NOT NULL",
        "called text NOT NULL",
        "day date NOT NULL",
        "kind text NOT NULL",
        "title text NOT NULL",
        "series text NOT NULL",
        "issuer text NOT NULL",
        "concluded_on date",
        'search text NOT NULL COLLATE "C"',
        'number_key text NOT NULL COLLATE "C"',
        'sort text NOT NULL COLLATE "C"',
    ),
)
LINKS = Versioned(
    "document_links",
    "document_id",
    ("draft boolean NOT NULL",),
    key=("relation text", "target uuid"),
    indexes=("CREATE INDEX ON document_links (target)",),
)


class Documents(View):
    """``documents``: one row a document, from its day on; a draft's ``number`` is "".

    ``document_links``: which document carries out, amends or supersedes which ``target``, from which day on;
    ``draft``: the former has no number yet, so it has no effect.
    """

    name = "documents"
    version = 2
    ddl = f"{DOCUMENTS.ddl}; {LINKS.ddl}"

    def apply(self, cursor: Cursor, page: Page) -> None:
        """The head and the links of every touched document."""
        documents = page.turns("resolution")
        DOCUMENTS.follow(cursor, documents, _head)
        LINKS.follow(cursor, documents, _links)


def _head(events: Sequence[Event]) -> Iterable[Row]:
    found = resolution(events[0].originator_id, events)
    c = found.content
    yield (
        c.day,
        FOREVER,
        c.number,
        c.called,
        c.day,
        c.kind,
        c.title,
        c.series,
        str(c.issuer),
        found.concluded.day if found.concluded else None,
        fold(f"{c.called} {c.title}"),
        number_search_key(c.number),
        sort_key(c.number),
    )


def _links(events: Sequence[Event]) -> Iterable[Row]:
    found = resolution(events[0].originator_id, events)
    for link in found.links:
        since = max(link.since or found.content.day, found.content.day)
        yield str(link.relation), link.to, since, FOREVER, not found.content.number


def last_series(cursor: Cursor) -> str:
    """The term in which the province's last Party document was recorded, as known now; "" while there is none.

    A State document runs by the year; the Party's centre has terms of its own.
    """
    cursor.execute(
        f"""SELECT series FROM documents WHERE known_to = {OPEN} AND series !~ '^[0-9]*$' AND issuer <> 'centre'
            ORDER BY known_from DESC LIMIT 1"""
    )
    row = cursor.fetchone()
    return row[0] if row else ""


def holder(cursor: Cursor, number: str, series: str) -> UUID | None:
    """The document of that number in that series, as known now; the last recorded if several hold it."""
    cursor.execute(
        f"""SELECT document_id FROM documents WHERE known_to = {OPEN} AND number = %s AND series = %s
            ORDER BY known_from DESC LIMIT 1""",
        [number, series],
    )
    row = cursor.fetchone()
    return row[0] if row else None
