"""The knowledge folder as it stands on disk: every record of every YAML file, nothing interpreted yet.

A section may stand in any file of the folder (`questions:` in swot.yml is as good as in questions.yml).
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import yaml

from advisor.catalogue.errors import Problem

SECTIONS = {
    "products": "product",
    "factors": "factor",
    "questions": "question",
    "steps": "step",
    "interviews": "interview",
    "terms": "term",
    "faqs": "faq",
    "policies": "policy",
    "lpr": "lpr",
    "settlement_rules": "settlement_rule",
    "seasons": "season",
}
ID_FIELDS = {"lpr": "month", "settlement_rule": "platform"}
FORMAT = "2"  # raise it when the same files must be read again because the code that reads them has changed


@dataclass(frozen=True)
class Entry:
    """One record as written. `id` is where it stands in its section when it has no usable id of its own."""

    kind: str
    file: str
    id: str
    fields: Mapping[str, Any]


def content_hash(folder: Path) -> str:
    """A fingerprint of the folder's YAML files: equal exactly when names and contents are equal."""
    digest = hashlib.sha256(FORMAT.encode())
    for path in sorted(folder.glob("*.yml")):
        digest.update(path.name.encode() + b"\0" + path.read_bytes() + b"\0")
    return digest.hexdigest()


def read_folder(folder: Path) -> tuple[list[Entry], list[Problem]]:
    """Every record of the folder in file order, and what could not be read at all (with the line)."""
    entries: list[Entry] = []
    problems: list[Problem] = []
    paths = sorted(folder.glob("*.yml"))
    if not paths:
        problems.append(Problem(str(folder), "", "", "", "no .yml file here"))
    for path in paths:
        for found in _file(path):
            (entries if isinstance(found, Entry) else problems).append(found)  # type: ignore[arg-type]
    return entries, problems


def _file(path: Path) -> Iterator[Entry | Problem]:
    try:
        content = yaml.load(path.read_text(encoding="utf-8"), Loader=_Loader)
    except yaml.MarkedYAMLError as error:
        line = error.problem_mark.line + 1 if error.problem_mark else 0
        yield Problem(path.name, f"line {line}", "", "", f"not readable as YAML: {error.problem}")
        return
    except (yaml.YAMLError, UnicodeDecodeError, OSError, ValueError) as error:
        yield Problem(path.name, "", "", "", f"not readable: {error}")
        return
    if not isinstance(content, dict):
        yield Problem(path.name, "", "", "", f"a mapping of sections is expected; known: {', '.join(SECTIONS)}")
        return
    for section, records in content.items():
        yield from _section(path.name, section, records)


def _section(file: str, section: Any, records: Any) -> Iterator[Entry | Problem]:
    kind = SECTIONS.get(str(section))
    if kind is None:
        yield Problem(file, "", str(section), "", f"unknown section; known: {', '.join(SECTIONS)}")
        return
    if kind == "interview" and isinstance(records, dict):
        records = [{"id": name, "questions": asked} for name, asked in records.items()]
    if not isinstance(records, list):
        yield Problem(file, "", str(section), "", "a list of records is expected")
        return
    for number, fields in enumerate(records, start=1):
        place = f"{section}[{number}]"
        if not isinstance(fields, dict):
            yield Problem(file, place, "", str(fields)[:80], "a record is a mapping of fields")
            continue
        id = fields.get(ID_FIELDS.get(kind, "id"))
        yield Entry(kind, file, id if isinstance(id, str) and id else place, fields)


class _Loader(getattr(yaml, "CSafeLoader", yaml.SafeLoader)):  # type: ignore[misc]
    """The fastest safe loader there is, which also refuses a key written twice (YAML would keep the last)."""

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
