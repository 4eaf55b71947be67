"""The letters of one page as a web font, so that Chinese shows on a machine without any Chinese font.

Taking a subset out of the whole font with fontTools costs 1.5 s, reading the outlines of the few hundred letters of a
page and making a font of them a third of it; only outlines and widths are kept, no kerning.
"""

from __future__ import annotations

import io
from collections.abc import Iterator
from typing import Any

from advisor.reports.drawing import FONT, font_folder

FAMILY = "Report Sans"
UNITS = 1000  # of an em, as the font has
ASCENT, DESCENT = 880, -120
MOVE, LINE, CURVE, CLOSE = 1, 2, 4, 79  # codes of a matplotlib path


def web_font(text: str) -> bytes:
    """A WOFF with every letter of `text` that the font has."""
    from fontTools.fontBuilder import FontBuilder
    from fontTools.pens.t2CharStringPen import T2CharStringPen

    letters = dict(_outlines(sorted({ord(sign) for sign in text if sign.isprintable()})))
    empty = T2CharStringPen(UNITS, None).getCharString()
    outlines = {".notdef": empty, **{_name(code): outline for code, (_, outline) in letters.items()}}
    widths = {".notdef": (UNITS, 0), **{_name(code): (width, 0) for code, (width, _) in letters.items()}}
    font = FontBuilder(UNITS, isTTF=False)
    font.setupGlyphOrder(list(outlines))
    font.setupCharacterMap({code: _name(code) for code in letters})
    font.setupCFF(FAMILY.replace(" ", ""), {"FullName": FAMILY}, outlines, {})
    font.setupHorizontalMetrics(widths)
    font.setupHorizontalHeader(ascent=ASCENT, descent=DESCENT)
    font.setupNameTable({"familyName": FAMILY, "styleName": "Regular"})
    font.setupOS2(sTypoAscender=ASCENT, sTypoDescender=DESCENT, usWinAscent=ASCENT, usWinDescent=-DESCENT)
    font.setupPost()
    font.font.flavor = "woff"
    written = io.BytesIO()
    font.save(written)
    return written.getvalue()


def _name(code: int) -> str:
    return f"u{code:04X}"


def _outlines(codes: list[int]) -> Iterator[tuple[int, tuple[int, Any]]]:
    """Code -> width and outline, of the letters that the font has."""
    from matplotlib.ft2font import LOAD_NO_HINTING, FT2Font

    font = FT2Font(str(font_folder() / FONT))
    font.set_size(UNITS, 72)  # so that a point of the outline is a unit of the font
    for code in codes:
        if font.get_char_index(code):
            glyph = font.load_char(code, flags=LOAD_NO_HINTING)
            width = round(glyph.linearHoriAdvance / 65536)
            yield code, (width, _char_string(width, *font.get_path()))


def _char_string(width: int, points: Any, codes: Any) -> Any:
    from fontTools.pens.t2CharStringPen import T2CharStringPen

    pen, at = T2CharStringPen(width, None), 0
    corners, steps = [(round(x), round(y)) for x, y in points.tolist()], codes.tolist()
    while at < len(steps):
        if steps[at] == CURVE:
            pen.curveTo(*corners[at : at + 3])
            at += 2
        elif steps[at] == LINE:
            pen.lineTo(corners[at])
        elif steps[at] == MOVE:
            pen.moveTo(corners[at])
        elif steps[at] == CLOSE:
            pen.closePath()
        else:
            raise ValueError(f"an outline with the code {steps[at]}")
        at += 1
    return pen.getCharString()
