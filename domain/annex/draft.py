"""An annex understood: its tasks as drafts, its new names, and all that a person should look at."""

from enum import StrEnum

import msgspec

from domain.annex.columns import Column, Field
from domain.annex.doubt import Doubt
from domain.annex.matching import Found, Match, Proposal
from domain.deadline import Reading


class LeadForm(StrEnum):
    """What the lead cell names: one body, several, a group, bodies and groups, nothing readable, nothing."""

    SINGLE = "single"
    SEVERAL = "several"
    GROUP = "group"
    MIXED = "mixed"
    UNKNOWN = "unknown"
    BLANK = "blank"


class Draft(msgspec.Struct, frozen=True, kw_only=True):
    """A task of the annex as read.

    ``ref`` is its number made unique (see ``lines.Line``); ``table`` and ``at`` say where it stands in the
    file. The cells of lead, co-ordinating units and deadline are kept as written, beside what they were found
    to mean. ``doubts`` are those of this row; names that the register lacks are doubted once, with the annex.
    """

    ref: str
    number: str
    table: str
    at: int
    group_heading: str
    text: str
    lead_cell: str
    lead_form: LeadForm
    leads: tuple[Match, ...]
    coordinating_cell: str
    coordinating: tuple[Match, ...]
    product: str
    deadline: Reading
    note: str
    doubts: tuple[Doubt, ...] = ()


class NewName(msgspec.Struct, frozen=True):
    """A name in the cells that is no unit's own: how it was found, what it may be, the tasks it stands in."""

    name: str
    found: Found
    proposals: tuple[Proposal, ...]
    column: Field
    refs: tuple[str, ...]


class Annex(msgspec.Struct, frozen=True):
    """All tasks of a file.

    ``label`` is "Phụ lục II" or "", ``heading`` the lines above the table, ``columns`` how the columns of
    each table were understood, ``doubts`` all doubts: of columns, of rows in their order, of names.
    """

    label: str
    heading: tuple[str, ...]
    columns: dict[str, tuple[Column, ...]]
    drafts: tuple[Draft, ...]
    new_names: tuple[NewName, ...]
    doubts: tuple[Doubt, ...]
