"""The file of choices: what a person decides about an annex, in a table that Excel opens.

Text parted by tabs (TSV), with a header. One row is one decision; a row without *Lựa chọn* decides nothing.

| TT | Cột | Ghi trong phụ lục | Lựa chọn | Đơn vị | Gợi ý |
|---|---|---|---|---|---|
| TT 8 | Cơ quan chủ trì | (the cell) | đồng chủ trì | Sở Tài chính; Sở Nội vụ | (the doubt) |
| | Tên đơn vị | Bộ Khoa học, Công nghệ | dùng đơn vị | Bộ Khoa học và Công nghệ | (proposals) |

*Lựa chọn* of a row with a TT: "một đầu mối" (one unit), "đồng chủ trì" (the first compiles), "giao đồng
loạt" (units, or a group of the register); *Đơn vị* parts names by ";" and if empty means the names of the
cell. Of a row without TT, about a name: "dùng đơn vị" (the one in *Đơn vị*) or "lập mới" (under the name in
*Đơn vị*, if there is one) or "để trống". *Gợi ý* is for the reader. Excel saves it as "Unicode Text" or "CSV
UTF-8".

What is chosen on a page is the same, each choice with line 0.
"""

import csv
import io
import re
from collections.abc import Iterator
from datetime import date
from enum import StrEnum

import msgspec

from domain.annex.columns import Field
from domain.annex.doubt import About, Doubt
from domain.annex.draft import Annex, Draft, NewName
from domain.annex.matching import Found
from domain.annex.review import of_name
from domain.deadline import Kind
from domain.errors import Refused
from domain.task import LEADS_NAMES, Leads
from domain.unit import Group
from domain.vietnamese import fold, nfc

HEADER = ("TT", "Cột", "Ghi trong phụ lục", "Lựa chọn", "Đơn vị", "Gợi ý")
_NAME_COLUMN = "Tên đơn vị"
_NEEDED = ("TT", "Ghi trong phụ lục", "Lựa chọn", "Đơn vị")
_FORMULA = ("=", "+", "-", "@")
_GUARD = re.compile(r"^'(?=[=+@-])")


class NameIs(StrEnum):
    """What is decided about a name that the register lacks."""

    UNIT = "dùng đơn vị"
    NEW = "lập mới"
    LEFT = "để trống"


class LeadChoice(msgspec.Struct, frozen=True):
    """Who leads a task; ``line`` is where the file says so, ``units`` are names, none: those of the cell.

    ``how`` None: to be chosen later ("chưa chọn đầu mối"). On a page a unit of the register goes by its id.
    """

    line: int
    ref: str
    how: Leads | None
    units: tuple[str, ...]


class NameChoice(msgspec.Struct, frozen=True):
    """What a name of the annex stands for: the unit ``unit``, or a new one of that name, in ``group``."""

    line: int
    name: str
    is_: NameIs
    unit: str
    group: Group | None = None


class DeadlineChoice(msgspec.Struct, frozen=True):
    """When a task is due, chosen on a page: as it was read (``kind`` None), or ``day``, or without one."""

    ref: str
    kind: Kind | None
    day: date | None = None


class Choices(msgspec.Struct, frozen=True):
    """All decisions of a file, or of a page."""

    leads: tuple[LeadChoice, ...] = ()
    names: tuple[NameChoice, ...] = ()
    deadlines: tuple[DeadlineChoice, ...] = ()


def template(annex: Annex) -> str:
    """The table to fill in: each task whose lead must be chosen and each new name, with its doubt.

    *Lựa chọn* is left empty, since nothing may be decided by not looking.
    """
    out = io.StringIO()
    table = csv.writer(out, delimiter="\t", lineterminator="\r\n")
    table.writerow(HEADER)
    for draft in annex.drafts:
        for doubt in draft.doubts:
            if doubt.about is About.LEAD:
                table.writerow(map(_unexecuted, _lead_row(draft, doubt)))
    for new in annex.new_names:
        table.writerow(map(_unexecuted, _name_row(new)))
    return out.getvalue()


def _lead_row(draft: Draft, doubt: Doubt) -> tuple[str, ...]:
    bodies = all(match.found is not Found.GROUP for match in draft.leads)
    names = "; ".join(match.name for match in draft.leads) if bodies else ""
    return (f"TT {draft.ref}", Field.LEAD, draft.lead_cell, "", names, f"{doubt.why} {doubt.proposal}")


def _name_row(new: NewName) -> tuple[str, ...]:
    unit = new.proposals[0].name if new.proposals else ""
    doubt = of_name(new)
    return ("", _NAME_COLUMN, new.name, "", unit, f"{doubt.row}: {doubt.proposal}")


def encode(text: str) -> bytes:
    """The file of a table, so that Excel opens it with its letters: UTF-16 with its mark."""
    return text.encode("utf-16")


def decode(data: bytes) -> str:
    """The text of a file as Excel or another program saved it: UTF-16 with its mark, else UTF-8."""
    encoding = "utf-16" if data[:2] in (b"\xff\xfe", b"\xfe\xff") else "utf-8-sig"
    try:
        return data.decode(encoding)
    except UnicodeDecodeError as error:
        raise Refused(
            "Tệp lựa chọn không phải văn bản Unicode. "
            "Đề nghị lưu từ Excel thành “CSV UTF-8” hoặc “Unicode Text”.",
            field="choices",
        ) from error


def parse(text: str) -> Choices:
    """Reads the table back. Refuses with all its errors at once, each with line, column and remedy."""
    leads: list[LeadChoice] = []
    names: list[NameChoice] = []
    errors = []
    for line, row in _rows(text):
        try:
            if not row["Lựa chọn"]:
                continue
            if row["TT"]:
                leads.append(_lead_choice(line, row))
            else:
                names.append(_name_choice(line, row))
        except Refused as error:
            errors.append(error.message)
    if errors:
        raise Refused("\n".join(errors), field="choices")
    return Choices(tuple(leads), tuple(names))


def refusal(line: int, column: str, what: str) -> Refused:
    """The refusal of one row of the file, or of one choice on the page."""
    if not line:
        return Refused(what, field="units" if column == "Đơn vị" else "choices")
    return Refused(f"Tệp lựa chọn, dòng {line}, cột “{column}”: {what}", field="choices")


def _rows(text: str) -> Iterator[tuple[int, dict[str, str]]]:
    head = text.split("\n", 1)[0]
    delimiter = next((sign for sign in "\t;," if sign in head), "\t")
    try:
        header, *rows = csv.reader(io.StringIO(text, newline=""), delimiter=delimiter)
    except (csv.Error, ValueError) as error:
        raise Refused(
            "Tệp lựa chọn không đọc được thành bảng. Đề nghị dùng tệp mẫu.", field="choices"
        ) from error
    places = {fold(name): at for at, name in enumerate(header)}
    if missing := [name for name in _NEEDED if fold(name) not in places]:
        raise Refused(
            f"Tệp lựa chọn thiếu cột “{'”, “'.join(missing)}”. Đề nghị giữ dòng tiêu đề của tệp mẫu.",
            field="choices",
        )
    for line, row in enumerate(rows, start=2):
        at = {name: places[fold(name)] for name in _NEEDED}
        yield line, {name: nfc(_GUARD.sub("", row[i])) if i < len(row) else "" for name, i in at.items()}


def _lead_choice(line: int, row: dict[str, str]) -> LeadChoice:
    how = next((how for how, name in LEADS_NAMES.items() if fold(name) == fold(row["Lựa chọn"])), None)
    if how is None:
        options = ", ".join(f"“{name}”" for name in LEADS_NAMES.values())
        raise refusal(line, "Lựa chọn", f"chưa rõ “{row['Lựa chọn']}”. Đề nghị ghi một trong: {options}.")
    ref = re.sub(r"^TT\s*", "", nfc(row["TT"], one_line=True), flags=re.IGNORECASE)
    units = (nfc(name, one_line=True) for name in re.split(r"[;\n]", row["Đơn vị"]))
    return LeadChoice(line, ref, how, tuple(name for name in units if name))


def _name_choice(line: int, row: dict[str, str]) -> NameChoice:
    name = nfc(row["Ghi trong phụ lục"], one_line=True)
    unit = nfc(row["Đơn vị"], one_line=True)
    decided = next((d for d in NameIs if fold(d) == fold(row["Lựa chọn"])), None)
    if decided is None:
        options = ", ".join(f"“{d}”" for d in NameIs)
        raise refusal(line, "Lựa chọn", f"chưa rõ “{row['Lựa chọn']}”. Đề nghị ghi một trong: {options}.")
    if not name:
        raise refusal(line, "Ghi trong phụ lục", "thiếu tên. Đề nghị ghi tên như trong phụ lục, hoặc ghi TT.")
    if decided is NameIs.UNIT and not unit:
        raise refusal(line, "Đơn vị", "thiếu tên đơn vị được dùng. Đề nghị ghi tên trong danh sách đơn vị.")
    return NameChoice(line, name, decided, unit or name)


def _unexecuted(text: str) -> str:
    """Excel takes a text that begins so for a formula; an apostrophe before it keeps it a text."""
    return f"'{text}" if text.startswith(_FORMULA) else text
