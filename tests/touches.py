"""Units with work of every kind between them, for whoever asks what one of them may see and do."""

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import date
from uuid import UUID

import msgspec

from domain.app import Closing
from domain.app.tasks import Choice, NewTask
from domain.assignment_facts import Deadline
from domain.paper import Authority
from domain.progress import Report
from domain.task import DocumentBasis, Leads
from domain.unit import Ending
from tests.scene import JAN, PAPER
from tests.world import OFFICE, UNIT, World, ground

TODAY = date(2026, 2, 10)


class Touches(msgspec.Struct):
    """``mine`` stands under ``above`` and above ``below``, took over from ``gone``; ``other`` is apart."""

    world: World
    mine: UUID
    gone: UUID
    below: UUID
    above: UUID
    other: UUID
    document: UUID
    tasks: dict[str, UUID]
    """By what they are to ``mine``."""
    assignments: dict[str, UUID]


@contextmanager
def touching(dsn: str) -> Iterator[Touches]:
    """The log is still being seeded."""
    world = World(dsn).on(TODAY)
    mine, gone, below, above, other = world.units(
        "Ban Mình", "Ban cũ", "Sở Tài chính", "Đảng ủy UBND", "Xã Na"
    )
    world.register.place_unit(OFFICE, below, parent=mine, day=JAN[0])
    world.register.place_unit(OFFICE, mine, parent=above, day=JAN[0])
    document = world.resolution()
    tasks, assignments = {}, {}

    def give(text: str, *leads: UUID, coordinating: tuple[UUID, ...] = (), issue: bool = True) -> list[UUID]:
        new = NewTask(
            text=text,
            deadline=Deadline("", JAN[20], "day"),
            authority=Authority.STANDING_BOARD,
            coordinating=coordinating,
            choice=Choice(Leads.SINGLE if len(leads) == 1 else Leads.EACH, leads),
        )
        made = world.register.draft_task(OFFICE, new, (DocumentBasis(document),)).answer
        tasks[text] = UUID(made["task"])
        if issue:
            world.give([tasks[text]])
        ids = [UUID(a) for a in made["assignments"]]
        assignments[text] = ids[0]
        return ids

    give("của mình", mine, coordinating=(other,))
    give("của cấp dưới", below)
    give("của đơn vị khác", other)
    give("phối hợp", other, coordinating=(mine,))
    give("phối hợp từ trước", other, coordinating=(gone,))
    give("dự kiến", mine, issue=False)
    world.complete(give("đã xong ở đơn vị cũ", gone)[0], JAN[10])
    give("đơn vị cũ làm dở", gone)
    [away] = give("chuyển đi", mine)
    [to_me] = give("chuyển đến", other)
    [executed] = give("cấp dưới thực hiện", mine)
    [executing] = give("cấp trên giao", above)
    done, _ = give("cùng giao", mine, other)
    for assignment, to in ((away, other), (to_me, mine)):
        world.register.hand_over(OFFICE, assignment, to=to, day=JAN[9], ground=ground(JAN[9]))
    world.register.delegate(UNIT, executed, executing=below, day=JAN[9])
    world.register.delegate(UNIT, executing, executing=mine, day=JAN[9])
    world.complete(done, JAN[10])
    world.register.reorganise(
        OFFICE, day=JAN[24], paper=PAPER, closings=[Closing(gone, Ending.MERGED, (mine,))]
    )
    world.register.send_report(UNIT, to_me, Report(as_of=TODAY, results="Đang làm"), day=TODAY)
    world.engine.catch_up()
    yield Touches(world, mine, gone, below, above, other, document, tasks, assignments)
    world.database.close()
