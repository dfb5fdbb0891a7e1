"""What comes out of the register, in words and values, before any layout: papers and workbooks.

Whoever asks the views composes one; whoever knows Word and Excel sets it (``infra/paper``).
"""

from collections.abc import Iterable, Sequence
from datetime import date
from fractions import Fraction

import msgspec

Value = str | int | date | Fraction | None
"""Of a cell: a text, a count, a day, a share, nothing."""

Cells = Sequence[Value]


class Column(msgspec.Struct, frozen=True):
    """A column. ``width``: in characters; on paper the columns share the width of the page by it."""

    heading: str
    width: int
    over: str = ""
    """A heading over this column and its neighbours under the same."""
    centred: bool = False
    """Its texts stand in the middle; counts, days and shares always do."""


class Row(msgspec.Struct, frozen=True):
    """A row. With fewer cells than there are columns, the last cell takes the rest of the width."""

    cells: Cells
    strong: bool = False
    """The heading of a group, or a total."""
    part: bool = False
    """Of the row above: "trong đó …"."""


class Table(msgspec.Struct, frozen=True):
    """A table. ``counts`` says what its figures count ("Đơn vị tính: lượt giao …")."""

    columns: Sequence[Column]
    rows: Sequence[Row]
    counts: str = ""


class Heading(msgspec.Struct, frozen=True):
    """A heading in the text."""

    text: str


class Annex(msgspec.Struct, frozen=True):
    """A table on landscape pages of its own, after the signature."""

    label: str
    """"Biểu số 01"."""
    title: str
    note: str
    """As of which day, on what its figures rest."""
    table: Table


class Sheet(msgspec.Struct, frozen=True, kw_only=True):
    """A paper of the Office. It goes out as a draft: the clerk gives the number, the head signs."""

    day: date
    """The paper's own day, by which its layout is chosen."""
    kind: str
    """"Báo cáo"; set in capitals."""
    abstract: str
    attached: str = ""
    """To which document it belongs: "(kèm theo Nghị quyết số …)"."""
    body: Sequence[str | Heading | Table]
    annexes: Sequence[Annex] = ()
    code: str = ""
    """The code of its kind in the number ("BC"); without one it bears neither number nor signature."""
    recipients: Sequence[str] = ()
    landscape: bool = False


class Workbook(msgspec.Struct, frozen=True, kw_only=True):
    """A list to reckon with. ``rows`` may be read as they are written: while the snapshot is open."""

    title: str
    note: str
    """What is counted, as of which day, by which way of knowing, and whether the figures are closed."""
    columns: Sequence[Column]
    rows: Iterable[Cells]
    total: Cells = ()
    """A last row below the list, outside its filter."""
