"""Nhập phụ lục: an annex is sent, or one that was begun is gone on with."""

from collections.abc import Sequence

from dashboard.address import ANNEX, ANNEXES, DRAFTS, NEW_TASK
from dashboard.components import Page, card, past
from dashboard.forms import API
from dashboard.look import Look
from dashboard.markup import Html, Markup, tag
from domain.annex.intake import Kept
from domain.vietnamese import count
from domain.vietnamese import day as vn_day
from projections.engine import TIMEZONE


def annexes(look: Look) -> Page:
    """The form to send a file, and what this account has begun."""
    begun = look.intakes.of(look.viewer.account)
    return Page(
        "Nhập phụ lục",
        [
            Html(
                past(look.asked, ANNEXES),
                tag("h1", "Nhập phụ lục"),
                _send() if look.live else None,
                _begun(begun, look),
            )
        ],
    )


def _send() -> Markup:
    return card(
        "Chọn tệp phụ lục",
        tag(
            "form",
            tag(
                "div",
                tag(
                    "label",
                    tag("span", "Tệp Word (.docx) hoặc Excel (.xlsx) ", tag("small", "Nhiều nhất 20 MB.")),
                    tag("input", type="file", name="file", accept=".docx,.xlsx", required=True),
                    tag("span", "Chọn tệp", class_="button pick", aria_hidden="true"),
                    class_="field long",
                ),
                tag("output", "Chưa chọn tệp.", class_="note"),
                class_="upload whole",
            ),
            tag("p", class_="refused", role="alert", hidden=True),
            tag(
                "p",
                tag("button", "Gửi tệp", type="submit", class_="main"),
                tag("progress", max=1, value=0, hidden=True, aria_label="Đã gửi"),
                class_="submit",
            ),
            action=f"{API}/annexes",
            method="post",
            enctype="multipart/form-data",
            data_upload=f"{ANNEX}{{upload}}",
            novalidate=True,
        ),
        note=tag(
            "span",
            "Chưa ghi gì vào sổ: xem trước, chọn đầu mối, thời hạn rồi mới ghi. Các kết luận trong thông báo: ",
            tag("a", "dán nội dung", href=NEW_TASK),
            ".",
        ),
    )


def _begun(begun: Sequence[Kept], look: Look) -> Markup | None:
    if not begun:
        return None
    return card(
        "Phụ lục đang nhập",
        tag("ul", (_one(kept, look) for kept in begun), class_="begun"),
        note="Giữ 30 ngày kể từ lần sửa cuối, chỉ đồng chí nhìn thấy",
    )


def _one(kept: Kept, look: Look) -> Markup:
    said = ", ".join(part for part in (kept.head.number, kept.head.title) if part)
    local = kept.changed.astimezone(TIMEZONE)
    taken = kept.taken
    state = (
        tag(
            "a",
            f"đã ghi vào sổ: {count(taken.added)} nhiệm vụ mới",
            href=look.asked.but(document=taken.document).at(DRAFTS),
        )
        if taken
        else "chưa ghi vào sổ"
    )
    return tag(
        "li",
        tag("a", kept.name, href=f"{ANNEX}{kept.id}"),
        tag("span", said) if said else None,
        tag("small", state, f" · sửa lúc {local:%H:%M} ngày {vn_day(local.date())}"),
    )
