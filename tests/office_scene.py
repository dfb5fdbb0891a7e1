"""The Office's desk on Monday 23/11/2026: something of each kind waits, for the Office and for the units."""

from datetime import date
from uuid import UUID

import msgspec

from domain.assignment_facts import Completion
from domain.paper import Paper
from domain.progress import Report
from infra.holidays import propose
from tests.world import HEAD, OFFICE, UNIT, World, ground

TODAY = date(2026, 11, 23)
GIVEN = date(2026, 9, 1)
DUE = date(2026, 11, 13)
UNITS = ("Đảng ủy xã Tam Sơn", "Đảng ủy phường Trường Sơn", "Đảng ủy xã Yên Na", "Ban Tổ chức Tỉnh ủy")


class Desk(msgspec.Struct):
    """Ids by what they stand for: units by their names, assignments by their tasks, reports by assignment."""

    world: World
    units: dict[str, UUID] = {}
    given: dict[str, UUID] = {}
    report: dict[UUID, int] = {}

    def give(self, text: str, unit: str, **more: object) -> UUID:
        """An assignment, long on the desk of its unit and taken note of."""
        [given] = self.world.task(self.document, [self.units[unit]], text=text, due=DUE, **more)  # type: ignore[arg-type]
        self.given[text] = given
        return given

    def send(self, text: str, unit: str, day: date, **more: object) -> UUID:
        """A report on an assignment of its own."""
        rule = Completion.SUBMITTED if more.pop("submitted", False) else Completion.ISSUED
        typed_in = bool(more.pop("typed_in", False))
        given = self.give(text, unit, completion=rule)
        self.world.register.receive(UNIT, given, day=GIVEN)
        report = Report(as_of=day, results=f"Đã thực hiện: {text.lower()}", **more)  # type: ignore[arg-type]
        by = OFFICE if typed_in else UNIT
        done = self.world.register.send_report(by, given, report, day=day, typed_in=typed_in)
        self.report[given] = int(done.answer["version"])
        return given

    document: UUID = UUID(int=0)


def office_desk(world: World) -> Desk:
    """Four claims, three periodic reports, one typed in, and what is to be looked at again."""
    world.register.set_calendar(OFFICE, propose(2026), source="Thông báo 1/TB", day=date(2026, 1, 1))
    desk = Desk(world)
    desk.units = dict(zip(UNITS, world.units(*UNITS), strict=True))
    desk.document = world.on(GIVEN).resolution("126-KL/TU", GIVEN)
    tam_son, truong_son, yen_na, ban = UNITS
    quiet = desk.give("Rà soát quy chế làm việc", yen_na)
    world.register.receive(UNIT, quiet, day=GIVEN)
    desk.give("Xây dựng đề án sắp xếp tổ chức", ban)
    moved = desk.give("Quản lý quy hoạch cán bộ", tam_son)
    world.register.receive(UNIT, moved, day=GIVEN)

    world.on(date(2026, 11, 12))
    asked = desk.send("Chuyển đổi số trong cơ quan Đảng", yen_na, date(2026, 11, 12))
    world.on(date(2026, 11, 16)).register.ask_for_more(
        HEAD, asked, day=date(2026, 11, 16), report=desk.report[asked], reason="Đề nghị nêu rõ số liệu"
    )
    world.register.ask_reassignment(
        UNIT, moved, day=date(2026, 11, 16), reason="Thuộc chức năng cơ quan khác"
    )
    world.on(date(2026, 11, 17))
    desk.send("Kiểm tra việc thực hiện nghị quyết", tam_son, date(2026, 11, 17))
    desk.send(
        "Ban hành chương trình hành động",
        tam_son,
        date(2026, 11, 17),
        claim=True,
        product=Paper("12-CTr/ĐU", DUE),
    )
    world.on(date(2026, 11, 20))
    desk.send(
        "Tổng kết mô hình tổ chức",
        truong_son,
        date(2026, 11, 20),
        paper=Paper("142-BC/ĐU", date(2026, 11, 20)),
        typed_in=True,
    )
    world.on(TODAY)
    product = Paper("31-KH/ĐU", date(2026, 11, 10), "Đảng ủy phường Trường Sơn")
    desk.send("Ban hành kế hoạch (ban hành)", truong_son, TODAY, claim=True, product=product, received=TODAY)
    desk.send(
        "Trình kế hoạch (trình)",
        truong_son,
        TODAY,
        claim=True,
        product=product,
        received=TODAY,
        submitted=True,
    )
    desk.send("Báo cáo chưa nêu sản phẩm", yen_na, TODAY, claim=True)
    desk.send(
        "Báo cáo định kỳ quý IV", yen_na, TODAY, difficulties="Thiếu kinh phí", percent=60, step="consulting"
    )
    desk.send("Gửi nhầm rồi đưa ra", yen_na, TODAY)
    world.register.remove(HEAD, desk.given["Gửi nhầm rồi đưa ra"], ground=ground(TODAY))
    world.engine.catch_up()
    return desk
