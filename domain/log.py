"""What the application asks of the log beyond the eventsourcing library, and the ways the log says no.

The log is kept elsewhere; these are the words that both sides share.
"""

import re
from collections.abc import Mapping, Sequence
from contextlib import AbstractContextManager
from typing import Protocol
from uuid import UUID

import msgspec
from eventsourcing.persistence import IntegrityError, StoredEvent

from domain.errors import Refused
from domain.event import AccountId

_KEY = re.compile("[!-~]{1,200}")


class Request(msgspec.Struct, frozen=True):
    """A command as its sender names it: the same ``key`` of one account means the same command.

    ``hash`` is taken over the whole content, so that a key used again for something else is noticed.
    """

    account: AccountId
    key: str
    hash: str

    def __post_init__(self) -> None:
        if not _KEY.fullmatch(self.key):
            raise Refused(
                "Mã yêu cầu không hợp lệ; đề nghị dùng từ 1 đến 200 chữ, số, dấu không có dấu cách.",
                field="key",
            )


class Answer(msgspec.Struct, frozen=True):
    """What was replied to a request, and the last position of what was recorded for it."""

    text: str
    position: int


class VersionConflict(IntegrityError):  # noqa: N818 - as Refused: an answer, not a fault
    """A stream has grown since the decision was made, or a version was left out: decide anew."""


class ReadConflict(IntegrityError):  # noqa: N818
    """A stream that the decision only read has grown since: decide anew."""


class HeadMoved(IntegrityError):  # noqa: N818
    """Something was recorded after the position that the decision was made at: decide anew."""


class Answered(Exception):  # noqa: N818
    """The request is done already: nothing was appended, ``answer`` is the reply to give."""

    def __init__(self, answer: Answer) -> None:
        super().__init__(answer)
        self.answer = answer


class KeyReused(Refused):
    """The key of an earlier request came with another content."""

    def __init__(self) -> None:
        super().__init__("Mã yêu cầu này đã được dùng cho một nội dung khác. Đề nghị gửi lại với mã mới.")


class SeedingClosed(Refused):
    """A moment of recording was given, but the log is in use: only its own clock counts."""

    def __init__(self) -> None:
        super().__init__("Sổ đã đưa vào sử dụng, không nhận thời điểm ghi sổ cho trước.")


class ClockAhead(Refused):
    """The clock of the server is far ahead of the last event; what it stamps could never be taken back."""

    def __init__(self) -> None:
        super().__init__(
            "Chưa ghi được: đồng hồ của máy chủ chạy trước lần ghi sổ cuối cùng hơn 60 ngày."
            " Đề nghị người quản trị kiểm tra ngày giờ của máy chủ và xác nhận."
        )


class Recorder(Protocol):
    """The recorder as the application uses it: ``save(*events, **kwargs)`` hands its kwargs through."""

    def insert_events(
        self,
        stored_events: Sequence[StoredEvent],
        *,
        reads: Mapping[UUID, int] = ...,
        if_at: int | None = None,
        request: Request | None = None,
        answer: str | None = None,
    ) -> Sequence[int] | None:
        """Append all events in one transaction and return their positions, or append nothing and raise.

        :param reads: streams that the decision rests upon, with the version it saw (0: no such stream).
        :param if_at: the position it was made at; nothing may have been recorded after it.
        :param request: the sender's name for this command; with it goes the ``answer`` to keep.
        :raises VersionConflict, ReadConflict, HeadMoved: decide anew.
        :raises Answered, KeyReused, SeedingClosed, ClockAhead: do not.
        """

    def answer_of(self, request: Request) -> Answer | None:
        """The reply given to this request before, if any. Raises ``KeyReused`` if its content was another."""

    def exclusive(self) -> AbstractContextManager[None]:
        """Hold the log: in the block only this thread appends, once; it is committed at the end of the block.

        Everybody else waits, so decide within seconds.
        """
