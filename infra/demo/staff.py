"""The people of the units, by whom reports are sent: a name and an office for each account that the story uses.

All names are made up. Nobody signs in as one of them.
"""

from collections.abc import Iterator
from random import Random
from uuid import UUID

from domain.person import Person
from infra.demo.units import REFORM, UNITS, Unit

_NAMES = """
Nguyễn Nguyễn Nguyễn Nguyễn Nguyễn Trần Trần Lê Lê Phạm Phạm Hoàng Phan Vũ Võ Đặng Bùi Đỗ Hồ Ngô Dương Cao Trương Lô
Văn Đức Xuân Hữu Quốc Đình Minh Công Bá Trọng Thanh Ngọc Viết Sỹ
An Bình Cường Dũng Đạt Hải Hiếu Hùng Hưng Khang Kiên Lâm Long Mạnh Nam Phong Phúc Quang Quân Sơn Tài Thắng Tiến Việt
Thị Thị Thị Thu Thanh Ngọc Bích Hồng Kim Minh
Anh Chi Dung Giang Hà Hạnh Hằng Hiền Hoa Hòa Huệ Hương Lan Liên Loan Mai Ngân Nga Nhung Phương Thảo Thủy Trang Vân Yến
"""
_SURNAMES, _MEN, _OF_MEN, _WOMEN, _OF_WOMEN = (line.split() for line in _NAMES.strip().splitlines())

_HEADS = (
    ("Văn phòng Tỉnh ủy", "Lãnh đạo Văn phòng Tỉnh ủy"),
    ("Văn phòng", "Chánh Văn phòng"),
    ("Ủy ban Kiểm tra", "Chủ nhiệm Ủy ban Kiểm tra"),
    ("Cơ quan Ủy ban Kiểm tra", "Chủ nhiệm Ủy ban Kiểm tra"),
    ("Ban cán sự đảng", "Bí thư Ban cán sự đảng"),
    ("Ban Quản lý", "Giám đốc Ban Quản lý"),
    ("Ban", "Trưởng Ban"),
    ("Trường", "Hiệu trưởng Trường"),
    ("Báo", "Tổng Biên tập Báo"),
    ("Ủy ban Mặt trận", "Chủ tịch Ủy ban Mặt trận"),
    ("Liên", "Chủ tịch Liên"),
    ("Hội", "Chủ tịch Hội"),
    ("Đoàn Thanh niên", "Bí thư Đoàn Thanh niên"),
    ("Sở", "Giám đốc Sở"),
    ("Cục", "Cục trưởng Cục"),
    ("Thanh tra", "Chánh Thanh tra"),
    ("Tòa án", "Chánh án Tòa án"),
    ("Viện kiểm sát", "Viện trưởng Viện kiểm sát"),
    ("Thuế", "Trưởng Thuế"),
    ("Thống kê", "Trưởng Thống kê"),
    ("Thi hành án", "Trưởng Thi hành án"),
    *((name, f"Bí thư {name}") for name in ("Đảng ủy", "Đảng đoàn", "Thành ủy", "Thị ủy", "Huyện ủy")),
    *(
        (name, f"Giám đốc {name}")
        for name in ("Đài", "Kho bạc", "Bảo hiểm", "Ngân hàng", "Trung tâm", "Công ty", "Bưu điện")
    ),
)
"""How the name of a unit begins -> the office of its head; the first that fits."""


def staff() -> Iterator[Person]:
    """The head and the officer of each unit, always the same."""
    for unit in UNITS.values():
        yield _person(unit.head, f"lanhdao.{unit.key}", _head(unit), 0.78)
        yield _person(unit.officer, f"canbo.{unit.key}", f"Chuyên viên, {unit.name_on(REFORM)}", 0.45)


def _person(account: UUID, login: str, office: str, men: float) -> Person:
    dice = Random(f"name {account}")
    middles, given = (_MEN, _OF_MEN) if dice.random() < men else (_WOMEN, _OF_WOMEN)
    name = f"{dice.choice(_SURNAMES)} {dice.choice(middles)} {dice.choice(given)}"
    return Person(account, login, name, office)


def _head(unit: Unit) -> str:
    name = unit.name_on(REFORM)
    begins, office = next((begins, office) for begins, office in _HEADS if name.startswith(begins))
    return office + name.removeprefix(begins)
