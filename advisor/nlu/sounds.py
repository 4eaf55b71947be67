"""How Chinese characters sound, in pinyin without tones, with the sounds that are often mixed up made one.

Most slips in typed Chinese are characters of the same sound, because Chinese is typed in pinyin.
"""

from __future__ import annotations

import functools
import os
import re

os.environ.setdefault("PYPINYIN_NO_PHRASES", "true")  # single characters are all we ask; 45 MB and 0.2 s less
import pypinyin

# What these characters say in names of this trade, where the commonest reading is another.
pypinyin.load_single_dict({ord("行"): "háng", ord("还"): "huán"})

LOOK_ALIKES = {"货": "贷", "袋": "贷", "贸": "贷", "末": "未", "徽": "微", "徵": "微", "帮": "邦", "亨": "享"}
"""Characters taken for another by their looks (handwriting, wubi): each counts as the one it looks like."""
MIXED_UP = ((re.compile("^([zcs])h"), r"\1"), (re.compile("([aei])ng$"), r"\1n"))
"""zh and z, ang and an, eng and en, ing and in: not told apart in much of the south."""


@functools.lru_cache(maxsize=8192)
def sound(character: str) -> str:
    """The pinyin of a Chinese character; any other character stands for itself."""
    return str(pypinyin.lazy_pinyin(LOOK_ALIKES.get(character, character))[0])


@functools.lru_cache(maxsize=8192)
def loose_sound(character: str) -> str:
    """The pinyin of a character with the sounds made one that are often mixed up (see `MIXED_UP`)."""
    heard = sound(character)
    for pattern, one in MIXED_UP:
        heard = pattern.sub(one, heard)
    return heard


def is_chinese(character: str) -> bool:
    """Whether it is a common Chinese character."""
    return "\u4e00" <= character <= "\u9fff"
