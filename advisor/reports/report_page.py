"""A report as one web page that needs nothing else: no script, its pictures and its font inside."""

from __future__ import annotations

import base64
import hashlib
from functools import lru_cache
from pathlib import Path
from typing import Any

from jinja2 import Environment, FileSystemLoader, StrictUndefined
from markupsafe import Markup

from advisor.reports.web_font import FAMILY, web_font

TEMPLATES = Path(__file__).with_name("templates")


def report_page(view: dict[str, Any]) -> str:
    """The page: wide, on a phone 390 pixels wide, and printed. Texts go in escaped; it forbids itself any script.

    Args:
        view: of `report_view.view`.
    """
    plain = _environment().get_template("report.html.j2").render(view=view, style="", policy="")
    style = Markup(_style(Markup(plain).striptags()))  # our own sheet: nobody's text is in it
    policy = f"default-src 'none'; img-src data:; font-src data:; style-src 'sha256-{_hash(style)}'; base-uri 'none'"
    return _environment().get_template("report.html.j2").render(view=view, style=style, policy=policy)


def _style(text: str) -> str:
    face = f"@font-face {{ font-family: '{FAMILY}'; src: url(data:font/woff;base64,{_base64(web_font(text))}); }}\n"
    return face + (TEMPLATES / "report.css").read_text(encoding="utf-8")


def _hash(style: str) -> str:
    return _base64(hashlib.sha256(style.encode()).digest())


def _base64(content: bytes) -> str:
    return base64.b64encode(content).decode()


@lru_cache(maxsize=1)
def _environment() -> Environment:
    made = Environment(loader=FileSystemLoader(TEMPLATES), undefined=StrictUndefined, autoescape=True, trim_blocks=True,
                       lstrip_blocks=True)  # fmt: skip
    made.filters["picture"] = lambda svg: f"data:image/svg+xml;base64,{_base64(svg.encode())}"
    return made
