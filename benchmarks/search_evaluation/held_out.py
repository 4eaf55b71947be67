"""Ways to ask that the index has not seen: a share of every record's phrasings is taken out of it and asked.

The weights are fitted on these and on dev, so that they suit words the index does not hold: a phrasing that stands in
the index is found whatever the weights are.
"""

from __future__ import annotations

import random
from collections.abc import Sequence
from dataclasses import replace

from advisor.catalogue.search_documents import Document
from advisor.catalogue.search_features import words_of
from advisor.catalogue.search_index import Answers
from advisor.catalogue.search_phrasings import unanswered
from advisor.catalogue.search_vectors import Embed, vectors_of
from search_evaluation.questions import Asked

SHARE = 0.2  # of a record's phrasings, at least one
KEPT = 4  # titles that are never taken out: a term's own names


def held_out(documents: Sequence[Document], embed: Embed, seed: int) -> tuple[list[Asked], Answers]:
    """The questions that were taken out, and the index without them."""
    luck = random.Random(seed)
    asked: list[Asked] = []
    kept: list[Document] = []
    for one in documents:
        rest = list(one.titles[KEPT:] if one.names else one.titles[2:])
        taken = set(luck.sample(rest, max(1, round(SHARE * len(rest))))) if len(rest) > 1 else set()
        asked += [Asked(text, (f"{one.kind}:{one.id}",)) for text in sorted(taken)]
        kept.append(replace(one, titles=tuple(title for title in one.titles if title not in taken)))
    other = list(unanswered())
    strange = set(luck.sample(other, round(SHARE * len(other))))
    asked += [Asked(text, ()) for text in sorted(strange)]
    left = [text for text in other if text not in strange]
    words = words_of(kept)
    return asked, Answers("held out", words, vectors_of(words.documents, left, embed))
