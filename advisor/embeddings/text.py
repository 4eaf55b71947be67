"""The one spelling of a message that every component works on."""

from __future__ import annotations

import unicodedata


def normalised(text: str | None) -> str:
    """The text in NFKC, lower case, spaces collapsed and stripped, without control characters.

    Never raises; what cannot be written as UTF-8 (lone surrogates) is dropped. Offsets change: see `folded`.
    """
    valid = (text or "").encode("utf-8", "ignore").decode("utf-8")
    folded_text = unicodedata.normalize("NFKC", valid).lower()
    printable = "".join(" " if unicodedata.category(c) in ("Cc", "Cf", "Zs") else c for c in folded_text)
    return " ".join(printable.split())


def folded(text: str) -> str:
    """The text with full-width and upper-case letters made plain, character for character: offsets stay.

    What cannot be written as UTF-8 (lone surrogates) becomes "?".
    """
    return "".join(_folded_character(character) for character in _writable(text))


def _writable(text: str) -> str:
    return text.encode("utf-8", "replace").decode("utf-8")


def _folded_character(character: str) -> str:
    plain = unicodedata.normalize("NFKC", character).lower()
    return plain if len(plain) == 1 else character
