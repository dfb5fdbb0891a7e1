"""Annexes on their way in: kept for whoever sent them, as far as he has come, until nobody goes on with them."""

from collections.abc import Iterator
from datetime import timedelta
from uuid import UUID, uuid4

import msgspec
import pytest

from domain.annex.choices import Choices, LeadChoice
from domain.annex.intake import Head, Intake, Taken
from domain.errors import NotFound
from domain.task import Leads
from tests.annex_tables import HEADER, table
from tests.world import World

MINE, OTHERS = uuid4(), uuid4()
INTAKE = Intake("phụ lục.docx", (table(f"{HEADER}\n1 | Việc một | Sở Nội vụ | | | 2026"),))


@pytest.fixture
def world(database: str) -> Iterator[World]:
    world = World(database)
    yield world
    world.database.close()


def choosing(intake: Intake, ref: str) -> Intake:
    leads = (*intake.choices.leads, LeadChoice(0, ref, Leads.SINGLE, ("Sở Nội vụ",)))
    return msgspec.structs.replace(intake, choices=Choices(leads))


def test_what_was_chosen_is_there_when_the_page_is_opened_again(world: World) -> None:
    uploads = world.private.uploads
    kept = uploads.add(MINE, INTAKE)
    assert uploads.get(MINE, kept) == INTAKE
    uploads.change(MINE, kept, lambda intake: choosing(intake, "1"))
    uploads.change(MINE, kept, lambda intake: choosing(intake, "2"))
    assert [choice.ref for choice in uploads.get(MINE, kept).choices.leads] == ["1", "2"]


def test_another_account_finds_nothing_and_changes_nothing(world: World) -> None:
    uploads = world.private.uploads
    kept = uploads.add(MINE, INTAKE)
    for attempt in (
        lambda: uploads.get(OTHERS, kept),
        lambda: uploads.change(OTHERS, kept, lambda intake: choosing(intake, "1")),
    ):
        with pytest.raises(NotFound):
            attempt()
    uploads.drop(OTHERS, kept)
    assert uploads.get(MINE, kept) == INTAKE
    assert uploads.of(OTHERS) == []


def test_a_change_that_is_refused_leaves_what_was_kept(world: World) -> None:
    uploads = world.private.uploads
    kept = uploads.add(MINE, INTAKE)

    def refuses(intake: Intake) -> Intake:
        raise NotFound

    with pytest.raises(NotFound):
        uploads.change(MINE, kept, refuses)
    assert uploads.get(MINE, kept) == INTAKE


def test_they_are_listed_the_last_changed_first_and_thrown_away(world: World) -> None:
    uploads = world.private.uploads
    first, second = uploads.add(MINE, INTAKE), uploads.add(MINE, INTAKE)
    world.now += timedelta(minutes=1)
    taken = Taken(UUID(int=1), added=3, chosen=0, unchanged=0)
    uploads.change(
        MINE, first, lambda i: msgspec.structs.replace(i, head=Head(number="05-NQ/TU"), taken=taken)
    )
    assert [(kept.id, kept.head.number, kept.taken) for kept in uploads.of(MINE)] == [
        (first, "05-NQ/TU", taken),
        (second, "", None),
    ]
    uploads.drop(MINE, first)
    assert [kept.id for kept in uploads.of(MINE)] == [second]


def test_what_nobody_goes_on_with_is_forgotten(world: World) -> None:
    uploads = world.private.uploads
    old = uploads.add(MINE, INTAKE)
    world.now += timedelta(days=31)
    assert uploads.of(MINE) == []
    with pytest.raises(NotFound):
        uploads.get(MINE, old)
    uploads.add(MINE, INTAKE)
    assert world.rows("SELECT count(*) FROM private.uploads") == [(1,)]
