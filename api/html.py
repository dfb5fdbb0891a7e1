"""Forms of the few pages that are plain HTML: what was typed stays, what is wrong is said beside its field."""

from collections.abc import Mapping
from datetime import datetime
from pathlib import Path
from typing import Any

from fastapi.responses import HTMLResponse
from jinja2 import Environment, FileSystemLoader, StrictUndefined

from domain.errors import Refused
from domain.vietnamese import day as vn_day
from projections.engine import TIMEZONE

PAGES = Path(__file__).with_name("pages")
STATIC = PAGES / "static"
"""Served as they are, under ``/sign-in``."""

POLICY = (
    "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:; form-action 'self'; "
    "base-uri 'none'; frame-ancestors 'none'"
)


def in_words(moment: datetime) -> str:
    """ "08:05 ngày 02/3/2026"."""
    there = moment.astimezone(TIMEZONE)
    return f"{there:%H:%M} ngày {vn_day(there.date())}"


_templates = Environment(
    loader=FileSystemLoader(PAGES), autoescape=True, undefined=StrictUndefined, trim_blocks=True
)
_templates.filters["moment"] = in_words


class Form:
    """A form as it was sent. ``fields``: those that it has."""

    def __init__(
        self, name: str, *fields: str, typed: Mapping[str, str] | None = None, refused: Refused | None = None
    ) -> None:
        self.name = name
        self.typed = typed or {}
        self._refused = refused
        beside = refused is not None and refused.field in fields
        self.said = refused.message if refused and not beside else ""
        """What is wrong with the whole."""

    def wrong(self, field: str) -> str:
        """What is wrong with this field."""
        return self._refused.message if self._refused and self._refused.field == field else ""


def page(template: str, status: int = 200, **values: Any) -> HTMLResponse:
    """A page, kept by nobody."""
    text = _templates.get_template(template).render(values)
    return HTMLResponse(text, status, {"Content-Security-Policy": POLICY, "Cache-Control": "no-store"})
