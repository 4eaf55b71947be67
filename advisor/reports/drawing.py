"""What all pictures share: readable on a phone 390 pixels wide, each its own figure, nothing global."""

from __future__ import annotations

import io
from functools import lru_cache
from importlib.util import find_spec
from pathlib import Path
from typing import Any

FONT = "NotoSansCJKsc-Regular.otf"
PIXELS_PER_INCH = 200  # an inch is 100 CSS pixels: twice as many, for sharp screens
INK, SOFT, LINE = "#1f2933", "#6b7785", "#e6e9ed"
MONEY, MISSING, GOOD, WAITING = "#3f87c9", "#c9362d", "#5c9e6c", "#e3a43b"


def new_figure(width: float, height: float) -> tuple[Any, Any]:
    """A white figure of so many inches and its canvas."""
    from matplotlib.backends.backend_agg import FigureCanvasAgg
    from matplotlib.figure import Figure

    figure = Figure(figsize=(width, height), dpi=PIXELS_PER_INCH, facecolor="white")
    return figure, FigureCanvasAgg(figure)


def png(canvas: Any) -> bytes:
    """The picture of a canvas."""
    picture = io.BytesIO()
    canvas.print_png(picture)
    return picture.getvalue()


def svg(figure: Any) -> bytes:
    """The picture of a figure as SVG, its texts as outlines: it looks the same where no font is."""
    from matplotlib.backends.backend_svg import FigureCanvasSVG

    picture, canvas = io.BytesIO(), FigureCanvasSVG(figure)  # type: ignore[no-untyped-call]
    canvas.print_svg(picture, metadata={"Date": None})  # type: ignore[no-untyped-call]
    return picture.getvalue()


def text_style(size: float, colour: str) -> dict[str, Any]:
    """Arguments of a text: font, points, colour, and white behind it."""
    behind = {"facecolor": "white", "edgecolor": "none", "pad": 1}
    return {"fontproperties": font(), "fontsize": size, "color": colour, "bbox": behind}


@lru_cache(maxsize=1)
def font() -> Any:
    """The font of the package mplfonts, by its file: nothing global is set, no user folder is touched."""
    from matplotlib.font_manager import FontProperties

    return FontProperties(fname=str(font_folder() / FONT))


def font_folder() -> Path:
    """Where the package mplfonts keeps its fonts."""
    package = find_spec("mplfonts")
    if package is None or package.origin is None:
        raise FileNotFoundError("the package mplfonts is not installed")
    return Path(package.origin).parent / "fonts"
