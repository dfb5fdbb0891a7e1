"""Ghi nhận văn bản: the head of a document that gives tasks, typed in by hand."""

from dashboard import forms
from dashboard.address import DOCUMENT, NEW_DOCUMENT, NEW_TASK
from dashboard.components import Page, card, past
from dashboard.document_head import head_fields
from dashboard.look import Look
from dashboard.markup import Html, tag
from dashboard.pages.drafts import DRAFTING
from domain.annex.intake import Head
from domain.permissions import Right
from projections.documents import last_series


def new_document(look: Look) -> Page:
    """The form; from it one goes on to the tasks of the document, or to the document if others split it."""
    title = "Ghi nhận văn bản"
    banner = past(look.asked, NEW_DOCUMENT)
    if not look.live:
        return Page(title, [Html(banner, tag("h1", title))])
    term = look.reader.read(last_series)
    splits = look.viewer.may(Right.DRAFT_TASK, DRAFTING)
    return Page(
        title,
        [
            Html(
                banner,
                tag("h1", title),
                card(
                    "Văn bản giao nhiệm vụ",
                    forms.form(
                        "/documents",
                        head_fields(Head(day=look.at.day, series=term)),
                        tag(
                            "div",
                            forms.tick("override", "Xác nhận: hai văn bản trùng số, vẫn ghi nhận"),
                            class_="whole override",
                        ),
                        submit="Ghi nhận",
                        then=f"{NEW_TASK}?van-ban={{resolution}}" if splits else f"{DOCUMENT}{{resolution}}",
                        keep="document",
                    ),
                    note="Chưa có số là dự thảo: chọn loại văn bản; văn thư ghi số, ngày khi ban hành",
                    class_="annex-head",
                ),
            )
        ],
    )
