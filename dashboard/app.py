"""The Dash application: what stands around every page, and the few callbacks."""

import logging
from datetime import date
from typing import Any
from uuid import UUID

import dash_mantine_components as dmc
from dash import MATCH, ClientsideFunction, Dash, Input, Output, State, ctx, dcc, html, no_update

from dashboard import address
from dashboard.address import LIST, OVERVIEW, TASK, WAY_NAMES, Asked, Way
from dashboard.components import Page, message
from dashboard.document import INDEX, Document
from dashboard.markup import Html, Markup, tag
from dashboard.pages.list import listing, rows
from dashboard.pages.overview import overview
from dashboard.pages.task import task
from domain.errors import NotFound, Refused
from projections.reader import Reader

NOTICE = "Bản chạy thử trên máy này, chưa có tài khoản người dùng: chỉ nghe ở địa chỉ nội bộ (loopback)."

PICKER_WORDS = {
    "previousMonth": "Tháng trước",
    "nextMonth": "Tháng sau",
    "previousYear": "Năm trước",
    "nextYear": "Năm sau",
    "previousDecade": "Mười năm trước",
    "nextDecade": "Mười năm sau",
}

LONGEST_REQUEST = 1_000_000
"""Bytes; what a page asks is a few hundred."""

logger = logging.getLogger("sonq")


def create_dash(reader: Reader, *, title: str) -> Dash:
    """The pages over ``reader``; ``title`` stands at the head of each."""
    app = Document(
        "dashboard",
        title=title,
        update_title=None,  # type: ignore[arg-type]
        index_string=INDEX,
        suppress_callback_exceptions=True,  # or one visitor's pages are looked through for everybody
        serve_locally=True,
        add_log_handler=False,
        enable_mcp=False,
        meta_tags=[{"name": "viewport", "content": "width=device-width, initial-scale=1"}],
    )
    app.server.config["MAX_CONTENT_LENGTH"] = LONGEST_REQUEST
    app.layout = _shell(title)
    _callbacks(app, reader, title)
    return app


def _shell(title: str) -> Any:
    return dmc.MantineProvider(
        dmc.DatesProvider(
            [
                dcc.Location(id="url", refresh=False),
                dcc.Store(id="shown"),
                html.A("Tới nội dung chính", href="#page", className="skip"),
                html.Header(
                    [
                        html.A(title, href=OVERVIEW, className="house"),
                        Html(id="nav", className="nav"),
                        html.Div(_clocks(), className="clocks"),
                        dmc.ColorSchemeToggle(
                            lightIcon=html.I(className="icon sun"),
                            darkIcon=html.I(className="icon moon"),
                            variant="subtle",
                            color="gray",
                            size="lg",
                            **{"aria-label": "Đổi nền sáng, nền tối"},
                        ),
                    ],
                    className="top",
                ),
                html.Aside(NOTICE, className="loopback"),
                html.Main(id="page", tabIndex=-1),
            ],
            settings={"locale": "vi", "firstDayOfWeek": 1, "weekendDays": [0, 6]},
        ),
        defaultColorScheme="auto",
        theme={"fontFamily": "inherit", "primaryShade": 8, "respectReducedMotion": True},
    )


def _clocks() -> list[Any]:
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
        ),
        dmc.SegmentedControl(
            id="way",
            data=[{"value": way.value, "label": name} for way, name in WAY_NAMES.items()],
            value=Way.REPORTED.value,
            **{"aria-label": "Cách xem số liệu của ngày đã qua"},
        ),
    ]


def _callbacks(app: Dash, reader: Reader, title: str) -> None:
    @app.callback(
        Output("page", "children"),
        Output("nav", "html"),
        Output("day", "value"),
        Output("day", "maxDate"),
        Output("day", "aria-label"),
        Output("way", "value"),
        Output("way", "disabled"),
        Output("shown", "data"),
        Input("url", "pathname"),
        Input("url", "search"),
    )
    def show(path: Any, search: Any) -> tuple[Any, ...]:
        """The page of an address. What is wrong with it is said in its place."""
        path, search = str(path or OVERVIEW), str(search or "")
        today = reader.today()
        try:
            asked = address.read(search, today)
            return _shown(_page(reader, path, asked), path, asked, today, title)
        except Refused as refused:
            page = _instead("Không mở được trang", refused.message)
        except Exception:
            logger.exception("%s%s", path, search)
            words = (
                "Hệ thống gặp lỗi khi lấy số liệu. Đề nghị tải lại trang; nếu vẫn lỗi, báo người quản trị."
            )
            page = _instead("Chưa lấy được số liệu", words)
        return _shown(page, "", Asked(), today, title)

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
            asked = address.read(str(ctx.triggered_id["list"]), reader.today())
            return rows(reader, asked, request)
        except Refused:
            return {"rowData": [], "rowCount": 0}

    def in_browser(name: str, *inputs: Any) -> None:
        app.clientside_callback(ClientsideFunction("sonq", name), *inputs, prevent_initial_call=True)  # type: ignore[no-untyped-call]

    in_browser("arrived", Input("shown", "data"))
    in_browser("choose", Input("day", "value"), Input("way", "value"), State("shown", "data"))
    in_browser("open", Input("months", "clickData"))


def _page(reader: Reader, path: str, asked: Asked) -> Page:
    if path == OVERVIEW:
        return overview(reader, asked)
    if path == LIST:
        return listing(reader, asked)
    if not path.startswith(TASK):
        raise NotFound
    try:
        task_id = UUID(path.removeprefix(TASK))
    except ValueError:
        raise NotFound from None
    return task(reader, asked, task_id)


def _nav(path: str, asked: Asked) -> Markup:
    """The pages there are, at the same moment."""
    return tag(
        "nav",
        (
            tag("a", words, href=asked.when.at(to), aria_current="page" if path == to else None)
            for words, to in (("Tổng quan", OVERVIEW), ("Danh sách nhiệm vụ", LIST))
        ),
        aria_label="Các trang",
    )


def _instead(heading: str, words: str) -> Page:
    return Page(heading, [Html(message(heading, words, OVERVIEW, "Về trang Tổng quan"))])


def _shown(page: Page, path: str, asked: Asked, today: date, title: str) -> tuple[Any, ...]:
    """The page, and the clocks as they stand for it; ``shown`` tells a choice from what was there."""
    day, way = asked.day or today, asked.way.value
    shown = {
        "title": f"{page.title} – {title}",
        "day": day.isoformat(),
        "way": way,
        "today": today.isoformat(),
    }
    named = f"Ngày xem số liệu: {day:%d/%m/%Y}"
    live = asked.day is None
    return page.content, str(_nav(path, asked)), day.isoformat(), today.isoformat(), named, way, live, shown
