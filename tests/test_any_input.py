"""Whatever is typed, pasted or sent by a script: it is refused in Vietnamese, or the log and the views take it."""

import re
from collections.abc import Callable, Iterator
from datetime import date, timedelta
from enum import Enum
from typing import Any
from uuid import UUID, uuid4

import msgspec
import pytest
from hypothesis import HealthCheck, settings
from hypothesis import given as forall
from hypothesis import strategies as st

from domain.app import Closing, NewUnit
from domain.app.steps import Also
from domain.app.tasks import AnnexTask, Choice, NewTask
from domain.assignment_facts import Deadline
from domain.calendar import DayOff, YearCalendar
from domain.errors import Refused
from domain.paper import Authority, FileRef, Paper
from domain.progress import Report
from domain.resolution import Content, Relation
from domain.task import DocumentBasis, Leads, SpokenBasis
from domain.unit import Ending
from tests.scene import FEB, JAN, PAPER, STANDINGS, Scene, new_task, scene, state
from tests.world import HEAD, OFFICE, UNIT, ground

ODD = [
    *(
        "",
        "  \n\t",
        "\x00",
        "\ud800 nửa cặp",
        "\\N",
        "\\.",
        "một\n\\.\nhai",
        "%(day)s %s {0}",
        "\uffff\U0010ffff",
    ),
    *(
        "';DROP TABLE log;--",
        '"a","b"\r\n"c"',
        "[/red] :smile:",
        "Nghi\x00 quye\u0302\u0301t\x1b[31m",
        "\u202e\u2067\ufeff",
    ),
    *("x" * 1_001, "y" * 20_001, "05-NQ/TU", "٣-NQ/TU", "31/02/2026", "03/NQ-CP", "Lý do"),
]
VIETNAMESE = re.compile("[ăâđêôơưáàảãạấầẩẫậắằẳẵặéèẻẽẹếềểễệíìỉĩịóòỏõọốồổỗộớờởỡợúùủũụứừửữựýỳỷỹỵ]")


@pytest.fixture(scope="module")
def stage(module_database: str) -> Iterator[Scene]:
    with scene(module_database) as made:
        yield made
        live = state(made.world)
        made.world.engine.rebuild()
        assert state(made.world) == live


PAPERS = Paper("2-KH/ĐU", JAN[27]), Paper("3-BC/ĐU", JAN[27])
FILES = (FileRef(UUID(int=5), "Báo cáo.pdf"),)
REPORT = Report(JAN[28], "Đã làm", "draft", 50, "Thiếu", "Thêm", *PAPERS, JAN[28], True, FILES)
LATER = Deadline("tháng 3", date(2026, 3, 31), "month")
CONTENT = Content("12-KL/TU", JAN[3], "KL", "Kết luận", Authority.STANDING, "XVIII")
IMPLEMENTS = Relation.IMPLEMENTS
YEAR = YearCalendar(2026, (DayOff(date(2026, 9, 2), "Quốc khánh"),), (date(2026, 8, 22),))
GROUND, WHY, ALSO, OVERRIDE = (
    {"ground": ground(JAN[26])},
    {"reason": "Nhầm"},
    {"also": Also((4,), "Nhầm")},
    {"override": True},
)


def unit() -> NewUnit:
    return NewUnit(name="Xã Mới", group=6, rank=7, short="XM", since=JAN[2], parent=None)


def task(s: Scene) -> NewTask:
    choice = Choice(Leads.EACH, (s.lead, s.heir))
    return new_task(product="Kế hoạch", number="1", heading="I", coordinating=(s.other,), choice=choice)


COMMANDS: list[tuple[str, Callable[[Scene, UUID], dict[str, Any]]]] = [
    ("receive", lambda s, a: {"a": a, "day": JAN[2]}),
    ("send_report", lambda s, a: {"a": a, "report": REPORT, "day": JAN[29], "typed_in": True, **ALSO}),
    ("send_report", lambda s, a: {"a": a, "report": REPORT, "day": JAN[29]}),
    ("withdraw_claim", lambda s, a: {"a": a, "day": JAN[29], "claim": 3, **WHY}),
    ("ask_for_more", lambda s, a: {"a": a, "day": JAN[29], "report": 3, **WHY}),
    ("confirm_report", lambda s, a: {"a": a, "day": JAN[29], "report": 3}),
    (
        "confirm_completion",
        lambda s, a: {"a": a, "act_day": JAN[29], "claim": 3, "product": PAPERS[0], **ALSO},
    ),
    ("confirm_completion", lambda s, a: {"a": a, "act_day": JAN[29], "claim": 3, "received": JAN[9]}),
    ("confirm_reports", lambda s, a: {"items": [(a, 3), (s.give("reported"), 3)], "day": JAN[29]}),
    ("confirm_completions", lambda s, a: {"items": [(a, 3), (s.give("claimed"), 3)], "act_day": JAN[29]}),
    (
        "propose_completion",
        lambda s, a: {
            "a": a,
            "day": JAN[29],
            "claim": 3,
            "product": PAPERS[0],
            "received": JAN[9],
            "note": "Đủ",
        },
    ),
    ("return_proposal", lambda s, a: {"a": a, "day": JAN[29], "claim": 3, **WHY}),
    (
        "delegate",
        lambda s, a: {
            "a": a,
            "executing": s.lead_of(a),
            "day": JAN[3],
            "inner_day": JAN[9],
            "text": "Việc con",
            "officer": "cb",
        },
    ),
    ("end_delegation", lambda s, a: {"a": a, "executing": s.lead_of(a), "day": JAN[29], **WHY}),
    ("ask_reassignment", lambda s, a: {"a": a, "day": JAN[29], **WHY}),
    ("decline_reassignment", lambda s, a: {"a": a, "day": JAN[29], **WHY}),
    ("give_opinion", lambda s, a: {"a": a, "unit": s.other, "text": "Nhất trí", "day": JAN[29]}),
    ("place_unit", lambda s, a: {"a": s.lead_of(a), "parent": s.other, "day": JAN[9], "paper": PAPER}),
    (
        "move_unit_rank",
        lambda s, a: {"a": s.lead_of(a), "rank": 3, "group": 5, "day": JAN[9], "paper": PAPER},
    ),
    ("extend", lambda s, a: {"a": a, "deadline": LATER, **GROUND}),
    ("set_deadline", lambda s, a: {"a": a, "day": JAN[29], "deadline": LATER, "paper": PAPER}),
    ("suspend", lambda s, a: {"a": a, **GROUND}),
    ("resume", lambda s, a: {"a": a, **GROUND}),
    ("remove", lambda s, a: {"a": a, **GROUND, **ALSO}),
    ("remove", lambda s, a: {"a": a, **GROUND}),
    ("reopen", lambda s, a: {"a": a, **GROUND, "hand_to": s.heir}),
    ("hand_over", lambda s, a: {"a": a, "to": s.other, "day": JAN[29], **GROUND}),
    ("leave_out", lambda s, a: {"a": a, "targets": [3, 4], **WHY, "hand_to": s.heir}),
    ("leave_out", lambda s, a: {"a": a, "targets": [3], **WHY}),
    ("correct_deadline", lambda s, a: {"a": a, "target": 2, "deadline": LATER, **WHY}),
    ("correct_report", lambda s, a: {"a": a, "target": 3, "day": JAN[29], "report": REPORT, **WHY}),
    (
        "correct_completion",
        lambda s, a: {"a": a, "target": 4, "product": PAPERS[0], "received": JAN[9], **WHY},
    ),
    ("record_resolution", lambda s, a: {"content": CONTENT, "override": True, "id": uuid4()}),
    ("restate_resolution", lambda s, a: {"a": s.document, "content": CONTENT, **WHY, "override": True}),
    (
        "draft_task",
        lambda s, a: {"new": task(s), "bases": (DocumentBasis(s.document, "TT 1"),), "id": uuid4()},
    ),
    ("draft_task", lambda s, a: {"new": task(s), "bases": (SpokenBasis("paper", "Bí thư", JAN[2], "scan"),)}),
    (
        "take_annex",
        lambda s, a: {"content": CONTENT, "rows": [AnnexTask("k", task(s), "TT 1")], "establish": [unit()]},
    ),
    ("choose_leads", lambda s, a: {"a": s.to_choose(), "choice": Choice(Leads.JOINT, (s.lead, s.heir))}),
    ("add_lead", lambda s, a: {"a": s.group, "lead": s.world.units("Xã Khác")[0], "deadline": LATER}),
    ("reword_task", lambda s, a: {"a": s.task, "text": "Lời mới", "product": "Đề án", **WHY}),
    ("edit_draft", lambda s, a: {"a": s.waiting, "new": task(s)}),
    ("drop_draft", lambda s, a: {"a": s.to_choose(), **WHY}),
    ("approve_tasks", lambda s, a: {"tasks": [s.task_of(s.give("draft"))]}),
    ("return_tasks", lambda s, a: {"tasks": [s.task_of(s.give("draft"))], **WHY}),
    ("issue", lambda s, a: {"tasks": [s.task, s.approved()]}),
    ("number_resolution", lambda s, a: {"a": s.unsigned(), "number": "12-NQ/TU", "day": JAN[3], **OVERRIDE}),
    ("link_resolutions", lambda s, a: {"a": s.document, "to": s.older, "relation": IMPLEMENTS, "since": FEB}),
    ("unlink_resolutions", lambda s, a: {"a": s.linked(), "to": s.older, "relation": IMPLEMENTS, **WHY}),
    ("conclude_resolution", lambda s, a: {"a": s.document, "day": JAN[9], "paper": PAPER, **WHY}),
    ("conclude_resolution", lambda s, a: {"a": s.document, "day": JAN[9], "document": s.older, **WHY}),
    ("withdraw_conclusion", lambda s, a: {"a": s.concluded(), **WHY}),
    ("establish_units", lambda s, a: {"units": [unit()], "day": JAN[3], "paper": PAPER}),
    (
        "rename_unit",
        lambda s, a: {"a": s.lead, "day": JAN[20], "name": "Tên mới", "short": "TM", "paper": PAPER},
    ),
    (
        "reorganise",
        lambda s, a: {
            "day": JAN[25],
            "paper": PAPER,
            "closings": [Closing(s.lead_of(a), Ending.MERGED, (s.heir,))],
            "establish": [unit()],
        },
    ),
    ("set_calendar", lambda s, a: {"proposed": YEAR, "source": "10-QĐ/TTg", "day": JAN[8]}),
]


@st.composite
def spoilt(draw: st.DrawFn, value: Any, ids: list[UUID], often: int) -> Any:
    """The value with some of its parts replaced by what nobody would want there; of their types all the same."""
    match value:
        case msgspec.Struct():
            fields = msgspec.structs.asdict(value)
            return type(value)(**{name: draw(spoilt(part, ids, often)) for name, part in fields.items()})
        case dict():
            return {name: draw(spoilt(part, ids, often)) for name, part in value.items()}
        case list() | tuple():
            parts = [draw(spoilt(part, ids, often)) for part in value]
            return type(value)(parts * draw(st.sampled_from([1] * often + [0, 2])))
    if draw(st.integers(0, often)):
        return value
    near = st.integers(-60, 60).map(lambda n: date(2026, 1, 15) + timedelta(n))
    wild: dict[type, st.SearchStrategy[Any]] = {
        str: st.sampled_from(ODD) | st.text(st.characters(), max_size=9),
        bool: st.booleans(),
        int: st.integers(-1, 9) | st.integers(),
        date: near | st.dates() | st.sampled_from([date.min, date.max]),
        UUID: st.sampled_from(ids) | st.uuids(),
        type(None): st.none(),
    }
    return draw(st.sampled_from(type(value)) if isinstance(value, Enum) else wild[type(value)])


@settings(max_examples=80, deadline=None, suppress_health_check=list(HealthCheck))
@forall(data=st.data())
def test_what_anybody_sends_is_refused_or_can_be_read_again(stage: Scene, data: st.DataObject) -> None:
    world, ids = stage.world, stage.ids
    standing = data.draw(st.sampled_from(list(STANDINGS)))
    [lead] = world.units("Đơn vị")
    stage.document = world.resolution(f"{world.log.head()}-NQ/TU")
    name, proper = data.draw(st.sampled_from(COMMANDS))
    proper = proper(stage, stage.give(standing, lead))
    arguments = data.draw(spoilt(proper, ids, data.draw(st.sampled_from([4, 30, 1000]))))
    actor = data.draw(st.sampled_from([OFFICE, HEAD, UNIT]))
    positional = [arguments.pop("a")] if "a" in arguments else []
    head = world.log.head()
    try:
        world.register.__getattribute__(name)(actor, *positional, **arguments)
    except Refused as refused:
        assert VIETNAMESE.search(refused.message)
        assert len(refused.message.encode()) < 3000
        assert world.log.head() == head
    assert world.engine.catch_up() == world.log.head()


def test_untidy_text_is_taken_and_tidied(stage: Scene) -> None:
    world, do = stage.world, stage.world.register
    untidy = "\ufeff Tỉ\u00adnh  u\u0309y\x00\u202e \ud83d\r\n"
    [unit] = world.units(untidy)
    do.rename_unit(OFFICE, unit, day=JAN[2], name=untidy, short=untidy, paper=Paper(untidy, JAN[1], untidy))
    head = Content("Số: 88-NQ/TƯ", JAN[1], untidy, untidy, Authority.STANDING, untidy)
    document = UUID(do.record_resolution(OFFICE, head).answer["resolution"])
    words = dict.fromkeys(("text", "product", "heading", "lead_words", "coordinating_words"), untidy)
    new = new_task(**words, deadline=Deadline(untidy, JAN[20], "day"))
    task = UUID(do.draft_task(OFFICE, new, (DocumentBasis(document, untidy),)).answer["task"])
    a = stage.give("running")
    do.send_report(UNIT, a, Report(JAN[3], untidy, difficulties=untidy, proposals=untidy), day=JAN[3])
    assert world.rows("SELECT DISTINCT name, short FROM unit_timeline WHERE unit_id = %s", unit) == [
        ("Tỉnh ủy", ""),
        ("Tỉnh ủy", "Tỉnh ủy"),
    ]
    [(number, title, series)] = world.rows(
        "SELECT number, title, series FROM documents WHERE document_id = %s", document
    )
    assert (number, title, series) == ("88-NQ/TU", "Tỉnh ủy", "Tỉnh ủy")
    columns = "task_text, product, heading, lead_words, coordinating_words, deadline_words, clause"
    [told] = world.rows(f"SELECT {columns} FROM tasks WHERE task_id = %s", task)
    assert {" ".join(text.split()) for text in told} == {"Tỉnh ủy"}
    [report] = world.rows("SELECT results, difficulties, proposals FROM reports WHERE assignment_id = %s", a)
    assert {" ".join(text.split()) for text in report} == {"Tỉnh ủy"}


@pytest.mark.parametrize(
    "text", ["\\N", "\\.", "một\n\\.\nhai", "a\tb", '"', "\\", "NULL", "%s", "{0}", "'; DROP TABLE log;--"]
)
def test_text_that_means_something_to_a_program_is_only_text(stage: Scene, text: str) -> None:
    stage.world.register.reword_task(OFFICE, stage.task, text=text, product="", reason=text)
    [last] = stage.world.rows(
        "SELECT task_text FROM tasks WHERE task_id = %s ORDER BY known_from DESC LIMIT 1", stage.task
    )
    assert last == (text,)
