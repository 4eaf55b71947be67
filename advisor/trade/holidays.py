"""Feasts and sales days that people name as dates, and the day on which they fall in a year.

Days of the lunar calendar are a table, 2020 to 2040 (checked against the package lunardate); outside it they are
unknown.
"""

# fmt: off
from __future__ import annotations

from datetime import date, timedelta

FIXED = {  # month, day
    "双11": (11, 11), "双十一": (11, 11), "双12": (12, 12), "双十二": (12, 12), "618": (6, 18), "六一八": (6, 18),
    "元旦": (1, 1), "国庆": (10, 1), "五一": (5, 1), "劳动节": (5, 1), "情人节": (2, 14), "妇女节": (3, 8),
    "三八节": (3, 8),
    "女神节": (3, 8), "儿童节": (6, 1), "圣诞": (12, 25), "平安夜": (12, 24), "christmas": (12, 25),
    "new year's day": (1, 1),
    "valentine's day": (2, 14), "singles' day": (11, 11), "singles day": (11, 11), "national day": (10, 1),
}
_LUNAR = {  # month and day as MMDD, from 2020 on
    "春节": "0125 0212 0201 0122 0210 0129 0217 0206 0126 0213 0203 0123 0211 0131 0219 0208 0128 0215 0204 0124 0212",
    "端午": "0625 0614 0603 0622 0610 0531 0619 0609 0528 0616 0605 0624 0612 0601 0620 0610 0530 0618 0607 0527 0614",
    "七夕": "0825 0814 0804 0822 0810 0829 0819 0808 0826 0816 0805 0824 0812 0801 0820 0810 0828 0817 0807 0826 0814",
    "中秋": "1001 0921 0910 0929 0917 1006 0925 0915 1003 0922 0912 1001 0919 0908 0927 0916 1004 0924 0913 1002 0920",
    "重阳": "1025 1014 1004 1023 1011 1029 1018 1008 1026 1016 1005 1024 1012 1001 1020 1009 1027 1017 1007 1026 1014",
}
LUNAR_FROM = 2020
_SAME_DAY = {  # another name: its feast, and how many days after it
    "过年": ("春节", 0), "年": ("春节", 0), "大年初一": ("春节", 0), "除夕": ("春节", -1), "元宵": ("春节", 14),
    "chinese new year": ("春节", 0), "lunar new year": ("春节", 0), "spring festival": ("春节", 0),
    "mid-autumn festival": ("中秋", 0), "dragon boat festival": ("端午", 0), "black friday": ("黑五", 0),
    "黑色星期五": ("黑五", 0), "cyber monday": ("黑五", 3), "网一": ("黑五", 3), "thanksgiving": ("黑五", -1),
    "感恩节": ("黑五", -1),
}
_NOT_BEFORE_YEAR = r"(?<![\d几半两一二三四五六七八九十百多来个余今去明后前每整全当往常早多隔年来])"
PATTERN = "|".join([
    r"(?:春节|端午|七夕|中秋|重阳|元宵|清明|元旦|国庆|圣诞)节?", "双十[一二]", "双1[12]", "六一八",
    "五一(?=节|劳|假|放|活|大|黄|小|前|后|之|以|期|促|$)", "十一(?=假|黄金周|前(?!年)|后|之前|之后|以前|国庆)",
    "|".join(word for word in (*FIXED, *_SAME_DAY) if word.endswith(("节", "夜", "夕", "网一", "五", "初一"))),
    "过年(?!后?[内底])", "大年初一", "黑五", rf"{_NOT_BEFORE_YEAR}年(?=前(?!年)|后(?!半))",
    "|".join(rf"\b{word}\b" for word in (*FIXED, *_SAME_DAY) if word.isascii() and not word[0].isdigit()),
]).replace(" ", r"\ ")
"""What names a day, for a verbose expression; 618 is not in it, since it may be an amount."""


def feast(name: str, year: int) -> date | None:
    """The day on which a feast falls in a year; None outside the table.

    >>> feast("中秋节", 2026)
    datetime.date(2026, 9, 25)
    """
    name = {"圣诞节": "圣诞", "元旦节": "元旦", "国庆节": "国庆", "十一": "国庆"}.get(name, name)
    if name in FIXED:
        return date(year, *FIXED[name])
    bare = name if name in _SAME_DAY or name in _LUNAR else name.removesuffix("节")
    feast_name, days = _SAME_DAY.get(bare, (bare, 0))
    day = _moving(feast_name, year)
    return day and day + timedelta(days=days)


def _moving(name: str, year: int) -> date | None:
    if name == "清明":
        return date(year, 4, 4 if year % 4 < 2 else 5)  # 2008 to 2043
    if name == "黑五":  # the day after the fourth Thursday of November
        first = date(year, 11, 1)
        return first + timedelta(days=(3 - first.weekday()) % 7 + 22)
    days = _LUNAR.get(name, "").split()
    if not 0 <= year - LUNAR_FROM < len(days):
        return None
    day = days[year - LUNAR_FROM]
    return date(year, int(day[:2]), int(day[2:]))
