"""The HTML document that everything else is loaded into, and what it may load: nothing of others.

What stands between opening a page and seeing it is kept short: the page itself is asked for while the scripts are
still coming, what they would ask for next comes along, and what only some pages show is loaded when it is shown.
"""

import html
import re
import secrets
from functools import cached_property
from typing import Any

from dash import Dash
from flask import Response, request
from plotly.io.json import to_json_plotly

from dashboard import site
from dashboard.bundle import serve_bundles

POLICY = (
    "default-src 'self'; script-src 'self' 'nonce-{nonce}'; style-src 'self' 'unsafe-inline'; "
    "img-src 'self' data: blob:; font-src 'self' data:; connect-src 'self'; worker-src 'self' blob:; "
    "object-src 'none'; base-uri 'self'; form-action 'self'; frame-ancestors 'none'"
)

# The colour scheme is chosen before anything is painted, where Mantine keeps it. The page is asked for as Dash would,
# before Dash is there; assets/arriving.js hands the answer over.
INDEX = """<!DOCTYPE html>
<html lang="vi">
    <head>
        {%metas%}
        <title>{%title%}</title>
        <link rel="icon" type="image/svg+xml" href="/assets/icon.svg">
        <script id="brought" type="application/json">{%brought%}</script>
        <script>
            const kept = localStorage.getItem("mantine-color-scheme-value");
            const dark = kept === "dark" || (kept !== "light" && matchMedia("(prefers-color-scheme: dark)").matches);
            document.documentElement.dataset.mantineColorScheme = dark ? "dark" : "light";
            window.sonq = { brought: JSON.parse(document.getElementById("brought").textContent) };
            const asked = {
                ...window.sonq.brought.show,
                inputs: [
                    { id: "url", property: "pathname", value: location.pathname },
                    { id: "url", property: "search", value: location.search },
                    { id: "moved", property: "data" },
                ],
                changedPropIds: ["url.pathname", "url.search"],
            };
            const headers = { "Content-Type": "application/json" };
            const answer = fetch("/_dash-update-component", { method: "POST", headers, body: JSON.stringify(asked) });
            window.sonq.first = { asked, answer };
            const preload = Object.assign(document.createElement("link"), { rel: "preload", as: "script" });
            const charted = (text) => {
                if (!text.includes('"type":"Graph"')) return;
                document.head.append(Object.assign(preload, { href: "{%plotly%}" }));
            };
            answer.then((page) => page.clone().text()).then(charted, () => {});
        </script>
        {%css%}
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

SUITES = "/_dash-component-suites/"

LATER = ("dash_mantine_components", "dash_ag_grid")
"""Loaded by assets/arriving.js when they are shown."""

UNUSED = ("dash/dash_table",)

PLOTLY = f"{SUITES}plotly/package_data/plotly.min.js"
"""Its name is the same in every version."""

SOON_ASKED_AGAIN = "public, max-age=300, stale-while-revalidate=604800"

_SCRIPT = re.compile(rf'<script src="({SUITES}([^"]+))"></script>\n?')


class Document(Dash):
    """Dash, its scripts allowed one by one."""

    def __init__(self, *args: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        self._script, self._style = serve_bundles(self.server)
        self.server.after_request(_charts_at_once)

    def index(self, *args: Any, **kwargs: Any) -> Any:
        """The document; an address that no page has is answered with it too, but as not found."""
        nonce = secrets.token_urlsafe(16)
        text = self._text.replace("<script", f'<script nonce="{nonce}"')
        found = site.known(request.path)
        response = Response(text, 200 if found else 404)
        response.headers["Content-Security-Policy"] = POLICY.format(nonce=nonce)
        response.headers["Cache-Control"] = "no-cache"
        return response

    def put_together(self) -> None:
        """What the first request of a process would do, while others that come with it would not wait for it."""
        self.server.test_client().get(self._script.path)
        assert self._text

    @cached_property
    def _text(self) -> str:
        """The same for everybody at every address. Dash would put it together anew each time."""
        return str(super().index())  # type: ignore[no-untyped-call]

    def interpolate_index(self, **parts: Any) -> Any:  # type: ignore[override]
        """The title is the operator's own words; while it loads, it says so in Vietnamese."""
        found = {library: src for src, library in _SCRIPT.findall(parts["scripts"])}
        later = {name: src for name in LATER for library, src in found.items() if library.startswith(name)}
        parts["title"] = html.escape(self.title)
        parts["app_entry"] = '<div id="react-entry-point"><p class="loading">Đang tải…</p></div>'
        parts["css"] += f'<link rel="stylesheet" href="{self._style.path}">'
        wanted = _SCRIPT.sub(
            lambda tag: "" if tag[2].startswith(LATER + UNUSED) else tag[0], parts["scripts"]
        )
        parts["scripts"] = f'<script src="{self._script.path}"></script>\n{wanted}'
        text = super().interpolate_index(**parts)  # type: ignore[no-untyped-call]
        return text.replace("{%brought%}", self._brought(later)).replace("{%plotly%}", PLOTLY)

    def _brought(self, later: dict[str, str]) -> str:
        """What Dash asks for first; the callback that shows a page; where the libraries are that come later."""
        output = next(one["output"] for one in self._callback_list if "page.children" in one["output"])
        places = [place.rpartition(".") for place in output.strip(".").split("...")]
        return str(
            to_json_plotly(
                {
                    "/_dash-layout": self.get_layout(),
                    "/_dash-dependencies": self._callback_list,
                    "show": {
                        "output": output,
                        "outputs": [{"id": place[0], "property": place[2]} for place in places],
                    },
                    "later": later,
                }
            )
        )


def _charts_at_once(response: Response) -> Response:
    """What draws charts, five megabytes, is asked about behind the page that is drawn with it."""
    if request.path == PLOTLY and response.status_code == 200:
        response.headers["Cache-Control"] = SOON_ASKED_AGAIN
    return response
