"""Finding by a few letters: documents by number or title, tasks by their words, units by any of their names.

Marks and case do not matter ("tinh uy" finds "Tỉnh ủy"), but what is written as it was asked for comes first.
"""

import re
from uuid import UUID

import msgspec

from domain.document import number_search_key
from domain.vietnamese import fold, nfc
from projections.engine import Cursor
from projections.moment import Moment
from projections.sight import Sight, values_of

SIGNS = "-/.,;:()[]“”‘’\"'–…"
"""Where words end, besides spaces."""

MOST_WORDS = 8
"""What is typed beyond them narrows nothing."""

CONSIDERED = 200
"""Of each kind, the nearest by the folded key, before they are put in order."""


class Scope(msgspec.Struct, frozen=True):
    """What is looked through. ``drafts``: documents without a number and tasks not given yet, too."""

    documents: bool
    tasks: bool
    drafts: bool
    sight: Sight | None
    """What of the tasks, and the units whose page he may open; None: all."""


class Hit(msgspec.Struct, frozen=True):
    """What was found: of which ``kind`` (document, task, unit), what it is called, what else tells it apart."""

    kind: str
    id: UUID
    title: str
    detail: str


def search(cursor: Cursor, at: Moment, text: str, scope: Scope, *, limit: int) -> list[Hit]:
    """The nearest first: a number, then the very words with their marks, then without; last, all words somewhere."""
    asked, key = fold(text), number_search_key(text)
    if not asked:
        return []
    words = (re.findall(r"\w+", asked) or [asked])[:MOST_WORDS]
    hits: list[tuple[tuple[bool, int, int, int, str], Hit]] = []
    sources = [
        *([_documents(at, scope, len(words))] if scope.documents else []),
        *([_tasks(at, scope, len(words))] if scope.tasks else []),
        _units(at, scope, len(words)),
    ]
    values = {
        **values_of(at, scope.sight),
        "asked": asked,
        **{f"word{n}": word for n, word in enumerate(words)},
        "signs": SIGNS,
        "spaces": " " * len(SIGNS),
        "key": key if key.strip() else "",
        "considered": CONSIDERED,
    }
    for order, source in enumerate(sources):
        cursor.execute(source, values)
        for near, kind, subject, title, detail, sort in cursor.fetchall():
            hit = Hit(kind, subject, title, detail)
            by_number = kind == "document" and near <= 1
            hits.append(((not by_number, _literally(text, title), near, order, sort), hit))
    return [hit for _, hit in sorted(hits, key=lambda found: found[0])[:limit]]


def _literally(asked: str, title: str) -> int:
    """0: with these very marks."""
    return 0 if nfc(asked, one_line=True).casefold() in title.casefold() else 1


_NEAR = """CASE WHEN {0} = %(asked)s THEN 1 WHEN starts_with({0}, %(asked)s) THEN 2
    WHEN strpos(' ' || {0}, ' ' || %(asked)s) > 0 THEN 3 ELSE 4 END"""


def _all_words(column: str, words: int) -> str:
    """Each begins a word of the column. That it stands in it at all is asked first: nearly all rows end there."""
    there = [f"strpos({column}, %(word{n})s) > 0" for n in range(words)]
    parted = f"' ' || translate({column}, %(signs)s, %(spaces)s)"
    return " AND ".join([*there, *(f"strpos({parted}, ' ' || %(word{n})s) > 0" for n in range(words))])


_DAY = "to_char(d.day, CASE WHEN extract(month FROM d.day) < 3 THEN 'DD/MM/YYYY' ELSE 'DD/FMMM/YYYY' END)"
"""A day on the screen; as ``domain.vietnamese.day``."""


def _documents(at: Moment, scope: Scope, words: int) -> str:
    by_number = "%(key)s <> '' AND strpos(d.number_key, %(key)s) > 0"
    shown = "" if scope.drafts else " AND d.number <> ''"
    return f"""SELECT CASE WHEN d.number_key = %(key)s THEN 0 WHEN {by_number} THEN 1
                ELSE {_NEAR.format("d.search")} END,
            'document', d.document_id, d.called || ': ' || d.title, {_DAY}, d.sort
        FROM documents d WHERE {at.where("d")}{shown} AND ({by_number} OR {_all_words("d.search", words)})
        ORDER BY 1, d.day DESC, d.document_id LIMIT %(considered)s"""


def _tasks(at: Moment, scope: Scope, words: int) -> str:
    shown = "" if scope.drafts else " AND w.phase = 'issued'"
    if scope.sight:
        shown += f""" AND w.task_id IN (SELECT g.task_id FROM assignments g WHERE {at.was_known("g")}
            AND ({scope.sight.whole("g")} OR {scope.sight.coordinated("g")}))"""
    return f"""SELECT {_NEAR.format("w.search")}, 'task', w.task_id, w.task_text,
            concat_ws(', ', nullif(w.clause, ''), nullif(coalesce(d.called, ''), '')), w.sort
        FROM tasks w LEFT JOIN documents d ON d.document_id = w.document AND {at.was_known("d")}
        WHERE {at.where("w")} AND w.phase <> 'dropped'{shown} AND {_all_words("w.search", words)}
        ORDER BY 1, w.sort, w.task_id LIMIT %(considered)s"""


def _units(at: Moment, scope: Scope, words: int) -> str:
    """By a name that a unit bore at any time, shown by the one that it bears on the day or bore last."""
    shown = " AND u.unit_id = ANY(%(sight_own)s::uuid[] || %(sight_below)s::uuid[])" if scope.sight else ""
    return f"""SELECT f.near, 'unit', f.unit_id, n.name,
            CASE WHEN f.name <> n.name THEN f.name WHEN n.to_day <= %(day)s THEN 'đã kết thúc' ELSE '' END, n.sort
        FROM (SELECT DISTINCT ON (u.unit_id) u.unit_id, u.name, {_NEAR.format("u.search")} AS near
            FROM unit_timeline u WHERE {at.was_known("u")} AND {_all_words("u.search", words)}{shown}
            ORDER BY u.unit_id, 3, u.from_day DESC) f
        CROSS JOIN LATERAL (SELECT u.name, u.sort, u.to_day FROM unit_timeline u
            WHERE u.unit_id = f.unit_id AND {at.was_known("u")}
            ORDER BY (u.from_day <= %(day)s) DESC, abs(u.from_day - %(day)s) LIMIT 1) n
        ORDER BY 1, n.sort, f.unit_id LIMIT %(considered)s"""
