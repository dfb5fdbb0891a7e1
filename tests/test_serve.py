"""The program as a whole: it serves, says where, stops cleanly, and finds its data again."""

import json
import os
import re
import select
import signal
import subprocess
import sys
import threading
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from multiprocessing import get_context
from pathlib import Path

import psycopg2
import pytest

from api.commands import serve
from domain.app import NewUnit
from infra.embedded import embedded, is_running
from tests.world import OFFICE, World

ROOT = Path(__file__).parents[1]


@contextmanager
def started(home: Path, *words: str, **more: str) -> Iterator[tuple[subprocess.Popen[str], str]]:
    """The program and its address, once it has told it."""
    environment = {**os.environ, "SONQ_HOME": str(home), "SONQ_PORT": "0", "PYTHONWARNINGS": "ignore"} | more
    command = [sys.executable, str(ROOT / "sonq.py"), *(words or ("serve",))]
    with subprocess.Popen(
        command,
        env=environment,
        stdout=subprocess.PIPE,
        text=True,
        preexec_fn=listen_to_signals,  # noqa: PLW1509
    ) as program:
        assert program.stdout is not None
        url = next(line for line in program.stdout if "http" in line).split(": ")[1].strip()
        try:
            yield program, url
        finally:
            program.kill()


def listen_to_signals() -> None:
    """As in a terminal: whoever runs the tests in the background may have them ignored."""
    for ending in (signal.SIGTERM, signal.SIGINT, signal.SIGHUP):
        signal.signal(ending, signal.SIG_DFL)


def test_under_nohup_it_outlives_the_terminal(home: Path) -> None:
    before = signal.signal(signal.SIGHUP, signal.SIG_IGN)
    try:
        command = [sys.executable, "-c", OUTLIVES, str(ROOT), str(home)]
        assert subprocess.run(command, check=False).returncode == 0
    finally:
        signal.signal(signal.SIGHUP, before)


OUTLIVES = """
import signal, sys
sys.path.insert(0, sys.argv[1])
import os
os.environ["SONQ_HOME"] = sys.argv[2]
import sonq
sonq.main(["status"])
sys.exit(signal.getsignal(signal.SIGHUP) is not signal.SIG_IGN)
"""


def answer(url: str, path: str) -> dict[str, object]:
    with urllib.request.urlopen(url + path, timeout=30) as response:
        found: dict[str, object] = json.load(response)
    return found


def run(home: Path, *words: str) -> subprocess.CompletedProcess[str]:
    environment = {**os.environ, "SONQ_HOME": str(home), "SONQ_PORT": "0"}
    return subprocess.run(
        [sys.executable, str(ROOT / "sonq.py"), *words],
        env=environment,
        capture_output=True,
        text=True,
        check=False,
    )


@pytest.mark.parametrize("ending", [signal.SIGTERM, signal.SIGINT, signal.SIGHUP])
def test_it_serves_until_it_is_told_to_stop_and_leaves_nothing_running(
    home: Path, ending: signal.Signals
) -> None:
    with started(home) as (program, url):
        assert answer(url, "healthz")["status"] == "ok"
        program.send_signal(ending)
        assert program.wait(60) == 0
    assert not is_running(home)


def test_the_first_start_says_how_to_begin(home: Path) -> None:
    with started(home, SONQ_ORIGIN="https://sonq.tinhuy.example") as (program, _):
        assert program.stdout is not None
        said = program.stdout.readline()
        assert "tạo tài khoản quản trị đầu tiên" in said
        assert re.search(r"Mã mở lần đầu: \S{14}$", said)
        program.terminate()
        program.wait(60)


def test_a_second_start_says_where_the_first_is(home: Path) -> None:
    with started(home) as (program, url):
        second = run(home, "serve")
        assert (second.returncode, url in second.stdout) == (0, True)
        assert url in run(home, "status").stdout
        program.terminate()
        program.wait(60)


def test_killed_it_finds_its_data_again_and_stops_what_was_left(home: Path) -> None:
    with started(home) as (program, url):
        program.kill()
        program.wait()
    assert is_running(home)
    with started(home) as (program, url):
        assert answer(url, "healthz")["status"] == "ok"
        program.send_signal(signal.SIGINT)
        assert program.wait(60) == 0
    assert not is_running(home)


def test_as_many_processes_serve_as_there_are_processors_for_and_none_outlives_the_first(home: Path) -> None:
    with started(home) as (program, url):
        assert answer(url, "healthz")["status"] == "ok"
        others = [os.pidfd_open(pid) for pid in forked_by(program.pid)]
        assert len(others) == min(serve.MOST, len(os.sched_getaffinity(0))) - 1
        program.kill()
        for other in others:
            assert select.select([other], [], [], 30)[0]
            os.close(other)
    with embedded(home):  # what was left is stopped
        pass


def test_that_one_of_them_has_gone_before_its_time_is_said(caplog: pytest.LogCaptureFixture) -> None:
    for early in (True, False):
        other, ended = get_context("spawn").Process(target=signal.pause), threading.Event()
        other.start()
        other.kill()
        if not early:
            ended.set()
        caplog.clear()
        serve.watch([other], ended)
        other.join()
        assert ("đã dừng giữa chừng" in caplog.text) == early


def forked_by(parent: int) -> list[int]:
    """The processes of the same program."""
    found = []
    for folder in Path("/proc").glob("[0-9]*"):
        with suppress(OSError):
            state = (folder / "stat").read_text().rpartition(")")[2].split()
            if int(state[1]) == parent and b"sonq.py" in (folder / "cmdline").read_bytes():
                found.append(int(folder.name))
    return found


def test_serving_ends_seeding_for_ever(home: Path) -> None:
    with embedded(home) as dsn:
        world = World(dsn)
        world.units("Xã Tam Sơn")
        world.database.close()
    with started(home) as (program, _):
        program.terminate()
        program.wait(60)
    with embedded(home) as dsn, psycopg2.connect(dsn) as connection, connection.cursor() as cursor:
        cursor.execute("SELECT mode FROM sonq.log_state")
        assert cursor.fetchall() == [("serving",)]
    connection.close()


def test_what_is_recorded_beside_the_server_is_seen_by_it(home: Path) -> None:
    with started(home) as (program, url):
        before = answer(url, "healthz")["position"]
        with embedded(home) as dsn:
            world = World(dsn)
            new = [NewUnit(name="Xã Tam Sơn", group=6, rank=1)]
            world.another_register(told=False).establish_units(OFFICE, new, day=world.today())
            world.database.close()
        assert answer(url, "healthz")["position"] == int(str(before)) + 1
        said = run(home, "show", "summary", "--json")
        assert json.loads(said.stdout)[0]["total"] == 0
        program.terminate()
        program.wait(60)


def test_bad_words_and_settings_get_a_sentence_and_no_stack_trace(home: Path) -> None:
    for words, sentence in (
        (("show", "summary", "--day", "31/02/2026"), "Không có ngày 31/2/2026 trong lịch."),
        (("show", "nothing"), "không có lựa chọn"),
        (("import", str(home / "none.docx"), "--number", "03/NQ-CP", "--day", "9/1/2025"), "none.docx"),
    ):
        said = run(home, *words)
        assert said.returncode == 2
        assert sentence in said.stderr
        assert "Traceback" not in said.stderr
