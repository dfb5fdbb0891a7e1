"""Đề xuất of accounts, units, rules: the form of an act for who decides and for who only proposes; what waits."""

from collections.abc import Mapping, Sequence
from typing import Any

from dashboard import forms
from dashboard.components import card
from dashboard.look import Look
from dashboard.markup import Content, Markup, tag
from dashboard.people_words import named
from domain.permissions import DONE, PROPOSES, SEEN, Right, Touch
from domain.vietnamese import count
from domain.vietnamese import day as vn_day
from projections.motions import Motion, motions, waiting

PATHS = {Right.ACCOUNTS: "/accounts", Right.UNITS: "/units", Right.RULES: "/rules"}


def decides(look: Look, book: Right) -> bool:
    """Whether the viewer does the acts of the book himself, on the page of today."""
    return look.live and look.viewer.may(book, DONE, Touch.OWN)


def works_on(look: Look, book: Right) -> bool:
    """Whether he finds forms there: to do it, or to put it forward."""
    return look.live and look.viewer.may(book, DONE | PROPOSES, Touch.OWN)


def form(look: Look, book: Right, command: str, *fields: Content, **more: Any) -> Markup:
    """The form of the act; who may only propose sends the same to be decided. ``more``: as of ``forms.form``."""
    if not decides(look, book):
        command, more = f"{command}/submission", more | {"submit": "Trình, chờ ý kiến"}
    return forms.form(command, *fields, **more)


def motions_card(look: Look, book: Right) -> Markup | None:
    """What waits, with its answers for who may give them; what was answered; None: nothing was ever put forward."""
    if not look.viewer.may(book, SEEN, Touch.OTHER):
        return None
    with look.reader.snapshot() as cursor:
        found = motions(cursor, look.reader.log, look.at, book)
    if not found:
        return None
    open_ = waiting(found)
    answered = [one for one in reversed(found) if one.answered]
    people = look.names(_accounts(found))
    body = tag("ol", (_waiting(look, book, one, people) for one in open_), class_="submitted")
    return card(
        "Đã trình, chờ ý kiến",
        body if open_ else tag("p", "Không có nội dung nào đang chờ ý kiến.", class_="note"),
        _answered(answered, people) if answered else None,
        note=f"{count(len(open_))} nội dung, trình trước ở trên" if open_ else None,
    )


def awaited_card(look: Look, pages: Mapping[Right, tuple[str, str]]) -> Markup | None:
    """On the desk of who decides: in which books something waits. ``pages``: (name, address) of each."""
    mine = [book for book in pages if decides(look, book)]
    with look.reader.snapshot() as cursor:
        counted = [(book, len(waiting(motions(cursor, look.reader.log, look.at, book)))) for book in mine]
    lines = [(*pages[book], n) for book, n in counted if n]
    if not lines:
        return None
    return card(
        "Đề xuất chờ quyết định",
        tag(
            "p",
            (tag("a", f"{name}: {count(n)} nội dung", href=href) for name, href, n in lines),
            class_="exports",
        ),
    )


def _waiting(look: Look, book: Right, one: Motion, people: Mapping[str, str]) -> Markup:
    who = named(people, one.by)
    told = tag(
        "p", tag("strong", f"{_words(one, people)}. "), f"Ngày {vn_day(one.day)}, {who}.", class_="asked"
    )
    mine = str(look.viewer.account) == str(one.person)
    offered = tag("div", _answers(book, one), class_="answers") if decides(look, book) and not mine else None
    return tag("li", told, offered)


def _answers(book: Right, one: Motion) -> Sequence[Markup]:
    under, about = f"{PATHS[book]}/submissions", forms.given("submission", one.ref, type_="number")
    return (
        forms.act(
            "Đồng ý",
            forms.form(
                f"{under}/agreement",
                about,
                tag("p", "Ghi nhận đúng như nội dung đã trình.", class_="whole"),
                submit="Đồng ý và ghi nhận",
            ),
        ),
        forms.act(
            "Trả lại nội dung trình",
            forms.form(
                f"{under}/return",
                about,
                forms.words("reason", "Lý do trả lại", rows=2, required=True),
                submit="Trả lại",
                keep=f"tra-lai.{book}.{one.ref}",
            ),
        ),
    )


def _answered(found: Sequence[Motion], people: Mapping[str, str]) -> Markup:
    def line(one: Motion) -> Markup:
        assert one.answered
        answer = one.answered
        said = f"trả lại: {answer.reason}" if answer.reason else "đồng ý"
        return tag(
            "li",
            tag("strong", _words(one, people)),
            tag("span", f"Ngày {vn_day(answer.day)}, {named(people, answer.by)} {said}."),
            tag("small", f"{named(people, one.by)} trình ngày {vn_day(one.day)}; mục {one.ref}"),
        )

    summary = tag("summary", f"Đã trả lời ({count(len(found))})")
    return tag("details", summary, tag("ol", map(line, found), class_="decisions"), class_="act")


def _words(one: Motion, people: Mapping[str, str]) -> str:
    words = f"{one.words[0].upper()}{one.words[1:]}"
    return f"{named(people, str(one.person))}: {one.words}" if one.person else words


def _accounts(found: Sequence[Motion]) -> set[str]:
    by = {one.by for one in found} | {one.answered.by for one in found if one.answered}
    return by | {str(one.person) for one in found if one.person}
