"""The ledger: how many stand where on any day, kept as a book of accounts is.

Each segment of the timeline makes entries: it comes in the category of its first day, goes in that of its last, and
if it outlives its deadline it is carried over from in time to overdue on the day after. What lies ahead is entered
at once and taken back when something else becomes known. With the openings of each week any day costs one opening
and the entries of a week at most, however many there are in all.

Three books, units and months of the deadline counting assignments and documents counting tasks, each as known now and
as it was shown then. What is learnt later than the day it concerns changes past entries, and the openings behind them,
of the former alone.
"""

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import date, timedelta
from enum import IntEnum
from pathlib import Path
from types import MappingProxyType
from uuid import UUID

from domain.assignment_facts import Stage
from domain.rules import Timeliness, late
from projections.moment import ALL as ALL_KNOWN
from projections.moment import Moment
from projections.versions import OPEN, Change
from projections.view import Cursor, Page, View

ALL = UUID(int=0)
"""The key of all of a book together."""

NO_DOCUMENT = UUID(int=2**128 - 1)
"""The key of the tasks that no document gives."""

NO_MONTH = UUID(int=2**128 - 1)
"""The key of the assignments without a deadline."""

Counts = Mapping[Timeliness, int]
"""How many stand in each category; those in which none does are left out."""


class Book(IntEnum):
    """What is counted, by which key; the odd ones as it was shown then."""

    UNITS = 1
    UNITS_SHOWN = 2
    DOCUMENTS = 3
    DOCUMENTS_SHOWN = 4
    MONTHS = 5
    MONTHS_SHOWN = 6


def units(at: Moment) -> Book | None:
    """The book of assignments by lead unit for a moment; None: none is kept of what was known then."""
    return Book.UNITS_SHOWN if at.shown else Book.UNITS if at.known == ALL_KNOWN else None


def documents(at: Moment) -> Book | None:
    """The book of tasks by document, likewise."""
    return Book.DOCUMENTS_SHOWN if at.shown else Book.DOCUMENTS if at.known == ALL_KNOWN else None


def months(at: Moment) -> Book | None:
    """The book of assignments by the month of their deadline, likewise. All together are those of all units."""
    return Book.MONTHS_SHOWN if at.shown else Book.MONTHS if at.known == ALL_KNOWN else None


def key_of(deadline: date | None) -> UUID:
    """The key of the month that a deadline is in: 00000000-0000-0000-0000-202606000000."""
    return UUID(f"{deadline.year:024}{deadline.month:02}000000") if deadline else NO_MONTH


def month_of(key: UUID) -> date | None:
    """Its first day: the other way round."""
    return None if key == NO_MONTH else date(int(key.hex[20:24]), int(key.hex[24:26]), 1)


class Ledger(View):
    """``ledger``: entries by key and day; ``ledger_openings``: by week, of each unit and of all of a book.

    A document or a month has fewer entries than it would have openings: they are added up from the first.
    """

    name = "ledger"
    version = 2
    ddl = Path(__file__).with_name("ledger.sql").read_text("utf-8")
    # What came and went leaves a row of zeros; the openings follow from the entries, up to the week that one is in.
    left_out = MappingProxyType(
        {"ledger": " AND ".join(f"{c.name.lower()} = 0" for c in Timeliness), "ledger_openings": "true"}
    )

    def apply(self, cursor: Cursor, page: Page) -> None:
        """Enters what this page changed in the timelines. A rebuild enters all at its end."""
        if page.whole:
            return
        given = [c for _, c in page.written.get("assignment_timeline", ())]
        tasks = [c for _, c in page.written.get("task_timeline", ())]
        if segments := _that_count([*_of_units(given), *_of_documents(tasks)]):
            cursor.planned(_POST, dict(zip(_SEGMENT, map(list, zip(*segments, strict=True)), strict=True)))
            _open(cursor, max(c.superseded if c.known_from is None else c.learnt for c in (*given, *tasks)))

    def complete(self, cursor: Cursor) -> None:
        """All of it, from the finished timelines."""
        for sql in _BULK:
            cursor.execute(sql)
        # What did not hold to its last day was ended by something recorded on that very day.
        cursor.execute("SELECT max(shown_to) FROM assignment_timeline WHERE shown_to < to_day")
        if day := cursor.fetchone()[0]:
            _open(cursor, day)


def standing(
    cursor: Cursor, book: Book, days: Sequence[date], keys: Sequence[UUID] | None = None
) -> dict[date, dict[UUID, Counts]]:
    """By day and key; ``keys``: None is every unit or document. A key under which nothing stands is left out."""
    sql = balances(book, keys, "unnest(%(days)s::date[])")
    cursor.execute(sql, {"days": list(days), "keys": keys and list(keys)})
    found: dict[date, dict[UUID, Counts]] = {day: {} for day in days}
    for day, key, *sums in cursor.fetchall():
        if counts := counts_of(sums):
            found[day][key] = counts
    return found


def counts_of(sums: Iterable[int]) -> Counts:
    """The counts in the columns ``NAMES`` of a row."""
    return {category: n for category, n in zip(_CATEGORIES, sums, strict=True) if n}


def balances(book: Book, keys: Sequence[UUID] | None, days: str) -> str:
    """The SQL of ``standing``: ``day``, ``key``, ``NAMES``; ``days``: a table of them in SQL; for ``%(keys)s``."""
    opened = f"max(opened) AS opened FROM ledger_openings WHERE book = {book:d} AND opened <= m.day + 1"
    if book >= Book.DOCUMENTS and keys != [ALL]:
        opened = "NULL::date AS opened"
    where = f"book = {book:d} AND " + (f"key <> '{ALL}'" if keys is None else "key = ANY(%(keys)s::uuid[])")
    return f"""SELECT m.day, x.key, {SUMS} FROM {days} m(day)
        CROSS JOIN LATERAL (SELECT {opened}) o
        CROSS JOIN LATERAL (
            SELECT key, {NAMES} FROM ledger_openings WHERE {where} AND opened = o.opened
            UNION ALL
            SELECT key, {NAMES} FROM ledger
            WHERE {where} AND day >= coalesce(o.opened, '-infinity') AND day <= m.day) x
        GROUP BY m.day, x.key"""


_Segment = tuple[Book, UUID, date, date, int, date | None, bool | None, int]
_SEGMENT = ("books", "keys", "from_days", "to_days", "stages", "deadlines", "late", "times")


def _of_units(written: Iterable[Change]) -> Iterator[_Segment]:
    for change in written:
        lead, deadline, _, _, stage, completed_on = change.row[2:]
        was_late, month = late(deadline, completed_on), key_of(deadline)
        for book, from_day, to_day, times in _moved(change, Book.UNITS, Book.UNITS_SHOWN):
            yield book, lead, from_day, to_day, stage, deadline, was_late, times
        for book, from_day, to_day, times in _moved(change, Book.MONTHS, Book.MONTHS_SHOWN):
            yield book, month, from_day, to_day, stage, deadline, was_late, times


def _of_documents(written: Iterable[Change]) -> Iterator[_Segment]:
    for change in written:
        document, stage, deadline, was_late, _ = change.row[2:]
        for book, from_day, to_day, times in _moved(change, Book.DOCUMENTS, Book.DOCUMENTS_SHOWN):
            yield book, document or NO_DOCUMENT, from_day, to_day, stage, deadline, was_late, times


def _moved(change: Change, known: Book, shown: Book) -> Iterator[tuple[Book, date, date, int]]:
    """On which days the row is now counted in the two books (1), and was until now (-1)."""
    from_day, to_day = change.row[:2]
    if change.known_from is None:
        yield known, from_day, to_day, -1
        if (first := max(from_day, change.learnt)) < to_day:
            yield shown, first, to_day, -1
    elif change.known_to == OPEN:
        yield known, from_day, to_day, 1
    if days := change.shown(from_day, to_day):
        yield shown, *days, 1


def _that_count(segments: Sequence[_Segment]) -> list[_Segment]:
    """Without those that cancel out: a report divides a segment, and moves nobody."""

    def alike(segment: _Segment) -> tuple[object, ...]:
        book, key, _, _, stage, deadline, was_late, _ = segment
        return book, key, stage if stage >= Stage.COMPLETED else Stage.NOT_STARTED, deadline, was_late

    ends: Counter[tuple[object, ...]] = Counter()
    for segment in segments:
        _, _, from_day, to_day, *_, times = segment
        ends[alike(segment), from_day] += times
        ends[alike(segment), to_day] -= times
    moved = {of for (of, _), times in ends.items() if times}
    return [segment for segment in segments if alike(segment) in moved]


def entries(source: str) -> str:
    """The entries of segments in SQL, each of a book, a key, a day and a category; see the head of this file."""
    outlives = "stage < 3 AND deadline >= from_day AND deadline + 1 < to_day"
    return f"""
        SELECT book, key, from_day AS day, timeliness(stage, deadline, late, from_day) AS category, n FROM {source}
        UNION ALL
        SELECT book, key, to_day, timeliness(stage, deadline, late, to_day - 1), -n FROM {source}
        WHERE to_day < '{date.max}'
        UNION ALL
        SELECT book, key, deadline + 1, {Timeliness.IN_TIME:d}, -n FROM {source} WHERE {outlives}
        UNION ALL
        SELECT book, key, deadline + 1, {Timeliness.OVERDUE:d}, n FROM {source} WHERE {outlives}"""


def _each(term: str) -> str:
    """``term`` for each column, its name and its category in place of ``{0}`` and ``{1}``."""
    return ", ".join(term.format(category.name.lower(), int(category)) for category in Timeliness)


def _any(term: str) -> str:
    return f"({_each(term)}) <> ({_each('0')})"


_CATEGORIES = tuple(Timeliness)
COLUMNS = [category.name.lower() for category in Timeliness]
NAMES = ", ".join(COLUMNS)
SUMS = _each("sum({0}) AS {0}")
BY_CATEGORY = _each("coalesce(sum(n) FILTER (WHERE category = {1}), 0) AS {0}")
_CHANGES = _any("coalesce(sum(n) FILTER (WHERE category = {1}), 0)")
_ADDED = _each("{0} = t.{0} + excluded.{0}")
_NEXT_MONDAY = f"day + 7 - (day - '{date.min}') %% 7"
_HAS_ALL = f"book < {Book.MONTHS:d}"
_HAS_OPENINGS = f"(book < {Book.DOCUMENTS:d} OR key = '{ALL}')"

_POST = f"""
    WITH segments AS (
            SELECT * FROM unnest(%(books)s::smallint[], %(keys)s::uuid[], %(from_days)s::date[], %(to_days)s::date[],
                    %(stages)s::smallint[], %(deadlines)s::date[], %(late)s::boolean[], %(times)s::int[])
                AS s(book, key, from_day, to_day, stage, deadline, late, n)),
        moved AS (
            SELECT book, k.key, day, {BY_CATEGORY}
            FROM ({entries("segments")}) e CROSS JOIN LATERAL (VALUES (e.key), ('{ALL}'::uuid)) k(key)
            WHERE k.key <> '{ALL}' OR {_HAS_ALL}
            GROUP BY book, k.key, day HAVING {_CHANGES}),
        entered AS (
            INSERT INTO ledger AS t (book, key, day, {NAMES}) SELECT * FROM moved
            ON CONFLICT (book, key, day) DO UPDATE SET {_ADDED})
    INSERT INTO ledger_openings AS t (book, opened, key, {NAMES})
        SELECT book, monday + 7 * week, key, {SUMS}
        FROM (SELECT *, {_NEXT_MONDAY} AS monday FROM moved WHERE {_HAS_OPENINGS}) m
        CROSS JOIN LATERAL generate_series(0,
            ((SELECT max(opened) FROM ledger_openings o WHERE o.book = m.book) - monday) / 7) week
        GROUP BY 1, 2, 3
        ON CONFLICT (book, opened, key) DO UPDATE SET {_ADDED}"""

_MONTH = f"coalesce(lpad(to_char(deadline, 'YYYYMM'), 26, '0') || '000000', '{NO_MONTH}')::uuid"
SEGMENTS = {
    Book.UNITS: f"""SELECT {Book.UNITS:d} AS book, lead AS key, from_day, to_day, stage, deadline,
        completed_on > deadline AS late, 1 AS n FROM assignment_timeline t WHERE known_to = {OPEN}""",
    Book.UNITS_SHOWN: f"""SELECT {Book.UNITS_SHOWN:d} AS book, lead AS key, shown_from AS from_day, shown_to AS to_day,
        stage, deadline, completed_on > deadline AS late, 1 AS n
        FROM assignment_timeline t WHERE shown_from IS NOT NULL""",
    Book.DOCUMENTS: f"""SELECT {Book.DOCUMENTS:d} AS book, coalesce(document, '{NO_DOCUMENT}') AS key, from_day, to_day,
        stage, deadline, late, 1 AS n FROM task_timeline t WHERE known_to = {OPEN}""",
    Book.DOCUMENTS_SHOWN: f"""SELECT {Book.DOCUMENTS_SHOWN:d} AS book, coalesce(document, '{NO_DOCUMENT}') AS key,
        shown_from AS from_day, shown_to AS to_day, stage, deadline, late, 1 AS n
        FROM task_timeline t WHERE shown_from IS NOT NULL""",
    Book.MONTHS: f"""SELECT {Book.MONTHS:d} AS book, {_MONTH} AS key, from_day, to_day, stage, deadline,
        completed_on > deadline AS late, 1 AS n FROM assignment_timeline t WHERE known_to = {OPEN}""",
    Book.MONTHS_SHOWN: f"""SELECT {Book.MONTHS_SHOWN:d} AS book, {_MONTH} AS key, shown_from AS from_day,
        shown_to AS to_day, stage, deadline, completed_on > deadline AS late, 1 AS n
        FROM assignment_timeline t WHERE shown_from IS NOT NULL""",
}
_BULK = [
    *(
        # Units are read by days, documents one by one.
        f"""INSERT INTO ledger (book, key, day, {NAMES}) SELECT book, key, day, {BY_CATEGORY}
            FROM ({entries(f"({segments}) s")}) e GROUP BY book, key, day HAVING {_CHANGES}
            ORDER BY {"day, key" if book < Book.DOCUMENTS else "key, day"}"""
        for book, segments in SEGMENTS.items()
    ),
    f"""INSERT INTO ledger (book, key, day, {NAMES}) SELECT book, '{ALL}', day, {SUMS}
        FROM ledger WHERE {_HAS_ALL} GROUP BY book, day HAVING {_any("sum({0})")} ORDER BY book, day""",
]


def _open(cursor: Cursor, day: date) -> None:
    """Opens the weeks up to that of ``day`` that are not open yet."""
    monday = day - timedelta(day.weekday())
    cursor.execute(
        """SELECT book, coalesce((SELECT max(opened) FROM ledger_openings o WHERE o.book = b.book), %(first)s)
            FROM unnest(%(books)s::smallint[]) b(book)""",
        {"books": [int(book) for book in Book if book < Book.MONTHS], "first": date.min},
    )
    for book, last in cursor.fetchall():
        if last < monday:
            # A plan of its own for each: the few entries of all documents lie together, those of a week of units.
            cursor.execute(_OPEN.replace("{book}", str(book)), {"last": last, "monday": monday})


_OPEN = f"""
    WITH moved AS (
            SELECT key, opened, {NAMES} FROM ledger_openings WHERE book = {{book}} AND opened = %(last)s
            UNION ALL
            SELECT key, {_NEXT_MONDAY}, {SUMS} FROM (SELECT * FROM ledger WHERE {_HAS_OPENINGS}) l
            WHERE book = {{book}} AND day >= %(last)s AND day < %(monday)s GROUP BY 1, 2),
        grid AS (
            SELECT key, first + 7 * generate_series(0, (%(monday)s - first) / 7) AS opened
            FROM (SELECT key, min(opened) AS first FROM moved GROUP BY key) f)
    INSERT INTO ledger_openings (book, opened, key, {NAMES})
        SELECT {{book}}, * FROM (
            SELECT opened, key, {_each("coalesce(sum(moved.{0}) OVER w, 0) AS {0}")}
            FROM grid LEFT JOIN moved USING (key, opened) WINDOW w AS (PARTITION BY key ORDER BY opened)) t
        WHERE opened > %(last)s ORDER BY opened, key"""
