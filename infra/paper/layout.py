"""Layout of Party papers as data, by the day of the paper; the head of the paper.

Source: Hướng dẫn 05-HD/VPTW, 27/5/2026, in the place of 36-HD/VPTW, 03/4/2018. As far as our sources tell,
what is set here is alike in both.
"""

from datetime import date

import msgspec

from domain.vietnamese import nfc


class Profile(msgspec.Struct, frozen=True, kw_only=True):
    """A version of the layout. Lengths in millimetres, sizes and spacing in points."""

    name: str
    since: date
    width: int = 210
    height: int = 297
    top: int = 20
    bottom: int = 20
    left: int = 30
    right: int = 15
    page_number_at: int = 10
    """From the upper edge."""
    font: str = "Times New Roman"
    size: int = 14
    party_size: int = 15
    kind_size: int = 16
    recipients_size: int = 12
    table_size: int = 12
    first_line: int = 10
    line: int = 18
    """Exactly."""
    between: int = 6
    """Between paragraphs."""


PROFILES = (
    Profile(name="05-HD/VPTW (2026)", since=date(2026, 5, 27)),
    Profile(name="36-HD/VPTW (2018)", since=date(2018, 4, 3)),
)
"""The newest first."""


def profile_of(day: date) -> Profile:
    """The layout of a paper of that day; of what is older than all, the oldest."""
    return next((profile for profile in PROFILES if profile.since <= day), PROFILES[-1])


class Letterhead(msgspec.Struct, frozen=True):
    """Whose paper it is: "TỈNH ỦY SÔNG LAM / VĂN PHÒNG", and where it is dated from."""

    province: str
    place: str
    committee: str = "Tỉnh ủy"
    """Or "Thành ủy"."""

    @property
    def superior(self) -> str:
        """The body above the Office, in capitals."""
        return nfc(f"{self.committee} {self.province}", one_line=True).upper()

    def dated(self, day: date) -> str:
        """ "Huế, ngày 05 tháng 02 năm 2026": a zero before days below ten and the months 1 and 2."""
        month = f"{day.month:02}" if day.month < 3 else str(day.month)
        return f"{self.place}, ngày {day.day:02} tháng {month} năm {day.year}"
