"""Processes append to one log while others follow it: does every reader see every event, once and in order?

    python -m benchmarks.append_follow --events 40000 --writers 8 --readers 2

Each writer appends one to five events at a time to streams of its own; every tenth append goes to a stream
that all share, where whoever was slower decides anew. Readers wait to be told and read page by page.
"""

import argparse
import contextlib
import random
import tempfile
import time
from collections.abc import Iterator
from concurrent.futures import ProcessPoolExecutor
from itertools import pairwise
from multiprocessing import get_context
from pathlib import Path
from uuid import UUID, uuid4

import msgspec
from eventsourcing.persistence import StoredEvent

from domain.event import Fact
from domain.log import VersionConflict
from infra.database import Database, prepare
from infra.embedded import embedded
from infra.log import Log
from infra.mapper import Mapper
from infra.recorders import ApplicationRecorder

Entry = tuple[int, UUID, int]
"""Position, stream, version."""


class Measured(Fact, frozen=True, kw_only=True):
    """A fact of no meaning, about as long as a real one."""

    TOPIC = "benchmarks.measured"

    text: str = "Báo cáo kết quả thực hiện nhiệm vụ, số liệu đến ngày 30/6/2026. " * 4


class Written(msgspec.Struct):
    """What one writer did: the entries acknowledged to it, its appends, its decisions made anew."""

    entries: list[Entry]
    appends: int
    conflicts: int
    started: float
    ended: float


class Figures(msgspec.Struct):
    """What came of it all. The four faults are counted over all readers."""

    events: int
    appends: int
    conflicts: int
    seconds: float
    lost: int
    twice: int
    out_of_order: int
    gaps: int

    def __str__(self) -> str:
        return (
            f"{self.events} events in {self.appends} appends, {self.seconds:.1f} s:"
            f" {self.events / self.seconds:.0f} events/s, {self.appends / self.seconds:.0f} appends/s;"
            f" {self.conflicts} conflicts decided anew\n"
            f"lost {self.lost}, twice {self.twice}, out of order {self.out_of_order}, gaps {self.gaps}"
        )


def write(dsn: str, events: int, shared: UUID, seed: int) -> Written:
    """Append ``events`` events, in transactions of one to five."""
    chance = random.Random(seed)
    state = msgspec.json.encode(Measured(by="benchmark"))
    with contextlib.closing(Database(dsn)) as database:
        recorder = ApplicationRecorder(database)
        done = Written([], 0, 0, time.monotonic(), 0.0)
        while len(done.entries) < events:
            count = min(chance.randint(1, 5), events - len(done.entries))
            stream = shared if done.appends % 10 == 9 else uuid4()
            while True:
                last = recorder.select_events(stream, desc=True, limit=1) if stream == shared else []
                first = last[0].originator_version + 1 if last else 1
                new = [StoredEvent(stream, first + n, Measured.TOPIC, state) for n in range(count)]
                with contextlib.suppress(VersionConflict):
                    positions = recorder.insert_events(new) or []
                    break
                done.conflicts += 1
            done.entries += zip(positions, [stream] * count, range(first, first + count), strict=True)
            done.appends += 1
        done.ended = time.monotonic()
        return done


def follow(dsn: str, until: int) -> list[Entry]:
    """What a reader sees of the log up to position ``until``, in the order it sees it."""
    seen: list[Entry] = []
    after = 0
    with contextlib.closing(Database(dsn)) as database:
        log = Log(database, Mapper(facts=[Measured]))
        with log.listen() as listener:
            while after < until and (listener.wait(60) or after == 0):
                for page in log.pages(after):
                    seen += [(r.position, r.event.originator_id, r.event.originator_version) for r in page]
                    after = page[-1].position
    return seen


def run(dsn: str, events: int, writers: int, readers: int) -> Figures:
    """Do it all on the empty log at ``dsn``."""
    context = get_context("forkserver")
    context.set_forkserver_preload([__name__])
    shared = uuid4()
    shares = [events // writers + (n < events % writers) for n in range(writers)]
    with ProcessPoolExecutor(writers + readers, mp_context=context) as processes:
        following = [processes.submit(follow, dsn, events) for _ in range(readers)]
        writing = [processes.submit(write, dsn, share, shared, n) for n, share in enumerate(shares)]
        written = [future.result() for future in writing]
        acknowledged = sorted(entry for one in written for entry in one.entries)
        seen = [future.result() for future in following]
    return Figures(
        events=len(acknowledged),
        appends=sum(one.appends for one in written),
        conflicts=sum(one.conflicts for one in written),
        seconds=max(one.ended for one in written) - min(one.started for one in written),
        lost=sum(len(set(acknowledged) ^ set(entries)) for entries in seen),
        twice=sum(len(entries) - len(set(entries)) for entries in seen),
        out_of_order=sum(b <= a for entries in seen for a, b in pairwise(entries)),
        gaps=sum(b[0] != a[0] + 1 for entries in (acknowledged, *seen) for a, b in pairwise(entries)),
    )


@contextlib.contextmanager
def fresh_server() -> Iterator[str]:
    """An embedded server of its own, as durable as in use; the DSN of its superuser."""
    with tempfile.TemporaryDirectory(prefix="sonq-benchmark-") as folder:
        Path(folder).chmod(0o711)
        with embedded(Path(folder) / "home") as dsn:
            yield dsn


def main() -> None:
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--events", type=int, default=40_000)
    parser.add_argument("--writers", type=int, default=8)
    parser.add_argument("--readers", type=int, default=2)
    chosen = parser.parse_args()
    with fresh_server() as setup:
        print(run(prepare(setup), chosen.events, chosen.writers, chosen.readers))


if __name__ == "__main__":
    main()
