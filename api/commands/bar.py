"""Progress of long work on the terminal: how far, how fast, how long still."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager

from rich.console import Console
from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeRemainingColumn


@contextmanager
def bar(words: str) -> Iterator[Callable[[int, int], None]]:
    """A bar on stderr while the block runs; gives the function to tell it (done, in all)."""
    columns = (TextColumn("{task.description}"), BarColumn(), MofNCompleteColumn(), TimeRemainingColumn())
    with Progress(*columns, console=Console(stderr=True), transient=True) as progress:
        work = progress.add_task(words, total=None)

        def told(done: int, total: int) -> None:
            progress.update(work, completed=done, total=total)

        yield told
