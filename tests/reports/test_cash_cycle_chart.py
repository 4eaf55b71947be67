"""The picture of the cash cycle."""

import subprocess
import sys
from decimal import Decimal

import pytest
import yaml

from advisor.reports.cash_cycle_chart import cash_cycle_chart
from advisor.reports.words import WORDS, words
from advisor.trade.cash_cycle import cash_cycle, money_tied_up

CYCLES = [(30, 15, 10), (5, 5, 60), (0, 0, 0), (0, 7, 0), (20, 2, 21), (10, 20, 40), (Decimal("42.5"), 400, 1)]


@pytest.mark.parametrize("language", ["zh", "en"])
@pytest.mark.parametrize("days", CYCLES)
@pytest.mark.filterwarnings("error:Glyph")  # a sign that the font lacks
def test_every_cycle_has_a_picture_for_a_phone_in_both_languages(days, language):
    cycle = cash_cycle(*days)
    picture = cash_cycle_chart(cycle, money_tied_up(cycle, 30_000_000, Decimal("0.6")), language)
    assert picture.startswith(b"\x89PNG\r\n")
    width, height = (int.from_bytes(picture[at : at + 4], "big") for at in (16, 20))
    assert (width, height) == (780, 700)


def test_the_same_cycle_gives_the_same_picture():
    cycle = cash_cycle(30, 15, 10)
    tied_up = money_tied_up(cycle, 30_000_000, Decimal("0.6"))
    assert cash_cycle_chart(cycle, tied_up, "zh") == cash_cycle_chart(cycle, tied_up, "zh")


def test_a_language_without_words_is_refused():
    with pytest.raises(KeyError):
        words("cash_cycle", "fr")


def test_every_text_of_a_picture_stands_in_both_languages():
    for picture in yaml.safe_load(WORDS.read_text(encoding="utf-8")).values():
        assert all(set(says) == {"zh", "en"} and all(says.values()) for says in picture.values())


def test_importing_the_charts_does_not_load_matplotlib():
    code = "import sys, advisor.reports.cash_cycle_chart; sys.exit('matplotlib' in sys.modules)"
    assert subprocess.run([sys.executable, "-c", code], check=False).returncode == 0


def test_no_global_figure_stays_behind():
    cycle = cash_cycle(30, 15, 10)
    cash_cycle_chart(cycle, money_tied_up(cycle, 1, Decimal(1)), "en")
    assert "matplotlib.pyplot" not in sys.modules or not sys.modules["matplotlib.pyplot"].get_fignums()
