"""Tables of the catalogue: one for each kind of record, the history of changed figures, the version that is loaded.

`position` is the record's place in its file: order is part of the knowledge. A product's figures are columns, so
that a query can filter them; rates and lengths of time are exact decimals kept as text. Everything else of a record
is its `body`, with the keys of the YAML file. `digest` is a fingerprint of all of that without the position: a load
compares it and reads the bodies of changed records only. Times are ISO 8601 text in UTC.
"""

from __future__ import annotations

from sqlalchemy import JSON, Column, Integer, MetaData, String, Table, Text
from sqlalchemy.types import BigInteger

metadata = MetaData()

PRODUCT_FIGURES = (
    "amount_min_fen", "amount_max_fen", "term_min_months", "term_max_months", "yearly_rate_min", "yearly_rate_max",
    "daily_rate_min", "daily_rate_max", "fee_rate", "days_to_funds",
)  # fmt: skip
PRODUCT_WORDS = ("group", "kind", "rate_basis", "collateral", "confidence", "status")


def _key() -> tuple[Column, ...]:
    return (
        Column("id", String(128), primary_key=True),
        Column("position", Integer, nullable=False),
        Column("body", JSON, nullable=False),
        Column("digest", String(64), nullable=False, server_default=""),  # "": was loaded before there were digests
    )


product = Table(
    "product",
    metadata,
    *_key(),
    *(
        Column(name, BigInteger if name.endswith("_fen") else Text)  # rates: fractions, yearly or daily by name
        for name in PRODUCT_FIGURES
    ),
    *(Column(name, Text) for name in PRODUCT_WORDS),
)
factor = Table("factor", metadata, *_key())
question = Table("question", metadata, *_key())
step = Table("step", metadata, *_key())
interview = Table("interview", metadata, *_key())
term = Table("term", metadata, *_key())
faq = Table("faq", metadata, *_key())
policy = Table("policy", metadata, *_key())
lpr = Table("lpr", metadata, *_key())  # id: the month, YYYY-MM
settlement_rule = Table("settlement_rule", metadata, *_key())  # id: the platform
season = Table("season", metadata, *_key())
strategy = Table("strategy", metadata, *_key())

RECORDS: dict[str, Table] = {
    str(table.name): table
    for table in (product, factor, question, step, interview, term, faq, policy, lpr, settlement_rule, season, strategy)
}

figure_history = Table(
    "figure_history",
    metadata,
    Column("number", Integer, primary_key=True),
    Column("kind", String(32), nullable=False),
    Column("record", String(128), nullable=False, index=True),
    Column("field", Text, nullable=False),  # a path of `advisor.catalogue.record_figures`
    Column("old", Text),  # null: was not published
    Column("new", Text),  # null: no longer published, or the record was removed
    Column("changed_at", String(32), nullable=False),
    Column("changed_by", String(128), nullable=False),
)

knowledge_version = Table(
    "knowledge_version",
    metadata,
    Column("id", Integer, primary_key=True),  # always 1
    Column("content_hash", String(64), nullable=False),  # "" until something is loaded
    Column("loaded_at", String(32)),
    Column("loaded_by", String(128)),
    Column("records", Integer, nullable=False, server_default="0"),  # how many there are, of all kinds
)
