"""One document: what it is, what it rests on and what rests on it, its tasks and how they stand, its history."""

from collections.abc import Sequence
from uuid import UUID

from dashboard.address import COURSE, DOCUMENT, DRAFTS, LIST
from dashboard.clocks import beyond
from dashboard.components import Page, figure, opening, past
from dashboard.downloads import LISTED, TASK_LIST, downloads
from dashboard.history import history
from dashboard.kinds import SLUGS
from dashboard.look import Look
from dashboard.markup import Content, Html, Markup, tag
from dashboard.pages.document_acts import acts
from dashboard.pages.document_parts import kin_card, tasks_card
from dashboard.pages.documents import sees_drafts
from dashboard.pages.overview_figures import categories, three_rates
from domain.permissions import SEEN, Right, Touch
from domain.rules import TIMELINESS_NAMES, Timeliness
from domain.task import Phase
from domain.vietnamese import count
from domain.vietnamese import day as vn_day
from projections.counts import Tally
from projections.document_list import Card, document_card
from projections.document_story import of_document
from projections.document_tasks import PAGE, Listed, annex, tallies
from projections.lineage import State
from projections.sight import sight

OPEN = (Timeliness.OVERDUE, Timeliness.IN_TIME, Timeliness.UNDATED, Timeliness.SUSPENDED)
ENDED = (State.SUPERSEDED, State.CONCLUDED)


def document(look: Look, document_id: UUID) -> Page:
    """As it was known and stood at the moment asked for. Raises ``NotFound``.

    Who sees no tasks (the registry clerk) sees the document without them.
    """
    reader, asked, at = look.reader, look.asked, look.at
    tasks: list[Listed] = []
    tally: Tally | None = None
    with reader.snapshot() as cursor:
        found = document_card(cursor, at, document_id, drafts=sees_drafts(look.viewer))
        entries = of_document(cursor, reader.log, at, document_id)
        if sight(cursor, look.viewer, reader.today()) is None:
            tally = tallies(cursor, at, [document_id], reader.soon(cursor, at)).get(document_id)
            after = asked.after if isinstance(asked.after, UUID) else None
            tasks = annex(cursor, at, document_id, after=after, limit=PAGE + 1)
        forms = acts(look, cursor, found)
    counted = (_left_open(found, tally, look), _figures(found, tally, look)) if tally else (None, None)
    return Page(
        found.called,
        [
            Html(
                past(asked, f"{DOCUMENT}{document_id}"),
                _head(found, look),
                counted,
                kin_card(found, look),
                tasks_card(found, tasks, look) if tally else None,
                forms,
                history(look, entries, "Diễn biến"),
                className="stack",
            )
        ],
    )


def _head(found: Card, look: Look) -> Markup:
    day = None if found.state is State.DRAFT else f" ngày {vn_day(found.day)}"
    shown: Sequence[tuple[str, Content]] = (
        ("Hiệu lực", opening(found.state_words)),
        ("Cấp ban hành", opening(found.issuer_name)),
        ("Loại văn bản", opening(found.kind_name)),
        ("Năm của số" if found.series.isdecimal() else "Nhiệm kỳ", found.series),
        ("Nhiệm vụ", _given(found, look)),
    )
    of = look.asked.when.but(document=found.document)
    return tag(
        "header",
        tag("p", found.called, day, class_="place"),
        tag("h1", found.title, class_="task"),
        downloads(look, TASK_LIST, LISTED, asked=of),
        beyond(of, of.at(COURSE)) if look.viewer.may(Right.SEE_TASKS, SEEN, Touch.NONE) else None,
        tag(
            "dl",
            (tag("div", tag("dt", name), tag("dd", words)) for name, words in shown if words),
            class_="words card",
        ),
        class_="document-head",
    )


def _given(found: Card, look: Look) -> Content:
    """How many of its tasks have come how far; each figure opens its list, for those who may see it."""
    counts, here = found.tasks, look.asked.when.but(document=found.document)
    sees = look.viewer.may(Right.SEE_TASKS, SEEN, Touch.NONE)
    said: list[Content] = [figure(counts.issued, here.at(LIST)) if sees else count(counts.issued), " đã giao"]
    waiting = {
        "chưa chọn đầu mối": (counts.unchosen, Phase.UNCHOSEN),
        "chờ duyệt": (counts.proposed, Phase.PROPOSED),
        "đã trả lại": (counts.returned, Phase.RETURNED),
        "đã duyệt, chưa chuyển": (counts.approved, Phase.APPROVED),
    }
    if sees_drafts(look.viewer):
        for words, (n, phase) in waiting.items():
            said += ["; ", figure(n, here.but(phase=phase).at(DRAFTS)), f" {words}"] if n else []
    return said


def _figures(found: Card, tally: Tally, look: Look) -> Markup:
    def opens(kind: str) -> str:
        return look.asked.when.but(document=found.document, kind=kind).at(LIST)

    return tag("div", three_rates(tally, opens), categories(tally, opens), class_="summary of-document")


def _left_open(found: Card, tally: Tally, look: Look) -> Markup | None:
    """What a document that has ended left open; nothing of it vanishes in silence."""
    left = [category for category in OPEN if tally.of(category)]
    if found.state not in ENDED or not left:
        return None
    here = look.asked.when.but(document=found.document)
    named: list[Content] = []
    for category in left:
        opened = figure(tally.of(category), here.but(kind=SLUGS[category]).at(LIST))
        named += ["; " if named else "", opened, f" {TIMELINESS_NAMES[category].lower()}"]
    return tag(
        "div",
        tag(
            "p",
            tag("strong", f"Văn bản {found.state_words}."),
            f" Còn {count(sum(map(tally.of, left)))} nhiệm vụ chưa kết thúc, cần quyết định từng nhiệm vụ: ",
            named,
            ".",
        ),
        class_="past left-open",
    )
