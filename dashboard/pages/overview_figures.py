"""What opens a page of figures: the sentence, the three rates, the categories; of tasks or of assignments."""

from collections.abc import Callable
from fractions import Fraction

from dashboard.address import COUNTED_NAMES, Counted
from dashboard.components import DATED, SOON, bar, card, figure, mark, rate, status
from dashboard.kinds import SLUGS
from dashboard.markup import Content, Markup, tag, text
from domain.rules import Timeliness
from domain.vietnamese import count, percent
from projections.counts import Tally

Opens = Callable[[str], str]
"""kind -> the address of the list of these."""

ASIDE = (Timeliness.DONE_UNDATED, Timeliness.UNDATED, Timeliness.SUSPENDED, Timeliness.REMOVED)
"""Outside the rates."""


def sentence(
    tally: Tally, day: str, rests_on: str, soon_days: int, opens: Opens, counted: Counted = Counted.TASKS
) -> Markup:
    """The figures as they are read out."""
    rates = tally.rates
    share = rates.completed_of_dated

    def n(number: int, kind: str) -> Markup:
        return figure(number, opens(kind))

    return tag(
        "p",
        f"Tính đến ngày {day} ({rests_on}): ",
        (n(tally.dated, "co-thoi-han"), f" {COUNTED_NAMES[counted]} có thời hạn; "),
        (
            "đã hoàn thành ",
            n(rates.completed, "da-hoan-thanh"),
            f" ({percent(share)})" if share is not None else "",
        ),
        (", trong đó đúng hạn ", n(rates.on_time, SLUGS[Timeliness.DONE_ON_TIME])),
        (", quá hạn ", n(tally.of(Timeliness.DONE_LATE), SLUGS[Timeliness.DONE_LATE])),
        ("; chưa hoàn thành, trong hạn ", n(tally.of(Timeliness.IN_TIME), SLUGS[Timeliness.IN_TIME])),
        (f" (đến hạn trong {count(soon_days)} ngày làm việc tới: ", n(tally.due_soon, SOON), ")"),
        ("; quá hạn, chưa hoàn thành ", n(tally.of(Timeliness.OVERDUE), SLUGS[Timeliness.OVERDUE]), "."),
        class_="sentence",
    )


def three_rates(tally: Tally, opens: Opens, counted: Counted = Counted.TASKS) -> Markup:
    """Each with its denominator in words."""
    rates, what = tally.rates, COUNTED_NAMES[counted]
    completed = figure(rates.completed, opens("da-hoan-thanh"))
    judged = (figure(rates.judged, opens("da-hoan-thanh-va-qua-han")), f" {what} đã hoàn thành và quá hạn")
    dated = (figure(rates.dated, opens("co-thoi-han")), f" {what} có thời hạn")

    def one(name: str, share: Fraction | None, part: Markup, whole: Content) -> Markup:
        of = tag("dd", part, " trên ", whole, class_="of")
        return tag("div", tag("dt", name), tag("dd", rate(share), class_="rate"), of)

    on_time = figure(rates.on_time, opens(SLUGS[Timeliness.DONE_ON_TIME]))
    return tag(
        "dl",
        one("Hoàn thành đúng hạn", rates.on_time_of_judged, on_time, judged),
        one("Hoàn thành trên số đã hoàn thành và quá hạn", rates.completed_of_judged, completed, judged),
        one("Hoàn thành trên tổng số", rates.completed_of_dated, completed, dated),
        class_="rates",
    )


def categories(tally: Tally, opens: Opens, counted: Counted = Counted.TASKS) -> Markup:
    """Where all of them stand; they add up to the total."""

    def row(words: Markup, n: int, kind: str, class_: str | None = None) -> Markup:
        return tag("tr", tag("th", words, scope="row"), tag("td", figure(n, opens(kind))), class_=class_)

    def heading(words: str, n: int, kind: str | None) -> Markup:
        whole = figure(n, opens(kind)) if kind else tag("span", count(n), class_="n")
        return tag("tr", tag("th", words, scope="rowgroup"), tag("td", whole), class_="group")

    dated: list[Markup] = []
    for category in DATED:
        dated.append(row(status(category), tally.of(category), SLUGS[category]))
        if category is Timeliness.IN_TIME:
            dated.append(row(text([mark(SOON), "trong đó sắp đến hạn"]), tally.due_soon, SOON, "part"))
    aside = sum(tally.of(category) for category in ASIDE)
    return card(
        "Tình trạng thực hiện",
        bar(tally),
        tag(
            "div",
            tag("table", tag("tbody", heading("Có thời hạn", tally.dated, "co-thoi-han"), dated)),
            tag(
                "table",
                tag(
                    "tbody",
                    heading("Không tính vào tỷ lệ", aside, None),
                    (row(status(category), tally.of(category), SLUGS[category]) for category in ASIDE),
                ),
            ),
            class_="categories",
        ),
        note=f"Tổng số {count(tally.total)} {COUNTED_NAMES[counted]} đã giao",
        class_="standing",
    )
