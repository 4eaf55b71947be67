"""Keeps the index of what can be answered in step with the knowledge; nothing that is asked waits for embeddings."""

from __future__ import annotations

import logging
import threading
from dataclasses import dataclass, replace

from advisor.catalogue.search_documents import answers_of
from advisor.catalogue.search_features import Words, words_of
from advisor.catalogue.search_phrasings import unanswered
from advisor.catalogue.search_vectors import Embed, Vectors, vectors_of
from advisor.catalogue.store import Catalogue

log = logging.getLogger(__name__)


@dataclass(frozen=True)
class Answers:
    """The index of one version of the knowledge; `vectors` is None without embeddings, and until they are ready."""

    version: str
    words: Words
    vectors: Vectors | None = None


class AnswerIndex:
    """The index of the frequent questions, terms and policies of a catalogue.

    When newer knowledge was loaded, the index of words is made at once (a second) and the embeddings in a thread. An
    encoder that fails is logged and not asked again.

    Args:
        catalogue: what is indexed.
        embed: embeds what the knowledge says; None: words alone.
    """

    def __init__(self, catalogue: Catalogue, embed: Embed | None) -> None:
        self._catalogue = catalogue
        self._embed = embed
        self._indexing = threading.Lock()
        self._embedding = threading.Lock()
        self._answers: Answers | None = None

    def current(self) -> Answers:
        """The index of the knowledge that is served, with whatever is ready."""
        answers = self._indexed()
        if answers.vectors is None and self._embed is not None and not self._embedding.locked():
            threading.Thread(target=self._embed_quietly, name="search-index", daemon=True).start()
        return answers

    def complete(self) -> Answers:
        """The index with its embeddings; waits for them.

        Raises:
            Exception: whatever the encoder raises.
        """
        with self._embedding:
            answers = self._indexed()
            if answers.vectors is not None or self._embed is None or not answers.words.documents:
                return answers
            answers = replace(answers, vectors=vectors_of(answers.words.documents, unanswered(), self._embed))
            with self._indexing:
                if self._answers is not None and self._answers.version == answers.version:
                    self._answers = answers
            return answers

    def _embed_quietly(self) -> None:
        try:
            self.complete()
        except Exception as error:  # whatever an encoder raises: words alone still answer
            log.warning("the knowledge could not be embedded, words alone decide: %s: %s", type(error).__name__, error)
            self._embed = None

    def _indexed(self) -> Answers:
        version = self._catalogue.version()
        with self._indexing:
            if self._answers is None or self._answers.version != version:
                self._answers = Answers(version, words_of(answers_of(self._catalogue)))
            return self._answers
