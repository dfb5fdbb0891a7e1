"""What stands on a page: its HTML, and the words that a person reads there."""

import re
from html import unescape
from typing import Any

from dashboard.components import Page


def html_of(part: Any) -> str:
    """The HTML in a page, in a list of components or in one."""
    if isinstance(part, Page):
        return html_of(part.content)
    if isinstance(part, list | tuple):
        return "".join(map(html_of, part))
    return getattr(part, "html", None) or html_of(getattr(part, "children", None) or ())


def words(part: Any) -> str:
    """Tags left out, white space as one space."""
    return " ".join(unescape(re.sub("<[^>]+>", " ", html_of(part))).split())
