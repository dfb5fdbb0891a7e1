"""Acts of the Office beside an assignment: each offered to whom the matrix grants it, when the stage makes sense."""

from collections.abc import Iterator
from datetime import date
from typing import Any
from uuid import UUID, uuid4

import msgspec
import pytest

from api.v1.commands import COMMANDS
from api.v1.reading import read_body
from api.v1.table import Command
from dashboard.address import Asked
from dashboard.markup import Markup
from dashboard.office_acts import acts, addition
from domain.access import Viewer
from domain.account import OF_A_UNIT, Role
from domain.permissions import ROLES
from domain.progress import Report
from domain.task import Leads
from projections import lists
from projections.lists import Filter
from tests.asking import api_of
from tests.looks import look, viewer
from tests.scene import JAN, STANDINGS, Scene, scene
from tests.world import UNIT
from tests.written_forms import Control, Form, forms_in

TODAY = date(2026, 2, 10)
OFFICE_ROLES = (Role.OFFICE_HEAD, Role.OFFICE_DEPUTY, Role.SPECIALIST)
NAMED = {command.path: command for command in COMMANDS}
ANSWERED = {"ask_for_more", "confirm_report", "confirm_completion", "propose_completion"}
RUNNING = {"extend", "hand_over", "remove", "suspend"}
SUBMITTED = {
    "extend": "extension",
    "hand_over": "hand_over",
    "remove": "removal",
    "suspend": "suspension",
    "resume": "resumption",
    "reopen": "reopening",
}


@pytest.fixture(scope="module")
def made(module_database: str) -> Iterator[Scene]:
    with scene(module_database) as made:
        made.world.register.ask_reassignment(
            UNIT, made.given["running"], day=JAN[9], reason="Không đúng việc"
        )
        made.world.engine.catch_up()
        yield made


def shown(made: Scene, assignment: UUID, who: Viewer, asked: Asked | None = None) -> Markup:
    seen = look(made.world, asked, who=who)
    with seen.reader.snapshot() as cursor:
        task = lists.task_of(cursor, seen.at, assignment)
        found, _ = lists.assignments(cursor, seen.at, Filter(task=task))
        [line] = [line for line in found if line.assignment == assignment]
        return acts(seen, cursor, line) or Markup()


def command_of(form: Form, subject: UUID) -> Command:
    return next(
        NAMED[path]
        for path in (form.path.replace(str(subject), f"{{{name}}}") for name in ("assignment", "task"))
        if path in NAMED
    )


def offered(made: Scene, standing: str, role: Role, **more: Any) -> dict[str, Form]:
    """The forms that stand there, by the names of their commands in the API."""
    given = made.given[standing]
    html = shown(made, given, viewer(role, **more))
    return {command_of(form, given).name: form for form in forms_in(html)}


def names(made: Scene, standing: str, role: Role) -> set[str]:
    return set(offered(made, standing, role))


@pytest.mark.parametrize("role", ROLES)
@pytest.mark.parametrize("standing", [s for s in STANDINGS if s != "draft"])
def test_what_is_offered_is_what_the_api_would_let_this_role_do(
    made: Scene, standing: str, role: Role
) -> None:
    unit = made.lead if role in OF_A_UNIT else None
    who = viewer(role, unit)
    found = offered(made, standing, role, unit=unit)
    assert not found or role in OFFICE_ROLES
    for name in found:
        command = next(c for c in COMMANDS if c.name == name)
        assert command.right
        assert who.may(command.right, command.needed), name


@pytest.mark.parametrize("role", OFFICE_ROLES)
def test_reports_are_answered_by_their_kind(made: Scene, role: Role) -> None:
    specialist = role is Role.SPECIALIST
    assert names(made, "reported", role) & ANSWERED == {"confirm_report", "ask_for_more"}
    completes = "propose_completion" if specialist else "confirm_completion"
    assert names(made, "claimed", role) & ANSWERED == {completes, "ask_for_more"}
    for standing in ("running", "confirmed", "completed", "removed", "corrected"):
        assert not names(made, standing, role) & ANSWERED, standing


@pytest.mark.parametrize(
    ("standing", "expected"),
    {
        "extended": RUNNING,
        "claimed": RUNNING,
        "running": RUNNING | {"decline_reassignment"},
        "undated": RUNNING - {"extend"} | {"set_deadline"},
        "suspended": RUNNING - {"suspend"} | {"resume"},
        "completed": {"reopen"},
        "removed": set(),
    }.items(),
)
@pytest.mark.parametrize("role", [Role.OFFICE_HEAD, Role.SPECIALIST])
def test_decisions_make_sense_at_the_stage(
    made: Scene, standing: str, expected: set[str], role: Role
) -> None:
    found = names(made, standing, role) - ANSWERED
    head = {name for name in found if name.startswith(("correct_", "leave_out"))}
    proposed = {"submit_leaving_out", "submit_deadline_correction", "submit_completion_correction"} & found
    assert found - head - proposed - {"send_report"} == expected
    assert bool(head) == (role is Role.OFFICE_HEAD)
    assert bool(proposed) == (role is Role.SPECIALIST)
    open_there = standing not in ("completed", "removed")
    assert ("send_report" in found) == (role is Role.SPECIALIST and open_there)


def test_a_deputy_head_finds_the_decisions_to_submit_them(made: Scene) -> None:
    for standing, direct in (("extended", RUNNING), ("suspended", {"resume"}), ("completed", {"reopen"})):
        found = names(made, standing, Role.OFFICE_DEPUTY)
        assert {f"submit_{SUBMITTED[name]}" for name in direct} <= found
        assert not found & {*SUBMITTED, "set_deadline"}


def test_nobody_is_offered_what_he_sent_himself(made: Scene) -> None:
    who = viewer(Role.SPECIALIST)
    given = made.give("running")
    made.world.register.send_report(
        msgspec.structs.replace(UNIT, account=str(who.account)),
        given,
        Report(as_of=TODAY, results="Đã làm"),
        day=TODAY,
        typed_in=True,
    )
    made.world.engine.catch_up()
    another = msgspec.structs.replace(who, account=UUID(int=2))
    mine = {command_of(form, given).name for form in forms_in(shown(made, given, who))}
    others = {command_of(form, given).name for form in forms_in(shown(made, given, another))}
    assert not mine & ANSWERED
    assert others & ANSWERED == {"confirm_report", "ask_for_more"}


@pytest.mark.parametrize("role", [Role.OFFICE_DEPUTY, Role.SPECIALIST])
def test_outside_his_own_field_nothing_is_offered(made: Scene, role: Role) -> None:
    assert offered(made, "claimed", role, units=(made.lead,))
    assert not offered(made, "claimed", role, units=(made.other,))


def test_on_a_past_day_nothing_is_offered(made: Scene) -> None:
    for role in OFFICE_ROLES:
        assert not shown(made, made.given["claimed"], viewer(role), Asked(day=date(2026, 2, 10)))


@pytest.mark.parametrize("standing", [s for s in STANDINGS if s != "draft"])
@pytest.mark.parametrize("role", OFFICE_ROLES)
def test_every_form_filled_in_is_a_body_that_its_command_reads(
    made: Scene, standing: str, role: Role
) -> None:
    given = made.given[standing]
    version = len(list(made.world.register.events.get(given)))
    for form in forms_in(shown(made, given, viewer(role))):
        command = command_of(form, given)
        body = form.body({c.name: typed(c) for c in form.controls if typed(c)})
        read_body(command.body, msgspec.json.encode(body))
        assert form.version == version


def test_a_unit_is_added_to_what_was_given_to_a_group(made: Scene) -> None:
    for role in ROLES:
        seen = look(made.world, who=viewer(role, made.lead if role in OF_A_UNIT else None))
        with seen.reader.snapshot() as cursor:
            html = addition(seen, cursor, made.group, Leads.EACH)
            assert addition(seen, cursor, made.task, Leads.SINGLE) is None
        assert bool(html) == (role in (Role.OFFICE_HEAD, Role.OFFICE_DEPUTY)), role
        for form in forms_in(html or ""):
            assert command_of(form, made.group).name == "add_lead"
            read_body(
                NAMED["/tasks/{task}/additions"].body,
                msgspec.json.encode(form.body({"lead": str(made.other)})),
            )


def test_a_correction_names_entries_of_the_history_that_can_be_corrected_so(made: Scene) -> None:
    found = offered(made, "completed", Role.OFFICE_HEAD)
    options = {
        name: next(c.options for c in f.controls if c.name in ("target", "targets"))
        for name, f in found.items()
        if name in ("correct_deadline", "correct_completion", "leave_out")
    }
    assert options == {"correct_deadline": ["2"], "correct_completion": ["4"], "leave_out": ["3", "4"]}
    assert "mục 4: Xác nhận hoàn thành" in found["correct_completion"].words


def test_a_deadline_is_given_by_its_day_or_in_words(made: Scene) -> None:
    given = made.give("undated")
    made.world.engine.catch_up()
    with api_of(made.world) as api:
        who = api.asks = api.account(Role.SPECIALIST)

        def post(name: str, typed: dict[str, Any]) -> Any:
            made.world.engine.catch_up()
            forms = {command_of(form, given).name: form for form in forms_in(shown(made, given, who))}
            form = forms[name]
            key = uuid4().hex
            return api.post(form.path, form.body(typed), Idempotency_Key=key, If_Match=f'"{form.version}"')

        doubted = post("set_deadline", {"deadline.words": "khi có hướng dẫn của Trung ương"})
        assert (doubted.status, doubted.body["field"]) == (422, "deadline.day")
        assert post("set_deadline", {"deadline.words": "trước ngày 10/3/2026"}).status == 200
        without = post("extend", {"deadline.day": "2026-04-30", "reason": "Chờ hướng dẫn"})
        assert without.body["detail"].startswith(
            "Chưa ghi nhận được gia hạn: thiếu số, ngày văn bản đồng ý của Ban Thường vụ Tỉnh ủy (cấp giao)."
        )
        paper = {"paper.number": "217-TB/TU", "paper.day": "2026-02-10", "reason": "Chờ hướng dẫn"}
        assert post("extend", {**paper, "deadline.words": "trong quý II/2026"}).status == 200
        made.world.engine.catch_up()
    seen = look(made.world, who=who)
    with seen.reader.snapshot() as cursor:
        found, _ = lists.assignments(cursor, seen.at, Filter(task=lists.task_of(cursor, seen.at, given)))
    days = [(line.original, line.deadline, line.extensions) for line in found]
    assert days == [(date(2026, 3, 9), date(2026, 6, 30), 1)]


def typed(control: Control) -> Any:
    """Something that fits the control, where nothing is in it yet."""
    if control.value or control.kind in ("hidden", "checkbox", "file"):
        return None
    if control.kind == "date":
        return TODAY.isoformat()
    if control.kind == "select":
        option = next(option for option in control.options if option)
        return [int(option)] if control.type == "numbers" else option
    return 60 if control.type == "number" else "Nội dung"
