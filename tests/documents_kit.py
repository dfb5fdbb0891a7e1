"""Documents recorded and linked in one line, for the tests of their life and of their lists."""

from datetime import date
from typing import Any
from uuid import UUID

from domain.paper import Authority
from domain.resolution import Content, Relation
from projections.document_list import document_card
from projections.moment import as_reviewed
from tests.scene import JAN
from tests.world import OFFICE, World


def head(number: str = "", day: date = JAN[0], **changes: Any) -> Content:
    given = {"kind": "NQ", "title": "Về việc thử", "issuer": Authority.STANDING_BOARD, "series": "XVIII"}
    return Content(number, day, **given | changes)


def recorded(world: World, number: str = "", day: date = JAN[0], **changes: Any) -> UUID:
    done = world.register.record_resolution(OFFICE, head(number, day, **changes))
    return UUID(done.answer["resolution"])


def link(world: World, source: UUID, to: UUID, relation: Relation = Relation.IMPLEMENTS, **more: Any) -> None:
    world.register.link_resolutions(OFFICE, source, relation=relation, to=to, **more)


def card(world: World, document: UUID, day: date | None = None, **more: Any) -> Any:
    return world.query(document_card, as_reviewed(world.log, day or world.today()), document, **more)
