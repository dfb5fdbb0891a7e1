"""Tables of a file -> an annex: its tasks, what its names are in the register, its doubts."""

import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date

import msgspec

from domain.annex import review
from domain.annex.columns import Field
from domain.annex.draft import Annex, Draft, LeadForm, NewName
from domain.annex.lines import Line, TaskTable, task_tables
from domain.annex.matching import Found, Key, Match, Register, fuller, key, matches
from domain.annex.table import Table
from domain.calendar import WEEKENDS_ONLY, Calendar
from domain.deadline import read as read_deadline
from domain.errors import Refused
from domain.vietnamese import nfc

_LABEL = re.compile(r"phụ lục(?: số)?(?: ([ivxlc]+|\d+|[a-z]))?\b", re.IGNORECASE)


def read(
    tables: Sequence[Table],
    register: Register,
    *,
    given: date | None,
    year: int | None = None,
    calendar: Calendar = WEEKENDS_ONLY,
) -> Annex:
    """Reads the tables of a file; ``given``, ``year`` and ``calendar`` are those of ``deadline.read``.

    Refuses a file without a table of tasks, or with none in it.
    """
    found = task_tables(tables)
    lines = [line for table in found for line in table.lines]
    if not lines:
        raise Refused(
            "Không tìm thấy bảng nhiệm vụ trong tệp. Bảng cần có dòng tiêu đề với cột nội dung nhiệm vụ và "
            "cột cơ quan chủ trì hoặc thời gian hoàn thành, dưới đó mỗi nhiệm vụ một dòng.",
            field="file",
        )
    names = _Names(register)
    for line in lines:
        names.take(line)
    new = names.new()
    drafts = []
    for line in lines:
        words = nfc(line.cells.get(Field.DEADLINE, ""), one_line=True)
        leads = names.of(line, Field.LEAD)
        draft = Draft(
            ref=line.ref,
            number=line.number,
            table=line.table,
            at=line.at,
            group_heading=line.group,
            text=line.cells[Field.TEXT],
            lead_cell=line.cells.get(Field.LEAD, ""),
            lead_form=_form(leads),
            leads=leads,
            coordinating_cell=line.cells.get(Field.COORDINATING, ""),
            coordinating=names.of(line, Field.COORDINATING),
            product=line.cells.get(Field.PRODUCT, ""),
            deadline=read_deadline(words, given=given, year=year, calendar=calendar),
            note=line.cells.get(Field.NOTE, ""),
        )
        drafts.append(msgspec.structs.replace(draft, doubts=(*line.doubts, *review.of_draft(draft))))
    heading = _heading(found[0])
    return Annex(
        label=_label((*heading, found[0].table.where)),
        heading=heading,
        columns={table.table.where: table.layout.columns for table in found},
        drafts=tuple(drafts),
        new_names=new,
        doubts=(
            *review.of_tables(found),
            *review.of_numbers(lines),
            *(doubt for draft in drafts for doubt in draft.doubts),
            *map(review.of_name, new),
        ),
    )


@dataclass
class _New:
    column: Field
    found: Found
    match: Match
    spellings: Counter[str] = field(default_factory=Counter)
    refs: dict[str, None] = field(default_factory=dict)


class _Names:
    """The names in all cells. One that the register lacks goes by its commonest spelling in the annex."""

    def __init__(self, register: Register) -> None:
        self._register = register
        self._cells: dict[str, tuple[Match, ...]] = {}
        self._new: dict[Key, _New] = {}
        self._settled: dict[Key, NewName] = {}

    def take(self, line: Line) -> None:
        """Takes note of the names of a line."""
        for column in (Field.LEAD, Field.COORDINATING):
            for match in self._matches(line, column):
                if match.found not in (Found.KNOWN, Found.GROUP):
                    new = self._new.setdefault(key(match.written), _New(column, match.found, match))
                    new.spellings[match.written] += 1
                    new.refs[line.ref] = None

    def new(self) -> tuple[NewName, ...]:
        """The names that are no unit's own, in the order of the file; to be asked for once all are taken."""
        spelt = {k: new.spellings.most_common(1)[0][0] for k, new in self._new.items()}
        likely = fuller({k: spelt[k] for k, new in self._new.items() if new.found is not Found.LIKE})
        for k, new in self._new.items():
            proposals = likely.get(k, new.match.proposals)
            found = Found.LIKE if proposals else new.found
            self._settled[k] = NewName(spelt[k], found, proposals, new.column, tuple(new.refs))
        return tuple(self._settled.values())

    def of(self, line: Line, column: Field) -> tuple[Match, ...]:
        """What the names of a cell are."""
        return tuple(map(self._with_name, self._matches(line, column)))

    def _matches(self, line: Line, column: Field) -> tuple[Match, ...]:
        cell = line.cells.get(column, "")
        if cell not in self._cells:
            self._cells[cell] = matches(cell, self._register)
        return self._cells[cell]

    def _with_name(self, match: Match) -> Match:
        new = self._settled.get(key(match.written))
        if match.found in (Found.KNOWN, Found.GROUP) or new is None:
            return match
        return Match(match.written, new.found, new.name, proposals=new.proposals)


def _form(leads: tuple[Match, ...]) -> LeadForm:
    groups = sum(match.found is Found.GROUP for match in leads)
    if groups:
        return LeadForm.GROUP if groups == len(leads) else LeadForm.MIXED
    if len(leads) > 1:
        return LeadForm.SEVERAL
    if not leads:
        return LeadForm.BLANK
    return LeadForm.UNKNOWN if leads[0].found is Found.FRAGMENT else LeadForm.SINGLE


def _heading(table: TaskTable) -> tuple[str, ...]:
    """The lines above the header: between the tables of a Word file, in the first rows of an Excel sheet."""
    above = table.table.rows[: table.layout.start]
    rows = (row for row in above if not table.layout.is_header(row))
    inside = (cell.text for row in rows for cell in row.cells)
    lines = (
        nfc(line, one_line=True) for text in (*table.table.heading, *inside) for line in text.split("\n")
    )
    return tuple(line for line in lines if line)


def _label(lines: Sequence[str]) -> str:
    for line in lines:
        if found := _LABEL.match(line.removeprefix("Trang tính “")):
            return f"Phụ lục {(found[1] or '').upper()}".strip()
    return ""
