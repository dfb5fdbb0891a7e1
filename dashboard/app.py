"""The Dash application: what stands around every page, and the few callbacks. They only read; acts go to the API."""

import logging
from collections.abc import Callable
from datetime import date
from typing import Any

import dash_mantine_components as dmc
from dash import MATCH, ClientsideFunction, Dash, Input, Output, State, ctx, dcc, html, no_update

from dashboard import read_address, site
from dashboard.address import HOME, LIST, WAY_NAMES, Asked, Way
from dashboard.clocks import KNOWN
from dashboard.components import Page, message
from dashboard.document import INDEX, Document
from dashboard.exports import serve_exports
from dashboard.kept import Kept
from dashboard.look import Beside, Look
from dashboard.markup import Html, Markup, tag
from dashboard.pages.list import rows
from domain.access import Viewer
from domain.access_log import AccessKind
from domain.account import ROLE_NAMES, Role
from domain.errors import Refused
from projections.reader import Reader

PICKER_WORDS = {
    "previousMonth": "Tháng trước",
    "nextMonth": "Tháng sau",
    "previousYear": "Năm trước",
    "nextYear": "Năm sau",
    "previousDecade": "Mười năm trước",
    "nextDecade": "Mười năm sau",
}

_SEARCH = tag(
    "button",
    tag("i", class_="icon loupe"),
    tag("span", "Tìm"),
    tag("kbd", "Ctrl K"),
    id="search",
    type="button",
    aria_keyshortcuts="Control+K",
)

ACCOUNT = "/account"
"""Served beside the pages: sign-in and one's own account need none of this."""

LONGEST_REQUEST = 1_000_000
"""Bytes; what a page asks is a few hundred."""

logger = logging.getLogger("sonq")


def create_dash(reader: Reader, *, title: str, viewer: Callable[[], Viewer], beside: Beside) -> Dash:
    """The pages over ``reader``; ``title`` stands at the head of each.

    ``viewer``: who asks, in every callback anew; raises ``Refused`` where nobody is signed in.
    """
    app = Document(
        "dashboard",
        title=title,
        update_title=None,
        index_string=INDEX,
        assets_ignore=".*",  # they come in bundles
        suppress_callback_exceptions=True,  # or one visitor's pages are looked through for everybody
        serve_locally=True,
        add_log_handler=False,
        enable_mcp=False,
        meta_tags=[{"name": "viewport", "content": "width=device-width, initial-scale=1"}],
    )
    app.server.config["MAX_CONTENT_LENGTH"] = LONGEST_REQUEST
    app.layout = _shell(title)  # nobody's own: who looks comes with the page
    _callbacks(app, reader, title, viewer, beside)
    serve_exports(app, reader, viewer, beside)
    app.put_together()
    return app


def _shell(title: str) -> list[Any]:
    return [
        dcc.Location(id="url", refresh=False),
        dcc.Store(id="shown"),
        dcc.Store(id="moved"),
        html.A("Tới nội dung chính", href="#page", className="skip"),
        html.Header(
            [
                html.A(title, href=HOME, className="house"),
                Html(_SEARCH, className="search"),
                html.Div(_clocks(), className="clocks"),
                Html(id="who"),
            ],
            className="top",
        ),
        Html(id="nav", className="nav"),
        html.Main(id="page", tabIndex=-1),
    ]


def _clocks() -> Any:
    """What takes Mantine, by itself: it comes when the page is there."""
    return dmc.MantineProvider(
        dmc.DatesProvider(
            [*_moment(), _scheme()],
            settings={"locale": "vi", "firstDayOfWeek": 1, "weekendDays": [0, 6]},
        ),
        defaultColorScheme="auto",
        theme={"fontFamily": "inherit", "primaryShade": 8, "respectReducedMotion": True},
    )


def _scheme() -> Any:
    return dmc.ColorSchemeToggle(
        lightIcon=html.I(className="icon sun"),
        darkIcon=html.I(className="icon moon"),
        variant="subtle",
        color="gray",
        size="lg",
        **{"aria-label": "Đổi nền sáng, nền tối"},
    )


def _moment() -> list[Any]:
    return [
        dmc.DatePickerInput(
            id="day",
            valueFormat="DD/MM/YYYY",
            ariaLabels=PICKER_WORDS,
            monthLabelFormat="MMMM/YYYY",
            leftSection=html.I(className="icon calendar"),
            leftSectionPointerEvents="none",
            hideOutsideDates=True,
            popoverProps={"withRoles": False, "withinPortal": False},
            **{"aria-label": "Ngày xem số liệu"},
        ),
        dmc.SegmentedControl(
            id="way",
            data=[{"value": way.value, "label": name} for way, name in WAY_NAMES.items()],
            value=Way.REPORTED.value,
            **{"aria-label": "Cách xem số liệu của ngày đã qua"},
        ),
        Html(KNOWN, className="known"),
    ]


def _callbacks(app: Dash, reader: Reader, title: str, viewer: Callable[[], Viewer], beside: Beside) -> None:
    kept = Kept()

    @app.callback(
        Output("page", "children"),
        Output("nav", "html"),
        Output("who", "html"),
        Output("day", "value"),
        Output("day", "maxDate"),
        Output("day", "aria-label"),
        Output("way", "value"),
        Output("way", "disabled"),
        Output("shown", "data"),
        Input("url", "pathname"),
        Input("url", "search"),
        Input("moved", "data"),
    )
    def show(path: Any, search: Any, moved: Any) -> tuple[Any, ...]:
        """The page of an address. What is wrong with it is said in its place."""
        path, search = str(path or HOME), str(search or "")
        today = reader.today()
        who = viewer()
        position = _seen(reader, moved)
        try:
            look = Look(reader, who, read_address.read(search, today), path, beside)
            page = kept.page(look, position, site.page) if site.may_keep(look) else site.page(look)
            asked = look.asked
        except Refused as refused:
            page, asked = _instead("Không mở được trang", refused.message), Asked()
        except Exception:
            logger.exception("%r", path + search)  # the client's own words: in one line
            words = (
                "Hệ thống gặp lỗi khi lấy số liệu. Đề nghị tải lại trang; nếu vẫn lỗi, báo người quản trị."
            )
            page, asked = _instead("Chưa lấy được số liệu", words), Asked()
        _note(beside, who, path + search, asked.day or today)
        nav = site.nav(Look(reader, who, asked, path, beside))
        return _shown(page, nav, _who(who), asked, today, title, position)

    @app.callback(
        Output({"list": MATCH}, "getRowsResponse"),
        Input({"list": MATCH}, "getRowsRequest"),
        prevent_initial_call=True,
    )
    def fetch(request: Any) -> Any:
        """Rows of the list whose address is the id of the grid."""
        if not isinstance(request, dict):
            return no_update
        try:
            which, today, who = str(ctx.triggered_id["list"]), reader.today(), viewer()
            asked = read_address.read(which, today)
            found = rows(Look(reader, who, asked, LIST, beside), request)
            if request["startRow"]:  # the first rows come with the page
                _note(beside, who, LIST + which, asked.day or today)
            return found
        except Refused:
            return {"rowData": [], "rowCount": 0}

    def in_browser(name: str, *inputs: Any) -> None:
        app.clientside_callback(ClientsideFunction("sonq", name), *inputs, prevent_initial_call=True)  # type: ignore[no-untyped-call]

    in_browser("arrived", Input("shown", "data"))
    in_browser("choose", Input("day", "value"), Input("way", "value"), State("shown", "data"))
    in_browser("open", Input("months", "clickData"))


def _note(beside: Beside, who: Viewer, what: str, day: date) -> None:
    """The inspection's reading is logged, by its own rule."""
    if any(charge.role is Role.INSPECTION for charge in who.charges):
        beside.access.note(who.account, AccessKind.READ, what, day)


def _seen(reader: Reader, moved: Any) -> int:
    """The position that the page will show at least: one's own act is on the page that follows it."""
    wanted = moved.get("position") if isinstance(moved, dict) else None
    position = reader.position()
    return reader.catch_up() if isinstance(wanted, int) and wanted > position else position


def _instead(heading: str, words: str) -> Page:
    return Page(heading, [Html(message(heading, words, HOME, "Về trang đầu"))])


def _who(viewer: Viewer) -> Markup:
    """The way to one's own account; it is served beside the pages, so that it is loaded as a whole."""
    words = (tag("strong", viewer.name), tag("small", ROLE_NAMES[viewer.charge.role]))
    return tag("a", words, href=ACCOUNT, class_="who", target="_self", data_account=str(viewer.account))


def _shown(
    page: Page, nav: Markup, who: Markup, asked: Asked, today: date, title: str, position: int
) -> tuple[Any, ...]:
    """The page, and the clocks as they stand for it; ``shown`` tells a choice from what was there."""
    day, live = asked.day or today, asked.live
    way = asked.way.value if asked.known is None else ""
    shown = {
        "title": f"{page.title} – {title}",
        "day": day.isoformat(),
        "way": way,
        "today": today.isoformat(),
        "position": position,
        "live": live,
    }
    named = f"Ngày xem số liệu: {day:%d/%m/%Y}"
    return page.content, str(nav), str(who), day.isoformat(), today.isoformat(), named, way, live, shown
