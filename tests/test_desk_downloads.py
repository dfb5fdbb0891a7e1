"""The desks, the accounts and the access log as workbooks: the rows of the page, whole, for whom they are."""

import io
from collections.abc import Iterator
from datetime import date
from uuid import UUID

import pytest
from openpyxl import load_workbook

from dashboard.app import create_dash
from dashboard.downloads import ACCESS_LOG, ACCOUNT_LIST, AWAITING, COORDINATED, DESK, FILES, TO_REVIEW
from domain.access import Viewer
from domain.access_log import AccessKind
from domain.account import Role
from domain.app.tasks import Choice, NewTask
from domain.assignment_facts import Deadline
from domain.paper import Authority
from domain.task import DocumentBasis, Leads
from tests.looks import beside, viewer
from tests.office_scene import TODAY, UNITS, Desk
from tests.office_scene import office_desk as laid_out
from tests.signed_in import open_account
from tests.world import OFFICE, World

Row = tuple[object, ...]


@pytest.fixture(scope="module")
def desk(module_database: str) -> Iterator[Desk]:
    world = World(module_database)
    yield laid_out(world)
    world.database.close()


def book(world: World, name: str, who: Viewer | None = None) -> tuple[str, list[Row]]:
    """Title and note; the rows below the header."""
    world.engine.catch_up()
    dash = create_dash(world.reader, title="Thử", viewer=lambda: who or viewer(), beside=beside(world))
    answer = dash.server.test_client().get(FILES + name)
    assert answer.status_code == 200, answer.text
    sheet = load_workbook(io.BytesIO(answer.data)).active
    assert sheet is not None
    title, note, _, *rows = sheet.values
    return f"{title[0]}: {note[0]}", rows


@pytest.mark.parametrize(
    ("query", "told", "tasks"),
    [
        ("", "gửi sớm nhất trước", 7),
        ("?cho=de-nghi-hoan-thanh", "Đề nghị xác nhận hoàn thành", 4),
        ("?cho=bao-cao-dinh-ky", "Báo cáo định kỳ", 3),
        ("?cho=cho-lau", "Chờ quá 02 ngày làm việc", 2),
        ("?ngay=2026-11-20&cach=da-bao-cao", "Tính đến ngày 20/11/2026", 3),
    ],
)
def test_what_waits_for_the_office_comes_as_the_page_has_it(
    desk: Desk, query: str, told: str, tasks: int
) -> None:
    said, rows = book(desk.world, f"{AWAITING}{query}")
    assert told in said
    assert len(rows) == tasks
    unit = desk.units[UNITS[0]]
    said, rows = book(desk.world, f"{AWAITING}?don-vi={unit}")
    assert UNITS[0] in said
    assert {row[3] for row in rows} == {UNITS[0]}


def test_who_follows_some_units_takes_along_what_is_theirs(desk: Desk) -> None:
    follows = viewer(Role.SPECIALIST, units=[desk.units[UNITS[2]]])
    said, rows = book(desk.world, AWAITING, follows)
    assert "đồng chí phụ trách" in said
    assert {row[3] for row in rows} == {UNITS[2]}
    _, rows = book(desk.world, f"{AWAITING}?pham-vi=toan-tinh", follows)
    assert len(rows) == 7


@pytest.mark.parametrize(
    ("awaits", "title", "row"),
    [
        (
            "chua-tiep-nhan",
            "Chưa tiếp nhận sau 02 ngày làm việc",
            ("Xây dựng đề án sắp xếp tổ chức", UNITS[3], "13/11/2026", "01/09/2026", None),
        ),
        (
            "chua-bao-cao",
            "Chưa hoàn thành, không có báo cáo trong 30 ngày",
            ("Quản lý quy hoạch cán bộ", UNITS[0], "13/11/2026", "01/09/2026", None),
        ),
        (
            "da-de-nghi-bo-sung",
            "Đã đề nghị bổ sung, chưa có phản hồi",
            (
                "Chuyển đổi số trong cơ quan Đảng",
                UNITS[2],
                "13/11/2026",
                "16/11/2026",
                5,
                "Đề nghị nêu rõ số liệu",
            ),
        ),
        (
            "dieu-chinh-phan-cong",
            "Đề nghị điều chỉnh phân công, chưa trả lời",
            (
                "Quản lý quy hoạch cán bộ",
                UNITS[0],
                "13/11/2026",
                "16/11/2026",
                "Thuộc chức năng cơ quan khác",
            ),
        ),
    ],
)
def test_each_list_to_be_looked_at_again_comes_with_what_it_is_about(
    desk: Desk, awaits: str, title: str, row: Row
) -> None:
    said, rows = book(desk.world, f"{TO_REVIEW}?cho={awaits}")
    assert said.startswith(title)
    there = [
        (task, *(f"{cell:%d/%m/%Y}" if hasattr(cell, "year") else cell for cell in rest))
        for _, task, _, *rest in rows
    ]
    assert row in there


def test_a_unit_takes_along_what_is_open_there_card_by_card(desk: Desk) -> None:
    world, unit = desk.world, desk.units[UNITS[0]]
    head = viewer(Role.UNIT_HEAD, unit)
    _, rows = book(world, DESK, head)
    assert {row[1] for row in rows} == {
        "Quản lý quy hoạch cán bộ",
        "Kiểm tra việc thực hiện nghị quyết",
        "Ban hành chương trình hành động",
    }
    assert {(row[3], row[6]) for row in rows} == {(UNITS[0], "Quá hạn")}
    said, rows = book(world, f"{DESK}?can-lam=cho-van-phong", head)
    assert "Chờ Văn phòng Tỉnh ủy xác nhận" in said
    assert len(rows) == 2


def test_a_unit_takes_along_what_it_co_ordinates_and_not_how_it_stands(desk: Desk) -> None:
    world, (lead, *_, other) = desk.world, desk.units.values()
    shared = NewTask(
        text="Sơ kết nghị quyết",
        deadline=Deadline("", date(2026, 12, 31), "day"),
        authority=Authority.STANDING,
        choice=Choice(Leads.SINGLE, (lead,)),
        coordinating=(other,),
    )
    world.register.draft_task(OFFICE, shared, (DocumentBasis(desk.document),), id=UUID(int=9))
    world.give([UUID(int=9)])
    [row] = book(world, COORDINATED, viewer(Role.UNIT_OFFICER, other))[1]
    assert row[1::2] == ("Sơ kết nghị quyết", UNITS[0])
    assert str(row[4]).startswith("2026-12-31")
    assert len(row) == 5


def test_accounts_come_as_the_viewer_sees_them(desk: Desk) -> None:
    world, unit = desk.world, desk.units[UNITS[0]]
    open_account(world, Role.CLERK, login="mai", name="Phạm Thị Mai", password=None)
    open_account(world, Role.UNIT_OFFICER, unit, login="nga", name="Hồ Thị Nga", password=None)
    _, rows = book(world, ACCOUNT_LIST, viewer(Role.OFFICE_HEAD))
    assert [row[1:3] for row in rows] == [("Phạm Thị Mai", "mai"), ("Hồ Thị Nga", "nga")]
    _, rows = book(world, f"{ACCOUNT_LIST}?tim=mai", viewer(Role.OFFICE_HEAD))
    assert [row[1] for row in rows] == ["Phạm Thị Mai"]
    _, rows = book(world, ACCOUNT_LIST, viewer(Role.UNIT_HEAD, unit))
    assert [(row[1], row[4], row[5]) for row in rows] == [("Hồ Thị Nga", "Cán bộ đơn vị", UNITS[0])]


def test_the_access_log_comes_whole(desk: Desk) -> None:
    world = desk.world
    for n in range(3):
        world.private.access.note(UUID(int=7), AccessKind.READ, f"/nhiem-vu/{UUID(int=n)}", TODAY)
    world.private.access.note(None, AccessKind.SIGN_IN_FAILED, "127.0.0.1")
    _, rows = book(world, f"{ACCESS_LOG}?viec=xem", viewer(Role.INSPECTION))
    assert [row[4:6] for row in rows] == [("Một nhiệm vụ", f"/nhiem-vu/{UUID(int=n)}") for n in (2, 1, 0)]
    _, rows = book(world, f"{ACCESS_LOG}?viec=dang-nhap-khong-thanh-cong", viewer(Role.OFFICE_HEAD))
    assert [(row[2], row[5]) for row in rows] == [("không rõ ai", "127.0.0.1")]
