"""A chart as a value, and drawn without a browser: as SVG whose labels are text, or as PNG for Word."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any

from service.paper.fonts import FAMILIES

Row = dict[str, Any]
GOOD, BAD, INK = "#2f6fb0", "#c2410c", "#1b1f24"
_PNG_SCALE = 2.0


@dataclass(frozen=True, slots=True)
class Figure:
    """A chart: its title, what it shows in one text for who cannot see it, and its specification."""

    title: str
    description: str
    spec: dict[str, Any]


def svg(figure: Figure) -> str:
    """The chart as an SVG element; its labels are text."""
    import vl_convert

    drawn: str = vl_convert.vegalite_to_svg(figure.spec)
    # The page's own font is the same list, and saying it with each label would double the size.
    return drawn.replace(f' font-family="{figure.spec["config"]["font"]}"', "")


def png(figure: Figure) -> bytes:
    """The chart as a picture, at twice the size of the screen."""
    import vl_convert

    drawn: bytes = vl_convert.vegalite_to_png(figure.spec, scale=_PNG_SCALE)
    return drawn


def data(values: Sequence[Row]) -> Any:
    """Rows as a source of a chart, which altair's types do not know."""
    import altair as alt

    made: Callable[..., Any] = alt.Data
    return made(values=list(values))


def figure(title: str, description: str, chart: Any, font: str | None) -> Figure:
    """A chart with the look that all of them have. `font`: the one that draws where no browser does."""
    import altair as alt

    # At once: each configure_… of altair would copy the whole chart with its data again.
    look = alt.Config(
        font=f"{font}, {FAMILIES}" if font else FAMILIES,
        background="white",
        view=alt.ViewConfig(stroke=None),
        axis=alt.AxisConfig(labelFontSize=12, titleFontSize=12, titleFontWeight="normal"),
        title=alt.TitleConfig(fontSize=13, anchor="start"),
        legend=alt.LegendConfig(labelFontSize=12),
    )
    chart = chart.properties(description=description, config=look)
    return Figure(title, description, chart.to_dict())
