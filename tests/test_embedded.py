"""The PostgreSQL of our own: how it starts, whom it lets in, and that it never stays behind."""

import contextlib
import os
import pwd
import signal
import stat
import subprocess
import sys
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import psycopg2
import pytest
from psycopg2.extensions import make_dsn, parse_dsn

from domain.errors import Refused
from infra.embedded import embedded, is_running
from infra.home import make_folder

PROJECT = Path(__file__).parents[1]

PROGRAM = """
import importlib.metadata, os, signal, sys
from pathlib import Path
from infra.embedded import WHEEL, embedded
if len(sys.argv) > 2:
    importlib.metadata.version(WHEEL)  # what it imports may lie where the other account cannot read
    os.setgroups([])
    os.setgid(int(sys.argv[2]))
    os.setuid(int(sys.argv[2]))
for ending in (signal.SIGINT, signal.SIGTERM):  # whoever started the tests may not hear the first
    signal.signal(ending, signal.default_int_handler)
with embedded(Path(sys.argv[1])) as dsn:
    print(dsn, flush=True)
    sys.stdin.read()
"""
"""A program that uses the server of a home until its input ends. With a number: as the account of that id."""

Start = Callable[..., subprocess.Popen[str]]

only_root = pytest.mark.skipif(os.geteuid() != 0, reason="only root can take another account")


@pytest.fixture
def start() -> Iterator[Start]:
    """Starts the program; ends those that a failed test has left."""
    with contextlib.ExitStack() as stack:

        def run(*arguments: object, **more: Any) -> subprocess.Popen[str]:
            command = [sys.executable, "-c", PROGRAM, *map(str, arguments)]
            program = subprocess.Popen(
                command, cwd=PROJECT, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True, **more
            )
            stack.enter_context(program)
            stack.callback(program.terminate)
            return program

        yield run


def dsn_of(program: subprocess.Popen[str]) -> str:
    assert program.stdout
    return program.stdout.readline().strip()


def end(program: subprocess.Popen[str]) -> None:
    assert program.stdin
    program.stdin.close()
    assert program.wait() == 0


def ask(dsn: str, sql: str) -> Any:
    with contextlib.closing(psycopg2.connect(dsn)) as connection, connection, connection.cursor() as cursor:
        cursor.execute(sql)
        row = cursor.fetchone() if cursor.description else None
        return row and row[0]


def socket_folder(dsn: str) -> Path:
    return Path(parse_dsn(dsn)["host"])


def postmaster(home: Path) -> int:
    return int((home / "data" / "postmaster.pid").read_text().split("\n")[0])


def processes_of(home: Path) -> list[bytes]:
    """The command lines of living processes in which the home occurs."""
    found = []
    for path in Path("/proc").glob("[0-9]*/cmdline"):
        with contextlib.suppress(FileNotFoundError, ProcessLookupError):
            command = path.read_bytes()
            if os.fsencode(home) in command:
                found.append(command)
    return found


@pytest.mark.parametrize("name", ["SIGINT", "SIGTERM"])
def test_a_signal_ends_the_program_and_the_server_and_leaves_nothing_behind(
    home: Path, start: Start, name: str
) -> None:
    program = start(home)
    dsn = dsn_of(program)
    assert ask(dsn, "SELECT 1") == 1
    assert is_running(home)
    program.send_signal(signal.Signals[name])
    program.wait()
    assert not is_running(home)
    assert not socket_folder(dsn).exists()
    assert processes_of(home) == []


def test_after_the_program_is_killed_the_next_start_finds_the_server_and_stops_it(
    home: Path, start: Start
) -> None:
    program = start(home)
    dsn = dsn_of(program)
    ask(dsn, "CREATE TABLE kept AS SELECT 7 AS seven")
    began = ask(dsn, "SELECT pg_postmaster_start_time()")
    program.kill()
    program.wait()
    assert is_running(home)
    with embedded(home) as found:
        assert found == dsn
        assert ask(found, "SELECT pg_postmaster_start_time()") == began
        assert ask(found, "SELECT seven FROM kept") == 7
    assert not is_running(home)
    assert processes_of(home) == []


def test_what_was_committed_survives_the_death_of_program_and_server(home: Path, start: Start) -> None:
    program = start(home)
    dsn = dsn_of(program)
    assert [ask(dsn, f"SHOW {name}") for name in ("fsync", "full_page_writes", "synchronous_commit")] == [
        "on"
    ] * 3
    ask(dsn, "CREATE TABLE kept AS SELECT 7 AS seven")
    program.kill()
    os.kill(postmaster(home), signal.SIGKILL)
    with embedded(home) as found:
        assert ask(found, "SELECT seven FROM kept") == 7
        assert not socket_folder(dsn).exists()
    assert not socket_folder(found).exists()


def test_two_starts_at_once_share_one_server_and_the_last_to_leave_stops_it(home: Path, start: Start) -> None:
    first, second = start(home), start(home)
    dsn = dsn_of(first)
    assert dsn_of(second) == dsn
    end(first)
    assert ask(dsn, "SELECT 1") == 1
    end(second)
    assert not is_running(home)


def test_a_folder_that_another_start_has_just_made_is_taken_as_it_is(
    folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    made = folder / "home"
    made.mkdir(0o700)
    monkeypatch.setattr(Path, "exists", lambda path: path != made)  # as it looked a moment ago
    make_folder(made, 0o711)
    assert made.stat().st_mode & 0o777 == 0o700


def test_a_home_may_have_a_long_vietnamese_path_with_spaces(home: Path) -> None:
    folder = (
        home / "nhà tôi" / "dữ liệu của Văn phòng Tỉnh ủy" / "sổ theo dõi thực hiện nghị quyết" / "năm 2026"
    )
    with embedded(folder) as dsn:
        assert ask(dsn, "SHOW data_directory") == str(folder / "data")
        assert len(os.fsencode(folder)) > 107, "longer than the path of a socket may be"


def test_the_language_of_the_user_does_not_reach_the_database(
    home: Path, start: Start, vietnamese_locale: dict[str, str]
) -> None:
    program = start(home, env=os.environ | vietnamese_locale)
    dsn = dsn_of(program)
    assert ask(dsn, "SHOW server_encoding") == "UTF8"
    assert ask(dsn, "SHOW lc_messages") == "C"
    assert (
        ask(dsn, "SELECT datcollate || datctype FROM pg_database WHERE datname = current_database()") == "CC"
    )
    end(program)


def test_the_program_may_take_any_role_and_nobody_comes_over_the_network(home: Path) -> None:
    with embedded(home) as dsn:
        ask(dsn, "CREATE ROLE clerk LOGIN")
        assert ask(make_dsn(dsn, user="clerk"), "SELECT session_user") == "clerk"
        assert ask(dsn, "SHOW listen_addresses") == ""
        assert stat.S_IMODE(socket_folder(dsn).stat().st_mode) == 0o700
        assert stat.S_IMODE((home / "data").stat().st_mode) == 0o700


def test_no_folder_on_the_way_changes_its_mode(home: Path) -> None:
    around = home.parent / "around"
    inside = around / "home"
    for folder, mode in ((around, 0o751), (inside, 0o715)):
        folder.mkdir()
        folder.chmod(mode)
    with embedded(inside):
        assert [stat.S_IMODE(folder.stat().st_mode) for folder in (around, inside)] == [0o751, 0o715]
    assert [stat.S_IMODE(folder.stat().st_mode) for folder in (around, inside)] == [0o751, 0o715]


def test_a_first_start_that_was_interrupted_does_not_hinder_the_next(home: Path) -> None:
    for half in ("data.part", "postgresql-0.0.0.part"):
        (home / half).mkdir(parents=True)
        (home / half / "half").touch()
    home.chmod(0o711)
    with embedded(home) as dsn:
        assert ask(dsn, "SELECT 1") == 1
    assert not list(home.glob("*.part"))


def test_a_server_that_does_not_start_is_refused_with_what_it_says(home: Path) -> None:
    with embedded(home):
        pass
    with pytest.raises(Refused, match="no_such_setting"), embedded(home, {"no_such_setting": "1"}):
        pass
    assert not is_running(home)


def test_a_file_is_no_home(folder: Path) -> None:
    (folder / "file").touch()
    with pytest.raises(Refused, match="Không ghi được"), embedded(folder / "file"):
        pass


@only_root
def test_an_ordinary_user_is_served_after_and_beside_root(home: Path, start: Start) -> None:
    nobody = pwd.getpwnam("nobody").pw_uid
    theirs = home.parent / "theirs"
    theirs.mkdir()
    os.chown(theirs, nobody, nobody)
    with embedded(home) as ours:
        program = start(theirs, nobody)
        dsn = dsn_of(program)
        intruder = "import os, sys, psycopg2; os.setuid(int(sys.argv[1])); psycopg2.connect(sys.argv[2])"
        command = [sys.executable, "-c", intruder, str(nobody), ours]
        tried = subprocess.run(command, stderr=subprocess.PIPE, text=True, check=False)
        assert "Permission denied" in tried.stderr
        assert (theirs / "data").stat().st_uid == nobody
        assert dsn != ours
        end(program)
    assert not is_running(home)
    assert not processes_of(theirs)


@only_root
def test_root_leaves_the_home_of_another_account_alone(home: Path) -> None:
    home.mkdir()
    os.chown(home, pwd.getpwnam("nobody").pw_uid, -1)
    with pytest.raises(Refused, match="thuộc tài khoản khác"), embedded(home):
        pass
    assert list(home.iterdir()) == []


@only_root
def test_root_is_told_of_a_door_that_is_closed_to_the_server(home: Path) -> None:
    home.mkdir(mode=0o700)
    with pytest.raises(Refused, match="quyền đi qua"), embedded(home):
        pass
    assert stat.S_IMODE(home.stat().st_mode) == 0o700
