"""Automatic numbers of Word paragraphs. In many annexes the column TT is nothing else and holds no text."""

import re
from dataclasses import dataclass, field
from typing import Any

from docx.opc.constants import RELATIONSHIP_TYPE
from docx.oxml.ns import qn

_ROMAN = ((100, "C"), (90, "XC"), (50, "L"), (40, "XL"), (10, "X"), (9, "IX"), (5, "V"), (4, "IV"), (1, "I"))
_MAX_NUMBER = 9_999
_MAX_STYLES = 12  # of a chain of styles based on each other; Word allows 11

_Element = Any


def labels(document: Any) -> dict[_Element, str]:
    """For each numbered paragraph of the text the label that Word prints before it ("12.", "IV.", "a)").

    Bullets have none. A list counts in the order of the text; a level starts anew when a higher one moves on.
    """
    root = next(
        (
            r.target_part.element
            for r in document.part.rels.values()
            if r.reltype == RELATIONSHIP_TYPE.NUMBERING
        ),
        None,
    )
    if root is None:
        return {}
    kinds = {kind.get(qn("w:abstractNumId")): _Kind.of(kind) for kind in root.iter(qn("w:abstractNum"))}
    lists = {num.get(qn("w:numId")): num for num in root.iter(qn("w:num"))}
    styles = {style.get(qn("w:styleId")): style for style in document.styles.element.iter(qn("w:style"))}
    found = {}
    for paragraph in document.element.body.iter(qn("w:p")):
        number, level = _numbered(paragraph, styles)
        num = lists.get(number)
        kind = kinds.get(_value(num, "w:abstractNumId")) if num is not None else None
        if kind and level in kind.levels:
            if number not in kind.begun:
                kind.begun.add(number)
                kind.restart(num)
            found[paragraph] = kind.next(level)
    return found


@dataclass
class _Level:
    start: int
    shape: str
    text: str


@dataclass
class _Kind:
    """What Word calls an abstract numbering: its levels, and how far each has counted."""

    levels: dict[int, _Level]
    counts: dict[int, int] = field(default_factory=dict)
    begun: set[str] = field(default_factory=set)

    @classmethod
    def of(cls, element: _Element) -> "_Kind":
        return cls(
            {
                int(level.get(qn("w:ilvl"))): _Level(
                    int(_value(level, "w:start") or 1), _value(level, "w:numFmt"), _value(level, "w:lvlText")
                )
                for level in element.iter(qn("w:lvl"))
            }
        )

    def restart(self, num: _Element) -> None:
        """A list of its own over the same levels may say where it starts; else it goes on counting."""
        for override in num.iter(qn("w:lvlOverride")):
            if start := _value(override, "w:startOverride"):
                self.counts[int(override.get(qn("w:ilvl")))] = int(start) - 1

    def next(self, level: int) -> str:
        """Counts one on and gives the label."""
        self.counts[level] = self.counts.get(level, self.levels[level].start - 1) + 1
        self.counts = {at: count for at, count in self.counts.items() if at <= level}
        return re.sub(r"%([1-9])", lambda found: self._shown(int(found[1]) - 1), self._text(level))

    def _text(self, level: int) -> str:
        return "" if self.levels[level].shape in ("bullet", "none") else self.levels[level].text

    def _shown(self, level: int) -> str:
        if level not in self.levels:
            return ""
        number = self.counts.get(level, self.levels[level].start)
        return _in_shape(number, self.levels[level].shape)


def _in_shape(number: int, shape: str) -> str:
    if not 0 < number <= _MAX_NUMBER:
        return str(number)
    if shape in ("upperLetter", "lowerLetter"):
        letters = chr(ord("A") + (number - 1) % 26) * ((number - 1) // 26 + 1)
        return letters if shape == "upperLetter" else letters.lower()
    if shape in ("upperRoman", "lowerRoman"):
        letters = ""
        for value, letter in _ROMAN:
            letters += letter * (number // value)
            number %= value
        return letters if shape == "upperRoman" else letters.lower()
    return f"{number:02}" if shape == "decimalZero" else str(number)


def _numbered(paragraph: _Element, styles: dict[str, _Element]) -> tuple[str, int]:
    """The list and level of a paragraph: its own, or those of its style. No list: ""."""
    element, level = paragraph, ""
    for _ in range(_MAX_STYLES):
        properties = element.find(qn("w:pPr"))
        numbering = properties.find(qn("w:numPr")) if properties is not None else None
        if numbering is not None:
            level = level or _value(numbering, "w:ilvl")
            if number := _value(numbering, "w:numId"):
                return number, int(level or 0)
        parent = _value(properties, "w:pStyle") if element is paragraph else _value(element, "w:basedOn")
        if parent not in styles:
            break
        element = styles[parent]
    return "", 0


def _value(parent: _Element, child: str) -> str:
    element = parent.find(qn(child)) if parent is not None else None
    return element.get(qn("w:val"), "") if element is not None else ""
