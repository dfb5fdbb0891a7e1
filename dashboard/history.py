"""What was recorded of a subject, in words, with who recorded it."""

from collections.abc import Sequence

from dashboard.address import ACCOUNT
from dashboard.components import card
from dashboard.look import Look
from dashboard.markup import Markup, tag
from dashboard.people_words import doer
from domain.vietnamese import day as vn_day
from projections.story import Entry


def history(look: Look, entries: Sequence[Entry], heading: str) -> Markup:
    """The last recorded first."""
    names = look.names({entry.by for entry in entries} | {entry.instead_of for entry in entries} - {""})
    return card(
        heading,
        tag(
            "ol",
            (_entry(look, entry, doer(names, entry.by, entry.instead_of)) for entry in reversed(entries)),
        ),
        note="Nội dung ghi sau cùng ở trên",
        class_="history told",
    )


def then(look: Look, entry: Entry) -> Markup:
    """When it was recorded: the way to the page as it was with it. Accounts are shown as of now only."""
    recorded = entry.recorded
    shown = tag("time", f"{recorded:%H:%M} ngày {vn_day(recorded.date())}", datetime=recorded.isoformat())
    if look.path.startswith(ACCOUNT):
        return shown
    asked = look.asked.but(day=recorded.date(), known=entry.position, closing=None)
    return tag("a", shown, href=asked.at(look.path), title="Xem như khi vừa ghi nội dung này")


def _entry(look: Look, entry: Entry, who: str) -> Markup:
    recorded = entry.recorded
    holds = f"; có hiệu lực ngày {vn_day(entry.day)}" if entry.day and entry.day != recorded.date() else ""
    return tag(
        "li",
        then(look, entry),
        tag("p", tag("span", entry.words, class_="words"), tag("small", f"{who}{holds}")),
    )
