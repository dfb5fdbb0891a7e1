"""A task annex: from the tables of a file to drafts, doubts and a person's choices. Pure; takes nothing over.

``read`` the tables that ``infra.annex`` gives, show its ``doubts``, let a person fill in ``template``,
``apply_choices``; ``compare`` tells what was taken over before.
"""

from domain.annex.choices import (
    Choices,
    DeadlineChoice,
    LeadChoice,
    NameChoice,
    NameIs,
    decode,
    encode,
    parse,
    template,
)
from domain.annex.decisions import Decided, Decisions, Party, apply_choices
from domain.annex.doubt import About, Doubt
from domain.annex.draft import Annex, Draft, LeadForm, NewName
from domain.annex.identity import Again, Comparison, Words, compare, row_key, words
from domain.annex.matching import Found, Known, Match, Proposal, Register
from domain.annex.reading import read
from domain.annex.table import Cell, Row, Table

__all__ = [
    "About",
    "Again",
    "Annex",
    "Cell",
    "Choices",
    "Comparison",
    "DeadlineChoice",
    "Decided",
    "Decisions",
    "Doubt",
    "Draft",
    "Found",
    "Known",
    "LeadChoice",
    "LeadForm",
    "Match",
    "NameChoice",
    "NameIs",
    "NewName",
    "Party",
    "Proposal",
    "Register",
    "Row",
    "Table",
    "Words",
    "apply_choices",
    "compare",
    "decode",
    "encode",
    "parse",
    "read",
    "row_key",
    "template",
    "words",
]
