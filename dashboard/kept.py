"""Pages kept as they were made, for whoever may see as much.

A page that is kept is made without knowing who asks: by his charges alone, with nothing from beside the log. So it
cannot depend on more than it is kept by, and two who see differently never share one. Who asks, and what he is
charged with, is found out anew each time.
"""

from collections import OrderedDict
from collections.abc import Callable, Hashable
from concurrent.futures import Future
from threading import Lock
from typing import Any, NoReturn
from uuid import UUID

import msgspec

from dashboard.components import Page
from dashboard.look import Beside, Look

MOST = 50
"""Pages; the largest, of 200 units, takes half a megabyte."""

ANYBODY = UUID(int=0)


class _Barred:
    """In the place of what is kept beside the log."""

    def __getattr__(self, name: str) -> NoReturn:
        raise AssertionError("A page that is kept asks for nothing beside the log")

    __call__ = __getattr__


BARRED: Any = {field: _Barred() for field in Beside.__struct_fields__}


class Kept:
    """The pages made last, no more than ``most``."""

    def __init__(self, most: int = MOST) -> None:
        self._most = most
        self._pages: OrderedDict[Hashable, Future[Page]] = OrderedDict()
        self._lock = Lock()

    def page(self, look: Look, position: int, make: Callable[[Look], Page]) -> Page:
        """What ``make`` gives for such a look with the views at ``position`` or later.

        Many who ask for the same at once wait for one that makes it. Raises what ``make`` raises.
        """
        viewer = msgspec.structs.replace(look.viewer, account=ANYBODY, name="")
        key = (position, look.reader.today(), look.path, look.asked, viewer)
        with self._lock:
            page = self._pages.get(key)
            mine = page is None
            if page is None:
                page = self._pages[key] = Future()
                if len(self._pages) > self._most:
                    self._pages.popitem(last=False)
            self._pages.move_to_end(key)
        if mine:
            try:
                page.set_result(make(Look(look.reader, viewer, look.asked, look.path, Beside(**BARRED))))
            except BaseException as error:
                page.set_exception(error)
                with self._lock:
                    self._pages.pop(key, None)
        return page.result()
