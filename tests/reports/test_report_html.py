"""A report as a web page: no script, everything inside, nobody's text read as markup."""

from __future__ import annotations

import base64
import hashlib
import io
import re
from dataclasses import replace
from html.parser import HTMLParser

import pytest
from fontTools.ttLib import TTFont
from matplotlib.ft2font import FT2Font

from advisor.reports.drawing import FONT, font_folder
from advisor.reports.report_page import report_page
from advisor.reports.report_view import view
from advisor.reports.web_font import web_font
from tests.reports.sample_report import empty, report, without

LANGUAGES = ("zh", "en")
NASTY = ["<script>alert(1)</script>", '"><img src=x onerror=alert(1)>', "{{ 7 * 7 }}", "</style><b>", "a & b < c"]


class Seen(HTMLParser):
    """Tags, attributes and texts of a page."""

    def __init__(self, page):
        super().__init__()
        self.tags, self.attributes, self.text = [], [], []
        self.feed(page)

    def handle_starttag(self, tag, attrs):
        self.tags.append(tag)
        self.attributes += attrs

    def handle_data(self, data):
        self.text.append(data)


def style_of(page):
    return re.search(r"<style>(.*?)</style>", page, re.DOTALL).group(1)


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_page_needs_nothing_else_and_runs_nothing(language):
    page = report_page(view(report(language)))
    seen = Seen(page)
    assert not {"script", "iframe", "object", "form", "link", "base", "a"} & set(seen.tags)
    assert not [name for name, _ in seen.attributes if name.startswith("on") or name == "style"]
    addresses = [value for name, value in seen.attributes if name in ("src", "href")]
    assert len(addresses) == 2 and all(one.startswith("data:image/svg+xml;base64,") for one in addresses)
    assert set(re.findall(r"url\((.{5})", style_of(page))) == {"data:"}


@pytest.mark.parametrize("language", LANGUAGES)
def test_its_policy_allows_its_one_style_sheet_and_nothing_that_runs(language):
    page = report_page(view(report(language)))
    policy = next(value for name, value in Seen(page).attributes if name == "content" and "default-src" in value)
    digest = base64.b64encode(hashlib.sha256(style_of(page).encode()).digest()).decode()
    assert f"style-src 'sha256-{digest}'" in policy and "default-src 'none'" in policy and "script-src" not in policy


@pytest.mark.parametrize("text", NASTY)
def test_no_text_is_read_as_markup(text):
    harmless, nasty = Seen(report_page(view(empty("en")))), Seen(report_page(view(replace(empty("en"), shop=text))))
    assert nasty.tags == harmless.tags and len(nasty.attributes) == len(harmless.attributes)
    assert text in nasty.text


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_text_of_the_report_stands_on_the_page(language):
    shown = view(report(language))
    said = " ".join("".join(Seen(report_page(shown)).text).split())
    wanted = [item["says"] for quadrant in shown["swot"] for item in quadrant["items"]]
    wanted += [row["step"] for row in shown["plan"]["rows"]] + [row["cost"] for row in shown["products"]["rows"]]
    wanted += [*shown["sources"], *shown["method"], shown["stages"]["says"], shown["say"]["is_no_decision"]]
    assert [one for one in wanted if " ".join(one.split()) not in said] == []


@pytest.mark.parametrize("language", LANGUAGES)
def test_what_is_missing_is_said(language):
    shown = view(empty(language))
    said = "".join(Seen(report_page(shown)).text)
    assert all(shown["missing"][name] in said for name in ("swot", "stages", "balance", "products"))
    assert "<img" not in report_page(view(without(report(language), "stages", "cycle", "balance")))


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_font_inside_has_every_letter_of_the_page(language):
    page = report_page(view(replace(report(language), shop="龘龍 Café №1")))
    font = TTFont(io.BytesIO(base64.b64decode(re.search(r"font/woff;base64,([^)]+)", style_of(page)).group(1))))
    letters = {ord(sign) for sign in "".join(Seen(page).text[1:]) if sign.isprintable()} - set(map(ord, style_of(page)))
    whole = FT2Font(str(font_folder() / FONT))
    assert {code for code in letters if whole.get_char_index(code)} <= set(font.getBestCmap())
    assert ord("龘") in font.getBestCmap()


def test_a_letter_of_the_web_font_is_that_of_the_whole_font():
    small, whole = TTFont(io.BytesIO(web_font("融a,"))), FT2Font(str(font_folder() / FONT))
    whole.set_size(1000, 72)
    for letter in "融a,":
        name = small.getBestCmap()[ord(letter)]
        glyph = whole.load_char(ord(letter), flags=2)
        assert small["hmtx"][name][0] == round(glyph.linearHoriAdvance / 65536)
        box = small.getGlyphSet()[name]
        from fontTools.pens.boundsPen import BoundsPen

        pen = BoundsPen(None)
        box.draw(pen)
        assert pen.bounds == pytest.approx([one / 64 for one in glyph.bbox], abs=2)
