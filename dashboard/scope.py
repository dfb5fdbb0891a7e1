"""The own field and area (lĩnh vực, địa bàn): which units somebody follows, what a page shows him first."""

from collections.abc import Set
from uuid import UUID

from dashboard.address import Asked, Scope
from dashboard.look import Look
from dashboard.markup import Markup, tag
from domain.account import IN_CHARGE, Role

SCOPE_NAMES = {
    Scope.FOLLOWED: "Lĩnh vực, địa bàn đồng chí phụ trách",
    Scope.ALL: "Toàn tỉnh",
}


BEGIN = frozenset({Role.BOARD_MEMBER})
"""For whom pages open on what is his own."""


def scope_of(look: Look, begin: Set[Role] = BEGIN) -> Scope:
    """Whose work the page shows. ``begin``: the roles for which it opens on their own field and area."""
    if not _followed(look):
        return Scope.ALL
    first = Scope.FOLLOWED if look.viewer.charge.role in begin else Scope.ALL
    return look.asked.scope or first


def units_of(look: Look, scope: Scope) -> tuple[UUID, ...] | None:
    """The units whose work is counted; None: of all."""
    return _followed(look) if scope is Scope.FOLLOWED else None


def scopes(look: Look, path: str, begin: Set[Role] = BEGIN) -> Markup | None:
    """The choice between the two; None for who follows no unit in particular."""
    if not _followed(look):
        return None
    shown = scope_of(look, begin)
    return tag(
        "nav",
        (
            tag(
                "a",
                name,
                href=look.asked.but(scope=scope, behind=None).at(path),
                aria_current="true" if scope is shown else None,
            )
            for scope, name in SCOPE_NAMES.items()
        ),
        class_="choice",
        aria_label="Phạm vi",
    )


def within(look: Look) -> Asked:
    """The moment and the scope of the page, for the addresses of its lists."""
    return look.asked.when.but(scope=Scope.FOLLOWED if scope_of(look) is Scope.FOLLOWED else None)


def _followed(look: Look) -> tuple[UUID, ...] | None:
    charge = look.viewer.charge
    return (charge.units or None) if charge.role in IN_CHARGE else None
