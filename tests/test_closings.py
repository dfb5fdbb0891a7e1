"""Chốt số liệu: units look and remark, the Office answers, the head freezes a position; what stands on it stays."""

from collections.abc import Iterator
from datetime import date, timedelta
from uuid import UUID

import pytest

from dashboard.address import CLOSING, CLOSINGS, OVERVIEW, UNITS, WORK, Asked, Way
from dashboard.downloads import BY_UNIT, DOWNLOADS, WEEKLY
from dashboard.pages.closings import closing_list
from dashboard.pages.closings_one import one_closing
from dashboard.pages.overview import overview
from dashboard.pages.units import units
from dashboard.pages.work import work
from dashboard.read_address import read
from domain.access import Viewer
from domain.account import OF_A_UNIT, Role
from domain.closing import Agreed, Answered, Closed, Dropped, Opened, Remarked, close, closing, open_closing
from domain.errors import NotFound, Refused
from domain.event import Event, Fact
from domain.words import told
from projections import closings, counts
from projections.papers.weekly import weekly
from projections.papers.wording import basis
from tests.asking import Api, api_of
from tests.looks import look, viewer
from tests.test_page import html_of
from tests.test_rulings import words
from tests.world import HEAD, OFFICE, UNIT, World
from tests.written_forms import forms_in

JAN_30, FEB_2, FEB_6, FEB_10 = date(2026, 1, 30), date(2026, 2, 2), date(2026, 2, 6), date(2026, 2, 10)
JANUARY = "tháng 01/2026"
OPENED = Opened(by="cv", name=JANUARY, until=JAN_30, remarks_until=FEB_6)
HERE = UUID(int=1)


def given(*facts: Fact) -> list[Event]:
    return [Event(HERE, version, fact) for version, fact in enumerate(facts, 1)]


# What is decided.


def test_a_closing_is_opened_for_a_day_that_has_come_and_gives_the_units_time() -> None:
    def opened(**changes: object) -> Opened:
        asked = {"name": JANUARY, "until": JAN_30, "remark_days": 4, "today": FEB_2, "by": "cv"}
        return open_closing(**asked | changes)

    assert opened() == OPENED
    assert opened(remark_days=0).remarks_until is None, "a closing of the week may ask nobody"
    for changes, message in (
        ({"until": FEB_6}, "muộn hơn hôm nay"),
        ({"remark_days": 31}, "từ 0 .* đến 30 ngày"),
        ({"name": " "}, "Đề nghị nhập tên kỳ số liệu"),
    ):
        with pytest.raises(Refused, match=message):
            opened(**changes)


@pytest.mark.parametrize(
    ("facts", "today", "message"),
    [
        ((OPENED,), FEB_6, "còn được cho ý kiến đến hết ngày 06/02/2026"),
        ((OPENED, Remarked(by="dv", unit=HERE, opinion="Sai")), FEB_10, r"Còn 01 ý kiến .* \(mục 2\)"),
        ((OPENED, Closed(by="cvp", position=7)), FEB_10, "Số liệu đã chốt, không thay đổi được"),
        ((OPENED, Dropped(by="cvp", reason="Nhầm")), FEB_10, "Đợt chốt này đã bỏ"),
    ],
)
def test_nobody_closes_over_the_units_heads_nor_twice(
    facts: tuple[Fact, ...], today: date, message: str
) -> None:
    with pytest.raises(Refused, match=message):
        close(closing(HERE, given(*facts)), position=9, today=today, by="cvp")


def test_every_fact_of_a_closing_has_words() -> None:
    facts = (
        OPENED,
        Agreed(by="dv", unit=HERE),
        Remarked(by="dv", unit=HERE, opinion="Đã ban hành"),
        Answered(by="cv", remark=3, answer="Đã xem lại"),
        Closed(by="cvp", position=1234),
        Dropped(by="cvp", reason="Nhầm ngày"),
    )
    assert [told(fact, lambda unit: "Xã Tam Sơn") for fact in facts] == [
        "Mở đợt chốt số liệu tháng 01/2026, tính đến hết ngày 30/01/2026, lấy ý kiến đơn vị đến hết ngày 06/02/2026",
        "Xã Tam Sơn đã xem số liệu, không có ý kiến",
        "Xã Tam Sơn có ý kiến về số liệu: Đã ban hành",
        "Trả lời ý kiến ở mục 3: Đã xem lại",
        "Chốt số liệu theo nội dung ghi đến mục 1.234 của sổ",
        "Bỏ đợt chốt số liệu: Nhầm ngày",
    ]


# On a register.


class January:
    """Two units with a task each, due on 21/01 and overdue; the figures of January are to be closed."""

    def __init__(self, world: World) -> None:
        self.world = world
        self.one, self.two = world.units("Xã Tam Sơn", "Phường Vinh Tân")
        document = world.resolution()
        [self.of_one] = world.task(document, [self.one])
        [self.of_two] = world.task(document, [self.two])
        self.id = self.open(4)

    def open(self, remark_days: int) -> UUID:
        done = self.world.on(FEB_2).register.open_closing(
            OFFICE, name=JANUARY, until=JAN_30, remark_days=remark_days
        )
        return UUID(done.answer["closing"])

    def close(self, position: int | None = None) -> int:
        self.world.on(FEB_10)
        head = position or self.world.log.head()
        self.world.register.close_figures(HEAD, self.id, position=head)
        self.world.engine.catch_up()
        return head

    def look(self, asked: Asked, who: Viewer | None = None, path: str = OVERVIEW) -> object:
        self.world.engine.catch_up()
        return look(self.world, asked, path, who or viewer(Role.OFFICE_HEAD))

    def page(self, role: Role = Role.OFFICE_HEAD, asked: Asked | None = None) -> str:
        who = viewer(role, self.one if role in OF_A_UNIT else None)
        return html_of(one_closing(self.look(asked or Asked(), who, f"{CLOSING}{self.id}"), self.id))

    def overdue(self) -> int:
        asked = read(f"biet={self.id}", self.world.today())
        at = self.look(asked).at
        return self.world.query(counts.assignments, at).of(counts.Timeliness.OVERDUE)


@pytest.fixture
def world(database: str) -> Iterator[World]:
    world = World(database)
    yield world
    world.database.close()


@pytest.fixture
def january(world: World) -> January:
    return January(world)


@pytest.fixture
def api(world: World) -> Iterator[Api]:
    with api_of(world) as api:
        yield api


def test_what_is_recorded_after_the_closing_changes_nothing_of_it_and_is_listed_as_arisen_since(
    january: January,
) -> None:
    january.close()
    assert january.overdue() == 2
    january.world.complete(january.of_one, FEB_10, product=date(2026, 1, 20))
    assert january.overdue() == 2, "the closing stands as it was"
    now = january.look(Asked(day=JAN_30, way=Way.REVIEWED)).at
    assert january.world.query(counts.assignments, now).of(counts.Timeliness.OVERDUE) == 1
    said = words(january.page())
    assert "Phát sinh sau chốt" in said
    assert "01 hoàn thành, 01 không còn quá hạn" in said


def test_the_head_closes_what_he_saw_not_what_was_recorded_while_he_looked(january: January) -> None:
    seen = january.world.log.head()
    january.world.on(FEB_10).complete(january.of_one, FEB_10, product=date(2026, 1, 20))
    january.close(seen)
    assert january.overdue() == 2


def test_a_position_within_a_transaction_is_raised_to_its_end(january: January, api: Api) -> None:
    world = january.world.on(FEB_10)
    world.units("Xã Một", "Xã Hai", "Xã Ba")
    head = world.log.head()
    api.asks = api.account(Role.OFFICE_HEAD)
    answer = api.post(f"/closings/{january.id}/closure", {"position": head - 2})
    assert answer.status == 200, answer.body
    world.engine.catch_up()
    assert world.query(closings.closing, world.reader.reviewed(FEB_10), january.id).position == head
    ahead = api.post(f"/closings/{january.open(0)}/closure", {"position": 10**6})
    assert (ahead.status, ahead.body["field"]) == (422, "position")


def test_a_unit_agrees_or_remarks_is_answered_and_nothing_more_after_the_closing(
    january: January, api: Api
) -> None:
    head = api.account(Role.UNIT_HEAD, january.one)
    officer = api.account(Role.UNIT_OFFICER, january.two)
    office = api.account(Role.SPECIALIST)
    at = f"/closings/{january.id}"
    api.asks = officer
    opinion = {
        "opinion": "Đã ban hành ngày 20/01",
        "unit": str(january.two),
        "assignment": str(january.of_two),
    }
    assert api.post(f"{at}/remarks", opinion).status == 200
    refused = api.post(f"{at}/remarks", opinion | {"assignment": str(january.of_one)})
    assert (refused.status, refused.body["field"]) == (422, "assignment"), "another unit's"
    assert api.post(f"{at}/remarks", opinion | {"unit": str(january.one)}).status == 404
    assert "Ý kiến của đơn vị 01 ý kiến, 01 chưa trả lời" in words(january.page())
    assert "Xã Tam Sơn 01 01 chưa xem Phường Vinh Tân 01 01 có ý kiến" in words(january.page())
    api.asks = head
    assert api.post(f"{at}/agreements", {"unit": str(january.one)}).status == 200
    again = api.post(f"{at}/agreements", {"unit": str(january.one)})
    assert (again.status, again.body["field"]) == (422, "unit")
    api.asks = office
    assert api.post(f"{at}/answers", {"remark": 2, "answer": "Đã xác nhận"}).status == 200
    assert api.post(f"{at}/answers", {"remark": 2, "answer": "Lần nữa"}).status == 422
    assert "Xã Tam Sơn 01 01 đã xem Phường Vinh Tân 01 01 đã trả lời" in words(january.page())
    january.world.on(FEB_6 + timedelta(1))
    api.asks = officer
    assert "Đã hết thời gian cho ý kiến" in api.post(f"{at}/remarks", opinion).body["detail"]
    january.close()
    assert "Số liệu đã chốt" in api.post(f"{at}/remarks", opinion).body["detail"]


def test_a_unit_finds_its_own_figures_and_remarks_and_nothing_of_another(january: January) -> None:
    january.world.register.remark_on_figures(UNIT, january.id, unit=january.two, opinion="Của Vinh Tân")
    january.world.register.remark_on_figures(UNIT, january.id, unit=january.one, opinion="Của Tam Sơn")
    said = words(january.page(Role.UNIT_HEAD))
    assert "Tổng số 01 lượt giao đã giao" in said
    assert "Của Tam Sơn" in said
    for other in ("Của Vinh Tân", "Phường Vinh Tân"):
        assert other not in said
    desk = january.look(Asked(), viewer(Role.UNIT_HEAD, january.one), WORK)
    assert "Đối chiếu số liệu tháng 01/2026 : đề nghị xem, cho ý kiến trước hết ngày 06/02/2026." in words(
        html_of(work(desk))
    )


def test_who_may_do_what_finds_a_form_for_it_and_nobody_else(january: January) -> None:
    january.world.register.remark_on_figures(UNIT, january.id, unit=january.one, opinion="Sai")

    def offered(role: Role) -> set[str]:
        return {form.path.rsplit("/", 1)[1] for form in forms_in(january.page(role))}

    assert offered(Role.OFFICE_HEAD) == {"withdrawal", "answers"}
    assert "Chốt được sau ngày 06/02/2026" in words(january.page())
    assert offered(Role.OFFICE_DEPUTY) == offered(Role.SPECIALIST) == {"answers"}
    assert offered(Role.UNIT_HEAD) == offered(Role.UNIT_OFFICER) == {"agreements", "remarks"}
    for role in (Role.STANDING, Role.INSPECTION):
        assert offered(role) == set()
    with pytest.raises(NotFound):
        january.page(Role.BOARD_MEMBER)
    january.world.on(FEB_10)
    assert "Chốt được khi 01 ý kiến của đơn vị đã được trả lời." in words(january.page())
    january.world.register.answer_remark(OFFICE, january.id, remark=2, answer="Đã xem lại")
    assert offered(Role.OFFICE_HEAD) == {"closure", "withdrawal"}
    assert offered(Role.UNIT_HEAD) == set(), "the time is over"
    assert not forms_in(january.page(asked=Asked(day=FEB_2, way=Way.REVIEWED))), "a past day is looked at"


def test_what_the_form_of_the_head_sends_closes_the_figures_on_the_page(january: January, api: Api) -> None:
    january.world.on(FEB_10)
    [form] = [form for form in forms_in(january.page()) if form.path.endswith("closure")]
    assert form.body() == {"position": january.world.log.head()}
    api.asks = api.account(Role.OFFICE_HEAD)
    assert api.post(form.path, form.body()).status == 200


def test_the_board_compares_units_by_name_on_a_closing_and_not_before(january: January) -> None:
    member = viewer(Role.BOARD_MEMBER)
    january.close()
    closed = read(f"biet={january.id}", january.world.today())
    live = Asked(day=JAN_30, way=Way.REVIEWED)
    table = "Theo đơn vị Đơn vị tính: lượt giao"
    for asked, compares in ((live, False), (closed, True)):
        page = january.look(asked, member, UNITS)
        assert (table in words(html_of(units(page)))) == compares
        assert DOWNLOADS[WEEKLY].open_to(page) == DOWNLOADS[BY_UNIT].open_to(page) == compares


def test_the_api_lets_the_board_compare_on_a_closing_only(january: January, api: Api) -> None:
    january.close()
    api.asks = api.account(Role.BOARD_MEMBER)
    assert api.get("/overview/units", day="2026-01-30").status == 403
    answer = api.get("/overview/units", known=january.id)
    assert (answer.status, answer.body["day"]) == (200, "2026-01-30")
    assert [one["name"] for one in answer.body["items"]] == ["Xã Tam Sơn", "Phường Vinh Tân"]
    [found] = api.get("/closings").body["items"]
    assert (found["name"], found["position"] is not None) == (JANUARY, True)
    assert api.get(f"/closings/{january.id}").body["closing"] == found


def test_under_way_it_is_hidden_from_the_board_and_no_page_stands_on_it(january: January, api: Api) -> None:
    january.world.engine.catch_up()
    api.asks = api.account(Role.BOARD_MEMBER)
    assert api.get("/closings").body == {"items": []}
    assert api.get(f"/closings/{january.id}").status == 404
    assert api.get("/overview", known=january.id).status == 404
    with pytest.raises(NotFound):
        january.look(read(f"biet={january.id}", january.world.today()))
    with pytest.raises(NotFound):
        january.look(read(f"biet={UUID(int=9)}", january.world.today()))


def test_a_page_on_a_closing_says_so_and_a_live_one_says_that_it_is_none(january: January) -> None:
    january.close()
    asked = read(f"biet={january.id}", january.world.today())
    said = words(html_of(overview(january.look(asked))))
    assert "Số liệu chốt tháng 01/2026: tính đến hết ngày 30/01/2026, do" in said
    assert "chốt lúc 08:00 ngày 10/02/2026." in said
    assert "Tính đến ngày 30/01/2026 (số liệu đã chốt tháng 01/2026)" in said
    assert "số liệu đang cập nhật, chưa chốt" in words(html_of(overview(january.look(Asked()))))
    on = january.look(asked).asked
    assert on.at(OVERVIEW) == f"{OVERVIEW}?ngay=2026-01-30&biet={january.id}"
    assert on.now.at(OVERVIEW) == OVERVIEW


def test_the_weekly_sheet_is_printed_on_a_closing_beside_the_closing_of_a_week_before(
    january: January,
) -> None:
    done = january.world.on(FEB_2).register.open_closing(
        OFFICE, name="tuần trước", until=JAN_30 - timedelta(7), remark_days=0
    )
    january.world.register.close_figures(
        HEAD, UUID(done.answer["closing"]), position=january.world.log.head()
    )
    january.world.complete(january.of_one, FEB_2, product=date(2026, 1, 20))
    january.close()
    at = january.look(read(f"biet={january.id}", january.world.today())).at
    sheet = weekly(january.world.reader, at)
    assert sheet.basis == "số liệu đã chốt tháng 01/2026"
    assert (sheet.before.day, sheet.before.basis) == (date(2026, 1, 23), "số liệu đã chốt tuần trước")
    overdue = [tally.of(counts.Timeliness.OVERDUE) for tally in (sheet.before.tasks, sheet.tasks)]
    assert overdue == [2, 1], "what was confirmed between the two closings is no difference of the first"
    assert basis(january.world.reader.reviewed(FEB_10), FEB_10) == "số liệu đang cập nhật, chưa chốt"


def test_the_list_tells_what_is_under_way_what_is_closed_and_forgets_what_was_dropped(
    january: January,
) -> None:
    def said(asked: Asked | None = None, role: Role = Role.OFFICE_HEAD) -> str:
        return words(html_of(closing_list(january.look(asked or Asked(), viewer(role), CLOSINGS))))

    wrong = january.open(0)
    assert said().count(JANUARY) >= 2
    january.world.register.drop_closing(HEAD, wrong, reason="Nhầm")
    assert "Đang đối chiếu tháng 01/2026 số liệu tính đến hết ngày 30/01/2026; lấy ý kiến" in said()
    january.close()
    assert "Đã chốt Số liệu đã chốt không thay đổi; nội dung sai được đính chính. tháng 01/2026" in said()
    assert "chốt lúc 08:00 ngày 10/02/2026" in said(role=Role.BOARD_MEMBER)
    then = said(Asked(day=FEB_2))
    assert "Chưa có số liệu nào được chốt." in then, "nobody had closed anything on that evening"


def test_a_closing_opens_with_the_week_and_the_month_that_ended_last(world: World) -> None:
    world.on(date(2026, 11, 22)).engine.catch_up()
    page = html_of(closing_list(look(world, Asked(), CLOSINGS, viewer(Role.SPECIALIST))))
    week, month = forms_in(page)
    assert week.body() == {"name": "tuần đến ngày 20/11/2026", "until": "2026-11-20", "remark_days": 3}
    assert month.body() == {"name": "tháng 10/2026", "until": "2026-10-31", "remark_days": 3}
    assert not forms_in(html_of(closing_list(look(world, Asked(), CLOSINGS))))


def test_a_rebuild_gives_the_same_closings(january: January) -> None:
    january.world.register.remark_on_figures(UNIT, january.id, unit=january.one, opinion="Sai")
    january.world.register.answer_remark(OFFICE, january.id, remark=2, answer="Đã xem lại")
    january.close()
    tables = ("closings", "closing_remarks", "rules", "calendars")
    before = [january.world.rows(f"SELECT t::text FROM {table} t ORDER BY 1") for table in tables]
    january.world.engine.rebuild()
    assert [january.world.rows(f"SELECT t::text FROM {table} t ORDER BY 1") for table in tables] == before
