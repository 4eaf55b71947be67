"""knowledge/products.yml as a banker would check it, without the code that reads it."""

from __future__ import annotations

import re
from collections import Counter
from datetime import date
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest
import yaml

ROOT = Path(__file__).resolve().parents[1]
RESEARCH = ROOT.parent / "shared" / "reference" / "products.yaml"


def load(path: Path) -> Any:
    return yaml.load(path.read_text(encoding="utf-8"), Loader=getattr(yaml, "CSafeLoader", yaml.SafeLoader))


PRODUCTS: list[dict[str, Any]] = load(ROOT / "knowledge" / "products.yml")["products"]
QUESTIONS: dict[str, Any] = {one["id"]: one for one in load(ROOT / "knowledge" / "questions.yml")["questions"]}
PLATFORMS = {option["value"] for option in QUESTIONS["platform"]["options"]}

KEYS = set(
    """id name provider aliases group kind platforms amount_min_yuan amount_max_yuan term_min_months term_max_months
    yearly_rate_min yearly_rate_max daily_rate_min daily_rate_max rate_basis fee_rate repayment_methods days_to_funds
    collateral criteria notes source as_of confidence rate_confidence status""".split()
)
SOMETIMES = {"provider_also", "source_note", "sources", "conflicts"}
RATES = ("yearly_rate_min", "yearly_rate_max", "daily_rate_min", "daily_rate_max", "fee_rate")
RANGES = ("amount_{}_yuan", "term_{}_months", "yearly_rate_{}", "daily_rate_{}")
CONFIDENCE = {"high", "medium", "low"}
CHOICES = {
    "group": {"platform", "bank", "scheme"},
    "rate_basis": {
        "simple", "all_in", "fee", "flat", "discount", "unknown",
        "subsidy", "guarantee_fee", "premium", "not_applicable",
    },
    "collateral": {
        None, "none", "property", "receivables", "inventory", "guarantee", "policy", "deposit", "mixed",
    },
    "confidence": CONFIDENCE,
    "rate_confidence": CONFIDENCE | {None},
    "status": {"active", "uncertain", "closed"},
}  # fmt: skip
METHODS = {
    "level_payment", "equal_principal", "interest_only", "bullet", "revolving", "on_collection", "sales_share", "other",
}  # fmt: skip
TOPICS = {
    "amount", "rate", "term", "fees", "prepayment", "speed", "apply", "documents", "eligibility", "region", "conflicts",
}  # fmt: skip
AS_OF = re.compile(r"\d{4}(-\d{2}){0,2}")

each_product = pytest.mark.parametrize("product", PRODUCTS, ids=[one["id"] for one in PRODUCTS])


def is_words(value: Any) -> bool:
    return set(value) == {"zh", "en"} and all(isinstance(text, str) and text.strip() for text in value.values())


def decimal(value: Any) -> Decimal | None:
    return None if value is None else Decimal(str(value))


def fraction(percent: Any) -> Decimal | None:
    return None if percent is None else Decimal(str(percent)) / 100


def test_there_are_at_least_87_products_of_every_group() -> None:
    assert len(PRODUCTS) >= 87
    assert {product["group"] for product in PRODUCTS} == CHOICES["group"]


def test_ids_are_unique_and_snake_case() -> None:
    ids = [product["id"] for product in PRODUCTS]
    assert len(set(ids)) == len(ids)
    assert all(re.fullmatch(r"[a-z0-9]+(_[a-z0-9]+)*", one) for one in ids)


ASKED_ABOUT = {"生意贷"}  # people use one name for two products: the conversation asks which


def test_a_name_or_alias_means_one_product_only() -> None:
    called = Counter(
        word.casefold()
        for product in PRODUCTS
        for word in (*product["aliases"], *{text.casefold() for text in product["name"].values()})
    )
    assert {word for word, times in called.items() if times > 1} == ASKED_ABOUT


@each_product
def test_a_record_has_every_key_and_only_known_values(product: dict[str, Any]) -> None:
    assert set(product) - SOMETIMES == KEYS
    assert {key: product[key] for key, allowed in CHOICES.items() if product[key] not in allowed} == {}
    assert set(product["repayment_methods"]) <= METHODS
    assert set(product["platforms"]) <= PLATFORMS
    assert all(isinstance(alias, str) and alias.strip() for alias in product["aliases"])


@each_product
def test_names_and_notes_stand_in_both_languages(product: dict[str, Any]) -> None:
    assert is_words(product["name"]) and is_words(product["provider"])
    assert set(product["notes"]) <= TOPICS
    assert all(is_words(note) for note in product["notes"].values())
    assert re.search("[\u4e00-\u9fff]", product["notes"]["apply"]["zh"] + product["name"]["zh"])
    assert not any(re.search("[\u4e00-\u9fff]", note["en"]) for note in product["notes"].values())


def places(product: dict[str, Any]) -> list[dict[str, Any]]:
    """The record itself, the sources of single figures and what others say: each says where it comes from."""
    return [product, *product.get("sources", []), *product.get("conflicts", [])]


@each_product
def test_every_figure_says_where_it_comes_from_and_from_when(product: dict[str, Any]) -> None:
    for place in places(product):
        if place.get("source"):
            assert all(re.fullmatch(r"https?://\S+", address) for address in place["source"])
        else:
            assert is_words(place["source_note"]) and place["confidence"] == "low"
        if (as_of := place["as_of"]) is not None:
            assert AS_OF.fullmatch(str(as_of))
            date.fromisoformat((str(as_of) + "-01-01")[:10])


@each_product
def test_an_address_leads_to_a_page_and_not_to_a_front_door(product: dict[str, Any]) -> None:
    addresses = [address for place in places(product) for address in place.get("source") or ()]
    assert [one for one in addresses if re.fullmatch(r"https?://[^/]+/?", one)] == []


@each_product
def test_what_others_say_is_another_value_of_a_figure_that_stands_here(product: dict[str, Any]) -> None:
    for conflict in product.get("conflicts", []):
        assert decimal(product[conflict["field"]]) not in (None, decimal(conflict["value"]))


@each_product
def test_rates_are_fractions_as_text_never_percentages(product: dict[str, Any]) -> None:
    published = {key: product[key] for key in RATES if product[key] is not None}
    assert all(isinstance(value, str) for value in published.values())
    assert {key: value for key, value in published.items() if not 0 < Decimal(value) < 1} == {}
    assert all(Decimal(value) < Decimal("0.01") for key, value in published.items() if key.startswith("daily"))


@each_product
def test_no_minimum_is_above_its_maximum(product: dict[str, Any]) -> None:
    for name in RANGES:
        low, high = (decimal(product[name.format(bound)]) for bound in ("min", "max"))
        assert low is None or high is None or low <= high, name


@each_product
def test_conditions_ask_for_known_answers(product: dict[str, Any]) -> None:
    for criterion in product["criteria"]:
        assert set(criterion) == {"field", "operator", "value", "confidence"}
        assert criterion["confidence"] in CONFIDENCE
        question, operator, value = QUESTIONS[criterion["field"]], criterion["operator"], criterion["value"]
        if question["kind"] == "choice":
            assert operator == "one_of" and set(value) <= {option["value"] for option in question["options"]}
        elif question["kind"] == "yes_no":
            assert operator == "is" and isinstance(value, bool)
        else:
            assert operator in ("at_least", "at_most") and Decimal(str(value)) >= 0


@each_product
def test_a_property_backed_loan_asks_for_a_property(product: dict[str, Any]) -> None:
    asks = any(one["field"] == "has_property" and one["confidence"] != "low" for one in product["criteria"])
    assert not asks or product["collateral"] == "property"
    if product["collateral"] == "property":
        assert any(one["field"] == "has_property" and one["value"] is True for one in product["criteria"])


@each_product
def test_figures_are_those_of_the_research(product: dict[str, Any], research: dict[str, Any]) -> None:
    found = research[product["id"]]
    for ours, theirs in (("amount_{}_yuan", "amount_{}_cny"), ("term_{}_months", "term_{}_months")):
        for bound in ("min", "max"):
            assert product[ours.format(bound)] == found[theirs.format(bound)], (ours, bound)
    yearly_known = found["apr_min_pct"] is not None or found["apr_max_pct"] is not None
    for bound in ("min", "max"):
        daily = fraction(found[f"daily_rate_{bound}_pct"])
        converted = None if yearly_known or daily is None else daily * 365
        assert decimal(product[f"daily_rate_{bound}"]) == daily
        assert decimal(product[f"yearly_rate_{bound}"]) == (fraction(found[f"apr_{bound}_pct"]) or converted)
        if converted is not None:
            assert "365" in product["notes"]["rate"]["zh"] and "365" in product["notes"]["rate"]["en"]
    is_cited = any(str(one).startswith("http") for one in found["source"])
    assert product["confidence"] == (found["confidence"] if is_cited else "low")
    assert (product["group"], product["kind"]) == (found["group"], found["product_type"])


@each_product
def test_numeric_conditions_are_those_of_the_research(product: dict[str, Any], research: dict[str, Any]) -> None:
    found = research[product["id"]]
    ours = {one["field"]: one["value"] for one in product["criteria"] if one["operator"] == "at_least"}
    expected = {
        "months_in_business": (found["elig_time_in_business_months"], 1),
        "months_on_platform": (found["elig_platform_months"], 1),
        "monthly_sales_fen": (found["elig_monthly_gmv_cny"], 100),
        "yearly_revenue_fen": (found["elig_annual_revenue_cny"], 100),
    }
    for field, (value, factor) in expected.items():
        assert ours.get(field) == (None if value is None else value * factor), field


def test_every_researched_record_with_facts_stands_in_the_file(research: dict[str, Any]) -> None:
    with_facts = {id for id, one in research.items() if not one["status"].startswith("name only")}
    assert with_facts - {product["id"] for product in PRODUCTS} == set()


@each_product
def test_where_sources_disagree_on_a_price_or_a_limit_a_remark_says_so(product: dict[str, Any]) -> None:
    if product.get("conflicts"):
        assert {"conflicts", "amount", "rate", "term"} & set(product["notes"])


@pytest.fixture(scope="module")
def research() -> dict[str, Any]:
    """The researched facts by id; the figures were taken over from them."""
    if not RESEARCH.exists():
        pytest.skip("the researched facts are not on this machine")
    return {one["id"]: one for one in load(RESEARCH)["products"]}
