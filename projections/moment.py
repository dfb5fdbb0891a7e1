"""Which of the two clocks stand where: what was known, and the day that is asked about."""

from datetime import date

import msgspec

from projections.versions import OPEN


class Moment(msgspec.Struct, frozen=True):
    """A point of the two clocks.

    ``shown``: số liệu đã báo cáo, as known on the evening of ``day`` itself; the position plays no part then.
    Otherwise as known at ``known``, the end of a transaction (``OPEN``: all that is known).
    """

    day: date
    known: int = OPEN - 1
    shown: bool = False

    def where(self, alias: str = "") -> str:
        """The SQL condition on a versioned table; its values are ``values()``."""
        dot = f"{alias}." if alias else ""
        if self.shown:
            return f"{dot}shown_from <= %(day)s AND {dot}shown_to > %(day)s"
        return (
            f"{dot}known_from <= %(known)s AND {dot}known_to > %(known)s"
            f" AND {dot}from_day <= %(day)s AND {dot}to_day > %(day)s"
        )

    def values(self) -> dict[str, object]:
        """What ``where`` refers to."""
        return {"day": self.day, "known": self.known}
