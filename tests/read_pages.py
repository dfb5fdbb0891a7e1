"""What stands on a page: its HTML, the words that a person reads there, the rows that its list asks for."""

import re
from html import unescape
from typing import Any

from dashboard.components import Page
from dashboard.pages.list import MOST


def html_of(part: Any) -> str:
    """The HTML in a page, in a list of components or in one."""
    if isinstance(part, Page):
        return html_of(part.content)
    if isinstance(part, list | tuple):
        return "".join(map(html_of, part))
    return getattr(part, "html", None) or html_of(getattr(part, "children", None) or ())


def words(part: Any) -> str:
    """Of a page, or of HTML: tags left out, white space as one space."""
    html = part if isinstance(part, str) else html_of(part)
    return " ".join(unescape(re.sub("<[^>]+>", " ", html)).split())


def request(start: int = 0, end: int = MOST) -> dict[str, int]:
    """What the table of a list asks for."""
    return {"startRow": start, "endRow": end}
