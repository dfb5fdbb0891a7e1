"""Documents: the list, one with its lineage, its history."""

from datetime import date
from uuid import UUID

import msgspec

from api.v1.clocks import Page, When
from api.v1.queries.shapes import history, next_page, shaped, version_of
from api.v1.queries.work import Entries, paged
from api.v1.reading import read_cursor
from api.v1.table import Ask, Query
from domain.paper import Authority
from domain.permissions import Right, Touch
from projections import document_list
from projections.document_list import Card
from projections.document_story import of_document
from projections.lineage import State


class NarrowedDocuments(Page, frozen=True, kw_only=True):
    """Lọc danh sách văn bản."""

    kind: tuple[str, ...] = ()
    issuer: tuple[Authority, ...] = ()
    state: tuple[State, ...] = ()
    q: str = ""


class Document(msgspec.Struct, frozen=True):
    """Một văn bản trong danh sách."""

    document: UUID
    number: str
    called: str
    day: date
    kind: str
    title: str
    issuer: Authority
    state: State
    tasks: document_list.Counts


class Documents(msgspec.Struct, frozen=True):
    """Một trang văn bản, văn bản mới trước."""

    items: list[Document]
    total: int
    next: str


class OneDocument(msgspec.Struct, frozen=True):
    """Một văn bản: phần đầu, hiệu lực, văn bản trên và dưới, số nhiệm vụ."""

    document: UUID
    version: int
    card: Card


def sees_drafts(ask: Ask) -> bool:
    """Whether he is told of documents that have no number yet: those who enter them, and whom they ask."""
    return ask.viewer.may(Right.DRAFT_TASK) or ask.viewer.may(Right.ISSUE_TASK)


def _documents(ask: Ask) -> Documents:
    p: NarrowedDocuments = ask.params
    wanted = document_list.Filter(p.kind, p.issuer, p.q, p.state, sees_drafts(ask))
    after = read_cursor(document_list.Key, p.cursor) if p.cursor else None
    lines, total = document_list.documents(ask.cursor, ask.at, wanted, after=after, limit=p.limit + 1)
    return Documents(
        [shaped(Document, line) for line in lines[: p.limit]],
        total,
        next_page(lines, p.limit, lambda line: line.key),
    )


def _document(ask: Ask) -> OneDocument:
    card = _card(ask)
    return OneDocument(card.document, version_of(ask, card.document), card)


def _card(ask: Ask) -> Card:
    document_id, drafts = ask.ids["document"], sees_drafts(ask)
    return document_list.document_card(ask.cursor, ask.at, document_id, drafts=drafts)


def _document_history(ask: Ask) -> Entries:
    _card(ask)  # raises where it is not seen
    entries = of_document(ask.cursor, ask.house.log, ask.at, ask.ids["document"])
    return paged(ask, history(ask, entries), ask.params)


DOCUMENTS = (
    Query(
        name="documents",
        path="/documents",
        summary="Danh sách văn bản",
        params=NarrowedDocuments,
        found=Documents,
        run=_documents,
        rights=(Right.SEE_DOCUMENTS,),
        touch=Touch.NONE,
    ),
    Query(
        name="document",
        path="/documents/{document}",
        summary="Một văn bản, với văn bản trên và dưới",
        params=When,
        found=OneDocument,
        run=_document,
        rights=(Right.SEE_DOCUMENTS,),
        touch=Touch.NONE,
        tag=lambda found: found.version,
    ),
    Query(
        name="document_history",
        path="/documents/{document}/history",
        summary="Diễn biến của văn bản",
        params=Page,
        found=Entries,
        run=_document_history,
        rights=(Right.SEE_DOCUMENTS,),
        touch=Touch.NONE,
    ),
)
