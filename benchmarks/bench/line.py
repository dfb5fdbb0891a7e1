"""A line of the table: what we do, what the peer does, how the two stand to each other, and whether that will do."""

from collections.abc import Iterable, Sequence

import msgspec


class Line(msgspec.Struct, kw_only=True):
    """One comparison, or with ``peer`` None one figure by itself."""

    what: str
    against: str = ""
    ours: float
    peer: float | None = None
    unit: str
    least: float | None = None
    """Reach of ``ratio``: at least this …"""
    most: float | None = None
    """… or at most this."""
    across: float | None = None
    """At most so many times what it takes with a tenth of the data."""
    note: str = ""

    @property
    def faster(self) -> bool:
        """Whether more is better: a rate, not a time."""
        return self.unit.endswith("/s")

    @property
    def ratio(self) -> float | None:
        """By how much we are quicker, where the reach is a least; else how much longer we take."""
        if not self.peer or not self.ours:
            return None
        times = self.ours / self.peer
        return times if self.faster or self.most is not None else 1 / times

    @property
    def ok(self) -> bool | None:
        """None: nothing was to be reached."""
        ratio = self.ours if self.peer is None and self.most is not None else self.ratio
        if ratio is None or (self.least is None and self.most is None):
            return None
        return ratio >= (self.least or 0) and (self.most is None or ratio <= self.most)


class Missed(msgspec.Struct):
    """A line that could not be drawn, and why."""

    what: str
    why: str


def table(lines: Iterable[Line | Missed]) -> str:
    """In Markdown, so that it can go into the documents as it is."""
    rows: list[Sequence[str]] = [("what", "ours", "against", "peer", "ratio", "reach", "")]
    rows += [_row(line) for line in lines]
    widths = [max(len(row[n]) for row in rows) for n in range(len(rows[0]))]
    drawn = [
        "| " + " | ".join(cell.ljust(width) for cell, width in zip(row, widths, strict=True)) + " |"
        for row in rows
    ]
    return "\n".join([drawn[0], "|" + "|".join("-" * (width + 2) for width in widths) + "|", *drawn[1:]])


def _row(line: Line | Missed) -> Sequence[str]:
    if isinstance(line, Missed):
        return (line.what, "–", line.why, "", "", "", "")
    reach = "" if line.least is None else f"≥ {line.least:g}"
    reach = reach if line.most is None else f"≤ {line.most:g}"
    if line.peer is None and line.most is not None:
        reach += f" {line.unit}"
    return (
        line.what + (f" ({line.note})" if line.note else ""),
        f"{_rounded(line.ours)} {line.unit}",
        line.against,
        "" if line.peer is None else f"{_rounded(line.peer)} {line.unit}",
        "" if line.ratio is None else f"{_rounded(line.ratio)}×",
        reach,
        {True: "yes", False: "NO", None: ""}[line.ok],
    )


def _rounded(value: float) -> str:
    """Three figures that say something."""
    return f"{value:,.0f}" if abs(value) >= 100 else f"{value:.3g}"
