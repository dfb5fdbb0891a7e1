"""A table as it stands in the file: rows of cells of text, before anybody has said what they mean."""

from typing import Literal

import msgspec


class Cell(msgspec.Struct, frozen=True):
    """The text at one place of the grid.

    A merged cell has its text at its first place; its other places are empty and say where the text stands.
    """

    text: str = ""
    merged: Literal["", "left", "above"] = ""


class Row(msgspec.Struct, frozen=True):
    """``at``: its number as a person counts it, from 1: the row of the Word table or of the Excel sheet."""

    at: int
    cells: tuple[Cell, ...]


class Table(msgspec.Struct, frozen=True):
    """``where``: what a person calls it ("Bảng 2"); ``heading``: the lines since the table before it."""

    where: str
    heading: tuple[str, ...]
    rows: tuple[Row, ...]
