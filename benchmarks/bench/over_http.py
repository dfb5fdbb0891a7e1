"""Commands over HTTP: a report on an assignment, until the view shows it; against the least that FastAPI can do."""

import os
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import ExitStack, closing, contextmanager
from datetime import datetime
from random import Random
from typing import Any
from urllib.parse import quote
from uuid import UUID

import msgspec
from psycopg2.extensions import parse_dsn

from benchmarks.bench.client import Client, Load, load
from benchmarks.bench.line import Line
from benchmarks.bench.place import PROJECT, Place
from domain.account import Opened, Role
from infra.database import Database, prepare
from infra.log import VIETNAM, Log
from infra.mapper import Mapper
from infra.private import People, Tokens

CLIENTS = 16
SINGLE = 300
"""Commands of one client by himself."""
HEATS = 6
"""Turns of each in the time of all clients."""
RESULTS = "Đã hoàn thành dự thảo, đang lấy ý kiến các sở, ngành, địa phương; dự kiến trình trong tháng sau. "
PEER = "a FastAPI handler doing one append"


def lines(place: Place) -> Iterator[Line]:
    """One client and sixteen, on a copy of the register; in turn with the peer, for a machine is not always as fast."""
    today = datetime.now(VIETNAM).date().isoformat()
    sent = {"day": today, "report": {"as_of": today, "results": RESULTS}}
    chance = Random(1)
    with (
        place.database("peer") as beside,
        place.database(template="sonq") as setup,
        closing(Database(prepare(setup))) as database,
        served("-m", "benchmarks.bench.racers.server", prepare(beside)) as peer_url,
    ):
        log = Log(database, Mapper())
        log.confirm_clock()
        # A specialist of the Office may type in what units send.
        account = somebody(database, Role.SPECIALIST)
        token, assignments = Tokens(database.private).make(account, "bench", 1), _running(database)
        shares = [assignments[nth::CLIENTS] or assignments for nth in range(CLIENTS)]

        def report(client: Client, nth: int) -> tuple[int, Any]:
            return client.ask("POST", f"/api/v1/assignments/{chance.choice(shares[nth])}/reports", sent)

        def append(client: Client, nth: int) -> tuple[int, Any]:
            return client.ask("POST", "/append", sent)

        with served("sonq.py", "serve", database=setup) as url, ExitStack() as racing:
            signed_in = {"Authorization": f"Bearer {token}"}
            clients, peers = (
                [racing.enter_context(closing(Client(to, headers))) for _ in range(CLIENTS)]
                for to, headers in ((url, signed_in), (peer_url, {}))
            )

            def reported_and_seen() -> None:
                _, answer = _done(report(clients[0], 0))
                seen = f"/api/v1/assignments/{answer['assignment']}?after={answer['position']}"
                _done(clients[0].ask("GET", seen))

            shown, single = _medians_ms(reported_and_seen, lambda: _done(append(peers[0], 0)))
            ours, peer = Load(0, [], 0), Load(0, [], 0)
            for _ in range(HEATS):
                peer += load(peers, append, place.size.seconds / HEATS)
                ours += load(clients, report, place.size.seconds / HEATS)
            lag = _lag(database, log)
    yield Line(
        what="a command over HTTP until the view shows it, 1 client, median",
        against=PEER,
        ours=shown,
        peer=single,
        unit="ms",
        most=4,
    )
    what = f"commands over HTTP, {CLIENTS} clients for {place.size.seconds:g} s"
    yield Line(what=what, against=PEER, ours=ours.rate, peer=peer.rate, unit="commands/s", least=0.5)
    said = "; ".join(sorted({*ours.errors, *peer.errors})[:3])
    yield Line(
        what=f"{what}: errors", ours=len(ours.errors) + len(peer.errors), unit="errors", most=0, note=said
    )
    yield Line(what=f"{what}: lag of the view at the end", ours=lag, unit="s", most=1)


def _lag(database: Database, log: Log) -> float:
    """Seconds until the view has all that was recorded when the clients stopped."""
    began, head = time.monotonic(), log.head()
    while database.reading.rows("SELECT position FROM followed")[0][0] < head:
        time.sleep(0.005)
    return time.monotonic() - began


def _medians_ms(*commands: Callable[[], object]) -> list[float]:
    """Of each, one after the other in each round."""
    rounds = []
    for _ in range(SINGLE):
        times = []
        for command in commands:
            began = time.perf_counter()
            command()
            times.append(time.perf_counter() - began)
        rounds.append(times)
    return [1000 * statistics.median(times) for times in zip(*rounds[SINGLE // 10 :], strict=True)]


def _done(answer: tuple[int, Any]) -> tuple[int, Any]:
    assert answer[0] in (200, 201), answer
    return answer


def somebody(database: Database, role: Role) -> UUID:
    """An account of that role, which gets a person."""
    rows = database.reading.rows("SELECT stream, state FROM log WHERE topic = %s", [Opened.TOPIC])
    account = next(UUID(str(s)) for s, text in rows if msgspec.json.decode(text)["charge"]["role"] == role)
    People(database.private).add(account, "do.toc.do", "Người đo tốc độ", password="không ai đăng nhập")
    return account


def _running(database: Database) -> Sequence[UUID]:
    """Assignments on which reports may be sent."""
    sql = """SELECT assignment_id FROM assignment_timeline
        WHERE known_to = %s AND to_day > CURRENT_DATE AND stage = 1 ORDER BY assignment_id LIMIT 20000"""
    return [UUID(str(row[0])) for row in database.reading.rows(sql, [2**63 - 1])]


def _url_of(dsn: str) -> str:
    """As the setting wants it."""
    told = parse_dsn(dsn)
    return f"postgresql://{told['user']}@{quote(told['host'], safe='')}:{told['port']}/{told['dbname']}"


@contextmanager
def served(*arguments: str, database: str = "") -> Iterator[str]:
    """The address of a server in a process of its own, from a line that it prints."""
    with ExitStack() as undo:
        home = undo.enter_context(tempfile.TemporaryDirectory(prefix="sonq-bench-", dir="/tmp"))
        around = {
            **os.environ,
            "SONQ_HOME": home,
            "SONQ_PORT": "0",
            "SONQ_DATABASE_URL": _url_of(database) if database else "",
        }
        process = subprocess.Popen(
            [sys.executable, *arguments], cwd=PROJECT, env=around, stdout=subprocess.PIPE, text=True
        )
        undo.callback(process.wait)
        undo.callback(process.terminate)
        assert process.stdout
        undo.callback(process.stdout.close)
        for line in process.stdout:
            if "http://" in line:
                yield line[line.index("http://") :].strip()
                return
        raise RuntimeError(f"{arguments} did not start")
