"""What the checks refuse, one line a case: where it is wrong, the value, and a word of the message."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
import yaml
from small_knowledge import knowledge, write

from advisor.catalogue.checks import problems

ROOT = Path(__file__).resolve().parents[2]
PRODUCT = ("products.yml", "products", 0)
CRITERION = (*PRODUCT, "criteria", 0)
RULE = ("settlement_rules.yml", "settlement_rules", 0)
SEASON = ("seasons.yml", "seasons", 0)
BAND = ("swot.yml", "factors", 0, "bands", 0)

CASES = [
    ((*PRODUCT, "yearly_rate_min"), "7.2", "yearly_rate_min", "between 0 and 1"),
    ((*PRODUCT, "yearly_rate_min"), "0", "yearly_rate_min", "between 0 and 1"),
    ((*PRODUCT, "daily_rate_min"), "0.05", "daily_rate_min", "to 0.002"),
    ((*PRODUCT, "daily_rate_min"), "abc", "daily_rate_min", "fraction"),
    ((*PRODUCT, "yearly_rate_max"), "0.01", "yearly_rate_min", "above yearly_rate_max"),
    ((*PRODUCT, "amount_max_yuan"), 10, "amount_min_yuan", "above amount_max_yuan"),
    ((*PRODUCT, "amount_max_yuan"), "50万", "amount_max_yuan", "without unit"),
    ((*PRODUCT, "amount_max_yuan"), True, "amount_max_yuan", "number"),
    ((*PRODUCT, "days_to_funds"), -1, "days_to_funds", "0 or more"),
    ((*PRODUCT, "group"), "shop", "group", "bank, platform, scheme"),
    ((*PRODUCT, "rate_basis"), None, "rate_basis", "missing"),
    ((*PRODUCT, "platforms"), ["ebay"], "platforms", "taobao"),
    ((*PRODUCT, "source"), "https://example.org", "source", "list of addresses"),
    ((*PRODUCT, "source"), ["a leaflet"], "source", "list of addresses"),
    ((*PRODUCT, "as_of"), "last year", "as_of", "YYYY"),
    ((*PRODUCT, "confidence"), "sure", "confidence", "high, low, medium"),
    ((*PRODUCT, "name"), {"zh": "店铺贷"}, "name", "each language"),
    ((*PRODUCT, "notes"), {"rate": {"zh": "只有中文", "en": " "}}, "notes", "each language"),
    ((*PRODUCT, "max_amount"), 5, "max_amount", "unknown field"),
    ((*PRODUCT, "id"), "Shop Line", "id", "lower-case"),
    ((*CRITERION, "field"), "income", "criteria[1].field", "months_in_business"),
    ((*CRITERION, "operator"), "more_than", "criteria[1].operator", "at_least"),
    ((*CRITERION, "value"), "half a year", "criteria[1].value", "months"),
    (CRITERION, {"field": "platform", "operator": "is", "value": "ebay", "confidence": "low"},
     "criteria[1].value", "taobao"),
    (CRITERION, {"field": "platform", "operator": "at_least", "value": "taobao", "confidence": "low"},
     "criteria[1].value", "no order"),
    (CRITERION, {"field": "platform", "operator": "one_of", "value": "taobao", "confidence": "low"},
     "criteria[1].value", "list"),
    ((*BAND, "weight"), 4, "bands[1].weight", "1 to 3"),
    ((*BAND, "steps"), ["rest"], "bands[1].steps", "keep_going"),
    ((*BAND, "industries"), ["toys"], "bands[1].industries", "clothing"),
    ((*BAND, "quadrant"), "threat", "bands[1].quadrant", "challenge"),
    (("swot.yml", "factors", 0, "field"), "age", "field", "months_in_business"),
    (("questions.yml", "interviews", "cash_cycle"), ["age"], "questions", "no such question"),
    (("questions.yml", "questions", 1, "options"), [], "options", "needs options"),
    (("questions.yml", "questions", 2, "minimum"), 700, "minimum", "above maximum"),
    (("policy.yml", "lpr", 0, "one_year"), 3.1, "one_year", "between 0 and 1"),
    (("policy.yml", "lpr", 0, "month"), "2025-13", "month", "YYYY-MM"),
    (("policy.yml", "policies", 0, "source"), None, "source", "missing"),
    ((*RULE, "platform"), "ebay", "platform", "taobao"),
    ((*RULE, "settle_days"), 400, "settle_days", "0 to 120"),
    ((*RULE, "settle_days"), None, "settle_days", "missing"),
    ((*RULE, "return_days"), "a week", "return_days", "without unit"),
    ((*RULE, "settles_from"), "opened", "settles_from", "confirmed, delivered, paid, shipped"),
    ((*RULE, "settles_from"), None, "settles_from", "missing"),
    ((*RULE, "fee_rate"), "5", "fee_rate", "between 0 and 1"),
    ((*RULE, "fee_rate"), "0.6", "fee_rate", "to 0.5"),
    ((*RULE, "fee_returned"), "sometimes", "fee_returned", "always, never, until_settled"),
    ((*RULE, "sources"), "https://example.org", "sources", "list of mappings"),
    ((*RULE, "sources", 0, "fields"), ["note"], "sources[1].fields", "auto_confirm_days"),
    ((*RULE, "sources", 0, "fields"), ["settle_days", "settle_days"], "sources[1].fields", "has a source already"),
    ((*RULE, "sources", 0, "fields"), ["return_days"], "sources[1].fields", "is not given"),
    ((*RULE, "sources", 0, "source"), None, "sources[1].source", "missing"),
    ((*RULE, "sources", 0, "source"), ["somebody said"], "sources[1].source", "list of addresses"),
    ((*RULE, "sources", 0, "as_of"), "long ago", "sources[1].as_of", "YYYY"),
    ((*RULE, "sources", 0, "confidence"), "sure", "sources[1].confidence", "high, low, medium"),
    (("glossary.yml", "terms", 0, "example"), {"zh": "约 {profit}", "en": "{profit}"}, "example.zh", "monthly_sales"),
    ((*SEASON, "day"), "02-30", "day", "MM-DD"),
    ((*SEASON, "day"), "大减价", "day", "春节"),
    ((*SEASON, "day"), 618, "day", "MM-DD"),
    ((*SEASON, "platforms"), ["ebay"], "platforms", "taobao"),
    ((*SEASON, "windows"), None, "windows", "missing"),
    ((*SEASON, "windows", 1, "multiple"), "0", "windows[2].multiple", "0.05 to 20"),
    ((*SEASON, "windows", 1, "multiple"), "double", "windows[2].multiple", "number"),
    ((*SEASON, "windows", 1, "from_day"), "0", "windows[2].from_day", "whole number"),
    ((*SEASON, "windows", 1, "from_day"), -1, "windows[2].from_day", "above the to_day of the window before (-1)"),
    ((*SEASON, "windows", 1, "from_day"), 1, "windows[2].from_day", "above to_day (0)"),
    ((*SEASON, "windows", 1, "ship_delay_days"), -1, "windows[2].ship_delay_days", "0 to 60"),
    ((*SEASON, "windows", 1, "peak"), 3, "windows[2].peak", "unknown field"),
    ((*SEASON, "reason"), {"zh": "只有中文"}, "reason", "each language"),
    ((*SEASON, "confidence"), None, "confidence", "missing"),
]  # fmt: skip


def test_the_knowledge_of_this_project_is_sound() -> None:
    assert [str(problem) for problem in problems(ROOT / "knowledge")] == []


def test_every_question_intent_has_an_answer_and_every_answer_a_known_intent() -> None:
    intents = set(yaml.safe_load((ROOT / "domain.yml").read_text(encoding="utf-8"))["intents"])
    faqs = yaml.safe_load((ROOT / "knowledge" / "faq.yml").read_text(encoding="utf-8"))["faqs"]
    answered = {intent for faq in faqs for intent in faq["intents"]}
    assert answered <= intents
    with_actions_of_their_own = {"ask_report", "ask_check_up_history"}
    assert {intent for intent in intents if intent.startswith("ask_")} - with_actions_of_their_own <= answered


def test_a_sound_folder_has_no_problem(folder: Path) -> None:
    assert problems(folder) == []


@pytest.mark.parametrize(("path", "value", "field", "message"), CASES)
def test_a_bad_value_is_told_with_what_is_allowed(
    folder: Path, path: tuple[Any, ...], value: Any, field: str, message: str
) -> None:
    files = knowledge()
    place: Any = files
    for key in path[:-1]:
        place = place[key]
    place[path[-1]] = value
    found = problems(write(folder, files))
    assert any(one.file == path[0] and one.field == field and message in one.message for one in found), found


def test_all_problems_are_told_at_once(folder: Path) -> None:
    files = knowledge()
    files["products.yml"]["products"][0] |= {"group": "shop", "yearly_rate_max": "18", "name": "x"}
    files["faq.yml"]["faqs"][0]["answer"] = None
    assert {one.field for one in problems(write(folder, files))} == {"group", "yearly_rate_max", "name", "answer"}


def test_an_id_stands_once_even_across_files(folder: Path) -> None:
    files = knowledge()
    files["more.yml"] = {"terms": [files["glossary.yml"]["terms"][0]]}
    [found] = problems(write(folder, files))
    assert (found.file, found.record, found.message) == ("more.yml", "factoring", "stands twice; first in glossary.yml")


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("terms:\n  - {id: a\n  - b", "not readable as YAML"),
        ("terms:\n  - {id: a, id: b}", "stands twice"),
        ("terms: 5", "a list of records"),
        ("terms: [5]", "mapping of fields"),
        ("- 5", "mapping of sections"),
        ("products_old: []", "unknown section; known: products"),
        ("terms:\n  - {id: [1], name: {}, also: {a: 1}, meaning: 2025-13-45}", "not readable"),
        ("terms:\n  - {id: [1], name: {}, also: {a: 1}, meaning: 5}", "an id is lower-case"),
        ("", "mapping of sections"),
        ("terms: !!python/object:os.system {}", "not readable as YAML"),
        ("products:\n  - {? [1, 2] : 3}", "not readable as YAML"),
        ("questions:\n  - {id: platform, kind: choice, options: 5}", "a list of mappings"),
        ("factors:\n  - {id: a, field: [], bands: [{operator: {}, value: [{}]}]}", "is missing"),
    ],
)
def test_broken_yaml_is_a_problem_and_never_an_exception(folder: Path, text: str, message: str) -> None:
    (folder / "broken.yml").write_text(text, encoding="utf-8")
    assert any(message in one.message for one in problems(folder) if one.file == "broken.yml")


def test_broken_yaml_is_told_with_its_line(folder: Path) -> None:
    (folder / "broken.yml").write_text("terms:\n  - id: a\n    name: {zh: x\n    also: []\n", encoding="utf-8")
    [found] = problems(folder)
    assert found.record.startswith("line ")


def test_bytes_that_are_no_text_are_a_problem(folder: Path) -> None:
    (folder / "broken.yml").write_bytes(b"\xff\xfe\x00terms")
    assert [one.file for one in problems(folder)] == ["broken.yml"]


def test_a_folder_without_files_is_a_problem(tmp_path: Path) -> None:
    assert [one.message for one in problems(tmp_path)] == ["no .yml file here"]
