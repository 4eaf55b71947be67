"""A report as PDF and as pictures for a phone, set by Typst; as a web page see `report_page`."""

from __future__ import annotations

import json
from functools import lru_cache
from pathlib import Path
from typing import Any

from advisor.reports.drawing import font_folder

TEMPLATES = Path(__file__).with_name("templates")
PIXELS_PER_INCH = 144.0  # 390 points wide: 780 pixels, for sharp screens
PARTS = (("head", "readiness", "swot"), ("stages", "balance"), ("products",), ("plan", "notes"))
"""What stands on each picture."""


def report_pdf(view: dict[str, Any]) -> bytes:
    """One sheet of A4 (more where there is more to say than fits), its font inside.

    Args:
        view: of `report_view.view`.
    """
    pdf = _compiler("report.typ").compile(format="pdf", sys_inputs={"report": json.dumps(view)})
    assert isinstance(pdf, bytes)
    return pdf


def report_pictures(view: dict[str, Any]) -> list[bytes]:
    """One to four PNGs, 780 pixels wide, to be read one after another.

    Args:
        view: of `report_view.view`.
    """
    return _pictures(view, pages(view))


def report_picture(view: dict[str, Any]) -> bytes:
    """All of it as one long PNG, 780 pixels wide."""
    return _pictures(view, [[name for names in PARTS for name in names]])[0]


def pages(view: dict[str, Any]) -> list[list[str]]:
    """The parts on each picture. Where nothing of one is known yet, it stands on the one before."""
    found: list[list[str]] = []
    for names in PARTS:
        if found and not any(view[name] for name in names if name != "notes"):
            found[-1] += names
        else:
            found.append(list(names))
    return found


def _pictures(view: dict[str, Any], parts: list[list[str]]) -> list[bytes]:
    inputs = {"report": json.dumps(view), "pages": json.dumps(parts)}
    found = _compiler("pictures.typ").compile(format="png", ppi=PIXELS_PER_INCH, sys_inputs=inputs)
    return found if isinstance(found, list) else [found]


def _compiler(template: str) -> Any:
    """One for each report: a compiler serves one thread. It sees the templates and the fonts, nothing else."""
    import typst

    return typst.Compiler(TEMPLATES / template, root=TEMPLATES, font_paths=_fonts())


@lru_cache(maxsize=1)
def _fonts() -> Any:
    """Loaded when the first report is made."""
    import typst

    return typst.Fonts(include_system_fonts=False, include_embedded_fonts=False, font_paths=[str(font_folder())])
