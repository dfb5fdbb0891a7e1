"""What is taken along is made here: lists and tables as workbooks, papers as Word has them. Each time is noted."""

from collections.abc import Callable, Mapping
from urllib.parse import quote

from dash import Dash
from flask import Response, request

from dashboard import desk_files, people_files, read_address
from dashboard.address import Counted
from dashboard.downloads import (
    ACCESS_LOG,
    ACCOUNT_LIST,
    AWAITING,
    BY_DOCUMENT,
    BY_MONTH,
    BY_UNIT,
    COORDINATED,
    COURSE_BOOK,
    DESK,
    DOCUMENT_REGISTER,
    DOWNLOADS,
    DRAFTED,
    FILES,
    LATE_BOOK,
    LISTED,
    TASK_LIST,
    TO_REVIEW,
    UNIT_REGISTER,
    WEEKLY,
)
from dashboard.kinds import WAITING
from dashboard.look import Beside, Look
from dashboard.pages.course import told_of
from dashboard.pages.documents import wanted_documents
from dashboard.pages.late import period
from dashboard.pages.list import narrowing, wanted
from domain.access import Viewer
from domain.access_log import AccessKind
from domain.errors import NotFound, Refused
from domain.sheet import Sheet, Workbook
from projections.drafts import WAITING as WAITING_PHASES
from projections.engine import Cursor
from projections.papers import office_books, workbooks
from projections.papers.course_book import steps
from projections.papers.late_book import late_entries
from projections.papers.task_list import task_list
from projections.papers.weekly import weekly
from projections.papers.weekly_sheet import weekly_sheet
from projections.reader import Reader
from projections.sight import sight

WORD = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"
EXCEL = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"


def _listed(cursor: Cursor, look: Look) -> Workbook:
    today = look.reader.today()
    seen = sight(cursor, look.viewer, today)
    if look.asked.kind == WAITING:
        if seen:
            raise NotFound
        return workbooks.waiting_for_leads(cursor, look.at, today)
    book = workbooks.tasks if look.asked.counted is Counted.TASKS else workbooks.assignments
    by = "; ".join(words for words, _ in narrowing(cursor, look.at, look.asked, seen))
    return book(cursor, look.at, today, wanted(cursor, look), narrowed=by, sight=seen)


def _by_unit(cursor: Cursor, look: Look) -> Workbook:
    return workbooks.by_unit(cursor, look.at, look.reader.today(), look.reader.soon(cursor, look.at))


def _by_document(cursor: Cursor, look: Look) -> Workbook:
    today = look.reader.today()
    seen = sight(cursor, look.viewer, today)
    return workbooks.by_document(cursor, look.at, today, look.reader.soon(cursor, look.at), sight=seen)


def _by_month(cursor: Cursor, look: Look) -> Workbook:
    today = look.reader.today()
    return workbooks.by_month(cursor, look.at, today, sight=sight(cursor, look.viewer, today))


def _registered(cursor: Cursor, look: Look) -> Workbook:
    return office_books.units(cursor, look.at, look.reader.today(), ended=look.asked.ended)


def _documents(cursor: Cursor, look: Look) -> Workbook:
    return office_books.documents(cursor, look.at, look.reader.today(), wanted_documents(look))


def _drafted(cursor: Cursor, look: Look) -> Workbook:
    asked = look.asked
    phases = [asked.phase] if asked.phase else WAITING_PHASES
    return office_books.waiting(cursor, look.at, look.reader.today(), document=asked.document, phases=phases)


def _weekly(cursor: Cursor, look: Look) -> Sheet:
    return weekly_sheet(weekly(look.reader, look.at))


def _task_list(cursor: Cursor, look: Look) -> Sheet:
    if look.asked.document is None:
        raise NotFound
    seen = sight(cursor, look.viewer, look.reader.today())
    return task_list(look.reader, look.at, look.asked.document, seen)


def _late(cursor: Cursor, look: Look) -> Workbook:
    return late_entries(cursor, look.reader.log, period(look, cursor), look.reader.today())


def _course(cursor: Cursor, look: Look) -> Workbook:
    told = told_of(look, cursor)
    return steps(told.steps, told.name, look.at, told.start, told.until, look.reader.today())


MAKES: Mapping[str, Callable[[Cursor, Look], Sheet | Workbook]] = {
    LISTED: _listed,
    BY_UNIT: _by_unit,
    BY_DOCUMENT: _by_document,
    BY_MONTH: _by_month,
    AWAITING: desk_files.awaiting,
    TO_REVIEW: desk_files.to_review,
    DESK: desk_files.of_unit,
    COORDINATED: desk_files.coordinated,
    ACCOUNT_LIST: people_files.accounts,
    ACCESS_LOG: people_files.accesses,
    LATE_BOOK: _late,
    COURSE_BOOK: _course,
    UNIT_REGISTER: _registered,
    DOCUMENT_REGISTER: _documents,
    DRAFTED: _drafted,
    WEEKLY: _weekly,
    TASK_LIST: _task_list,
}


def serve_exports(dash: Dash, reader: Reader, viewer: Callable[[], Viewer], beside: Beside) -> None:
    """Adds the route of the files."""

    def file(name: str) -> Response:
        try:
            who = viewer()
            asked = read_address.read(request.query_string.decode("ascii", "replace"), reader.today())
            look = Look(reader, who, asked, FILES + name, beside)
            if name not in DOWNLOADS or not DOWNLOADS[name].open_to(look):
                raise NotFound
            with reader.snapshot() as cursor:
                content = MAKES[name](cursor, look)
                body = beside.paper(content) if isinstance(content, Sheet) else beside.workbook(content)
        except NotFound as missing:
            return Response(missing.message, 404, content_type="text/plain; charset=utf-8")
        except Refused as refused:
            return Response(refused.message, 422, content_type="text/plain; charset=utf-8")
        beside.access.note(who.account, AccessKind.EXPORT, asked.at(look.path), look.at.day)
        stem, _, kind = name.rpartition(".")
        saved = f"{stem} {look.at.day:%Y-%m-%d}.{kind}"
        return Response(
            body,
            content_type=WORD if kind == "docx" else EXCEL,
            headers={
                "Content-Disposition": f"attachment; filename*=UTF-8''{quote(saved)}",
                "Cache-Control": "private, no-store",
            },
        )

    dash.server.add_url_rule(f"{FILES}<name>", "export", file, methods=["GET"])
