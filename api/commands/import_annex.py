"""The command ``import``: a task annex from a Word or Excel file into the register, all of it or nothing."""

import argparse
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any
from uuid import UUID, uuid5

import msgspec
from rich.table import Table

from api.commands import files
from api.commands.days import one_day
from api.commands.screen import screen
from api.house import House
from domain import annex
from domain.annex import Again, Annex, Comparison, Decided, Decisions, Party
from domain.app import Actor, AnnexTask, NewUnit
from domain.app.tasks import Choice, NewTask
from domain.assignment_facts import Completion, Deadline
from domain.calendar import Calendar
from domain.deadline import Reading, shifted
from domain.document import Family, read_number, series
from domain.door import FIRST_DAY
from domain.errors import Refused
from domain.paper import AUTHORITY_NAMES, Authority
from domain.resolution import Content
from domain.task import Phase
from domain.unit import GROUP_WORDS, Group
from domain.vietnamese import count
from projections import calendars, documents, tasks, units
from projections.engine import Cursor

NAME = "import"
HELP = "đưa phụ lục nhiệm vụ (.docx, .xlsx) vào sổ; xem trước, chọn đầu mối, ghi một lần"

ACTOR = Actor("van-phong")
"""Until there are accounts, who is at the machine acts for the Office."""


def arguments(parser: argparse.ArgumentParser) -> None:
    """The file, the head of its document, and what to do with doubts."""
    parser.add_argument("file", type=Path, help="tệp phụ lục")
    parser.add_argument("--number", required=True, help="số, ký hiệu văn bản, ví dụ 05-NQ/TU")
    parser.add_argument("--day", required=True, type=one_day, help="ngày văn bản")
    parser.add_argument("--title", default="", help="trích yếu (mặc định: dòng đầu của phụ lục)")
    parser.add_argument(
        "--issuer",
        type=Authority,
        choices=list(Authority),
        default=Authority.STANDING_BOARD,
        metavar="CẤP_GIAO",
        help="; ".join(f"{a}: {AUTHORITY_NAMES[a]}" for a in Authority),
    )
    parser.add_argument("--term", default="", help="nhiệm kỳ, đối với văn bản của Đảng, ví dụ XVIII")
    parser.add_argument(
        "--annex", default=None, help="tên phụ lục nếu trong tệp không ghi, ví dụ “Phụ lục II”"
    )
    parser.add_argument(
        "--preview", action="store_true", help="chỉ xem: các cột, các điểm cần xem lại; không ghi"
    )
    parser.add_argument(
        "--template", type=Path, metavar="TỆP", help="ghi tệp mẫu để chọn đầu mối (mở bằng Excel)"
    )
    parser.add_argument("--choices", type=Path, metavar="TỆP", help="tệp lựa chọn đã điền")
    parser.add_argument(
        "--create-units", action="store_true", help="đưa tên đơn vị chưa có vào danh sách đơn vị"
    )
    parser.add_argument(
        "--rule",
        type=Completion,
        choices=list(Completion),
        default=Completion.ISSUED,
        metavar="CÁCH_TÍNH",
        help="issued: hoàn thành theo ngày ban hành sản phẩm; submitted: theo ngày văn thư nhận",
    )
    parser.add_argument(
        "--issue", action="store_true", help="duyệt và chuyển tới đơn vị những nhiệm vụ đã chọn đầu mối"
    )


def run(options: argparse.Namespace, house: House) -> int:
    """Previews, writes the file to choose in, or records."""
    house.reader.catch_up()
    calendar = house.reader.read(calendars.calendar, house.reader.reviewed(options.day))
    register = house.reader.read(_register)
    with files.named(options.file, "file") as name:
        options.file.open("rb").close()
        tables = house.read_annex(options.file, name)
    found = annex.read(tables, register, given=options.day, calendar=calendar)
    if options.template:
        with files.named(options.template, "template") as name:
            options.template.write_bytes(annex.encode(annex.template(found)))
        print(f"Đã ghi tệp mẫu {name}; điền cột “Lựa chọn” rồi dùng --choices.")
    if options.preview:
        _preview(found)
    if options.preview or options.template:
        return 0
    content = _content(options, found)
    label = found.label if options.annex is None else options.annex
    compared = _compared(house, content, found, label)
    choices = (
        annex.parse(annex.decode(files.read(options.choices, "choices")))
        if options.choices
        else annex.Choices()
    )
    decisions = annex.apply_choices(found, choices, register, create_units=options.create_units)
    new = _new_units(house, decisions)
    rows = [
        _row(decided, seen, options, label, calendar, house, new)
        for decided, seen in zip(decisions.tasks, compared, strict=True)
        if seen.again is not Again.ELSEWHERE
    ]
    done = house.register.take_annex(ACTOR, content, rows, establish=list(new.values()))
    _tell(done.answer, compared)
    if options.issue:
        _issue(house, UUID(done.answer["resolution"]))
    return 0


def _register(cursor: Cursor) -> annex.Register:
    known = (annex.Known(u.unit, u.names, u.short) for u in units.all_names(cursor))
    return annex.Register(list(known), GROUP_WORDS)


def _content(options: argparse.Namespace, found: Annex) -> Content:
    number = read_number(options.number)
    if number.corrected:
        print(number.corrected)
    if number.family is Family.PARTY and not options.term:
        raise Refused(
            f"{number.canonical} là văn bản của Đảng, đánh số theo nhiệm kỳ; đề nghị ghi --term, ví dụ --term XVIII.",
            field="term",
        )
    return Content(
        number=number.canonical,
        day=options.day,
        kind=number.kind,
        title=options.title or next(iter(found.heading), "") or f"Phụ lục nhiệm vụ {number.canonical}",
        issuer=options.issuer,
        series=options.term or series(number, options.day, ()),
    )


def _compared(house: House, content: Content, found: Annex, label: str) -> Sequence[Comparison]:
    """Each row beside what was taken over from the same document before."""
    document = house.reader.read(documents.holder, content.number, content.series)
    taken = house.reader.read(tasks.words_of, document) if document else {}
    places = {
        uuid5(document, key): key for d in found.drafts if document and (key := annex.row_key(label, d))
    }
    known = {
        places.get(task, str(task)): annex.Words(*msgspec.structs.astuple(cells))
        for task, cells in taken.items()
    }
    return annex.compare(found, known, label=label)


def _new_units(house: House, decisions: Decisions) -> dict[str, NewUnit]:
    """Units that the annex brings; they come last in the protocol order until the Office ranks them."""
    last = len(house.reader.read(units.all_names))
    return {
        name: NewUnit(name=name, group=Group.DEPARTMENTS, rank=last + n, since=FIRST_DAY)
        for n, name in enumerate(decisions.create, 1)
    }


def _row(
    decided: Decided,
    seen: Comparison,
    options: argparse.Namespace,
    label: str,
    calendar: Calendar,
    house: House,
    new: Mapping[str, NewUnit],
) -> AnnexTask:
    draft = decided.draft

    def ids(party: Party) -> Sequence[UUID]:
        if party.group:
            return house.reader.read(units.members, GROUP_WORDS[party.name], options.day)
        return [party.unit_id or new[party.name].id]

    leads = dict.fromkeys(unit for party in decided.leads for unit in ids(party))
    if decided.how and not leads:
        raise Refused(
            f"TT {draft.ref}: nhóm “{draft.lead_cell}” chưa có đơn vị nào vào ngày văn bản; đề nghị bổ sung danh sách "
            "đơn vị.",
            field="choices",
        )
    task = NewTask(
        text=draft.text,
        deadline=_deadline(draft.deadline, calendar if house.shift_deadlines else None, options.issuer),
        authority=options.issuer,
        product=draft.product,
        completion=options.rule,
        number=draft.number,
        heading=draft.group_heading,
        lead_words=draft.lead_cell,
        coordinating_words=draft.coordinating_cell,
        coordinating=tuple(unit for party in decided.coordinating for unit in ids(party)),
        choice=Choice(decided.how, tuple(leads)) if decided.how else None,
    )
    clause = f"TT {draft.ref}, {label}" if label else f"TT {draft.ref}"
    return AnnexTask(seen.key, task, clause)


def _deadline(reading: Reading, calendar: Calendar | None, authority: Authority) -> Deadline:
    return Deadline(
        words=reading.raw,
        day=shifted(reading, calendar) if calendar else reading.day,
        rule=reading.rule,
        kind=str(reading.kind),
        calendar=reading.calendar,
        set_by=authority,
    )


def _tell(answer: Mapping[str, Any], compared: Sequence[Comparison]) -> None:
    if not answer["added"] and not answer["chosen"]:
        print(f"Không có gì mới: {count(answer['unchanged'])} nhiệm vụ của phụ lục đã có trong sổ.")
    else:
        print(
            f"Đã ghi nhận {count(answer['added'])} nhiệm vụ mới; chọn đầu mối thêm cho {count(answer['chosen'])}; "
            f"giữ nguyên {count(answer['unchanged'])}."
        )
    for seen in compared:
        if seen.again is Again.DIFFERS:
            columns = ", ".join(f"“{c}”" for c in seen.columns)
            print(
                f"TT {seen.ref}: khác nội dung đã có ở cột {columns}; chưa thay đổi, đề nghị dùng đính chính."
            )
        elif seen.again is Again.ELSEWHERE:
            print(f"TT {seen.ref}: đã có nhiệm vụ cùng nội dung ở chỗ khác của văn bản; không ghi lần nữa.")


def _issue(house: House, document: UUID) -> None:
    """Who has both in hand approves and issues in one go; what was returned waits to be mended."""
    house.reader.catch_up()
    proposed = house.reader.read(tasks.of_phase, document, Phase.PROPOSED)
    house.register.approve_tasks(ACTOR, proposed)
    ready = [*proposed, *house.reader.read(tasks.of_phase, document, Phase.APPROVED)]
    issued = house.register.issue(ACTOR, ready).answer["issued"]
    waiting = len(house.reader.read(tasks.of_phase, document, Phase.UNCHOSEN))
    print(f"Đã chuyển tới đơn vị {count(issued)} lượt giao; còn {count(waiting)} nhiệm vụ chưa chọn đầu mối.")


def _preview(found: Annex) -> None:
    console = screen(200)
    for table, columns in found.columns.items():
        console.print(f"{table}: " + "; ".join(f"“{c.header}” → {c.field}" for c in columns if c.field))
    dated = sum(d.deadline.day is not None for d in found.drafts)
    console.print(
        f"{count(len(found.drafts))} nhiệm vụ: {count(dated)} có ngày hạn, {count(len(found.drafts) - dated)} không có."
    )
    doubts = Table(
        "Dòng", "Cột", "Điểm cần xem lại", "Đề xuất", title=f"{count(len(found.doubts))} điểm cần xem lại"
    )
    for doubt in found.doubts:
        doubts.add_row(doubt.row, doubt.column, doubt.why, doubt.proposal)
    console.print(doubts)
