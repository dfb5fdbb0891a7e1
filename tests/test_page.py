"""The pages over a small province: each figure opens a list of as many; the two ways of knowing; what is refused."""

import re
from datetime import date
from html import unescape
from typing import Any
from uuid import UUID

import pytest

from dashboard.address import LIST, Asked, Counted, Way
from dashboard.pages.list import MOST, listing, rows
from dashboard.pages.overview import overview
from dashboard.pages.task import task
from dashboard.read_address import read
from domain.account import Role
from domain.errors import NotFound, Refused
from tests.looks import look, viewer
from tests.province import COMMUNES, PAST, TODAY, WILD
from tests.read_pages import html_of, request, words
from tests.world import World

MOMENTS = {
    "now": Asked(),
    "reported": Asked(day=PAST),
    "reviewed": Asked(day=PAST, way=Way.REVIEWED),
}


@pytest.mark.parametrize("asked", MOMENTS.values(), ids=MOMENTS)
def test_each_figure_opens_a_list_of_as_many(world: World, made: dict[str, UUID], asked: Asked) -> None:
    figures = re.findall(r'<a href="([^"]+)" class="n">([\d.]+)</a>', html_of(overview(look(world, asked))))
    assert len({href for href, _ in figures}) > 50
    for href, number in figures:
        opened = read(unescape(href).removeprefix(LIST), TODAY)
        found = rows(look(world, opened), request())
        assert int(number.replace(".", "")) == len(found["rowData"]) == found["rowCount"], href
        assert opened.when == asked, href
        assert f"<strong>{number}</strong>" in html_of(listing(look(world, opened))), href


def test_the_sentence_and_what_stands_apart(world: World, made: dict[str, UUID]) -> None:
    said = words(overview(look(world)))
    assert (
        "Tính đến ngày 31/3/2026 (số liệu đang cập nhật, chưa chốt): 07 nhiệm vụ có thời hạn; đã hoàn thành "
        "02 (28,6%), trong đó đúng hạn 01 , quá hạn 01 ; chưa hoàn thành, trong hạn 03 (đến hạn trong 05 ngày "
        "làm việc tới: 01 ); quá hạn, chưa hoàn thành 02 ."
    ) in said
    assert "Tổng số 11 nhiệm vụ đã giao" in said
    assert "Chưa chọn đầu mối để giao (nhiệm vụ) 01" in said
    assert "Hoàn thành (không thời hạn) 01 Thường xuyên, không thời hạn 01 Tạm dừng 01" in said


def test_the_two_ways_of_knowing_a_past_day(world: World, made: dict[str, UUID]) -> None:
    reported = words(overview(look(world, MOMENTS["reported"])))
    assert "Đang xem số liệu đã báo cáo ngày 27/02/2026." in reported
    assert "Xem số liệu sau rà soát Về hiện tại" in reported
    assert (
        "(số liệu đã báo cáo): 08 nhiệm vụ có thời hạn; đã hoàn thành 01 (12,5%), trong đó đúng hạn 0"
        in reported
    )
    reviewed = words(overview(look(world, MOMENTS["reviewed"])))
    assert "Đang xem số liệu sau rà soát, tính đến ngày 27/02/2026." in reviewed
    assert (
        "(số liệu sau rà soát): 08 nhiệm vụ có thời hạn; đã hoàn thành 02 (25%), trong đó đúng hạn 01"
        in reviewed
    )


def test_units_stand_in_protocol_order_never_by_the_alphabet(world: World, made: dict[str, UUID]) -> None:
    said = words(overview(look(world))).partition("Theo đơn vị")[2]
    order = ["Văn phòng Tỉnh ủy", "Ban Tổ chức Tỉnh ủy", "Sở Tài chính", *(f"{name} 0" for name in COMMUNES)]
    at = [said.index(name) for name in order]
    assert at == sorted(at)


def test_before_anything_was_given_the_page_says_what_to_do(world: World, made: dict[str, UUID]) -> None:
    said = words(overview(look(world, Asked(day=date(2025, 1, 1)))))
    assert "Đến ngày 01/01/2025 chưa có nhiệm vụ nào được giao. Về hiện tại" in said


def test_an_empty_register_says_how_to_begin(database: str) -> None:
    world = World(database)
    try:
        assert "Sổ chưa có nhiệm vụ nào." in words(overview(look(world)))
        specialist = words(overview(look(world, who=viewer(Role.SPECIALIST))))
        assert "Đề nghị nhập phụ lục nhiệm vụ của văn bản. Nhập phụ lục" in specialist
    finally:
        world.database.close()


def test_a_list_narrowed_to_nothing_says_how_to_widen_it(world: World, made: dict[str, UUID]) -> None:
    empty = words(listing(look(world, Asked(kind="qua-han", month=date(2030, 1, 1)))))
    assert "Không có nhiệm vụ nào ở đây. Đề nghị bỏ bớt điều kiện lọc ở trên." in empty


def test_a_row_tells_where_the_task_stands_and_what_was_moved(world: World, made: dict[str, UUID]) -> None:
    asked = Asked(counted=Counted.ASSIGNMENTS)
    by_task = {row["task"]: row for row in rows(look(world, asked), request())["rowData"]}
    moved = by_task["Nhiệm vụ gia hạn"]
    assert (moved["unit"], moved["deadline"]) == ("Ban Tổ chức Tỉnh ủy", "30/6/2026")
    assert moved["extended"] == "gia hạn 01 lần, hạn ban đầu 20/3/2026"
    late = by_task["Nhiệm vụ quá hạn"]
    assert (late["word"], late["more"], late["completed"]) == (
        "Hoàn thành quá hạn",
        "quá hạn 07 ngày",
        "06/02/2026",
    )
    soon = by_task["Nhiệm vụ sắp đến"]
    assert (soon["status"], soon["word"], soon["more"]) == (
        "sap-den-han",
        "Chưa hoàn thành, trong hạn",
        "sắp đến hạn",
    )
    assert by_task["Nhiệm vụ chưa xong"]["more"] == "quá hạn 21 ngày"


def test_what_waits_for_a_lead_is_listed_in_its_own_words(world: World, made: dict[str, UUID]) -> None:
    asked = Asked(kind="chua-chon-dau-moi")
    [row] = rows(look(world, asked), request())["rowData"]
    assert (row["task"], row["place"], row["deadline"]) == (
        WILD,
        "TT 7, Phụ lục I, 126-KL/TU",
        "khi có yêu cầu",
    )
    assert "<script>" not in html_of(task(look(world), made["chưa chọn"]))


def test_a_page_of_a_list_begins_where_the_one_before_ended(world: World, made: dict[str, UUID]) -> None:
    asked = Asked(counted=Counted.ASSIGNMENTS)
    whole = rows(look(world, asked), request())["rowData"]
    assert rows(look(world, asked), request(2, 5))["rowData"] == whole[2:5]


@pytest.mark.parametrize(
    "wrong",
    [{}, {"startRow": 0, "endRow": MOST + 1}, {"startRow": -1, "endRow": 5}, {"startRow": 5, "endRow": 5},
     {"startRow": "0; DROP TABLE log", "endRow": 5}, {"startRow": 10**20, "endRow": 10**20 + 1}],
)  # fmt: skip
def test_a_request_for_rows_is_read_strictly(
    world: World, made: dict[str, UUID], wrong: dict[str, Any]
) -> None:
    with pytest.raises(Refused, match="Yêu cầu không hợp lệ"):
        rows(look(world), wrong)


@pytest.mark.parametrize(
    "asked", [Asked(unit=UUID(int=5)), Asked(document=UUID(int=5))], ids=["unit", "document"]
)
def test_what_is_not_there_is_not_found(world: World, made: dict[str, UUID], asked: Asked) -> None:
    with pytest.raises(NotFound):
        listing(look(world, asked))
    with pytest.raises(NotFound):
        task(look(world), UUID(int=5))


def test_a_filter_can_be_taken_away_again(world: World, made: dict[str, UUID]) -> None:
    said = html_of(listing(look(world, Asked(kind="qua-han", month=date(2026, 3, 1)))))
    assert (
        'href="/danh-sach?thang=2026-03" class="chip" aria-label="Bỏ lọc: Quá hạn, chưa hoàn thành"' in said
    )
    assert 'href="/danh-sach?loai=qua-han" class="chip" aria-label="Bỏ lọc: Hạn trong tháng 3/2026"' in said


def test_a_task_tells_its_history_as_it_was_known(world: World, made: dict[str, UUID]) -> None:
    now = words(task(look(world), made["gia hạn"]))
    assert "126-KL/TU ngày 05/01/2026" in now
    assert "30/6/2026 gia hạn 01 lần, hạn ban đầu 20/3/2026" in now
    assert "Gia hạn từ ngày 20/3/2026 sang hạn ngày 30/6/2026 theo 9-TB/TU ngày 12/3/2026: Lý do" in now
    then = words(task(look(world, Asked(day=PAST)), made["gia hạn"]))
    assert "Gia hạn" not in then
    assert "20/3/2026" in then


def test_a_task_given_to_many_lists_them_in_protocol_order(world: World, made: dict[str, UUID]) -> None:
    said = html_of(task(look(world), made["giao đồng loạt"]))
    table = said[said.index('class="lines"') : said.index("</table>")]
    assert re.findall(r">(Đảng ủy [^<]+)</a>", table) == COMMUNES
