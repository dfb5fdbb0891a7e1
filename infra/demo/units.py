"""The units of the province: who there is on which day, and what became of whom on 01/7/2025."""

from collections.abc import Iterator
from datetime import date
from functools import cache
from typing import NamedTuple
from uuid import UUID, uuid5

from domain.app import NewUnit
from domain.unit import Group
from domain.vietnamese import fold
from infra.demo.names import DISTRICTS

PROVINCE = UUID("6f1d7f0a-6c0e-5a53-9d0b-3f4a2c5e8b71")
"""All ids of the demonstration are derived from this one."""

START = date(2020, 1, 2)
REFORM = date(2025, 7, 1)
"""The reorganisation of the province."""


class Unit(NamedTuple):
    """A unit as the story knows it. ``heirs``: who takes over on 01/7/2025, where it ends that day."""

    key: str
    name: str
    short: str
    group: Group
    sign: str
    """The issuer's code on its papers."""
    since: date = START
    heirs: tuple[str, ...] = ()
    later_name: str = ""
    """What it is called from 01/7/2025 on."""

    @property
    def id(self) -> UUID:
        """Its stream."""
        return uuid5(PROVINCE, f"unit {self.key}")

    @property
    def head(self) -> UUID:
        """The account of its head, who sends its reports."""
        return uuid5(PROVINCE, f"head {self.key}")

    @property
    def officer(self) -> UUID:
        """The account of its officer."""
        return uuid5(PROVINCE, f"officer {self.key}")

    @property
    def ends(self) -> bool:
        """Whether it ends on 01/7/2025."""
        return bool(self.heirs)

    def name_on(self, day: date) -> str:
        """What it is called on that day."""
        return self.later_name if self.later_name and day >= REFORM else self.name

    def exists_on(self, day: date) -> bool:
        """Whether it exists at the end of that day."""
        return self.since <= day and not (self.ends and day >= REFORM)

    def new(self) -> NewUnit:
        """What is entered into the register."""
        return NewUnit(
            id=self.id,
            name=self.name,
            short=self.short,
            group=self.group,
            rank=list(UNITS).index(self.key) + 1,
        )


def account(name: str) -> str:
    """A name as an account spells it: "xa-tam-son"."""
    return fold(name).replace(" - ", "-").replace(", ", "-").replace(" ", "-")


_TABLE = """
1 | van-phong-tu | Văn phòng Tỉnh ủy | | VPTU
1 | ban-to-chuc | Ban Tổ chức Tỉnh ủy | | BTCTU
1 | ubkt | Ủy ban Kiểm tra Tỉnh ủy = Cơ quan Ủy ban Kiểm tra Tỉnh ủy | | UBKTTU
1 | ban-tuyen-giao | Ban Tuyên giáo Tỉnh ủy | | BTGTU | > ban-tgdv
1 | ban-dan-van | Ban Dân vận Tỉnh ủy | | BDVTU | > ban-tgdv
1 | ban-tgdv | Ban Tuyên giáo và Dân vận Tỉnh ủy | | BTGDVTU | new
1 | ban-noi-chinh | Ban Nội chính Tỉnh ủy | | BNCTU
2 | truong-chinh-tri | Trường Chính trị tỉnh | | TCT
2 | bao-song-lam | Báo Sông Lam | | BSL | > bao-ptth
2 | dai-ptth | Đài Phát thanh - Truyền hình tỉnh | Đài PTTH tỉnh | ĐPTTH | > bao-ptth
2 | bao-ptth | Báo và phát thanh, truyền hình Sông Lam | Báo và PTTH | BPTTH | new
2 | ban-bvcssk | Ban Bảo vệ, chăm sóc sức khỏe cán bộ tỉnh | Ban BVCSSK cán bộ | BBVSK
3 | bcsd-ubnd | Ban cán sự đảng Ủy ban nhân dân tỉnh | BCSĐ UBND tỉnh | BCSĐ | > du-ubnd
3 | dang-doan-hdnd | Đảng đoàn Hội đồng nhân dân tỉnh | Đảng đoàn HĐND tỉnh | ĐĐHĐND | > du-cqd
3 | du-khoi | Đảng ủy Khối các cơ quan và doanh nghiệp tỉnh | Đảng ủy Khối | ĐUK | > du-cqd, du-ubnd
3 | du-cqd | Đảng ủy các cơ quan Đảng tỉnh | | ĐU | new
3 | du-ubnd | Đảng ủy Ủy ban nhân dân tỉnh | Đảng ủy UBND tỉnh | ĐU | new
3 | du-quan-su | Đảng ủy Quân sự tỉnh | | ĐUQS
3 | du-cong-an | Đảng ủy Công an tỉnh | | ĐUCA
3 | du-bien-phong | Đảng ủy Bộ đội Biên phòng tỉnh | Đảng ủy BĐBP tỉnh | ĐUBP | > du-quan-su
3 | du-dai-hoc | Đảng ủy Trường Đại học Sông Lam | | ĐU
3 | du-y-khoa | Đảng ủy Trường Đại học Y khoa Sông Lam | | ĐU
4 | mttq | Ủy ban Mặt trận Tổ quốc Việt Nam tỉnh | MTTQ tỉnh | MTTQ
4 | ldld | Liên đoàn Lao động tỉnh | | LĐLĐ
4 | hoi-nong-dan | Hội Nông dân tỉnh | | HND
4 | hoi-phu-nu | Hội Liên hiệp Phụ nữ tỉnh | Hội LHPN tỉnh | HLHPN
4 | tinh-doan | Đoàn Thanh niên Cộng sản Hồ Chí Minh tỉnh | Tỉnh Đoàn | TĐTN
4 | hoi-ccb | Hội Cựu chiến binh tỉnh | Hội CCB tỉnh | HCCB
4 | lm-htx | Liên minh Hợp tác xã tỉnh | | LMHTX
4 | lhh-khkt | Liên hiệp các Hội Khoa học và Kỹ thuật tỉnh | Liên hiệp Hội KHKT | LHH
4 | hoi-vhnt | Hội Liên hiệp Văn học nghệ thuật tỉnh | Hội VHNT | HVHNT
4 | hoi-nha-bao | Hội Nhà báo tỉnh | | HNB
4 | hoi-ctd | Hội Chữ thập đỏ tỉnh | | HCTĐ
4 | hoi-luat-gia | Hội Luật gia tỉnh | | HLG
5 | vp-hdnd | Văn phòng Đoàn đại biểu Quốc hội và Hội đồng nhân dân tỉnh | VP ĐĐBQH và HĐND tỉnh | VP
5 | vp-ubnd | Văn phòng Ủy ban nhân dân tỉnh | VP UBND tỉnh | VP
5 | so-noi-vu | Sở Nội vụ | | SNV
5 | so-ldtbxh | Sở Lao động - Thương binh và Xã hội | Sở LĐTBXH | SLĐTBXH | > so-noi-vu
5 | so-tai-chinh | Sở Tài chính | | STC
5 | so-khdt | Sở Kế hoạch và Đầu tư | Sở KHĐT | SKHĐT | > so-tai-chinh
5 | so-xay-dung | Sở Xây dựng | | SXD
5 | so-gtvt | Sở Giao thông vận tải | Sở GTVT | SGTVT | > so-xay-dung
5 | so-nnptnt | Sở Nông nghiệp và Phát triển nông thôn | Sở NNPTNT | SNNPTNT | > so-nnmt
5 | so-tnmt | Sở Tài nguyên và Môi trường | Sở TNMT | STNMT | > so-nnmt
5 | so-nnmt | Sở Nông nghiệp và Môi trường | Sở NNMT | SNNMT | new
5 | so-cong-thuong | Sở Công Thương | | SCT
5 | cuc-qltt | Cục Quản lý thị trường tỉnh | Cục QLTT | CQLTT | > so-cong-thuong
5 | so-y-te | Sở Y tế | | SYT
5 | so-gddt | Sở Giáo dục và Đào tạo | Sở GDĐT | SGDĐT
5 | so-khcn | Sở Khoa học và Công nghệ | Sở KHCN | SKHCN
5 | so-tttt | Sở Thông tin và Truyền thông | Sở TTTT | STTTT | > so-khcn
5 | so-vhtt | Sở Văn hóa và Thể thao | Sở VHTT | SVHTT | > so-vhttdl
5 | so-du-lich | Sở Du lịch | | SDL | > so-vhttdl
5 | so-vhttdl | Sở Văn hóa, Thể thao và Du lịch | Sở VHTTDL | SVHTTDL | new
5 | so-tu-phap | Sở Tư pháp | | STP
5 | so-dttg | Ban Dân tộc = Sở Dân tộc và Tôn giáo | | BDT
5 | so-ngoai-vu | Sở Ngoại vụ | | SNgV
5 | thanh-tra | Thanh tra tỉnh | | TTr
5 | bql-kkt | Ban Quản lý Khu kinh tế Sông Lam | BQL Khu kinh tế | KKT
5 | tand | Tòa án nhân dân tỉnh | TAND tỉnh | TA
5 | vksnd | Viện kiểm sát nhân dân tỉnh | VKSND tỉnh | VKS
5 | thads | Cục Thi hành án dân sự tỉnh = Thi hành án dân sự tỉnh | THADS tỉnh | THADS
5 | thue | Cục Thuế tỉnh = Thuế tỉnh Sông Lam | | CT
5 | kho-bac | Kho bạc Nhà nước tỉnh | | KBSL
5 | bhxh | Bảo hiểm xã hội tỉnh | BHXH tỉnh | BHXH
5 | nhnn | Ngân hàng Nhà nước chi nhánh tỉnh | NHNN tỉnh | NHNN
5 | hai-quan | Cục Hải quan tỉnh | | HQSL
5 | thong-ke | Cục Thống kê tỉnh = Thống kê tỉnh Sông Lam | | TK
5 | bqlda-gt | Ban Quản lý dự án đầu tư xây dựng các công trình giao thông | BQLDA giao thông | BQLDAGT
5 | bqlda-dd | Ban Quản lý dự án đầu tư xây dựng dân dụng và công nghiệp | BQLDA dân dụng | BQLDADD
5 | bqlda-nn | Ban Quản lý dự án đầu tư xây dựng nông nghiệp | BQLDA nông nghiệp | BQLDANN
5 | vuon-quoc-gia | Ban Quản lý Vườn quốc gia Pù Lam | Vườn quốc gia Pù Lam | VQG
5 | tt-hcc | Trung tâm Phục vụ hành chính công tỉnh | TT HCC tỉnh | TTHCC
5 | tt-xtdt | Trung tâm Xúc tiến đầu tư, thương mại và du lịch | TT Xúc tiến đầu tư | TTXT
5 | dien-luc | Công ty Điện lực Sông Lam | Điện lực Sông Lam | PCSL
5 | buu-dien | Bưu điện tỉnh | | BĐT
"""
"""Group, key, name (= later name), short name, code, and "new" or "> heirs" on 01/7/2025; in protocol order."""


def _agencies() -> Iterator[Unit]:
    for line in _TABLE.strip().splitlines():
        group, key, names, short, sign, *fate = (cell.strip() for cell in line.split("|"))
        name, _, later_name = names.partition(" = ")
        what = fate[0] if fate else ""
        yield Unit(
            key,
            name,
            short,
            Group(int(group)),
            sign,
            since=REFORM if what == "new" else START,
            heirs=tuple(what[1:].strip().split(", ")) if what.startswith(">") else (),
            later_name=later_name,
        )


def _areas() -> Iterator[Unit]:
    for district in DISTRICTS:
        heirs = tuple(account(name) for name in district.communes)
        yield Unit(district.key, district.name, district.short, Group.COMMUNES, "HU", heirs=heirs)
    for district in DISTRICTS:
        for name in district.communes:
            committee = f"Đảng ủy {name[0].lower()}{name[1:]}"
            yield Unit(account(name), committee, name, Group.COMMUNES, "ĐU", since=REFORM)


UNITS = {unit.key: unit for unit in (*_agencies(), *_areas())}
"""All units there ever are, by key, in protocol order."""


GOVERNMENT = "du-ubnd"
"""Whose party organisations stand under the committee of the People's Committee from 01/7/2025 on."""
_OF_GOVERNMENT = ("so-", "vp-ubnd", "thanh-tra", "bql")


def under_government() -> list[Unit]:
    """The departments that stand under it then, in protocol order."""
    there = (unit for unit in UNITS.values() if unit.key.startswith(_OF_GOVERNMENT))
    return [unit for unit in there if unit.exists_on(REFORM)]


@cache
def members(group: Group, day: date) -> tuple[str, ...]:
    """The keys of a group's units of that day, in protocol order."""
    return tuple(unit.key for unit in UNITS.values() if unit.group == group and unit.exists_on(day))


def at(key: str, day: date) -> str:
    """The unit itself, or, once it has ended, the first that took over from it."""
    return key if UNITS[key].exists_on(day) or day < REFORM else UNITS[key].heirs[0]
