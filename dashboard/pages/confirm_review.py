"""Below the desk: reports more was asked for on, and "Việc cần rà soát", the guard against forgotten work."""

from collections.abc import Iterable, Mapping, Sequence
from datetime import date
from uuid import UUID

import msgspec

from dashboard.address import CONFIRM, TASK, Asked, Awaits
from dashboard.components import card, figure
from dashboard.look import Look
from dashboard.markup import Content, Markup, tag
from dashboard.pages.confirm_line import place
from dashboard.people_words import named
from dashboard.reading import Behind
from domain.ruling import Rules
from domain.vietnamese import count
from domain.vietnamese import day as vn_day
from projections import lists, office_desk, waiting
from projections.engine import Cursor
from projections.inbox import Reassignment
from projections.lists import Filter
from projections.matters import Matter
from projections.office_desk import Review, ReviewLine
from projections.scope import Units
from projections.waiting import WaitingLine

FIRST = 5
"""Of those that more was asked for on, under the desk."""

LINES = 50
MOST = 500
"""Requests for another assignment of the work that wait at a time."""

REVIEWS = {
    Awaits.NOT_RECEIVED: Review.NOT_RECEIVED,
    Awaits.NO_REPORT: Review.NO_REPORT,
    Awaits.MORE_ASKED: None,
    Awaits.REASSIGNMENT: None,
}
_NAMES = {
    Awaits.LATE: "Báo cáo chờ xác nhận quá {patience} ngày làm việc",
    Awaits.NOT_RECEIVED: "Chưa tiếp nhận sau {patience} ngày làm việc",
    Awaits.NO_REPORT: "Chưa hoàn thành, không có báo cáo trong {quiet} ngày",
    Awaits.MORE_ASKED: "Đã đề nghị bổ sung, chưa có phản hồi",
    Awaits.REASSIGNMENT: "Đề nghị điều chỉnh phân công, chưa trả lời",
}
_COUNTED = {
    Awaits.LATE: "báo cáo",
    Awaits.NOT_RECEIVED: "lượt giao",
    Awaits.NO_REPORT: "lượt giao",
    Awaits.MORE_ASKED: "báo cáo",
    Awaits.REASSIGNMENT: "đề nghị",
}


class Waiting(msgspec.Struct, frozen=True):
    """How much there is to be looked at again."""

    more_asked: int
    reviewed: Mapping[Review, int]
    requests: Sequence[Reassignment]
    late: int

    def of(self, awaits: Awaits) -> int:
        """The count that opens the list."""
        review = REVIEWS.get(awaits)
        if review:
            return self.reviewed[review]
        return {
            Awaits.LATE: self.late,
            Awaits.MORE_ASKED: self.more_asked,
            Awaits.REASSIGNMENT: len(self.requests),
        }[awaits]


def review_name(awaits: Awaits, rules: Rules) -> str:
    """What is to be looked at again, by the rules of the moment."""
    return _NAMES[awaits].format(patience=count(rules.patience), quiet=count(rules.quiet))


def review_card(asked: Asked, waits: Waiting, rules: Rules) -> Markup:
    """Each a count that opens its list."""
    here = asked.when.but(scope=asked.scope)
    return card(
        "Việc cần rà soát",
        tag(
            "ul",
            (
                tag(
                    "li",
                    tag("span", review_name(awaits, rules)),
                    figure(waits.of(awaits), here.but(awaits=awaits).at(CONFIRM)),
                    tag("small", _COUNTED[awaits]),
                )
                for awaits in _NAMES
            ),
            class_="review",
        ),
    )


def asked_more_card(look: Look, cursor: Cursor, total: int, units: Units) -> Markup:
    """The first of them, under what waits for the Office."""
    lines = waiting.asked_more(cursor, look.at, units=units, limit=FIRST)
    href = look.asked.but(awaits=Awaits.MORE_ASKED, unit=None, behind=None).at(CONFIRM)
    more = tag("p", tag("a", f"Xem tất cả {count(total)} báo cáo", href=href)) if total > FIRST else None
    heading = review_name(Awaits.MORE_ASKED, look.rules)
    return card(heading, _asked_more(look, lines), more, note=f"{count(total)} báo cáo, đề nghị trước ở trên")


def review_list(look: Look, cursor: Cursor, awaits: Awaits, waits: Waiting, units: Units) -> Markup:
    """One of the lists in place of what waits for the Office."""
    asked, total, name = look.asked, waits.of(awaits), review_name(awaits, look.rules)
    back = tag("a", "Về báo cáo chờ xác nhận", href=asked.when.but(scope=asked.scope).at(CONFIRM))
    note = f"{count(total)} {_COUNTED[awaits]}, tính đến ngày {vn_day(look.at.day)}"
    if not total:
        return card(name, tag("p", "Không có nội dung nào cần rà soát. ", back), note=note)
    further: Behind | None = None
    if awaits is Awaits.REASSIGNMENT:
        shown = _requests(look, cursor, waits.requests, units)
    elif awaits is Awaits.MORE_ASKED:
        lines = waiting.asked_more(cursor, look.at, units=units, limit=LINES + 1, after=asked.behind)
        further = lines[LINES - 1].key if len(lines) > LINES else None
        shown = _asked_more(look, lines[:LINES])
    else:
        review = REVIEWS[awaits]
        assert review
        after = asked.behind[:2] if asked.behind else None
        found = office_desk.to_review(cursor, look.at, review, units=units, limit=LINES + 1, after=after)
        further = (*found[LINES - 1].key, 0) if len(found) > LINES else None
        shown = _to_review(look, found[:LINES])
    return card(name, shown, steps(asked, further), tag("p", back), note=note)


def steps(asked: Asked, further: Behind | None) -> Markup | None:
    """To the next page, and back to the first."""
    first = tag("a", "Về trang đầu", href=asked.but(behind=None).at(CONFIRM)) if asked.behind else None
    on = tag("a", "Trang sau", href=asked.but(behind=further).at(CONFIRM), rel="next") if further else None
    return tag("nav", first, on, class_="steps", aria_label="Trang") if first or on else None


def _asked_more(look: Look, lines: Sequence[WaitingLine]) -> Markup:
    names = look.names({line.report.answered_by for line in lines})
    return _table(
        ("Đơn vị", "Nhiệm vụ", "Nội dung đề nghị bổ sung", "Đã chờ"),
        (
            (
                line.unit_name,
                _task(look, line.report.assignment, line.task, line.text, place(line)),
                [line.report.reason, tag("small", named(names, line.report.answered_by))],
                [
                    f"{count(line.waited)} ngày làm việc",
                    tag("small", f"từ ngày {_day(line.report.answered)}"),
                ],
            )
            for line in lines
        ),
    )


def _to_review(look: Look, lines: Sequence[ReviewLine]) -> Markup:
    return _table(
        ("Đơn vị", "Nhiệm vụ", "Hạn hoàn thành", "Đơn vị có nhiệm vụ từ", "Báo cáo gần nhất"),
        (
            (
                line.lead,
                _task(look, line.assignment, line.task, line.text, place(line)),
                _day(line.deadline, "không có ngày hạn"),
                vn_day(line.since),
                _day(line.reported, "chưa có"),
            )
            for line in lines
        ),
    )


def _requests(look: Look, cursor: Cursor, requests: Sequence[Reassignment], units: Units) -> Markup:
    wanted = Filter(matter=Matter.REASSIGNMENT_ASKED, units=units)
    found, _ = lists.assignments(cursor, look.at, wanted, limit=MOST)
    about = {line.assignment: line for line in found}
    return _table(
        ("Đơn vị", "Nhiệm vụ", "Lý do đề nghị", "Ngày đề nghị"),
        (
            (
                line.lead,
                _task(look, line.assignment, line.task, line.text, place(line)),
                request.reason,
                vn_day(request.day),
            )
            for request in requests
            if (line := about.get(request.assignment))
        ),
    )


def _table(heads: Sequence[str], rows: Iterable[Sequence[Content]]) -> Markup:
    """The unit names the row; on a telephone each cell says what it is."""
    return tag(
        "table",
        tag("thead", tag("tr", (tag("th", head, scope="col") for head in heads))),
        tag(
            "tbody",
            (
                tag(
                    "tr",
                    tag("th", first, scope="row"),
                    (tag("td", cell, data_head=head) for head, cell in zip(heads[1:], rest, strict=True)),
                )
                for first, *rest in rows
            ),
        ),
        class_="lines stacked",
    )


def _task(look: Look, assignment: UUID, task: UUID, words: str, where: str) -> Content:
    href = look.asked.when.but(assignment=assignment).at(f"{TASK}{task}")
    return [tag("a", words, href=href), tag("small", where)]


def _day(day: date | None, none: str = "") -> str:
    return vn_day(day) if day else none
