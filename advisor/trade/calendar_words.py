"""Days and parts of the year as people name them: 下个月底, 双11前, 3月15号, mid-June, 2024-03-05.

Early, mid and late are thirds of the month (旬): the 1st to 10th, 11th to 20th, 21st to the last day. A date without a
year is the next one from `today` on. Text is in plain form.
"""

from __future__ import annotations

import calendar
import re
from datetime import date, timedelta

MONTHS_ZH = {word: number for number, word in enumerate("一 二 三 四 五 六 七 八 九 十 十一 十二".split(), 1)}
MONTHS_EN = {
    name.lower(): number
    for number, name in enumerate(
        "January February March April May June July August September October November December".split(), 1
    )
}
DAYS_AWAY = {"今天": 0, "明天": 1, "后天": 2, "大后天": 3, "today": 0, "tomorrow": 1, "the day after tomorrow": 2}
MONTHS_AWAY = {
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
YEARS_AWAY = {"今年": 0, "明年": 1, "后年": 2, "年": 0, "this year": 0, "next year": 1, "the year": 0, "year": 0}
SALES_DAYS = {
    "双11": (11, 11), "双十一": (11, 11), "双12": (12, 12), "双十二": (12, 12), "618": (6, 18), "六一八": (6, 18),
    "元旦": (1, 1), "国庆": (10, 1), "christmas": (12, 25),
}  # fmt: skip
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

NOT_AN_AMOUNT = r"(?<![\d.,¥$€£借贷款欠还])(?<!cny\s)(?<!rmb\s)(?<!usd\s)"  # before 618 and 1688, which are names
_NUMERAL_MONTH = r"(?P<month>1[0-2]|0?[1-9]|十[一二]?|[二三四五六七八九]|一(?=月[份底初中末\d]))"
_ZH_PART = "上旬|中旬|下旬|初|中(?!国|间|心)|底|末"
_EN_PART = r"early|mid|late|(?:the\s)?beginning\sof|(?:the\s)?middle\sof|(?:the\s)?end\sof"
DATE = re.compile(
    rf"""
    (?P<by>(?:before|by|until)\s+(?:the\s+)?)?(?:
      (?<!\d)(?P<year>(?:19|20)\d\d)\s?(?:[-/.]\s?(?P<m>1[0-2]|0?[1-9])(?:\s?[-/.]\s?(?P<d>[12]\d|3[01]|0?[1-9])(?!\d))
        |年(?:\s?(?P<m2>1[0-2]|0?[1-9])\s?月(?:\s?(?P<d2>[12]\d|3[01]|0?[1-9])\s?[日号]?)?)?)
    | (?<![\d.]){_NUMERAL_MONTH}\s?月(?!息|利|流|供)(?:
        \s?(?P<day>[12]\d|3[01]|0?[1-9])(?!\d|[.,]\d|\s?(?:个|[万千百wk%元块期天折单件]))\s?[日号]?
        |份?\s?(?P<part>{_ZH_PART})|份)?
    | (?<![\d.])(?P<only_day>[12]\d|3[01]|0?[1-9])(?:号(?!线|店|楼)|日(?=之?前|以前))
    | (?P<away>{"|".join(sorted(DAYS_AWAY, key=len, reverse=True))})
    | (?P<months>下下个月|下个月|下月|这个月|本月|当月
        |(?<![个年日几两\d一二三四五六七八九十])月(?=[底初末]))(?P<mpart>{_ZH_PART})?
    | (?P<years>今年|明年|后年|(?<![\d几半两一二三四五六七八九十])年(?=[底初末]))(?P<ypart>年?[底初中末])?
    | (?P<week>下下?个?|本|这个?)?(?:周|星期|礼拜)(?P<weekday>[一二三四五六日天])(?!个|次|转)
    | (?P<sale>双11|双12|双十[一二]|{NOT_AN_AMOUNT}
        618(?!\d|[.,]\d|\s?[%万千元块天个件单期周月年人次a-z])|六一八|元旦|国庆|christmas)
    | \b(?P<en_part>{_EN_PART})[\s-]+(?P<en_what>
        {"|".join(MONTHS_EN)}|(?:(?:the|this|next)\ )?(?:month|year))\b
    | \b(?P<en_month>{"|".join(MONTHS_EN)})\s+(?P<en_day>[12]\d|3[01]|0?[1-9])(?:st|nd|rd|th)?\b(?!,?\d)
    | \b(?P<en_next>next\ month|this\ month|next\ year|this\ year)\b
    )(?P<before>\s?(?:之前|以前|前(?!后|面|期|年)))?
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
        days = _days(found.groupdict(), today)
    except ValueError:
        return None, None
    if days is None:
        return None, None
    if not is_deadline(found):
        return days
    whole = found["by"] and not found["by"].startswith("before") or found["part"] or found["mpart"] or found["ypart"]
    return None, days[1] if whole else days[0] - timedelta(days=1)


def is_deadline(found: re.Match[str]) -> bool:
    """Whether the words name the end of a stretch of time: 双11前, by June 15."""
    return bool(found["before"] or found["by"])


def _days(part: dict[str, str | None], today: date | None) -> Days | None:
    if part["year"]:
        return _full(int(part["year"]), part["m"] or part["m2"], part["d"] or part["d2"])
    if today is None:
        return None
    if part["away"]:
        return (today + timedelta(days=DAYS_AWAY[part["away"]]),) * 2
    if part["weekday"]:
        return (_weekday(part["week"] or "", part["weekday"], today),) * 2
    if part["sale"]:
        return _next(today, *SALES_DAYS[part["sale"]])
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
    found = monday + timedelta(days=WEEKDAYS[weekday] + 7 * week.count("下"))
    return found if week or found >= today else found + timedelta(days=7)
