"""Documents from draft to end: numbered, linked, amended, replaced, concluded; in order of days, never in a circle."""

from datetime import date
from typing import Any
from uuid import UUID

import pytest

from domain.app.tasks import AnnexTask, Choice
from domain.errors import NotFound, Refused
from domain.paper import Paper
from domain.resolution import Relation
from domain.task import DocumentBasis, Leads
from projections import counts, story
from projections.document_story import of_document
from projections.lineage import State, left_open, lineage
from projections.moment import as_reported, as_reviewed
from tests.documents_kit import card, head, link, recorded
from tests.scene import JAN, PAPER, new_task
from tests.world import OFFICE, World

IMPLEMENTS, AMENDS, SUPERSEDES = Relation


@pytest.fixture
def world(fresh: World) -> World:
    return fresh.on(date(2026, 2, 10))


def refused(world: World, says: str, act: Any, *args: Any, **more: Any) -> None:
    before = world.log.head()
    with pytest.raises(Refused, match=says):
        act(*args, **more)
    assert world.log.head() == before


def state(world: World, document: UUID, day: date) -> str:
    return card(world, document, day).state_words


def rebuilt(world: World) -> None:
    """The views are what a rebuild makes of the log."""
    sql = "SELECT t::text FROM {} t ORDER BY 1"
    tables = ("documents", "document_links", "tasks", "assignments")
    live = [world.rows(sql.format(table)) for table in tables]
    world.engine.rebuild()
    assert [world.rows(sql.format(table)) for table in tables] == live


def test_a_draft_gets_its_number_when_it_is_signed(world: World) -> None:
    do, [unit] = world.register, world.units("Xã Tam Sơn")
    draft = recorded(world)
    assert card(world, draft, drafts=True).called == "Dự thảo nghị quyết (chưa có số)"
    with pytest.raises(NotFound):
        card(world, draft)
    new = new_task(choice=Choice(Leads.SINGLE, (unit,)))
    task = UUID(do.draft_task(OFFICE, new, (DocumentBasis(draft),)).answer["task"])
    do.approve_tasks(OFFICE, [task])
    refused(world, "ghi số, ngày văn bản trước", do.issue, OFFICE, [task])
    at = as_reviewed(world.log, world.today())
    assert world.query(story.head_of, at, task).document_number == "Dự thảo nghị quyết (chưa có số)"
    do.number_resolution(OFFICE, draft, number="Số: 12 - NQ/TU", day=JAN[5])
    assert card(world, draft).called == "12-NQ/TU"
    do.issue(OFFICE, [task])
    assert world.rows("SELECT from_day FROM assignment_timeline") == [(JAN[5],)]
    refused(
        world, "Văn bản đã có số 12-NQ/TU", do.number_resolution, OFFICE, draft, number="13-NQ/TU", day=JAN[5]
    )
    rebuilt(world)


def test_a_number_is_given_once_and_suits_its_document(world: World) -> None:
    do = world.register
    recorded(world, "12-NQ/TU")
    draft = recorded(world, series="")
    give = do.number_resolution
    refused(
        world,
        "đã ghi nhận cho văn bản 12-NQ/TU",
        give,
        OFFICE,
        draft,
        number="12-NQ/TU",
        day=JAN[5],
        series="XVIII",
    )
    refused(world, "đề nghị nhập nhiệm kỳ", give, OFFICE, draft, number="13-NQ/TU", day=JAN[5])
    refused(world, "Đề nghị nhập số", give, OFFICE, draft, number=" ", day=JAN[5])
    refused(
        world,
        "muộn hơn hôm nay",
        give,
        OFFICE,
        draft,
        number="13-NQ/TU",
        day=date(2026, 2, 11),
        series="XVIII",
    )
    refused(
        world, "Dự thảo là nghị quyết, số, ký hiệu 13-KL/TU là của kết luận",
        give, OFFICE, draft, number="13-KL/TU", day=JAN[5], series="XVIII",
    )  # fmt: skip
    give(OFFICE, draft, number="12-NQ/TU", day=JAN[5], series="XVIII", override=True)
    refused(world, "Đề nghị nhập số", do.restate_resolution, OFFICE, draft, head(), reason="Nhầm")


def test_a_draft_is_put_right_without_a_number_and_named_by_its_kind(world: World) -> None:
    do = world.register
    refused(world, "Chưa nhận ra loại văn bản “thư”", do.record_resolution, OFFICE, head(kind="thư"))
    draft = recorded(world, kind="chương trình")
    assert card(world, draft, drafts=True).kind == "CTr"
    refused(
        world, "Ghi số, ngày văn bản", do.restate_resolution, OFFICE, draft, head("1-CTr/TU"), reason="Nhầm"
    )
    do.restate_resolution(OFFICE, draft, head(kind="KH", title="Tên khác"), reason="Nhầm loại")
    assert card(world, draft, drafts=True).called == "Dự thảo kế hoạch (chưa có số)"


def test_an_annex_without_a_number_goes_into_the_draft_that_is_named(world: World) -> None:
    do = world.register
    rows = [AnnexTask("1", new_task(number="1")), AnnexTask("2", new_task(number="2"))]
    first = do.take_annex(OFFICE, head(), rows[:1]).answer
    draft = UUID(first["resolution"])
    again = do.take_annex(OFFICE, head(), rows, resolution=draft).answer
    assert (again["resolution"], again["added"], again["unchanged"]) == (first["resolution"], 1, 1)
    assert do.take_annex(OFFICE, head(), rows).answer["resolution"] != first["resolution"]
    refused(
        world,
        "kiểm tra lại số, ngày, cấp giao",
        do.take_annex,
        OFFICE,
        head("7-NQ/TU"),
        rows,
        resolution=draft,
    )
    do.number_resolution(OFFICE, draft, number="7-NQ/TU", day=JAN[0])
    assert do.take_annex(OFFICE, head("7-NQ/TU"), rows).answer["unchanged"] == 2


def line(world: World) -> list[UUID]:
    """Four documents, each carrying out the one before."""
    numbers = ("57-NQ/TW", "03/NQ-CP", "113-CTr/TU", "726/KH-UBND")
    made = [recorded(world, number, JAN[n * 5]) for n, number in enumerate(numbers)]
    for source, to in zip(made[1:], made, strict=False):
        link(world, source, to)
    return made


def test_lineage_is_followed_up_and_down(world: World) -> None:
    made = line(world)
    other = recorded(world, "4-KH/TU", JAN[20], kind="KH")
    link(world, other, made[1])
    at = as_reviewed(world.log, JAN[30])
    kin = world.query(lineage, at, made[1])
    assert [k.called for k in kin.up] == ["57-NQ/TW"]
    assert [(k.called, k.generation) for k in kin.down] == [
        ("113-CTr/TU", 1),
        ("04-KH/TU", 1),
        ("726/KH-UBND", 2),
    ]
    assert (kin.down[2].via, kin.down[2].relation) == (made[2], IMPLEMENTS)
    earlier = world.query(lineage, as_reviewed(world.log, JAN[12]), made[0])
    assert [k.called for k in earlier.down] == ["03/NQ-CP", "113-CTr/TU"]
    assert world.query(lineage, as_reported(world.log, JAN[30]), made[0]).down == []
    rebuilt(world)


def test_who_carries_out_is_not_older_and_nobody_carries_out_himself(world: World) -> None:
    made = line(world)
    refused(world, "không thể cụ thể hóa văn bản ra sau: 726/KH-UBND", link, world, made[0], made[3])
    same_day = [recorded(world, number) for number in ("1-KH/TU", "2-KH/TU", "3-KH/TU")]
    link(world, same_day[1], same_day[0])
    link(world, same_day[2], same_day[1], AMENDS)
    for source, to in ((0, 2), (0, 1), (0, 0)):
        refused(world, "không thể căn cứ lẫn nhau", link, world, same_day[source], same_day[to])
    refused(world, "Đã ghi nhận 02-KH/TU cụ thể hóa 01-KH/TU", link, world, same_day[1], same_day[0])
    refused(world, "sớm hơn ngày của 03-KH/TU", link, world, same_day[2], same_day[0], since=date(2025, 1, 1))
    with pytest.raises(NotFound):
        link(world, same_day[0], UUID(int=9))


def test_a_day_put_right_has_to_suit_what_the_document_carries_out(world: World) -> None:
    do, upper = world.register, recorded(world, "5-NQ/TU", JAN[9])
    draft = recorded(world, kind="KH", day=JAN[0])
    link(world, draft, upper)
    refused(
        world, "văn bản ra sau: 05-NQ/TU", do.number_resolution, OFFICE, draft, number="6-KH/TU", day=JAN[8]
    )
    do.number_resolution(OFFICE, draft, number="6-KH/TU", day=JAN[9])
    wrong = head("6-KH/TU", JAN[3])
    refused(world, "văn bản ra sau: 05-NQ/TU", do.restate_resolution, OFFICE, draft, wrong, reason="Nhầm")
    unsigned = recorded(world)
    later = recorded(world, "9-KH/TU", JAN[20])
    refused(world, "ghi số, ngày văn bản trước", link, world, later, unsigned)


def test_a_draft_replaces_nothing_until_it_is_signed(world: World) -> None:
    old, draft = recorded(world, "5-NQ/TU"), recorded(world)
    link(world, draft, old, SUPERSEDES)
    assert state(world, old, JAN[30]) == "còn hiệu lực"
    assert card(world, old).down == []
    assert [k.called for k in card(world, old, drafts=True).down] == ["Dự thảo nghị quyết (chưa có số)"]
    world.register.number_resolution(OFFICE, draft, number="6-NQ/TU", day=JAN[9])
    assert state(world, old, JAN[8]) == "còn hiệu lực"
    assert state(world, old, JAN[9]) == "đã được thay thế bởi 06-NQ/TU từ ngày 10/01/2026"


def test_the_state_of_a_document_on_a_day(world: World) -> None:
    do = world.register
    old = recorded(world, "5-NQ/TU")
    amending, replacing = recorded(world, "6-NQ/TU", JAN[4]), recorded(world, "7-NQ/TU", JAN[9])
    link(world, amending, old, AMENDS)
    link(world, replacing, old, SUPERSEDES, since=JAN[14])
    do.conclude_resolution(OFFICE, old, day=JAN[20], reason="Hết nhiệm vụ", paper=PAPER)
    assert [state(world, old, day) for day in (JAN[3], JAN[4], JAN[14], JAN[20])] == [
        "còn hiệu lực",
        "còn hiệu lực, được sửa đổi, bổ sung bởi 06-NQ/TU từ ngày 05/01/2026",
        "đã được thay thế bởi 07-NQ/TU từ ngày 15/01/2026",
        "đã kết thúc hiệu lực từ ngày 21/01/2026",
    ]
    refused(
        world,
        "đã kết thúc hiệu lực từ ngày",
        do.conclude_resolution,
        OFFICE,
        old,
        day=JAN[21],
        reason="Nữa",
        paper=PAPER,
    )
    do.withdraw_conclusion(OFFICE, old, reason="Nhầm")
    refused(world, "chưa kết thúc", do.withdraw_conclusion, OFFICE, old, reason="Nhầm")
    do.unlink_resolutions(OFFICE, replacing, relation=SUPERSEDES, to=old, reason="Nhầm văn bản")
    refused(
        world,
        "Không có quan hệ",
        do.unlink_resolutions,
        OFFICE,
        replacing,
        relation=SUPERSEDES,
        to=old,
        reason="Nữa",
    )
    assert state(world, old, JAN[30]).startswith("còn hiệu lực, được sửa đổi")
    rebuilt(world)


def test_an_end_names_what_decided_it(world: World) -> None:
    do, old, draft = world.register, recorded(world, "5-NQ/TU", JAN[4]), recorded(world)
    end = do.conclude_resolution
    refused(world, "văn bản quyết định", end, OFFICE, old, day=JAN[9], reason="Hết")
    refused(
        world, "văn bản quyết định", end, OFFICE, old, day=JAN[9], reason="Hết", paper=PAPER, document=old
    )
    refused(world, "lý do kết thúc", end, OFFICE, old, day=JAN[9], reason=" ", paper=PAPER)
    refused(world, "sớm hơn ngày văn bản", end, OFFICE, old, day=JAN[3], reason="Hết", paper=PAPER)
    coming = Paper("9-TB/TU", date(2026, 2, 11))
    refused(world, "muộn hơn hôm nay", end, OFFICE, old, day=JAN[9], reason="Hết", paper=coming)
    refused(world, "ghi số, ngày văn bản trước", end, OFFICE, draft, day=JAN[9], reason="Hết", paper=PAPER)
    end(OFFICE, old, day=date(2030, 12, 31), reason="Hết thời hạn nêu trong văn bản", document=old)
    found = card(world, old)
    assert (found.state_words, found.concluded_on) == ("còn hiệu lực", date(2030, 12, 31))


def test_what_a_document_leaves_open_stays_open_and_is_listed(world: World) -> None:
    do, [unit] = world.register, world.units("Xã Tam Sơn")
    old, new = recorded(world, "5-NQ/TU"), recorded(world, "6-NQ/TU", JAN[9])
    [done], _ = world.task(old, [unit]), world.task(old, [unit])
    world.complete(done, JAN[8])
    link(world, new, old, SUPERSEDES)
    assert world.query(left_open, as_reviewed(world.log, JAN[8])) == []
    [left] = world.query(left_open, as_reviewed(world.log, JAN[9]))
    assert (left.document, left.state, left.tasks) == (old, State.SUPERSEDED, 1)
    assert world.query(counts.tasks, as_reviewed(world.log, JAN[9])).total == 2
    do.conclude_resolution(OFFICE, new, day=JAN[20], reason="Hết", document=new)
    assert [found.document for found in world.query(left_open, as_reviewed(world.log, JAN[30]))] == [old]


def test_the_history_of_a_document_in_words(world: World) -> None:
    do, upper, lower = world.register, recorded(world, "5-NQ/TU"), recorded(world, kind="KH")
    link(world, lower, upper)
    do.number_resolution(OFFICE, lower, number="6-KH/TU", day=JAN[9])
    do.restate_resolution(OFFICE, lower, head("6-KH/TU", JAN[10], title="Khác"), reason="Nhầm ngày")
    link(world, lower, upper, AMENDS, since=JAN[20])
    do.unlink_resolutions(OFFICE, lower, relation=AMENDS, to=upper, reason="Nhầm")
    do.conclude_resolution(OFFICE, lower, day=JAN[30], reason="Xong", document=upper)
    do.withdraw_conclusion(OFFICE, lower, reason="Chưa xong")

    def told(document: UUID) -> list[str]:
        at = as_reviewed(world.log, world.today())
        return [entry.words for entry in world.query(of_document, world.log, at, document)]

    assert told(lower) == [
        "Ghi nhận Dự thảo kế hoạch (chưa có số) ngày 01/01/2026: Về việc thử",
        "Ghi nhận văn bản này cụ thể hóa 05-NQ/TU",
        "Ghi số, ngày văn bản: 06-KH/TU ngày 10/01/2026: Về việc thử",
        "Đính chính thành 06-KH/TU ngày 11/01/2026: Khác; lý do: Nhầm ngày",
        "Ghi nhận văn bản này sửa đổi, bổ sung 05-NQ/TU từ ngày 21/01/2026",
        "Đính chính: không sửa đổi, bổ sung 05-NQ/TU; lý do: Nhầm",
        "Kết thúc hiệu lực từ ngày 31/01/2026 theo 05-NQ/TU: Xong",
        "Đính chính: chưa kết thúc hiệu lực; lý do: Chưa xong",
    ]
    assert told(upper) == [
        "Ghi nhận 05-NQ/TU ngày 01/01/2026: Về việc thử",
        "06-KH/TU cụ thể hóa văn bản này",
        "06-KH/TU sửa đổi, bổ sung văn bản này từ ngày 21/01/2026",
        "Đính chính: 06-KH/TU không sửa đổi, bổ sung văn bản này; lý do: Nhầm",
    ]
    with pytest.raises(NotFound):
        told(UUID(int=9))
