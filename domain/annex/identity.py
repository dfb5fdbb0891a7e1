"""The same annex again: in another copy, in the other format, or with a row that differs."""

import re
from collections.abc import Mapping
from enum import StrEnum

import msgspec

from domain.annex.columns import Field
from domain.annex.draft import Annex, Draft
from domain.vietnamese import fold


class Words(msgspec.Struct, frozen=True):
    """What an annex says of a task, cell by cell, as it was written."""

    text: str
    lead: str = ""
    coordinating: str = ""
    product: str = ""
    deadline: str = ""


class Again(StrEnum):
    """How a row stands to what was taken over before.

    ``ELSEWHERE``: not there, but its text is, at a place that this annex lacks: taken over under another
    number or another annex's name.
    """

    SAME = "same"
    DIFFERS = "differs"
    ELSEWHERE = "elsewhere"
    NEW = "new"


class Comparison(msgspec.Struct, frozen=True):
    """One row: how it stands, the columns in which it differs, the key of the row with the same text."""

    ref: str
    key: str
    again: Again
    columns: tuple[Field, ...] = ()
    elsewhere: str = ""


_CELLS = {
    "text": Field.TEXT,
    "lead": Field.LEAD,
    "coordinating": Field.COORDINATING,
    "product": Field.PRODUCT,
    "deadline": Field.DEADLINE,
}


def row_key(label: str, draft: Draft) -> str:
    """The place of a row in its document: "phu luc ii/12". The same in every copy and format of the annex."""
    return f"{fold(label)}/{fold(draft.ref)}"


def words(draft: Draft) -> Words:
    """What the annex says of a task."""
    return Words(draft.text, draft.lead_cell, draft.coordinating_cell, draft.product, draft.deadline.raw)


def compare(annex: Annex, known: Mapping[str, Words], *, label: str | None = None) -> tuple[Comparison, ...]:
    """Each row of the annex beside those of its document taken over before, ``known`` by their ``row_key``.

    ``label`` is the annex's name if its heading does not tell it. Case, marks, signs and spaces make no
    difference, nor does "6/2025" beside "06/2025".
    """
    places = {row_key(annex.label if label is None else label, draft): draft for draft in annex.drafts}
    texts = {_plain(was.text): place for place, was in known.items() if place not in places}
    found = []
    for place, draft in places.items():
        now, was = words(draft), known.get(place)
        if was is None:
            elsewhere = texts.get(_plain(now.text), "")
            found.append(
                Comparison(draft.ref, place, Again.ELSEWHERE if elsewhere else Again.NEW, (), elsewhere)
            )
            continue
        differing = (
            field
            for name, field in _CELLS.items()
            if _plain(getattr(now, name)) != _plain(getattr(was, name))
        )
        columns = tuple(differing)
        found.append(Comparison(draft.ref, place, Again.DIFFERS if columns else Again.SAME, columns))
    return tuple(found)


def _plain(cell: str) -> str:
    return re.sub(r"\b0+(?=\d)", "", " ".join(re.findall(r"\w+", fold(cell))))
