"""HTML as text, escaped by construction, and the one component that shows it.

A component of Dash costs the browser a hundred times what an element costs it, and more with each further one:
a table of 190 units in components took a minute, as text 0.1 s. So what only stands to be read is text.
"""

from collections.abc import Iterable
from typing import Any

from dash.development.base_component import Component
from markupsafe import Markup, escape

Content = str | Markup | None | Iterable["Content"]

VOID = {"br", "col", "hr"}


def tag(name: str, *content: Content, **attributes: str | int | bool | None) -> Markup:
    """An element. ``class_`` and ``aria_label`` become class and aria-label; None, False: left out."""
    parts = [Markup("<"), Markup(name)]
    for key, value in attributes.items():
        attribute = Markup(key.rstrip("_").replace("_", "-"))
        if value is True:
            parts.append(Markup(" ") + attribute)
        elif value is not None and value is not False:
            parts.append(Markup(' {}="{}"').format(attribute, value))
    parts.append(Markup(">"))
    if name not in VOID:
        parts += [text(content), Markup("</"), Markup(name), Markup(">")]
    return Markup("").join(parts)


def text(content: Content) -> Markup:
    """All of it in a row; what is not markup yet is escaped."""
    if content is None:
        return Markup("")
    if isinstance(content, str):
        return escape(content)
    return Markup("").join(map(text, content))


class Html(Component):
    """A ``div`` with this HTML in it; its other half is in assets/sonq.js."""

    _namespace = "sonq"
    _type = "Html"
    _prop_names = ["id", "className", "html"]  # noqa: RUF012 - Dash reads it so
    _valid_wildcard_attributes: list[str] = []  # noqa: RUF012
    available_properties = _prop_names
    available_wildcard_properties: list[str] = []  # noqa: RUF012

    def __init__(self, html: Markup | None = None, **props: Any) -> None:
        super().__init__(html=str(html or ""), **props)  # type: ignore[no-untyped-call]
