"""Duckling (PyPI pyduckling-native, compiled in 2020): amount-of-money, duration and number. It has no percentages.

Its time zone files must be of the old format; none are needed here, so an empty folder is given.
"""

import tempfile

import duckling
from adapter import serve

DIMENSIONS = {"money": "amount-of-money", "duration": "duration", "number": "number"}
_ZONES = duckling.load_time_zones(tempfile.mkdtemp())
_NOW = duckling.parse_ref_time(_ZONES, "UTC", 1_716_163_200)


def _context(language):
    spoken = duckling.default_locale_lang(duckling.parse_lang(language.upper()))
    return duckling.Context(_NOW, duckling.parse_locale(f"{language.upper()}_XX", spoken))


_CONTEXTS = {language: _context(language) for language in ("zh", "en")}


def _find(text, kind, language):
    if kind == "percent":
        return None
    if kind != "principal":
        return [_ends(one["value"], kind) for one in _read(text, language, DIMENSIONS[kind])]
    found = _read(text, language, *DIMENSIONS.values())
    amounts = [one for one in found if one["dim"] == "amount-of-money"] or [
        one for one in found if one["dim"] == "number"
    ]
    return [_ends(one["value"], "money") for one in amounts][:1]


def _read(text, language, *dimensions):
    return duckling.parse(text, _CONTEXTS[language], duckling.parse_dimensions(list(dimensions)), False)


def _ends(value, kind):
    if value.get("type") == "interval":
        low, high = value.get("from"), value.get("to")
        return (low and _amount(low, kind)), (high and _amount(high, kind))
    return (_amount(value, kind),) * 2


def _amount(value, kind):
    if kind == "duration":
        return value["normalized"]["value"]
    return value["value"] / 100 if kind == "money" and value.get("unit") == "cent" else value["value"]


serve(_find)
