"""Where single figures of a record come from: each figure has one source, and only a figure that is given."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

Told = tuple[str, str, str]  # field, value, message


def source_problems(fields: Mapping[str, Any]) -> Iterator[Told]:
    """What is wrong with the `sources` of a record, apart from the form of each."""
    seen: set[str] = set()
    for place, one in enumerate(mappings(fields.get("sources")), start=1):
        named = one.get("fields")
        for name in map(str, named) if isinstance(named, list) else ():
            path = f"sources[{place}].fields"
            if name in seen:
                yield path, name, "has a source already; one for each figure"
            elif fields.get(name) in (None, []):
                yield path, name, "is not given in this record, so it has no source"
            seen.add(name)


def place_problems(one: Mapping[str, Any], path: str) -> Iterator[Told]:
    """A figure is cited by addresses or, where there is none to cite, told in words and of low confidence."""
    if one.get("source") is None and one.get("source_note") is None:
        yield path + "source", "", "is missing: give source (addresses), or source_note ({zh, en}) where there is none"
    elif one.get("source") is None and one.get("confidence") in ("high", "medium"):
        yield (
            path + "confidence",
            str(one["confidence"]),
            "without an address to cite the confidence is low; allowed: low",
        )


def mappings(value: Any) -> list[Mapping[str, Any]]:
    """The mappings of a list; none where it is no list."""
    return [one for one in value if isinstance(one, dict)] if isinstance(value, list) else []
