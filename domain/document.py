"""Numbers of documents (số, ký hiệu): reading them, the series they run in, and who holds one.

Party numbers are "26-NQ/TW" (Hướng dẫn 36-HD/VPTW, 2018), State numbers "03/NQ-CP", "193/2025/QH15" (Nghị
định 30/2020/NĐ-CP). Party numbers begin again at 01 with each term of the body, State ones with each year.
"""

import re
from collections.abc import Sequence
from datetime import date
from enum import StrEnum
from uuid import UUID, uuid5

import msgspec

from domain.door import needed
from domain.errors import Refused
from domain.event import AccountId, Event, Fact
from domain.vietnamese import count, fold, nfc
from domain.vietnamese import day as vn_day

KINDS = {
    "nghị quyết": "NQ",
    "chỉ thị": "CT",
    "kết luận": "KL",
    "chương trình": "CTr",
    "kế hoạch": "KH",
    "đề án": "ĐA",
    "quyết định": "QĐ",
    "quy định": "QĐ",
    "quy chế": "QC",
    "thông báo": "TB",
    "thông tri": "TT",
    "báo cáo": "BC",
    "tờ trình": "TTr",
    "công văn": "CV",
    "hướng dẫn": "HD",
}
"""Kinds of documents that give tasks, with the code in their number; two kinds share QĐ."""

_STATE_KINDS = {"nghị định": "NĐ", "thông tư": "TT", "thông tư liên tịch": "TTLT", "công điện": "CĐ"}
_CODES = {fold(code): code for code in [*KINDS.values(), *_STATE_KINDS.values()]}

_PARTY_SIGN = re.compile(r".*(?:TW|TU)|ĐU.*|HU")
_STATE_SIGN = re.compile(r"(?:CP|TTg|CTN|UBND|HĐND|QH\d*|UBTVQH\d*)(?:-.*)?")
_KIND_NAMES = {code: name for name, code in reversed((KINDS | _STATE_KINDS).items())}
_SIGNS = {
    fold(sign): sign
    for sign in (
        *("TW", "VPTW", "BTCTW", "UBKTTW", "BTGDVTW", "BNCTW"),
        *("TU", "VPTU", "BTCTU", "UBKTTU", "BTGDVTU", "BNCTU", "ĐU", "HU"),
        *("CP", "TTg", "CTN", "UBND", "HĐND"),
    )
}

_WRITTEN = re.compile(
    r"(?P<number>\d{1,6})(?:/(?P<year>(?:19|20)\d\d))?(?P<separator>[-/])"
    r"(?P<first>[^\W\d_]\w*)(?:[-/](?P<rest>\w+(?:-\w+)*))?"
)
_LONGEST = 100
_NUMBERS = UUID("0e0c9d8a-1f53-5d0e-8c55-3a7f5e1b9d42")


class Family(StrEnum):
    """Whose rules of numbering: "26-NQ/TW" or "03/NQ-CP"."""

    PARTY = "party"
    STATE = "state"


class Number(msgspec.Struct, frozen=True):
    """The number of a document. ``sign`` is the issuer's code: "TU" stands for three bodies of one committee.

    ``kind`` is "" where the number does not tell it (laws, letters of State bodies), ``year`` is that of a
    State number that bears one. ``corrected`` says what was changed in reading, None if nothing was.
    """

    number: int
    kind: str
    sign: str
    family: Family
    year: int | None = None
    corrected: str | None = None

    @property
    def canonical(self) -> str:
        """As it is kept and printed; below ten with a zero before it: "05-NQ/TU"."""
        if self.family is Family.PARTY:
            return f"{self.number:02}-{self.kind}/{self.sign}"
        sign = f"{self.kind}-{self.sign}" if self.kind else self.sign
        return "/".join((f"{self.number:02}", *([str(self.year)] if self.year else []), sign))


class Term(msgspec.Struct, frozen=True):
    """A term of a body (nhiệm kỳ). It begins the day after the congress closes."""

    name: str
    first_day: date


def read_number(text: str) -> Number:
    """Reads a number as people type it: "Số: 26 - NQ/TW", "26/NQ-TW", "65-Ctr/TU", "12862/KH-UBND".

    Raises ``Refused`` where the parts cannot be told, the kind is unknown or the number is 0.
    """
    typed = nfc(text, one_line=True)
    if len(typed) > _LONGEST:
        raise Refused(
            f"Số, ký hiệu dài {count(len(typed))} ký tự; đề nghị chỉ nhập số, ký hiệu, như “05-NQ/TU”.",
            field="number",
        )
    after_words = re.split(r"\bs[ốo]\b\s*:?", typed, flags=re.IGNORECASE)[-1]
    compact = re.sub(r"[\u2010-\u2015\u2212]", "-", after_words).replace(" ", "").strip(".,;:")
    written = _WRITTEN.fullmatch(compact)
    if written is None or int(written["number"]) == 0:
        raise Refused(
            f"Chưa đọc được số, ký hiệu “{typed}”; đề nghị nhập như “05-NQ/TU”, “03/NQ-CP”, “193/2025/QH15”.",
            field="number",
        )
    kind, sign = _kind_and_sign(written, typed)
    by_party = written["separator"] == "-" or bool(_PARTY_SIGN.fullmatch(sign))
    party = by_party and not written["year"] and not _STATE_SIGN.fullmatch(sign)
    number = Number(
        number=int(written["number"]),
        kind=kind,
        sign=sign,
        family=Family.PARTY if party else Family.STATE,
        year=int(written["year"]) if written["year"] else None,
    )
    return msgspec.structs.replace(number, corrected=_correction(typed, number))


def _kind_and_sign(written: re.Match[str], typed: str) -> tuple[str, str]:
    kind = _CODES.get(fold(written["first"]))
    rest = written["rest"]
    if kind and rest:
        return kind, _sign(rest)
    # A law ("193/2025/QH15") and a letter of a State body ("1234/UBND-KT") bear no kind.
    bare = written["separator"] == "/" and not kind and bool(rest) != bool(written["year"])
    if bare and not (rest and _PARTY_SIGN.fullmatch(_sign(rest))):
        return "", _sign(f"{written['first']}-{rest}" if rest else written["first"])
    raise Refused(
        f"Chưa nhận ra loại văn bản trong “{typed}”; các ký hiệu dùng được: {', '.join(_CODES.values())}.",
        field="number",
    )


def read_kind(text: str) -> str:
    """The code of a kind that is given as "NQ" or "nghị quyết". Raises ``Refused`` for any other."""
    typed = fold(needed(text, "Đề nghị chọn loại văn bản, hoặc nhập số, ký hiệu.", "kind"))
    by_name = {fold(name): code for name, code in (KINDS | _STATE_KINDS).items()}
    code = _CODES.get(typed) or by_name.get(typed)
    if code is None:
        raise Refused(
            f"Chưa nhận ra loại văn bản “{nfc(text, one_line=True)[:_LONGEST]}”; các loại dùng được: "
            f"{', '.join(KINDS)}.",
            field="kind",
        )
    return code


def kind_name(code: str) -> str:
    """The kind in words; of a code that two kinds share the first of them, "văn bản" for one not known."""
    return _KIND_NAMES.get(code, "văn bản")


def _sign(written: str) -> str:
    """The issuer's code; a code not known keeps its letters, since some are mixed ("TCTTTg")."""
    parts = (_SIGNS.get(fold(part), part.upper() if part.islower() else part) for part in written.split("-"))
    return "-".join(parts)


def _correction(typed: str, number: Number) -> str | None:
    if typed == number.canonical:
        return None
    said = f"Đã ghi lại “{typed}” thành “{number.canonical}”."
    # Provinces write "TƯ" for Tỉnh ủy; a Telex keyboard makes it of "TW" too.
    centre = " Nếu là văn bản của Trung ương, đề nghị nhập “TW”." if "TƯ" in typed.upper() else ""
    return said + centre


def series(number: Number, day: date, terms: Sequence[Term]) -> str:
    """The series a number runs in: for the Party the term of the body on the document's day, else the year.

    ``terms`` are those of the issuing body. Raises ``Refused`` if the day lies before all of them.
    """
    if number.family is Family.STATE:
        return str(number.year or day.year)
    begun = [term for term in terms if term.first_day <= day]
    if not begun:
        raise Refused(
            f"Chưa khai báo nhiệm kỳ có ngày {vn_day(day)} cho ký hiệu “{number.sign}”; đề nghị bổ sung.",
            field="day",
        )
    return max(begun, key=lambda term: term.first_day).name


def number_search_key(text: str) -> str:
    """A number, whole or in part, as words in one order: " nq 26 tw ", with a space at either end.

    A document is found if its key contains the key of what was typed: "nq 26", "nghị quyết 26", "26 tw".
    """
    words = fold(text)
    for name, code in sorted((KINDS | _STATE_KINDS).items(), key=lambda kind: -len(kind[0])):
        words = re.sub(rf"\b{fold(name)}\b", fold(code), words)
    words = re.sub(rf"\b({'|'.join(_CODES)})(\d+)\b", r"\1 \2", words)
    parts = [part.lstrip("0") for part in re.findall(r"\d+|[^\W\d_]+\d*", words) if part != "so"]
    ordered = sorted(parts, key=lambda part: (part not in _CODES, not part.isdigit()))
    return f" {' '.join(ordered)} "


class NumberClaimed(Fact, frozen=True, kw_only=True):
    """A document bears the number. ``override``: a person confirmed it though another one holds it."""

    TOPIC = "number.claimed"
    document: UUID
    override: bool = False


class NumberReleased(Fact, frozen=True, kw_only=True):
    """The document does not bear the number any more: it was mistyped."""

    TOPIC = "number.released"
    document: UUID


class NumberClaim(msgspec.Struct, frozen=True):
    """Who holds a number: as a rule one document, more only by confirmed overrides."""

    holders: tuple[UUID, ...] = ()

    @property
    def held_by(self) -> UUID | None:
        """The document that a second claim is told of: the last to have claimed."""
        return self.holders[-1] if self.holders else None


def claim_stream(number: str, series: str) -> UUID:
    """The stream in which a number of a series is claimed. Raises ``Refused`` for what is no number."""
    read = read_number(number)
    return uuid5(_NUMBERS, f"{read.number}|{read.sign}|{read.kind}|{series}")


def number_claim(events: Sequence[Event]) -> NumberClaim:
    """Who holds the number, as its stream tells."""
    holders: tuple[UUID, ...] = ()
    for event in events:
        match event.fact:
            case NumberClaimed(document=document):
                holders = (*holders, document)
            case NumberReleased(document=document):
                holders = tuple(holder for holder in holders if holder != document)
    return NumberClaim(holders)


def claim_number(
    claim: NumberClaim, *, by: AccountId, document: UUID, holder: str, override: bool = False
) -> NumberClaimed:
    """Claims the number for a document. ``holder`` tells in words which document holds it, if one does; it is then
    asked for ``override``."""
    if claim.held_by is None:
        return NumberClaimed(by=by, document=document)
    if not override:
        raise Refused(
            f"Số, ký hiệu này đã ghi nhận cho văn bản {holder}. Đề nghị kiểm tra lại số, ngày văn bản; nếu "
            "đúng là hai văn bản trùng số, đề nghị xác nhận để vẫn ghi nhận.",
            field="override",
        )
    return NumberClaimed(by=by, document=document, override=True)


def release_number(claim: NumberClaim, *, by: AccountId, document: UUID) -> NumberReleased:
    """Gives the number back. Raises ``Refused`` if the document does not hold it."""
    if document not in claim.holders:
        raise Refused("Văn bản không giữ số, ký hiệu này nên không có gì để trả lại.", field="number")
    return NumberReleased(by=by, document=document)
