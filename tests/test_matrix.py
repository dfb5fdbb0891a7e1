"""The matrix of rights, exhaustively: every role, every command and query, every way a subject may concern a unit.

What is expected stands here by hand, from the offices' own table of duties, not from the program's.
"""

import json
from collections import Counter
from collections.abc import Callable, Iterator
from typing import Any
from uuid import UUID

import msgspec
import pytest

from api.v1.commands import COMMANDS
from api.v1.commands.examples import ACCOUNT, ASSIGNMENT, DOCUMENT, TASK, UNIT
from api.v1.queries import QUERIES
from api.v1.table import Command, Query
from domain.access import Viewer
from domain.account import Role
from domain.app import Register
from domain.errors import Refused
from infra.event_store import Factory
from tests.asking import Api, api_of
from tests.touches import Touches, touching
from tests.world import HEAD

COLUMNS = dict(
    zip(
        ("TT", "BTV", "CVP", "PCVP", "CV", "VT", "UBKT", "QT", "CV*", "TĐV", "CB"),
        (
            *(Role.STANDING, Role.BOARD_MEMBER, Role.OFFICE_HEAD, Role.OFFICE_DEPUTY, Role.SPECIALIST),
            *(Role.CLERK, Role.INSPECTION, Role.ADMINISTRATOR, Role.SPECIALIST),
            *(Role.UNIT_HEAD, Role.UNIT_OFFICER),
        ),
        strict=True,
    )
)
"""CV* is a specialist who follows other units only."""

TOUCHES = {
    "own": "của mình",
    "taken over": "đơn vị cũ làm dở",
    "handed to it": "chuyển đến",
    "executing": "cấp trên giao",
    "subordinate": "của cấp dưới",
    "coordinating": "phối hợp",
    "handed away": "chuyển đi",
    "other": "của đơn vị khác",
    "none": "dự kiến",
}
"""What a subject is to the unit of the head and the officer."""

MAY, NO, HIDDEN = "+", "F", "N"
"""Let in, forbidden (403), not found (404)."""

OFFICE = """
                     TT BTV CVP PCVP CV VT UBKT QT CV*
record               F  F   +   +    +  +  F    N  +
draft                F  F   +   +    +  N  F    N  +
decide on drafts     F  F   +   +    F  N  F    N  F
issue                F  F   F   F    F  +  F    N  F
the unit's own       F  F   F   F    F  N  F    N  F
send a report        F  F   F   F    +  N  F    N  F
confirm              F  F   +   +    +  N  F    N  F
propose              F  F   F   F    +  N  F    N  F
complete             F  F   +   +    F  N  F    N  F
direct               F  F   +   F    +  N  F    N  F
put forward          F  F   +   +    +  N  F    N  F
correct              F  F   +   F    F  N  F    N  F
propose a correction F  F   F   +    +  N  F    N  F
units                F  F   +   F    +  N  F    N  +
rules                F  N   +   F    F  N  F    +  F
propose units        F  F   F   +    F  N  F    N  F
propose rules        F  N   F   +    +  N  F    F  +
propose accounts     N  N   F   +    N  N  N    F  N
propose officers     N  N   F   F    N  N  N    F  N
reconcile            F  N   +   +    +  N  F    N  +
close                F  F   +   F    F  N  F    N  F
see reconciling      +  N   +   +    +  N  +    N  +
see closings         +  +   +   +    +  N  +    N  +
accounts             N  N   +   F    N  N  N    +  N
officers             N  N   F   F    N  N  N    +  N
for oneself          +  +   +   +    +  +  +    +  +
see work             +  +   +   +    +  N  +    N  +
compare              +  F   +   +    +  N  +    N  +
see documents        +  +   +   +    +  +  +    N  +
see drafts           +  +   +   +    +  +  +    N  +
see what waits       +  +   +   +    +  N  +    N  +
see units' past      +  +   +   +    +  N  +    N  +
see rules            +  N   +   +    +  N  +    +  +
see accounts         N  N   +   +    N  N  N    +  N
anybody              +  +   +   +    +  +  +    +  +
find                 +  +   +   +    +  +  +    N  +
"""

UNITS = """
                     own exe sub coo oth
record               N   N   N   N   N    N   N   N   N   N
draft                F   F   F   F   N    F   F   N   F   N
decide on drafts     F   F   F   F   N    F   F   N   F   N
the unit's own       +   F   F   F   N    F   F   N   F   N
take note            +   F   F   F   N    +   F   N   F   N
opinion              F   F   F   +   N    F   F   N   F   N
write                +   +   F   F   N    +   +   N   F   N
send a report        +   F   F   F   N    F   F   N   F   N
ask through it       +   F   F   F   N    F   F   N   F   N
the office's         F   F   F   F   N    F   F   N   F   N
see                  +   +   +   +   N    +   +   N   +   N
"""
"""Five for the head, five for the officer: what his unit leads, executes; a unit below leads; co-ordinates; others."""

KINDS: dict[str, tuple[str, str]] = {
    **dict.fromkeys(
        (
            *("record_document", "number_document", "restate_document", "link_documents"),
            *("unlink_documents", "conclude_document", "withdraw_conclusion"),
        ),
        ("record", "record"),
    ),
    **dict.fromkeys(("edit_draft", "choose_leads", "drop_draft"), ("draft", "draft")),
    "draft_task": ("draft", "record"),
    **dict.fromkeys(
        (
            *("paste_conclusions", "head_of_annex", "leads_of_annex", "name_in_annex"),
            *("new_names_of_annex", "deadlines_of_annex", "take_annex", "drop_annex"),
        ),
        ("draft", "record"),
    ),
    **dict.fromkeys(("approve_tasks", "return_tasks"), ("decide on drafts", "record")),
    **dict.fromkeys(("add_lead", "reword_task"), ("decide on drafts", "decide on drafts")),
    "issue_tasks": ("issue", "record"),
    "receive": ("the unit's own", "take note"),
    **dict.fromkeys(
        ("ask_reassignment", "delegate", "end_delegation", "withdraw_claim"),
        ("the unit's own", "the unit's own"),
    ),
    "return_report_draft": ("the unit's own", "the unit's own"),
    **dict.fromkeys(
        ("save_report_draft", "submit_report_draft", "drop_report_draft"), ("the unit's own", "write")
    ),
    "send_report": ("send a report", "send a report"),
    "give_opinion": ("the unit's own", "opinion"),
    **dict.fromkeys(("ask_for_more", "confirm_report", "confirm_reports"), ("confirm", "the office's")),
    "propose_completion": ("propose", "the office's"),
    **dict.fromkeys(
        ("return_proposal", "confirm_completion", "confirm_completions"), ("complete", "the office's")
    ),
    **dict.fromkeys(
        (
            *("extend", "set_deadline", "suspend", "resume", "remove", "reopen", "hand_over"),
            *("decline_reassignment", "agree_submission", "return_submission"),
        ),
        ("direct", "the office's"),
    ),
    **dict.fromkeys(
        (
            *("submit_extension", "submit_suspension", "submit_resumption", "submit_removal"),
            *("submit_reopening", "submit_hand_over"),
        ),
        ("put forward", "ask through it"),
    ),
    **dict.fromkeys(
        ("submit_leaving_out", "submit_deadline_correction", "submit_completion_correction"),
        ("propose a correction", "ask through it"),
    ),
    **dict.fromkeys(
        (
            *("leave_out", "correct_deadline", "correct_report", "correct_completion"),
            *("agree_correction", "return_correction"),
        ),
        ("correct", "the office's"),
    ),
    **dict.fromkeys(
        ("establish_units", "rename_unit", "place_unit", "rank_unit", "reorganise"), ("units", "record")
    ),
    **dict.fromkeys(("assignments", "tasks", "coordinated", "overview"), ("see work", "+")),
    **dict.fromkeys(("by_document", "by_month", "desk", "differences", "late_entries"), ("see work", "+")),
    "by_unit": ("compare", "+"),
    **dict.fromkeys(("task", "task_history", "task_course", "assignment"), ("see work", "see")),
    "document_course": ("see work", "+"),
    "unit_course": ("see work", "N"),
    **dict.fromkeys(("documents", "document", "document_history"), ("see documents", "N")),
    **dict.fromkeys(("awaiting", "more_asked", "reassignments", "submissions"), ("see what waits", "N")),
    "drafts": ("see drafts", "N"),
    **dict.fromkeys(("read_deadline", "read_number"), ("record", "N")),
    **dict.fromkeys(("units", "unit", "me"), ("anybody", "+")),
    "unit_history": ("see units' past", "N"),
    **dict.fromkeys(("calendars", "calendar_proposal", "rules"), ("see rules", "+")),
    **dict.fromkeys(("set_calendar", "take_back_calendar", "set_rule", "take_back_rule"), ("rules", "F")),
    **dict.fromkeys(
        (
            *("submit_establish_units", "submit_rename_unit", "submit_place_unit", "submit_rank_unit"),
            "submit_reorganise",
        ),
        ("propose units", "N"),
    ),
    **dict.fromkeys(
        (
            *("submit_set_calendar", "submit_take_back_calendar"),
            *("submit_set_rule", "submit_take_back_rule"),
        ),
        ("propose rules", "F"),
    ),
    **dict.fromkeys(("agree_submission_of_units", "return_submission_of_units"), ("units", "N")),
    **dict.fromkeys(("agree_submission_of_rules", "return_submission_of_rules"), ("rules", "F")),
    **dict.fromkeys(("agree_submission_of_accounts", "return_submission_of_accounts"), ("accounts", "N")),
    "submissions_of_units": ("see units' past", "N"),
    "submissions_of_rules": ("see rules", "N"),
    "submissions_of_accounts": ("see accounts", "N"),
    **dict.fromkeys(("open_closing", "answer_remark"), ("reconcile", "F")),
    **dict.fromkeys(("agree_to_figures", "remark_on_figures"), ("the unit's own", "N")),
    **dict.fromkeys(("close_figures", "drop_closing"), ("close", "F")),
    "closings": ("see closings", "+"),
    "closing": ("see reconciling", "+"),
    "search": ("find", "+"),
    **dict.fromkeys(("deputise", "end_deputising"), ("for oneself", "+")),
}
"""Command or query -> its line for the Office, and its line for the units, or one outcome whatever the subject."""

OF_ACCOUNTS = (
    *("open_account", "charge_account", "close_account", "reopen_account", "name_account", "reset_password"),
    *("erase_person", "account_history"),
)
OF_OTHERS = (
    *("agree_to_figures", "remark_on_figures"),
    *("agree_submission_of_accounts", "return_submission_of_accounts"),
)
"""What a unit's head may for his own unit; the subject here is another's."""
PROPOSED = ("submit_open_account", "submit_charge_account", "submit_close_account", "submit_reopen_account")


def lines(table: str) -> dict[str, str]:
    _, *rows = table.strip("\n").splitlines()
    return {row[:21].strip(): "".join(row[21:].split()) for row in rows}


def of_office(line: str, column: str) -> str:
    return lines(OFFICE)[line][list(COLUMNS).index(column)]


def of_unit(line: str, column: str, touch: str) -> str:
    if line in (MAY, NO, HIDDEN):
        return line
    place = ("own", "exe", "sub", "coo", "oth").index(
        {"taken over": "own", "handed to it": "own", "handed away": "oth", "none": "oth"}.get(
            touch, touch[:3]
        )
    )
    return lines(UNITS)[line][place + (5 if column == "CB" else 0)]


class Dry(Register):
    """Decides, and appends nothing."""

    def _append(self, *_: Any) -> int:
        raise Refused("chỉ thử")


class Stage(msgspec.Struct):
    """Somebody of each column, on a register that records and on one that does not."""

    touches: Touches
    api: Api
    dry: Api
    who: dict[str, Viewer]
    uploads: dict[str, UUID]
    """An annex on its way in, of whoever may send one."""
    officer: Viewer
    """Of the head's unit."""
    stranger: Viewer
    """An officer of another unit."""
    closing: UUID
    """Under way."""

    def outcome(self, column: str, expected: str, method: str, path: str, body: Any) -> str:
        """What came of it; what is to be refused is tried where it could be recorded."""
        api = self.dry if expected == MAY else self.api
        api.asks = self.who[column]
        head = self.touches.world.log.head()
        answer = api.send(method, path) if body is None else api.post(path, body)
        assert answer.status < 500, (column, path, answer.raw.decode())
        assert self.touches.world.log.head() == head, (column, path)
        return {403: NO, 404: HIDDEN, 401: "?"}.get(answer.status, MAY)


@pytest.fixture(scope="module")
def stage(module_database: str) -> Iterator[Stage]:
    with touching(module_database) as touches, api_of(touches.world) as api:
        world = touches.world
        followed = {"CV*": (touches.gone,)}
        mine = {"TĐV": touches.mine, "CB": touches.mine}
        who = {
            column: api.account(role, mine.get(column), *followed.get(column, ()))
            for column, role in COLUMNS.items()
        }
        officer = api.account(Role.UNIT_OFFICER, touches.mine)
        stranger = api.account(Role.UNIT_OFFICER, touches.other)
        uploads = {}
        for column in ("CVP", "PCVP", "CV", "CV*"):
            api.asks = who[column]
            sent = api.post(
                "/annexes/text", {"text": "1. Ban Mình xây dựng phương án, trước ngày 15/12/2026."}
            )
            uploads[column] = UUID(sent.body["upload"])
        opened = world.register.open_closing(HEAD, name="thử", until=world.today(), remark_days=3)
        closing = UUID(opened.answer["closing"])
        recording = world.register
        world.register = Dry(
            Factory(database=world.database, clock=lambda: world.now),
            today=world.today,
            open_assignments=world.open_assignments,
        )
        with api_of(world) as dry:
            world.register = recording
            world.engine.catch_up()
            yield Stage(touches, api, dry, who, uploads, officer, stranger, closing)


def filled(
    stage: Stage, entry: Command | Query, touch: str, account: UUID, column: str = ""
) -> tuple[str, Any]:
    """Path and body with the ids of the subject."""
    t = stage.touches
    ids = {
        "assignment": t.assignments[TOUCHES[touch]],
        "task": t.tasks[TOUCHES[touch]],
        "document": t.document,
        "unit": t.other,
        "account": account,
        "closing": stage.closing,
        "upload": stage.uploads.get(column, UUID(int=7)),
    }
    path = entry.path.format_map(ids)
    if isinstance(entry, Query):
        needed = {
            "search": "?q=viec",
            "desk": f"?unit={t.mine}",
            "read_deadline": "?words=2026",
            "read_number": "?number=5-NQ/TU",
            "late_entries": "?recorded_from=2026-01-01",
            "calendar_proposal": "?year=2027",
        }
        return path + needed.get(entry.name, ""), None
    body = msgspec.json.encode(entry.example).decode()
    examples = {
        ASSIGNMENT: "assignment",
        TASK: "task",
        DOCUMENT: "document",
        UNIT: "unit",
        ACCOUNT: "account",
    }
    for example, name in examples.items():
        body = body.replace(str(example), str(ids[name]))
    return path, json.loads(body)


def every(entry: Command | Query) -> Iterator[str]:
    """The touches that make a difference to it: all, if it is about an assignment or a task."""
    about = entry.path + (entry.body.__name__ if isinstance(entry, Command) else "")
    concerned = any(word in about for word in ("{assignment}", "{task}", "Many"))
    yield from TOUCHES if concerned else ("own",)


def test_every_role_and_every_command_and_query(stage: Stage) -> None:
    seen: Counter[str] = Counter()
    wrong = []
    for entry in (*COMMANDS, *QUERIES):
        if entry.name in (*OF_ACCOUNTS, *PROPOSED, "accounts"):
            continue
        office, unit = KINDS[entry.name]
        for touch in every(entry):
            for column in COLUMNS:
                path, body = filled(stage, entry, touch, stage.officer.account, column)
                expected = (
                    of_unit(unit, column, touch) if column in ("TĐV", "CB") else of_office(office, column)
                )
                if touch == "none" and entry.name == "assignment" and expected == MAY:
                    expected = HIDDEN  # a draft of an assignment is a part of its task only
                came = stage.outcome(column, expected, entry.method, path, body)
                seen[came] += 1
                if came != expected:
                    wrong.append((entry.name, touch, column, expected, came))
    print(f"\n{sum(seen.values())} cells: {dict(seen)}")
    assert not wrong, "\n".join(map(str, wrong))


@pytest.mark.parametrize(
    ("target", "line", "head", "officer"),
    [
        ("officer", "officers", MAY, NO),
        ("stranger", "officers", HIDDEN, HIDDEN),
        ("VT", "accounts", HIDDEN, HIDDEN),
    ],
)
def test_accounts_of_the_office_and_of_units(
    stage: Stage, target: str, line: str, head: str, officer: str
) -> None:
    account = {"officer": stage.officer, "stranger": stage.stranger}.get(target, stage.who["VT"])
    role = account.charge.role
    charge: dict[str, Any] = {"role": role.value}
    if account.charge.unit:
        charge["unit"] = str(account.charge.unit)
    for entry in (*COMMANDS, *QUERIES):
        if entry.name not in (*OF_ACCOUNTS, *PROPOSED):
            continue
        path, body = filled(stage, entry, "own", account.account)
        if body is not None and "role" in body:
            body = {
                name: value for name, value in body.items() if name not in ("role", "unit", "units")
            } | charge
        for column in COLUMNS:
            sees = "see accounts" if entry.method == "GET" else line
            of_officer = HIDDEN if entry.method == "GET" else officer
            of_head = head
            if entry.name in PROPOSED:
                sees, of_head = f"propose {line}", NO if head == MAY else head
            expected = {"TĐV": of_head, "CB": of_officer}.get(column) or of_office(sees, column)
            came = stage.outcome(column, expected, entry.method, path, body)
            assert came == expected, (entry.name, target, column)


def test_the_list_of_accounts(stage: Stage) -> None:
    for column in COLUMNS:
        expected = {"TĐV": MAY, "CB": HIDDEN}.get(column) or of_office("see accounts", column)
        assert stage.outcome(column, expected, "GET", "/accounts", None) == expected, column


def test_nobody_who_is_not_signed_in(stage: Stage) -> None:
    stage.api.asks = None
    for entry in (*COMMANDS, *QUERIES):
        path, body = filled(stage, entry, "own", stage.officer.account)
        answer = stage.api.send("GET", path) if body is None else stage.api.post(path, body)
        assert answer.status == 401, entry.name
        assert answer.headers["www-authenticate"] == "Bearer"


def test_who_may_do_it_nowhere_is_told_that_before_what_his_request_lacks(stage: Stage) -> None:
    entry: Command
    for entry in COMMANDS:
        if entry.name in (*OF_ACCOUNTS, *PROPOSED, *OF_OTHERS):
            continue
        office, unit = KINDS[entry.name]
        path, _ = filled(stage, entry, "own", stage.officer.account)
        for column in COLUMNS:
            if column in ("TĐV", "CB"):
                anywhere = MAY in {of_unit(unit, column, touch) for touch in TOUCHES}
            else:
                anywhere = of_office(office, column.strip("*")) == MAY
            stage.api.asks = stage.who[column]
            unknown, unread = stage.api.post(path, {"?": 1}), stage.api.send("POST", path, b"?")
            came = {unknown.status, unread.status}
            assert came == {422, 415} if anywhere else came <= {403, 404}, (entry.name, column, came)


def test_not_found_and_not_allowed_are_the_same_answer(stage: Stage) -> None:
    """What another unit has answers word for word as what is nowhere."""
    stage.api.asks = stage.who["TĐV"]
    nowhere = UUID(int=7)
    theirs: Callable[[str], UUID] = stage.touches.assignments.__getitem__
    for path in ("/assignments/{}", "/assignments/{}/receipt"):
        said = []
        for assignment in (theirs("của đơn vị khác"), nowhere):
            address = path.format(assignment)
            method = (
                stage.api.get if path.endswith("{}") else lambda p: stage.api.post(p, {"day": "2026-02-01"})
            )
            answer = method(address)
            said.append((answer.status, answer.raw.replace(str(assignment).encode(), b"")))
        assert said[0] == said[1]
        assert said[0][0] == 404
