"""What the tests of the engine share: a view of every event, a log with engines of several processes."""

import contextlib
from collections.abc import Callable, Iterator

from domain.event import Fact
from infra.database import Database
from infra.log import Log
from infra.mapper import Mapper
from projections.engine import Cursor, Engine, Page, View
from tests.log_kit import Kit, Noted, event


class Unheard(Fact, frozen=True, kw_only=True):
    """A fact that the program of the day does not know."""

    TOPIC = "tests.unheard"

    text: str = "từ phiên bản sau"


class Copies(View):
    """A view of every event, in two tables and a function. It refuses some texts and remembers its pages."""

    name = "copies"

    def __init__(self, version: int = 1) -> None:
        self.version = version
        self.ddl = (
            "CREATE TABLE copies (position bigint PRIMARY KEY, text text NOT NULL);"
            "CREATE TABLE echoes (position bigint PRIMARY KEY, text text NOT NULL);"
            f"CREATE TABLE only_in_{version} ();"
            f"CREATE FUNCTION edition() RETURNS int LANGUAGE sql AS 'SELECT {version}'"
        )
        self.refused: set[str] = set()
        self.pages: list[list[int]] = []
        self.before: Callable[[], object] = lambda: None

    def apply(self, cursor: Cursor, page: Page) -> None:
        self.before()
        for recorded in page.recorded:
            row = recorded.position, recorded.event.fact.text
            if row[1] in self.refused:
                raise ValueError(f"{row[1]}!")
            cursor.execute("INSERT INTO copies VALUES (%s, %s); INSERT INTO echoes VALUES (%s, %s)", row * 2)
        self.pages.append([recorded.position for recorded in page.recorded])


class Desk(Kit):
    """A log with an engine, and further engines with connections of their own."""

    def __init__(self, setup: str) -> None:
        super().__init__(setup)
        self.view = Copies()
        self.engine = Engine(self.log, self.database, [self.view])
        self.opened = [self.database]

    def another(self, view: Copies, *facts: type[Fact]) -> Engine:
        """The engine of another process, which may be of another version."""
        database = Database(self.dsn)
        self.opened.append(database)
        return Engine(Log(database, Mapper(facts=[Noted, *facts])), database, [view])

    def write(self, *texts: str) -> None:
        for text in texts:
            self.append(event(text=text))

    def seen(self, of: str = "copies") -> list[str]:
        """What a reader finds in the live view."""
        with self.database.snapshot() as cursor:
            return texts(cursor, of)

    def value(self, sql: str) -> object:
        with self.database.snapshot() as cursor:
            cursor.execute(sql)
            return cursor.fetchone()[0]


def texts(cursor: Cursor, of: str) -> list[str]:
    cursor.execute(f"SELECT text FROM {of} ORDER BY position")
    return [text for (text,) in cursor.fetchall()]


@contextlib.contextmanager
def open_desk(setup: str) -> Iterator[Desk]:
    """The desk on an empty database, whose connections are closed at the end."""
    desk = Desk(setup)
    try:
        yield desk
    finally:
        for database in desk.opened:
            database.close()


def once(act: Callable[[], object]) -> Callable[..., object]:
    """``act`` at the first call, nothing at those that follow."""
    acts = [act]
    return lambda *_: acts.pop()() if acts else None
