"""Microsoft Recognizers-Text (PyPI recognizers-text-suite): currency, percentage, number and date-time models."""

from adapter import serve
from recognizers_date_time import recognize_datetime
from recognizers_number import recognize_number, recognize_percentage
from recognizers_number_with_unit import recognize_currency
from recognizers_text import Culture

CULTURES = {"zh": Culture.Chinese, "en": Culture.English}
HUNDREDTHS = ("Cent", "Pence", "Penny", "Fen")


def _find(text, kind, language):
    culture = CULTURES[language]
    if kind == "money":
        return [value for value in map(_money, recognize_currency(text, culture)) if value]
    if kind == "percent":
        found = (str(one.resolution["value"]) for one in recognize_percentage(text, culture) if one.resolution)
        return [_twice(float(value.rstrip("%")) / 100) for value in found]
    if kind == "number":
        return [_twice(one.resolution["value"]) for one in recognize_number(text, culture) if one.resolution]
    if kind == "duration":
        return [_twice(seconds) for _, seconds in _durations(text, culture)]
    return _principal(text, culture)


def _money(one):
    value = (one.resolution or {}).get("value")
    if value is None:
        return None
    return _twice(float(value) / 100 if one.resolution["unit"] in HUNDREDTHS else value)


def _durations(text, culture):
    return [
        (one, resolved["value"])
        for one in recognize_datetime(text, culture)
        if one.type_name.endswith("duration")
        for resolved in one.resolution["values"][:1]
    ]


def _principal(text, culture):
    """The first amount; where there is none, the first number that belongs to no duration."""
    amounts = [value for value in map(_money, recognize_currency(text, culture)) if value]
    taken = [(one.start, one.end) for one, _ in _durations(text, culture)]
    free = (
        _twice(one.resolution["value"])
        for one in recognize_number(text, culture)
        if not any(start <= one.start <= end for start, end in taken)
    )
    return (amounts or list(free))[:1]


def _twice(value):
    return value, value


serve(_find)
