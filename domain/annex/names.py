"""The grammar of unit names: where one ends and the next begins in a cell, and which are groups.

Vietnamese names of bodies begin with their kind (Bộ, Sở, Ban, Đảng ủy …) and may hold commas and "và" inside
("Bộ Văn hóa, Thể thao và Du lịch"). So a separator parts two names only where a name begins after it: one of
the register, a kind of body, an acronym, or the words of a group. Source: the names of Party and State bodies
as the lead and co-ordinating cells of real annexes write them.
"""

import re
from collections.abc import Mapping
from enum import StrEnum

Ends = Mapping[int, int]
"""Where names of the register stand in a cell: the place where one begins -> where the longest one ends."""


class Shape(StrEnum):
    """What a piece of a cell is by its words: one body, a group of bodies, or neither."""

    UNIT = "unit"
    GROUP = "group"
    FRAGMENT = "fragment"


_TOP = "bộ(?! đội)|sở"  # nothing but another body can follow their name
_NAMED = (  # mean nothing without a name after them
    f"{_TOP}|ban|cục|chi cục|tổng cục|vụ|viện|học viện|tòa án|kho bạc|bảo hiểm|ngân hàng|tập đoàn|"
    "tổng công ty|công ty|quỹ|hội|hiệp hội|liên hiệp|liên minh|liên đoàn|đoàn(?! thể)|ủy ban|văn phòng|"
    "đảng ủy|đảng bộ|đảng đoàn|cơ quan|trường|đại học|bệnh viện|trung tâm|đài|báo(?! chí)|tạp chí|"
    "nhà xuất bản|tiểu ban|khối"
)
_KINDS = (
    "bộ chỉ huy|bộ tư lệnh|hội đồng|mặt trận|thanh tra|kiểm toán|công đoàn|tỉnh đoàn|thành đoàn|tỉnh ủy|"
    "thành ủy|huyện ủy|thị ủy|quận ủy|thường trực|công an|quân khu|thông tấn xã|quốc hội|chính phủ|thủ tướng|"
    f"tổ công tác|ubnd|hđnd|mttq|ubmttq|ubkt|vp|vptu|bch|btv|lđlđ|{_NAMED}"
)
_PLACES = "xã(?! hội)|phường|đặc khu|thị trấn|huyện|quận|thị xã|thành phố|tỉnh"
_COMMON = "ngành|địa phương|đơn vị|tổ chức|đoàn thể|doanh nghiệp|cấp ủy|chi bộ|chủ đầu tư|thành viên|đồng chí"
_HEADS = (
    "ủy ban nhân dân|ubnd|hội đồng nhân dân|hđnd|ủy ban mặt trận tổ quốc|mttq|đảng ủy|thường trực|"
    "ban thường vụ|thủ trưởng|lãnh đạo|huyện ủy|công an|cấp ủy"
)
_LOCAL = f"{_PLACES}|địa phương|sở|ban|ngành|đảng ủy|huyện ủy|cơ sở|cấp ủy|cấp|đơn vị"
_AND = r"(?:\s*,\s*|\s+và\s+)"
_GOES_ON = r"(?=\s*(?:[,;/\n]|$)|\s+(?:và|có|được|liên quan|cấp|thuộc|trực thuộc|khác|tỉnh|ngành|đoàn thể)\b)"
_MANY = r"(?:tất cả |toàn bộ )?(?:các|những|một số|từng|mọi)\s+"

# Matched on small letters, at the place where a name would begin.
_MANY_BODIES = re.compile(rf"{_MANY}(?:{_KINDS}|{_PLACES}|{_COMMON})\b")
_MANY_LOCAL = re.compile(
    rf"(?:{_HEADS})(?:(?:{_AND}|\s+)(?:{_HEADS}))*\s+"
    rf"(?:(?:các|những|từng|mọi|cấp)\s+(?:{_LOCAL})|(?:{_PLACES}){_AND}(?:{_PLACES}))\b"
)
_COMMON_NOUNS = re.compile(
    rf"(?:bộ|sở|ban|hội|cơ quan|đảng ủy|trường|viện|tập đoàn|tổng công ty|công ty|{_PLACES}|{_COMMON}){_AND}"
    rf"(?:(?:{_COMMON})\b|(?:bộ|sở|ban|hội|cơ quan|{_PLACES}){_GOES_ON})"
    rf"|(?:địa phương|đơn vị|cơ quan|doanh nghiệp|đoàn thể|cấp ủy){_GOES_ON}"
)
_MANY_ANYTHING = re.compile(_MANY)
_KIND = re.compile(rf"(?:{_KINDS})\b")
_TOP_KIND = re.compile(_TOP)
_AFTER_TOP = re.compile(rf"(?:{_TOP}|ban|ủy ban|văn phòng|thanh tra|đảng ủy|công an|hội|viện|ngân hàng)\b")
_BARE = re.compile(rf"(?:{_NAMED})")
_SECOND_BODY = re.compile(r"hội đồng nhân dân|hđnd|ủy ban nhân dân|ubnd")
_PLACE = re.compile(rf"(?:{_PLACES})\b")

_ACRONYM = re.compile(r"[A-ZĐ]{2,}\d*(?=\s*(?:[,;/\n]|$)|\s+(?:tỉnh|thành phố|khu vực|[A-ZĐ]\w*[a-zà-ỹ]))")
_PARENTHESES = re.compile(r"\([^()]*\)")
_BEFORE = re.compile(r"[\s;,/]*(?:[-–+*•]\s+)?")
_SEPARATOR = re.compile(
    r"(?:\s*[;,/\n](?:\s*[-–+*•](?=\s))*|\s+(?:và|cùng với|cùng|&)(?=\s))+\s*|\s+", re.IGNORECASE
)


def split(cell: str, ends: Ends) -> list[str]:
    """The names in a cell (at 1, 3, 5, …) and what stands before, between and after them (at 0, 2, 4, …).

    All of them put together are the cell again.
    """
    text = _Text(cell, ends)
    before = _BEFORE.match(cell)
    start = before.end() if before else 0
    end = next((at for at in range(len(cell), 0, -1) if not _parting(cell[at - 1])), 0)
    if start >= end:
        return [cell]
    pieces = [cell[:start]]
    for separator in _SEPARATOR.finditer(cell, start, end):
        if separator.start() == start:
            pieces[-1] += separator[0]
            start = separator.end()
        elif separator.start() > start and text.parts(start, separator):
            pieces += [cell[start : separator.start()], separator[0]]
            start = separator.end()
    return [*pieces, cell[start:end], cell[end:]]


def _parting(sign: str) -> bool:
    return sign.isspace() or sign in ";,./"


def shape(piece: str) -> Shape:
    """What one piece is. A fragment: a kind without a name ("Bộ"), a name whose beginning is cut off."""
    text = _Text(piece, {})
    if text.group_at(0) or _MANY_ANYTHING.match(text.small):
        return Shape.GROUP
    if not _BARE.fullmatch(text.small) and (text.unit_at(0) or re.match(r"[A-ZĐ]{2,}", piece)):
        return Shape.UNIT
    return Shape.FRAGMENT


class _Text:
    """A cell with its small letters beside it, place by place."""

    def __init__(self, text: str, ends: Ends) -> None:
        self.text = text
        small = "".join(c.lower() if len(c.lower()) == 1 else c for c in text)
        self.small = small.replace("uỷ", "ủy").replace("toà", "tòa")
        self.ends = ends
        self.closed = [found.span() for found in _PARENTHESES.finditer(text)]

    def group_at(self, at: int) -> bool:
        """Do the words of a group begin here?"""
        return any(words.match(self.small, at) for words in (_MANY_BODIES, _MANY_LOCAL, _COMMON_NOUNS))

    def unit_at(self, at: int, *, strictly: bool = False) -> bool:
        """Does a body's name begin here: a kind with a capital, or with a name in capitals after it?

        ``strictly`` asks for both: among common nouns "Ban" and "Hội" need not begin a name.
        """
        found = _KIND.match(self.small, at)
        if not found:
            place = _PLACE.match(self.small, at)
            return place is not None and self._capital_after(place)
        capital = self.text[at].isupper()
        if strictly:
            return capital and (self._capital_after(found) or " " in found[0])
        return capital or self._capital_after(found)

    def _capital_after(self, word: re.Match[str]) -> bool:
        return self.text[word.end() + 1 : word.end() + 2].isupper()

    def name_at(self, at: int) -> bool:
        """Does anything begin here that a comma or "và" could stand before?"""
        return bool(self._surely_at(at) or self.group_at(at))

    def _surely_at(self, at: int) -> bool:
        return at in self.ends or self.unit_at(at) or bool(_ACRONYM.match(self.text, at))

    def parts(self, start: int, separator: re.Match[str]) -> bool:
        """Does this separator end the name that began at ``start``?"""
        end, after = separator.span()
        known = self.ends.get(start, -1)
        if end < known or any(left < end < right for left, right in self.closed):
            return False
        if ";" in separator[0] or "\n" in separator[0]:
            bare = _BARE.fullmatch(self.small, start, end)
            return ";" in separator[0] or (not bare and (self.name_at(after) or end == known))
        if separator[0].isspace():
            return self._parts_without_sign(start, end, after, known)
        if self.group_at(start) or _MANY_ANYTHING.match(self.small, start):
            return self._ends_group(after) and not _BARE.fullmatch(self.small, start, end)
        return self.name_at(after) and not self._double_office(start, separator)

    def _ends_group(self, after: int) -> bool:
        return bool(
            after in self.ends
            or _MANY_BODIES.match(self.small, after)
            or _MANY_LOCAL.match(self.small, after)
            or _ACRONYM.match(self.text, after)
            or self.unit_at(after, strictly=True)
        )

    def _parts_without_sign(self, start: int, end: int, after: int, known: int) -> bool:
        """Two names with nothing between ("Bộ Nội vụ Bộ Tài chính"). Most names hold other kinds inside."""
        if not self.text[after].isupper() or _BARE.fullmatch(self.small, start, end):
            return False
        if end == known:
            return self._surely_at(after) or bool(_MANY_BODIES.match(self.small, after))
        first, second = _KIND.match(self.small, start), _KIND.match(self.small, after)
        if not first or not second or not self.unit_at(after, strictly=True):
            return False
        after_top = _TOP_KIND.fullmatch(first[0]) and _AFTER_TOP.match(self.small, after)
        return first[0] == second[0] or bool(after_top)

    def _double_office(self, start: int, separator: re.Match[str]) -> bool:
        """One office of two bodies: "Văn phòng Đoàn đại biểu Quốc hội và Hội đồng nhân dân tỉnh"."""
        return (
            self.small.startswith("văn phòng", start)
            and "," not in separator[0]
            and bool(_SECOND_BODY.match(self.small, separator.end()))
        )
