"""The lists that the figures of a difference open: how each stood and stands, with the way to what happened between."""

from collections.abc import Sequence
from datetime import date

from dashboard.address import COMPARE, COURSE, TASK, Asked
from dashboard.clocks import course_of_task
from dashboard.components import card, opening
from dashboard.look import Look
from dashboard.markup import Markup, tag
from domain.assignment_facts import STAGE_NAMES, Stage
from domain.difference import CHANGE_NAMES, UNIT_CHANGE_NAMES, UnitChange
from domain.vietnamese import count
from domain.vietnamese import day as vn_day
from projections.differences import Line
from projections.unit_differences import UnitLine

PAGE = 50


def list_card(look: Look, here: Asked, then: Asked, lines: Sequence[Line], total: int) -> Markup:
    """A page of those of ``here.change``; ``here``: the address of the comparison with ``then``."""
    assert here.change is not None
    title = opening(CHANGE_NAMES[here.change])
    if not lines:
        return card(title, tag("p", "Không có mục nào ở đây.", class_="message"))
    page, last = here.page or 1, -(-total // PAGE)
    pages = [
        tag("a", name, href=here.but(page=to if to > 1 else None).at(COMPARE))
        for name, to in (("‹ Trang trước", page - 1), ("Trang sau ›", page + 1))
        if 1 <= to <= last
    ]
    return card(
        f"{title}: {count(total)}",
        tag("ol", (_line(line, look.asked, then) for line in lines), start=str((page - 1) * PAGE + 1)),
        tag("p", pages, class_="steps") if pages else None,
        note="Hạn sớm nhất trước; trước và sau là ở hai thời điểm được so sánh",
        class_="changed",
    )


def _line(line: Line, asked: Asked, then: Asked) -> Markup:
    at = asked.when if line.stage is not None else then.when
    place = ", ".join(
        part for part in (line.clause or (line.number and f"TT {line.number}"), line.document) if part
    )
    return tag(
        "li",
        tag("a", line.text, href=at.but(assignment=line.assignment).at(f"{TASK}{line.task}")),
        tag("small", place) if place else None,
        tag(
            "ul",
            (tag("li", words) for words in differences_of(line)),
            tag("li", tag("a", "Diễn biến", href=course_of_task(at, line.task))),
        ),
    )


def units_card(look: Look, change: UnitChange, then: Asked, units: Sequence[UnitLine]) -> Markup:
    """The units that changed so, in protocol order."""
    title = f"Đơn vị {UNIT_CHANGE_NAMES[change]}"
    found = [line for line in units if change in line.changes]
    if not found:
        return card(title, tag("p", "Không có đơn vị nào ở đây.", class_="message"))
    return card(
        f"{title}: {count(len(found))}",
        tag("ol", (_unit(line, look.asked, then) for line in found)),
        note="Theo thứ tự của Văn phòng",
        class_="changed",
    )


def _unit(line: UnitLine, asked: Asked, then: Asked) -> Markup:
    at = then.when if UnitChange.UNKNOWN in line.changes else asked.when
    course = at.but(unit=line.unit, start=line.day, until=line.day).at(COURSE)
    words = [
        f"{UNIT_CHANGE_NAMES[change]} thành {line.name}"
        if change is UnitChange.RENAMED
        else UNIT_CHANGE_NAMES[change]
        for change in line.changes
    ]
    if line.successors:
        words.append(f"đơn vị kế thừa: {'; '.join(line.successors)}")
    return tag(
        "li",
        line.was_name or line.name,
        tag(
            "ul", (tag("li", opening(part)) for part in words), tag("li", tag("a", "Diễn biến", href=course))
        ),
    )


def differences_of(line: Line) -> list[str]:
    """How it stood and stands, each thing that differs in words."""
    parts = []
    if line.lead or line.was_lead:
        parts.append(_moved("Chủ trì", line.was_lead, line.lead))
    parts.append(_moved("Trạng thái", _stage(line.was_stage), _stage(line.stage)))
    parts.append(_moved("Hạn", _due(line.was_deadline, line.was_stage), _due(line.deadline, line.stage)))
    if line.completed_on or line.was_completed_on:
        parts.append(_moved("Hoàn thành ngày", _day(line.was_completed_on), _day(line.completed_on)))
    return parts


def _moved(what: str, was: str, now: str) -> str:
    return f"{what}: {now}" if was == now or not was else f"{what}: {was} → {now or 'không còn'}"


def _stage(stage: Stage | None) -> str:
    return "" if stage is None else STAGE_NAMES[stage]


def _due(day: date | None, stage: Stage | None) -> str:
    return "" if stage is None else _day(day) or "không thời hạn"


def _day(day: date | None) -> str:
    return vn_day(day) if day else ""
