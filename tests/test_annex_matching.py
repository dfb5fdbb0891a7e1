"""Names in the cells of leads: where they part, which unit they are, and when a person is asked."""

from uuid import UUID, uuid5

import pytest
from hypothesis import given
from hypothesis import strategies as st

from domain.annex import Found, Known, Register
from domain.annex.matching import LONGEST_CELL, fuller, key, matches
from domain.annex.names import Shape, shape, split

SPACE = UUID("0b1f0c9e-5d0e-4e4b-8a7e-3f0d3a1f7c11")

NAMES = (
    "Văn phòng Tỉnh ủy",
    "Ban Tổ chức Tỉnh ủy",
    "Ban Tuyên giáo và Dân vận Tỉnh ủy",
    "Cơ quan Ủy ban Kiểm tra Tỉnh ủy",
    "Báo và phát thanh, truyền hình tỉnh",
    "Đảng ủy các cơ quan Đảng tỉnh",
    "Đảng ủy Ủy ban nhân dân tỉnh",
    "Ủy ban Mặt trận Tổ quốc Việt Nam tỉnh",
    "Văn phòng Đoàn đại biểu Quốc hội và Hội đồng nhân dân tỉnh",
    "Sở Tài chính",
    "Sở Văn hóa, Thể thao và Du lịch",
    "Sở Nông nghiệp và Môi trường",
    "Công an tỉnh",
    "Bộ Chỉ huy Quân sự tỉnh",
    "Đảng ủy xã Hòa An",
    "VNPT",
)
GROUPS = ("Các đảng ủy xã, phường, đặc khu", "Các sở, ban, ngành")


def unit(name: str) -> UUID:
    return uuid5(SPACE, name)


def known(*names: str) -> Register:
    return Register([Known(unit(name), (name,)) for name in names], GROUPS)


REGISTER = known(*NAMES)
NOTHING = Register([])


def names_in(cell: str, register: Register = NOTHING) -> list[str]:
    return split(cell, register.ends(cell))[1::2]


# Where names part


@pytest.mark.parametrize(
    ("cell", "names"),
    [
        ("Bộ Văn hóa, Thể thao và Du lịch", 1),
        ("Bộ Giáo dục và Đào tạo", 1),
        ("Ban Tuyên giáo và Dân vận", 1),
        ("Bộ Lao động - Thương binh và Xã hội", 1),
        ("Các bộ, ngành, địa phương", 1),
        ("Bộ, ngành, địa phương", 1),
        ("Các sở, ban, ngành, Hội, đoàn thể tỉnh", 1),
        ("Các bộ, ngành, địa phương là chủ quản CSDLQG, CSDL chuyên ngành", 1),
        ("Đảng ủy các cơ quan Đảng tỉnh", 1),
        ("Đảng ủy, UBND các xã, phường", 1),
        ("Ban Quản lý Khu kinh tế và các khu công nghiệp tỉnh", 1),
        ("Văn phòng Đoàn đại biểu Quốc hội và Hội đồng nhân dân tỉnh", 1),
        ("Báo và phát thanh, truyền hình tỉnh", 1),
        ("Liên hiệp các Hội Khoa học và Kỹ thuật tỉnh", 1),
        ("Đảng ủy UBND tỉnh (Sở Tài chính, Sở Nội vụ)", 1),
        ("Ban Tổ\nchức Tỉnh ủy", 1),
        ("SỞ NỘI VỤ", 1),
        ("Bộ Nội Vụ", 1),
        ("Bộ Thông tin và Truyền thông Bộ Khoa học và Công nghệ", 2),
        ("Sở Nông nghiệp và Môi trường Sở Tài chính", 2),
        ("Sở Tư pháp Thanh tra tỉnh", 2),
        ("Văn phòng Ban Chỉ đạo tỉnh", 1),
        ("Văn phòng Chính phủ; Bộ Công an", 2),
        ("Bộ Khoa học, Công nghệ, Bộ Thông tin và Truyền thông", 2),
        ("Bộ Lao động - Thương binh và Xã hội,Thanh tra Chính phủ", 2),
        ("Bộ Khoa học và Công nghệ và các bộ, ngành, địa phương", 2),
        ("Bộ Tài chính, bộ, ngành liên quan", 2),
        ("Các bộ, cơ quan thuộc Chính phủ, UBND các tỉnh, thành phố", 2),
        ("- Sở Tài chính;\n- Sở Nội vụ\n- Sở Y tế.", 3),
        ("Các cơ quan Đảng, Quốc hội, Tòa án nhân dân tối cao, Viện Kiểm sát nhân dân tối cao", 4),
        ("VTV, VOV, TTXVN, các địa phương", 4),
        ("Ủy ban MTTQ Việt Nam tỉnh, LĐLĐ tỉnh, Hội LHPN tỉnh và Tỉnh đoàn", 4),
        ("sở Tài chính, ban Tổ chức Tỉnh ủy", 2),
        ("", 0),
        (" ; ", 0),
    ],
)
def test_a_name_ends_only_where_another_begins(cell: str, names: int) -> None:
    assert len(names_in(cell)) == names


def test_what_parts_the_names_is_no_part_of_them() -> None:
    assert names_in("- Sở Tài chính;\n- Sở Nội vụ và Công an tỉnh/Tỉnh đoàn, các xã.") == [
        "Sở Tài chính",
        "Sở Nội vụ",
        "Công an tỉnh",
        "Tỉnh đoàn",
        "các xã",
    ]


@pytest.mark.parametrize(
    ("name", "is_"),
    [
        ("Sở Tài chính", Shape.UNIT),
        ("TTXVN", Shape.UNIT),
        ("Đảng ủy xã Hòa An", Shape.UNIT),
        ("UBND các tỉnh, thành phố", Shape.GROUP),
        ("Đảng ủy xã, phường", Shape.GROUP),
        ("Địa phương được lựa chọn", Shape.GROUP),
        ("Tập đoàn, doanh nghiệp công nghệ số", Shape.GROUP),
        ("Cấp ủy các cấp", Shape.GROUP),
        ("Một số khu công nghiệp", Shape.GROUP),
        ("Bộ", Shape.FRAGMENT),
        ("nghiệp và phát triển nông thôn", Shape.FRAGMENT),
        ("nt", Shape.FRAGMENT),
    ],
)
def test_a_body_a_group_or_a_fragment(name: str, is_: Shape) -> None:
    assert shape(name) is is_


PIECES = st.sampled_from(
    [*NAMES, *GROUPS, "các xã", "Bộ", "và", ",", ";", "\n", "(", ")", " ", "/", "-", "Sở", "tỉnh", "ĐH", "x"]
)
CELLS = (
    st.lists(PIECES, max_size=12).map(" ".join)
    | st.lists(PIECES, max_size=12).map("".join)
    | st.text(max_size=80)
)


@given(CELLS, st.sampled_from([REGISTER, NOTHING]))
def test_parting_a_cell_loses_nothing(cell: str, register: Register) -> None:
    parts = split(cell, register.ends(cell))
    assert "".join(parts) == cell
    assert all(name and name == name.strip() for name in parts[1::2])


@given(
    st.lists(
        st.tuples(st.sampled_from(NAMES), st.sampled_from([", ", "; ", "\n", " và ", " ", ",", ";\n- "])),
        min_size=1,
    )
)
def test_names_of_the_register_are_found_whatever_parts_them(names: list[tuple[str, str]]) -> None:
    cell = "".join(name + sign for name, sign in names).rstrip(" ,;\n-").removesuffix(" và")
    assert [m.unit_id for m in matches(cell, REGISTER)] == [unit(name) for name, _ in names]


# Which unit a name is


@pytest.mark.parametrize(
    ("written", "name"),
    [
        ("Sở tài Chính", "Sở Tài chính"),
        ("SỞ  TÀI CHÍNH", "Sở Tài chính"),
        ("Sở Văn hoá, Thể thao và Du lịch", "Sở Văn hóa, Thể thao và Du lịch"),
        ("Sở Văn hóa Thể thao và Du lịch", "Sở Văn hóa, Thể thao và Du lịch"),
        ("Đảng uỷ UBND tỉnh", "Đảng ủy Ủy ban nhân dân tỉnh"),
        ("Ủy ban MTTQ Việt Nam tỉnh", "Ủy ban Mặt trận Tổ quốc Việt Nam tỉnh"),
        ("So\u031b\u0309 Ta\u0300i chi\u0301nh", "Sở Tài chính"),
    ],
)
def test_the_same_words_are_the_same_unit(written: str, name: str) -> None:
    (match,) = matches(written, REGISTER)
    assert (match.found, match.unit_id, match.name) == (Found.KNOWN, unit(name), name)


def test_other_marks_are_another_name_and_only_proposed() -> None:
    (match,) = matches("Đảng ủy xã Hòa Ân", REGISTER)
    assert (match.found, match.unit_id) == (Found.LIKE, None)
    assert [(p.name, p.likeness) for p in match.proposals] == [("Đảng ủy xã Hòa An", 1.0)]


def test_a_name_that_two_units_bore_is_not_decided() -> None:
    old, new = Known(unit("old"), ("Sở Nội vụ",)), Known(unit("new"), ("Sở Nội vụ và Dân tộc", "Sở Nội vụ"))
    (match,) = matches("Sở Nội vụ", Register([old, new]))
    assert match.found is Found.LIKE
    assert {p.unit_id for p in match.proposals} == {old.unit_id, new.unit_id}


def test_former_and_short_names_are_the_unit_s_own() -> None:
    register = Register([Known(unit("x"), ("Sở Xây dựng", "Sở Giao thông vận tải"), ("SXD",))])
    found = matches("Sở Giao thông vận tải, SXD", register)
    assert [(m.unit_id, m.name) for m in found] == [(unit("x"), "Sở Xây dựng")] * 2


def test_proposals_are_the_likest_units_and_those_whose_name_goes_on() -> None:
    register = known("Ban Tổ chức Tỉnh ủy", "Sở Nông nghiệp và Môi trường", "Sở Công Thương", "Sở Tài chính")
    assert [p.name for p in matches("Ban Tổ chức", register)[0].proposals] == ["Ban Tổ chức Tỉnh ủy"]
    assert [p.name for p in matches("Sở Nông nghiệp, Môi trường", register)[0].proposals] == [
        "Sở Nông nghiệp và Môi trường"
    ]
    assert [p.name for p in matches("Sở Công Thương tỉnh Sông Lam", register)[0].proposals] == [
        "Sở Công Thương"
    ]
    assert matches("Sở Y tế", register)[0].found is Found.UNKNOWN


def test_the_words_in_brackets_are_left_aside_for_a_proposal() -> None:
    (match,) = matches("Đảng ủy UBND tỉnh (Sở Tài chính tham mưu)", REGISTER)
    assert [(p.name, p.likeness) for p in match.proposals] == [("Đảng ủy Ủy ban nhân dân tỉnh", 1.0)]


def test_groups_are_groups_by_the_register_or_by_their_words() -> None:
    found = matches("các Đảng ủy xã, phường, đặc khu; các địa phương; Sở Tài chính", REGISTER)
    assert [(m.found, m.name) for m in found] == [
        (Found.GROUP, "Các đảng ủy xã, phường, đặc khu"),
        (Found.GROUP, "các địa phương"),
        (Found.KNOWN, "Sở Tài chính"),
    ]


def test_a_name_with_words_left_out_is_proposed_to_be_the_fuller_one_and_near_names_are_not() -> None:
    names = [
        "Bộ Khoa học, Công nghệ",
        "Bộ Khoa học và Công nghệ",
        "nghiệp và phát triển nông thôn",
        "Bộ Nông nghiệp và Phát triển nông thôn",
        "Đảng ủy xã Tân Hòa",
        "Đảng ủy xã Tân Hợp",
    ]
    likely = fuller({key(name): name for name in names})
    assert {k: [p.name for p in found] for k, found in likely.items()} == {
        key(names[0]): [names[1]],
        key(names[2]): [names[3]],
    }


def test_a_cell_too_long_for_a_list_of_names_is_not_taken_for_one() -> None:
    cell = "Sở Tài chính, " * LONGEST_CELL
    assert [m.found for m in matches(cell, REGISTER)] == [Found.FRAGMENT]
