"""What-ifs in people's words."""

from decimal import Decimal
from pathlib import Path

import pytest
import yaml
from hypothesis import given
from hypothesis import strategies as st

from advisor.trade.what_if_reading import Change, changes_in

CASES = yaml.safe_load((Path(__file__).parent.parent / "specs" / "what_ifs.yml").read_text(encoding="utf-8"))


@pytest.mark.parametrize("text", CASES)
def test_a_sentence_asks_for_these_changes(text):
    wanted = tuple(
        Change(lever, mode, Decimal(str(value)), *(days or [None])) for lever, mode, value, *days in CASES[text]
    )
    assert changes_in(text) == wanted


@given(st.text(max_size=60))
def test_any_text_is_read_without_trouble(text):
    assert all(change.value.is_finite() for change in changes_in(text))
