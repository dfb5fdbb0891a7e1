"""The parts of the page of a unit beside its figures: what it is, what is open, what waits."""

from collections.abc import Sequence
from datetime import date

from dashboard.address import COURSE, TASK, UNIT, Asked, Counted
from dashboard.clocks import beyond
from dashboard.components import SOON, card, figure, mark
from dashboard.kinds import SLUGS
from dashboard.markup import Content, Markup, tag
from domain.history import FOREVER
from domain.rules import TIMELINESS_NAMES, Timeliness, days_late
from domain.unit import GROUP_NAMES, Group
from domain.vietnamese import count
from domain.vietnamese import day as vn_day
from projections.counts import Tally
from projections.lists import AssignmentLine
from projections.unit_card import Card, Named, Neighbour
from projections.waiting import PAGE, WaitingLine


def about(unit: Card, day: date, asked: Asked, files: Markup | None) -> Markup:
    """Its name then, its names over time, where it stands, who came before and after; ``files``: to take along."""
    first, last = unit.spans[0], unit.spans[-1]
    ended = last.to_day if last.to_day < FOREVER else None
    facts: list[tuple[str, Content]] = [("Nhóm", GROUP_NAMES[Group(unit.group)])]
    if unit.parent:
        facts.append(("Trực thuộc", _link(unit.parent, asked)))
    called = _names(unit.spans)
    if len(called) > 1:
        facts.append(("Tên qua các thời kỳ", tag("ul", (tag("li", words) for words in called))))
    else:
        facts.append(("Thành lập", vn_day(first.from_day)))
    if ended:
        state = "Đã kết thúc hoạt động" if ended <= day else "Sẽ kết thúc hoạt động"
        facts.append((state, f"từ ngày {vn_day(ended)}"))
    for words, neighbours in (("Tiếp nhận nhiệm vụ của", unit.before), ("Đơn vị kế thừa", unit.after)):
        if neighbours:
            facts.append((words, tag("ul", (tag("li", _link(n, asked)) for n in neighbours))))
    of = asked.when.but(unit=unit.unit, counted=Counted.ASSIGNMENTS)
    return tag(
        "header",
        tag("div", tag("h1", unit.name), beyond(of, of.at(COURSE)), files, class_="page-head"),
        tag(
            "dl",
            (tag("div", tag("dt", words), tag("dd", content)) for words, content in facts),
            class_="about",
        ),
        class_="unit-head",
    )


def open_card(tally: Tally, longest: Sequence[AssignmentLine], day: date, here: Asked) -> Markup:
    """What is open, the most urgent first; the overdue by name, the longest first."""
    in_time = tally.of(Timeliness.IN_TIME)
    rows = (
        (Timeliness.OVERDUE, SLUGS[Timeliness.OVERDUE], tally.of(Timeliness.OVERDUE)),
        (Timeliness.IN_TIME, SLUGS[Timeliness.IN_TIME], in_time),
        (None, SOON, tally.due_soon),
        (Timeliness.UNDATED, SLUGS[Timeliness.UNDATED], tally.of(Timeliness.UNDATED)),
        (Timeliness.SUSPENDED, SLUGS[Timeliness.SUSPENDED], tally.of(Timeliness.SUSPENDED)),
    )
    return card(
        "Việc chưa xong, theo mức độ gấp",
        tag(
            "table",
            tag(
                "tbody",
                (
                    tag(
                        "tr",
                        tag(
                            "th",
                            mark(slug),
                            TIMELINESS_NAMES[category] if category is not None else "trong đó sắp đến hạn",
                            scope="row",
                        ),
                        tag("td", figure(n, here.but(kind=slug).list)),
                        class_=None if category is not None else "part",
                    )
                    for category, slug, n in rows
                ),
            ),
        ),
        _overdue(longest, tally.of(Timeliness.OVERDUE), day, here),
        note="Đơn vị tính: lượt giao",
        class_="matters",
    )


def reports_card(reports: Sequence[WaitingLine], asked: Asked) -> Markup:
    """Reports that wait for the Office, the oldest first."""
    if not reports:
        return card("Báo cáo chờ xác nhận", tag("p", "Không còn báo cáo chờ xác nhận.", class_="note"))
    head = ("Nhiệm vụ", "Ngày gửi", "Số liệu đến ngày", "Đã chờ")
    rows = (
        tag(
            "tr",
            tag(
                "th",
                tag("a", line.text, href=asked.when.at(f"{TASK}{line.task}")),
                tag("small", "Đề nghị xác nhận hoàn thành") if line.report.claim else None,
                scope="row",
            ),
            (
                tag("td", words, data_head=name)
                for name, words in zip(
                    head[1:],
                    (
                        vn_day(line.report.sent),
                        vn_day(line.report.as_of),
                        f"{count(line.waited)} ngày làm việc",
                    ),
                    strict=True,
                )
            ),
        )
        for line in reports
    )
    more = f"; {count(PAGE)} báo cáo gửi sớm nhất" if len(reports) == PAGE else ""
    return card(
        "Báo cáo chờ xác nhận",
        tag(
            "table",
            tag("thead", tag("tr", (tag("th", words, scope="col") for words in head))),
            tag("tbody", rows),
            class_="lines stacked",
        ),
        note=f"{count(len(reports))} báo cáo{more}",
    )


def executing_card(units: Sequence[tuple[Neighbour, int]], asked: Asked) -> Markup | None:
    """Who carries out what this unit leads."""
    if not units:
        return None
    rows = (
        tag("tr", tag("th", _link(unit, asked), scope="row"), tag("td", tag("span", count(n), class_="n")))
        for unit, n in units
    )
    return card(
        "Đơn vị trực tiếp thực hiện",
        tag("table", tag("tbody", rows), class_="numbers"),
        note="Số lượt giao chưa xong mà đơn vị này chủ trì, giao tiếp cho đơn vị khác thực hiện",
    )


def _overdue(longest: Sequence[AssignmentLine], total: int, day: date, here: Asked) -> Markup | None:
    if not longest:
        return None
    some = f" ({count(len(longest))} trong {count(total)})" if total > len(longest) else ""
    return tag(
        "div",
        tag("h3", f"Quá hạn lâu nhất{some}"),
        tag(
            "ol",
            (
                tag(
                    "li",
                    tag("a", line.text, href=here.when.at(f"{TASK}{line.task}")),
                    tag(
                        "small", _since(line), tag("b", f"{count(days_late(line.deadline, None, day))} ngày")
                    ),
                )
                for line in longest
            ),
        ),
        class_="longest",
    )


def _since(line: AssignmentLine) -> str:
    assert line.deadline is not None
    return f"Hạn {vn_day(line.deadline)}, quá hạn "


def _names(spans: Sequence[Named]) -> list[str]:
    """Each name once for each time that it was borne, the last first."""
    told: list[tuple[str, date, date]] = []
    for span in spans:
        if told and told[-1][0] == span.name and told[-1][2] == span.from_day:
            told[-1] = (span.name, told[-1][1], span.to_day)
        else:
            told.append((span.name, span.from_day, span.to_day))
    return [
        f"{name}: từ ngày {vn_day(first)}" + (f" đến trước ngày {vn_day(end)}" if end < FOREVER else "")
        for name, first, end in reversed(told)
    ]


def _link(unit: Neighbour, asked: Asked) -> Markup:
    since = f" (từ ngày {vn_day(unit.day)})" if unit.day else ""
    return tag("span", tag("a", unit.name, href=asked.when.at(f"{UNIT}{unit.unit}")), since)
