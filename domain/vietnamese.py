"""Vietnamese text: its form at the door, the keys to search and to order it by, numbers as they are written.

PostgreSQL without ICU knows no Vietnamese order, so search keys and sort keys are plain text columns that we
compute; ``COLLATE "C"`` compares them by their bytes.
"""

import re
import unicodedata
from datetime import date
from decimal import ROUND_HALF_UP, Decimal
from fractions import Fraction

_LINE_BREAKS = re.compile("\r\n|[\r\v\f\u0085\u2028\u2029]")
# What Word and the web leave behind, unseen: controls, soft hyphens, zero-width marks, half surrogates.
# PostgreSQL refuses U+0000 in a text, UTF-8 refuses the surrogates.
_UNSEEN = re.compile(
    "[\x00-\x08\x0e-\x1f\x7f-\x9f\u00ad\u200b-\u200f\u202a-\u202e\u2060-\u2069\ufeff\ud800-\udfff]"
)

# The letter Đ does not decompose, and old code tables put Ð (eth) or Ɖ (African D) in its place.
_D_BAR = str.maketrans("đĐðÐɖƉ", "đđđđđđ")


class _Bare(dict[int, int | None]):
    """What a character is without marks, worked out when it is first met."""

    def __missing__(self, code: int) -> int | None:
        self[code] = None if unicodedata.combining(chr(code)) else code
        return self[code]


_BARE = _Bare({ord("đ"): ord("d")})

# In ASCII every letter comes before "{": "a{" (ă) and "a|" (â) follow "a" and all that begins with it.
_LETTER_MARKS = {"\u0306": "{", "\u0302": "|", "\u031b": "}"}
_TONES = {"\u0300": "1", "\u0309": "2", "\u0303": "3", "\u0301": "4", "\u0323": "5"}
_LEVEL = "\x1f"  # below every character of a key, so that a shorter text comes before its continuation


def nfc(text: str, *, one_line: bool = False) -> str:
    """The text as the register keeps it: NFC, trimmed, without unseen characters, lines parted by "\\n".

    With ``one_line`` every run of white space, line breaks included, becomes one space.
    """
    clean = unicodedata.normalize("NFC", _UNSEEN.sub("", _LINE_BREAKS.sub("\n", text)))
    return " ".join(clean.split()) if one_line else clean.strip()


def fold(text: str) -> str:
    """The key a text is searched by: lower case, no marks, đ as d, single spaces ("Tỉnh uỷ": "tinh uy")."""
    return " ".join(_decomposed(nfc(text)).translate(_BARE).split())


def sort_key(text: str) -> str:
    """The key a text is ordered by, as text under ``COLLATE "C"``: a ă â b c d đ e ê …

    Letters decide first, over the whole text, then tones (ngang, huyền, hỏi, ngã, sắc, nặng), then case,
    small before capital: the levels of the Unicode collation for Vietnamese. Numbers stand before letters and
    go by value ("Nhiệm vụ 2" before "Nhiệm vụ 10"). Signs and spaces only part words.
    """
    plain = nfc(text, one_line=True)
    letters: list[str] = []
    tones: list[str] = []
    for char in _decomposed(plain):
        if char in _TONES:
            if tones:
                tones[-1] = _TONES[char]
        elif char in _LETTER_MARKS:
            if tones:
                letters.append(_LETTER_MARKS[char])
        elif char.isalnum():
            letters.append("d|" if char == "đ" else char)
            tones.append("0")
        elif not unicodedata.combining(char):
            letters.append(" ")
    primary = re.sub("[0-9]+", _by_value, " ".join("".join(letters).split()))
    return _LEVEL.join((primary, "".join(tones), plain.swapcase()))


def count(n: int) -> str:
    """A number of things: "1.234"; below ten with a zero before it, "07", as official papers write counts."""
    return f"{n:,}".replace(",", ".") if n == 0 or n > 9 else f"{n:02}"


def decimal(value: Fraction | float, *, digits: int = 1) -> str:
    """A number that need not be whole: "1.234,5", "12". Halves are rounded up; ``digits`` decimals at most."""
    exact = Fraction(value)
    rounded = (Decimal(exact.numerator) / exact.denominator).quantize(
        Decimal(1).scaleb(-digits), ROUND_HALF_UP
    )
    whole, _, decimals = f"{rounded:f}".partition(".")
    decimals = decimals.rstrip("0")
    grouped = f"{int(whole):,}".replace(",", ".")
    return f"{grouped},{decimals}" if decimals else grouped


def percent(share: Fraction | float, *, digits: int = 1) -> str:
    """A share of 0 to 1 in per cent: "73,2%", "100%"; see ``decimal``."""
    return f"{decimal(Fraction(share) * 100, digits=digits)}%"


def day(value: date) -> str:
    """A day on the screen: "30/6/2026", "05/02/2026". Days below ten and the months 1 and 2 take a zero.

    Source: working practice of Party and State offices, so that no figure can be put before the number.
    """
    month = f"{value.month:02}" if value.month < 3 else str(value.month)
    return f"{value.day:02}/{month}/{value.year}"


def paper_day(value: date) -> str:
    """A day in a paper that goes out: "30/06/2026", "05/02/2026", one below the other in its tables."""
    return f"{value:%d/%m/%Y}"


def _decomposed(text: str) -> str:
    """Lower case, marks as characters of their own. Decomposed first: some signs gain a lower case by it."""
    return unicodedata.normalize("NFD", unicodedata.normalize("NFD", text).lower()).translate(_D_BAR)


def _by_value(digits: re.Match[str]) -> str:
    """A number so written that text order is its order: first how many digits, from nine on "90", "91", …"""
    number = digits.group().lstrip("0")
    return "9" * (len(number) // 9) + str(len(number) % 9) + number
