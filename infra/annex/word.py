"""A Word file -> its tables. Text is taken as a reader of the page sees it."""

from collections.abc import Iterator
from typing import Any

import docx
from docx.opc.constants import RELATIONSHIP_TYPE
from docx.oxml.ns import qn

from domain.annex.table import Cell, Row, Table
from domain.secrecy import refuse_secret
from infra.annex.numbering import labels
from infra.annex.package import Package

MAX_COLUMNS = 64
_LAYOUT_COLUMNS = 3  # the heading of an official paper is a table without borders: two columns and a gap

_AS_TEXT = {qn("w:tab"): " ", qn("w:br"): "\n", qn("w:cr"): "\n", qn("w:noBreakHyphen"): "-"}
# Moved away, a second rendering of the same box, or a box of its own with paragraphs of its own.
_NOT_HERE = {qn("w:moveFrom"), qn("w:del"), qn("w:txbxContent"), qn("w:pPr"), qn("w:rPr")}
_NOT_HERE.add("{http://schemas.openxmlformats.org/markup-compatibility/2006}Fallback")

_Element = Any


def tables(package: Package, name: str) -> list[Table]:
    """The tables of the text, those inside cells left aside; ``heading`` is the text since the one before."""
    document = docx.Document(package.file())
    body = document.element.body
    numbers = labels(document)
    refuse_secret(heading_lines(document), name)
    found: list[Table] = []
    heading: list[str] = []
    for block in _blocks(body):
        if block.tag == qn("w:tbl"):
            found.append(Table(f"Bảng {len(found) + 1}", tuple(heading), tuple(_rows(block, numbers))))
            heading = []
        elif line := _text(block, numbers).strip():
            heading.append(line)
    return found


def heading_lines(document: Any) -> Iterator[str]:
    """Every line a mark of secrecy may stand in: page headers, and the text up to the first true table."""
    for relation in document.part.rels.values():
        if relation.reltype == RELATIONSHIP_TYPE.HEADER:
            yield from (_own_text(p) for p in relation.target_part.element.iter(qn("w:p")))
    for element in document.element.body.iter(qn("w:tbl"), qn("w:p")):
        if element.tag == qn("w:p"):
            yield _own_text(element)
        elif max((_width(row) for row in element.iterchildren(qn("w:tr"))), default=0) > _LAYOUT_COLUMNS:
            return


def _width(row: _Element) -> int:
    return sum(_span(cell) for cell in row.iterchildren(qn("w:tc")))


def _blocks(parent: _Element) -> Iterator[_Element]:
    """The paragraphs and tables right below, looked for in content controls and other wrappers too."""
    for child in parent.iterchildren():
        if child.tag in (qn("w:p"), qn("w:tbl")):
            yield child
        elif child.tag not in _NOT_HERE:
            yield from _blocks(child)


def _rows(table: _Element, numbers: dict[_Element, str]) -> Iterator[Row]:
    for at, row in enumerate(table.xpath(".//w:tr[count(ancestor::w:tbl) = 1]"), start=1):
        if row.xpath("./w:trPr/w:del"):
            continue
        cells = [Cell()] * min(row.grid_before, MAX_COLUMNS)
        for cell in row.xpath(".//w:tc[count(ancestor::w:tr) = 1]"):
            if cell.vMerge == "continue":
                first = Cell(merged="above")
            else:
                first = Cell("\n".join(filter(None, (_text(block, numbers) for block in _blocks(cell)))))
            cells += [first, *[Cell(merged="left")] * (_span(cell) - 1)]
        yield Row(at, tuple(cells[:MAX_COLUMNS]))


def _span(cell: _Element) -> int:
    return max(1, min(int(cell.grid_span), MAX_COLUMNS))


def _text(block: _Element, numbers: dict[_Element, str]) -> str:
    """A paragraph with its automatic number, or a table inside a cell with all its paragraphs."""
    lines = (f"{numbers.get(p, '')} {_own_text(p)}".strip() for p in block.iter(qn("w:p")))
    return "\n".join(line for line in lines if line)


def _own_text(element: _Element) -> str:
    """Runs wherever they are: python-docx leaves out those in smart tags, insertions and content controls."""
    parts = []
    for child in element.iterchildren():
        if child.tag == qn("w:t"):
            parts.append(child.text or "")
        elif child.tag in _AS_TEXT:
            parts.append(_AS_TEXT[child.tag])
        elif child.tag not in _NOT_HERE:
            parts.append(_own_text(child))
    return "".join(parts)
