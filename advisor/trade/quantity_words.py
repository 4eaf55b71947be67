"""The words people use for numbers, units, rates and hedges, as tables; `quantities` reads them.

All keys are written in plain form (see `PLAIN`): half-width, lower case, simplified characters.
"""

# fmt: off
from __future__ import annotations

from decimal import Decimal

_WIDE = {chr(code): chr(code - 0xFEE0) for code in range(0xFF01, 0xFF5F) if chr(code) != "，"}
_CAPITALS = {chr(code): chr(code + 32) for code in range(ord("A"), ord("Z") + 1)}
_WIDE_CAPITALS = {chr(ord(capital) + 0xFEE0): small for capital, small in _CAPITALS.items()}
_FORMAL = dict(zip("〇○壹贰貳叁參肆伍陆陸柒捌玖拾佰仟", "零零一二二三三四五六六七八九十百千", strict=True))
_TRADITIONAL = dict(
    zip(
        "萬億個兩倆幾點塊圓圆錢約鐘週後內號見間過於貸額還餘餘單費開銷來對達聽節環禮達債倍從種數頂檔漲週錶戶筆臺張條時幣"
        "雙負滿應償轉現綜實際歲員級噸鋪碼韓鎊盧銖歐慶麼為從減釐總將農曆計給賣買產營業無當這該樣請謝馬紐聖誕勞動隻輛",
        "万亿个两俩几点块元元钱约钟周后内号见间过于贷额还余余单费开销来对达听节环礼达债倍从种数顶档涨周表户笔台张条时币"
        "双负满应偿转现综实际岁员级吨铺码韩镑卢铢欧庆么为从减厘总将农历计给卖买产营业无当这该样请谢马纽圣诞劳动只辆",
        strict=True,
    )
)
PLAIN = str.maketrans(
    {
        **_WIDE,
        **_CAPITALS,
        **_WIDE_CAPITALS,
        **_FORMAL,
        **_TRADITIONAL,
        **dict.fromkeys("—–―−─", "-"),
        "\u3000": " ",
        "\u00a0": " ",
        "￥": "¥",
        "〜": "~",
    }
)
"""One character to one character, so that a place in the plain text is the same place in the message."""

DIGITS = {**{word: value for value, word in enumerate("零一二三四五六七八九")}, "两": 2, "俩": 2, "仨": 3}
SCALES = {"十": 10, "百": 100, "千": 1_000, "万": 10_000, "亿": 100_000_000, "兆": 10**12}
LATIN_SCALES = {
    "w": 10_000, "k": 1_000, "m": 1_000_000, "mn": 1_000_000, "b": 1_000_000_000, "bn": 1_000_000_000,
    "grand": 1_000, "hundred": 100, "thousand": 1_000, "million": 1_000_000, "billion": 1_000_000_000,
    "trillion": 10**12, "dozen": 12,
}
VAGUE_DIGIT = (1, 10)  # 几, 数 before a scale: 几万 may be anything from 10,000 to 100,000; after 十 it is 1 to 9
SIZED_VAGUE = {"小几": (2, 5), "大几": (6, 9), "好几": (3, 9), "数": VAGUE_DIGIT, "几": VAGUE_DIGIT}
VAGUE_NUMBERS = {  # what the number is said to lie between
    "百八十": (80, 100), "千儿八百": (800, 1_000), "千八百": (800, 1_000), "万儿八千": (8_000, 10_000),
    "百把": (100, 100), "千把": (1_000, 1_000), "万把": (10_000, 10_000), "百来": (100, 100),
    "百十": (100, 110), "百十来": (100, 110),
}
ENGLISH_NUMBERS: dict[str, tuple[int, int]] = (
    {
        word: (value, value)
        for value, word in enumerate(
            "zero one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen sixteen "
            "seventeen eighteen nineteen".split()
        )
    }
    | {
        word: (value, value)
        for value, word in zip(
            range(20, 100, 10), "twenty thirty forty fifty sixty seventy eighty ninety".split(), strict=True
        )
    }
    | {
        "a": (1, 1),
        "an": (1, 1),
        "another": (1, 1),
        "couple": (2, 2),
        "dozen": (12, 12),
        "few": (3, 5),
        "several": (3, 9),
    }
)
NOT_NUMBERS = (  # look like numbers and are none
    "万一", "十分钟爱", "(?<![息利])十分", "一点点", "百分百的", "三七二十一", "一百个放心", "一刀切", "一分为二",
    "一成不变", "三心二意", "360借条", "58同城", "163邮箱", "万达", "万能", "万事", "万里", "千牛",
    "千川", "百度", "百货", "百信", "亿贝",
)

DURATIONS = {
    "天": "day", "日": "day", "工作日": "day", "自然日": "day", "交易日": "day", "days": "day", "day": "day",
    "d": "day", "business days": "day", "working days": "day", "周": "week", "星期": "week", "礼拜": "week",
    "weeks": "week", "week": "week", "wks": "week", "wk": "week", "月": "month", "months": "month",
    "month": "month", "mos": "month", "mo": "month", "年": "year", "周年": "year", "years": "year",
    "year": "year", "yrs": "year", "yr": "year", "小时": "hour", "钟头": "hour", "个钟": "hour",
    "hours": "hour", "hour": "hour", "hrs": "hour", "h": "hour", "分钟": "minute", "minutes": "minute",
    "minute": "minute", "mins": "minute", "min": "minute", "钟": "hour", "粒钟": "hour", "时": "hour",
    "分半钟": "minute", "秒": "second",
    "秒钟": "second", "seconds": "second", "second": "second", "secs": "second", "sec": "second",
}
LONG_DURATIONS = {  # how many of which unit
    "刻钟": (15, "minute"), "个字": (5, "minute"), "个骨": (15, "minute"), "世纪": (100, "year"),
    "decades": (10, "year"), "decade": (10, "year"),
    "季度": (3, "month"), "季": (3, "month"), "quarters": (3, "month"), "quarter": (3, "month"),
    "fortnights": (2, "week"), "fortnight": (2, "week"),
}
DURATION_PHRASES = {  # low, high, unit
    "十天半个月": ("10", "15", "day"), "十天半月": ("10", "15", "day"), "个半月": ("1.5", "1.5", "month"),
    "大半年": ("6", "12", "month"), "小半年": ("4", "6", "month"), "大半个月": ("15", "30", "day"),
    "个把月": ("1", "1", "month"), "个把星期": ("1", "1", "week"), "个把礼拜": ("1", "1", "week"),
    "个把小时": ("1", "1", "hour"), "个把钟头": ("1", "1", "hour"), "一年半载": ("6", "12", "month"),
    "个半小时": ("1.5", "1.5", "hour"), "个半钟头": ("1.5", "1.5", "hour"), "个半钟": ("1.5", "1.5", "hour"),
    "分半钟": ("1.5", "1.5", "minute"),
}
HALF_MORE = frozenset({"分半钟"})  # 五分半钟 is half a minute more than the number
DAYS = {
    "second": Decimal(1) / 86_400, "minute": Decimal(1) / 1440, "hour": Decimal(1) / 24, "day": Decimal(1),
    "week": Decimal(7), "month": Decimal(30), "year": Decimal(365),
}

SHARES = {  # fraction that one of them is
    "%": "0.01", "百分点": "0.01", 
    "percentage points": "0.01", "percent": "0.01",
    "per cent": "0.01", "pct": "0.01", "个点": "0.01", "‰": "0.001", "成": "0.1", "折": "0.1", "个基点": "0.0001",
    "基点": "0.0001", "basis points": "0.0001", "bps": "0.0001", "bp": "0.0001",
}
FRACTIONS = {"百分之": "0.01", "千分之": "0.001", "万分之": "0.0001"}
WHOLE_SHARES = {"一半": "0.5", "半数": "0.5", "百分百": "1", "百分之百": "1", "半折": "0.5",
    "打对折": "0.5", "half": "0.5",
}
INTEREST_WORDS = {  # 分, 厘, 毫 of interest, as fraction per period (bank custom: year 1/10, month 1/100, day 1/1000)
    "day": {"分": "0.001", "厘": "0.0001", "毫": "0.00001"},
    "month": {"分": "0.01", "厘": "0.001", "毫": "0.0001"}, "year": {"分": "0.1", "厘": "0.01", "毫": "0.001"},
}
PERIODS = {
    "日": "day", "天": "day", "day": "day", "daily": "day", "月": "month", "个月": "month", "month": "month",
    "mo": "month", "monthly": "month", "年": "year", "year": "year", "yr": "year", "annum": "year",
    "annual": "year", "annually": "year", "yearly": "year", "apr": "year", "p.a.": "year", "pa": "year",
}
PERIODS_A_YEAR = {"day": Decimal(365), "month": Decimal(12), "year": Decimal(1)}

MEASURES = (  # what is counted; the noun itself where people leave the measure out
    "个", "件", "单", "订单", "人", "家", "次", "笔", "套", "台", "箱", "条", "位", "岁", "店", "款", "种",
    "期", "倍", "粉丝", "粉", "用户", "客户", "店铺", "员工", "sku", "访客", "包", "盒", "双", "斤", "公斤",
    "吨", "平", "平米", "级", "orders", "order", "pcs", "pieces", "people", "employees", "shops",
    "stores", "times", "years old", "installments", "instalments",
)
CONNECTORS = ("到", "至", "~", "-", "--", "~~", "to", "、", "或者", "或", "or", "and", "和", "与", "跟")
LISTING = ("、", "或者", "或", "or", "and", "和", "与", "跟")
"""Of these, what joins only where it reads as one range: 两、三万; between 2 and 3."""
HEDGES_BEFORE = {
    "大概": "about", "大约": "about", "差不多": "about", "约": "about", "估计": "about", "将近": "about",
    "接近": "about", "近": "about", "about": "about", "around": "about", "roughly": "about",
    "approximately": "about", "nearly": "about", "~": "about", "至少": "at_least", "最少": "at_least",
    "起码": "at_least", "不少于": "at_least", "不低于": "at_least", "最低": "at_least", "超过": "at_least",
    "大于": "at_least", "高于": "at_least", "多于": "at_least", "多过": "at_least", "超": "at_least", "过": "at_least",
    "上": "at_least", "at least": "at_least", "more than": "at_least", "over": "at_least",
    "no less than": "at_least", "minimum": "at_least", "不超过": "at_most", "不高于": "at_most",
    "不多于": "at_most", "唔多过": "at_most", "不大于": "at_most", "最多": "at_most", "至多": "at_most",
    "顶多": "at_most", "最高": "at_most", "少于": "at_most", "低于": "at_most", "小于": "at_most", "不到": "at_most",
    "不足": "at_most", "不满": "at_most", "少过": "at_most", "at most": "at_most", "up to": "at_most",
    "under": "at_most", "less than": "at_most", "no more than": "at_most", "within": "at_most", "maximum": "at_most",
    "max": "at_most", "below": "at_most",
}
HEDGES_AFTER = {
    "左右": "about", "上下": "about", "前后": "about", "的样子": "about", "这样": "about", "or so": "about",
    "以上": "at_least", "起步": "at_least", "往上": "at_least", "打底": "at_least", "+": "at_least",
    "or more": "at_least", "or above": "at_least", "以下": "at_most", "以内": "at_most", "之内": "at_most",
    "内": "at_most", "封顶": "at_most", "or less": "at_most", "max": "at_most",
}
FILLERS = (  # may stand around the answer to a question without changing it
    "我觉得", "我想", "我看", "估摸着", "应该", "可能", "也就", "就是", "就", "是", "有", "吧", "呢", "啊",
    "呀", "嘛", "哦", "了", "的", "嗯", "我", "要", "想要", "需要", "想借", "借", "每个月", "每月", "平均",
    "一般", "大致", "的样子", "这样", "差不多", "大概", "大约", "左右", "估计", "咱", "那", "请", "谢谢",
    "i think", "i guess", "it is", "it's", "maybe", "probably", "about", "around", "roughly", "we", "have", "i",
    "need", "please", "thanks", "or so", "is", "some",
)
MONEY_CUES_BEFORE = (
    "借款", "借了", "借个", "借我", "借", "贷款", "贷了", "贷个", "贷", "额度是", "额度有", "额度", "本金",
    "应还", "还有", "还了", "还欠", "欠", "再还", "要还", "还剩", "还清", "偿还", "还", "可借", "花了", "周转",
    "缺", "提现", "borrow", "loan of",
)
MONEY_CUES_AFTER = (
    "借款", "贷款", "借", "贷", "分", "逾期", "的额度", "额度", "的日息", "的日利", "的月息", "的利息", "利息",
    "的话", "本金", "日息", "月息", "日利", "每日", "每天", "一天", "一年", "一个月", "一月", "多少息",
    "的百分之", "的万分之", "没还", "没有还", "还没", "用",
)

UNIT_NOT_BEFORE = {
    "个字": r"[^后内前左,，。.\s]",  # five minutes only where nothing is written
    "时": r"[候间段]|(?<!天\d时)(?<!天\d\d时)(?<!天[一二三四五六七八九十]时)",  # 3天8时, and no time of day
    "钟": "[表头意情爱]", "仙": "[女人草子气境居]", "马克": "[思斯杯龙笔西]", "秒": "[杀批到拒懂回]",
     # what follows a unit when it is part of another word: 20万周转, 30万成本, 10万年化6%
    "天": "猫", "日": "[息利均元化常销]", "周": "[转末期边]", "月": "[息利销底初供均结还付费流]",
    "年": "[化利息底初费终报货营销收]", "季": "[度节]", "成": "[本交为功都长立绩]", "个": "[体税性]",
    "人": "[民工力均]", "店": "铺", "单": "[价位笔]", "包": "[邮括装含]", "条": "件", "家": "[里人居]",
    "期": "[限间货望]", "次": "[日月年]", "套": "现", "双": "[1十]", "款": "项", "平": "[台均]",
    "折": "[扣合算现旧]", "台": "[币州]", "元": "旦", "角": "色", "刀": "具", "分": "[期钟之店享别析批开摊]",
    "位": "[于置]", "级": "别", "粉": "[色底]", "箱": "包", "点": r"[\d零一二三四五六七八九击评钟]",
    "毛": "[利衣巾]", "毫": "[无升]", "种": "[类植子]", "倍": "[感]",
}
SPLIT_INTO = {
    ("year", "month"): 12, ("year", "day"): 365, ("month", "day"): 30, ("week", "day"): 7, ("day", "hour"): 24,
    ("hour", "minute"): 60, ("day", "minute"): 1_440, ("minute", "second"): 60, ("hour", "second"): 3_600,
}  # 1年3个月 is 15 months
