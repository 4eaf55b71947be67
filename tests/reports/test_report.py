"""A report as PDF and pictures: one sheet, its font inside, nobody's text read as markup."""

from __future__ import annotations

import re
import subprocess
import sys
import zlib
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace

import pytest

from advisor.reports.report import pages, report_pdf, report_picture, report_pictures
from advisor.reports.report_view import view
from tests.reports.sample_report import empty, report, without

LANGUAGES = ("zh", "en")
NASTY = [
    '#panic("x")',
    '#import "a.typ": *',
    "]#text(red)[",
    "$ x $ *b* _i_ `c` @ref <l> // /* \\",
    "<script>alert(1)</script>",
]


def sheets(pdf):
    """How many pages a PDF has."""
    return len(re.findall(rb"/Type\s*/Page\b", pdf))


def sizes(pictures):
    return [tuple(int.from_bytes(png[at : at + 4], "big") for at in (16, 20)) for png in pictures]


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_typical_shop_fills_one_sheet(language):
    pdf = report_pdf(view(report(language)))
    assert pdf.startswith(b"%PDF") and sheets(pdf) == 1


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_shop_with_very_large_numbers_does_too(language):
    assert sheets(report_pdf(view(report(language, scale=10_000)))) == 1


@pytest.mark.parametrize("language", LANGUAGES)
def test_what_does_not_fit_goes_on_on_another_sheet(language):
    shown = view(report(language))
    shown["plan"]["rows"] = shown["plan"]["rows"] * 12
    assert sheets(report_pdf(shown)) > 1


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_font_is_inside_and_there_is_no_other(language):
    pdf = report_pdf(view(report(language)))
    fonts = set(re.findall(rb"/BaseFont\s*/([A-Za-z0-9+-]+)", pdf))
    assert fonts and all(b"NotoSansCJKsc" in font for font in fonts)
    assert re.search(rb"/FontFile[23]?\b", pdf)


@pytest.mark.parametrize("language", LANGUAGES)
def test_pictures_are_as_wide_as_a_phone_and_two_to_four(language):
    found = sizes(report_pictures(view(report(language))))
    assert 2 <= len(found) <= 4
    assert all(width == 780 and 300 < height < 2700 for width, height in found)


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("missing", [("swot",), ("stages", "cycle", "balance"), ("products",), ("swot", "products")])
def test_every_part_can_be_missing(missing, language):
    shown = view(without(report(language), *missing))
    assert sheets(report_pdf(shown)) == 1
    assert len(report_pictures(shown)) == len(pages(shown))
    assert sorted(name for names in pages(shown) for name in names) == sorted(
        ("head", "readiness", "swot", "stages", "balance", "products", "plan", "notes")
    )


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_shop_of_which_nothing_is_known_has_a_report_that_says_so(language):
    shown = view(empty(language))
    assert sheets(report_pdf(shown)) == 1 and len(report_pictures(shown)) == 1


def test_one_long_picture_holds_what_the_pictures_hold():
    shown = view(report("zh"))
    (_, height), parts = sizes([report_picture(shown)])[0], sizes(report_pictures(shown))
    assert 0.8 * sum(one for _, one in parts) < height < sum(one for _, one in parts)


@pytest.mark.parametrize("text", NASTY)
def test_no_text_is_read_as_markup(text):
    """What would run, fail or vanish as markup takes room as text: the same as harmless text of the same letters."""
    plain = sizes(report_pictures(view(replace(empty("en"), shop="x"))))
    assert sheets(report_pdf(view(replace(empty("en"), shop=text)))) == 1
    assert sizes(report_pictures(view(replace(empty("en"), shop=text)))) == plain
    assert painted(text) != painted("x")


def painted(shop):
    """The drawn picture of a report of which only the shop's name is known."""
    png = report_pictures(view(replace(empty("en"), shop=shop)))[0]
    parts, at = b"", 8
    while at < len(png):
        length = int.from_bytes(png[at : at + 4], "big")
        parts += png[at + 8 : at + 8 + length] if png[at + 4 : at + 8] == b"IDAT" else b""
        at += length + 12
    return zlib.decompress(parts)


def test_reports_are_made_side_by_side_each_its_own():
    views = [view(empty(language)) for language in LANGUAGES]
    alone = [len(report_pdf(one)) for one in views]
    with ThreadPoolExecutor(4) as threads:
        sizes_together = list(threads.map(lambda turn: len(report_pdf(views[turn % 2])), range(16)))
    assert sizes_together == alone * 8


def test_nothing_heavy_is_loaded_before_the_first_report():
    code = (
        "import sys, advisor.reports.report, advisor.reports.report_page, advisor.reports.report_view\n"
        "sys.exit(bool({'typst', 'fontTools', 'matplotlib'} & set(sys.modules)))"
    )
    assert subprocess.run([sys.executable, "-c", code], check=False).returncode == 0
