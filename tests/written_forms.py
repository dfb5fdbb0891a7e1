"""Forms as they stand on a page, filled in and sent as assets/forms.js does."""

from collections.abc import Mapping
from html.parser import HTMLParser
from typing import Any

import msgspec


class Control(msgspec.Struct):
    """A control of a form: what it is called, what it is, what it holds."""

    name: str
    kind: str
    """text, date, checkbox, hidden, textarea, select, …"""
    type: str
    """How it is sent: number, numbers, bool, json, list; empty: as text."""
    value: str
    options: list[str] = msgspec.field(default_factory=list)
    required: bool = False


class Form(msgspec.Struct):
    """A form: its command, the version that it saw, its controls."""

    path: str
    version: int | None
    controls: list[Control] = msgspec.field(default_factory=list)
    words: str = ""

    def body(self, typed: Mapping[str, Any] = {}) -> dict[str, Any]:
        """What is sent, with ``typed`` in place of what the controls hold."""
        body: dict[str, Any] = {}
        for control in self.controls:
            if control.kind == "file":
                continue
            value = typed.get(control.name, _said(control))
            if value is not None and value != "":
                _put(body, control.name.split("."), value)
        return body


class _Reader(HTMLParser):
    def __init__(self) -> None:
        super().__init__()
        self.forms: list[Form] = []
        self.open = False
        self.area: Control | None = None

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        given = {name: value or "" for name, value in attrs}
        if tag == "form":
            version = given.get("data-version")
            path = given["data-api"].removeprefix("/api/v1")
            self.forms.append(Form(path, int(version) if version else None))
            self.open = True
        elif tag in ("input", "textarea", "select") and self.open and given.get("name"):
            kind = given.get("type", "text") if tag == "input" else tag
            value = "true" * ("checked" in given) if kind == "checkbox" else given.get("value", "")
            control = Control(given["name"], kind, given.get("data-type", ""), value)
            control.required = "required" in given
            self.forms[-1].controls.append(control)
            self.area = control if tag == "textarea" else None
        elif tag == "option" and self.open:
            control = self.forms[-1].controls[-1]
            control.options.append(given.get("value", ""))
            if "selected" in given:
                control.value = given["value"]

    def handle_endtag(self, tag: str) -> None:
        self.open = self.open and tag != "form"
        self.area = self.area if tag != "textarea" else None

    def handle_data(self, data: str) -> None:
        if self.area:
            self.area.value += data
        if self.open:
            self.forms[-1].words += data


def forms_in(html: str) -> list[Form]:
    """All forms of a page."""
    reader = _Reader()
    reader.feed(html)
    return reader.forms


def _said(control: Control) -> Any:
    if control.kind == "checkbox":
        return bool(control.value)
    if control.type in ("list", "numbers"):
        return [int(control.value)] if control.type == "numbers" and control.value else []
    if control.type in ("json", "bool"):
        return msgspec.json.decode(control.value) if control.value else None
    return int(control.value) if control.type == "number" and control.value else control.value


def _put(body: dict[str, Any], path: list[str], value: Any) -> None:
    at: Any = body
    for n, part in enumerate(path):
        last = n == len(path) - 1
        empty: Any = value if last else [] if path[n + 1].isdigit() else {}
        if isinstance(at, list):
            if len(at) <= int(part):
                at.append(empty)
            at = at[int(part)]
        else:
            at = at.setdefault(part, empty)
