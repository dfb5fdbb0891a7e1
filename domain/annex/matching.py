"""Names in a cell -> units of the register: sure if the words are the same, else proposed to a person."""

import re
import unicodedata
from collections.abc import Iterable, Mapping, Sequence
from difflib import SequenceMatcher
from enum import StrEnum
from functools import cached_property, lru_cache
from uuid import UUID

import msgspec

from domain.annex.names import Shape, shape, split
from domain.vietnamese import fold, nfc

LIKENESS = 0.8
"""The least likeness of a proposal: the ratio of Ratcliff and Obershelp (twice the letters that agree over
all letters) of folded names. "Bộ Khoa học, Công nghệ" and "Bộ Khoa học và Công nghệ" have 0.93, "Bộ Công an"
and "Bộ Công Thương" 0.75."""
MOST_PROPOSALS = 3
MOST_NEW_NAMES = 500  # each is compared with each
LONGEST_CELL = 8_000
"""Characters; 130 communes by name take 4.000. A longer cell is no list of names."""

Key = tuple[str, ...]
"""The words of a name without marks, case and signs, common short forms written out."""

_SHORT_FORMS = {
    "ubnd": "ủy ban nhân dân",
    "hdnd": "hội đồng nhân dân",
    "mttq": "mặt trận tổ quốc",
    "ubmttq": "ủy ban mặt trận tổ quốc",
    "ubkt": "ủy ban kiểm tra",
    "ldld": "liên đoàn lao động",
    "lhpn": "liên hiệp phụ nữ",
    "bhxh": "bảo hiểm xã hội",
    "nhnn": "ngân hàng nhà nước",
    "dbqh": "đại biểu quốc hội",
    "tw": "trung ương",
    "tp": "thành phố",
}
_TONES = "\u0300\u0301\u0303\u0309\u0323"


class Known(msgspec.Struct, frozen=True):
    """A unit of the register with all names it had and has, the present one first, and its short names."""

    unit_id: UUID
    names: tuple[str, ...]
    short: tuple[str, ...] = ()


class Found(StrEnum):
    """What a name is: a unit's own words; like a unit's; a body nobody knows; a group; not a whole name."""

    KNOWN = "known"
    LIKE = "like"
    UNKNOWN = "unknown"
    GROUP = "group"
    FRAGMENT = "fragment"


class Proposal(msgspec.Struct, frozen=True):
    """A unit that may be meant; ``unit_id`` None: another new name of the annex. ``likeness`` from 0 to 1."""

    name: str
    unit_id: UUID | None
    likeness: float


class Match(msgspec.Struct, frozen=True):
    """A name as the cell has it, and what it is found to be; ``name`` is the register's, or the cell's."""

    written: str
    found: Found
    name: str
    unit_id: UUID | None = None
    proposals: tuple[Proposal, ...] = ()


def key(name: str) -> Key:
    """See ``Key``."""
    words = (fold(_SHORT_FORMS.get(word, word)) for word in re.findall(r"\w+", fold(name)))
    return tuple(" ".join(words).split())


class Register:
    """The units as they are called, and the names of the groups that tasks are given to."""

    def __init__(self, units: Sequence[Known], groups: Iterable[str] = ()) -> None:
        self.names = {unit.unit_id: unit.names[0] for unit in units}
        self.groups = {key(group): group for group in groups}
        self._by_id = {str(unit): unit for unit in self.names}
        self._by_key: dict[Key, list[tuple[str, UUID]]] = {}
        for unit in units:
            for name in (*unit.names, *unit.short):
                self._by_key.setdefault(key(name), []).append((name, unit.unit_id))

    def by_id(self, text: str) -> UUID | None:
        """The unit whose id this is."""
        return self._by_id.get(text)

    def exact(self, name: str) -> UUID | None:
        """The one unit with these words and these marks, whatever their case.

        Other marks make another name: communes "Hòa An" and "Hòa Ân" are two.
        """
        same = {
            unit for other, unit in self._by_key.get(key(name), ()) if _with_marks(other) == _with_marks(name)
        }
        return same.pop() if len(same) == 1 else None

    def like(self, name: str) -> tuple[Proposal, ...]:
        """The units that may be meant, the likest first.

        Among them those whose name goes on where this one ends ("Ban Tổ chức", "Ban Tổ chức Tỉnh ủy"), or ends
        where this one goes on ("Sở Tài chính tỉnh", "Sở Tài chính").
        """
        words = key(name)
        best: dict[UUID, float] = {}
        for other, units in self._by_key.items():
            score = likeness(words, other)
            if score >= LIKENESS or (score and _begins(words, other)):
                for _, unit in units:
                    best[unit] = max(best.get(unit, 0), score)
        ranked = sorted(best.items(), key=lambda item: (-item[1], self.names[item[0]]))[:MOST_PROPOSALS]
        return tuple(Proposal(self.names[unit], unit, score) for unit, score in ranked)

    def ends(self, cell: str) -> dict[int, int]:
        """See ``names.Ends``."""
        words = _words(cell)
        found: dict[int, int] = {}
        for first, (_, start, _) in enumerate(words):
            for length in range(min(self._longest, len(words) - first), 0, -1):
                span, next_word = words[first : first + length], words[first + length : first + length + 1]
                whole = not next_word or next_word[0][1] >= span[-1][2]
                if whole and tuple(word for word, _, _ in span) in self._keys:
                    found.setdefault(start, span[-1][2])
                    break
        return found

    def begun(self, text: str, at: int) -> int:
        """Where the longest name ends that begins at ``at``: a unit's, a group's, or three words that begin one.

        Where none begins: ``at``.
        """
        words = [word for word in _words(text[at : at + LONGEST_CELL]) if word[0]]
        if not words or words[0][1]:
            return at
        key = tuple(word for word, _, _ in words[: self._longest])
        for length in range(len(key), 0, -1):
            if key[:length] in self._keys or (length > 2 and key[:length] in self._beginnings):
                return at + words[length - 1][2]
        return at

    @cached_property
    def _beginnings(self) -> set[Key]:
        return {name[:length] for name in self._keys for length in range(3, len(name))}

    @cached_property
    def _keys(self) -> set[Key]:
        return {*self._by_key, *self.groups}

    @cached_property
    def _longest(self) -> int:
        return max(map(len, self._keys), default=0)


def matches(cell: str, register: Register) -> tuple[Match, ...]:
    """What the names in a cell are, in their order."""
    if len(cell) > LONGEST_CELL:
        return (Match(cell, Found.FRAGMENT, cell),)
    names = (nfc(name, one_line=True) for name in split(cell, register.ends(cell))[1::2])
    return tuple(_match(name, register) for name in names if key(name))


def fuller(names: Mapping[Key, str]) -> dict[Key, tuple[Proposal, ...]]:
    """Of names that the register lacks, those that seem to be another of them with words left out, and which.

    "Bộ Khoa học, Công nghệ" beside "Bộ Khoa học và Công nghệ"; a name whose beginning a page has cut off.
    """
    found: dict[Key, tuple[Proposal, ...]] = {}
    for short in names if len(names) <= MOST_NEW_NAMES else ():
        others = ((likeness(short, full), name) for full, name in names.items() if _leaves_out(short, full))
        likely = sorted((other for other in others if other[0] >= LIKENESS), reverse=True)[:MOST_PROPOSALS]
        if likely:
            found[short] = tuple(Proposal(name, None, score) for score, name in likely)
    return found


@lru_cache(maxsize=50_000)  # an annex on its page is read anew with each choice
def likeness(a: Key, b: Key) -> float:
    """See ``LIKENESS``; 0 for what is surely below it, unless one begins the other."""
    matcher = SequenceMatcher(None, " ".join(a), " ".join(b), autojunk=False)
    at_most = min(matcher.real_quick_ratio(), matcher.quick_ratio())
    return round(matcher.ratio(), 2) if at_most >= LIKENESS or _begins(a, b) else 0


def _match(written: str, register: Register) -> Match:
    if unit := register.exact(written):
        return Match(written, Found.KNOWN, register.names[unit], unit)
    if group := register.groups.get(key(written)):
        return Match(written, Found.GROUP, group)
    looks = shape(written)
    if looks is Shape.GROUP:
        return Match(written, Found.GROUP, written)
    if proposals := register.like(re.sub(r"\([^()]*\)", "", written)):
        return Match(written, Found.LIKE, written, proposals=proposals)
    return Match(written, Found.UNKNOWN if looks is Shape.UNIT else Found.FRAGMENT, written)


def _begins(a: Key, b: Key) -> bool:
    """Does one of them begin the other, by more than its kind?"""
    length = min(len(a), len(b))
    return length > 1 and a[:length] == b[:length]


def _leaves_out(short: Key, full: Key) -> bool:
    rest = iter(full)
    return len(short) < len(full) and all(word in rest for word in short)


def _words(text: str) -> list[tuple[str, int, int]]:
    """Each word of the key with its place in the text; the words of a short form share one place."""
    return [
        (part, found.start(), found.end()) for found in re.finditer(r"\w+", text) for part in key(found[0])
    ]


def _with_marks(name: str) -> str:
    """Small words with their marks, each tone at the end of its word: "uỷ" is "ủy"; short forms in full."""
    words = (_SHORT_FORMS.get(fold(word), word) for word in re.findall(r"\w+", nfc(name).lower()))
    return " ".join(map(_tone_last, " ".join(words).split()))


def _tone_last(word: str) -> str:
    return "".join(sorted(unicodedata.normalize("NFD", word), key=_TONES.__contains__))
