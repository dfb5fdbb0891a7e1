"""HTML as text, escaped by construction, and the one component that shows it.

A component of Dash costs the browser more with each further one: a table of 190 units, 3,500 elements, was there
after 48 s as components, after 0.6 s as text, query and all. So what only stands to be read is text.
"""

from collections.abc import Iterable
from html import escape
from typing import Any

from dash.development.base_component import Component

VOID = {"br", "col", "hr", "input"}


class Markup(str):
    """Text that is HTML already; any other text is escaped when it is put in."""

    __slots__ = ()


Content = str | Markup | None | Iterable["Content"]


def tag(name: str, /, *content: Content, **attributes: str | int | bool | None) -> Markup:
    """An element. ``class_`` and ``aria_label`` become class and aria-label; None, False: left out."""
    opening = name
    for key, value in attributes.items():
        if value is not None and value is not False:
            opening += " " + key.rstrip("_").replace("_", "-")
            opening += "" if value is True else f'="{escape(str(value))}"'
    return Markup(f"<{opening}>" if name in VOID else f"<{opening}>{text(content)}</{name}>")


def text(content: Content) -> Markup:
    """All of it in a row."""
    if isinstance(content, Markup):
        return content
    if isinstance(content, str):
        return Markup(escape(content))
    return Markup("".join(map(text, content))) if content is not None else Markup()


class Html(Component):
    """A ``div`` with this HTML in it; its other half is in assets/sonq.js."""

    _namespace = "sonq"
    _type = "Html"
    _prop_names = ["id", "className", "html"]  # noqa: RUF012 - Dash reads it so
    _valid_wildcard_attributes: list[str] = []  # noqa: RUF012
    available_properties = _prop_names
    available_wildcard_properties: list[str] = []  # noqa: RUF012

    def __init__(self, *content: Content, **props: Any) -> None:
        super().__init__(html=str(text(content)), **props)  # type: ignore[no-untyped-call]
