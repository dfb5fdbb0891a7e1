"""How many stored events a second come back as facts: our typed mapper against the library's JSON transcoder.

python -m benchmarks.decoding
"""

import time
from collections.abc import Callable
from datetime import UTC, date, datetime
from typing import Any
from uuid import UUID, uuid4

from eventsourcing.domain import DomainEvent
from eventsourcing.persistence import (
    DatetimeAsISO,
    JSONTranscoder,
    StoredEvent,
    Transcoding,
    UUIDAsHex,
)
from eventsourcing.persistence import Mapper as LibraryMapper

from domain.event import Dated, Event
from infra.mapper import Mapper


class Reported(Dated, frozen=True, kw_only=True):
    """A fact like a real one."""

    TOPIC = "benchmarks.reported"

    assignment: UUID
    step: str
    results: str


class LibraryReported(DomainEvent):
    """The same as the library keeps it."""

    by: str
    day: date
    assignment: UUID
    step: str
    results: str


class DateAsISO(Transcoding):
    """The library knows no dates."""

    type = date
    name = "date_iso"

    def encode(self, obj: date) -> str:
        return obj.isoformat()

    def decode(self, data: str) -> date:
        return date.fromisoformat(data)


def rate(decode: Callable[[StoredEvent], object], stored: StoredEvent, count: int = 50_000) -> float:
    """Decoded events a second, the best of three rounds."""
    best = 0.0
    for _ in range(3):
        started = time.perf_counter()
        for _ in range(count):
            decode(stored)
        best = max(best, count / (time.perf_counter() - started))
    return best


def main() -> None:
    content: dict[str, Any] = {
        "by": "chuyen-vien-01",
        "day": date(2026, 6, 30),
        "assignment": uuid4(),
        "step": "trình",
        "results": "Đã trình Ban Thường vụ Tỉnh ủy dự thảo kế hoạch; số liệu đến ngày 30/6/2026.",
    }
    ours = Mapper(facts=[Reported])
    transcoder = JSONTranscoder()
    for transcoding in (UUIDAsHex(), DatetimeAsISO(), DateAsISO()):
        transcoder.register(transcoding)
    theirs: LibraryMapper[UUID] = LibraryMapper(transcoder)
    event = LibraryReported(uuid4(), 1, datetime.now(UTC), **content)
    stored = ours.to_stored_event(Event(uuid4(), 1, Reported(**content)))
    print(f"ours     {rate(ours.to_domain_event, stored):9,.0f} a second")
    print(f"library  {rate(theirs.to_domain_event, theirs.to_stored_event(event)):9,.0f} a second")


if __name__ == "__main__":
    main()
