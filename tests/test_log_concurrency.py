"""Many processes at once: the log stays one sequence, and whoever follows it sees all of it."""

from benchmarks.append_follow import run
from infra.database import prepare


def test_eight_writers_and_two_readers_agree_on_every_event(database: str) -> None:
    figures = run(prepare(database), events=4_000, writers=8, readers=2)
    assert figures.events == 4_000
    assert figures.conflicts > 0, "the writers never met"
    assert (figures.lost, figures.twice, figures.out_of_order, figures.gaps) == (0, 0, 0, 0)
