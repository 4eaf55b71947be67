"""What the checks say of a self-assessment that does not hold together."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
from small_knowledge import BAND, knowledge, words, write

from advisor.catalogue.checks import problems

FACTOR = ("swot.yml", "factors", 0)
STEP = ("swot.yml", "steps", 0)
STRATEGY = ("swot.yml", "strategies", 0)
CASES = [
    ((*FACTOR, "bands"), [BAND | {"value": 0}, BAND], "bands[2]", "never the first that fits"),
    ((*FACTOR, "bands"), [BAND], "bands", "no band fits"),
    ((*FACTOR, "bands"), [BAND | {"value": 0, "industries": ["clothing"]}], "bands", "industry: not known"),
    ((*FACTOR, "formula"), "guess", "formula", "return_rate"),
    ((*FACTOR, "part"), "luck", "part", "trading"),
    ((*FACTOR, "peers"), [{"value": 12, "industries": ["toys"]}], "peers[1].industries", "clothing"),
    ((*STEP, "asks"), None, "leads_to", "leads on"),
    ((*STEP, "asks"), "age", "asks", "months_in_business"),
    ((*STEP, "owner"), "nobody", "owner", "accountant"),
    ((*STEP, "unless"), ["luck"], "unless", "age"),
    ((*STEP, "changes"), [{"lever": "luck", "mode": "add", "value": 1}], "changes[1].lever", "payable_days"),
    ((*STEP, "changes"), [{"lever": "sales", "mode": "add", "value": "15天"}], "changes[1].value", "without unit"),
    ((*STRATEGY, "kind"), "OS", "kind", "SO"),
    ((*STRATEGY, "inside"), ["luck"], "inside", "age"),
    ((*STRATEGY, "inside"), ["trade"], None, None),
    ((*STRATEGY, "outside"), ["age"], "outside", "opportunity"),
    ((*STRATEGY, "steps"), ["rest"], "steps", "keep_going"),
]  # fmt: skip


def changed(values: dict[tuple[Any, ...], Any]) -> dict[str, dict[str, Any]]:
    """Sound knowledge with these values in these places."""
    content: Any = knowledge()
    for (*way, last), value in values.items():
        place = content
        for name in way:
            place = place[name]
        place[last] = value
    return content


@pytest.mark.parametrize(("at", "value", "field", "says"), CASES, ids=lambda one: str(one)[:40])
def test_what_is_wrong_is_named_with_what_is_allowed(
    tmp_path: Path, at: tuple[Any, ...], value: Any, field: str | None, says: str | None
) -> None:
    write(tmp_path, changed({at: value}))
    found = [(one.field, one.message) for one in problems(tmp_path)]
    if field is None:
        assert found == []
    else:
        assert any(at_field == field and str(says) in message for at_field, message in found), found


def test_a_step_that_nothing_calls_for_is_named(tmp_path: Path) -> None:
    step = {"id": "rest", "text": words("休息", "rest"), "effort": "low", "days": 1, "leads_to": "swot"}
    content = knowledge()
    content["swot.yml"]["steps"].append(step)
    write(tmp_path, content)
    assert [(one.record, one.field) for one in problems(tmp_path)] == [("rest", "id")]


def test_a_malformed_factor_is_named_once_and_the_rest_is_still_checked(tmp_path: Path) -> None:
    write(tmp_path, changed({(*FACTOR, "bands"): "many", (*STEP, "asks"): None}))
    fields = [one.field for one in problems(tmp_path)]
    assert "bands" in fields and "leads_to" in fields
