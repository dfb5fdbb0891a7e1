"""What a page is made for: who looks, at which moment, and the means to ask."""

from collections.abc import Callable, Iterable, Mapping
from functools import cached_property

from dashboard.address import Asked
from domain.access import Viewer
from projections.moment import Moment
from projections.reader import Reader

Names = Callable[[Iterable[str]], Mapping[str, str]]
"""Account ids -> the names of the people; one that is erased, or no account, is left out."""


class Look:
    """One look at one page. Rights are asked of ``viewer``; every query takes ``at``."""

    def __init__(self, reader: Reader, viewer: Viewer, asked: Asked, path: str, names: Names) -> None:
        self.reader = reader
        self.viewer = viewer
        self.asked = asked
        self.path = path
        self.names = names

    @cached_property
    def at(self) -> Moment:
        """The two clocks."""
        return self.asked.moment(self.reader)

    @property
    def live(self) -> bool:
        """Whether it looks at now; acts are offered only then."""
        return self.asked.day is None
