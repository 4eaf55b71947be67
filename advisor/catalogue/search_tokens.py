"""Cuts questions and texts into what the search compares: pairs of Chinese characters, and words of other letters.

Overlapping pairs need no list of Chinese words; what only asks ("是什么意思", "what is") is left out.
"""

from __future__ import annotations

import re

MAX_CHARACTERS = 300  # of a question that is read
_EMPTY_WORDS = """
a about an and are as at be can did do does explain for get had has have how i if in is it its me mean means my of on or
tell that the this to was what whats will with would you your
"""
_EMPTY_PHRASES = """
是什么意思 什么意思 什么是 是什么 啥意思 是啥 怎么办 怎么弄 怎么样 怎么 怎样 为什么 为啥 如何 多少 可不可以 可以 能不能
是不是 有没有 请问 麻烦 一下 现在 我的 你们 你好 您好 告诉我 解释 介绍 我想 想问 我要 知道 帮我 帮忙 一个 这个 那个 什么
啥 的 了 吗 呢 吧 啊 呀 么 我 你 您 亲
"""
EMPTY_WORDS = frozenset(_EMPTY_WORDS.split())
_PHRASES = re.compile("|".join(sorted(_EMPTY_PHRASES.split(), key=len, reverse=True)))
_RUNS = re.compile(r"[a-z0-9]+(?:\.[0-9]+)?%?|[㐀-鿿]+")


def tokens(text: str) -> list[str]:
    """Pairs of Chinese characters and words of other letters, lower case, without phrases that only ask.

    >>> tokens("LPR现在多少")
    ['lpr']
    >>> tokens("砍头息是什么意思")
    ['砍头', '头息']
    """
    found: list[str] = []
    for run in _RUNS.findall(_PHRASES.sub(" ", text.casefold())):
        if "㐀" <= run[0] <= "鿿":
            found += (run[start : start + 2] for start in range(len(run) - 1))
        elif run not in EMPTY_WORDS:
            found.append(run)
    return found


def padded(text: str) -> str:
    """Runs of one writing between blanks, lower case: " lpr " is then not found inside "elpro".

    >>> padded("LPR是3.0%")
    ' lpr 是 3.0% '
    """
    return " ".join(("", *re.findall(r"[a-z0-9%.]+|[㐀-鿿]+", text.casefold()), ""))


def has_words(text: str) -> bool:
    """Whether a text has anything but signs and phrases that only ask."""
    return any(run not in EMPTY_WORDS for run in _RUNS.findall(_PHRASES.sub(" ", text.casefold())))
