"""The knowledge as records, read once for each version that is loaded and then served from memory."""

from __future__ import annotations

import threading
import time
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import date
from difflib import get_close_matches
from types import MappingProxyType
from typing import Any

from sqlalchemy import select
from sqlalchemy.engine import Connection, Engine

from advisor.catalogue import read
from advisor.catalogue.errors import UnknownRecord
from advisor.catalogue.names import Name, all_names
from advisor.catalogue.references import FACTORS
from advisor.catalogue.schema import RECORDS, knowledge_version
from advisor.trade.matching import ProductTable
from advisor.trade.records import Faq, Lpr, Policy, Product, Question, Term
from advisor.trade.seasons import Season
from advisor.trade.settlement import SettlementRule
from advisor.trade.swot.knowledge import SwotKnowledge
from advisor.trade.swot_records import Factor, Step

CHECK_SECONDS = 3.0
CLOSEST = 3
READERS: dict[str, Callable[[read.Row], Any]] = {
    "product": read.product,
    "factor": read.factor,
    "question": read.question,
    "step": read.step,
    "strategy": read.strategy,
    "interview": lambda row: row["body"]["questions"],
    "term": read.term,
    "faq": read.faq,
    "policy": read.policy,
    "lpr": read.lpr,
    "settlement_rule": read.settlement_rule,
    "season": read.season,
}


@dataclass(frozen=True)
class _Knowledge:
    """One version. What is made of it is made when it is first asked for, once."""

    version: str
    records: Mapping[str, Mapping[str, Any]]  # kind -> id -> record, in file order
    lock: threading.Lock = field(default_factory=threading.Lock)
    made: dict[str, Any] = field(default_factory=dict)

    def once(self, name: str, make: Callable[[Mapping[str, Mapping[str, Any]]], Any]) -> Any:
        if name not in self.made:
            with self.lock:
                if name not in self.made:
                    self.made[name] = make(self.records)
        return self.made[name]


class Catalogue:
    """The knowledge of one database.

    Whether a newer version was loaded is asked at most every `check_seconds`; safe to share between threads, and a
    thread never waits while another one reads a new version.
    """

    def __init__(
        self, engine: Engine, check_seconds: float = CHECK_SECONDS, clock: Callable[[], float] = time.monotonic
    ) -> None:
        self._engine, self._check_seconds, self._clock = engine, check_seconds, clock
        self._lock = threading.Lock()
        self._known: _Knowledge | None = None
        self._checked_at = 0.0

    def version(self) -> str:
        """The fingerprint of the knowledge that is served; empty before anything was loaded."""
        return self._knowledge().version

    def products(self) -> tuple[Product, ...]:
        """Every product and scheme, in file order."""
        return tuple(self._all("product").values())

    def product_table(self) -> ProductTable:
        """The products as `advisor.trade.matching` takes them at scale; the same object as long as nothing changed."""
        table: ProductTable = self._knowledge().once("table", lambda of: ProductTable.of(tuple(of["product"].values())))
        return table

    def product(self, id: str) -> Product:
        """One product.

        Raises:
            UnknownRecord: no product has this id; it names the closest ids.
        """
        found: Product = self._one("product", id)
        return found

    def factors(self) -> tuple[Factor, ...]:
        """Every factor of the self-assessment, in file order."""
        return tuple(self._all("factor").values())

    def questions(self) -> Mapping[str, Question]:
        """Question id -> question."""
        return self._all("question")

    def steps(self) -> Mapping[str, Step]:
        """Step id -> step."""
        return self._all("step")

    def swot(self) -> SwotKnowledge:
        """The catalogue of the self-assessment: factors, steps and strategies of one version."""
        records = self._knowledge().records
        return SwotKnowledge(tuple(records["factor"].values()), records["step"], records["strategy"])

    def interview(self, name: str) -> tuple[str, ...]:
        """The question ids of an interview, in the order they are asked.

        An interview of `factors` asks for the field of each factor that is asked, once.

        Raises:
            UnknownRecord: no interview has this name.
        """
        asked = self._one("interview", name)
        if asked != FACTORS:
            return tuple(asked)
        return tuple(dict.fromkeys(factor.field for factor in self.factors() if factor.asked))

    def terms(self) -> tuple[Term, ...]:
        """The glossary, in file order."""
        return tuple(self._all("term").values())

    def faqs(self) -> tuple[Faq, ...]:
        """The frequent questions, in file order."""
        return tuple(self._all("faq").values())

    def policies(self) -> tuple[Policy, ...]:
        """Public rules and schemes, in file order."""
        return tuple(self._all("policy").values())

    def lpr(self, on: date) -> Lpr | None:
        """The loan prime rate last published for a month not after the day; None before the first known month.

        On the first days of a month this may be the rate of that month although it is published around the 20th.
        """
        rates = [
            one for one in self._all("lpr").values() if (one.published or date.fromisoformat(f"{one.month}-01")) <= on
        ]
        return max(rates, key=lambda one: one.month, default=None)

    def settlement_rules(self) -> Mapping[str, SettlementRule]:
        """Platform -> how long it takes from sale to usable money."""
        return self._all("settlement_rule")

    def settlement_rule(self, platform: str) -> SettlementRule:
        """How long the platform takes from sale to usable money.

        Raises:
            UnknownRecord: there is no rule for this platform.
        """
        found: SettlementRule = self._one("settlement_rule", platform)
        return found

    def seasons(self) -> tuple[Season, ...]:
        """The shopping events of the year, in file order; `advisor.trade.seasons` tells what they do to a day."""
        return tuple(self._all("season").values())

    def found(self, id: str) -> Mapping[str, Any]:
        """Kind -> the record of that kind with this id; empty when there is none."""
        records = self._knowledge().records
        return {kind: of_kind[id] for kind, of_kind in records.items() if id in of_kind}

    def names(self) -> tuple[Name, ...]:
        """Everything that can be recognised by name: products, providers, platforms and terms.

        The same object as long as nothing changed.
        """
        names: tuple[Name, ...] = self._knowledge().once("names", all_names)
        return names

    def _all(self, kind: str) -> Mapping[str, Any]:
        return self._knowledge().records[kind]

    def _one(self, kind: str, id: str) -> Any:
        records = self._all(kind)
        if id not in records:
            raise UnknownRecord(kind, id, get_close_matches(id, records, CLOSEST, cutoff=0.4))
        return records[id]

    def _knowledge(self) -> _Knowledge:
        known = self._known
        if known is not None and self._clock() - self._checked_at < self._check_seconds:
            return known
        if not self._lock.acquire(blocking=known is None):
            assert known is not None  # someone else is looking; what we have is good for this moment
            return known
        try:
            self._known = self._newest(self._known)
            self._checked_at = self._clock()
            return self._known
        finally:
            self._lock.release()

    def _newest(self, known: _Knowledge | None) -> _Knowledge:
        with self._engine.begin() as connection:
            version = _version(connection)
            return known if known is not None and known.version == version else _read(connection, version)


def _version(connection: Connection) -> str:
    return connection.execute(select(knowledge_version.c.content_hash)).scalar() or ""


def _read(connection: Connection, version: str) -> _Knowledge:
    """All records, of one version: when another one was loaded while they were read, they are read again."""
    while True:
        records = MappingProxyType({kind: _records(connection, kind) for kind in RECORDS})
        seen, version = version, _version(connection)
        if seen == version:
            return _Knowledge(version, records)


def _records(connection: Connection, kind: str) -> Mapping[str, Any]:
    table, reader = RECORDS[kind], READERS[kind]
    rows = connection.execute(select(table).order_by(table.c.position)).mappings()
    return MappingProxyType({row["id"]: reader(row) for row in rows})
