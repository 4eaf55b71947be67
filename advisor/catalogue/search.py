"""Finds what answers a free question (frequent questions, terms, policies) and which products a text may mean.

Hybrid: BM25 over words and over ideas, sentence embeddings of every way to ask, and, where somebody read the question,
its intents. Where nothing fits nothing is found.
"""

from __future__ import annotations

import logging
import threading
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Generic, TypeVar

import numpy as np

from advisor.catalogue.bm25 import Array
from advisor.catalogue.product_search import ProductIndex, product_index
from advisor.catalogue.search_documents import Answer, Record
from advisor.catalogue.search_features import Readings, evidence
from advisor.catalogue.search_index import AnswerIndex
from advisor.catalogue.search_ranking import mode_of, ranked, weights
from advisor.catalogue.search_tokens import MAX_CHARACTERS, has_words
from advisor.catalogue.search_vectors import Embed
from advisor.catalogue.store import Catalogue
from advisor.trade.records import Product

log = logging.getLogger(__name__)

R = TypeVar("R", bound=Record, covariant=True)
KINDS = ("faq", "term", "policy")


@dataclass(frozen=True)
class Hit(Generic[R]):
    """One result: the record, and how well it fits.

    `score` is the chance that this record is the answer, 0 to 1; of a product it is BM25, for the order only. `covered`
    is the share of the text's words that stand in the record, weighed by rarity, 0 to 1.
    """

    kind: str  # faq | term | policy | product
    id: str
    score: float
    covered: float
    record: R


@dataclass(frozen=True)
class _Found:
    hits: list[Hit[Answer]]
    chance: float  # that one of the records answers
    threshold: float
    near: float


NOTHING = _Found([], 0.0, 1.0, 1.0)


class Search:
    """Search over what a catalogue knows; the index is made anew when newer knowledge was loaded.

    No question waits for embeddings: words alone decide until a thread has embedded what the knowledge says, and where
    that cannot be done. Safe to share between threads.

    Args:
        catalogue: what is searched.
        embed: embeds a question; None: words alone.
        embed_kept: embeds what the knowledge says, with a memory on disk; `embed` where None.
    """

    def __init__(self, catalogue: Catalogue, embed: Embed | None = None, embed_kept: Embed | None = None) -> None:
        self._catalogue = catalogue
        self._embed = embed
        self._answers = AnswerIndex(catalogue, embed_kept or embed)
        self._indexing_products = threading.Lock()
        self._products: tuple[str, ProductIndex] | None = None

    def best(
        self, text: str, limit: int = 3, kinds: Sequence[str] = KINDS, readings: Readings | None = None
    ) -> list[Hit[Answer]]:
        """The records that answer a free question best, best first; empty when nothing fits well enough.

        Args:
            text: the question, Chinese or English; only its first 300 characters count.
            limit: how many at most.
            kinds: which records may answer, of "faq", "term" and "policy".
            readings: how likely each intent is; None where nobody read the question.
        """
        found = self._found(text, limit, kinds, readings)
        return found.hits if found.chance >= found.threshold else []

    def near(
        self, text: str, limit: int = 3, kinds: Sequence[str] = KINDS, readings: Readings | None = None
    ) -> list[Hit[Answer]]:
        """What a question may have meant for which `best` finds nothing; empty where it is about something else."""
        found = self._found(text, limit, kinds, readings)
        return found.hits if found.near <= found.chance < found.threshold else []

    def products(self, text: str, limit: int = 5) -> list[Hit[Product]]:
        """The products whose names, providers, kinds and notes fit a text, best first; empty when none does."""
        found = self._product_index().best(text[:MAX_CHARACTERS], limit)
        return [Hit("product", one.product.id, one.score, one.covered, one.product) for one in found]

    def prepare(self) -> None:
        """Make the index now and wait for its embeddings: for a test, a benchmark, a command that asks once.

        Raises:
            Exception: whatever the encoder raises.
        """
        self._answers.complete()

    def prepare_in_background(self) -> None:
        """Begin to make the index; returns at once. A failure is logged, and words alone decide."""
        threading.Thread(target=self._answers.current, name="search-words", daemon=True).start()

    def _found(self, text: str, limit: int, kinds: Sequence[str], readings: Readings | None) -> _Found:
        answers, text = self._answers.current(), text[:MAX_CHARACTERS]
        documents = answers.words.documents
        allowed = np.array([number for number, one in enumerate(documents) if one.kind in kinds], dtype=np.int64)
        if not len(allowed) or not has_words(text):
            return NOTHING
        embedded = self._embedded(text) if answers.vectors is not None else None
        seen = evidence(answers.words, text, answers.vectors, embedded, readings)
        weighed = weights()[mode_of(embedded is not None, bool(readings))]
        order = ranked(seen, weighed, allowed)
        hits = [
            Hit(one.kind, one.id, float(share) * order.chance, float(seen.covered[number]), one.record)
            for number, share in zip(order.order[:limit], order.shares[:limit], strict=True)
            for one in (documents[number],)
        ]
        return _Found(hits, order.chance, weighed.threshold, weighed.near)

    def _embedded(self, text: str) -> Array | None:
        try:
            return None if self._embed is None else self._embed([text])[0]
        except Exception as error:  # whatever an encoder raises: words alone still answer
            log.warning("a question could not be embedded: %s", type(error).__name__)
            return None

    def _product_index(self) -> ProductIndex:
        version = self._catalogue.version()
        with self._indexing_products:
            if self._products is None or self._products[0] != version:
                self._products = (version, product_index(self._catalogue))
            return self._products[1]
