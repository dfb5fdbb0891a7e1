"""Đã trình, chờ ý kiến: what is submitted, told and answered, on the desk of the Office and beside the assignment."""

from collections.abc import Iterable, Mapping, Sequence
from uuid import UUID

from dashboard import forms
from dashboard.address import TASK
from dashboard.components import card
from dashboard.look import Look
from dashboard.markup import Content, Markup, tag
from dashboard.people_words import named
from dashboard.report_answers import may
from domain.paper import cited
from domain.permissions import DECIDES, RECORDS, Right
from domain.vietnamese import count
from domain.vietnamese import day as vn_day
from projections.submissions import Submission


def answerable(look: Look, one: Submission) -> bool:
    """Whether he may do the act himself, and so answer its submission."""
    right, needed = (Right.CORRECT, DECIDES) if one.correction else (Right.DIRECT, RECORDS)
    return may(look, right, needed, one.lead)


def told(one: Submission, people: Mapping[str, str]) -> Markup:
    """What is asked for, by whom, since when."""
    who = named(people, one.account)
    return tag(
        "p",
        tag("strong", f"Đã trình, chờ ý kiến (mục {one.ref}): {one.words}. "),
        f"Ngày {vn_day(one.day)}, {who}{cited(one.paper)}: {one.reason}",
        class_="asked",
    )


def answers(one: Submission, version: int) -> Iterable[Markup]:
    """The two answers; ``version``: of the assignment as it is shown."""
    under = f"/assignments/{one.assignment}/{'corrections/' if one.correction else ''}submissions"
    about = forms.given("submission", one.ref, type_="number")
    paper = None if one.correction else forms.paper("paper", _paper_label(one))
    yield forms.act(
        f"Đồng ý: {one.words}",
        forms.form(
            f"{under}/agreement",
            about,
            paper,
            submit="Đồng ý và ghi nhận",
            version=version,
            keep=f"dong-y.{one.ref}.{one.assignment}",
        ),
    )
    yield forms.act(
        "Trả lại nội dung trình",
        forms.form(
            f"{under}/return",
            about,
            forms.words("reason", "Lý do trả lại", rows=2, required=True),
            submit="Trả lại",
            version=version,
            keep=f"tra-lai-trinh.{one.ref}.{one.assignment}",
        ),
    )


def waiting_card(look: Look, waiting: Sequence[Submission], versions: Mapping[UUID, int]) -> Markup | None:
    """All that waits; None: nothing does."""
    if not waiting:
        return None
    people = look.names({one.account for one in waiting})
    return card(
        "Đã trình, chờ ý kiến",
        tag("ol", (_row(look, one, people, versions) for one in waiting), class_="submitted"),
        note=f"{count(len(waiting))} nội dung, trình trước ở trên",
    )


def _row(look: Look, one: Submission, people: Mapping[str, str], versions: Mapping[UUID, int]) -> Markup:
    href = look.asked.when.but(assignment=one.assignment).at(f"{TASK}{one.task}")
    where = one.clause or (f"TT {one.number}" if one.number else "")
    place = ", ".join(part for part in (where, one.document) if part)
    offered: Content = None
    if answerable(look, one):
        offered = tag("div", answers(one, versions[one.assignment]), class_="answers")
    return tag(
        "li",
        tag("h3", one.lead_name),
        tag("p", tag("a", one.text, href=href), " ", tag("small", place)),
        told(one, people),
        offered,
    )


def _paper_label(one: Submission) -> str:
    if one.paper:
        return "Văn bản đồng ý, nếu khác văn bản đã trình"
    return "Văn bản đồng ý của cấp giao"
