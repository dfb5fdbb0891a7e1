"""One closing: provisional figures and remarks while it is under way; what it stands for once it is closed."""

from collections.abc import Iterable, Sequence
from datetime import date
from uuid import UUID

from dashboard.address import (
    CLOSING,
    CLOSINGS,
    COMPARE,
    OVERVIEW,
    TASK,
    UNITS,
    Asked,
    Counted,
    Way,
)
from dashboard.against import compared
from dashboard.components import Page, card, past
from dashboard.downloads import WEEKLY, downloads
from dashboard.forms import act, form, given, words
from dashboard.look import Look
from dashboard.markup import Content, Html, Markup, tag
from dashboard.pages.closings import reconciles, sees_reconciling
from dashboard.pages.closings_units import Said, own_form, units_card
from dashboard.pages.overview_figures import categories
from dashboard.people_words import doer, named
from domain.closing_words import remarks_asked
from domain.difference import CHANGE_NAMES
from domain.errors import NotFound
from domain.permissions import DONE, Right
from domain.vietnamese import count
from domain.vietnamese import day as vn_day
from projections import closings, counts
from projections.closings import Closing, Remark
from projections.counts import unit_names
from projections.differences import Between, counted
from projections.engine import Cursor
from projections.moment import Moment
from projections.sight import Sight, sight
from projections.units import ended


def one_closing(look: Look, closing_id: UUID) -> Page:
    """All of it in one snapshot. Raises ``NotFound``: none, or under way for who sees only what is closed."""
    reader = look.reader
    with reader.snapshot() as cursor:
        found = closings.closing(cursor, look.at, closing_id)
        if found.position is None and not sees_reconciling(look):
            raise NotFound
        seen = sight(cursor, look.viewer, reader.today())
        at = found.moment or _known_about(look, found.until)
        soon = reader.soon(cursor, at)
        own = seen.own if seen else None
        tally = counts.assignments(cursor, at, soon, sight=seen, units=own)
        remarks = closings.remarks(cursor, look.at, closing_id, units=own)
        units = counts.by_unit(cursor, at, soon) if seen is None and look.compares_on(found) else []
        last = min(found.remarks_until or look.at.day, look.at.day)
        gone = ended(cursor, Moment(look.at.known, last)) if units else ()
        names = {u: name for u, name, *_ in unit_names(cursor, look.at, [one.unit for one in remarks])}
        after = _after(cursor, look, found, seen)
        position = reader.position_in(cursor)
    said = Said(found, remarks, names, look.names(_people(found, remarks)), gone)
    on = _on(found)
    body = Html(
        past(look.asked, f"{CLOSING}{closing_id}"),
        _head(look, found, said),
        _closed_links(look, found, on) if found.position is not None else None,
        _close(look, said, position) if _closes(look) and found.position is None else None,
        own_form(look, said) if seen else None,
        tag("div", categories(tally, lambda kind: on.but(kind=kind).list, Counted.ASSIGNMENTS)),
        units_card(units, said, on) if units else None,
        _remarks(look, said, answers=reconciles(look) and found.position is None),
        after,
        className="stack",
    )
    return Page(f"Chốt số liệu {found.name}", [body])


def _on(found: Closing) -> Asked:
    """The moment of its figures: frozen, or as they are known now."""
    if found.position is None:
        return Asked(day=found.until, way=Way.REVIEWED)
    return Asked(day=found.until, known=found.id)


def _people(found: Closing, remarks: Sequence[Remark]) -> set[str]:
    told = [(one.by, one.answered_by, one.answered_instead_of) for one in remarks]
    told.append((found.opened_by, found.closed_by, found.closed_instead_of))
    return {by for several in told for by in several if by}


def _head(look: Look, found: Closing, said: Said) -> Markup:
    until = f"Số liệu tính đến hết ngày {vn_day(found.until)}"
    if found.closed_at and found.closed_by:
        by = doer(said.people, found.closed_by, found.closed_instead_of or "")
        state = (
            f"{until}; {by} chốt lúc {found.closed_at:%H:%M} ngày "
            f"{vn_day(found.closed_at.date())}, theo nội dung ghi đến mục {found.position} của sổ."
        )
    else:
        asked = remarks_asked(found.remarks_until)
        state = f"{until} (số liệu đang cập nhật, chưa chốt); {asked}."
    return tag(
        "header",
        tag("p", tag("a", "Chốt số liệu", href=look.asked.when.at(CLOSINGS)), class_="place"),
        tag("h1", f"Chốt số liệu {found.name}"),
        tag("p", state, class_="note"),
        class_="document-head",
    )


def _closed_links(look: Look, found: Closing, on: Asked) -> Markup:
    links = [(OVERVIEW, "Tổng quan theo số liệu chốt"), (UNITS, "Đơn vị theo số liệu chốt")]
    return tag(
        "div",
        (tag("a", said, href=on.at(path), class_="go") for path, said in links),
        downloads(look, WEEKLY, asked=on) if look.compares_on(found) else None,
        class_="acts",
    )


def _closes(look: Look) -> bool:
    return look.live and look.viewer.may(Right.CLOSE, DONE)


def _close(look: Look, said: Said, position: int) -> Markup:
    """The form, or what it waits for; a closing opened by mistake can be dropped meanwhile."""
    found, waits = said.closing, _waits_for(look, said)
    return card(
        "Chốt",
        tag("p", waits) if waits else _close_form(found, position),
        act(
            "Bỏ đợt chốt mở nhầm",
            form(
                f"/closings/{found.id}/withdrawal",
                words("reason", "Lý do", rows=2, required=True),
                submit="Bỏ đợt chốt",
                quiet=True,
            ),
        ),
        class_="acts-card",
    )


def _waits_for(look: Look, said: Said) -> str:
    last = said.closing.remarks_until
    if last and look.reader.today() <= last:
        return f"Chốt được sau ngày {vn_day(last)}, khi các đơn vị đã hết thời gian cho ý kiến."
    if said.unanswered:
        return f"Chốt được khi {count(len(said.unanswered))} ý kiến của đơn vị đã được trả lời."
    return ""


def _close_form(found: Closing, position: int) -> Markup:
    said = f"Chốt đúng số liệu đang hiển thị: nội dung ghi đến mục {position} của sổ."
    return form(
        f"/closings/{found.id}/closure",
        given("position", position, type_="number"),
        tag("p", said, class_="whole"),
        submit="Chốt số liệu",
    )


def _remarks(look: Look, said: Said, *, answers: bool) -> Markup | None:
    told = [one for one in said.remarks if one.opinion]
    if not told:
        return None
    return card(
        "Ý kiến của đơn vị",
        tag("ol", (_remark(look, one, said, answers) for one in told), class_="remarks"),
        note=f"{count(len(told))} ý kiến, {count(len(said.unanswered))} chưa trả lời",
    )


def _remark(look: Look, one: Remark, said: Said, answers: bool) -> Markup:
    about: Content = (
        tag("a", "Xem lượt giao", href=look.asked.when.at(f"{TASK}{one.assignment}"))
        if one.assignment
        else None
    )
    recorded = f"{one.recorded:%H:%M} ngày {vn_day(one.recorded.date())}"
    answer: Content = None
    if one.answer and one.answered:
        who = doer(said.people, one.answered_by or "", one.answered_instead_of or "")
        at = f"{one.answered:%H:%M} ngày {vn_day(one.answered.date())}"
        answer = tag(
            "p", tag("strong", "Trả lời: "), one.answer, tag("small", f" {who}, {at}"), class_="answer"
        )
    elif answers:
        answer = form(
            f"/closings/{said.closing.id}/answers",
            given("remark", one.ref, type_="number"),
            words("answer", "Trả lời của Văn phòng", rows=2, required=True),
            submit="Ghi trả lời",
            quiet=True,
        )
    return tag(
        "li",
        tag("p", tag("strong", said.units.get(one.unit, "")), ": ", one.opinion, " ", about),
        tag("small", f"{named(said.people, one.by)}, {recorded}; mục {one.ref}"),
        answer,
    )


def _after(cursor: Cursor, look: Look, found: Closing, seen: Sight | None) -> Markup | None:
    """Phát sinh sau chốt: what is known now of its days that was not known when it was closed."""
    frozen = found.moment
    if frozen is None:
        return None
    account = counted(
        cursor, Between(frozen, _known_about(look, found.until), sight=seen, units=seen.own if seen else None)
    )
    here = compared(
        Asked(day=found.until, way=Way.REVIEWED, counted=Counted.ASSIGNMENTS),
        Asked(day=found.until, known=found.id),
    )
    parts = [
        (
            tag("a", count(account.of(change)), href=here.but(change=change).at(COMPARE), class_="n"),
            f" {name}",
        )
        for change, name in CHANGE_NAMES.items()
        if account.of(change)
    ]
    said: Content = (
        [
            tag("p", _joined(parts), "."),
            tag("p", tag("a", "So sánh với số liệu hiện nay", href=here.at(COMPARE))),
        ]
        if parts
        else tag("p", "Chưa ghi nhận nội dung nào làm thay đổi số liệu của kỳ này.")
    )
    return card(
        "Phát sinh sau chốt",
        said,
        note=f"Ghi nhận sau khi chốt, về những ngày đến hết {vn_day(found.until)}; đơn vị tính: lượt giao",
        class_="difference",
    )


def _known_about(look: Look, day: date) -> Moment:
    """All that is known of the day; to a look at the past, what was known then."""
    return look.reader.reviewed(day) if look.live else Moment(look.at.known, day)


def _joined(parts: Iterable[Content]) -> list[Content]:
    return [part for n, words_ in enumerate(parts) for part in (", " if n else "", words_)]
