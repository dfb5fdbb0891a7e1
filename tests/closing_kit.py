"""The figures of January on their way to be closed."""

from datetime import date
from uuid import UUID

from dashboard.address import CLOSING, OVERVIEW, Asked
from dashboard.look import Look
from dashboard.pages.closings_one import one_closing
from dashboard.read_address import read
from domain.access import Viewer
from domain.account import OF_A_UNIT, Role
from projections import counts
from tests.looks import look, viewer
from tests.read_pages import html_of
from tests.world import HEAD, OFFICE, World

JAN_30, FEB_2, FEB_6, FEB_10 = date(2026, 1, 30), date(2026, 2, 2), date(2026, 2, 6), date(2026, 2, 10)
JANUARY = "tháng 01/2026"


class January:
    """Two units with a task each, due on 21/01 and overdue; the figures of January are to be closed."""

    def __init__(self, world: World) -> None:
        self.world = world
        self.one, self.two = world.units("Xã Tam Sơn", "Phường Vinh Tân")
        document = world.resolution()
        [self.of_one] = world.task(document, [self.one])
        [self.of_two] = world.task(document, [self.two])
        self.id = self.open(4)

    def open(self, remark_days: int) -> UUID:
        done = self.world.on(FEB_2).register.open_closing(
            OFFICE, name=JANUARY, until=JAN_30, remark_days=remark_days
        )
        return UUID(done.answer["closing"])

    def close(self, position: int | None = None) -> int:
        self.world.on(FEB_10)
        head = position or self.world.log.head()
        self.world.register.close_figures(HEAD, self.id, position=head)
        self.world.engine.catch_up()
        return head

    def look(self, asked: Asked, who: Viewer | None = None, path: str = OVERVIEW) -> Look:
        self.world.engine.catch_up()
        return look(self.world, asked, path, who or viewer(Role.OFFICE_HEAD))

    def page(self, role: Role = Role.OFFICE_HEAD, asked: Asked | None = None) -> str:
        """The HTML of its page."""
        who = viewer(role, self.one if role in OF_A_UNIT else None)
        return html_of(one_closing(self.look(asked or Asked(), who, f"{CLOSING}{self.id}"), self.id))

    def overdue(self) -> int:
        """How many assignments are, by its figures."""
        asked = read(f"biet={self.id}", self.world.today())
        at = self.look(asked).at
        return self.world.query(counts.assignments, at).of(counts.Timeliness.OVERDUE)
