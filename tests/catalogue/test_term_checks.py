"""What the checks of the glossary's examples refuse, and that the real glossary has nothing of it."""

from __future__ import annotations

from collections import Counter
from pathlib import Path
from typing import Any

import pytest
import yaml

from advisor.catalogue.files import Entry, read_folder
from advisor.catalogue.term_checks import term_problems

ROOT = Path(__file__).resolve().parents[2]


def problems_of(example: Any) -> list[tuple[str, str, str]]:
    found = term_problems([Entry("term", "glossary.yml", "apr", {"id": "apr", "example": example})])
    assert all((one.file, one.record) == ("glossary.yml", "apr") for one in found)
    return [(one.field, one.value, one.message) for one in found]


@pytest.mark.parametrize(
    "example, field, value, message",
    [
        ({"zh": "借 {lone}", "en": "borrow {lone}"}, "example.zh", "{lone}", "loan_days"),
        ({"zh": "借 {loan}", "en": "borrow {lone}"}, "example.en", "{lone}", "loan_days"),
        ({"zh": "借 {loan}用 {loan_days}", "en": "borrow {loan}"}, "example", "loan_days", "same figures"),
        ({"zh": "借 {loan", "en": "borrow {loan}"}, "example.zh", "借 {loan", "braces"),
        ({"zh": "借 {}", "en": "borrow {loan}"}, "example.zh", "借 {}", "braces"),
    ],
)
def test_a_bad_example_is_told_with_what_is_allowed(example: Any, field: str, value: str, message: str) -> None:
    found = problems_of(example)
    assert (field, value) in [one[:2] for one in found]
    assert any(message in one[2] for one in found)


@pytest.mark.parametrize("example", [None, "text", {"zh": 5, "en": "x"}, {"zh": "借 {loan}", "en": "borrow {loan}"}])
def test_a_sound_example_and_what_other_checks_refuse_give_no_problem(example: Any) -> None:
    assert problems_of(example) == []


def test_the_examples_of_the_glossary_are_sound() -> None:
    entries, unreadable = read_folder(ROOT / "knowledge")
    assert not unreadable
    assert [str(one) for one in term_problems(entries)] == []


def glossary() -> list[dict[str, Any]]:
    content = yaml.safe_load((ROOT / "knowledge" / "glossary.yml").read_text(encoding="utf-8"))
    return list(content["terms"])


def test_the_glossary_is_as_large_as_promised_and_says_each_term_in_people_s_words() -> None:
    terms = glossary()
    assert len(terms) >= 215
    assert [term["id"] for term in terms if len(term["also"]) < 2] == []


def test_no_name_stands_for_two_terms() -> None:
    names = Counter(
        name for term in glossary() for name in {one.casefold() for one in [*term["name"].values(), *term["also"]]}
    )
    assert [name for name, times in names.items() if times > 1] == []


def test_a_meaning_stays_short() -> None:
    assert [term["id"] for term in glossary() if len(term["meaning"]["zh"]) > 100] == []


def test_frequent_questions_are_asked_in_several_ways_and_no_way_asks_two_of_them() -> None:
    faqs = yaml.safe_load((ROOT / "knowledge" / "faq.yml").read_text(encoding="utf-8"))["faqs"]
    assert len(faqs) >= 110
    assert [faq["id"] for faq in faqs if len(faq["also"]) < 4] == []
    asked = Counter(way.casefold() for faq in faqs for way in {*faq["question"].values(), *faq["also"]})
    assert [way for way, times in asked.items() if times > 1] == []
