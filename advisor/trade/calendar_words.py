"""Days and parts of the year as people name them: 下个月底, 双11前, 3月15号, mid-June, 2024-03-05.

Early, mid and late are thirds of the month (旬): the 1st to 10th, 11th to 20th, 21st to the last day. A date without a
year is the next one from `today` on. Text is in plain form.
"""

from __future__ import annotations

import calendar
import re
from datetime import date, timedelta

from advisor.trade import holidays
from advisor.trade.quantity_currencies import CODES

MONTHS_ZH = {word: number for number, word in enumerate("一 二 三 四 五 六 七 八 九 十 十一 十二".split(), 1)}
MONTHS_EN = {
    name.lower(): number
    for number, name in enumerate(
        "January February March April May June July August September October November December".split(), 1
    )
}
DAYS_AWAY = {
    "前天": -2,
    "昨天": -1,
    "yesterday": -1,
    "今天": 0,
    "明天": 1,
    "后天": 2,
    "大后天": 3,
    "today": 0,
    "tomorrow": 1,
    "the day after tomorrow": 2,
}
MONTHS_AWAY = {
    "上上个月": -2,
    "上个月": -1,
    "上月": -1,
    "last month": -1,
    "这个月": 0,
    "本月": 0,
    "当月": 0,
    "月": 0,
    "下个月": 1,
    "下月": 1,
    "下下个月": 2,
    "this month": 0,
    "next month": 1,
    "the month": 0,
    "month": 0,
}
YEARS_AWAY = {
    "前年": -2,
    "去年": -1,
    "last year": -1,
    "今年": 0,
    "明年": 1,
    "后年": 2,
    "年": 0,
    "this year": 0,
    "next year": 1,
    "the year": 0,
    "year": 0,
}
PARTS = {
    "上旬": (1, 10),
    "初": (1, 10),
    "early": (1, 10),
    "beginning of": (1, 10),
    "中旬": (11, 20),
    "中": (11, 20),
    "mid": (11, 20),
    "middle of": (11, 20),
    "下旬": (21, 31),
    "底": (21, 31),
    "末": (21, 31),
    "late": (21, 31),
    "end of": (21, 31),
}
WEEKDAYS = {word: number for number, word in enumerate("一二三四五六")} | {"日": 6, "天": 6}

# before 618 and 1688, which are names
NOT_AN_AMOUNT = r"(?<![\d.,¥$€£借贷款欠还])" + "".join(rf"(?<!{code})(?<!{code}\s)" for code in CODES)
_NUMERAL_MONTH = r"(?P<month>1[0-2]|0?[1-9]|十[一二]?|[二三四五六七八九]|一(?=月[份底初中末\d]))"
_ZH_PART = "上旬|中旬|下旬|初|中(?!国|间|心)|底|末"
_EN_PART = r"early|mid|late|(?:the\s)?beginning\sof|(?:the\s)?middle\sof|(?:the\s)?end\sof"
_AWAY = "|".join(sorted(DAYS_AWAY, key=len, reverse=True)).replace(" ", r"\ ")
DATE = re.compile(
    rf"""
    (?P<by>(?:before|by|until|till)\s+(?:the\s+)?)?(?P<after_en>\bafter\s+(?:the\s+)?)?(?:
      (?<!\d)(?P<year>(?:19|20)\d\d)\s?(?:[-/.]\s?(?P<m>1[0-2]|0?[1-9])(?:\s?[-/.]\s?(?P<d>[12]\d|3[01]|0?[1-9])(?!\d))
        |年(?:\s?(?P<m2>1[0-2]|0?[1-9])\s?月(?:\s?(?P<d2>[12]\d|3[01]|0?[1-9])\s?[日号]?)?)?)
    | (?<!\d)(?P<short_year>0\d|[1289]\d(?=年(?:\d{{1,2}}月|开|成立|注册|入驻|创|的时候|年?[底初末])))年
    | (?<![\d.]){_NUMERAL_MONTH}\s?月(?!息|利|流|供)(?:
        \s?(?P<day>[12]\d|3[01]|0?[1-9])(?!\d|[.,]\d|\s?(?:个|[万千百wk%元块期天折单件]))\s?[日号]?
        |份?\s?(?P<part>{_ZH_PART})|份)?
    | (?<![\d.])(?P<only_day>[12]\d|3[01]|0?[1-9])(?:号(?!线|店|楼)|日(?=之?前|以前))
    | (?P<away>{_AWAY})
    | (?P<months>上上个月|上个月|上月|下下个月|下个月|下月|这个月|本月|当月
        |(?<![个年日几两\d一二三四五六七八九十])月(?=[底初末]))(?P<mpart>{_ZH_PART})?
    | (?P<years>去年|前年(?!后)|今年|明年|后年
        |(?<![\d几半两一二三四五六七八九十])年(?=[底初末]))(?P<ypart>年?[底初中末])?
    | (?P<week>上上?个?|下下?个?|本|这个?)?(?:周|星期|礼拜)(?P<weekday>[一二三四五六日天])(?!个|次|转)
    | (?P<sale>{holidays.PATTERN}|{NOT_AN_AMOUNT}
        618(?!\d|[.,]\d|\s?[%万千元块天个件单期周月年人次a-z]))
    | \b(?P<en_part>{_EN_PART})[\s-]+(?P<en_what>
        {"|".join(MONTHS_EN)}|(?:(?:the|this|next|last)\ )?(?:month|year))\b
    | \b(?P<en_month>{"|".join(MONTHS_EN)})\s+(?P<en_day>[12]\d|3[01]|0?[1-9])(?:st|nd|rd|th)?\b(?!,?\d)
    | \b(?P<en_next>(?:next|this|last)\ (?:month|year))\b
    )(?:(?P<before>\s?(?:之前|以前|前(?!后|面|期|年|年)))|(?P<after>\s?(?:之后|以后|过后|后(?!天|来|台|年|面|期|续|买|付))))?
""",
    re.VERBOSE,
)

Days = tuple[date, date]


def days_meant(found: re.Match[str], today: date | None) -> tuple[date | None, date | None]:
    """The first and the last day a match of `DATE` can mean; None where it is open or cannot be known.

    双11前 and before end the day before; by June and 月底前 include what they name. A day that does not exist (2月30日)
    is unknown.
    """
    try:
        return _limited(found, _days(found.groupdict(), today))
    except (ValueError, OverflowError):
        return None, None


def _limited(found: re.Match[str], days: Days | None) -> tuple[date | None, date | None]:
    if days is None:
        return None, None
    if is_start(found):
        return days[1] + timedelta(days=1), None
    if not is_deadline(found):
        return days
    whole = found["by"] and not found["by"].startswith("before") or found["part"] or found["mpart"] or found["ypart"]
    return None, days[1] if whole else days[0] - timedelta(days=1)


def is_deadline(found: re.Match[str]) -> bool:
    """Whether the words name the end of a stretch of time: 双11前, by June 15."""
    return bool(found["before"] or found["by"])


def is_start(found: re.Match[str]) -> bool:
    """Whether the words name the beginning of a stretch of time: 双11后, after June 15."""
    return bool(found["after"] or found["after_en"])


def _days(part: dict[str, str | None], today: date | None) -> Days | None:
    if part["year"]:
        return _full(int(part["year"]), part["m"] or part["m2"], part["d"] or part["d2"])
    if part["short_year"]:
        return _year(int(part["short_year"]) + (1900 if part["short_year"] > "79" else 2000), "")
    if today is None:
        return None
    if part["away"]:
        return (today + timedelta(days=DAYS_AWAY[part["away"]]),) * 2
    if part["weekday"]:
        return (_weekday(part["week"] or "", part["weekday"], today),) * 2
    if part["sale"]:
        days = (holidays.feast(part["sale"], year) for year in (today.year, today.year + 1))
        return next(((day, day) for day in days if day and day >= today), None)
    if part["only_day"]:
        day = int(part["only_day"])
        year, month = (today.year, today.month) if day >= today.day else _month_away(today, 1)
        return (date(year, month, day),) * 2
    return _month_or_year(part, today)


def _month_or_year(part: dict[str, str | None], today: date) -> Days | None:
    month = part["month"]
    if month:
        number = MONTHS_ZH.get(month) or int(month)
        return (
            _next(today, number, int(part["day"]))
            if part["day"]
            else _month(today.year + (number < today.month), number, part["part"])
        )
    if part["en_month"]:
        return _next(today, MONTHS_EN[part["en_month"]], int(part["en_day"] or 1))
    what = part["en_what"] or part["months"] or part["years"] or part["en_next"] or ""
    piece = (part["en_part"] or part["mpart"] or part["ypart"] or "").removeprefix("the ").removeprefix("年")
    if what in MONTHS_EN:
        return _month(today.year + (MONTHS_EN[what] < today.month), MONTHS_EN[what], piece)
    if what in MONTHS_AWAY:
        return _month(*_month_away(today, MONTHS_AWAY[what]), piece)
    return _year(today.year + YEARS_AWAY[what], piece)


def _full(year: int, month: str | None, day: str | None) -> Days:
    if not month:
        return _year(year, "")
    return (date(year, int(month), int(day)),) * 2 if day else _month(year, int(month), "")


def _year(year: int, part: str) -> Days:
    first, last = {
        "": (1, 12),
        "初": (1, 2),
        "early": (1, 2),
        "beginning of": (1, 2),
        "中": (6, 7),
        "mid": (6, 7),
        "middle of": (6, 7),
    }.get(part, (11, 12))
    return date(year, first, 1), _month(year, last, "")[1]


def _month(year: int, month: int, part: str | None) -> Days:
    first, last = PARTS.get(part or "", (1, 31))
    return date(year, month, first), date(year, month, min(last, calendar.monthrange(year, month)[1]))


def _month_away(today: date, months: int) -> tuple[int, int]:
    years, month = divmod(today.month - 1 + months, 12)
    return today.year + years, month + 1


def _next(today: date, month: int, day: int) -> Days:
    this_year = date(today.year, month, day)
    return (this_year if this_year >= today else date(today.year + 1, month, day),) * 2


def _weekday(week: str, weekday: str, today: date) -> date:
    monday = today - timedelta(days=today.weekday())
    found = monday + timedelta(days=WEEKDAYS[weekday] + 7 * (week.count("下") - week.count("上")))
    return found if week or found >= today else found + timedelta(days=7)
