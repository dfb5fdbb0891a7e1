"""A page taken by all views; what stops them, and on whose account."""

from collections.abc import Iterator, Sequence
from contextlib import contextmanager

import psycopg2
from eventsourcing import persistence

from projections.view import Cursor, Page, View

LOST = (psycopg2.OperationalError, persistence.OperationalError)
"""What the loss of the server is told by."""


class Broken(Exception):  # noqa: N818 - what the views are, until somebody looks
    """The views cannot go on: they stand still, where they can be read, and this says where and why."""


class Poison(Broken):
    """A page with an event that cannot be read, or that a view cannot take."""


def take(cursor: Cursor, views: Sequence[View], page: Page, blamed: Page | None = None) -> None:
    """Writes a page into the views that the search path leads to.

    Raises ``Poison`` that names the page, or what is ``blamed``.
    """
    for view in views:
        with blaming(blamed or page, f"khung nhìn {view.name} không nhận được"):
            view.apply(cursor, page)


@contextmanager
def blaming(what: object, how: str) -> Iterator[None]:
    """An error in the block is the fault of ``what``, unless the database could not."""
    try:
        yield
    except (Broken, *LOST):
        raise
    except Exception as error:
        raise Poison(f"{what} {how}: {error!r}") from error
