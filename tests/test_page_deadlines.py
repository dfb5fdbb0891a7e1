"""Thời hạn: the days of a month or a week, what falls due on each, holidays, within what is seen."""

import re
from datetime import date
from uuid import UUID

import pytest

from dashboard.address import DEADLINES, LIST, Asked, Span
from dashboard.pages.deadlines import deadlines, span_of
from dashboard.pages.list import rows
from dashboard.read_address import read
from domain.account import Role
from domain.door import FIRST_DAY, LAST_DAY
from tests.looks import look, viewer
from tests.province import COMMUNES, PAST, TODAY
from tests.read_pages import html_of, request, words
from tests.world import World

pytestmark = pytest.mark.usefixtures("made")


def page(world: World, asked: Asked | None = None, **who: object) -> str:
    return html_of(deadlines(look(world, asked, DEADLINES, viewer(**who) if who else None)))


def cell(html: str, day: date) -> str:
    """What a person reads in the cell of a day."""
    found = re.search(rf'<td[^>]*><div class="top-line"><time datetime="{day}">.*?</td>', html)
    return " ".join(re.sub("<[^>]+>", " ", found[0]).split()) if found else ""


@pytest.mark.parametrize("span", Span)
@pytest.mark.parametrize("asked", [Asked(), Asked(day=PAST), Asked(start=date(2026, 6, 30))])
def test_each_figure_opens_a_list_of_as_many(world: World, span: Span, asked: Asked) -> None:
    for href, n in re.findall(r'<a href="([^"]+)" class="n">([\d.]+)</a>', page(world, asked.but(span=span))):
        opened = read(href.replace("&amp;", "&").removeprefix(LIST), TODAY)
        assert rows(look(world, opened), request())["rowCount"] == int(n), href


def test_a_day_tells_how_many_fall_due_and_how_they_stand(world: World) -> None:
    html = page(world)
    assert cell(html, date(2026, 3, 25)) == "25 06 lượt giao Quá hạn 05 Xong đúng hạn 01"
    assert cell(html, date(2026, 3, 24)) == "24"
    assert "Đến hạn trong tháng: 07 lượt giao" in words(deadlines(look(world)))
    april = page(world, Asked(start=date(2026, 4, 1)))
    assert cell(april, date(2026, 4, 3)) == "3 01 lượt giao Sắp đến hạn 01"


def test_the_month_is_a_table_of_weeks_with_heads_and_a_caption(world: World) -> None:
    html = page(world)
    assert "<caption" in html
    assert html.count('scope="col"') == 7
    assert [row.count("<td") for row in re.findall("<tr>.*?</tr>", html.partition("<tbody>")[2])] == [7] * 6
    assert html.index("Thứ Hai") < html.index("Chủ nhật")


def test_holidays_and_today_are_said_in_words(world: World) -> None:
    assert "Hôm nay" in cell(page(world), TODAY)
    assert "Ngày đang xem" in cell(page(world, Asked(day=PAST)), PAST)
    html = page(world, Asked(start=date(2026, 9, 1)))
    assert "Quốc khánh" in cell(html, date(2026, 9, 2))
    assert html.count('class="rest"') == 10  # eight days of weekends, two holidays
    assert "Chưa có lịch làm việc năm 2027 trong sổ" in page(world, Asked(start=date(2027, 2, 1)))


def test_one_goes_on_and_back_and_to_the_day_itself(world: World) -> None:
    html = page(world, Asked(start=date(2026, 12, 15)))
    steps = re.findall(r'href="([^"]+)" class="step"', html)
    assert steps == ["/thoi-han?tu=2026-11-30", "/thoi-han", "/thoi-han?tu=2027-01-01"]
    week = re.findall(r'href="([^"]+)" class="step"', page(world, Asked(span=Span.WEEK)))
    assert week == [
        "/thoi-han?xem=tuan&amp;tu=2026-03-29",
        "/thoi-han?xem=tuan",
        "/thoi-han?xem=tuan&amp;tu=2026-04-06",
    ]


def test_at_the_ends_of_the_register_there_is_no_step_beyond(world: World) -> None:
    for day, steps in ((FIRST_DAY, 2), (LAST_DAY, 2), (TODAY, 3)):
        for span in Span:
            assert page(world, Asked(start=day, span=span)).count('class="step"') == steps


def test_a_week_runs_from_monday_to_sunday() -> None:
    assert span_of(Asked(span=Span.WEEK), date(2026, 3, 31)) == (date(2026, 3, 30), date(2026, 4, 5))
    assert span_of(Asked(start=date(2028, 2, 9)), TODAY) == (date(2028, 2, 1), date(2028, 2, 29))
    assert span_of(Asked(span=Span.WEEK), date(1, 1, 1))[0] <= FIRST_DAY


def test_a_week_is_a_list_of_days(world: World) -> None:
    said = words(deadlines(look(world, Asked(span=Span.WEEK, start=date(2026, 3, 25)), DEADLINES)))
    assert "Thứ Tư, 25/3/2026 06 lượt giao Quá hạn 05 Xong đúng hạn 01" in said
    assert said.count("Không có lượt giao đến hạn.") == 6
    assert "tuần từ 23/3 đến 29/3/2026" in said


def test_a_week_of_two_years_names_both(world: World) -> None:
    said = words(deadlines(look(world, Asked(span=Span.WEEK, start=date(2026, 1, 1)), DEADLINES)))
    assert "tuần từ 29/12/2025 đến 04/01/2026" in said


def test_a_units_people_see_their_own_deadlines_only(world: World) -> None:
    own: UUID = world.rows("SELECT unit_id FROM unit_timeline WHERE name = %s", COMMUNES[0])[0][0]
    html = page(world, role=Role.UNIT_OFFICER, unit=own)
    assert cell(html, date(2026, 3, 25)) == "25 01 lượt giao Xong đúng hạn 01"
    assert cell(html, date(2026, 3, 10)) == "10"


def test_a_member_of_the_committee_sees_the_deadlines_of_his_field(world: World) -> None:
    finance = world.rows("SELECT unit_id FROM unit_timeline WHERE name = 'Sở Tài chính'")[0][0]
    html = page(world, role=Role.BOARD_MEMBER, units=[finance])
    assert cell(html, date(2026, 3, 10)) == "10 01 lượt giao Quá hạn 01"
    assert cell(html, date(2026, 3, 25)) == "25"
