"""Rasa 3.6.21 made faster where it was measured to be slow; what it does stays the same.

Each replacement stands beside the fingerprint of the function it replaces. Another release of Rasa may do something
else there: `apply` then leaves that function alone and says so in the log.

    what                              why it is slow                                     per turn (docs/decisions.md)
    RemoteAction._validate_action_result  checks the JSON schema itself at every reply   25 ms an action call
    DaskGraphRunner.run                   plans the same graph anew at every call        1 to 2 ms a call
    Event.resolve_by_type                 walks all event classes for every event        grows with the history
"""

from __future__ import annotations

import hashlib
import inspect
import logging
from collections.abc import Callable
from functools import lru_cache
from typing import Any, NamedTuple

from jsonschema import Draft7Validator
from jsonschema.exceptions import ValidationError, best_match
from jsonschema.validators import validator_for
from rasa.core.actions.action import RemoteAction
from rasa.engine.runner.dask import DaskGraphRunner
from rasa.shared.core.events import Event
from threadpoolctl import threadpool_limits

logger = logging.getLogger(__name__)


class Patch(NamedTuple):
    """A function of Rasa (`owner.name`), the sha256 of the source it must have, and what replaces it."""

    owner: type
    name: str
    original: Callable[..., Any]
    sha256: str
    replacement: Any

    def fits(self) -> bool:
        """Whether Rasa's function is the one this replacement was written for."""
        return fingerprint(self.original) == self.sha256


def fingerprint(function: Callable[..., Any]) -> str:
    """sha256 of a function's source."""
    return hashlib.sha256(inspect.getsource(function).encode()).hexdigest()


def apply() -> None:
    """Replace each function once, and keep linear algebra to one thread.

    A sentence is a small matrix: the other threads only spin while they wait for work. Measured on 2 cores: 20
    instead of 40 ms of CPU a turn, and no turn slower.
    """
    threadpool_limits(1, user_api="blas")
    for patch in PATCHES:
        present = getattr(patch.owner, patch.name)
        if present is getattr(patch.replacement, "__func__", patch.replacement):
            continue
        if patch.fits():
            setattr(patch.owner, patch.name, patch.replacement)
        else:
            logger.warning("%s.%s is not Rasa 3.6.21's; left as it is", patch.owner.__name__, patch.name)


@lru_cache(maxsize=1)
def _reply_validator() -> Any:
    schema = RemoteAction.action_response_format_spec()
    kind = validator_for(schema, default=Draft7Validator)
    kind.check_schema(schema)
    return kind(schema)


def _validate_action_result(self: RemoteAction, result: dict[str, Any]) -> bool:
    error = best_match(_reply_validator().iter_errors(result))
    if error is None:
        return True
    raise ValidationError(f"the action server's reply is not valid: {error.message}")


def _run(
    self: DaskGraphRunner, inputs: dict[str, Any] | None = None, targets: list[str] | None = None
) -> dict[str, Any]:
    wanted = tuple(targets or self._graph_schema.target_names)
    plans = self.__dict__.setdefault("_plans", {})
    if wanted not in plans:
        plans[wanted] = _plan(self, wanted)
    results: dict[str, Any] = {name: (name, value) for name, value in (inputs or {}).items()}
    for name, node, needs in plans[wanted]:
        results[name] = node(*(results.get(need, need) for need in needs))
    return dict(results[name] for name in wanted)


def _plan(runner: DaskGraphRunner, targets: tuple[str, ...]) -> list[tuple[str, Any, tuple[str, ...]]]:
    """The nodes that the targets need, each after those it needs."""
    nodes = runner._graph_schema.minimal_graph_schema(list(targets)).nodes
    plan: dict[str, tuple[str, Any, tuple[str, ...]]] = {}

    def add(name: str) -> None:
        if name in plan or name not in nodes:
            return
        needs = tuple(nodes[name].needs.values())
        for need in needs:
            add(need)
        plan[name] = (name, runner._instantiated_nodes[name], needs)

    for target in targets:
        add(target)
    return list(plan.values())


ORIGINALS = {
    "_validate_action_result": RemoteAction._validate_action_result,
    "run": DaskGraphRunner.run,
    "resolve_by_type": Event.resolve_by_type,
}


@lru_cache(maxsize=256)
def _resolve_by_type(type_name: str, default: type[Event] | None = None) -> type[Event] | None:
    return ORIGINALS["resolve_by_type"](type_name, default)


PATCHES = (
    Patch(
        RemoteAction,
        "_validate_action_result",
        ORIGINALS["_validate_action_result"],
        "f8cdb4be6812396167ced74161b2ccd65c5ea676ad86d7d359d8c322d9d8dc42",
        _validate_action_result,
    ),
    Patch(
        DaskGraphRunner,
        "run",
        ORIGINALS["run"],
        "45f0f52f574f3aa9546a552bf671183e171092c18b66e97f5771a7fa295de37e",
        _run,
    ),
    Patch(
        Event,
        "resolve_by_type",
        ORIGINALS["resolve_by_type"],
        "b5cf570fa7f286c7059ec73d8880528d03a78b28cf4e80285a46079c0fa65968",
        staticmethod(_resolve_by_type),
    ),
)
