"""The page of one task: what each role reads there, and which acts it is offered."""

from collections.abc import Iterator
from datetime import date
from typing import Any
from uuid import UUID

import msgspec
import pytest

from dashboard.address import Asked
from dashboard.look import Look
from dashboard.pages.task import task
from domain.access import Viewer
from domain.account import Role
from domain.assignment_facts import Deadline
from domain.errors import NotFound
from domain.exchange import Delegated
from domain.paper import FileRef, Paper
from domain.progress import Report
from projections import lists
from tests.looks import beside, viewer
from tests.read_pages import html_of, words
from tests.unit_people import TODAY, People, people
from tests.world import HEAD, UNIT, ground

FILE = FileRef(UUID(int=7), "Báo cáo <ký số>.pdf")
NAMES = {"dv": "đồng chí Lê Thị Na (Chánh Văn phòng Đảng ủy)", "cvp": "đồng chí Trần Văn Ba"}


class Story(msgspec.Struct):
    """``task`` was given to ``People.unit``, which gave it on, reported twice and was asked for more."""

    people: People
    task: UUID
    many: UUID
    first: int
    second: int

    def page(self, who: Viewer, asked: Asked | None = None, task_id: UUID | None = None) -> Any:
        world = self.people.world
        world.engine.catch_up()
        kept = beside(world, lambda ids: {a: NAMES[a] for a in ids if a in NAMES})
        path = f"/nhiem-vu/{task_id or self.task}"
        return task(Look(world.reader, who, asked or Asked(), path, kept), task_id or self.task)


@pytest.fixture(scope="module")
def told(module_database: str) -> Iterator[Story]:
    with people(module_database) as given:
        world, a = given.world, given.assignment
        do = world.register
        do.receive(UNIT, a, day=TODAY)
        do.delegate(HEAD, a, executing=given.below, day=TODAY, inner_day=date(2026, 3, 20), text="Dự thảo")
        report = Report(
            as_of=TODAY,
            results="Đã lấy ý kiến\ncác cơ quan",
            percent=40,
            paper=Paper("12-BC/ĐU", TODAY, "Nguyễn Văn Sáu"),
            files=(FILE,),
        )
        first = do.send_report(UNIT, a, report, day=TODAY).answer["version"]
        do.ask_for_more(HEAD, a, day=TODAY, report=first, reason="Thiếu số liệu cấp xã")
        claim = Report(as_of=TODAY, results="Đã ban hành", product=Paper("5-KH/UBND", TODAY), claim=True)
        second = do.send_report(UNIT, a, claim, day=TODAY).answer["version"]
        do.extend(
            HEAD, a, deadline=Deadline("", date(2026, 4, 30), "day"), ground=ground(TODAY, "Chờ hướng dẫn")
        )
        do.give_opinion(UNIT, a, unit=given.helping, text="Thống nhất với dự thảo", day=TODAY)
        of = world.query(lists.task_of, world.reader.reviewed(TODAY), a)
        document = world.resolution("9-NQ/TU")
        each = world.task(document, [given.unit, given.below, given.helping], text="Giao đồng loạt")
        many = world.query(lists.task_of, world.reader.reviewed(TODAY), each[0])
        yield Story(people=given, task=of, many=many, first=first, second=second)


def test_the_office_reads_the_words_the_deadlines_the_reports_and_who_did_what(told: Story) -> None:
    said = words(told.page(viewer(Role.SPECIALIST)))
    assert "Xây dựng đề án" in said
    assert "Hạn gốc 31/3/2026, trong hạn" in said
    assert "Hạn điều chỉnh 30/4/2026, trong hạn (gia hạn lần 01)" in said
    assert "Sở Tài chính, hạn nội bộ 20/3/2026" in said
    assert f"Báo cáo ngày 10/02/2026 (mục {told.first}): Đã bổ sung bằng báo cáo sau" in said
    assert "đồng chí Trần Văn Ba: Thiếu số liệu cấp xã" in said
    assert "12-BC/ĐU ngày 10/02/2026, Nguyễn Văn Sáu" in said
    assert "40%" in said
    assert f"Đề nghị xác nhận hoàn thành ngày 10/02/2026 (mục {told.second}): Đã gửi, chờ xác nhận" in said
    assert "Ban Tổ chức, ngày 10/02/2026" in said
    assert "Thống nhất với dự thảo" in said
    assert "đồng chí Lê Thị Na (Chánh Văn phòng Đảng ủy)" in said


def test_a_file_is_fetched_by_its_id_and_its_name_is_only_text(told: Story) -> None:
    html = html_of(told.page(viewer(Role.STANDING)))
    assert f'href="/api/v1/files/{FILE.id}"' in html
    assert "Báo cáo &lt;ký số&gt;.pdf" in html
    assert "<ký" not in html


def test_the_units_people_read_their_own_part_and_nothing_of_the_office(told: Story) -> None:
    given = told.people
    given.world.register.propose_completion(
        HEAD, given.assignment, day=TODAY, claim=told.second, note="Đủ hồ sơ"
    )
    said = words(told.page(given.head))
    assert "Đã lấy ý kiến" in said
    assert "Đủ hồ sơ" not in said
    assert "Đủ hồ sơ" in words(told.page(viewer(Role.OFFICE_HEAD)))
    own = words(told.page(given.head, task_id=told.many))
    assert "Đảng ủy UBND" in own
    assert "Sở Tài chính" in own  # stands under it
    assert "Ban Tổ chức" not in own
    assert words(told.page(viewer(Role.UNIT_HEAD, given.below), task_id=told.many)).count("Đảng ủy UBND") == 0


def test_who_co_ordinates_reads_the_deadline_and_confirmed_reports_only(told: Story) -> None:
    given = told.people
    said = words(told.page(given.helper))
    assert "Hạn hoàn thành 30/4/2026" in said
    assert "Thống nhất với dự thảo" in said
    for hidden in ("Đã lấy ý kiến", "Thiếu số liệu", "quá hạn", "trong hạn", "Dự thảo", "12-BC/ĐU"):
        assert hidden not in said


def test_others_find_nothing(told: Story) -> None:
    with pytest.raises(NotFound):
        told.page(told.people.stranger)
    with pytest.raises(NotFound):
        told.page(told.people.head, Asked(assignment=UUID(int=3)))
    with pytest.raises(NotFound):
        told.page(told.people.head, task_id=UUID(int=3))


@pytest.mark.parametrize(
    ("who", "offered", "not_offered"),
    [
        ("head", ("/bao-cao/", "/plans", "/claims/withdrawal", "/reassignment"), ("/receipt", "/opinions")),
        ("officer", ("/bao-cao/",), ("/plans", "/claims/withdrawal", "/reassignment", "/opinions")),
        ("under", ("/bao-cao/",), ("/plans", "/receipt", "/claims/withdrawal", "/reassignment")),
        ("helper", ("/opinions",), ("/bao-cao/", "/plans", "/receipt", "/reassignment")),
    ],
)
def test_each_is_offered_his_own_acts(
    told: Story, who: str, offered: tuple[str, ...], not_offered: tuple[str, ...]
) -> None:
    html = html_of(told.page(getattr(told.people, who)))
    assert [act for act in offered if act not in html] == []
    assert [act for act in not_offered if act in html] == []


def test_an_inner_day_is_asked_for_no_later_than_the_deadline(told: Story) -> None:
    assert "Không muộn hơn hạn 30/4/2026" in words(told.page(told.people.head))


def test_what_is_not_received_is_received_by_one_tap(told: Story) -> None:
    given = told.people
    fresh = given.task(given.unit)
    of = given.world.query(lists.task_of, given.world.reader.reviewed(TODAY), fresh)
    for who in (given.head, given.officer):
        assert f'data-api="/api/v1/assignments/{fresh}/receipt"' in html_of(told.page(who, task_id=of))
    assert "/receipt" not in html_of(told.page(viewer(Role.INSPECTION), task_id=of))


def test_on_a_past_day_nothing_is_offered(told: Story) -> None:
    given = told.people
    given.world.on(date(2026, 2, 12))
    then = told.page(given.head, Asked(day=TODAY))
    assert "data-api" not in html_of(then)
    assert "/bao-cao/" not in html_of(then)
    assert "Đang xem số liệu đã báo cáo ngày 10/02/2026" in words(then)


def test_the_inspector_reads_all_and_is_offered_nothing(told: Story) -> None:
    page = told.page(viewer(Role.INSPECTION))
    assert "data-api" not in html_of(page)
    assert "Đã lấy ý kiến" in words(page)


def test_what_was_corrected_is_struck_through(told: Story) -> None:
    given = told.people
    wrong = given.task(given.unit, text="Ghi nhầm")
    facts = given.world.register.delegate(HEAD, wrong, executing=given.below, day=TODAY, text="nhầm")
    given.world.register.leave_out(HEAD, wrong, targets=(facts.answer["version"],), reason="Nhầm đơn vị")
    of = given.world.query(lists.task_of, given.world.reader.reviewed(TODAY), wrong)
    html = html_of(told.page(given.head, task_id=of))
    assert html.count('class="corrected"') == 1
    assert "đã được đính chính" in html
    assert Delegated.TOPIC not in html


def test_of_many_assignments_one_is_chosen_by_the_address(told: Story) -> None:
    specialist = viewer(Role.SPECIALIST)
    page = told.page(specialist, task_id=told.many)
    assert 'class="card detail"' not in html_of(page)
    lines, _ = told.people.world.query(
        lists.assignments, told.people.world.reader.reviewed(TODAY), lists.Filter(task=told.many)
    )
    for line in lines:
        chosen = html_of(told.page(specialist, Asked(assignment=line.assignment), task_id=told.many))
        assert f"<h2>{line.lead}</h2>" in chosen
        assert chosen.count('aria-current="true"') == 1
