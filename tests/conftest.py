"""What the tests share: a real PostgreSQL, a database of one's own for each test, the real data."""

import contextlib
import os
import shutil
import signal
import subprocess
import tempfile
import threading
import uuid
from collections.abc import Callable, Generator, Iterator
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, TypeVar

import psycopg2
import pytest
from hypothesis import HealthCheck, settings
from psycopg2.extensions import make_dsn

from infra.embedded import embedded

if TYPE_CHECKING:
    from playwright.sync_api import Browser, Page

    from tests.asking import Api
    from tests.chromium import Windows
    from tests.signed_in import SignedIn
    from tests.world import World

Report = TypeVar("Report", pytest.TestReport, pytest.CollectReport)

SHARED_DATA = Path(__file__).parents[2] / "shared" / "data"

# No test is timed: a machine that is busy with something else is no fault of ours.
settings.register_profile("untimed", deadline=None, suppress_health_check=[HealthCheck.too_slow])
settings.load_profile("untimed")

# A test's data need not outlive the power. Tests of durability start a server of their own.
FAST = {"fsync": "off", "full_page_writes": "off", "shared_buffers": "64MB", "max_connections": "100"}


@contextlib.contextmanager
def new_folder() -> Iterator[Path]:
    """Unlike ``tmp_path`` open to pass through, for the account of PostgreSQL under root; removed at the end.

    In memory where there is enough: a database is 300 files, which can take a disk a third of a second.
    """
    memory = Path("/dev/shm")
    roomy = memory.is_dir() and shutil.disk_usage(memory).free > 2_000_000_000
    quick = roomy and not os.statvfs(memory).f_flag & os.ST_NOEXEC
    with tempfile.TemporaryDirectory(prefix="sonq-test-", dir=memory if quick else "/tmp") as folder:
        Path(folder).chmod(0o711)
        yield Path(folder)


@pytest.fixture
def folder() -> Iterator[Path]:
    """An empty folder: see ``new_folder``."""
    with new_folder() as made:
        yield made


@pytest.fixture
def home(folder: Path) -> Path:
    """A home for an embedded server, not there yet."""
    return folder / "home"


@pytest.fixture(scope="session")
def server_dsn() -> Iterator[str]:
    """A superuser's DSN on a server for this whole run, or the one that SONQ_TEST_DATABASE_URL names."""
    if named := os.environ.get("SONQ_TEST_DATABASE_URL"):
        yield named
        return
    with new_folder() as folder, embedded(folder / "home", FAST) as dsn:
        yield dsn


@contextlib.contextmanager
def new_database(server_dsn: str, template: str) -> Iterator[str]:
    """The DSN of a copy of the database ``template``, dropped at the end."""
    name = f"test_{uuid.uuid4().hex}"
    with contextlib.closing(psycopg2.connect(server_dsn)) as connection, connection.cursor() as cursor:
        connection.autocommit = True
        cursor.execute(f"CREATE DATABASE {name} TEMPLATE {template}")
        try:
            yield make_dsn(server_dsn, dbname=name)
        finally:
            cursor.execute(f"DROP DATABASE {name} WITH (FORCE)")


@pytest.fixture
def database(server_dsn: str) -> Iterator[str]:
    """A superuser's DSN on an empty database of this test's own."""
    with new_database(server_dsn, "template0") as dsn:
        yield dsn


@pytest.fixture(scope="module")
def module_database(server_dsn: str) -> Iterator[str]:
    """A superuser's DSN on a database that the tests of a module share; each empties what it uses."""
    with new_database(server_dsn, "template0") as dsn:
        yield dsn


# A register, its pages and who looks at them. The house is loaded for those only who ask for it. A file that needs
# another one has a fixture of its own by the same name.


@pytest.fixture(scope="module")
def world(module_database: str) -> Iterator["World"]:
    """A register that the tests of a module share, empty at first."""
    from tests.world import World  # noqa: PLC0415

    world = World(module_database)
    yield world
    world.database.close()


@pytest.fixture
def fresh(database: str) -> Iterator["World"]:
    """A register of the test's own, empty at first."""
    from tests.world import World  # noqa: PLC0415

    world = World(database)
    yield world
    world.database.close()


@pytest.fixture
def api(world: "World") -> Iterator["Api"]:
    """The API of ``world``, asked by whoever is put into ``asks``."""
    from tests.asking import api_of  # noqa: PLC0415

    with api_of(world) as api:
        yield api


@pytest.fixture(scope="module")
def made(world: "World") -> dict[str, uuid.UUID]:
    """Fills it with the small province of ``tests.province``: its tasks by what they are there for."""
    from tests.province import settle  # noqa: PLC0415

    return settle(world)


@pytest.fixture(scope="module")
def address(world: "World") -> Iterator[str]:
    """Where its pages are served: "127.0.0.1:port"."""
    from tests.province import served  # noqa: PLC0415

    with served(world) as address:
        yield address


@pytest.fixture(scope="module")
def who(world: "World") -> "SignedIn":
    """A member of the Standing Committee."""
    from tests.signed_in import signed_in  # noqa: PLC0415

    return signed_in(world)


@pytest.fixture(scope="module")
def browser(address: str) -> Iterator["Browser"]:
    """Chromium, no longer than a module: while it runs, nothing else may run an event loop.

    So what serves at ``address`` is there before it and goes after it.
    """
    from tests.chromium import chromium  # noqa: PLC0415

    with chromium() as browser:
        yield browser


@pytest.fixture
def windows(browser: "Browser", address: str) -> Iterator["Windows"]:
    """Windows of this test's own."""
    from tests.chromium import Windows  # noqa: PLC0415

    with Windows(browser, address) as windows:
        yield windows


@pytest.fixture
def open_page(windows: "Windows", who: "SignedIn") -> Callable[..., "Page"]:
    """Opens a path in a window of its own, for ``who``: (path, width, scheme)."""
    return partial(windows.open, who=who)


@pytest.fixture
def shared_data() -> Path:
    """The folder of real data beside the project."""
    if not SHARED_DATA.is_dir():
        pytest.skip(f"no real data: {SHARED_DATA} is missing")
    return SHARED_DATA


@pytest.fixture(scope="session")
def vietnamese_locale(tmp_path_factory: pytest.TempPathFactory) -> dict[str, str]:
    """The environment of a user whose language is Vietnamese, whether or not the machine knows it."""
    if not shutil.which("localedef") or not Path("/usr/share/i18n/locales/vi_VN").exists():
        pytest.skip("no Vietnamese locale: the package locales is missing")
    folder = tmp_path_factory.mktemp("locales")
    compiled = str(folder / "vi_VN.UTF-8")
    subprocess.run(["localedef", "-i", "vi_VN", "-f", "UTF-8", "--no-archive", compiled], check=True)
    return {"LOCPATH": str(folder), "LANG": "vi_VN.UTF-8", "LC_ALL": "vi_VN.UTF-8"}


LONG = (
    "test_walkthrough",
    "test_registers_by_hand",
    "test_serve",
    "test_browser",
    "test_api_schema",
    "test_matrix",
    "test_timeline",
    "test_history",
    "test_ledger",
    "test_bench",
)
"""Files that take half a minute or more."""


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """The long files first, so that of two processes neither waits long for the other at the end."""
    items.sort(key=lambda item: not item.path.name.startswith(LONG))


def pytest_configure() -> None:
    """Whoever ends the run by SIGTERM does not leave our servers running."""
    if threading.current_thread() is threading.main_thread():
        signal.signal(signal.SIGTERM, signal.default_int_handler)


@pytest.hookimpl(wrapper=True)
def pytest_runtest_makereport() -> Generator[None, pytest.TestReport, pytest.TestReport]:
    return _nothing_left_out((yield))


@pytest.hookimpl(wrapper=True)
def pytest_make_collect_report() -> Generator[None, pytest.CollectReport, pytest.CollectReport]:
    return _nothing_left_out((yield))


def _nothing_left_out(report: Report) -> Report:
    """In CI a skip is a failure."""
    if os.environ.get("CI") == "true" and report.skipped and not hasattr(report, "wasxfail"):
        report.outcome = "failed"
    return report
