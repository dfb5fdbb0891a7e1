"""What needs a decision, the longest overdue by name; and what came within a week."""

from collections.abc import Mapping, Sequence
from datetime import date

from dashboard.address import COMPARE, LIST, TASK, Asked, Counted
from dashboard.components import card, figure
from dashboard.kinds import CHANGES, KINDS, MATTERS, WAITING
from dashboard.markup import Markup, tag
from domain.rules import days_late
from domain.vietnamese import count
from domain.vietnamese import day as vn_day
from projections.lists import AssignmentLine
from projections.matters import Change, Matter

LONGEST = 3
"""So many are named."""

CHANGE_WORDS = {
    Change.COMPLETED: "hoàn thành",
    Change.GIVEN: "giao mới",
    Change.EXTENDED: "gia hạn",
    Change.OVERDUE: "phát sinh quá hạn",
}


def matters_card(
    matters: Mapping[Matter, int],
    longest: Sequence[AssignmentLine],
    waiting: int | None,
    day: date,
    within: Asked,
    *,
    own: bool,
) -> Markup:
    """``waiting``: tasks without a lead, None where they are not told of; ``within``: of which assignments.

    ``own``: of one unit, for its people.
    """
    rows = [
        _row(KINDS[slug].name, figure(matters[matter], within.but(kind=slug).list))
        for matter, slug in MATTERS.items()
    ]
    if waiting is not None:
        n = figure(waiting, within.when.but(kind=WAITING).at(LIST))
        rows.append(_row("Chưa chọn đầu mối để giao (nhiệm vụ)", n))
    return card(
        "Việc đơn vị cần chú ý" if own else "Việc cần cho ý kiến",
        tag("table", tag("tbody", rows)),
        _longest(longest, day, within) if longest else None,
        note="Đơn vị tính: lượt giao",
        class_="matters",
    )


def week_line(changes: Mapping[Change, int], since: date, within: Asked) -> Markup:
    """What came since, each figure with its list."""
    parts = [
        (", " if n else "", CHANGE_WORDS[change], " ", figure(changes[change], within.but(kind=slug).list))
        for n, (change, slug) in enumerate(CHANGES.items())
    ]
    other = tag("a", "So với thời điểm khác", href=within.but(counted=Counted.ASSIGNMENTS).at(COMPARE))
    return tag("p", f"Phát sinh từ sau ngày {vn_day(since)} (lượt giao): ", parts, ". ", other, class_="week")


def _row(words: str, n: Markup) -> Markup:
    return tag("tr", tag("th", words, scope="row"), tag("td", n))


def _longest(lines: Sequence[AssignmentLine], day: date, within: Asked) -> Markup:
    return tag(
        "div",
        tag("h3", "Quá hạn lâu nhất"),
        tag(
            "ol",
            (
                tag(
                    "li",
                    tag("a", line.text, href=within.when.at(f"{TASK}{line.task}")),
                    tag(
                        "small",
                        f"{line.lead} · ",
                        tag("b", f"{count(days_late(line.deadline, None, day))} ngày"),
                    ),
                )
                for line in lines
            ),
        ),
        class_="longest",
    )
