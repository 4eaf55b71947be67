"""YAML and JSON text as plain values: text, numbers, dates, lists and mappings. A key written twice is an error.

Most of what is written is plain: no anchors, no tags, no merged keys. That is built straight from libyaml's events, in
a third of the time of PyYAML's loader; everything else, and every error with its line, is the loader's.
"""

from __future__ import annotations

import functools
import json
from collections.abc import Iterator
from contextlib import suppress
from typing import Any

import yaml

Loader: Any = getattr(yaml, "CSafeLoader", yaml.SafeLoader)
Parser: Any = getattr(getattr(yaml, "cyaml", None), "CParser", None)  # None: PyYAML was built without libyaml


def read_yaml(text: str) -> Any:
    """The value that a YAML text writes; None for an empty one.

    Raises:
        yaml.MarkedYAMLError: not YAML, a key stands twice, or a value such as 2025-13-40 is impossible; with its line.
    """
    if Parser is not None:
        with suppress(
            _NotPlain, yaml.YAMLError, ValueError, RecursionError
        ):  # else the loader, which says what is wrong
            return _document(_events(Parser(text)))
    return yaml.load(text, Loader=_Loader)


def read_json(text: str) -> Any:
    """The value that a JSON text writes.

    Raises:
        json.JSONDecodeError: not JSON; with its line.
        ValueError: a key stands twice.
    """
    return json.loads(text, object_pairs_hook=_unique)


class _NotPlain(Exception):
    """Something that only the loader reads."""


def _events(parser: Any) -> Iterator[Any]:
    while True:
        event = parser.get_event()
        if event is None:
            return
        yield event


def _document(events: Iterator[Any]) -> Any:
    next(events)  # the start of the stream
    start = next(events)
    if isinstance(start, yaml.StreamEndEvent):
        return None
    value = _value(next(events), events)
    next(events)  # the end of the document
    if not isinstance(next(events), yaml.StreamEndEvent):
        raise _NotPlain
    return value


def _value(event: Any, events: Iterator[Any]) -> Any:
    kind = type(event)
    if kind is yaml.AliasEvent or event.anchor is not None or event.tag is not None:
        raise _NotPlain
    if kind is yaml.ScalarEvent:
        may_mean_more = event.implicit[0] and event.value[:1] in _FIRST_LETTERS
        return _scalar(event.value) if may_mean_more else event.value
    return _mapping(events) if kind is yaml.MappingStartEvent else _sequence(events)


def _mapping(events: Iterator[Any]) -> dict[str, Any]:
    mapping: dict[str, Any] = {}
    for event in events:
        if type(event) is yaml.MappingEndEvent:
            break
        key = _value(event, events)
        if type(key) is not str or key in mapping or key == "<<":
            raise _NotPlain
        mapping[key] = _value(next(events), events)
    return mapping


def _sequence(events: Iterator[Any]) -> list[Any]:
    sequence: list[Any] = []
    for event in events:
        if type(event) is yaml.SequenceEndEvent:
            break
        sequence.append(_value(event, events))
    return sequence


@functools.lru_cache(maxsize=1 << 16)
def _scalar(text: str) -> Any:
    """What an unquoted text stands for, as the loader has it."""
    tag = _RESOLVER.resolve(yaml.ScalarNode, text, (True, False))
    if tag == _TEXT:
        return text
    construct = _RESOLVER.yaml_constructors.get(tag)
    if construct is None:
        raise _NotPlain
    return construct(_RESOLVER, yaml.ScalarNode(tag, text))


def _unique(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    mapping = dict(pairs)
    if len(mapping) < len(pairs):
        keys = [key for key, _ in pairs]
        raise ValueError(f"key {next(key for key in keys if keys.count(key) > 1)!r} stands twice")
    return mapping


class _Loader(Loader):  # type: ignore[misc]
    """The safe loader, which also refuses a key written twice (YAML would keep the last)."""

    def construct_mapping(self, node: Any, deep: bool = False) -> dict[Any, Any]:
        seen: set[Any] = set()
        for key, _ in node.value:
            if not isinstance(key, yaml.ScalarNode) or key.value == "<<":
                continue
            if key.value in seen:
                raise yaml.constructor.ConstructorError(None, None, f"key {key.value!r} stands twice", key.start_mark)
            seen.add(key.value)
        mapping: dict[Any, Any] = super().construct_mapping(node, deep)
        return mapping

    def construct_object(self, node: Any, deep: bool = False) -> Any:
        try:
            return super().construct_object(node, deep)
        except (ValueError, OverflowError) as error:
            message = f"{str(node.value)[:80]!r} cannot be read: {error}"
            raise yaml.constructor.ConstructorError(None, None, message, node.start_mark) from None


_RESOLVER: Any = yaml.SafeLoader("")
_FIRST_LETTERS = frozenset(Loader.yaml_implicit_resolvers)
"""With which an unquoted text must begin to be anything but itself, such as a number; "" is null."""
_TEXT = yaml.resolver.BaseResolver.DEFAULT_SCALAR_TAG
