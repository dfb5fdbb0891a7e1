"""What the pages are made of, without a browser: markup, charts, the sentence, the rates, the tables."""

import json
import re
from datetime import date
from pathlib import Path
from uuid import UUID

from dashboard import figures
from dashboard.address import Asked, Counted
from dashboard.components import bar, figure
from dashboard.kinds import KINDS, SLUGS
from dashboard.markup import Markup, tag, text
from dashboard.pages.overview_figures import categories, sentence, three_rates
from dashboard.pages.overview_months import months_head, months_table, of_year
from dashboard.pages.overview_units import units_table
from domain.rules import TIMELINESS_NAMES, Timeliness
from domain.unit import GROUP_NAMES, Group
from projections.counts import MonthTally, Tally, UnitTally, sum_of

T = Timeliness
JUNE = date(2026, 6, 1)
# Báo cáo 1270/BC-TCTTTg (2017).
OF_2017 = Tally({T.DONE_ON_TIME: 14068, T.DONE_LATE: 1983, T.IN_TIME: 5640, T.OVERDUE: 223}, due_soon=28)


def words(html: str) -> str:
    """What a person reads."""
    return " ".join(re.sub("<[^>]+>", " ", html).split()).replace(" ,", ",").replace(" ;", ";")


def test_text_is_escaped_wherever_it_is_put_in() -> None:
    name = 'Sở "A" <script>alert(1)</script>'
    made = tag("a", name, [name, tag("b", name)], href=name)
    assert "<script>" not in made
    assert made.count("&lt;script&gt;") == 4
    assert 'href="Sở &quot;A&quot;' in made


def test_what_is_markup_already_is_left_as_it_is() -> None:
    assert text(["a & b", Markup("&ndash;"), None]) == "a &amp; b&ndash;"
    assert tag("details", open=True, class_="x", aria_label=None) == '<details open class="x"></details>'


def test_nought_opens_nothing() -> None:
    assert figure(0, "/danh-sach") == '<span class="n zero">0</span>'
    assert figure(1284, "/danh-sach?a=1&b=2") == '<a href="/danh-sach?a=1&amp;b=2" class="n">1.284</a>'


def test_a_bar_is_as_long_as_its_share_of_the_longest_and_due_soon_is_a_part_of_in_time() -> None:
    tally = Tally({T.DONE_ON_TIME: 2, T.IN_TIME: 3, T.OVERDUE: 5}, due_soon=1)
    stops = re.findall(r"var\(--([a-z-]+)\) ([\d.]+)% ([\d.]+)%", bar(tally, 20))
    assert stops == [
        ("dung-han", "0.00", "10.00"),
        ("trong-han", "10.00", "20.00"),
        ("sap-den-han", "20.00", "25.00"),
        ("qua-han", "25.00", "50.00"),
    ]
    assert "transparent 0" in bar(Tally({}))


def test_the_sentence_of_the_headline() -> None:
    tally = Tally({T.DONE_ON_TIME: 812, T.DONE_LATE: 85, T.IN_TIME: 341, T.OVERDUE: 46}, due_soon=28)
    said = sentence(tally, "20/11/2026", "số liệu đang cập nhật, chưa chốt", 5, lambda kind: "/")
    assert words(said) == (
        "Tính đến ngày 20/11/2026 (số liệu đang cập nhật, chưa chốt): 1.284 nhiệm vụ có thời hạn; đã hoàn thành "
        "897 (69,9%), trong đó đúng hạn 812, quá hạn 85; chưa hoàn thành, trong hạn 341 (đến hạn trong 05 ngày "
        "làm việc tới: 28 ); quá hạn, chưa hoàn thành 46 ."
    )


def test_the_three_rates_each_with_its_denominator_in_words_on_time_first() -> None:
    said = words(three_rates(OF_2017, lambda kind: "/"))
    assert said == (
        "Hoàn thành đúng hạn 86,4% 14.068 trên 16.274 nhiệm vụ đã hoàn thành và quá hạn "
        "Hoàn thành trên số đã hoàn thành và quá hạn 98,6% 16.051 trên 16.274 nhiệm vụ đã hoàn thành và quá hạn "
        "Hoàn thành trên tổng số 73,2% 16.051 trên 21.914 nhiệm vụ có thời hạn"
    )


def test_where_nothing_can_be_judged_yet_a_rate_is_a_dash_and_not_nought() -> None:
    said = words(three_rates(Tally({T.IN_TIME: 3}), lambda kind: "/"))
    assert "Hoàn thành đúng hạn – 0 trên 0" in said
    assert "Hoàn thành trên tổng số 0% 0 trên 03" in said


def test_every_status_has_its_word_beside_its_colour() -> None:
    tally = Tally(dict.fromkeys(Timeliness, 1), due_soon=1)
    said = categories(tally, lambda kind: f"/{kind}")
    for category, name in TIMELINESS_NAMES.items():
        assert f'<i class="mark {SLUGS[category]}" aria-hidden="true"></i>{name}' in said
        assert KINDS[SLUGS[category]].name == name
    assert "Tổng số 08 nhiệm vụ đã giao" in said


def test_the_colours_of_the_charts_are_those_of_the_page() -> None:
    css = Path(figures.__file__).with_name("assets").joinpath("sonq.css").read_text("utf-8")
    light = dict(re.findall(r"--([a-z-]+): (#[0-9a-f]{6});", css))
    assert {slug: light[slug] for slug in figures.COLOURS} == figures.COLOURS
    assert set(figures.COLOURS) == {*SLUGS.values(), "sap-den-han"}


def months(**of: Tally) -> list[MonthTally]:
    return [MonthTally(date.fromisoformat(f"{m[1:5]}-{m[5:]}-01"), tally) for m, tally in of.items()]


def test_the_chart_stacks_the_months_of_a_year_and_each_column_opens_its_list() -> None:
    _, of_months = of_year(
        months(m202606=Tally({T.OVERDUE: 2, T.IN_TIME: 1}), m202701=Tally({T.IN_TIME: 9})), 2026, JUNE
    )
    chart = figures.months(of_months, date(2026, 6, 30), lambda month, kind: f"{month:%m}/{kind}")
    assert json.loads(json.dumps(chart)) == chart
    by_name = {trace["name"]: trace for trace in chart["data"]}
    assert set(by_name) == {"Quá hạn, chưa hoàn thành", "Chưa hoàn thành, trong hạn"}
    overdue = by_name["Quá hạn, chưa hoàn thành"]
    assert overdue["y"] == [0, 0, 0, 0, 0, 2, 0, 0, 0, 0, 0, 0]
    assert (overdue["x"][5], overdue["customdata"][5]) == ("Tháng 6/2026", "06/qua-han")
    assert overdue["marker"]["color"] == figures.COLOURS["qua-han"]
    [band] = chart["layout"]["shapes"]
    assert (band["x0"], band["x1"]) == (4.5, 5.5)


def test_charts_send_nothing_away_and_speak_vietnamese() -> None:
    assert figures.CONFIG["showSendToCloud"] is False
    assert figures.CONFIG["plotlyServerURL"] == ""
    assert (figures.CONFIG["displaylogo"], figures.CONFIG["locale"]) == (False, "vi")


def test_without_a_wish_the_year_of_the_day_is_shown_or_the_nearest_with_a_deadline() -> None:
    later = months(m202703=Tally({T.IN_TIME: 1}))
    assert of_year(later, None, JUNE)[0] == 2027
    assert of_year(later, 2025, JUNE)[0] == 2025
    assert of_year([], None, JUNE)[0] == 2026
    assert of_year(months(m202603=Tally({}), m202703=Tally({})), None, JUNE)[0] == 2026


def test_the_table_of_months_counts_assignments_and_leaves_none_out() -> None:
    all_months = [
        *months(m202606=Tally({T.OVERDUE: 2, T.SUSPENDED: 1})),
        MonthTally(None, Tally({T.UNDATED: 4})),
    ]
    year, of_months = of_year(all_months, None, JUNE)
    within = Asked(counted=Counted.ASSIGNMENTS)
    said = months_table(of_months, within, JUNE)
    assert "/danh-sach?dem=luot-giao&amp;loai=qua-han&amp;thang=2026-06" in said
    assert said.count("aria-current") == said.count('aria-current="date">T6<') == 1
    _, *rows = re.findall("<tr.*?</tr>", said)
    assert [words(row).split()[-7] for row in rows] == ["03", "0", "0", "0", "02", "01"]
    assert "Không có ngày hạn: 04" in words(months_head(all_months, year, Asked(), "/", within))


def unit(name: str, group: Group, rank: int, tally: Tally) -> UnitTally:
    return UnitTally(UUID(int=rank), name, group, rank, tally)


def test_units_stand_in_their_groups_in_protocol_order_with_the_sums_of_each() -> None:
    units = [
        unit("Văn phòng Tỉnh ủy", Group.ADVISORY, 1, Tally({T.DONE_ON_TIME: 3, T.OVERDUE: 1})),
        unit("Ban Tổ chức Tỉnh ủy", Group.ADVISORY, 2, Tally({T.IN_TIME: 12}, due_soon=2)),
        unit("Đảng ủy xã Ái Quốc", Group.COMMUNES, 9, Tally({T.UNDATED: 1, T.REMOVED: 1})),
    ]
    said = words(units_table(units, Asked()))
    body = said[said.index("đưa ra I.") :]
    assert body == (
        f"đưa ra I. {GROUP_NAMES[Group.ADVISORY]} 02 đơn vị 16 75% 03 0 12 02 01 0 0 "
        "Văn phòng Tỉnh ủy 04 75% 03 0 0 0 01 0 0 "
        "Ban Tổ chức Tỉnh ủy 12 – 0 0 12 02 0 0 0 "
        f"VI. {GROUP_NAMES[Group.COMMUNES]} 01 đơn vị 0 – 0 0 0 0 0 01 01 "
        "Đảng ủy xã Ái Quốc 0 – 0 0 0 0 0 01 01 "
        "Tổng cộng 16 75% 03 0 12 02 01 01 01"
    )


def test_sums_keep_every_category() -> None:
    one, two = Tally({T.DONE_LATE: 1}, due_soon=1), Tally({T.DONE_LATE: 2, T.SUSPENDED: 3}, due_soon=2)
    assert sum_of([one, two]) == Tally({T.DONE_LATE: 3, T.SUSPENDED: 3}, due_soon=3)
