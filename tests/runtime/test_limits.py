"""How much and how often a merchant may write."""

from __future__ import annotations

import unicodedata

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from advisor.channels.inbound import GatewayRefusal
from advisor.channels.limits import Pace, as_words, checked_text


@settings(deadline=None)
@given(st.text(alphabet=st.sampled_from("/／ \u200b\u3000a\n\ufeff")))
def test_no_typed_text_begins_with_a_slash_however_it_is_normalised(text):
    heard = as_words(text)
    assert heard
    assert not unicodedata.normalize("NFKC", heard).lstrip("\u200b\ufeff \n").startswith("/")


@settings(deadline=None)
@given(st.text())
def test_what_is_kept_can_be_written_to_any_database(text):
    try:
        kept = checked_text(text)
    except GatewayRefusal:
        return
    assert "\x00" not in kept
    kept.encode("utf-8")


def test_a_merchant_may_write_so_often_a_minute_and_again_later():
    now = [0.0]
    pace = Pace(3, lambda: now[0])
    for _ in range(3):
        pace.count("m")
    with pytest.raises(GatewayRefusal) as refused:
        pace.count("m")
    assert refused.value.status == 429
    pace.count("other")
    now[0] = 61.0
    pace.count("m")
