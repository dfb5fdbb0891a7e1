"""An annex and the choices about it -> who leads and who co-ordinates each task, and which units are new."""

from collections.abc import Iterator, Sequence
from uuid import UUID

import msgspec

from domain.annex.choices import Choices, DeadlineChoice, LeadChoice, NameChoice, NameIs, refusal
from domain.annex.draft import Annex, Draft, LeadForm
from domain.annex.matching import Found, Key, Match, Register, key
from domain.deadline import Kind, Reading
from domain.errors import Refused
from domain.task import Leads
from domain.unit import Group
from domain.vietnamese import count


class Party(msgspec.Struct, frozen=True):
    """Who is given a task: a unit of the register; a new one (no ``unit_id``); or a group of the register."""

    name: str
    unit_id: UUID | None = None
    group: bool = False


class Decided(msgspec.Struct, frozen=True):
    """A task with its lead; ``how`` None: chưa chọn đầu mối. Of joint leads the first compiles.

    ``coordinating`` has the units alone: groups and what was not decided remain in the words of the cell.
    ``deadline`` is as it was read, or as a person understood it.
    """

    draft: Draft
    how: Leads | None
    leads: tuple[Party, ...]
    coordinating: tuple[Party, ...]
    deadline: Reading


class Decisions(msgspec.Struct, frozen=True):
    """All tasks of an annex; ``create``: names of units to establish first, in the order of the annex.

    ``groups``: into which group a new unit comes, where that was said.
    """

    tasks: tuple[Decided, ...]
    create: tuple[str, ...]
    groups: dict[str, Group]


def apply_choices(
    annex: Annex, choices: Choices, register: Register, *, create_units: bool = False
) -> Decisions:
    """Puts the choices to the drafts of ``read(…, register)``.

    What nobody chose stays open: a group, several leads, a name that is like another. One lead whose name is
    a unit's own needs no choice. ``create_units`` takes every whole name that is like no other into the
    register. Refuses with all errors at once: line, column, remedy.
    """
    names = _Names(annex, choices.names, register, create_units)
    errors = [*names.errors, *_misplaced(annex, choices.leads)]
    by_ref = {choice.ref: choice for choice in choices.leads}
    deadlines = {choice.ref: choice for choice in choices.deadlines}
    tasks = []
    for draft in annex.drafts:
        try:
            choice = by_ref.get(draft.ref)
            how, leads = _chosen(choice, draft, names) if choice else _unchosen(draft, names)
        except Refused as error:
            errors.append(error.message)
            continue
        others = dict.fromkeys(party for match in draft.coordinating if (party := names.party(match)))
        coordinating = tuple(party for party in others if party not in leads)
        deadline = understood(draft, deadlines.get(draft.ref))
        tasks.append(Decided(draft, how, leads, coordinating, deadline))
    if errors:
        raise Refused("\n".join(errors), field="choices")
    return Decisions(tuple(tasks), tuple(names.created.values()), names.groups)


def understood(draft: Draft, choice: DeadlineChoice | None) -> Reading:
    """The deadline of a task as it was read, or as the person understood the same words."""
    if choice is None or choice.kind is None:
        return draft.deadline
    if choice.kind is Kind.DATED:
        return Reading(draft.deadline.raw, Kind.DATED, "chosen", day=choice.day)
    return Reading(draft.deadline.raw, choice.kind, "blank" if choice.kind is Kind.NONE else choice.kind)


def _misplaced(annex: Annex, choices: Sequence[LeadChoice]) -> Iterator[str]:
    refs = {draft.ref for draft in annex.drafts}
    seen: dict[str, int] = {}
    for choice in choices:
        if choice.ref not in refs:
            what = f"phụ lục không có TT {choice.ref}. Đề nghị ghi TT như trong tệp mẫu."
            yield refusal(choice.line, "TT", what).message
        elif choice.ref in seen:
            what = f"TT {choice.ref} đã có lựa chọn ở dòng {seen[choice.ref]}. Đề nghị giữ một dòng."
            yield refusal(choice.line, "TT", what).message
        seen.setdefault(choice.ref, choice.line)


def _unchosen(draft: Draft, names: "_Names") -> tuple[Leads | None, tuple[Party, ...]]:
    party = names.party(draft.leads[0]) if draft.lead_form is LeadForm.SINGLE else None
    return (Leads.SINGLE, (party,)) if party else (None, ())


def _chosen(choice: LeadChoice, draft: Draft, names: "_Names") -> tuple[Leads | None, tuple[Party, ...]]:
    def refused(what: str) -> Refused:
        return refusal(choice.line, "Đơn vị", f"TT {draft.ref}: {what}")

    if choice.how is None:
        return None, ()
    parties: list[Party] = []
    for name in choice.units or tuple(match.written for match in draft.leads):
        party = names.named(name) or (names.group(name) if choice.how is Leads.EACH else None)
        if party is None:
            in_file = (
                "Đề nghị ghi đúng tên, các tên cách nhau bằng dấu “;”, hoặc thêm một dòng "
                f"“{NameIs.NEW}” cho tên này."
            )
            on_page = "Đề nghị chọn ở mục “Tên đơn vị” trước, hoặc bỏ tên này."
            raise refused(f"chưa có đơn vị “{name}” trong danh sách. {in_file if choice.line else on_page}")
        if party in parties:
            raise refused(f"“{name}” được ghi hai lần. Đề nghị bỏ một.")
        parties.append(party)
    if not parties:
        raise refused("thiếu tên đơn vị. Đề nghị ghi tên đơn vị.")
    if choice.how is Leads.SINGLE and len(parties) > 1:
        raise refused(f"một đầu mối chỉ có 01 đơn vị, đang ghi {count(len(parties))}. Đề nghị ghi một tên.")
    if choice.how is Leads.JOINT and len(parties) < 2:
        raise refused("đồng chủ trì cần từ 02 đơn vị. Đề nghị ghi các tên, cách nhau bằng dấu “;”.")
    return choice.how, tuple(parties)


class _Names:
    """What each name stands for, once the choices about names are known."""

    def __init__(
        self, annex: Annex, choices: Sequence[NameChoice], register: Register, create_units: bool
    ) -> None:
        self.errors: list[str] = []
        self.created: dict[Key, str] = {}
        self.groups: dict[str, Group] = {}
        self._register = register
        self._stands_for: dict[Key, Party] = {}
        decided = self._once_each(choices)
        for new in annex.new_names:
            if create_units and new.found is Found.UNKNOWN and key(new.name) not in decided:
                self._create(new.name, new.name)
        for choice in decided.values():
            if choice.is_ is NameIs.NEW and register.exact(choice.unit):
                what = f"danh sách đã có đơn vị “{choice.unit}”. Đề nghị ghi “{NameIs.UNIT}”."
                self._refuse(choice, what)
            elif choice.is_ is NameIs.NEW:
                self._create(choice.name, choice.unit, choice.group)
        for choice in decided.values():
            if choice.is_ is NameIs.UNIT:
                self._use(choice)

    def named(self, name: str) -> Party | None:
        """The unit of this name or id, of the register or new, or the one chosen for it."""
        if unit := self._register.by_id(name) or self._register.exact(name):
            return Party(self._register.names[unit], unit)
        return self._stands_for.get(key(name)) or self._new(name)

    def group(self, name: str) -> Party | None:
        """The group of the register of this name."""
        found = self._register.groups.get(key(name))
        return Party(found, group=True) if found else None

    def party(self, match: Match) -> Party | None:
        """The unit that a name of the annex stands for, if that is known or decided."""
        return None if match.found is Found.GROUP else self.named(match.written)

    def _once_each(self, choices: Sequence[NameChoice]) -> dict[Key, NameChoice]:
        decided: dict[Key, NameChoice] = {}
        for choice in choices:
            first = decided.setdefault(key(choice.name), choice)
            if first is not choice:
                what = f"“{choice.name}” đã có lựa chọn ở dòng {first.line}. Đề nghị giữ một dòng."
                self.errors.append(refusal(choice.line, "Ghi trong phụ lục", what).message)
        return decided

    def _create(self, written: str, name: str, group: Group | None = None) -> None:
        self.created.setdefault(key(name), name)
        self._stands_for[key(written)] = Party(self.created[key(name)])
        if group:
            self.groups[self.created[key(name)]] = group

    def _new(self, name: str) -> Party | None:
        return Party(self.created[key(name)]) if key(name) in self.created else None

    def _use(self, choice: NameChoice) -> None:
        party = self.named(choice.unit)
        if party:
            self._stands_for[key(choice.name)] = party
        else:
            self._refuse(
                choice, f"chưa có đơn vị “{choice.unit}”. Đề nghị ghi đúng tên, hoặc “{NameIs.NEW}”."
            )

    def _refuse(self, choice: NameChoice, what: str) -> None:
        self.errors.append(refusal(choice.line, "Đơn vị", what).message)
