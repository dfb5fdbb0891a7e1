"""A small province with one of everything that a page can show, recorded day by day."""

import socket
import threading
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from datetime import date
from typing import Any
from uuid import UUID

from api.commands.serve import server_of
from api.house import Trial
from api.server import create_server
from api.session import viewer
from dashboard.app import create_dash
from domain.app.tasks import NewTask
from domain.assignment_facts import Deadline
from domain.paper import Authority
from domain.progress import Report
from domain.task import DocumentBasis
from infra.holidays import propose
from tests.looks import beside
from tests.world import OFFICE, UNIT, World, ground, house

TITLE = "Theo dõi <thử> & đôn đốc"
TODAY = date(2026, 3, 31)
PAST = date(2026, 2, 27)
COMMUNES = [
    f"Đảng ủy {name}" for name in ("xã Yên Na", "xã Ái Quốc", "phường Bến Thủy", "xã Ân", "xã Đại", "xã Á")
]
"""In protocol order, which is not that of the alphabet."""

WILD = 'Kiểm tra <b onclick="x()">việc</b> & <script>alert(1)</script>'


def settle(world: World) -> dict[str, UUID]:
    """Fills ``world`` up to ``TODAY``, a Tuesday; gives its tasks by what they are there for."""
    world.register.set_calendar(OFFICE, propose(2026), source="Thông báo 1/TB", day=date(2026, 1, 1))
    office, board = world.units("Văn phòng Tỉnh ủy", "Ban Tổ chức Tỉnh ủy", group=1)
    [finance] = world.units("Sở Tài chính", group=5)
    communes = world.units(*COMMUNES)
    document = world.on(date(2026, 1, 5)).resolution("126-KL/TU", date(2026, 1, 5))
    made: dict[str, UUID] = {}

    def give(name: str, leads: list[UUID], due: date | None) -> list[UUID]:
        given = world.task(document, leads, due=due, text=f"Nhiệm vụ {name}")
        made[name] = next(
            row[0] for row in world.rows("SELECT task_id FROM assignments WHERE assignment_id = %s", given[0])
        )
        return given

    [on_time] = give("đúng hạn", [office], date(2026, 2, 10))
    [late] = give("quá hạn", [board], date(2026, 1, 30))
    give("chưa xong", [finance], date(2026, 3, 10))
    give("sắp đến", [finance], date(2026, 4, 3))
    give("còn lâu", [board], date(2027, 2, 28))
    [done] = give("không hạn, xong", [office], None)
    give("thường xuyên", [board], None)
    [held] = give("tạm dừng", [finance], date(2026, 5, 30))
    [gone] = give("đưa ra", [finance], date(2026, 5, 30))
    [moved] = give("gia hạn", [board], date(2026, 3, 20))
    each = give("giao đồng loạt", communes, date(2026, 3, 25))
    wild = NewTask(
        text=WILD, deadline=Deadline("khi có yêu cầu", None, "event"), authority=Authority.STANDING
    )
    made["chưa chọn"] = UUID(
        world.register.draft_task(OFFICE, wild, (DocumentBasis(document, "TT 7, Phụ lục I"),)).answer["task"]
    )

    world.on(date(2026, 2, 9)).complete(late, date(2026, 2, 9), product=date(2026, 2, 6))
    world.on(date(2026, 2, 25)).complete(done, date(2026, 2, 25))
    world.on(PAST).register.suspend(OFFICE, held, ground=ground(PAST))
    # The product is of 06/02, but until 02/3 nobody had confirmed it: the two ways of knowing part.
    world.on(date(2026, 3, 2)).complete(on_time, date(2026, 3, 2), product=date(2026, 2, 6))
    world.register.remove(OFFICE, gone, ground=ground(date(2026, 3, 2)))
    world.on(date(2026, 3, 12)).register.extend(
        OFFICE, moved, deadline=Deadline("", date(2026, 6, 30), "day"), ground=ground(date(2026, 3, 12))
    )
    world.on(date(2026, 3, 24)).complete(each[0], date(2026, 3, 24))
    world.register.send_report(
        UNIT,
        each[1],
        Report(as_of=date(2026, 3, 24), results="Đang lấy ý kiến", percent=60),
        day=date(2026, 3, 24),
    )
    world.on(TODAY).engine.catch_up()
    return made


@contextmanager
def served(
    world: World, *, code: str | None = None, trial: Trial | None = None, **changes: Any
) -> Iterator[str]:
    """The pages of ``world`` on this machine; gives "127.0.0.1:port". ``changes``: to its house."""

    def names(accounts: Iterable[str]) -> dict[str, str]:
        return {a: person.called for a, person in world.private.people.names(accounts).items()}

    dash = create_dash(world.reader, title=TITLE, viewer=viewer, beside=beside(world, names))
    app = create_server(dash.server, house(world, title=TITLE, **changes), code=code, trial=trial)
    with socket.create_server(("127.0.0.1", 0)) as listening:
        server = server_of(app)
        thread = threading.Thread(target=server.run, kwargs={"sockets": [listening]})
        thread.start()
        try:
            yield f"127.0.0.1:{listening.getsockname()[1]}"
        finally:
            server.should_exit = True
            thread.join()
