"""A table of figures on paper: its header on every page, its rows unbroken."""

from collections.abc import Sequence
from itertools import accumulate, groupby, pairwise

from domain.sheet import Column, Row, Table
from infra.paper.nodes import Node, cell, paragraph, row, table
from infra.paper.values import plain, written

_PART = 227
"""So far a part stands in, in twips: 4 mm."""


def data_table(data: Table, width: int, style: str) -> Node:
    """The table over ``width`` twips; ``style``: the id of that of its cells."""
    widths = shared(width, [column.width for column in data.columns])
    rows = [
        *_header(data.columns, widths, style),
        *(_row(line, data.columns, widths, style) for line in data.rows),
    ]
    return table(widths, rows)


def shared(whole: int, shares: Sequence[int]) -> list[int]:
    """The whole in parts that stand as the shares do, and add up to it."""
    ends = [round(whole * end / sum(shares)) for end in accumulate(shares, initial=0)]
    return [end - start for start, end in pairwise(ends)]


def _header(columns: Sequence[Column], widths: Sequence[int], style: str) -> list[Node]:
    def heading(text: str) -> Node:
        return paragraph(style, plain(text), align="center", strong=True)

    if not any(column.over for column in columns):
        cells = (cell(width, heading(c.heading)) for c, width in zip(columns, widths, strict=True))
        return [row(*cells, repeated=True)]
    upper, lower = [], []
    for over, members in groupby(zip(columns, widths, strict=True), key=lambda pair: pair[0].over):
        under = list(members)
        if over:
            upper.append(cell(sum(width for _, width in under), heading(over), span=len(under)))
            lower += [cell(width, heading(column.heading)) for column, width in under]
        else:
            upper += [cell(width, heading(column.heading), merged="restart") for column, width in under]
            lower += [cell(width, heading(""), merged="continue") for _, width in under]
    return [row(*upper, repeated=True), row(*lower, repeated=True)]


def _row(line: Row, columns: Sequence[Column], widths: Sequence[int], style: str) -> Node:
    last = len(line.cells) - 1
    cells = []
    for at, value in enumerate(line.cells):
        span = len(columns) - last if at == last else 1
        centred = span == 1 and (columns[at].centred or not isinstance(value, str))
        text = paragraph(
            style,
            written(value),
            align="center" if centred else "",
            strong=line.strong,
            indent=_PART if line.part and not at else 0,
            kept=line.strong,
        )
        cells.append(cell(sum(widths[at : at + span]), text, span=span))
    return row(*cells)
