"""What is taken along: the rows of the page at its moment, within sight, and the access log tells who took it."""

import io
from datetime import date
from uuid import UUID

import pytest
from docx import Document
from openpyxl import load_workbook
from werkzeug.test import TestResponse

from dashboard.address import Asked
from dashboard.app import create_dash
from dashboard.downloads import COURSE_BOOK, DOWNLOADS, FILES, LISTED, TASK_LIST, TO_REVIEW, WEEKLY, downloads
from dashboard.pages.list import listing
from domain.access import Viewer
from domain.access_log import AccessKind
from domain.account import Role
from domain.errors import NotFound
from tests.looks import beside, look, viewer
from tests.province import PAST
from tests.world import World

SEES_ALL = {Role.STANDING, Role.OFFICE_HEAD, Role.OFFICE_DEPUTY, Role.SPECIALIST, Role.INSPECTION}


def get(world: World, path: str, who: Viewer) -> TestResponse:
    dash = create_dash(world.reader, title="Thử", viewer=lambda: who, beside=beside(world))
    return dash.server.test_client().get(path)


def unit_of(world: World, name: str) -> UUID:
    found = world.rows("SELECT unit_id FROM views.unit_timeline WHERE name = %s", name)
    return UUID(str(found[0][0]))


def table(answer: TestResponse) -> list[tuple[object, ...]]:
    assert answer.status_code == 200, answer.text
    sheet = load_workbook(io.BytesIO(answer.data)).active
    assert sheet is not None
    return list(sheet.values)


def test_a_list_is_taken_along_as_it_is_shown(world: World, made: dict[str, UUID]) -> None:
    rows = table(get(world, f"{FILES}{LISTED}?loai=qua-han&dem=luot-giao", viewer()))
    assert rows[0][0] == "Danh sách lượt giao"
    assert len([row for row in rows if isinstance(row[0], int)]) == 6
    then = table(
        get(world, f"{FILES}{LISTED}?ngay={PAST}&cach=da-bao-cao&loai=qua-han&dem=luot-giao", viewer())
    )
    assert f"{PAST:%d/%m/%Y}" in str(then[1][0])


def test_the_paper_of_the_week_is_a_draft_of_the_office(world: World, made: dict[str, UUID]) -> None:
    answer = get(world, FILES + WEEKLY, viewer())
    assert answer.status_code == 200
    words = "\n".join(p.text for p in Document(io.BytesIO(answer.data)).paragraphs)
    assert "theo dõi tuần" in words


def test_a_units_people_take_along_their_own_work_only(world: World, made: dict[str, UUID]) -> None:
    who = viewer(Role.UNIT_HEAD, unit_of(world, "Sở Tài chính"))
    rows = table(get(world, f"{FILES}{LISTED}?dem=luot-giao", who))
    listed = [row for row in rows if isinstance(row[0], int)]
    assert listed
    assert {row[3] for row in listed} == {"Sở Tài chính"}


def test_a_document_that_gives_a_unit_nothing_is_not_even_named_to_it(
    world: World, made: dict[str, UUID]
) -> None:
    others = world.resolution("77-NQ/TU", world.today())
    who = viewer(Role.UNIT_HEAD, unit_of(world, "Sở Tài chính"))
    for name in (LISTED, TASK_LIST):
        assert get(world, f"{FILES}{name}?van-ban={others}", viewer()).status_code == 200
        assert get(world, f"{FILES}{name}?van-ban={others}", who).status_code == 404
    with pytest.raises(NotFound):
        listing(look(world, Asked(document=others), who=who))


@pytest.mark.parametrize("role", Role)
@pytest.mark.parametrize("name", DOWNLOADS)
def test_each_file_is_given_to_whom_its_link_is_offered(
    world: World, made: dict[str, UUID], role: Role, name: str
) -> None:
    unit = unit_of(world, "Sở Tài chính") if role in (Role.UNIT_HEAD, Role.UNIT_OFFICER) else None
    who = viewer(role, unit)
    offered = downloads(look(world, who=who), name) is not None
    answer = get(world, f"{FILES}{name}", who)
    if name in (TASK_LIST, TO_REVIEW, COURSE_BOOK):
        assert answer.status_code == 404  # of which document, which list, what is not said
    else:
        assert (answer.status_code == 200) == offered
    expected = {
        "don-vi.xlsx": SEES_ALL,
        "bieu-theo-doi-tuan.docx": SEES_ALL,
        "cho-xac-nhan.xlsx": SEES_ALL | {Role.BOARD_MEMBER},
        "so-don-vi.xlsx": SEES_ALL | {Role.BOARD_MEMBER},
        "so-van-ban.xlsx": SEES_ALL | {Role.BOARD_MEMBER, Role.CLERK},
        "viec-can-ra-soat.xlsx": SEES_ALL | {Role.BOARD_MEMBER},
        "viec-cua-don-vi.xlsx": {Role.UNIT_HEAD, Role.UNIT_OFFICER},
        "viec-phoi-hop.xlsx": {Role.UNIT_HEAD, Role.UNIT_OFFICER},
        "tai-khoan.xlsx": {Role.OFFICE_HEAD, Role.OFFICE_DEPUTY, Role.UNIT_HEAD},
        "nhat-ky.xlsx": {Role.STANDING, Role.OFFICE_HEAD, Role.UNIT_HEAD, Role.INSPECTION},
        "du-kien.xlsx": SEES_ALL | {Role.BOARD_MEMBER, Role.CLERK},
    }.get(name, SEES_ALL | {Role.BOARD_MEMBER, Role.UNIT_HEAD, Role.UNIT_OFFICER})
    assert offered == (role in expected)


@pytest.mark.parametrize(
    ("path", "status"),
    [("khac.xlsx", 404), (f"{LISTED}?loai=khac", 422), (f"{TASK_LIST}?van-ban={UUID(int=5)}", 404)],
)
def test_what_cannot_be_is_said_in_words(world: World, made: dict[str, UUID], path: str, status: int) -> None:
    answer = get(world, FILES + path, viewer())
    assert answer.status_code == status
    assert answer.text.strip()


def test_each_download_is_noted(world: World, made: dict[str, UUID]) -> None:
    get(world, f"{FILES}{LISTED}?ngay=2026-02-27&cach=da-bao-cao", viewer())
    [noted] = world.private.access.page(limit=1)
    assert (noted.account, noted.kind, noted.day) == (UUID(int=1), AccessKind.EXPORT, date(2026, 2, 27))
    assert noted.what == f"{FILES}{LISTED}?ngay=2026-02-27&cach=da-bao-cao"
