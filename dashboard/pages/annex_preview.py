"""One annex on its way in: the head of its document, what is to be chosen, its tasks; taken over as a whole.

Rendered from what the server keeps: a page opened again is as far as its sender has come.
"""

from collections import Counter
from uuid import UUID

from dashboard import forms
from dashboard.address import ANNEX, ANNEXES, DRAFTS
from dashboard.components import Page, card, message, past
from dashboard.look import Look
from dashboard.markup import Html, Markup, tag, text
from dashboard.pages.annex_head import head
from dashboard.pages.annex_questions import asked
from dashboard.pages.annex_rows import table
from dashboard.pages.annex_shown import Shown, taken_words
from dashboard.unit_picker import known_units
from domain.annex.doubt import About
from domain.annex.intake import Taken
from domain.annex.questions import remarks
from domain.unit import GROUP_WORDS, Group
from domain.vietnamese import count
from projections import documents, intakes, units

_KINDS = {About.UNIT: "tên đơn vị", About.LEAD: "đầu mối", About.DEADLINE: "thời hạn"}


def annex(look: Look, upload_id: UUID) -> Page:
    """As far as it has come. Raises ``NotFound`` for whoever did not send it."""
    intake = look.intakes.get(look.viewer.account, upload_id)
    title = f"Nhập phụ lục: {intake.name}"
    banner = past(look.asked, f"{ANNEX}{upload_id}")
    if not look.live:
        return Page(title, [Html(banner, tag("h1", title))])
    if intake.taken:
        return Page(title, [Html(banner, _taken(intake.taken, look))])
    today = look.reader.today()
    with look.reader.snapshot() as cursor:
        seen = intakes.understood(cursor, intake, reviewed=look.reader.reviewed, today=today)
        day = seen.content.day if seen.content else intake.head.day or today
        known = intakes.choosable(cursor, day)
        members = {group: len(units.members(cursor, group, day)) for group in Group}
        term = documents.last_series(cursor)
    shown = Shown(upload_id, intake, seen, known, day, members, term)
    page = max(look.asked.page or 1, 1)
    return Page(
        title,
        [
            Html(
                banner,
                tag("h1", title),
                known_units(
                    [
                        *((str(u.unit), u.name) for u in known),
                        *((name, name) for name in seen.decisions.create),
                        *((words, words) for words in GROUP_WORDS),
                    ]
                ),
                _standing(shown),
                head(shown),
                asked(shown),
                _remarks(shown),
                table(shown, page, look.asked),
            )
        ],
    )


def _standing(shown: Shown) -> Markup:
    """How much there is and how much is open; the act stands beside it."""
    seen = shown.seen
    tasks = seen.decisions.tasks
    dated = sum(task.deadline.day is not None for task in tasks)
    waiting = sum(task.how is None for task in tasks)
    open_ = Counter(question.about for question in seen.open)
    parts = ", ".join(f"{count(open_[about])} {words}" for about, words in _KINDS.items() if open_[about])
    left = (
        text(["Còn ", tag("strong", f"{count(len(seen.open))} chỗ cần chọn"), f": {parts}. "])
        if seen.open
        else tag("strong", "Không còn chỗ cần chọn. ")
    )
    lacks = tag("p", f"Phần đầu của văn bản: {seen.lacks.message}", class_="lacks") if seen.lacks else None
    rest = f"{count(waiting)} nhiệm vụ sẽ vào danh sách “Chưa chọn đầu mối”." if waiting else ""
    act = forms.form(
        f"/annexes/{shown.id}/taking",
        submit=f"Ghi {count(len(tasks))} nhiệm vụ vào sổ",
        then=f"{DRAFTS}?van-ban={{resolution}}&phu-luc={shown.id}",
    )
    drop = forms.act(
        "Bỏ phụ lục này",
        forms.form(f"/annexes/{shown.id}/drop", submit="Bỏ, không ghi", then=ANNEXES, quiet=True),
    )
    undated = count(len(tasks) - dated)
    figures = f"{count(len(tasks))} nhiệm vụ: {count(dated)} có ngày hạn, {undated} không có ngày hạn."
    return tag(
        "section",
        tag("div", tag("p", figures), tag("p", left, rest, role="status"), lacks),
        tag("div", act, drop, class_="acts"),
        class_="card standing-annex",
        id="standing",
    )


def _remarks(shown: Shown) -> Markup | None:
    found = remarks(shown.seen.annex)
    if not found:
        return None
    return card(
        "Đối chiếu với văn bản",
        tag(
            "ul",
            (
                tag(
                    "li",
                    tag("strong", f"{d.row}, cột “{d.column}”" if d.column else d.row),
                    f": {d.why} ",
                    tag("small", d.proposal),
                )
                for d in found
            ),
            class_="remarks",
        ),
        note=f"{count(len(found))} điểm có thể đọc chưa đúng; lời văn sửa được ở trang Dự kiến giao sau khi ghi",
    )


def _taken(taken: Taken, look: Look) -> Markup:
    drafts = look.asked.but(document=taken.document).at(DRAFTS)
    return message("Phụ lục đã ghi vào sổ", taken_words(taken), drafts, "Xem dự kiến giao")
