"""Biểu theo dõi tuần in words: a pure function of its figures. Each table says what it counts."""

from collections.abc import Iterator, Sequence
from datetime import date, timedelta
from fractions import Fraction
from itertools import groupby

from domain.rules import TIMELINESS_NAMES, Timeliness, days_late
from domain.ruling import WEEKDAYS
from domain.sheet import Annex, Cells, Column, Heading, Row, Sheet, Table
from domain.vietnamese import count, paper_day, percent
from projections.counts import Tally, UnitTally, sum_of
from projections.lists import AssignmentLine
from projections.papers.weekly import Weekly
from projections.papers.wording import change, group_name, named
from projections.waiting import WaitingLine

T = Timeliness
TOP = 10
"""Overdue assignments in the text; if there are more, all of them stand in an annex."""

RECIPIENTS = (
    "Thường trực Tỉnh ủy (để báo cáo)",
    "Chánh Văn phòng, các Phó Chánh Văn phòng Tỉnh ủy",
    "Lưu Văn phòng Tỉnh ủy",
)
_INDEX = Column("TT", 6, centred=True)
_TASK = Column("Nhiệm vụ", 50)
_LEAD = Column("Đơn vị chủ trì", 26)
_DUE = Column("Hạn hoàn thành", 15)


def weekly_sheet(figures: Weekly) -> Sheet:
    """The paper."""
    first = figures.before.day + timedelta(1)
    return Sheet(
        day=figures.made_on,
        kind="Báo cáo",
        abstract="theo dõi tuần việc thực hiện nhiệm vụ Tỉnh ủy giao\n"
        f"(từ ngày {paper_day(first)} đến ngày {paper_day(figures.day)})",
        body=[
            Heading("I- Kết quả chung"),
            _opening(figures),
            _aside(figures),
            _rates(figures.tasks),
            Heading("II- Thay đổi trong tuần"),
            f"So với ngày {paper_day(figures.before.day)} ({figures.before.basis}); {_week(figures)}:",
            _changes(figures.before.tasks, figures.tasks, figures),
            Heading("III- Quá hạn, chưa hoàn thành"),
            *_overdue(figures),
            Heading("IV- Sắp đến hạn và chờ xác nhận"),
            _ahead(figures),
        ],
        annexes=[*_annexes(figures)],
        code="BC",
        recipients=RECIPIENTS,
    )


def _opening(figures: Weekly) -> str:
    tally, rates = figures.tasks, figures.tasks.rates
    overdue = tally.of(T.OVERDUE)
    return (
        f"Tính đến ngày {paper_day(figures.day)} ({figures.basis}): {count(rates.dated)} nhiệm vụ có thời hạn; "
        f"đã hoàn thành {count(rates.completed)}{_share(rates.completed_of_dated)}, trong đó đúng hạn "
        f"{count(rates.on_time)}, quá hạn {count(tally.of(T.DONE_LATE))}; chưa hoàn thành, trong hạn "
        f"{count(tally.of(T.IN_TIME))} (đến hạn trong {count(figures.soon_days)} ngày làm việc tới: "
        f"{count(tally.due_soon)}); quá hạn, chưa hoàn thành {count(overdue)}, "
        f"{change(figures.before.tasks.of(T.OVERDUE), overdue)} so với ngày {paper_day(figures.before.day)}."
    )


def _week(figures: Weekly) -> str:
    """With which day the week ends by the rule, and with which this sheet, made on another day."""
    ends, made = f"tuần báo cáo kết thúc vào {figures.week_end}", WEEKDAYS[figures.day.weekday()]
    return ends if made == figures.week_end else f"{ends}, biểu này tính đến {made}"


def _share(share: Fraction | None) -> str:
    return "" if share is None else f" ({percent(share)})"


def _aside(figures: Weekly) -> str:
    tally = figures.tasks
    undated = tally.of(T.UNDATED) + tally.of(T.DONE_UNDATED)
    words = (
        f"Không tính vào các tỷ lệ: {count(undated)} nhiệm vụ không thời hạn (đã hoàn thành "
        f"{count(tally.of(T.DONE_UNDATED))}), {count(tally.of(T.SUSPENDED))} nhiệm vụ tạm dừng, "
        f"{count(tally.of(T.REMOVED))} nhiệm vụ đã đưa ra khỏi danh mục."
    )
    if figures.no_leads:
        words += f" Ngoài các số trên, {count(figures.no_leads)} nhiệm vụ chưa chọn đầu mối, chưa giao."
    return words


def _rates(tally: Tally) -> Table:
    rates = tally.rates
    completed = f"{count(rates.completed)} nhiệm vụ đã hoàn thành"
    judged = f"{count(rates.judged)} nhiệm vụ đã hoàn thành và quá hạn"
    shares: list[tuple[str, Fraction | None, str]] = [
        (
            "Hoàn thành đúng hạn",
            rates.on_time_of_judged,
            f"{count(rates.on_time)} nhiệm vụ đúng hạn trên {judged}",
        ),
        (
            "Hoàn thành trên số đã hoàn thành và quá hạn",
            rates.completed_of_judged,
            f"{completed} trên {judged}",
        ),
        (
            "Hoàn thành trên tổng số",
            rates.completed_of_dated,
            f"{completed} trên {count(rates.dated)} nhiệm vụ có thời hạn",
        ),
    ]
    return Table(
        [Column("Tỷ lệ", 34), Column("Kết quả", 12), Column("Cách tính", 44)],
        [Row((name, "–" if share is None else share, of)) for name, share, of in shares],
        counts="Đơn vị tính: nhiệm vụ có thời hạn",
    )


def _changes(before: Tally, now: Tally, figures: Weekly) -> Table:
    dated = (T.DONE_ON_TIME, T.DONE_LATE, T.IN_TIME, T.OVERDUE)
    aside = (T.DONE_UNDATED, T.UNDATED, T.SUSPENDED, T.REMOVED)

    def row(name: str, then: int, today: int, *, strong: bool = False, part: bool = False) -> Row:
        return Row((name, then, today, change(then, today)), strong=strong, part=part)

    def of(category: Timeliness) -> Row:
        return row(TIMELINESS_NAMES[category], before.of(category), now.of(category))

    rows = [row("Có thời hạn", before.dated, now.dated, strong=True)]
    for category in dated:
        rows.append(of(category))
        if category is T.IN_TIME:
            rows.append(row("- trong đó sắp đến hạn", before.due_soon, now.due_soon, part=True))
    rows += [
        row("Không tính vào tỷ lệ", before.total - before.dated, now.total - now.dated, strong=True),
        *map(of, aside),
        row("Tổng số", before.total, now.total, strong=True),
    ]
    then, day = (paper_day(d) for d in (figures.before.day, figures.day))
    columns = [
        Column("Tình trạng", 40),
        Column(f"Ngày {then}", 16),
        Column(f"Ngày {day}", 16),
        Column("Tăng, giảm", 16, centred=True),
    ]
    return Table(columns, rows, counts="Đơn vị tính: nhiệm vụ")


def _overdue(figures: Weekly) -> Iterator[str | Table]:
    late = figures.overdue
    if not late:
        yield "Không có lượt giao quá hạn, chưa hoàn thành."
        return
    units = len({line.unit for line in late})
    words = f"{count(len(late))} lượt giao của {count(units)} đơn vị quá hạn, chưa hoàn thành."
    if len(late) > TOP:
        words += f" {count(TOP)} lượt giao quá hạn lâu nhất (đầy đủ tại Biểu số 02):"
    yield words
    yield _late(late[:TOP], figures.day)


def _late(lines: Sequence[AssignmentLine], day: date) -> Table:
    return Table(
        [_INDEX, _TASK, _LEAD, _DUE, Column("Quá hạn (ngày)", 11)],
        [
            Row((str(n), _name(line), line.lead, line.deadline, days_late(line.deadline, None, day)))
            for n, line in enumerate(lines, 1)
        ],
        counts="Đơn vị tính: lượt giao; quá hạn lâu nhất trước",
    )


def _ahead(figures: Weekly) -> str:
    return (
        f"Đến hạn trong {count(figures.soon_days)} ngày làm việc tới: {count(len(figures.due))} lượt giao"
        f"{' (Biểu số 03)' if figures.due else ''}. Chờ Văn phòng Tỉnh ủy xác nhận: {count(len(figures.claims))} "
        f"đề nghị xác nhận hoàn thành{' (Biểu số 04)' if figures.claims else ''}, {count(figures.reports)} báo "
        "cáo tiến độ."
    )


def _annexes(figures: Weekly) -> Iterator[Annex]:
    """Each keeps its number, whichever of the others there are."""

    def annex(number: int, title: str, table: Table) -> Annex:
        note = f"Tính đến ngày {paper_day(figures.day)} ({figures.basis})"
        return Annex(f"Biểu số {number:02}", title, note, table)

    if figures.units:
        yield annex(1, "Tình hình thực hiện theo nhóm và đơn vị", _units(figures))
    if len(figures.overdue) > TOP:
        yield annex(2, "Quá hạn, chưa hoàn thành", _late(figures.overdue, figures.day))
    if figures.due:
        yield annex(3, f"Đến hạn trong {count(figures.soon_days)} ngày làm việc tới", _due(figures.due))
    if figures.claims:
        yield annex(4, "Đề nghị xác nhận hoàn thành đang chờ", _claims(figures.claims))


def _units(figures: Weekly) -> Table:
    before = figures.before.units
    rows = []
    for group, members in groupby(figures.units, key=lambda unit: unit.group):
        units = list(members)
        then = [unit for unit in before if unit.group == group]
        rows.append(_unit("", group_name(group), units, then, strong=True))
        for n, unit in enumerate(units, 1):
            rows.append(_unit(str(n), unit.name, [unit], [u for u in then if u.unit == unit.unit]))
    rows.append(_unit("", "Tổng cộng", figures.units, before, strong=True))
    completed, open_ = "Hoàn thành", "Chưa hoàn thành"
    return Table(
        [
            _INDEX,
            Column("Đơn vị", 36),
            Column("Tổng số", 8),
            Column("Có thời hạn", 8),
            Column("Đúng hạn", 8, over=completed),
            Column("Quá hạn", 8, over=completed),
            Column("Trong hạn", 8, over=open_),
            Column("Trong đó sắp đến hạn", 9, over=open_),
            Column("Quá hạn", 8, over=open_),
            Column(f"Quá hạn so với {figures.before.day:%d/%m}", 10, over=open_, centred=True),
            Column("Không thời hạn", 9),
            Column("Tạm dừng, đưa ra", 9),
            Column("Tỷ lệ đúng hạn", 9),
        ],
        rows,
        counts="Đơn vị tính: lượt giao, theo đơn vị chủ trì tại thời điểm đó; tỷ lệ chỉ so sánh trong cùng nhóm",
    )


def _unit(
    index: str, name: str, units: Sequence[UnitTally], before: Sequence[UnitTally], *, strong: bool = False
) -> Row:
    tally = sum_of(unit.tally for unit in units)
    then = sum_of(unit.tally for unit in before)
    rate = tally.rates.on_time_of_judged
    cells: Cells = (
        index,
        name,
        tally.total,
        tally.dated,
        tally.of(T.DONE_ON_TIME),
        tally.of(T.DONE_LATE),
        tally.of(T.IN_TIME),
        tally.due_soon,
        tally.of(T.OVERDUE),
        change(then.of(T.OVERDUE), tally.of(T.OVERDUE), same="–"),
        tally.of(T.UNDATED) + tally.of(T.DONE_UNDATED),
        tally.of(T.SUSPENDED) + tally.of(T.REMOVED),
        "–" if rate is None else rate,
    )
    return Row(cells, strong=strong)


def _due(lines: Sequence[AssignmentLine]) -> Table:
    return Table(
        [_INDEX, _TASK, _LEAD, _DUE],
        [Row((str(n), _name(line), line.lead, line.deadline)) for n, line in enumerate(lines, 1)],
        counts="Đơn vị tính: lượt giao; hạn sớm nhất trước",
    )


def _claims(lines: Sequence[WaitingLine]) -> Table:
    rows = [
        Row((str(n), _name(line), line.unit_name, line.deadline, line.report.sent, line.waited))
        for n, line in enumerate(lines, 1)
    ]
    return Table(
        [_INDEX, _TASK, _LEAD, _DUE, Column("Ngày gửi", 15), Column("Đã chờ (ngày làm việc)", 12)],
        rows,
        counts="Đơn vị tính: đề nghị; gửi sớm nhất trước",
    )


def _name(line: AssignmentLine | WaitingLine) -> str:
    return named(line.text, line.number, line.clause, line.document)
