"""A paper as .docx, in the layout of Party papers: head, body, signature, annexes."""

import io
from collections.abc import Sequence
from datetime import date
from typing import Any

import docx
from docx.enum.section import WD_ORIENT, WD_SECTION
from docx.enum.text import WD_ALIGN_PARAGRAPH
from docx.shared import Mm, Pt

from domain.sheet import Annex, Heading, Sheet, Table
from infra.paper import styles
from infra.paper.layout import Letterhead, profile_of
from infra.paper.nodes import TWIP, cell, node, row, table
from infra.paper.tables import data_table, shared
from infra.paper.values import plain

PARTY = "ĐẢNG CỘNG SẢN VIỆT NAM"
DRAFT = "DỰ THẢO"
SIGNER = "CHÁNH VĂN PHÒNG"
_RULE = 73
"""Millimetres: the rule below the name of the Party is as long as the name."""
BLANK = "\u2026\u2026"
"""Where the clerk puts the number."""
NAME = "\u2026" * 8
"""Where the signer's name stands, below the room for his hand."""
_HAND = 4
"""Lines of text, high enough for a signature."""


def paper(sheet: Sheet, letterhead: Letterhead) -> bytes:
    """The .docx of a paper: a draft (DỰ THẢO), its number and signature left to be given."""
    made = _Paper(sheet.day, landscape=sheet.landscape)
    made.about(sheet)
    made.head(sheet, letterhead)
    for block in sheet.body:
        made.block(block)
    if sheet.code:
        made.signature(sheet.recipients)
    for annex in sheet.annexes:
        made.annex(annex)
    return made.saved()


class _Paper:
    """The document as it grows, part by part from the top."""

    def __init__(self, day: date, *, landscape: bool) -> None:
        self.profile = profile_of(day)
        self.document = docx.Document()
        styles.set_up(self.document, self.profile)
        section = self.document.sections[0]
        self._page(section, landscape=landscape)
        section.different_first_page_header_footer = True
        self._page_number(section.header.paragraphs[0])

    def about(self, sheet: Sheet) -> None:
        """What the file says about itself."""
        about = self.document.core_properties
        about.title = plain(f"{sheet.kind} {sheet.abstract}")[:255]
        about.author = about.comments = ""
        about.language = "vi-VN"

    def head(self, sheet: Sheet, letterhead: Letterhead) -> None:
        """Whose paper, of which day, of what kind, about what."""
        left, right = self._halves(9, 11)
        self._line(left, letterhead.superior)
        self._line(left, "VĂN PHÒNG", bold=True)
        self._line(left, "*")
        if sheet.code:
            self._line(left, f"Số {BLANK}-{sheet.code}/VPTU")
        self._line(left, DRAFT, bold=True)
        party = self._line(right, PARTY, style=styles.PARTY).paragraph_format
        party.left_indent = party.right_indent = max(0, right.width - Mm(_RULE)) // 2
        self._line(right, letterhead.dated(sheet.day), italic=True)
        self._line(self.document, sheet.kind.upper(), style=styles.KIND)
        for words in plain(sheet.abstract).split("\n"):
            self._line(self.document, words, bold=True)
        if sheet.attached:
            self._line(self.document, sheet.attached, italic=True)
        self._line(self.document, "-----").paragraph_format.space_after = Pt(self.profile.between)

    def block(self, block: str | Heading | Table) -> None:
        """A paragraph, a heading or a table of the text."""
        match block:
            case str():
                self.document.add_paragraph(plain(block), styles.TEXT)
            case Heading():
                self.document.add_paragraph(plain(block.text).upper(), styles.SECTION)
            case Table():
                self._data(block)

    def signature(self, recipients: Sequence[str]) -> None:
        """Nơi nhận and, beside it, who signs; never on a page without the end of the text."""
        self.document.add_paragraph(style=styles.GAP)
        for line in self.document.paragraphs[-2:]:
            line.paragraph_format.keep_with_next = True
        left, right = self._halves(1, 1)
        self._line(left, "Nơi nhận:", style=styles.RECIPIENT, underline=True, size=Pt(self.profile.size))
        for name in recipients:
            end = "." if name == recipients[-1] else ";"
            self._line(left, f"- {name}{end}", style=styles.RECIPIENT)
        self._line(right, SIGNER, bold=True)
        name = self._line(right, NAME, bold=True).paragraph_format
        name.space_before = Pt(_HAND * self.profile.line)

    def annex(self, annex: Annex) -> None:
        """A table on landscape pages."""
        section = self.document.add_section(WD_SECTION.NEW_PAGE)
        self._page(section, landscape=True)
        section.different_first_page_header_footer = False
        self._line(self.document, annex.label, bold=True).alignment = WD_ALIGN_PARAGRAPH.RIGHT
        self._line(self.document, annex.title.upper(), bold=True)
        self._line(self.document, annex.note, italic=True)
        self._data(annex.table)

    def saved(self) -> bytes:
        """The file."""
        output = io.BytesIO()
        self.document.save(output)
        return output.getvalue()

    def _page(self, section: Any, *, landscape: bool) -> None:
        profile = self.profile
        sides = Mm(profile.width), Mm(profile.height)
        section.orientation = WD_ORIENT.LANDSCAPE if landscape else WD_ORIENT.PORTRAIT
        section.page_width, section.page_height = reversed(sides) if landscape else sides
        section.top_margin, section.bottom_margin = Mm(profile.top), Mm(profile.bottom)
        section.left_margin, section.right_margin = Mm(profile.left), Mm(profile.right)
        section.header_distance = Mm(profile.page_number_at)

    @property
    def _width(self) -> int:
        """Of the text, in twips."""
        section: Any = self.document.sections[-1]
        inside = section.page_width - section.left_margin - section.right_margin
        return int(inside / TWIP)

    def _page_number(self, paragraph: Any) -> None:
        """Top centre; the first page, which is another header's, bears none."""
        paragraph.style = self.document.styles[styles.HEAD]
        field = node("fldSimple", node("r", node("t")), instr="PAGE")
        paragraph._p.append(field)

    def _halves(self, left: int, right: int) -> tuple[Any, Any]:
        """Two cells side by side, without borders."""
        widths = shared(self._width, [left, right])
        empty = [cell(width, align="top") for width in widths]
        self.document.element.body[-1].addprevious(table(widths, [row(*empty)], bordered=False))
        made = self.document.tables[-1].rows[0].cells
        return made[0], made[1]

    def _line(self, place: Any, text: str, *, style: str = styles.HEAD, **dress: Any) -> Any:
        """A line at the end of ``place``, a cell or the document, dressed otherwise than its style."""
        line = place.add_paragraph(style=self.document.styles[style])
        font = line.add_run(plain(text)).font
        for name, value in dress.items():
            setattr(font, name, value)
        return line

    def _data(self, data: Table) -> None:
        if data.counts:
            self.document.add_paragraph(plain(data.counts), styles.NOTE)
        made = data_table(data, self._width, styles.id_of(self.document, styles.CELL))
        self.document.element.body[-1].addprevious(made)
        # Word joins neighbouring tables, and wants a paragraph between one and the end of a section.
        self.document.add_paragraph(style=styles.GAP)
