"""Charts: rows -> plain dict. ``go.Figure`` would cost nine milliseconds where a dict costs one.

A chart has no colours of text or ground: assets/sonq.css gives them, so that one figure serves light and dark.
"""

from collections.abc import Callable, Sequence
from datetime import date
from typing import Any

from dashboard.kinds import SLUGS
from domain.rules import TIMELINESS_NAMES, Timeliness
from domain.vietnamese import day as vn_day
from projections.counts import Tally

COLOURS = {
    "dung-han": "#2f9e44",
    "hoan-thanh-qua-han": "#e8710a",
    "hoan-thanh-khong-thoi-han": "#7d9d86",
    "trong-han": "#1c7ed6",
    "sap-den-han": "#f2c037",
    "qua-han": "#e03131",
    "thuong-xuyen": "#868e96",
    "tam-dung": "#a3abb5",
    "dua-ra": "#c3c9d0",
}
"""Of the statuses, by their word in addresses; assets/sonq.css has the same."""

CONFIG: Any = {
    "displayModeBar": False,
    "displaylogo": False,
    "showSendToCloud": False,
    "plotlyServerURL": "",
    "locale": "vi",
    "responsive": True,
}
"""For every graph: nothing that sends data away, no words of others."""

HEIGHT = 88
"""Pixels of the months: they stand over their table."""

LABELS = 146
"""Pixels of the first column of that table, which is beside the chart; assets/sonq.css has the same."""

TREND_HEIGHT = 330
"""Pixels; the table of twelve months beside it is as high."""

IN_MONTHS = (
    Timeliness.DONE_ON_TIME,
    Timeliness.DONE_LATE,
    Timeliness.IN_TIME,
    Timeliness.OVERDUE,
    Timeliness.SUSPENDED,
    Timeliness.REMOVED,
)
"""The categories of what has a deadline, as they are stacked."""

Link = Callable[[date, str], str]
"""(first day of the month, kind) -> the address of the list."""


def months(tallies: Sequence[tuple[date, Tally]], day: date, link: Link) -> dict[str, Any]:
    """Stacked columns of the months of one year; the month of ``day`` stands out; a column opens its list."""
    most = max((tally.total for _, tally in tallies), default=0)
    return {
        "data": [
            {
                "type": "bar",
                "name": TIMELINESS_NAMES[category],
                "x": [f"Tháng {month.month}/{month.year}" for month, _ in tallies],
                "y": [tally.of(category) for _, tally in tallies],
                "customdata": [link(month, SLUGS[category]) for month, _ in tallies],
                "marker": {"color": COLOURS[SLUGS[category]]},
                "hovertemplate": "%{y}",
            }
            for category in IN_MONTHS
            if any(tally.of(category) for _, tally in tallies)
        ],
        "layout": {
            **_calm({"l": LABELS, "r": 0, "t": 6, "b": 4}),
            "barmode": "stack",
            "bargap": 0.3,
            "xaxis": {"fixedrange": True, "type": "category", "showticklabels": False},
            "yaxis": _whole_numbers(most, 3),
            "shapes": [_band(n) for n, (month, _) in enumerate(tallies) if month == day.replace(day=1)],
        },
    }


IN_TREND = (Timeliness.DONE_ON_TIME, Timeliness.DONE_LATE, Timeliness.OVERDUE)
"""What counts in the first rate."""


def trend(ends: Sequence[tuple[date, Tally]]) -> dict[str, Any]:
    """Lines over the ends of months; the table beside it names their colours."""
    return {
        "data": [
            {
                "type": "scatter",
                "mode": "lines+markers",
                "name": TIMELINESS_NAMES[category],
                "x": [vn_day(day) for day, _ in ends],
                "y": [tally.of(category) for _, tally in ends],
                "line": {"color": COLOURS[SLUGS[category]], "width": 2},
                "marker": {"size": 6, "symbol": symbol},
                "hovertemplate": "%{y}",
            }
            for category, symbol in zip(IN_TREND, ("circle", "diamond", "square"), strict=True)
        ],
        "layout": {
            **_calm({"l": 44, "r": 8, "t": 8, "b": 44}),
            "xaxis": {
                "fixedrange": True,
                "type": "category",
                "title": {"text": "Tháng", "font": {"size": 12}, "standoff": 6},
                "tickangle": 0,
                "tickfont": {"size": 12},
                "tickvals": list(range(len(ends))),
                "ticktext": [str(day.month) for day, _ in ends],
            },
            "yaxis": _whole_numbers(max((tally.total for _, tally in ends), default=0), 5),
        },
    }


def _calm(margin: dict[str, int]) -> dict[str, Any]:
    """What all charts have in common."""
    return {
        "showlegend": False,
        "hovermode": "x unified",
        "dragmode": False,
        "separators": ",.",
        "margin": margin,
        "paper_bgcolor": "rgba(0,0,0,0)",
        "plot_bgcolor": "rgba(0,0,0,0)",
        "font": {"family": 'system-ui, "Segoe UI", Roboto, "Noto Sans", sans-serif', "size": 13},
    }


def _whole_numbers(most: int, ticks: int) -> dict[str, Any]:
    return {
        "fixedrange": True,
        "rangemode": "tozero",
        "tickformat": ",d",
        **({"nticks": ticks} if most > 4 else {"dtick": 1}),
    }


def _band(n: int) -> dict[str, Any]:
    return {
        "type": "rect",
        "x0": n - 0.5,
        "x1": n + 0.5,
        "yref": "paper",
        "y0": 0,
        "y1": 1,
        "fillcolor": "rgba(128,134,142,0.14)",
        "line": {"width": 0},
        "layer": "below",
    }
