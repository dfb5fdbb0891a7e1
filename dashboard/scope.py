"""The own field and area (lĩnh vực, địa bàn): which units somebody follows, what a page shows him first."""

from uuid import UUID

from dashboard.address import Asked, Scope
from dashboard.look import Look
from dashboard.markup import Markup, tag
from domain.account import IN_CHARGE, Role

SCOPE_NAMES = {
    Scope.FOLLOWED: "Lĩnh vực, địa bàn đồng chí phụ trách",
    Scope.ALL: "Toàn tỉnh",
}


def scope_of(look: Look) -> Scope:
    """Whose work the page shows. A member of the Standing Board begins with his own field and area."""
    if not _followed(look):
        return Scope.ALL
    first = Scope.FOLLOWED if look.viewer.charge.role is Role.BOARD_MEMBER else Scope.ALL
    return look.asked.scope or first


def units_of(look: Look, scope: Scope) -> tuple[UUID, ...] | None:
    """The units whose work is counted; None: of all."""
    return _followed(look) if scope is Scope.FOLLOWED else None


def scopes(look: Look, path: str) -> Markup | None:
    """The choice between the two; None for who follows no unit in particular."""
    if not _followed(look):
        return None
    shown = scope_of(look)
    return tag(
        "nav",
        (
            tag(
                "a",
                name,
                href=look.asked.but(scope=scope).at(path),
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
