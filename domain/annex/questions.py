"""What a person is asked about an annex on its page: equal cells once, however many rows they stand in."""

from collections.abc import Iterable, Iterator
from datetime import date

import msgspec

from domain.annex.choices import Choices, DeadlineChoice, LeadChoice, NameChoice, NameIs
from domain.annex.doubt import About, Doubt
from domain.annex.draft import Annex, Draft, LeadForm, NewName
from domain.annex.matching import Found, Register, key
from domain.annex.review import of_name
from domain.deadline import Kind
from domain.door import FIRST_DAY, LAST_DAY
from domain.errors import Refused
from domain.unit import Group
from domain.vietnamese import fold


class Question(msgspec.Struct, frozen=True):
    """Something to choose. ``words``: the name or the cell as written; ``refs``: the tasks that it is about.

    ``open``: of them those where nothing was chosen yet, all or none for a name.
    """

    about: About
    words: str
    why: str
    proposal: str
    refs: tuple[str, ...]
    open: tuple[str, ...]
    name: NewName | None = None
    drafts: tuple[Draft, ...] = ()


def questions(annex: Annex, choices: Choices) -> list[Question]:
    """Names first, since leads are chosen among them; then leads; then deadlines; each in the order of the annex."""
    return [*_names(annex, choices), *_leads(annex, choices), *_deadlines(annex, choices)]


def remarks(annex: Annex) -> list[Doubt]:
    """What is to be compared with the paper: columns and rows that may have been read wrongly."""
    return [doubt for doubt in annex.doubts if doubt.about in (About.COLUMN, About.ROW)]


def fitting(choices: Choices, annex: Annex, register: Register) -> Choices:
    """The choices without those about names that have become a unit's own meanwhile."""
    asked = {key(new.name) for new in annex.new_names}
    names = (
        choice
        for choice in choices.names
        if key(choice.name) in asked and not (choice.is_ is NameIs.NEW and register.exact(choice.unit))
    )
    return msgspec.structs.replace(choices, names=tuple(names))


def with_leads(choices: Choices, made: Iterable[LeadChoice]) -> Choices:
    """The choices with these; a later one about the same task counts."""
    by_ref = {choice.ref: choice for choice in (*choices.leads, *made)}
    return msgspec.structs.replace(choices, leads=tuple(by_ref.values()))


def with_names(choices: Choices, made: Iterable[NameChoice]) -> Choices:
    """The choices with these; a later one about the same name counts."""
    by_name = {key(choice.name): choice for choice in (*choices.names, *made)}
    return msgspec.structs.replace(choices, names=tuple(by_name.values()))


def with_deadlines(choices: Choices, made: Iterable[DeadlineChoice]) -> Choices:
    """The choices with these; a later one about the same task counts."""
    by_ref = {choice.ref: choice for choice in (*choices.deadlines, *made)}
    return msgspec.structs.replace(choices, deadlines=tuple(by_ref.values()))


def due(refs: Iterable[str], kind: Kind | None, day: date | None) -> tuple[DeadlineChoice, ...]:
    """The same choice about each of these tasks; see ``DeadlineChoice``."""
    if kind is Kind.DATED and (day is None or not FIRST_DAY <= day <= LAST_DAY):
        raise Refused("Đề nghị nhập ngày hạn.", field="day")
    return tuple(DeadlineChoice(ref, kind, day if kind is Kind.DATED else None) for ref in refs)


def all_new(annex: Annex, choices: Choices, group: Group) -> tuple[NameChoice, ...]:
    """Makes a unit of every whole name that is like no other and was not decided about."""
    return tuple(
        NameChoice(0, question.words, NameIs.NEW, question.words, group)
        for question in _names(annex, choices)
        if question.open and question.name and question.name.found is Found.UNKNOWN
    )


def _names(annex: Annex, choices: Choices) -> Iterator[Question]:
    settled = {key(choice.name) for choice in choices.names}
    for new in annex.new_names:
        doubt = of_name(new)
        still = () if key(new.name) in settled else new.refs
        yield Question(About.UNIT, new.name, doubt.why, doubt.proposal, new.refs, still, name=new)


def _leads(annex: Annex, choices: Choices) -> Iterator[Question]:
    settled = {choice.ref for choice in choices.leads}
    for drafts in _alike(
        (draft.lead_cell or draft.ref, draft)
        for draft in annex.drafts
        if draft.lead_form is not LeadForm.SINGLE
    ):
        yield _asked(About.LEAD, drafts[0].lead_cell, drafts, settled)


def _deadlines(annex: Annex, choices: Choices) -> Iterator[Question]:
    settled = {choice.ref for choice in choices.deadlines}
    for drafts in _alike((draft.deadline.raw, draft) for draft in annex.drafts if draft.deadline.doubt):
        yield _asked(About.DEADLINE, drafts[0].deadline.raw, drafts, settled)


def _alike(cells: Iterable[tuple[str, Draft]]) -> Iterator[tuple[Draft, ...]]:
    alike: dict[str, list[Draft]] = {}
    for cell, draft in cells:
        alike.setdefault(fold(cell), []).append(draft)
    return map(tuple, alike.values())


def _asked(about: About, words: str, drafts: tuple[Draft, ...], settled: set[str]) -> Question:
    doubt = next(doubt for doubt in drafts[0].doubts if doubt.about is about)
    refs = tuple(draft.ref for draft in drafts)
    still = tuple(ref for ref in refs if ref not in settled)
    return Question(about, words, doubt.why, doubt.proposal, refs, still, drafts=drafts)
