"""Tables as ``infra.annex`` gives them, written as a picture, for the tests of what they mean."""

from datetime import date

from domain.annex import About, Annex, Cell, Doubt, Known, Register, Row, Table, read

HEADER = "TT | Tên nhiệm vụ | Cơ quan chủ trì | Cơ quan phối hợp | Kết quả | Thời gian hoàn thành"
GIVEN = date(2026, 1, 9)


def table(picture: str, heading: tuple[str, ...] = (), where: str = "Bảng 1") -> Table:
    """One line a row, cells parted by "|"; "<" and "^": merged with the cell on the left, above."""
    rows = [line for line in picture.splitlines() if line.strip()]
    return Table(
        where,
        heading,
        tuple(Row(at, tuple(map(_cell, row.split("|")))) for at, row in enumerate(rows, start=1)),
    )


def _cell(text: str) -> Cell:
    match text.strip():
        case "<":
            return Cell(merged="left")
        case "^":
            return Cell(merged="above")
        case plain:
            return Cell(plain)


def annex(*rows: str, register: Register | None = None) -> Annex:
    """The annex of a table with the usual header."""
    picture = "\n".join((HEADER, *rows))
    return read([table(picture)], register or Register([]), given=GIVEN)


def registered(*units: Known) -> Register:
    """A register of these units, and of one group."""
    return Register(units, ["Các đảng ủy xã, phường"])


def about(annex: Annex, what: About) -> list[Doubt]:
    """The doubts of one sort."""
    return [doubt for doubt in annex.doubts if doubt.about is what]
