"""The paragraph styles of a Party paper, under names that a clerk finds in Word's own list."""

from typing import Any

from docx.enum.style import WD_STYLE_TYPE
from docx.enum.text import WD_ALIGN_PARAGRAPH, WD_LINE_SPACING
from docx.oxml.ns import qn
from docx.shared import Mm, Pt

from infra.paper.layout import Profile
from infra.paper.nodes import node

HEAD, PARTY, KIND = "Đầu văn bản", "Tiêu đề Đảng", "Tên loại"
TEXT, SECTION, RECIPIENT = "Lời văn", "Đề mục", "Nơi nhận"
CELL, NOTE, GAP = "Ô bảng", "Chú thích bảng", "Sau bảng"


def set_up(document: Any, profile: Profile) -> None:
    """Adds the styles to the document; what they are not told is that of the plain one."""
    base = document.styles["Normal"]
    _font(base, profile.font, profile.size)
    base.paragraph_format.space_before = base.paragraph_format.space_after = Pt(0)
    base.paragraph_format.line_spacing = 1.0
    # Else Word takes every word for a misspelt English one.
    base.element.rPr.append(node("lang", val="vi-VN"))

    def style(name: str, size: int, align: WD_ALIGN_PARAGRAPH) -> Any:
        made = document.styles.add_style(name, WD_STYLE_TYPE.PARAGRAPH)
        made.base_style = base
        made.quick_style = True
        made.paragraph_format.alignment = align
        _font(made, profile.font, size)
        return made

    text = style(TEXT, profile.size, WD_ALIGN_PARAGRAPH.JUSTIFY).paragraph_format
    text.first_line_indent = Mm(profile.first_line)
    text.line_spacing_rule = WD_LINE_SPACING.EXACTLY
    text.line_spacing = Pt(profile.line)
    text.space_after = Pt(profile.between)

    section = style(SECTION, profile.size, WD_ALIGN_PARAGRAPH.LEFT)
    section.font.bold = True
    section.paragraph_format.first_line_indent = Mm(profile.first_line)
    section.paragraph_format.space_before = section.paragraph_format.space_after = Pt(profile.between)
    section.paragraph_format.keep_with_next = True

    note = style(NOTE, profile.table_size, WD_ALIGN_PARAGRAPH.RIGHT)
    note.font.italic = True
    note.paragraph_format.space_before = note.paragraph_format.space_after = Pt(profile.between / 2)
    note.paragraph_format.keep_with_next = True

    style(HEAD, profile.size, WD_ALIGN_PARAGRAPH.CENTER)
    style(RECIPIENT, profile.recipients_size, WD_ALIGN_PARAGRAPH.LEFT)
    style(GAP, profile.recipients_size // 2, WD_ALIGN_PARAGRAPH.LEFT)
    kind = style(KIND, profile.kind_size, WD_ALIGN_PARAGRAPH.CENTER)
    kind.font.bold = True
    kind.paragraph_format.space_before = Pt(2 * profile.between)
    party = style(PARTY, profile.party_size, WD_ALIGN_PARAGRAPH.CENTER)
    party.font.bold = True
    rule = node("pBdr", node("bottom", val="single", sz=6, space=1, color="auto"))
    party.element.pPr.insert(0, rule)
    party.paragraph_format.space_after = Pt(profile.between / 2)
    cell = style(CELL, profile.table_size, WD_ALIGN_PARAGRAPH.LEFT).paragraph_format
    cell.space_before = cell.space_after = Pt(profile.between / 3)


def id_of(document: Any, name: str) -> str:
    """The id by which the XML of a paragraph names the style."""
    return str(document.styles[name].style_id)


def _font(style: Any, font: str, size: int) -> None:
    """Of all scripts: Word takes Vietnamese letters now for one, now for another."""
    style.font.name = font
    style.font.size = Pt(size)
    fonts = style.element.rPr.rFonts
    for theme in ("asciiTheme", "hAnsiTheme", "eastAsiaTheme", "cstheme"):
        fonts.attrib.pop(qn(f"w:{theme}"), None)
    for script in ("ascii", "hAnsi", "eastAsia", "cs"):
        fonts.set(qn(f"w:{script}"), font)
