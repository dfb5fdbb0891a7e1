"""The pages there are: the address of each, who may open it, where it stands in the navigation."""

from collections.abc import Callable, Set
from uuid import UUID

import msgspec

from dashboard.address import (
    ACCESSES,
    ACCOUNT,
    ACCOUNTS,
    ANNEX,
    ANNEXES,
    CLOSING,
    CLOSINGS,
    COMPARE,
    CONFIRM,
    COURSE,
    DEADLINES,
    DOCUMENT,
    DOCUMENTS,
    DRAFT,
    DRAFTS,
    HOME,
    LATE,
    LIST,
    NEW_DOCUMENT,
    NEW_TASK,
    OVERVIEW,
    REGISTER,
    REGISTERED,
    REORGANISE,
    REPORT,
    RULES,
    TASK,
    UNIT,
    UNITS,
    WORK,
)
from dashboard.components import Page
from dashboard.look import Look
from dashboard.markup import Markup, tag
from dashboard.pages.access_log import access_log
from dashboard.pages.accounts import account_list
from dashboard.pages.accounts_one import one_account
from dashboard.pages.annex import annexes
from dashboard.pages.annex_preview import annex
from dashboard.pages.closings import closing_list
from dashboard.pages.closings_one import one_closing
from dashboard.pages.compare import compare
from dashboard.pages.confirm import confirm
from dashboard.pages.course import the_course
from dashboard.pages.deadlines import deadlines
from dashboard.pages.document import document
from dashboard.pages.documents import register_of_documents
from dashboard.pages.draft import draft
from dashboard.pages.drafts import DRAFTING, drafts
from dashboard.pages.late import late
from dashboard.pages.list import listing
from dashboard.pages.new_document import new_document
from dashboard.pages.new_task import new_task
from dashboard.pages.overview import overview
from dashboard.pages.register import register
from dashboard.pages.register_reorganise import reorganise
from dashboard.pages.register_unit import registered_unit
from dashboard.pages.report import report
from dashboard.pages.rules import rules_and_calendars
from dashboard.pages.task import task
from dashboard.pages.unit import unit
from dashboard.pages.units import units
from dashboard.pages.work import work
from dashboard.steps import stepper
from domain.access import Viewer
from domain.errors import NotFound
from domain.permissions import DONE, PROPOSES, SEEN, Grant, Right, Touch


class Entry(msgspec.Struct, frozen=True):
    """A page. ``path`` ending in "/" takes an id behind it; ``words``: in the navigation, None if not there."""

    path: str
    show: Callable[..., Page]
    """(look) or, with an id, (look, id)."""
    words: str | None = None
    right: Right = Right.SEE_TASKS
    needed: Set[Grant] = SEEN
    kept: bool = False
    """It shows the log alone, the same to all who may see as much: see ``kept``."""

    def open_to(self, viewer: Viewer) -> bool:
        """Whether he may open it; a unit's people come with what is their own."""
        return viewer.may(self.right, self.needed, Touch.OWN)


PAGES = (
    Entry(WORK, work, "Việc của đơn vị", Right.WRITE_REPORT, DONE),
    Entry(REPORT, report, None, Right.WRITE_REPORT, DONE),
    Entry(OVERVIEW, overview, "Tổng quan", kept=True),
    Entry(UNITS, units, "Đơn vị", kept=True),
    Entry(UNIT, unit, kept=True),
    Entry(DEADLINES, deadlines, "Thời hạn", kept=True),
    Entry(CONFIRM, confirm, "Chờ xác nhận", Right.CONFIRM_REPORT),
    Entry(DOCUMENTS, register_of_documents, "Văn bản", Right.SEE_DOCUMENTS),
    Entry(DOCUMENT, document, right=Right.SEE_DOCUMENTS),
    Entry(COMPARE, compare, "So sánh", kept=True),
    Entry(LATE, late, "Ghi nhận muộn"),
    Entry(COURSE, the_course),
    Entry(LIST, listing, "Nhiệm vụ"),
    Entry(TASK, task),
    Entry(DRAFTS, drafts, "Dự kiến giao", Right.ISSUE_TASK),
    Entry(DRAFT, draft, None, Right.DRAFT_TASK, DRAFTING),
    Entry(NEW_TASK, new_task, None, Right.DRAFT_TASK, DRAFTING),
    Entry(NEW_DOCUMENT, new_document, None, Right.RECORD_DOCUMENT, DONE),
    Entry(ANNEXES, annexes, "Nhập phụ lục", Right.DRAFT_TASK, DRAFTING),
    Entry(ANNEX, annex, None, Right.DRAFT_TASK, DRAFTING),
    Entry(REGISTER, register, "Sổ đơn vị", Right.UNITS),
    Entry(REGISTERED, registered_unit, right=Right.UNITS),
    Entry(REORGANISE, reorganise, right=Right.UNITS, needed=DONE | PROPOSES),
    Entry(CLOSINGS, closing_list, "Chốt số liệu", Right.CLOSE),
    Entry(CLOSING, one_closing, right=Right.CLOSE),
    Entry(ACCOUNTS, account_list, "Tài khoản", Right.ACCOUNTS),
    Entry(ACCOUNT, one_account, right=Right.ACCOUNTS),
    Entry(RULES, rules_and_calendars, "Quy định, lịch", Right.RULES),
    Entry(ACCESSES, access_log, "Nhật ký truy cập", Right.ACCESS_LOG),
)
"""In the order of the navigation; the first that somebody may open is where he begins."""


def known(path: str) -> bool:
    """Whether there is a page at that path, for whomever."""
    return path == HOME or _entry(path) is not None


def page(look: Look) -> Page:
    """The page of ``look.path``. Raises ``NotFound``: no such page, or not for this viewer."""
    entry = _opened(look)
    ids = () if look.path in (entry.path, HOME) else (UUID(look.path.removeprefix(entry.path)),)
    shown = entry.show(look, *ids)
    steps = stepper(look)
    return shown if steps is None else Page(shown.title, [steps, *shown.content])


def may_keep(look: Look) -> bool:
    """Whether that page may be kept for others; on a transaction or a closing it names who. Raises as ``page``."""
    return _opened(look).kept and not isinstance(look.asked.known, int | UUID)


def nav(look: Look) -> Markup:
    """The pages open to this viewer, at the same moment."""
    return tag(
        "nav",
        (
            tag(
                "a",
                entry.words,
                href=look.asked.when.at(entry.path),
                aria_current="page" if _current(look, entry) else None,
            )
            for entry in PAGES
            if entry.words and entry.open_to(look.viewer)
        ),
        aria_label="Các trang",
    )


def _current(look: Look, entry: Entry) -> bool:
    return look.path == entry.path or (look.path == HOME and entry is _home(look.viewer))


def _opened(look: Look) -> Entry:
    entry = _home(look.viewer) if look.path == HOME else _entry(look.path)
    if entry is None or not entry.open_to(look.viewer):
        raise NotFound
    return entry


def _home(viewer: Viewer) -> Entry:
    entry = next((entry for entry in PAGES if entry.words and entry.open_to(viewer)), None)
    if entry is None:
        raise NotFound
    return entry


def _entry(path: str) -> Entry | None:
    for entry in PAGES:
        if path == entry.path:
            return entry
        if entry.path.endswith("/") and path.startswith(entry.path):
            try:
                UUID(path.removeprefix(entry.path))
            except ValueError:
                return None
            return entry
    return None
