"""Every state of a page is an address that can be sent; what cannot be is refused in words."""

from datetime import date
from uuid import UUID

import pytest

from dashboard.address import LIST, Asked, Counted, Way
from dashboard.kinds import KINDS
from dashboard.read_address import read
from domain.errors import Refused
from domain.unit import Group

TODAY = date(2026, 11, 20)
UNIT = UUID(int=7)

STATES = [
    Asked(),
    Asked(day=date(2026, 6, 30)),
    Asked(day=date(2026, 6, 30), way=Way.REVIEWED, year=2025),
    Asked(kind="qua-han"),
    Asked(counted=Counted.ASSIGNMENTS, unit=UNIT, kind="sap-den-han", month=date(2026, 2, 1)),
    Asked(counted=Counted.ASSIGNMENTS, group=Group.COMMUNES, day=date(2024, 2, 29)),
    Asked(document=UNIT, kind="chua-chon-dau-moi"),
]


@pytest.mark.parametrize("asked", STATES)
def test_an_address_says_the_whole_state(asked: Asked) -> None:
    assert read(asked.at(LIST).removeprefix(LIST), TODAY) == asked


def test_what_goes_without_saying_is_left_out() -> None:
    assert Asked().at("/") == "/"
    assert Asked(way=Way.REVIEWED).at("/") == "/"
    past = Asked(day=date(2026, 6, 30), kind="qua-han")
    assert past.at("/danh-sach") == "/danh-sach?ngay=2026-06-30&cach=da-bao-cao&loai=qua-han"


def test_today_is_live_and_has_one_way_of_knowing() -> None:
    assert read("?ngay=2026-11-20&cach=sau-ra-soat", TODAY).day is None


def test_a_unit_is_given_assignments_not_tasks() -> None:
    assert read(f"?don-vi={UNIT}", TODAY).counted is Counted.ASSIGNMENTS


def test_what_is_not_ours_in_an_address_is_passed_over() -> None:
    assert read("?utm_source=thu&ngay=", TODAY) == Asked()


@pytest.mark.parametrize(
    ("search", "words"),
    [
        ("?ngay=2026-02-30", "Không có ngày 30/02/2026 trong lịch"),
        ("?ngay=30/6/2026", "“30/6/2026” không phải là ngày"),
        ("?ngay=2026-06-3०", "không phải là ngày"),
        ("?ngay=2026-11-21", "hôm nay là ngày 20/11/2026"),
        ("?ngay=0000-01-01", "Không có ngày 01/01/0000"),
        ("?thang=2026-13", "“2026-13” không phải là tháng"),
        ("?thang=9999-12", "“9999-12” không phải là tháng"),
        ("?nam=9999", "“9999” không phải là năm"),
        ("?nam=-1", "“-1” không phải là năm"),
        ("?nhom=7", "“7” không phải là nhóm đơn vị"),
        ("?loai=' OR 1=1 --", "Không có loại “' OR 1=1 --”"),
        ("?cach=khac", "Không có cách xem số liệu “khac”"),
        ("?dem=moi-thu", "Không có danh sách “moi-thu”"),
        ("?don-vi=abc", "Địa chỉ trang không đúng"),
        ("?van-ban=abc", "Địa chỉ trang không đúng"),
        ("?" + "&".join(f"a{n}=1" for n in range(40)), "Địa chỉ trang quá dài"),
        ("?loai=" + "x" * 5000, "…”"),
    ],
)
def test_what_cannot_be_is_refused_in_words(search: str, words: str) -> None:
    with pytest.raises(Refused) as refused:
        read(search, TODAY)
    assert words in refused.value.message
    assert len(refused.value.message) < 200


def test_every_kind_has_a_name_of_its_own() -> None:
    assert len({kind.name for kind in KINDS.values()}) == len(KINDS)
