"""Charts as Vega-Lite specifications, and what they show in words."""

from __future__ import annotations

import math
from collections.abc import Callable, Sequence
from dataclasses import asdict
from typing import Any

from rådscraper.serve.charts.chart import Value, most
from rådscraper.serve.wording import danish_number

DARK, LIGHT, WARNING = "#123b5d", "#c3d3e0", "#a34700"
"""Told apart by their lightness, also in print and by who sees no colours."""

WIDTH, HEIGHT, WIDEST_BAR, STEP = 380, 210, 48, 38
"""In pixels: made for a phone, and drawn larger where there is room."""
FEW = 5

CONFIG = {
    # The letters are measured here and drawn by the reader's browser, so a font that is alike in both, and some room.
    "font": "Arial, Helvetica, sans-serif",
    "padding": 12,
    "axis": {"labelFontSize": 11, "titleFontSize": 11, "labelColor": "#1b1b1b", "gridColor": "#e5e9ed"},
    "legend": {"orient": "bottom", "title": None, "labelFontSize": 12, "symbolType": "square", "columnPadding": 24},
    "view": {"stroke": None},
}
SCHEMA = "https://vega.github.io/schema/vega-lite/v6.json"
Drawn = Callable[[list[Value]], dict[str, Any]]


def stacked(unit: str, *colors: tuple[str, str]) -> Drawn:
    """Draw a bar a year, of parts in the given colours and order."""
    order = [what for what, _ in colors]

    def drawn(values: list[Value]) -> dict[str, Any]:
        scale = {"domain": order, "range": [color for _, color in colors]}
        years = _years(values)
        top = math.ceil(most(values)[1])
        height = {"domainMin": 0, **({} if top else {"domainMax": 1})}
        # Left to itself it halves few, and writes the halves as the whole numbers beside them.
        ticks = {"values": list(range(max(top, 1) + 1))} if top < FEW else {}
        encoding = {
            "x": {
                "field": "group",
                "type": "ordinal",
                "title": None,
                "scale": {"domain": years},
                "axis": {"labelAngle": 0, "labelOverlap": "greedy"},
            },
            "y": {
                "field": "amount",
                "type": "quantitative",
                "title": unit,
                "scale": height,
                "axis": {"tickMinStep": 1, "format": ",d", **ticks},
            },
            "color": {"field": "what", "type": "nominal", "scale": scale, "legend": {} if len(order) > 1 else None},
            "order": {"field": "place", "type": "quantitative"},
        }
        data = [asdict(value) | {"place": order.index(value.what)} for value in values]
        bar = {"type": "bar", "stroke": DARK, "strokeWidth": 0.5, "size": min(WIDEST_BAR, WIDTH / len(years) * 0.75)}
        return _spec(data, bar, encoding)

    return drawn


def shares(order: Sequence[str]) -> Drawn:
    """Draw a field for each group and what it came to, with its percentage written in it: the darker the more."""

    def drawn(values: list[Value]) -> dict[str, Any]:
        present = {value.what for value in values}
        x = {
            "field": "what",
            "type": "nominal",
            "sort": [what for what in order if what in present],
            "title": None,
            "axis": {"orient": "top", "labelAngle": -45, "domain": False, "ticks": False},
        }
        y = {"field": "group", "type": "nominal", "sort": None, "title": None,
             "axis": {"labelLimit": 150, "domain": False, "ticks": False}}  # fmt: skip
        amount = {"field": "amount", "type": "quantitative"}
        shade = {**amount, "scale": {"domain": [0, 100], "range": ["#f4f7fa", DARK]}, "legend": None}
        ink = {"condition": {"test": "datum.amount > 45", "value": "white"}, "value": "#1b1b1b"}
        return {
            "$schema": SCHEMA,
            "config": CONFIG,
            # Few columns would be blown up to the width of the page, letters and all.
            "padding": {"left": 24, "top": 24, "right": max(48, WIDTH - 100 - STEP * len(present)), "bottom": 8},
            "data": {"values": [asdict(value) for value in values]},
            "width": {"step": STEP},
            "height": {"step": 24},
            "encoding": {"x": x, "y": y},
            "layer": [
                {"mark": {"type": "rect", "stroke": "white"}, "encoding": {"color": shade}},
                {"mark": {"type": "text", "fontSize": 11},
                 "encoding": {"text": {**amount, "format": ".0f"}, "color": ink}},
            ],
        }  # fmt: skip

    return drawn


def _years(values: list[Value]) -> list[str]:
    """All years from the first to the last, also those without anything."""
    years = [int(value.group) for value in values]
    return [str(year) for year in range(min(years), max(years) + 1)]


def _spec(data: list[dict[str, Any]], mark: dict[str, Any], encoding: dict[str, Any]) -> dict[str, Any]:
    size = {"width": WIDTH, "height": HEIGHT, "autosize": {"type": "fit", "contains": "padding"}}
    return {"$schema": SCHEMA, "config": CONFIG, **size, "data": {"values": data}, "mark": mark, "encoding": encoding}


def peak(unit: str) -> Callable[[list[Value]], str]:
    """Say in words what bars show: from when to when, and where there is most."""

    def told(values: list[Value]) -> str:
        years = sorted({value.group for value in values})
        where, amount = most(values)
        span = years[0] if len(years) == 1 else f"{years[0]} til {years[-1]}"
        return f"Søjler for {span}. Højest er {where} med {danish_number(round(amount, 1))} {unit}."

    return told


def largest(values: list[Value]) -> str:
    """Say in words what fields of percentages show."""
    value = max(values, key=lambda one: one.amount)
    groups = len({one.group for one in values})
    return f"Procenter i {groups} rækker. Den største er {value.what} med {value.amount:.0f} % i {value.group}."
