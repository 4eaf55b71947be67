"""The real knowledge files as records, without a database."""

from __future__ import annotations

from functools import cache
from pathlib import Path
from typing import Any

import yaml

from advisor.catalogue import read
from advisor.trade.records import Product, Question
from advisor.trade.swot import SwotKnowledge
from advisor.trade.swot_records import Factor, Step

ROOT = Path(__file__).resolve().parents[2]
SPECS = ROOT / "tests" / "specs"


@cache
def questions() -> dict[str, Question]:
    return {one["id"]: read.question({"id": one["id"], "body": one}) for one in _section("questions")}


@cache
def factors() -> tuple[Factor, ...]:
    return tuple(read.factor({"id": one["id"], "body": one}) for one in _section("factors"))


@cache
def steps() -> dict[str, Step]:
    return {one["id"]: read.step({"id": one["id"], "body": one}) for one in _section("steps")}


@cache
def swot_knowledge() -> SwotKnowledge:
    strategies = {one["id"]: read.strategy({"id": one["id"], "body": one}) for one in _section("strategies")}
    return SwotKnowledge(factors(), steps(), strategies)


def interviews() -> dict[str, Any]:
    return dict(yaml.safe_load((ROOT / "knowledge" / "questions.yml").read_text("utf-8"))["interviews"])


def spec(name: str) -> Any:
    return yaml.safe_load((SPECS / f"{name}.yml").read_text("utf-8"))


def _section(name: str) -> list[dict[str, Any]]:
    found: list[dict[str, Any]] = []
    for file in ("questions.yml", "swot.yml"):
        content = yaml.safe_load((ROOT / "knowledge" / file).read_text("utf-8"))
        found += content.get(name, [])
    return found


@cache
def products() -> tuple[Product, ...]:
    found = yaml.safe_load((ROOT / "knowledge" / "products.yml").read_text("utf-8"))["products"]
    return tuple(read.product(read.row("product", one["id"], i, _fields(one))) for i, one in enumerate(found))


def _fields(one: dict[str, Any]) -> dict[str, Any]:
    return {name: value for name, value in one.items() if name != "id"}
