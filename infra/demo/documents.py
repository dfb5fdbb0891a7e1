"""The documents of the Provincial Party Committee that give tasks, 2020 to 2026, and on in the same rhythm."""

from collections.abc import Iterator
from datetime import date
from itertools import count
from typing import NamedTuple
from uuid import UUID, uuid5

from domain.document import Term, read_number, series
from domain.paper import Authority
from domain.resolution import Content, Relation
from infra.demo.fields import FIELDS
from infra.demo.units import PROVINCE

TERMS = (
    Term("XVIII", date(2015, 10, 24)),
    Term("XIX", date(2020, 10, 18)),
    Term("XX", date(2025, 9, 27)),
)
"""The terms of the committee, each from the day after its congress."""


class Document(NamedTuple):
    """A document as the story will have it.

    ``months``: how far its deadlines reach; ``joint`` of its tasks have joint leads; ``waiting`` of them never find
    a lead; ``localities`` go to every district; ``communes`` is the place in ``FOR_ALL`` of the one that goes to
    every xã and phường, from 1 on. ``late``: working days from its day until the Office records it; ``mistyped``:
    the number it is recorded under at first; ``carries`` and ``replaces``: the numbers of older ones.
    """

    number: str
    day: date
    issuer: Authority
    title: str
    fields: tuple[str, ...]
    tasks: int
    months: int
    joint: int = 0
    waiting: int = 0
    localities: int = 0
    communes: int = 0
    late: int = 1
    mistyped: str = ""
    carries: str = ""
    replaces: str = ""

    @property
    def id(self) -> UUID:
        """Its stream."""
        return uuid5(PROVINCE, f"document {self.number} {self.day}")

    @property
    def links(self) -> Iterator[tuple[Relation, UUID]]:
        """How it stands to older ones."""
        for relation, number in ((Relation.IMPLEMENTS, self.carries), (Relation.SUPERSEDES, self.replaces)):
            yield from ((relation, older.id) for older in DOCUMENTS if older.number == number)

    @property
    def notice(self) -> bool:
        """A short one: a handful of conclusions, no annex."""
        return self.tasks < 10

    def content(self, number: str = "") -> Content:
        """Its head, perhaps under another number."""
        read = read_number(number or self.number)
        return Content(
            read.canonical, self.day, read.kind, self.title, self.issuer, series(read, self.day, TERMS)
        )


EVERY_FIELD = tuple(FIELDS)

_TABLE = """
87-KH/TU | 2020-01-15 | standing_board | 14 | 10 | đảng, kiểm tra, tuyên giáo |
    Kế hoạch công tác xây dựng Đảng và hệ thống chính trị năm 2020
412-KL/TU | 2020-03-20 | standing_board | 12 | 9 | kinh tế, y tế |
    Kết luận về duy trì tăng trưởng kinh tế, bảo đảm đời sống Nhân dân trong điều kiện dịch bệnh
1035-TB/TU | 2020-06-12 | standing | 6 | 6 | nội chính |
    Thông báo kết luận hội nghị giao ban công tác nội chính 6 tháng đầu năm 2020
95-KH/TU | 2020-08-05 | standing_board | 12 | 5 | đảng, tuyên giáo, quốc phòng |
    Kế hoạch chuẩn bị và tổ chức Đại hội đại biểu Đảng bộ tỉnh lần thứ XIX
02-CTr/TU | 2020-11-20 | committee | 66 | 60 | all | joint=2 late=3
    Chương trình hành động thực hiện Nghị quyết Đại hội đại biểu Đảng bộ tỉnh lần thứ XIX
118-TB/TU | 2021-02-23 | standing_board | 6 | 5 | y tế |
    Thông báo kết luận về công tác phòng, chống dịch và bảo đảm an sinh xã hội
05-NQ/TU | 2021-03-10 | committee | 26 | 52 | giao thông, kinh tế | joint=1
    Nghị quyết về phát triển hạ tầng giao thông trọng điểm giai đoạn 2021 - 2025
07-NQ/TU | 2021-07-01 | committee | 30 | 50 | số, bộ máy | joint=1
    Nghị quyết về chuyển đổi số tỉnh Sông Lam đến năm 2025, định hướng đến năm 2030
11-CTr/TU | 2021-08-16 | standing_board | 14 | 15 | kiểm tra, đảng | carries=02-CTr/TU
    Chương trình kiểm tra, giám sát của Ban Thường vụ Tỉnh ủy năm 2021 và 2022
45-KH/TU | 2021-10-04 | standing_board | 12 | 24 | tuyên giáo, đảng | localities=1
    Kế hoạch đẩy mạnh học tập và làm theo tư tưởng, đạo đức, phong cách Hồ Chí Minh
286-KL/TU | 2021-12-20 | committee | 18 | 13 | kinh tế, nông nghiệp, văn hóa, y tế | late=4
    Kết luận về nhiệm vụ phát triển kinh tế - xã hội năm 2022
15-CT/TU | 2022-02-22 | standing_board | 16 | 22 | nông nghiệp | localities=1
    Chỉ thị về tăng cường lãnh đạo công tác quản lý đất đai, khoáng sản, bảo vệ môi trường
09-NQ/TU | 2022-04-14 | committee | 26 | 44 | nông nghiệp, kinh tế, văn hóa | joint=1
    Nghị quyết về phát triển nông nghiệp hàng hóa gắn với xây dựng nông thôn mới
512-TB/TU | 2022-06-23 | standing | 6 | 6 | tuyên giáo |
    Thông báo kết luận hội nghị giao ban khối Mặt trận và các tổ chức chính trị - xã hội
72-KH/TU | 2022-09-15 | standing_board | 16 | 26 | nội chính, kiểm tra |
    Kế hoạch thực hiện công tác phòng, chống tham nhũng, tiêu cực của Đảng bộ tỉnh
98-ĐA/TU | 2022-11-25 | committee | 20 | 36 | đảng, tuyên giáo | joint=1 localities=1
    Đề án nâng cao chất lượng tổ chức cơ sở đảng và đội ngũ đảng viên
640-KL/TU | 2023-01-30 | committee | 20 | 12 | all |
    Kết luận về nhiệm vụ trọng tâm năm 2023
12-NQ/TU | 2023-03-27 | committee | 24 | 34 | giáo dục, số | joint=1
    Nghị quyết về nâng cao chất lượng giáo dục và đào tạo, phát triển nguồn nhân lực
705-TB/TU | 2023-05-15 | secretary | 6 | 6 | giao thông, kinh tế | mistyped=750-TB/TU
    Thông báo kết luận của đồng chí Bí thư Tỉnh ủy tại buổi kiểm tra các dự án trọng điểm
121-KH/TU | 2023-08-09 | standing_board | 18 | 24 | bộ máy, số | localities=1 carries=07-NQ/TU
    Kế hoạch đẩy mạnh cải cách hành chính, nâng cao chỉ số hài lòng của người dân
14-NQ/TU | 2023-10-12 | committee | 24 | 36 | văn hóa, tuyên giáo | joint=1
    Nghị quyết về phát triển văn hóa, du lịch, con người Sông Lam
23-CT/TU | 2023-12-18 | standing_board | 12 | 10 | quốc phòng |
    Chỉ thị về tăng cường bảo đảm quốc phòng, an ninh, trật tự an toàn xã hội
845-KL/TU | 2024-02-19 | committee | 20 | 12 | kinh tế, giao thông, nông nghiệp, y tế, giáo dục |
    Kết luận về nhiệm vụ phát triển kinh tế - xã hội năm 2024
1268-CV/VPTU | 2024-04-22 | office | 8 | 7 | bộ máy, kinh tế, số |
    Công văn về rà soát tiến độ thực hiện các nghị quyết chuyên đề của Tỉnh ủy
910-TB/TU | 2024-06-17 | deputy_secretary | 6 | 6 | giao thông |
    Thông báo kết luận của đồng chí Phó Bí thư Thường trực Tỉnh ủy về giải phóng mặt bằng
156-KH/TU | 2024-08-21 | standing_board | 18 | 13 | đảng, tuyên giáo, kiểm tra | joint=1
    Kế hoạch chuẩn bị đại hội đảng bộ các cấp, tiến tới Đại hội đại biểu Đảng bộ tỉnh lần thứ XX
18-NQ/TU | 2024-11-28 | committee | 29 | 32 | y tế, giáo dục | joint=1
    Nghị quyết về bảo vệ, chăm sóc sức khỏe Nhân dân và bảo đảm an sinh xã hội
1022-KL/TU | 2025-01-20 | committee | 22 | 13 | all |
    Kết luận về nhiệm vụ trọng tâm năm 2025
188-KH/TU | 2025-03-14 | standing_board | 20 | 12 | bộ máy, đảng | joint=1 localities=1
    Kế hoạch sắp xếp tổ chức bộ máy của hệ thống chính trị và đơn vị hành chính các cấp
1105-TB/TU | 2025-05-19 | standing | 6 | 5 | bộ máy |
    Thông báo kết luận về công tác bàn giao khi kết thúc hoạt động của cấp huyện
1142-TB/TU | 2025-06-25 | standing | 5 | 5 | tuyên giáo | late=7
    Thông báo kết luận hội nghị giao ban các ban đảng tháng 6 năm 2025
205-KH/TU | 2025-08-18 | standing_board | 14 | 12 | bộ máy, số, đảng | communes=1 carries=188-KH/TU
    Kế hoạch lãnh đạo vận hành mô hình chính quyền địa phương hai cấp
03-CTr/TU | 2025-11-10 | committee | 80 | 36 | all | joint=2 waiting=5 communes=2 late=3 replaces=02-CTr/TU
    Chương trình hành động thực hiện Nghị quyết Đại hội đại biểu Đảng bộ tỉnh lần thứ XX
38-KL/TU | 2026-01-12 | committee | 30 | 12 | all | carries=03-CTr/TU
    Kết luận về nhiệm vụ trọng tâm năm 2026
04-NQ/TU | 2026-02-26 | committee | 34 | 24 | số, giáo dục, kinh tế | joint=1 waiting=3 carries=03-CTr/TU
    Nghị quyết về phát triển khoa học, công nghệ, đổi mới sáng tạo và chuyển đổi số
21-KH/TU | 2026-04-06 | standing_board | 16 | 12 | số, đảng | waiting=2 communes=3 carries=04-NQ/TU
    Kế hoạch xây dựng Đảng bộ số, cơ quan đảng không giấy tờ
118-TB/TU | 2026-05-20 | standing | 6 | 6 | kinh tế, giao thông | carries=38-KL/TU
    Thông báo kết luận về tiến độ giải ngân vốn đầu tư công 5 tháng đầu năm 2026
05-NQ/TU | 2026-07-15 | committee | 34 | 26 | kinh tế, giao thông, văn hóa | joint=1 waiting=4 carries=03-CTr/TU
    Nghị quyết về phát triển kinh tế biển và kinh tế tư nhân tỉnh Sông Lam
47-KH/TU | 2026-09-14 | standing_board | 30 | 9 | đảng, kiểm tra, tuyên giáo, bộ máy | waiting=4 communes=4
    Kế hoạch kiểm điểm, đánh giá, tổng kết công tác năm 2026 và chuẩn bị nhiệm vụ năm 2027
212-TB/TU | 2026-11-13 | standing | 6 | 7 | kinh tế, nội chính, bộ máy | waiting=2 late=5
    Thông báo kết luận hội nghị giao ban tháng 11 năm 2026
"""
"""Number, day, issuer, how many tasks, over how many months, fields, what else there is about it; the title."""


def _read() -> Iterator[Document]:
    lines = iter(_TABLE.strip().splitlines())
    for line, title in zip(lines, lines, strict=True):
        number, day, issuer, tasks, months, fields, more = (cell.strip() for cell in line.split("|"))
        named = dict(part.split("=") for part in more.split())
        mistyped, carries, replaces = (named.pop(name, "") for name in ("mistyped", "carries", "replaces"))
        yield Document(
            number,
            date.fromisoformat(day),
            Authority(issuer),
            title.strip(),
            EVERY_FIELD if fields == "all" else tuple(fields.split(", ")),
            int(tasks),
            int(months),
            mistyped=mistyped,
            carries=carries,
            replaces=replaces,
            **{name: int(value) for name, value in named.items()},
        )


DOCUMENTS = tuple(_read())
"""Forty of them."""


def all_documents() -> Iterator[Document]:
    """The forty, then a notice of the monthly meeting for every month to come."""
    yield from DOCUMENTS
    for n in count():
        year, month = 2026 + (11 + n) // 12, (11 + n) % 12 + 1
        fields = (EVERY_FIELD[n * 2 % len(EVERY_FIELD)], EVERY_FIELD[(n * 2 + 1) % len(EVERY_FIELD)])
        yield Document(
            f"{230 + 9 * n}-TB/TU",
            date(year, month, 16),
            Authority.STANDING,
            f"Thông báo kết luận hội nghị giao ban tháng {month:02} năm {year}",
            fields,
            9,
            9,
        )
