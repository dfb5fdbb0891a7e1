"""Who may do what: the matrix of rights, once, asked by every route and every callback.

Source: the practice of the offices; rows and columns are those of the offices' own table of duties.
"""

from collections.abc import Iterable, Mapping, Set
from enum import Enum, StrEnum

import msgspec

from domain.account import OF_A_UNIT, Charge, Role
from domain.errors import NotFound, Refused


class Right(StrEnum):
    """An act, or what is seen."""

    RECORD_DOCUMENT = "record_document"
    DRAFT_TASK = "draft_task"
    ISSUE_TASK = "issue_task"
    RECEIVE = "receive"
    PLAN = "plan"
    WRITE_REPORT = "write_report"
    SEND_REPORT = "send_report"
    CONFIRM_REPORT = "confirm_report"
    CONFIRM_COMPLETION = "confirm_completion"
    GIVE_OPINION = "give_opinion"
    DIRECT = "direct"
    """What a unit asks for its head signs; an officer prepares it outside the register."""
    CORRECT = "correct"
    SEE_TASKS = "see_tasks"
    SEE_DOCUMENTS = "see_documents"
    COMPARE_UNITS = "compare_units"
    EXPORT = "export"
    ACCOUNTS = "accounts"
    UNITS = "units"
    RULES = "rules"
    RECONCILE = "reconcile"
    REMARK = "remark"
    CLOSE = "close"
    ACCESS_LOG = "access_log"


class Grant(StrEnum):
    """What the matrix grants a role."""

    DOES = "X"
    PROPOSES = "Đ"
    DECIDES = "D"
    RECORDS = "G"
    """Records another's decision, with its document."""
    SEES = "V"
    NONE = "–"


class Touch(Enum):
    """What a subject is to the unit of an account."""

    OWN = "own"
    """It leads it, or led it to the end; through a hand-over, what its predecessors led too."""
    EXECUTING = "executing"
    """It was given it by the unit that leads."""
    SUBORDINATE = "subordinate"
    """A unit below it leads."""
    COORDINATING = "coordinating"
    OTHER = "other"
    """Another unit's, or handed over to another."""
    NONE = "none"
    """No unit's: a document, a draft, the register of units."""


class Switches(msgspec.Struct, frozen=True):
    """What an Office may open or close."""

    officers_send: bool = False
    """A unit's officer sends reports himself (ủy quyền gửi báo cáo)."""
    board_compares: bool = False
    """Members of the Standing Board compare units by name without a closing."""


ROLES = tuple(Role)
_COLUMNS = dict(zip(("TT", "BTV", "CVP", "PCVP", "CV", "VT", "TĐV", "CB", "UBKT", "QT"), ROLES, strict=True))

_TABLE = """
                    TT  BTV CVP PCVP CV  VT  TĐV CB  UBKT QT
record_document     V   V   X   X    X   X   –   –   V    –
draft_task          V   V   D   D    Đ   –   –   –   V    –
issue_task          V   V   D   D    Đ   X   –   –   V    –
receive             –   –   V   V    V   –   D   X   V    –
plan                –   –   –   –    –   –   D   Đ   –    –
write_report        –   –   –   –    –   –   X   X   –    –
send_report         –   –   –   –    G   –   D   –   V    –
confirm_report      V   V   X   X    X   –   –   –   V    –
confirm_completion  V   V   D   D    Đ   –   –   –   V    –
give_opinion        –   –   V   V    V   –   D   Đ   V    –
direct              V   V   G   Đ    G   –   Đ   V   V    –
correct             V   V   D   Đ    Đ   –   Đ   –   V    –
see_tasks           V   V   V   V    V   –   V   V   V    –
see_documents       V   V   V   V    V   V   –   –   V    –
compare_units       V   –   V   V    V   –   –   –   V    –
export              X   X   X   X    X   X   X   X   X    –
accounts            –   –   D   Đ    –   –   D   –   –    X
units               V   V   D   Đ    X   –   –   –   V    –
rules               V   –   D   Đ    Đ   –   V   V   V    X
reconcile           V   –   D   Đ    Đ   –   V   V   V    –
remark              V   –   V   V    V   –   X   Đ   V    –
close               V   V   D   Đ    Đ   –   V   V   V    –
access_log          V   –   V   –    –   –   V   –   V    V
"""
"""``direct`` by Thường trực and Ban Thường vụ is decided on paper and recorded here with that document, so they
see it. ``see_documents``: a unit sees of a document what its own tasks say. The clerk exports his register. The
administrator carries out what the Office's head decides of rules; of the access log he sees no content.
``reconcile`` (đối chiếu): a closing under way, of which a unit sees its own; ``close``: a closed one, too."""


def _read(table: str) -> dict[Right, dict[Role, Grant]]:
    head, *rows = (line.split() for line in table.strip().splitlines())
    return {
        Right(name): {_COLUMNS[column]: Grant(cell) for column, cell in zip(head, cells, strict=True)}
        for name, *cells in rows
    }


MATRIX: Mapping[Right, Mapping[Role, Grant]] = _read(_TABLE)

DOES, DECIDES = frozenset({Grant.DOES}), frozenset({Grant.DECIDES})
PROPOSES, RECORDS = frozenset({Grant.PROPOSES}), frozenset({Grant.RECORDS})
DONE = DOES | DECIDES
SEEN = frozenset(Grant) - {Grant.NONE}

_OF_UNITS: Mapping[Right, Set[Touch]] = {
    Right.RECEIVE: {Touch.OWN},
    Right.PLAN: {Touch.OWN},
    Right.WRITE_REPORT: {Touch.OWN, Touch.EXECUTING},
    Right.SEND_REPORT: {Touch.OWN},
    Right.GIVE_OPINION: {Touch.COORDINATING},
    Right.DIRECT: {Touch.OWN},
    Right.CORRECT: {Touch.OWN},
    Right.SEE_TASKS: {Touch.OWN, Touch.EXECUTING, Touch.SUBORDINATE, Touch.COORDINATING},
    Right.EXPORT: {Touch.OWN, Touch.NONE},
    Right.ACCOUNTS: {Touch.OWN},
    Right.RULES: {Touch.OWN, Touch.NONE},
    Right.RECONCILE: {Touch.OWN, Touch.NONE},
    Right.REMARK: {Touch.OWN},
    Right.CLOSE: {Touch.OWN, Touch.NONE},
    Right.ACCESS_LOG: {Touch.OWN},
}
"""What a unit's people reach, by right; an officer does not reach to the units below."""

_FOLLOWED = frozenset(
    {
        Right.CONFIRM_REPORT,
        Right.CONFIRM_COMPLETION,
        Right.SEND_REPORT,
        Right.DIRECT,
        Right.CORRECT,
        Right.ACCOUNTS,
    }
)
"""Acts of deputy heads and specialists that end at their own field and area; of the accounts of a unit's officers,
which are the unit head's affair, the Office only sees."""


CLOSED = Switches()
"""As an Office finds them."""


class Forbidden(Refused):
    """It may be seen but not done by this account."""

    def __init__(self) -> None:
        super().__init__("Đồng chí chưa được phân quyền thực hiện việc này.")


def granted(
    charge: Charge,
    right: Right,
    touch: Touch,
    *,
    followed: bool = True,
    switches: Switches = CLOSED,
    closed: bool = False,
) -> Grant:
    """What a charge may do with a subject. ``touch``: of the subject to the charge's unit, for a unit's people.

    ``followed``: whether the subject lies in the field and area of the charge; ``closed``: figures of a closing.
    """
    grant = MATRIX[right][charge.role]
    if right is Right.COMPARE_UNITS and charge.role is Role.BOARD_MEMBER:
        grant = Grant.SEES if closed or switches.board_compares else grant
    if right is Right.SEND_REPORT and charge.role is Role.UNIT_OFFICER and switches.officers_send:
        grant = Grant.DOES
    if charge.role in OF_A_UNIT:
        reached = _OF_UNITS.get(right, frozenset())
        if touch not in reached or (touch is Touch.SUBORDINATE and charge.role is Role.UNIT_OFFICER):
            return Grant.NONE
    elif right in _FOLLOWED and not followed and grant is not Grant.NONE:
        return Grant.SEES
    return grant


def require(grants: Iterable[Grant], needed: Set[Grant], *, seen: bool) -> None:
    """Refuses unless one of ``grants`` (of the account and of those it deputises for) is needed.

    What may not be seen is not found; what may be seen but not done is forbidden. ``seen``: by another right.
    """
    held = set(grants)
    if held & needed:
        return
    if seen or held & SEEN:
        raise Forbidden
    raise NotFound
