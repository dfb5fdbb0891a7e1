"""What may be done with a document: its number, its head, how it stands to others, its end, and each taken back."""

from dashboard.address import DOCUMENT, DRAFTS, NEW_TASK
from dashboard.components import card
from dashboard.document_head import head_fields
from dashboard.forms import act, asking, choice, day, form, given, line, paper, tick, words
from dashboard.look import Look
from dashboard.markup import Markup, tag
from dashboard.pages.documents import sees_drafts
from dashboard.pages.drafts import DRAFTING
from domain.lineage import RELATION_NAMES
from domain.permissions import DOES, Right
from domain.vietnamese import day as vn_day
from projections.document_list import Card, Filter, Line, documents
from projections.documents import last_series
from projections.engine import Cursor
from projections.lineage import Kin

FOUND = 10
"""Documents that a search offers."""

OVERRIDE = "Vẫn ghi dù số này đã có văn bản khác dùng"


def acts(look: Look, cursor: Cursor, found: Card) -> Markup | None:
    """The forms; None for who records no documents, and on a past day."""
    if not (look.live and look.viewer.may(Right.RECORD_DOCUMENT, DOES)):
        return None
    recorded = look.reader.log.streams([found.document], look.at.known)[found.document]
    version = recorded[-1].event.originator_version
    return card(
        "Cập nhật văn bản",
        None if found.number else _number(found, version, found.series or last_series(cursor)),
        _restate(found, version),
        _link(look, cursor, found, version),
        [_unlink(found, kin, version) for kin in found.up if kin.generation == 1],
        (_withdraw(found, version) if found.concluded_on else _conclude(found, version))
        if found.number
        else None,
        _tasks(look, found),
        class_="acts-card",
    )


def _number(found: Card, version: int, term: str) -> Markup:
    return act(
        "Cấp số, ghi ngày văn bản",
        form(
            f"/documents/{found.document}/number",
            line("number", "Số, ký hiệu", hint="Ví dụ 05-NQ/TU", required=True),
            day("day", "Ngày văn bản", required=True),
            line("series", "Nhiệm kỳ", value=term, hint="Văn bản của Đảng, ví dụ XVIII"),
            tick("override", OVERRIDE),
            submit="Ghi số, ngày văn bản",
            version=version,
        ),
    )


def _restate(found: Card, version: int) -> Markup:
    return act(
        "Đính chính số, ngày, trích yếu",
        form(
            f"/documents/{found.document}/head",
            head_fields(found),
            words("reason", "Lý do đính chính", rows=2, required=True),
            tick("override", OVERRIDE),
            submit="Ghi đính chính",
            version=version,
        ),
    )


def _link(look: Look, cursor: Cursor, found: Card, version: int) -> Markup:
    """The other document is searched for first, by the address of the page."""
    asked, path = look.asked, f"{DOCUMENT}{found.document}"
    search = asking(
        path,
        line("tim", "Tìm văn bản liên quan", value=asked.text, hint="Số, ký hiệu hoặc vài từ của trích yếu"),
        submit="Tìm",
        asked=asked.when,
    )
    if not asked.text:
        return act("Gắn căn cứ, sửa đổi, thay thế", search)
    wanted = Filter(text=asked.text, drafts=sees_drafts(look.viewer))
    offered, total = documents(cursor, look.at, wanted, limit=FOUND + 1)
    others = [one for one in offered if one.document != found.document][:FOUND]
    if not others:
        told = f"Không tìm thấy văn bản nào theo “{asked.text}”. Đề nghị thử số, ký hiệu hoặc từ khác."
        return act("Gắn căn cứ, sửa đổi, thay thế", search, tag("p", told, role="status"), opened=True)
    more = tag("p", "Còn văn bản khác; đề nghị tìm hẹp hơn.", class_="note") if total > FOUND else None
    return act(
        "Gắn căn cứ, sửa đổi, thay thế",
        search,
        form(
            f"/documents/{found.document}/links",
            choice(
                "relation",
                f"{found.called} …",
                [(str(relation), name) for relation, name in RELATION_NAMES.items()],
                empty=None,
                required=True,
            ),
            day("since", "Từ ngày", hint="Để trống: từ ngày của văn bản này"),
            tag("fieldset", tag("legend", "… văn bản"), map(_offered, others), more, class_="options"),
            submit="Ghi quan hệ",
            version=version,
            then=path,
        ),
        opened=True,
    )


def _offered(one: Line) -> Markup:
    return tag(
        "label",
        tag("input", type="radio", name="to", value=str(one.document), required=True),
        tag("span", tag("strong", one.called), f" ngày {vn_day(one.day)}: {one.title}"),
        class_="field option",
    )


def _unlink(found: Card, kin: Kin, version: int) -> Markup:
    relation = RELATION_NAMES[kin.relation]
    return act(
        f"Bỏ quan hệ ghi nhầm: {relation} {kin.called}",
        form(
            f"/documents/{found.document}/links/removal",
            given("relation", kin.relation),
            given("to", kin.document),
            words("reason", "Lý do", rows=2, required=True),
            submit="Bỏ quan hệ",
            version=version,
        ),
    )


def _conclude(found: Card, version: int) -> Markup:
    own = [(str(found.document), "theo thời hạn nêu trong chính văn bản này")]
    return act(
        "Kết thúc hiệu lực",
        form(
            f"/documents/{found.document}/conclusion",
            day("day", "Kết thúc từ ngày", required=True),
            choice("document", "Căn cứ", own, empty="theo văn bản ghi dưới đây"),
            paper("paper", "Văn bản quyết định kết thúc"),
            words("reason", "Lý do", rows=2, required=True),
            submit="Ghi kết thúc hiệu lực",
            version=version,
        ),
    )


def _withdraw(found: Card, version: int) -> Markup:
    return act(
        "Đính chính việc kết thúc hiệu lực",
        form(
            f"/documents/{found.document}/conclusion/withdrawal",
            words("reason", "Lý do", rows=2, required=True),
            submit="Ghi: chưa kết thúc hiệu lực",
            version=version,
        ),
    )


def _tasks(look: Look, found: Card) -> Markup | None:
    """The way on: to its tasks that are drafted, to enter more."""
    counts, of = found.tasks, look.asked.when.but(document=found.document)
    ways = []
    if look.viewer.may(Right.DRAFT_TASK, DRAFTING):
        ways.append(("Nhập nhiệm vụ của văn bản này", of.at(NEW_TASK)))
    if counts.unchosen or counts.proposed or counts.returned or counts.approved:
        ways.append(("Dự kiến nhiệm vụ của văn bản này", of.at(DRAFTS)))
    return tag("p", (tag("a", words, href=href) for words, href in ways), class_="more") if ways else None
