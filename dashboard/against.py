"""The other of two moments: what a page is compared with, as its address has it, and in words."""

from datetime import date
from uuid import UUID

from dashboard import reading
from dashboard.address import AGAINST, Asked, Way
from dashboard.read_address import settled
from domain.errors import Refused
from domain.vietnamese import day as vn_day
from projections import known

DAY, WAY, KNOWN = f"{AGAINST}ngay", f"{AGAINST}cach", f"{AGAINST}biet"
WEEK = 7


def against(asked: Asked, today: date) -> Asked:
    """The earlier moment of ``asked``: where nothing is said, a week before, as it was reported or is known.

    Its day is said, but for a closing's own. Raises ``Refused`` as ``read_address.read``.
    """
    given = dict(asked.told)
    if not any(name in given for name in (DAY, WAY, KNOWN)):
        day = date.fromordinal((asked.day or today).toordinal() - WEEK)
        return Asked(day=day, way=asked.way, known=asked.known)
    if given.get(WAY, Way.REPORTED) not in set(Way):
        raise Refused("Cách xem số liệu không đúng. Đề nghị chọn lại.", field=WAY)
    then = Asked(
        day=reading.day(given[DAY]) if DAY in given else None,
        way=Way(given.get(WAY, Way.REPORTED)),
        known=known.read(given[KNOWN], KNOWN) if KNOWN in given else None,
    )
    then = settled(then, today)
    return then if isinstance(then.known, UUID) else then.but(day=then.day or today)


def compared(asked: Asked, then: Asked) -> Asked:
    """``asked``, compared with the moment of ``then``, whose day is said."""
    said = [(DAY, then.day.isoformat())] if then.day else []
    if then.known is not None:
        said.append((KNOWN, known.write(then.known)))
    elif then.way is not Way.REPORTED:
        said.append((WAY, then.way.value))
    return asked.but(told=tuple(said))


def moment_words(asked: Asked, today: date) -> str:
    """Which moment, to stand in a sentence: "ngày 30/6/2026 (số liệu đã báo cáo)"."""
    day = asked.day or today
    words = f"ngày {vn_day(day)}"
    if asked.closing:
        return f"{words} (số liệu đã chốt {asked.closing.name})"
    if asked.known is not None:
        return f"{words} (theo những gì biết đến {known.told(asked.known)})"
    if day == today:
        return f"{words} (số liệu đang cập nhật)"
    return f"{words} ({'số liệu đã báo cáo' if asked.way is Way.REPORTED else 'số liệu sau rà soát'})"
