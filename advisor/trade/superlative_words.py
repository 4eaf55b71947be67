"""How people ask for the best of several products. A table of words."""

from __future__ import annotations

import re

WORDS = {
    "rate": (
        r"最便宜|最划算|最省|最实惠|(利率|利息|成本|费用|年化)(是)?(最|更)?(最低|最少|最小)|(最低|最少)的?(利率|利息|成本|费用)"
        r"|\bcheapest\b|\blowest[ -](rate|interest|cost|apr|price)|least expensive"
    ),
    "speed": r"最快|最早到账|\b(fastest|quickest|soonest)\b",
    "amount": (
        r"(额度|金额|能?[借贷]得?)(的)?(最高|最大|最多)|(最高|最大)的?额度"
        r"|\b(largest|biggest|highest)[ -](amount|limit|loan)|lend the most"
    ),
    "ease": (
        r"最(容易|简单|轻松|省事)|最好(办|批|过|申请|下款|借|贷)|门槛(是)?最低|哪.{0,3}(好|容易)(办|批|下款|过)"
        r"|(条件|要求|资料|手续)(是)?最(少|松|低|简单|宽)"
        r"|\b(easiest|simplest)\b|\bfewest (conditions|papers|documents)|least paperwork"
    ),
}
_WORDS = {name: re.compile(words, re.IGNORECASE) for name, words in WORDS.items()}


def superlative_asked(text: str) -> str | None:
    """rate (the cheapest), speed, amount (the largest) or ease; None where no such thing is asked.

    >>> superlative_asked("哪个到账最快")
    'speed'
    """
    return next((name for name, words in _WORDS.items() if words.search(text)), None)
