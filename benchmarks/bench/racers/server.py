"""The peer of our server: the least that FastAPI can do for a command, one append by the same recorder."""

import socket
import sys
from contextlib import closing
from uuid import uuid4

import uvicorn
from eventsourcing.persistence import StoredEvent
from fastapi import FastAPI
from pydantic import BaseModel

from benchmarks.bench.racers.material import TOPIC
from infra.database import Database
from infra.recorders import ApplicationRecorder


class Sent(BaseModel):
    """What is to be recorded."""

    day: str
    report: dict[str, object]


def main() -> None:
    with closing(Database(sys.argv[1])) as database:
        recorder, app = ApplicationRecorder(database), FastAPI()

        @app.post("/append")
        def append(sent: Sent) -> dict[str, int]:
            event = StoredEvent(uuid4(), 1, TOPIC, sent.model_dump_json().encode())
            [position] = recorder.insert_events([event]) or []
            return {"position": position}

        # The protocol is named so that asyncio sends at once what it is given: see ``api/commands/serve.py``.
        with socket.socket(socket.AF_INET, socket.SOCK_STREAM, socket.IPPROTO_TCP) as listening:
            listening.bind(("127.0.0.1", 0))
            listening.listen()
            print(f"http://127.0.0.1:{listening.getsockname()[1]}/", flush=True)
            uvicorn.Server(uvicorn.Config(app, log_level="warning")).run(sockets=[listening])


if __name__ == "__main__":
    main()
