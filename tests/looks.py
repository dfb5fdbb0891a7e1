"""Who looks, in tests that need no sign-in: a look at a page as somebody of a role."""

from collections.abc import Iterable
from uuid import UUID

from dashboard.address import OVERVIEW, Asked
from dashboard.look import Beside, Look, Names
from domain.access import Viewer
from domain.account import Charge, Role
from infra.holidays import propose
from infra.paper.excel import workbook
from infra.paper.word import paper
from tests.world import LETTERHEAD, World


def viewer(role: Role = Role.STANDING, unit: UUID | None = None, units: Iterable[UUID] = ()) -> Viewer:
    """Somebody of that role, as if signed in."""
    return Viewer(UUID(int=1), "Nguyễn Văn An", (Charge(role, unit, tuple(units)),))


def no_names(accounts: Iterable[str]) -> dict[str, str]:
    """Nobody is known by name."""
    return {}


def beside(world: World, names: Names = no_names) -> Beside:
    """What pages show from beside the log of this world."""
    private = world.private
    return Beside(
        names,
        private.uploads,
        private.people,
        private.access,
        private.drafts,
        lambda sheet: paper(sheet, LETTERHEAD),
        workbook,
        propose,
    )


def look(world: World, asked: Asked | None = None, path: str = OVERVIEW, who: Viewer | None = None) -> Look:
    """A look at the page of ``path``; by a member of the Standing Committee unless another is given."""
    return Look(world.reader, who or viewer(), asked or Asked(), path, beside(world))
