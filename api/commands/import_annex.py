"""The command ``import``: a task annex from a Word or Excel file into the register, all of it or nothing."""

import argparse
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any
from uuid import UUID

from rich.table import Table

from api.commands import files
from api.commands.days import one_day
from api.commands.screen import screen
from api.house import House
from domain import annex
from domain.annex import Again, Annex, Comparison
from domain.annex.intake import Head
from domain.app import Actor
from domain.assignment_facts import Completion
from domain.document import Family, read_number
from domain.errors import Refused
from domain.paper import AUTHORITY_NAMES, Authority
from domain.task import Phase
from domain.vietnamese import count
from projections import documents, intakes, tasks

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
    with files.named(options.file, "file") as name:
        options.file.open("rb").close()
        tables = house.read_annex(options.file, name)
    today = house.reader.today()
    found, register, calendar = house.reader.read(
        intakes.read, tables, options.day, reviewed=house.reader.reviewed, today=today
    )
    if options.template:
        with files.named(options.template, "template") as name:
            options.template.write_bytes(annex.encode(annex.template(found)))
        print(f"Đã ghi tệp mẫu {name}; điền cột “Lựa chọn” rồi dùng --choices.")
    if options.preview:
        _preview(found)
    if options.preview or options.template:
        return 0
    head = _head(options)
    content = head.content(found, today)
    label = head.called(found)
    document = house.reader.read(documents.holder, content.number, content.series)
    compared = house.reader.read(intakes.compared, document, found, label)
    choices = (
        annex.parse(annex.decode(files.read(options.choices, "choices")))
        if options.choices
        else annex.Choices()
    )
    decisions = annex.apply_choices(found, choices, register, create_units=options.create_units)
    shift = calendar if house.shift_deadlines else None
    rows, new = house.reader.read(intakes.to_take, head, options.day, decisions, compared, label, shift=shift)
    done = house.register.take_annex(ACTOR, content, rows, establish=new)
    _tell(done.answer, compared)
    if options.issue:
        _issue(house, UUID(done.answer["resolution"]))
    return 0


def _head(options: argparse.Namespace) -> Head:
    number = read_number(options.number)
    if number.corrected:
        print(number.corrected)
    if number.family is Family.PARTY and not options.term:
        raise Refused(
            f"{number.canonical} là văn bản của Đảng, đánh số theo nhiệm kỳ; đề nghị ghi --term, ví dụ --term XVIII.",
            field="term",
        )
    return Head(
        number=number.canonical,
        day=options.day,
        title=options.title,
        issuer=options.issuer,
        series=options.term,
        label=options.annex,
        completion=options.rule,
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
