"""Word's own XML, in short: tables are built of it, since through the library a long one takes minutes."""

from typing import Any

from docx.oxml import OxmlElement
from docx.oxml.ns import qn

Node = Any

TWIP = 635
"""In the units that the library reckons in (EMU)."""


def node(tag: str, *children: Node, **attributes: object) -> Node:
    """``<w:tag w:attribute="…">`` with its children."""
    made = OxmlElement(f"w:{tag}", {qn(f"w:{name}"): str(value) for name, value in attributes.items()})
    for child in children:
        made.append(child)
    return made


def text_run(text: str, *properties: Node) -> Node:
    """A run; a line break in the text is one on paper."""
    run = node("r", *([node("rPr", *properties)] if properties else []))
    for at, line in enumerate(text.split("\n")):
        if at:
            run.append(node("br"))
        words = node("t")
        words.set("{http://www.w3.org/XML/1998/namespace}space", "preserve")
        words.text = line
        run.append(words)
    return run


def paragraph(
    style: str, text: str, *, align: str = "", strong: bool = False, indent: int = 0, kept: bool = False
) -> Node:
    """A paragraph of a style, by its id. ``indent``: from the left, in twips; ``kept``: on a page with the next."""
    properties = node("pPr", node("pStyle", val=style))
    if kept:
        properties.append(node("keepNext"))
    if indent:
        properties.append(node("ind", left=indent))
    if align:
        properties.append(node("jc", val=align))
    return node("p", properties, text_run(text, *([node("b")] if strong else [])))


def cell(width: int, *content: Node, span: int = 1, merged: str = "", align: str = "center") -> Node:
    """A cell. ``width`` in twips; ``merged``: with the cells below, "restart" or "continue"; ``align``: in height."""
    properties = node("tcPr", node("tcW", w=width, type="dxa"))
    if span > 1:
        properties.append(node("gridSpan", val=span))
    if merged:
        properties.append(node("vMerge", val=merged))
    properties.append(node("vAlign", val=align))
    return node("tc", properties, *content)


def row(*cells: Node, repeated: bool = False) -> Node:
    """A row that no page breaks; ``repeated`` at the head of each page."""
    properties = node("trPr", node("cantSplit"), *([node("tblHeader")] if repeated else []))
    return node("tr", properties, *cells)


def table(widths: list[int], rows: list[Node], *, bordered: bool = True) -> Node:
    """A table of fixed columns, in twips."""
    line = {"val": "single", "sz": 4, "space": 0, "color": "auto"} if bordered else {"val": "nil"}
    sides = ("top", "left", "bottom", "right", "insideH", "insideV")
    inner = 85 if bordered else 0
    return node(
        "tbl",
        node(
            "tblPr",
            node("tblW", w=sum(widths), type="dxa"),
            node("jc", val="center"),
            node("tblBorders", *(node(side, **line) for side in sides)),
            node("tblLayout", type="fixed"),
            node("tblCellMar", node("left", w=inner, type="dxa"), node("right", w=inner, type="dxa")),
        ),
        node("tblGrid", *(node("gridCol", w=width) for width in widths)),
        *rows,
    )
