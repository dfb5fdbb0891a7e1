"""May this account do it: the matrix, asked with what the streams say, inside the act itself."""

from collections.abc import Callable, Set
from datetime import date
from uuid import UUID

import msgspec

from domain.account import OF_A_UNIT, Account, Charge, Role, unfit
from domain.act import Act
from domain.assignment import Assignment
from domain.errors import NotFound
from domain.event import AccountId
from domain.permissions import CLOSED, SEEN, Grant, Right, Switches, Touch, granted, require
from domain.relation import Relation, relations


class Viewer(msgspec.Struct, frozen=True):
    """Who looks at a page or asks the API, as resolved for this one request; rights are always today's."""

    account: UUID
    name: str
    """Of the person, for the screen only."""
    charges: tuple[Charge, ...]
    """His own first, then those of the holders he deputises for."""
    switches: Switches = CLOSED

    @property
    def charge(self) -> Charge:
        """His own."""
        return self.charges[0]

    def may(
        self, right: Right, needed: Set[Grant] = SEEN, touch: Touch = Touch.NONE, *, closed: bool = False
    ) -> bool:
        """Whether one of his charges is granted it, for a subject in his own field and area.

        ``closed``: for figures of a closing.
        """
        return any(
            granted(c, right, touch, switches=self.switches, closed=closed) in needed for c in self.charges
        )

    def must(self, right: Right, needed: Set[Grant] = SEEN, touch: Touch = Touch.NONE) -> None:
        """Raises ``NotFound`` or ``Forbidden`` unless he ``may``."""
        require([granted(c, right, touch, switches=self.switches) for c in self.charges], needed, seen=False)


class Reach(msgspec.Struct, frozen=True):
    """What a subject is to a charge: see ``permissions.granted``."""

    touch: Touch = Touch.NONE
    followed: bool = True


Subject = Callable[[Act, Charge], Reach]
"""What an act is about, as far as rights go."""


def nothing(act: Act, charge: Charge) -> Reach:
    """A subject of no unit: documents, drafts, the register of units, rules."""
    return Reach()


def of_unit(unit_id: UUID, today: date) -> Subject:
    """The own affairs of a unit."""

    def reach(act: Act, charge: Charge) -> Reach:
        return Reach(_place(act, unit_id, charge.unit, today), charge.follows(unit_id))

    return reach


def of_account(account_id: UUID, today: date, *, becoming: Charge | None = None) -> Subject:
    """An account that there is; ``becoming``: what it shall be charged with, which must be in reach as well."""

    def reach(act: Act, charge: Charge) -> Reach:
        before = of_charge(act.account(account_id).charge, today)(act, charge)
        after = of_charge(becoming, today)(act, charge) if becoming else before
        return Reach(max(before.touch, after.touch, key=_NEAREST.index), before.followed and after.followed)

    return reach


def of_charge(given: Charge, today: date) -> Subject:
    """An account by what it is, or is to be, charged with. Officers of units are their heads' affair."""
    of_officer = given.role is Role.UNIT_OFFICER

    def reach(act: Act, charge: Charge) -> Reach:
        if charge.role not in OF_A_UNIT:
            return Reach(followed=not of_officer or charge.role is Role.ADMINISTRATOR)
        if not of_officer or given.unit is None:
            return Reach(Touch.OTHER)
        return of_unit(given.unit, today)(act, charge)

    return reach


def of_assignments(assignment_ids: Set[UUID], today: date) -> Subject:
    """Assignments; of several the one that is least the charge's own decides."""

    def reach(act: Act, charge: Charge) -> Reach:
        found = [_assignment(act, act.assignment(a), charge, today) for a in assignment_ids]
        farthest = max((r.touch for r in found), key=_NEAREST.index, default=Touch.NONE)
        return Reach(farthest, all(r.followed for r in found))

    return reach


def of_task(task_id: UUID, today: date) -> Subject:
    """A task; of its assignments the nearest decides."""

    def reach(act: Act, charge: Charge) -> Reach:
        found = [_assignment(act, act.assignment(a), charge, today) for a in act.task(task_id).assignments]
        nearest = min((r.touch for r in found), key=_NEAREST.index, default=Touch.OTHER)
        return Reach(nearest, not found or any(r.followed for r in found))

    return reach


def permit(
    right: Right, needed: Set[Grant], subject: Subject, *, today: date, switches: Switches = CLOSED
) -> Callable[[Act], None]:
    """The check that an act carries: its account, or one that it deputises for, is granted what is ``needed``.

    What only the right of a holder allows is recorded as done in his place.
    """

    def check(act: Act) -> None:
        grants, seen = list[Grant](), False
        acting = accounts(act, act.by, today)
        for charge in (account.charge for account in acting):
            reach = subject(act, charge)
            grants.append(granted(charge, right, reach.touch, followed=reach.followed, switches=switches))
            sees = granted(charge, Right.SEE_TASKS, reach.touch) is not Grant.NONE
            seen = seen or (sees and reach.touch is not Touch.NONE)
        require(grants, needed, seen=seen)
        if grants[0] not in needed:
            act.instead_of = next(str(a.id) for a, g in zip(acting, grants, strict=True) if g in needed)

    return check


def accounts(act: Act, account_id: AccountId, today: date) -> list[Account]:
    """By whose rights the account may act today: its own, then the holders it deputises for."""
    own = open_account(act, account_id)
    return [own, *holders(act, own, today)]


def charges(act: Act, account_id: AccountId, today: date) -> list[Charge]:
    """What the account may act as today: its own charge, and those of the holders it deputises for."""
    return [account.charge for account in accounts(act, account_id, today)]


def holders(act: Act, deputy: Account, today: date) -> list[Account]:
    """For whom the account deputises today: those whose accounts are in use, while it still fits."""
    found = (act.account(UUID(holder)) for holder in deputy.holders(today))
    return [holder for holder in found if holder.open and not unfit(holder.charge, deputy.charge)]


def open_account(act: Act, account_id: AccountId) -> Account:
    """The account, if it is in use. Raises ``NotFound``."""
    try:
        found = act.account(UUID(account_id))
    except ValueError:
        raise NotFound from None
    if not found.open:
        raise NotFound
    return found


_NEAREST = (Touch.OWN, Touch.EXECUTING, Touch.SUBORDINATE, Touch.COORDINATING, Touch.OTHER, Touch.NONE)


def _assignment(act: Act, assignment: Assignment, charge: Charge, today: date) -> Reach:
    if charge.role not in OF_A_UNIT:
        lead = assignment.last.lead if assignment.issued else assignment.draft_lead(today)
        return Reach(Touch.OTHER, charge.follows(lead))
    touches = {Touch.OTHER}
    for unit_id, relation in relations(assignment, today).items():
        place = _place(act, unit_id, charge.unit, today)
        if place is Touch.OWN:
            touches.add(_AS_OWN.get(relation, Touch.OTHER))
        elif relation is Relation.LEAD:
            touches.add(place)
    return Reach(min(touches, key=_NEAREST.index))


_AS_OWN = {
    Relation.LEAD: Touch.OWN,
    Relation.EXECUTING: Touch.EXECUTING,
    Relation.COORDINATING: Touch.COORDINATING,
}
"""What an assignment is to a unit with that relation; what it led before a hand-over is another's."""


def _place(act: Act, unit_id: UUID, mine: UUID | None, today: date) -> Touch:
    """What a unit's own affairs are to the unit ``mine``: its own, also through what it went into, or below it."""
    if mine in _with_successors(act, unit_id):
        return Touch.OWN
    span = act.unit(unit_id).on(today)
    if span is None or span.parent is None:
        return Touch.OTHER
    above = _place(act, span.parent, mine, today)
    return Touch.SUBORDINATE if above is Touch.OWN else above


def _with_successors(act: Act, unit_id: UUID) -> set[UUID]:
    ended = act.unit(unit_id).ended
    return {unit_id}.union(*(_with_successors(act, s) for s in ended.successors)) if ended else {unit_id}
