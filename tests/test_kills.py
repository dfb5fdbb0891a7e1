"""Killed at random, all of it: nothing acknowledged is lost, the views need no repair; and that is seen."""

from pathlib import Path
from uuid import uuid4

from benchmarks.kills import VICTIMS, run
from benchmarks.office import Acknowledged
from benchmarks.verdict import judge
from tests.world import World


def test_after_the_kill_of_each_and_of_all_at_once_all_is_there_and_the_views_are_a_rebuild(
    home: Path,
) -> None:
    *_, figures = run(home, times=len(VICTIMS), seed=1, commands=(5, 20))
    assert figures.acknowledged > 0
    assert figures.assignments > 0
    assert (figures.lost, figures.twice, figures.gaps) == (0, 0, 0)
    assert (figures.rows_unlike_rebuild, figures.assignments_unlike_fold) == (0, 0)


def test_the_verdict_sees_what_is_amiss(database: str) -> None:
    world = World(database)
    world.task(world.resolution(), world.units("Sở Y tế", "Sở Nội vụ"))
    world.engine.catch_up()
    entry = (1, uuid4(), 1, "unit.established", "{}")
    with world.database.transaction() as cursor:
        cursor.execute("UPDATE assignment_timeline SET deadline = deadline + 1")
        cursor.execute("UPDATE unit_timeline SET known_from = known_from + 1")
    figures = judge(world.log, world.database, world.engine, [Acknowledged("1", 1, [entry])])
    assert figures.lost == 2, "neither the event nor its command is in the log"
    assert figures.twice > 0, "the account of the Office has made more than one transaction"
    assert figures.rows_unlike_rebuild == 8, "two rows of each view, as they are and as they should be"
    assert figures.assignments_unlike_fold == 2
    assert figures.faults == figures.lost + figures.twice + 8 + 2
    world.database.close()
