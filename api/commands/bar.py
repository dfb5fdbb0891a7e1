"""Progress of long work on the terminal: how far, how fast, how long still."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager

from rich.console import Console
from rich.progress import (
    BarColumn,
    MofNCompleteColumn,
    Progress,
    ProgressColumn,
    Task,
    TextColumn,
    TimeRemainingColumn,
)
from rich.text import Text

from domain.vietnamese import count


class _Rate(ProgressColumn):
    def render(self, task: Task) -> Text:
        return Text(f"{count(round(task.speed))} mỗi giây" if task.speed else "")


@contextmanager
def bar(words: str) -> Iterator[Callable[[int, int], None]]:
    """A bar on stderr while the block runs; gives the function to tell it (done, in all)."""
    told = TextColumn("{task.description}"), BarColumn(), MofNCompleteColumn(), _Rate(), TimeRemainingColumn()
    with Progress(*told, console=Console(stderr=True), transient=True, speed_estimate_period=60) as progress:
        work = progress.add_task(words, total=None)
        yield lambda done, total: progress.update(work, completed=done, total=total)
