"""What speaks for each document as the answer to a question: words, ideas, meaning, and how the question was read."""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np

from advisor.catalogue.bm25 import Array, Postings, postings_of
from advisor.catalogue.search_concepts import concepts
from advisor.catalogue.search_documents import Answer, Document, counted
from advisor.catalogue.search_names import SpokenNames
from advisor.catalogue.search_tokens import padded, tokens
from advisor.catalogue.search_vectors import Vectors

Readings = Mapping[str, float]
"""Intent -> how likely the question was meant so, 0 to 1."""
OF_DOCUMENT = (
    "words", "words_covered", "ideas", "ideas_covered", "is_named", "titles", "titles_learned", "body",
    "reading", "is_term", "is_policy",
)  # fmt: skip
OF_QUESTION = ("outside", "unanswered", "unanswered_3", "unanswered_learned", "unanswered_learned_3")
INTENT_OF_KIND = {"term": "explain_term", "policy": "ask_policy"}
OUTSIDE = "out_of_scope"
LATER_INTENT = 0.15  # a question is a little less about each further intent it is filed under
LEAST_READING = 0.01  # keeps the logarithm finite


@dataclass(frozen=True)
class Words:
    """The documents as words and ideas; built in well under a second, without any embedding."""

    documents: tuple[Document[Answer], ...]
    words: Postings
    ideas: Postings
    names: SpokenNames
    titles: Mapping[str, tuple[int, ...]]  # a whole title as it is compared -> the documents that bear it


def words_of(documents: Sequence[Document[Answer]]) -> Words:
    """The index of words, ideas and names."""
    titles: dict[str, tuple[int, ...]] = {}
    for number, one in enumerate(documents):
        for title in map(padded, one.titles):
            titles[title] = (*titles.get(title, ()), number)
    return Words(
        tuple(documents),
        postings_of(counted(one) for one in documents),
        postings_of(counted(one, concepts) for one in documents),
        SpokenNames((name, number) for number, one in enumerate(documents) for name in one.names),
        titles,
    )


@dataclass(frozen=True)
class Evidence:
    """What speaks for each document, shape (n, len(OF_DOCUMENT)), and against all of them, shape (len(OF_QUESTION),).

    What is not known (no embedding, no reading) is 0 everywhere. `asked_outright` are the documents of which the
    question is a title, word for word.
    """

    of_documents: Array
    of_question: Array
    covered: Array
    asked_outright: tuple[int, ...]


def evidence(
    index: Words, text: str, vectors: Vectors | None, embedded: Array | None, readings: Readings | None
) -> Evidence:
    """The evidence of one question.

    Args:
        text: the question.
        vectors: of the same documents; None without embeddings.
        embedded: the question's embedding, shape (d,); None without.
        readings: how the question was read, None where nobody read it.
    """
    documents = index.documents
    found: dict[str, Array] = dict.fromkeys(OF_DOCUMENT, np.zeros(len(documents)))
    asked = dict.fromkeys(OF_QUESTION, 0.0)
    found["words"], found["words_covered"] = index.words.scores(tokens(text))
    found["ideas"], found["ideas_covered"] = index.ideas.scores(concepts(text))
    found["is_named"] = np.zeros(len(documents))
    found["is_named"][list(index.names.said(text))] = 1
    for kind in INTENT_OF_KIND:
        found[f"is_{kind}"] = np.array([one.kind == kind for one in documents], dtype=np.float32)
    if vectors is not None and embedded is not None:
        likeness = vectors.likeness(embedded)
        found["titles"], found["titles_learned"] = likeness.titles, likeness.titles_learned
        found["body"] = likeness.bodies
        asked.update(zip(OF_QUESTION[1:], likeness.unanswered, strict=True))
    if readings:
        found["reading"] = np.array([_reading(one, readings) for one in documents])
        asked["outside"] = math.log(readings.get(OUTSIDE, 0.0) + LEAST_READING)
    return Evidence(
        np.column_stack([*found.values()]),
        np.array([*asked.values()]),
        found["words_covered"],
        index.titles.get(padded(text), ()),
    )


def _reading(document: Document[Answer], readings: Readings) -> float:
    intents = getattr(document.record, "intents", None)
    if intents is None:
        intents = (INTENT_OF_KIND[document.kind],)
    likeliest = max(
        (readings.get(one, 0.0) / (1 + LATER_INTENT * place) for place, one in enumerate(intents)), default=0
    )
    return math.log(likeliest + LEAST_READING)
