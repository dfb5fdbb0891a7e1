"""So sánh hai thời điểm: what became of all, of a unit, a document or a field between two moments, in sentences."""

from collections.abc import Sequence
from uuid import UUID

import msgspec

from dashboard.address import COMPARE, COUNTED_NAMES, Asked, Counted, Scope, Way
from dashboard.against import DAY, KNOWN, WAY, against, compared, moment_words
from dashboard.components import Page, card
from dashboard.forms import asking, choice, day
from dashboard.forms import line as text_line
from dashboard.look import Look
from dashboard.markup import Content, Html, Markup, tag
from dashboard.pages.compare_list import PAGE, list_card, units_card
from dashboard.scope import scope_of, scopes, units_of
from domain.difference import CHANGE_NAMES, COMES, GOES, UNIT_CHANGE_NAMES, Account, Change, UnitChange
from domain.errors import NotFound
from domain.vietnamese import count
from projections import known
from projections.bases import called
from projections.counts import unit_names
from projections.differences import Between, Line, counted, listed
from projections.engine import Cursor
from projections.sight import sight
from projections.unit_differences import UnitLine, reorganised

WAYS = ((Way.REPORTED, "Số liệu đã báo cáo"), (Way.REVIEWED, "Số liệu sau rà soát"))


class Compared(msgspec.Struct, frozen=True):
    """What is compared with what, and what it is called."""

    between: Between
    then: Asked
    name: str


def compare(look: Look) -> Page:
    """All of it in one snapshot. Raises ``NotFound``: no such unit or document, or not for this viewer."""
    reader, asked = look.reader, look.asked
    with reader.snapshot() as cursor:
        of = _compared(look, cursor)
        account = counted(cursor, of.between)
        units = reorganised(cursor, reader.log, of.between) if asked.document is None else []
        lines: list[Line] = []
        total = 0
        if asked.change is not None:
            offset = PAGE * ((asked.page or 1) - 1)
            lines, total = listed(cursor, of.between, asked.change, offset=offset, limit=PAGE)
    title = "So sánh hai thời điểm"
    here = compared(asked, of.then)
    opened = None
    if asked.change is not None:
        opened = list_card(look, here, of.then, lines, total)
    elif asked.unit_change is not None:
        opened = units_card(look, asked.unit_change, of.then, units)
    head = tag(
        "header",
        tag("h1", title),
        tag("p", of.name, class_="place") if of.name else None,
        scopes(look, COMPARE) if asked.unit is None and asked.document is None else None,
        _counted(here) if of.between.sight is None and of.between.units is None else None,
        class_="page-head",
    )
    return Page(
        title,
        [Html(head, _form(look, of.then), _said(look, of, account, units, here), opened, className="stack")],
    )


def _compared(look: Look, cursor: Cursor) -> Compared:
    reader, asked, at = look.reader, look.asked, look.at
    then = look.standing(against(asked, reader.today()))
    seen = sight(cursor, look.viewer, reader.today())
    units: tuple[UUID, ...] | None = None
    name = ""
    if asked.unit:
        if seen and asked.unit not in (*seen.own, *seen.below):
            raise NotFound
        units, name = (asked.unit,), _name_of(cursor, look, asked.unit)
    elif asked.document:
        found = called(cursor, at, [asked.document])
        if asked.document not in found:
            raise NotFound
        name = found[asked.document]
    elif scope_of(look) is Scope.FOLLOWED:
        units = units_of(look, Scope.FOLLOWED)
    between = Between(
        then.moment(reader),
        at,
        units=units,
        document=asked.document,
        sight=seen,
        tasks=seen is None and units is None and asked.counted is Counted.TASKS,
    )
    return Compared(between, then, name)


def _name_of(cursor: Cursor, look: Look, unit: UUID) -> str:
    found = unit_names(cursor, look.at, [unit])
    if not found:
        raise NotFound
    return found[0][1]


def _counted(here: Asked) -> Markup:
    return tag(
        "nav",
        (
            tag(
                "a",
                f"Đếm {COUNTED_NAMES[counted]}",
                href=here.but(counted=counted, page=None).at(COMPARE),
                aria_current="true" if counted is here.counted else None,
            )
            for counted in Counted
        ),
        class_="choice",
        aria_label="Đơn vị tính",
    )


def _form(look: Look, then: Asked) -> Markup:
    asked, today = look.asked, look.reader.today()
    now_way = asked.way if asked.day else Way.REVIEWED

    def moment(legend: str, of: Asked, way: Way, names: tuple[str, str, str]) -> Markup:
        return tag(
            "fieldset",
            tag("legend", legend),
            day(names[0], "Tính đến ngày", value=of.day or today),
            choice(names[1], "Cách xem số liệu", WAYS, value=way, empty=None),
            text_line(
                names[2],
                "Biết đến",
                value=known.write(of.known) if of.known is not None else "",
                hint="Để trống: theo cách xem. Hoặc ngày, giờ đã biết, mục của sổ: 31/3/2026; 17:00 31/3/2026; #12345",
            ),
        )

    along = Asked(unit=asked.unit, document=asked.document, scope=asked.scope, counted=asked.counted)
    return asking(
        COMPARE,
        moment("Từ", then, then.way, (DAY, WAY, KNOWN)),
        moment("Đến", asked, now_way, ("ngay", "cach", "biet")),
        submit="So sánh",
        asked=along,
    )


def _said(look: Look, of: Compared, account: Account, units: Sequence[UnitLine], here: Asked) -> Markup:
    today = look.reader.today()
    what = COUNTED_NAMES[Counted.TASKS if of.between.tasks else Counted.ASSIGNMENTS]
    between = f"Từ {moment_words(of.then, today)} đến {moment_words(look.asked, today)}: "
    parts: list[Content] = [
        (_opens(account.of(change), here, change), f" {CHANGE_NAMES[change]}")
        for change in Change
        if account.of(change)
    ]
    parts += _of_units(units, here)
    sentence = [
        part for n, words in enumerate(parts) for part in (", " if n else "", words)
    ] or "không có gì thay đổi"
    return card(
        "Khác nhau giữa hai thời điểm",
        tag("p", between, sentence, ".", class_="said"),
        _balance(account),
        note=f"Đơn vị tính: {what}. Bấm vào số để mở danh sách.",
        class_="difference",
    )


def _opens(n: int, here: Asked, change: Change) -> Markup:
    href = here.but(change=change, unit_change=None, page=None).at(COMPARE)
    return tag("a", count(n), href=href, class_="n", aria_current="true" if here.change is change else None)


def _of_units(units: Sequence[UnitLine], here: Asked) -> list[Content]:
    found: dict[UnitChange, int] = {}
    for unit in units:
        for change in unit.changes:
            found[change] = found.get(change, 0) + 1
    return [
        (
            tag(
                "a",
                count(found[change]),
                href=here.but(unit_change=change, change=None, page=None).at(COMPARE),
                class_="n",
                aria_current="true" if here.unit_change is change else None,
            ),
            f" đơn vị {UNIT_CHANGE_NAMES[change]}",
        )
        for change in UnitChange
        if change in found
    ]


def _balance(account: Account) -> Markup:
    """The account of the open ones in words, then of the overdue ones among them."""

    def line(what: str, before: int, after: int, parts: Sequence[tuple[str, Change]]) -> str:
        told = [f"{sign} {count(account.of(c))} {CHANGE_NAMES[c]}" for sign, c in parts if account.of(c)]
        if not told:
            return f"{count(after)} {what}, không thay đổi"
        return f"{count(before)} {what} {' '.join(told)} = {count(after)} {what}"

    moves = [*(("+", c) for c in COMES), *(("−", c) for c in GOES)]
    late = [("+", Change.OVERDUE), ("−", Change.OVERDUE_ENDED)]
    return tag(
        "ul",
        tag("li", line("chưa hoàn thành", account.opening, account.closing, moves)),
        tag("li", "Trong đó: ", line("quá hạn", account.was_overdue, account.overdue, late)),
        class_="balance",
    )
