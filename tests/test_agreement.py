"""What code names, the domain, the rules and the templates hold, and the other way round."""

from __future__ import annotations

import importlib
import pkgutil
import re
from pathlib import Path
from typing import Any

import pytest
import yaml
from rasa_sdk import Action

import actions

ROOT = Path(__file__).parents[1]
DOMAIN: dict[str, Any] = yaml.safe_load((ROOT / "domain.yml").read_text(encoding="utf-8"))
RULES: dict[str, Any] = yaml.safe_load((ROOT / "data" / "rules.yml").read_text(encoding="utf-8"))
CODE = "\n".join(
    path.read_text(encoding="utf-8") for path in [*ROOT.glob("actions/*.py"), *ROOT.glob("advisor/**/*.py")]
)
TEMPLATES = ROOT / "actions" / "templates"
PROMISES = re.compile(r"包过|保证下款|保证通过|一定能批|百分百通过|guaranteed approval|will be approved")


def steps() -> list[dict[str, Any]]:
    """Every step of every rule, with `or` opened up."""
    found = []
    for rule in RULES["rules"]:
        for step in rule["steps"]:
            found += step.get("or", [step])
    return found


def test_every_intent_has_a_rule_and_every_rule_an_intent() -> None:
    in_rules = {step["intent"] for step in steps() if "intent" in step}
    assert in_rules == set(DOMAIN["intents"])


def test_every_intent_that_is_trained_is_in_the_domain() -> None:
    trained = set()
    for path in (ROOT / "data" / "nlu").rglob("*.yml"):
        trained |= {entry["intent"] for entry in yaml.safe_load(path.read_text(encoding="utf-8"))["nlu"]}
    assert trained | {"nlu_fallback", "map_columns"} == set(DOMAIN["intents"])  # map_columns: buttons only


def test_every_action_of_the_rules_exists() -> None:
    named = {step["action"] for step in steps() if "action" in step}
    known = set(DOMAIN["actions"]) | set(DOMAIN["responses"]) | set(DOMAIN["forms"]) | {"action_deactivate_loop"}
    assert named <= known, named - known


def test_every_action_of_the_domain_has_a_class_and_back() -> None:
    for module in pkgutil.iter_modules(actions.__path__, "actions."):
        importlib.import_module(module.name)
    in_code = {kind().name() for kind in Action.__subclasses__() if kind.__module__.startswith("actions.")}
    assert in_code == set(DOMAIN["actions"])


def test_every_response_is_said_somewhere() -> None:
    rules = {step["action"] for step in steps() if "action" in step}
    said = set(re.findall(r'"(utter_\w+)"', CODE)) | rules
    assert set(DOMAIN["responses"]) - {"utter_default"} <= said
    assert said - rules <= set(DOMAIN["responses"])


@pytest.mark.parametrize("name", DOMAIN["responses"])
def test_every_response_speaks_chinese_first_and_english(name: str) -> None:
    zh, en = DOMAIN["responses"][name]
    assert re.search(r"[\u4e00-\u9fff]", zh["text"]) and "condition" not in zh
    assert not re.search(r"[\u4e00-\u9fff]", en["text"])
    assert en["condition"] == [{"type": "slot", "name": "language", "value": "en"}]
    payloads = [[button["payload"] for button in variant.get("buttons", ())] for variant in (zh, en)]
    assert payloads[0] == payloads[1]


def test_every_template_stands_in_both_languages_and_is_used() -> None:
    names = {path.name.removesuffix(".zh.j2") for path in TEMPLATES.glob("*.zh.j2")}
    assert names == {path.name.removesuffix(".en.j2") for path in TEMPLATES.glob("*.en.j2")}
    texts = "".join(path.read_text(encoding="utf-8") for path in TEMPLATES.glob("*.zh.j2"))
    of_others = set(re.findall(r"(?:import|from|include) '(\w+)\.zh\.j2'", texts))
    for name in names - of_others:
        assert f'"{name}"' in CODE, f"template {name} is not used"


def test_no_sentence_promises_approval() -> None:
    files = [ROOT / "domain.yml", *TEMPLATES.glob("*.j2"), *(ROOT / "knowledge").glob("*.yml")]
    for path in files:
        for line in path.read_text(encoding="utf-8").splitlines():
            found = PROMISES.search(line)
            assert not found or re.search("骗|警惕|不|别|never|not|scam|fraud", line), f"{path.name}: {line}"


def test_no_sentence_for_a_merchant_stands_in_the_actions() -> None:
    for path in (ROOT / "actions").glob("*.py"):
        code = re.sub(r'"""[\s\S]*?"""|#.*', "", path.read_text(encoding="utf-8"))
        sentences = [text for text in re.findall(r'"([^"\n]*)"', code) if re.search(r"[\u4e00-\u9fff]{5,}", text)]
        assert not sentences, f"{path.name}: {sentences}"
