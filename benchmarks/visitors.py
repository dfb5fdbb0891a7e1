"""Whoever works over HTTP while the server is killed: reports, each under a key, sent until they are answered."""

import contextlib
import http.client
import json
import random
import threading
from collections.abc import Callable
from datetime import datetime
from pathlib import Path
from types import TracebackType
from typing import Self
from urllib.parse import urlsplit
from uuid import UUID, uuid4

import psycopg2

from benchmarks.office import Acknowledged
from domain.account import Charge, Role
from domain.app import Actor, Register
from infra.database import Database
from infra.event_store import Factory
from infra.log import VIETNAM
from infra.private import People, Tokens
from infra.serving import who_serves

PAUSE = 0.1
"""Seconds before somebody who found nobody there comes again."""


class Visitor:
    """A specialist of the Office who types in reports. ``home``: of the server, where its address is told."""

    def __init__(self, dsn: str, home: Path, told: Callable[[Acknowledged], None], seed: int) -> None:
        self.account, self._token = _account(dsn)
        self._dsn, self._home, self._told = dsn, home, told
        self._chance = random.Random(seed)
        self._ended = threading.Event()
        self._thread = threading.Thread(target=self._work)

    def __enter__(self) -> Self:
        self._thread.start()
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.end()

    def end(self) -> None:
        """Returns when the last report is answered, or was given up."""
        self._ended.set()
        self._thread.join()

    def _work(self) -> None:
        number = 0
        while not self._ended.wait(PAUSE):
            for assignment in self._assignments():
                number += 1
                name = f"Báo cáo số {number} qua trang."
                if position := self._sent(assignment, name):
                    self._told(Acknowledged(name, position, []))

    def _assignments(self) -> list[UUID]:
        """Some that were issued; none, if the database is away."""
        sql = "SELECT stream FROM sonq.log WHERE topic = 'assignment.issued' ORDER BY position DESC LIMIT 40"
        try:
            with contextlib.closing(psycopg2.connect(self._dsn)) as opened, opened.cursor() as cursor:
                cursor.execute("SET ROLE sonq_app")
                cursor.execute(sql)
                issued = [UUID(str(stream)) for (stream,) in cursor.fetchall()]
        except psycopg2.OperationalError:
            return []
        return self._chance.sample(issued, min(10, len(issued)))

    def _sent(self, assignment: UUID, results: str) -> int | None:
        """The position that was answered; None: refused, or not answered before the end."""
        day = datetime.now(VIETNAM).date().isoformat()
        body = json.dumps({"day": day, "report": {"as_of": day, "results": results}})
        headers = {
            "Authorization": f"Bearer {self._token}",
            "Content-Type": "application/json",
            "Idempotency-Key": str(uuid4()),
        }
        while not self._ended.is_set():
            serving = who_serves(self._home)
            if serving:
                connection = http.client.HTTPConnection(urlsplit(serving.url).netloc, timeout=60)
                with contextlib.closing(connection), contextlib.suppress(OSError, http.client.HTTPException):
                    connection.request("POST", f"/api/v1/assignments/{assignment}/reports", body, headers)
                    answer = connection.getresponse()
                    said = answer.read()
                    if answer.status == 201:
                        return int(json.loads(said)["position"])
                    if answer.status < 500:
                        return None
            self._ended.wait(PAUSE)
        return None


def _account(dsn: str) -> tuple[UUID, str]:
    """A new one; (id, token)."""
    account = uuid4()
    with contextlib.closing(Database(dsn)) as database:
        register = Register(
            Factory(database=database),
            today=lambda: datetime.now(VIETNAM).date(),
            open_assignments=lambda units, day: (0, ()),
        )
        People(database.private).add(
            account,
            "qua.trang",
            "Người làm qua trang",
            opened=lambda: register.open_account(Actor("quan-tri"), Charge(Role.SPECIALIST), id=account),
        )
        return account, Tokens(database.private).make(account, "kills", 30)
