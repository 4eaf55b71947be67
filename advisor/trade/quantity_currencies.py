"""The names, codes and signs of currencies, before and after a number, as tables; `quantities` reads them.

A currency is its ISO code; one whose country is not said (francs, pesos) is its English name. Keys are in plain form.
"""

# fmt: off
from __future__ import annotations

from advisor.trade.quantity_currency_names import NAMES

LONG_NOUN = 6  # letters
_CODES = (
    "usd eur gbp hkd jpy aud cad sgd nzd chf krw inr thb vnd myr idr php rub brl mxn aed sar zar twd sek nok dkk "
    "pln czk huf ngn egp pkr lkr kes cny rmb"
).split()
CODES = {code: "CNY" if code == "rmb" else code.upper() for code in _CODES}

_SIGNS = {
    "¥": "CNY", "$": "USD", "€": "EUR", "£": "GBP", "₹": "INR", "₩": "KRW", "₽": "RUB", "₫": "VND", "฿": "THB",
    "₺": "TRY", "₦": "NGN", "₱": "PHP", "₡": "CRC", "₿": "BTC", "₪": "ILS", "₴": "UAH", "₸": "KZT", "₲": "PYG",
    "₵": "GHS", "₭": "LAK", "₮": "MNT", "៛": "KHR", "රු": "LKR", "ரூ": "LKR",
}
_DOLLAR_CODES = ("usd", "hkd", "aud", "cad", "sgd", "nzd", "mxn", "twd")
_DOLLARS = {
    "us": "USD", "hk": "HKD", "a": "AUD", "au": "AUD", "c": "CAD", "ca": "CAD", "nz": "NZD", "s": "SGD", "sg": "SGD",
    "nt": "TWD", "r": "BRL", "mx": "MXN", "mex": "MXN",
    **{code: CODES[code] for code in _DOLLAR_CODES},
}
CURRENCY_BEFORE = {
    **_SIGNS, **CODES, **{f"{country}$": code for country, code in _DOLLARS.items()},
    "人民币": "CNY", "港币": "HKD", "美元": "USD", "美金": "USD", "欧元": "EUR", "日元": "JPY", "英镑": "GBP",
    "新台币": "TWD",
    "台币": "TWD", "港元": "HKD", "港纸": "HKD", "韩元": "KRW", "韩币": "KRW", "澳元": "AUD", "加元": "CAD",
    "新加坡元": "SGD", "泰铢": "THB", "卢布": "RUB", "瑞士法郎": "CHF", "越南盾": "VND",
    "日币": "JPY", "新西兰元": "NZD",
}

_OF_COUNTRIES = {  # noun in both numbers: country or people -> code
    ("dollar", "dollars"): {
        "us": "USD", "u.s.": "USD", "american": "USD", "united states": "USD", "australian": "AUD", "aussie": "AUD",
        "canadian": "CAD", "hong kong": "HKD", "singapore": "SGD", "new zealand": "NZD", "taiwan": "TWD",
        "new taiwan": "TWD", "brunei": "BND", "jamaican": "JMD", "barbados": "BBD", "bahamian": "BSD", "fiji": "FJD",
        "namibian": "NAD", "belize": "BZD", "liberian": "LRD",
    },
    ("pound", "pounds"): {
        "british": "GBP", "uk": "GBP", "sterling": "GBP", "egyptian": "EGP", "lebanese": "LBP", "syrian": "SYP",
        "sudanese": "SDG",
    },
    ("franc", "francs"): {"swiss": "CHF", "french": "FRF", "belgian": "BEF", "congolese": "CDF", "rwandan": "RWF"},
    ("peso", "pesos"): {
        "mexican": "MXN", "philippine": "PHP", "argentine": "ARS", "chilean": "CLP", "colombian": "COP",
        "cuban": "CUP",
        "uruguayan": "UYU", "dominican": "DOP",
    },
    ("rupee", "rupees"): {
        "indian": "INR", "pakistani": "PKR", "sri lankan": "LKR", "nepalese": "NPR", "mauritian": "MUR",
    },
    ("krona", "kronor"): {"swedish": "SEK", "icelandic": "ISK"},
    ("krone", "kroner"): {"norwegian": "NOK", "danish": "DKK"},
    ("dinar", "dinars"): {"kuwaiti": "KWD", "iraqi": "IQD", "jordanian": "JOD", "serbian": "RSD", "bahraini": "BHD"},
    ("riyal", "riyals"): {"saudi": "SAR", "qatari": "QAR"},
    ("dirham", "dirhams"): {"uae": "AED", "emirati": "AED", "moroccan": "MAD"},
    ("lira", "liras"): {"turkish": "TRY"}, ("lira", "lire"): {"italian": "ITL"},
    ("ruble", "rubles"): {"russian": "RUB", "belarusian": "BYN"}, ("rouble", "roubles"): {"russian": "RUB"},
    ("shilling", "shillings"): {"kenyan": "KES", "ugandan": "UGX", "tanzanian": "TZS"},
    ("guilder", "guilders"): {"dutch": "NLG", "netherlands": "NLG"},
    ("yuan", "yuan"): {"chinese": "CNY"}, ("yen", "yen"): {"japanese": "JPY"},
    ("won", "won"): {"korean": "KRW", "south korean": "KRW"},
    ("baht", "baht"): {"thai": "THB"}, ("dong", "dong"): {"vietnamese": "VND"},
    ("ringgit", "ringgit"): {"malaysian": "MYR"},
    ("rupiah", "rupiah"): {"indonesian": "IDR"}, ("rand", "rand"): {"south african": "ZAR"},
    ("real", "reais"): {"brazilian": "BRL"},
    ("zloty", "zlotys"): {"polish": "PLN"}, ("forint", "forints"): {"hungarian": "HUF"},
    ("hryvnia", "hryvnias"): {"ukrainian": "UAH"},
    ("naira", "nairas"): {"nigerian": "NGN"},
    ("mark", "marks"): {"german": "DEM", "deutsche": "DEM", "deutsch": "DEM"},
}
_ALONE = {  # nouns that need no country, and whose they are then
    "dollar": "USD", "dollars": "USD", "pound": "GBP", "pounds": "GBP", "franc": "franc", "francs": "franc",
    "peso": "peso",
    "pesos": "peso", "rupee": "rupee", "rupees": "rupee", "krona": "krona", "kronor": "krona", "krone": "krone",
    "kroner": "krone",
    "dinar": "dinar", "dinars": "dinar", "riyal": "riyal", "riyals": "riyal", "dirham": "dirham", "dirhams": "dirham",
    "lira": "lira", "ruble": "RUB", "rubles": "RUB", "roubles": "RUB", "guilders": "NLG", "yuan": "CNY", "yen": "JPY",
    "baht": "THB", "dong": "VND", "ringgit": "MYR", "rupiah": "IDR", "reais": "BRL", "zloty": "PLN", "zlotys": "PLN",
    "naira": "NGN", "shillings": "shilling", "rs": "rupee", "buck": "USD", "rands": "ZAR",
}
_NOUNS = [english.rsplit(" ", 1)[-1] for _, english in NAMES.values()]
_OWN_NOUNS = {  # forint, shekel: only one country has it, and no other word is like it
    form: code
    for (code, _), noun in zip(NAMES.items(), _NOUNS, strict=True)
    if _NOUNS.count(noun) == 1 and len(noun) >= LONG_NOUN for form in (noun, f"{noun}s")
}
_FULL_NAMES = {
    name: code for code, (chinese, english) in NAMES.items() for name in (chinese, english, f"{english}s")
}
CURRENCIES = {
    **_FULL_NAMES, **_OWN_NOUNS, **CODES, **_SIGNS, **_ALONE,
    **{
        f"{people} {noun}": code
        for nouns, codes in _OF_COUNTRIES.items() for people, code in codes.items() for noun in nouns
    },
    "人民币": "CNY", "块钱人民币": "CNY", "元人民币": "CNY", "块钱": "CNY", "元钱": "CNY", "大洋": "CNY",
    "块": "CNY", "元": "CNY",
    "kuai": "CNY", "renminbi": "CNY", "美元": "USD", "美金": "USD", "美刀": "USD", "刀": "USD", "bucks": "USD",
    "港币": "HKD", "港元": "HKD", "元港币": "HKD", "日元": "JPY", "日币": "JPY", "元日币": "JPY", "euros": "EUR",
    "euro": "EUR",
    "欧元": "EUR", "英镑": "GBP", "pounds sterling": "GBP", "quid": "GBP", "泰铢": "THB", "泰币": "THB",
    "卢布": "RUB",
    "俄罗斯卢布": "RUB", "韩元": "KRW", "韩币": "KRW", "新台币": "TWD", "台币": "TWD", "元台币": "TWD",
    "澳门元": "MOP", "澳门币": "MOP",
    "加元": "CAD", "加币": "CAD", "加拿大元": "CAD", "澳元": "AUD", "澳币": "AUD", "澳大利亚元": "AUD",
    "新加坡元": "SGD",
    "新加坡币": "SGD", "新币": "SGD", "坡币": "SGD", "新西兰元": "NZD", "纽元": "NZD", "纽币": "NZD",
    "瑞士法郎": "CHF", "瑞郎": "CHF",
    "法国法郎": "FRF", "法郎": "franc", "印度卢比": "INR", "巴基斯坦卢比": "PKR", "卢比": "rupee", "越南盾": "VND",
    "印尼盾": "IDR",
    "印尼卢比": "IDR", "林吉特": "MYR", "令吉": "MYR", "马币": "MYR", "菲律宾比索": "PHP", "墨西哥比索": "MXN",
    "比索": "peso",
    "雷亚尔": "BRL", "阿联酋迪拉姆": "AED", "迪拉姆": "dirham", "沙特里亚尔": "SAR", "里亚尔": "riyal",
    "南非兰特": "ZAR", "兰特": "ZAR",
    "土耳其里拉": "TRY", "里拉": "lira", "瑞典克朗": "SEK", "挪威克朗": "NOK", "丹麦克朗": "DKK", "克朗": "krone",
    "奈拉": "NGN",
    "尼日利亚奈拉": "NGN", "兹罗提": "PLN", "福林": "HUF", "第纳尔": "dinar", "比特币": "BTC", "bitcoin": "BTC",
    "bitcoins": "BTC", "btc": "BTC",
    "马克": "DEM", "谢克尔": "ILS", "元新台币": "TWD", "元韩币": "KRW", "元澳币": "AUD", "缅元": "MMK", "蚊": "HKD",
    "日圆": "JPY", "港纸": "HKD",
}
COINS = {"毛钱": "0.1", "毛子": "0.1", "毫子": "0.1", "毛": "0.1", "角": "0.1", "分钱": "0.01"}  # yuan
HUNDREDTHS = {"cents": "USD", "cent": "USD", "pence": "GBP", "penny": "GBP", "pennies": "GBP",
    "便士": "GBP", "美分": "USD", "欧分": "EUR", "港仙": "HKD", "仙": "HKD", "日本銭": "JPY", "日銭": "JPY",
    "戈比": "RUB",
}
THOUSANDS = {
    f"{size}{code}": (name, times)
    for code, name in CODES.items() for size, times in (("k", "1000"), ("m", "1000000"))
}
WITH_HUNDREDTHS = frozenset(
    {"dollar", "dollars", "pound", "pounds", "euro", "euros", "bucks"}
    | {f"{people} dollar{end}" for people in ("us", "canadian", "australian", "hong kong") for end in ("", "s")}
)
