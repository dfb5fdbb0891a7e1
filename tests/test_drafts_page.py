"""Dự kiến giao, and entering by hand: what each role is offered, and what a draft says before it is given."""

import re
from datetime import date
from uuid import UUID

import pytest

from dashboard.address import DOCUMENT, DRAFT, DRAFTS, NEW_DOCUMENT, NEW_TASK, Asked
from dashboard.pages.draft import draft
from dashboard.pages.drafts import drafts
from dashboard.pages.new_document import new_document
from dashboard.pages.new_task import new_task
from domain.access import Viewer
from domain.account import Role
from domain.app.tasks import Choice, NewTask
from domain.assignment_facts import Deadline
from domain.errors import NotFound
from domain.paper import Authority
from domain.resolution import Content
from domain.task import DocumentBasis, Leads, Phase
from tests.looks import look, viewer
from tests.world import HEAD, OFFICE, World

DAY = date(2026, 2, 3)


@pytest.fixture
def world(fresh: World) -> World:
    return fresh.on(DAY)


class Office:
    """A signed document and a draft of one, with a task in each state."""

    def __init__(self, world: World) -> None:
        self.world = world
        self.unit, self.other = world.units("Sở Tài chính", "Sở Nội vụ", group=5)
        self.signed = world.resolution("5-NQ/TU", date(2026, 1, 5))
        head = Content("", DAY, "NQ", "Về chuyển đổi số", Authority.STANDING_BOARD, "XVIII")
        self.unsigned = UUID(world.register.record_resolution(OFFICE, head).answer["resolution"])
        self.tasks = {
            Phase.UNCHOSEN: self.task(self.signed, "Việc chưa chọn", chosen=False),
            Phase.PROPOSED: self.task(self.signed, "Việc chờ duyệt"),
            Phase.RETURNED: self.task(self.signed, "Việc trả lại"),
            Phase.APPROVED: self.task(self.unsigned, "Việc đã duyệt"),
        }
        world.register.return_tasks(HEAD, [self.tasks[Phase.RETURNED]], reason="Chưa rõ sản phẩm")
        world.register.approve_tasks(HEAD, [self.tasks[Phase.APPROVED]])
        world.engine.catch_up()

    def task(self, document: UUID, text: str, *, chosen: bool = True) -> UUID:
        new = NewTask(
            text=text,
            deadline=Deadline("trước ngày 10/3/2026", date(2026, 3, 9), "before"),
            authority=Authority.STANDING_BOARD,
            coordinating=(self.other,),
            choice=Choice(Leads.SINGLE, (self.unit,)) if chosen else None,
        )
        made = self.world.register.draft_task(OFFICE, new, (DocumentBasis(document, "mục 2"),))
        return UUID(made.answer["task"])


@pytest.fixture
def office(world: World) -> Office:
    return Office(world)


def shown(office: Office, who: Viewer, **asked: object) -> str:
    return str(drafts(look(office.world, Asked(**asked), DRAFTS, who)).content[0].html)


def commands(html: str) -> set[str]:
    """The acts that a page offers."""
    found = re.findall(r'data-api="/api/v1([^"]*)"', html)
    return {re.sub(r"[0-9a-f-]{36}", "…", path) for path in found}


def texts(html: str) -> set[str]:
    return set(re.findall(r"Việc [^<]+(?=<)", html))


def test_drafts_are_found_by_their_state_and_their_document(office: Office) -> None:
    who = viewer(Role.SPECIALIST)
    assert len(texts(shown(office, who))) == 4
    for phase, words in zip(office.tasks, ("chưa chọn", "chờ duyệt", "trả lại", "đã duyệt"), strict=True):
        assert texts(shown(office, who, phase=phase)) == {f"Việc {words}"}
    assert texts(shown(office, who, document=office.unsigned)) == {"Việc đã duyệt"}
    assert "Lý do: Chưa rõ sản phẩm" in shown(office, who, phase=Phase.RETURNED)
    assert "Không có dự kiến nào" in shown(office, who, document=office.unsigned, phase=Phase.RETURNED)


def test_of_a_document_that_waits_for_nothing_one_is_sent_to_its_page(office: Office) -> None:
    given = office.world.resolution("6-NQ/TU", date(2026, 1, 5))
    office.world.task(given, [office.unit])
    office.world.engine.catch_up()
    said = shown(office, viewer(Role.SPECIALIST), document=given)
    assert "Văn bản này không có nhiệm vụ nào chờ giao" in said
    assert f'href="{DOCUMENT}{given}"' in said


@pytest.mark.parametrize(
    ("role", "offered"),
    [
        (Role.SPECIALIST, set()),
        (Role.OFFICE_HEAD, {"/tasks/approval", "/tasks/return"}),
        (Role.OFFICE_DEPUTY, {"/tasks/approval", "/tasks/return"}),
        (Role.CLERK, {"/tasks/issue"}),
        (Role.STANDING, set()),
        (Role.INSPECTION, set()),
    ],
)
def test_each_role_is_offered_what_it_may_do(office: Office, role: Role, offered: set[str]) -> None:
    html = shown(office, viewer(role))
    assert commands(html) == offered
    assert ("data-task" in html) == bool(offered)
    edits = role in (Role.SPECIALIST, Role.OFFICE_HEAD, Role.OFFICE_DEPUTY)
    assert (f'href="{DRAFT}' in html) == edits


@pytest.mark.parametrize("role", [Role.CLERK, Role.SPECIALIST])
def test_a_document_without_a_number_is_given_it_where_its_tasks_wait(office: Office, role: Role) -> None:
    who = viewer(role)
    assert "/documents/…/number" in commands(shown(office, who, document=office.unsigned))
    assert "/documents/…/number" not in commands(shown(office, who, document=office.signed))
    assert "/documents/…/number" not in commands(
        shown(office, viewer(Role.STANDING), document=office.unsigned)
    )


def test_nothing_is_done_on_a_past_day(office: Office) -> None:
    office.world.on(date(2026, 2, 10))
    for role in (Role.OFFICE_HEAD, Role.CLERK, Role.SPECIALIST):
        assert commands(shown(office, viewer(role), day=date(2026, 2, 5))) == set()


def test_a_draft_is_put_right_with_all_that_it_says(office: Office) -> None:
    path = f"{DRAFT}{office.tasks[Phase.PROPOSED]}"
    html = str(
        draft(look(office.world, None, path, viewer(Role.SPECIALIST)), office.tasks[Phase.PROPOSED])
        .content[0]
        .html
    )
    assert commands(html) == {"/tasks/…/draft", "/tasks/…/drop"}
    assert 'data-version="2"' in html
    for name, value in (
        ("choice.leads.0", str(office.unit)),
        ("coordinating.0", str(office.other)),
        ("deadline.words", "trước ngày 10/3/2026"),
        ("deadline.day", "2026-03-09"),
    ):
        assert re.search(rf'name="{re.escape(name)}"[^>]*value="{value}"', html), name


def test_what_was_given_is_no_draft_any_more(office: Office) -> None:
    [assignment] = office.world.task(office.signed, [office.unit])
    [(task,)] = office.world.rows(
        "SELECT DISTINCT task_id FROM assignments WHERE assignment_id = %s", assignment
    )
    for gone in (task, UUID(int=7)):
        with pytest.raises(NotFound):
            draft(look(office.world, None, f"{DRAFT}{gone}", viewer(Role.SPECIALIST)), gone)


def test_a_task_is_entered_on_its_document_or_on_a_spoken_opinion(office: Office) -> None:
    who = viewer(Role.SPECIALIST)
    of = new_task(look(office.world, Asked(document=office.signed), NEW_TASK, who)).content[0].html
    assert commands(of) == {"/annexes/text", "/tasks"}
    assert f'name="bases.0.document" value="{office.signed}"' in of
    assert "Căn cứ: 05-NQ/TU ngày 05/01/2026" in of
    any_ = new_task(look(office.world, None, NEW_TASK, who)).content[0].html
    assert {"bases.0.document", "bases.0.who", "bases.0.day"} <= set(re.findall(r'name="([^"]*)"', any_))


def test_a_document_is_recorded_by_hand(office: Office) -> None:
    html = new_document(look(office.world, None, NEW_DOCUMENT, viewer(Role.CLERK))).content[0].html
    assert commands(html) == {"/documents"}
    assert {"number", "day", "kind", "issuer", "series", "title", "override"} == set(
        re.findall(r'name="([^"]*)"', html)
    )


def test_the_term_is_that_of_the_last_document_of_the_province(office: Office) -> None:
    world = office.world
    for number, day, issuer, term in (
        ("45-KL/TU", date(2026, 1, 6), Authority.STANDING_BOARD, "XIX"),
        ("58-NQ/TW", date(2026, 1, 7), Authority.CENTRE, "XIV"),
        ("12/KH-UBND", date(2026, 1, 8), Authority.COMMITTEE, ""),
    ):
        world.register.record_resolution(OFFICE, Content(number, day, "", "Thử", issuer, term))
    world.engine.catch_up()
    html = new_document(look(world, None, NEW_DOCUMENT, viewer(Role.CLERK))).content[0].html
    assert re.search(r'name="series"[^>]* value="XIX"', html)


@pytest.mark.parametrize(
    ("role", "on"),
    [(Role.CLERK, "/van-ban/{resolution}"), (Role.SPECIALIST, "/nhap-nhiem-vu?van-ban={resolution}")],
)
def test_from_a_new_document_each_goes_on_to_a_page_of_his(office: Office, role: Role, on: str) -> None:
    html = new_document(look(office.world, None, NEW_DOCUMENT, viewer(role))).content[0].html
    assert f'data-then="{on}"' in html
