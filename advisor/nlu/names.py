"""Products, providers, platforms and terms in a message, as Rasa entities.

Names come from the database when the component is loaded, and again when newer knowledge was loaded: a product added
to the knowledge base is recognised at once, without training.
"""

from __future__ import annotations

import os
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Any

from rasa.engine.graph import ExecutionContext, GraphComponent
from rasa.engine.recipes.default_recipe import DefaultV1Recipe
from rasa.engine.storage.resource import Resource
from rasa.engine.storage.storage import ModelStorage
from rasa.nlu.extractors.extractor import EntityExtractorMixin
from rasa.shared.nlu.constants import ENTITIES, TEXT
from rasa.shared.nlu.training_data.message import Message
from sqlalchemy.exc import SQLAlchemyError

from advisor.catalogue.files import read_folder
from advisor.catalogue.names import Name, all_names
from advisor.catalogue.read import row
from advisor.catalogue.store import READERS, Catalogue
from advisor.database import open_engine
from advisor.nlu.name_matcher import FoundName, NameMatcher
from advisor.nlu.near_names import NearName, NearNames

KNOWLEDGE = Path(__file__).parents[2] / "knowledge"
DATABASE_VARIABLE = "ADVISOR_DATABASE_URL"
DEFAULT_DATABASE = "sqlite:///var/advisor.db"
PAYLOAD_MARK = "/"
QUANTITY_PREFIX = "quantity_"
NEAR_PREFIX = "near_"
NEAR_CONFIDENCE = 0.5
NAMED_KINDS = ("product", "question", "term")

Names = tuple[Name, ...]
NameSource = Callable[[], Names]
"""Gives the names as they are now. It gives the very same object as long as nothing changed."""


@DefaultV1Recipe.register(DefaultV1Recipe.ComponentType.ENTITY_EXTRACTOR, is_trainable=False)
class NameExtractor(GraphComponent, EntityExtractorMixin):
    """Adds an entity for each name: {entity: kind, value: id, start, end}; one for each meaning of a name.

    What is only close to a name is {entity: near_<kind>, ...}, one for each candidate, the likeliest first: it is to
    be asked about. Quantities found before keep numerals in them from being read as names.
    """

    def __init__(self, source: NameSource) -> None:
        self._source = source
        self._names = source()
        self._matcher, self._near = NameMatcher(self._names), NearNames(self._names)

    @staticmethod
    def required_packages() -> list[str]:
        return ["spacy"]

    @classmethod
    def create(
        cls,
        config: dict[str, Any],
        model_storage: ModelStorage,
        resource: Resource,
        execution_context: ExecutionContext,
    ) -> NameExtractor:
        return cls(name_source(os.environ))

    def process(self, messages: list[Message]) -> list[Message]:
        """Add the names of each message to its entities."""
        self._refresh()
        for message in messages:
            entities = self.add_extractor_name(self._entities(message))
            message.set(ENTITIES, message.get(ENTITIES, []) + entities, add_to_output=True)
        return messages

    def _entities(self, message: Message) -> list[dict[str, Any]]:
        text = message.get(TEXT) or ""
        if text.lstrip().startswith(PAYLOAD_MARK):
            return []
        quantities = [
            (one["start"], one["end"])
            for one in message.get(ENTITIES) or []
            if str(one["entity"]).startswith(QUANTITY_PREFIX)
        ]
        exact = self._matcher.found(text, quantities)
        near = self._near.found(text, exact, quantities)
        return [
            *(entity for name in exact for entity in _entities(name, "", 1.0)),
            *(entity for name in near for entity in _entities(name, NEAR_PREFIX, NEAR_CONFIDENCE)),
        ]

    def _refresh(self) -> None:
        names = self._source()
        if names is not self._names:
            self._matcher, self._near = NameMatcher(names), NearNames(names)
            self._names = names


def name_source(environ: Mapping[str, str]) -> NameSource:
    """Names from the database of the environment; from the knowledge folder as long as there is no loaded one.

    Args:
        environ: `ADVISOR_DATABASE_URL` names the database.
    """
    url = environ.get(DATABASE_VARIABLE, DEFAULT_DATABASE)
    written = names_in(KNOWLEDGE)
    catalogue: Catalogue | None = None

    def names() -> Names:
        nonlocal catalogue
        if catalogue is None and not _is_there(url):
            return written
        catalogue = catalogue or Catalogue(open_engine(url))
        try:
            return catalogue.names() or written
        except SQLAlchemyError:  # no tables yet, or the database is away: a message must still be understood
            return written

    return names


def _is_there(url: str) -> bool:
    """Whether there is a database; an absent SQLite file would be created, empty, by looking into it."""
    file = url.removeprefix("sqlite:///")
    return file == url or Path(file).is_file()


def names_in(folder: Path) -> Names:
    """The names written in a knowledge folder; records that cannot be read are left out (`kb check` reports them)."""
    records: dict[str, dict[str, Any]] = {kind: {} for kind in NAMED_KINDS}
    for entry in read_folder(folder)[0]:
        if entry.kind in records:
            of_kind = records[entry.kind]
            try:
                of_kind[entry.id] = READERS[entry.kind](row(entry.kind, entry.id, len(of_kind), entry.fields))
            except (KeyError, TypeError, ValueError, ArithmeticError):
                continue
    return all_names(records)


def _entities(found: FoundName | NearName, prefix: str, confidence: float) -> list[dict[str, Any]]:
    place = {"start": found.start, "end": found.end, "confidence_entity": confidence}
    return [{"entity": prefix + name.kind, "value": name.id, **place} for name in found.means]
