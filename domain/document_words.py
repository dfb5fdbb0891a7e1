"""What happened to a document, in words; see ``domain/words.py``."""

from domain import document, resolution
from domain.event import Fact
from domain.lineage import RELATION_NAMES
from domain.paper import cited
from domain.unit_words import Names
from domain.vietnamese import day as vn_day


def told_of_documents(fact: Fact, names: Names) -> str | None:
    """The fact as a phrase, as ``words.told``; None for a fact of another subject. ``names``: of documents too."""
    match fact:
        case resolution.Recorded():
            return f"Ghi nhận {_head(fact.content)}"
        case resolution.Restated():
            return f"Đính chính thành {_head(fact.content)}; lý do: {fact.reason}"
        case resolution.Numbered():
            return f"Ghi số, ngày văn bản: {_head(fact.content)}"
        case resolution.Linked():
            since = f" từ ngày {vn_day(fact.since)}" if fact.since else ""
            return f"Ghi nhận văn bản này {RELATION_NAMES[fact.relation]} {names(fact.to)}{since}"
        case resolution.Unlinked():
            return f"Đính chính: không {RELATION_NAMES[fact.relation]} {names(fact.to)}; lý do: {fact.reason}"
        case resolution.Concluded():
            by = cited(fact.paper) if fact.paper else f" theo {names(fact.document)}" if fact.document else ""
            return f"Kết thúc hiệu lực từ ngày {vn_day(fact.day)}{by}: {fact.reason}"
        case resolution.ConclusionWithdrawn():
            return f"Đính chính: chưa kết thúc hiệu lực; lý do: {fact.reason}"
        case document.NumberClaimed():
            return "Giữ số, ký hiệu" + (" (trùng số, đã xác nhận)" if fact.override else "")
        case document.NumberReleased():
            return "Trả lại số, ký hiệu"
    return None


def told_from_below(fact: resolution.Linked | resolution.Unlinked, called: str) -> str:
    """A link of another document, which is ``called`` so, in the history of the one that it leads to."""
    verb = RELATION_NAMES[fact.relation]
    if isinstance(fact, resolution.Unlinked):
        return f"Đính chính: {called} không {verb} văn bản này; lý do: {fact.reason}"
    since = f" từ ngày {vn_day(fact.since)}" if fact.since else ""
    return f"{called} {verb} văn bản này{since}"


def _head(content: resolution.Content) -> str:
    return f"{content.called} ngày {vn_day(content.day)}: {content.title}"
