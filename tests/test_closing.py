"""A closing as it is decided: opened for a day that has come, never closed over the units' heads, in words."""

from datetime import date
from uuid import UUID

import pytest

from domain.closing import Agreed, Answered, Closed, Dropped, Opened, Remarked, close, closing, open_closing
from domain.errors import Refused
from domain.event import Event, Fact
from domain.words import told

JAN_30, FEB_2, FEB_6, FEB_10 = date(2026, 1, 30), date(2026, 2, 2), date(2026, 2, 6), date(2026, 2, 10)
JANUARY = "tháng 01/2026"
OPENED = Opened(by="cv", name=JANUARY, until=JAN_30, remarks_until=FEB_6)
HERE = UUID(int=1)


def given(*facts: Fact) -> list[Event]:
    return [Event(HERE, version, fact) for version, fact in enumerate(facts, 1)]


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
