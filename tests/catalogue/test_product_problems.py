"""Every way to write a product wrongly that people fall into: one clear problem, with the field and what is allowed."""

from __future__ import annotations

from datetime import date
from pathlib import Path
from typing import Any

import pytest
import yaml
from small_knowledge import knowledge, write

from advisor.catalogue.checks import entry_problems, problems
from advisor.catalogue.errors import Problem
from advisor.catalogue.files import Entry
from advisor.catalogue.product_rules import PRODUCT

SPEC = Path(__file__).parents[1] / "specs" / "knowledge_problems.yml"
CASES: list[dict[str, Any]] = yaml.safe_load(SPEC.read_text(encoding="utf-8"))
SOUND: list[dict[str, Any]] = [
    {"rate_basis": "all_in"},
    {"rate_basis": "flat", "repayment_methods": ["level_payment"]},
    {"rate_basis": "fee", "yearly_rate_min": None, "yearly_rate_max": None, "fee_rate": "0.005",
     "notes": {"fees": {"zh": "每笔0.5%", "en": "0.5 % each"}}},
    {"yearly_rate_min": 0.073, "daily_rate_min": "0.0002"},
    {"rate_basis": "discount", "yearly_rate_min": "0.012", "yearly_rate_max": "0.03"},
    {"kind": "subsidised_guaranteed_loan", "yearly_rate_min": "0.01"},
    {"kind": "mortgage_backed", "term_max_months": 360, "collateral": "property", "amount_max_yuan": 100000000},
    {"term_min_months": "0.5", "days_to_funds": 0, "amount_min_yuan": "0.01"},
    {"source": None, "source_note": {"zh": "旧页面", "en": "an old page"}, "confidence": "low"},
    {"sources": [{"fields": ["amount_max_yuan", "repayment_methods"], "source": ["https://example.org/a"],
                  "as_of": 2024, "confidence": "high"}]},
    {"conflicts": [{"field": "amount_max_yuan", "value": 300000, "source_note": {"zh": "旧页面", "en": "an old page"},
                    "confidence": "low"},
                   {"field": "amount_max_yuan", "value": 200000, "source": ["https://example.org/a"],
                    "confidence": "medium"}]},
]  # fmt: skip


def sound_product() -> dict[str, Any]:
    product: dict[str, Any] = knowledge()["products.yml"]["products"][0]
    return product


def found(product: dict[str, Any]) -> list[Problem]:
    files = knowledge()
    kinds = {"questions": "question", "products": "product"}
    entries = [
        Entry(kinds[section], file, str(record.get("id")), record)
        for file in ("questions.yml", "products.yml")
        for section, records in files[file].items()
        if section in kinds
        for record in (records if section == "questions" else [product])
    ]
    return entry_problems(entries)


@pytest.mark.parametrize("case", CASES, ids=[one["case"] for one in CASES])
def test_a_product_written_wrongly_is_told_with_field_value_and_what_is_allowed(case: dict[str, Any]) -> None:
    told = found(sound_product() | case["product"])
    at = [one for one in told if one.field == case["at"]]
    assert at, [str(one) for one in told]
    assert any(all(words in one.message for words in case["says"]) for one in at), [one.message for one in at]
    value = case.get("value", str(case["product"].get(case["at"], "")))
    assert any(one.value == value for one in at), [one.value for one in at]
    assert all((one.file, one.record) == ("products.yml", "shop_line") for one in at)


def test_there_are_at_least_forty_such_ways() -> None:
    assert len({one["case"] for one in CASES}) == len(CASES) >= 40


@pytest.mark.parametrize("change", SOUND, ids=[", ".join(one) for one in SOUND])
def test_what_is_right_is_not_refused(change: dict[str, Any]) -> None:
    assert [str(one) for one in found(sound_product() | change)] == []


def test_all_wrong_figures_of_all_records_are_told_at_once(folder: Path) -> None:
    files = knowledge()
    wrong = sound_product() | {"yearly_rate_min": "7.2%", "amount_max_yuan": "50万", "term_max_months": "1年"}
    files["products.yml"]["products"] = [
        wrong,
        sound_product() | {"id": "second", "daily_rate_max": "万五", "kind": "odd"},
    ]
    assert {(one.record, one.field) for one in problems(write(folder, files))} >= {
        ("shop_line", "yearly_rate_min"), ("shop_line", "amount_max_yuan"), ("shop_line", "term_max_months"),
        ("second", "daily_rate_max"), ("second", "kind"),
    }  # fmt: skip


@pytest.mark.parametrize(
    ("text", "place", "message"),
    [
        ("products:\n\t- id: a\n", "line 2", "not readable as YAML"),
        ("products:\n  - id: a\n    id: b\n", "line 3", "stands twice"),
        ("products:\n  - id: a\n    as_of: 2025-13-45\n", "line 3", "2025-13-45"),
        ("products: {id: a}\n", "products", "a list of records"),
        ("products:\n  - a\n", "products[1]", "a record is a mapping"),
        ("product:\n  - id: a\n", "product", "unknown section; known: products"),
        ("", "", "a mapping of sections"),
        ("yes: []\n", "True", "unknown section"),
    ],
)
def test_a_trap_of_yaml_is_one_sentence_with_its_place(folder: Path, text: str, place: str, message: str) -> None:
    (folder / "trap.yml").write_text(text, encoding="utf-8")
    [told] = [one for one in problems(folder) if one.file == "trap.yml"]
    assert place in (told.record, told.field) and message in told.message and "\n" not in told.message


ODD: list[Any] = [
    "", [], {}, [{}], [[1]], [None], True, float("nan"), float("inf"), date(2020, 1, 1), 10**400, "1e5", "١٢", {1: 2},
    0, {"zh": 1, "en": []}, [{"field": [], "fields": {}, "value": {}, "source": 5}], {"fees": 5}, b"x",
    [{"field": "amount_max_yuan", "fields": ["amount_max_yuan", [], 3], "value": [1]}],
]  # fmt: skip


@pytest.mark.parametrize("field", [rule.field for rule in PRODUCT])
@pytest.mark.parametrize("basis", ["simple", "fee", "flat", "subsidy"])
def test_no_value_however_odd_ends_the_check(field: str, basis: str) -> None:
    odd_records = [sound_product() | {"rate_basis": basis} | {field: odd} for odd in ODD]
    told = [found(one) for one in odd_records]
    assert sum(map(bool, told)) > len(ODD) / 2


def test_a_byte_order_mark_does_no_harm(folder: Path) -> None:
    (folder / "trap.yml").write_text("products: []\n", encoding="utf-8-sig")
    assert problems(folder) == []
