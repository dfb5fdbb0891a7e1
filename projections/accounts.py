"""The accounts behind a list of people, as the log has them now."""

from collections.abc import Iterable, Mapping
from uuid import UUID

from domain.account import Account, Opened, account
from projections.engine import Log


def accounts(log: Log, ids: Iterable[UUID]) -> Mapping[UUID, Account]:
    """Those of these ids that are accounts. One query, whose cost is that of their own events."""
    return {
        stream: account(stream, [recorded.event for recorded in recorded_of])
        for stream, recorded_of in log.streams(ids, log.head()).items()
        if isinstance(recorded_of[0].event.fact, Opened)
    }
