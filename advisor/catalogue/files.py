"""The knowledge folder as it stands on disk: every record of every file, nothing interpreted yet.

Files are YAML (.yml) or JSON (.json), UTF-8. A section may stand in any of them (`questions:` in swot.yml is as good as
in questions.yml).
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import yaml

from advisor.catalogue.errors import Problem
from advisor.catalogue.yaml_text import read_json, read_yaml

SECTIONS = {
    "products": "product",
    "factors": "factor",
    "questions": "question",
    "steps": "step",
    "strategies": "strategy",
    "interviews": "interview",
    "terms": "term",
    "faqs": "faq",
    "policies": "policy",
    "lpr": "lpr",
    "settlement_rules": "settlement_rule",
    "seasons": "season",
}
SUFFIXES = (".yml", ".json")
READ_AT_ONCE = 1 << 20  # bytes
ID_FIELDS = {"lpr": "month", "settlement_rule": "platform"}
FORMAT = "4"  # raise it when the same files must be read again because the code that reads them has changed


@dataclass(frozen=True)
class Entry:
    """One record as written. `id` is where it stands in its section when it has no usable id of its own."""

    kind: str
    file: str
    id: str
    fields: Mapping[str, Any]


def content_hash(folder: Path) -> str:
    """A fingerprint of the folder's files: equal exactly when names and contents are equal."""
    digest = hashlib.sha256(FORMAT.encode())
    for path in paths_in(folder):
        digest.update(path.name.encode() + b"\0")
        with path.open("rb") as file:
            while part := file.read(READ_AT_ONCE):
                digest.update(part)
        digest.update(b"\0")
    return digest.hexdigest()


def paths_in(folder: Path) -> list[Path]:
    """The files of the folder in the order they are read; its sub-folders are not looked into."""
    return sorted(path for suffix in SUFFIXES for path in folder.glob(f"*{suffix}"))


def read_folder(folder: Path) -> tuple[list[Entry], list[Problem]]:
    """Every record of the folder in file order, and what could not be read at all (with the line)."""
    paths = paths_in(folder)
    return read_files(paths) if paths else ([], [Problem(str(folder), "", "", "", "no .yml file here")])


def read_files(paths: Iterable[Path]) -> tuple[list[Entry], list[Problem]]:
    """The same for single files."""
    entries: list[Entry] = []
    problems: list[Problem] = []
    for path in paths:
        for found in _file(path):
            (entries if isinstance(found, Entry) else problems).append(found)  # type: ignore[arg-type]
    return entries, problems


def _file(path: Path) -> Iterator[Entry | Problem]:
    try:
        text = path.read_text(encoding="utf-8-sig")
        content = read_json(text) if path.suffix == ".json" else read_yaml(text)
    except yaml.MarkedYAMLError as error:
        line = error.problem_mark.line + 1 if error.problem_mark else 0
        yield Problem(path.name, f"line {line}", "", "", f"not readable as YAML: {error.problem}")
        return
    except json.JSONDecodeError as error:
        yield Problem(path.name, f"line {error.lineno}", "", "", f"not readable as JSON: {error.msg}")
        return
    except (yaml.YAMLError, UnicodeDecodeError, OSError, ValueError, RecursionError) as error:
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
