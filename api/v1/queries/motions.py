"""What was put forward of accounts, units and rules, answered and waiting; the Office's and its overseers' to see."""

from datetime import date
from functools import partial
from uuid import UUID

import msgspec

from api.v1.clocks import When
from api.v1.commands.motions import PATHS, SUBJECTS
from api.v1.table import Ask, Query
from domain.motion import BOOKS
from domain.permissions import Right, Touch
from domain.person import called
from projections.motions import motions


class Motion(msgspec.Struct, frozen=True):
    """Một nội dung đã trình; chưa trả lời thì đang chờ ý kiến, đã trả lời mà không nêu lý do là được đồng ý."""

    ref: int
    day: date
    by: str | None
    words: str
    person: UUID | None
    answered: date | None
    answered_by: str | None
    reason: str


class Motions(msgspec.Struct, frozen=True):
    """Các nội dung đã trình, trình trước ở trên."""

    items: list[Motion]


def _motions(book: Right, ask: Ask) -> Motions:
    found = motions(ask.cursor, ask.house.log, ask.at, book)
    by = {one.by for one in found} | {one.answered.by for one in found if one.answered}
    people = ask.house.private.people.names(by)
    return Motions(
        [
            Motion(
                one.ref,
                one.day,
                called(one.by, people.get(one.by)),
                one.words,
                one.person,
                one.answered.day if one.answered else None,
                called(one.answered.by, people.get(one.answered.by)) if one.answered else None,
                one.answered.reason if one.answered else "",
            )
            for one in found
        ]
    )


MOTIONS = tuple(
    Query(
        name=f"submissions_of_{PATHS[book]}",
        path=f"/{PATHS[book]}/submissions",
        summary=f"Nội dung trình về {SUBJECTS[book]}",
        params=When,
        found=Motions,
        run=partial(_motions, book),
        rights=(book,),
        touch=Touch.OTHER,
    )
    for book in BOOKS
)
