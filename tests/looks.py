"""Who looks, in tests that need no sign-in: a look at a page as somebody of a role."""

from collections.abc import Iterable
from uuid import UUID

from dashboard.address import OVERVIEW, Asked
from dashboard.look import Beside, Look
from domain.access import Viewer
from domain.account import Charge, Role
from tests.world import World


def viewer(role: Role = Role.STANDING, unit: UUID | None = None, units: Iterable[UUID] = ()) -> Viewer:
    """Somebody of that role, as if signed in."""
    return Viewer(UUID(int=1), "Nguyễn Văn An", (Charge(role, unit, tuple(units)),))


def no_names(accounts: Iterable[str]) -> dict[str, str]:
    """Nobody is known by name."""
    return {}


def look(world: World, asked: Asked | None = None, path: str = OVERVIEW, who: Viewer | None = None) -> Look:
    """A look at the page of ``path``; by a member of the Standing Committee unless another is given."""
    beside = Beside(no_names, world.private.uploads, world.private.people, world.private.access)
    return Look(world.reader, who or viewer(), asked or Asked(), path, beside)
