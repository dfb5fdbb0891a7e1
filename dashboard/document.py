"""The HTML document that everything else is loaded into, and what it may load: nothing of others."""

import html
import secrets
from typing import Any

from dash import Dash
from flask import Response, request

from dashboard import site

POLICY = (
    "default-src 'self'; script-src 'self' 'nonce-{nonce}'; style-src 'self' 'unsafe-inline'; "
    "img-src 'self' data: blob:; font-src 'self' data:; connect-src 'self'; worker-src 'self' blob:; "
    "object-src 'none'; base-uri 'self'; form-action 'self'; frame-ancestors 'none'"
)

# The colour scheme is chosen before anything is painted, where Mantine keeps it.
INDEX = """<!DOCTYPE html>
<html lang="vi">
    <head>
        {%metas%}
        <title>{%title%}</title>
        <link rel="icon" type="image/svg+xml" href="/assets/icon.svg">
        {%css%}
        <script>
            const kept = localStorage.getItem("mantine-color-scheme-value");
            const dark = kept === "dark" || (kept !== "light" && matchMedia("(prefers-color-scheme: dark)").matches);
            document.documentElement.dataset.mantineColorScheme = dark ? "dark" : "light";
        </script>
    </head>
    <body>
        {%app_entry%}
        <noscript>Trang này cần JavaScript. Đề nghị bật JavaScript trong trình duyệt rồi tải lại trang.</noscript>
        <footer>
            {%config%}
            {%scripts%}
            {%renderer%}
        </footer>
    </body>
</html>"""


class Document(Dash):
    """Dash, its scripts allowed one by one."""

    def index(self, *args: Any, **kwargs: Any) -> Any:
        """The document; an address that no page has is answered with it too, but as not found."""
        nonce = secrets.token_urlsafe(16)
        text = super().index(*args, **kwargs)  # type: ignore[no-untyped-call]
        text = text.replace("<script", f'<script nonce="{nonce}"')
        found = site.known(request.path)
        response = Response(text, 200 if found else 404)
        response.headers["Content-Security-Policy"] = POLICY.format(nonce=nonce)
        response.headers["Cache-Control"] = "no-cache"
        return response

    def interpolate_index(self, **parts: Any) -> Any:  # type: ignore[override]
        """The title is the operator's own words; while it loads, it says so in Vietnamese."""
        parts["title"] = html.escape(self.title)
        parts["app_entry"] = '<div id="react-entry-point"><p class="loading">Đang tải…</p></div>'
        return super().interpolate_index(**parts)  # type: ignore[no-untyped-call]
