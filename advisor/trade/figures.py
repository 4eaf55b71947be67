"""Figures written the way people read them: money, days, shares and rates, in zh and en. No sentences."""

from __future__ import annotations

from datetime import date
from decimal import ROUND_HALF_UP, Decimal

FEN_A_WAN = 1_000_000  # fen in 万元
MONEY = {"zh": "{} 元", "en": "CNY {}"}
WAN = "{} 万元"
DAY_WORDS = {"zh": ("{} 天", "{} 天"), "en": ("{} day", "{} days")}
SCALE = {"zh": ((10**10, " 亿"), (FEN_A_WAN, " 万")), "en": ((10**8, "M"), (100_000, "k"))}
DAY = {"zh": "{month}月{day}日", "en": "{day} {name}"}
MONTH_NAMES = ("Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec")
RATE = {"zh": "年化 {}", "en": "{} a year"}


def money_words(fen: int, language: str) -> str:
    """An amount in yuan; nothing above one yuan is lost.

    万 is used only in zh, from 10,000 yuan, where two decimals of 万 are exact; otherwise whole yuan with separators,
    half a yuan and more rounded up.

    Args:
        fen: whole fen, may be negative.
        language: "zh" or "en".

    >>> money_words(12_500_000, "zh"), money_words(800_000, "zh"), money_words(12_500_000, "en")
    ('12.5 万元', '8,000 元', 'CNY 125,000')
    """
    if language == "zh" and abs(fen) >= FEN_A_WAN and fen % (FEN_A_WAN // 100) == 0:
        return WAN.format(_plain(Decimal(fen) / FEN_A_WAN))
    return MONEY[language].format(f"{_rounded(Decimal(fen) / 100, 0):,}")


def scale_words(fen: int, language: str) -> str:
    """An amount beside the scale of a picture, short.

    >>> scale_words(5_000_000, "zh"), scale_words(-2_000_000, "en"), scale_words(15 * 10**9, "zh"), scale_words(0, "en")
    ('5 万', '-20k', '1.5 亿', '0')
    """
    units = SCALE[language]
    unit_fen, unit = next((one for one in units if abs(fen) >= one[0]), units[-1])
    return f"{fen / unit_fen:,g}{unit}" if fen else "0"


def rough_fen(fen: int) -> int:
    """An estimate without false precision: three significant figures, whole yuan at the finest.

    >>> rough_fen(8_123_456), rough_fen(-99_960), rough_fen(12)
    (8120000, -100000, 0)
    """
    size = Decimal(abs(fen)).adjusted() if fen else 0
    return int(_rounded(Decimal(fen), -max(2, size - 2)))


def rough_up_fen(fen: int) -> int:
    """An amount to have ready: at most three significant figures, whole yuan, never less than `fen` >= 0.

    >>> rough_up_fen(8_123_456), rough_up_fen(8_120_000)
    (8130000, 8120000)
    """
    step = 10 ** max(2, len(str(fen)) - 3)
    return int(-(-fen // step) * step)


def days_words(days: int | Decimal, language: str) -> str:
    """A number of days, to one decimal place at most.

    >>> days_words(45, "zh"), days_words(1, "en")
    ('45 天', '1 day')
    """
    shown = _rounded(Decimal(days), 1)
    singular, plural = DAY_WORDS[language]
    return (singular if shown == 1 else plural).format(_plain(shown))


def day_words(day: date, language: str) -> str:
    """A day of the coming weeks, without its year.

    >>> day_words(date(2026, 12, 5), "zh"), day_words(date(2026, 12, 5), "en")
    ('12月5日', '5 Dec')
    """
    return DAY[language].format(day=day.day, month=day.month, name=MONTH_NAMES[day.month - 1])


def percent_words(fraction: Decimal, language: str, places: int = 1) -> str:
    """A fraction as a percentage with at most `places` decimals, never with an exponent; the same in both languages.

    >>> percent_words(Decimal("0.1824"), "zh")
    '18.2 %'
    """
    return f"{_plain(_rounded(Decimal(fraction) * 100, places))} %"


def rate_words(yearly: Decimal, language: str) -> str:
    """A yearly fraction as a yearly rate with at most two decimals.

    >>> rate_words(Decimal("0.0435"), "en")
    '4.35 % a year'
    """
    return RATE[language].format(percent_words(yearly, language, places=2))


def _rounded(figure: Decimal, places: int) -> Decimal:
    return figure.quantize(Decimal(1).scaleb(-places), ROUND_HALF_UP)


def _plain(figure: Decimal) -> str:
    """Without exponent and without zeros at the end of the decimals; thousands separated."""
    text = f"{figure:,f}"
    return text.rstrip("0").rstrip(".") if "." in text else text
