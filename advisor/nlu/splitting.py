"""Where one message holds several: cut at the punctuation and joining words people use, never inside one thing.

"网商贷利息多少，逾期了会怎样" is two questions; "我想借20万，三个月还" is one need and
"如果逾期了，会怎么样" one question.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

from advisor.trade.answer_options import folded, is_question, size

MOST_PARTS = 6
LONGEST_TEXT = 400  # characters; what stands behind is not taken apart
SHORTEST_PART = 3  # see `advisor.trade.answer_options.size`

_CUT = re.compile(
    r"(?<=[。？！；?!;\n])|(?<=[，,、])(?!\d)|(?<=[.])\s+(?=[a-z])|\s+(?=[^\x00-\x7f])|(?<=[^\x00-\x7f])\s+"
    r"|(?<=[吗嘛])(?=[^\x00-\x7f])(?![的了，。？])|(?=另外|顺便|还想问|再问)"
    r"|(?=\b(?:and also|also|by the way|btw|plus)\b)"
    r"|\s+(?=and\s+(?:how|what|when|which|why|can|could|is|are|do|does|will|should)\b)",
    re.IGNORECASE,
)
_JOINING = re.compile(
    r"^\s*(?:另外|对了|顺便(?:再)?(?:问|说)?(?:一?下|一句)?|还想问(?:一?下)?|再问(?:一?下)?"
    r"|(?:and\s+)?also\b|by the way\b|btw\b|plus\b|and\b)[\s，,：:]*",
    re.IGNORECASE,
)
_LEADS_IN = re.compile(
    r"^\s*(?:如果|要是|假如|万一|假设|比如|例如|if\b|when\b|suppose\b)|(?:的话|的时候|的情况下)[，,、\s]*$",
    re.IGNORECASE,
)
_TAGS = re.compile(
    r"(?:这样|这个|那|都|就|会|又|我|现在)?(?:可以|行|好|对|是|能|划算|合适|够)(?:吗|嘛|不|么|吧|不\w)|怎么办|咋办|(?:这个?|那个?|它)?(?:是|指)?(?:什么|啥)意思|咋整|怎么样|怎样|会怎样|会怎么样|为什么|为啥"
    r"|是不是|好不好|行不行|对不对|可不可以|能不能|谢谢|你好|您好|请问|是吗|在吗|right|ok|okay|is that ok|please|thanks"
)
_ASKS = re.compile(
    r"(?:[?？]|不|没|没有|么|呢|多高|多大|多长|多快|多贵|咋算|咋办)[\s。！!，,]*$|想知道|想了解|想问|问一?下|请问|会怎|什么时候|哪|谁|干嘛"
    r"|^\s*(?:(?:and|so|but|then)\s+)?(?:what|how|which|when|where|why|who|can|could|is|are|do|does|will|would|should|may)\b",
    re.IGNORECASE,
)


@dataclass(frozen=True)
class Piece:
    """A part of a message. `asks` tells whether it is worded as a question."""

    text: str
    asks: bool


def pieces(text: str) -> tuple[Piece, ...]:
    """The parts of a message, in order; empty where it is one thing.

    A condition stays with what it is a condition of, a tag ("可以吗", "怎么办") with what it is said of.

    >>> [piece.text for piece in pieces("三个月，对了能提前还吗")]
    ['三个月', '能提前还吗']
    """
    joined: list[str] = []
    leads_in = False
    for cut in _CUT.split(text[:LONGEST_TEXT]):
        if not cut or not folded(cut):
            continue
        if joined and (leads_in or _is_tag(cut)):
            joined[-1] += cut
        else:
            joined.append(cut)
        leads_in = bool(_LEADS_IN.search(joined[-1])) and not asks(joined[-1])
    found = [_JOINING.sub("", one).strip(" ，,、。；;") for one in joined]
    parts = tuple(Piece(one, asks(one)) for one in found if folded(one))
    return parts[:MOST_PARTS] if len(parts) > 1 else ()


def asks(text: str) -> bool:
    """Whether a text is worded as a question."""
    return bool(_ASKS.search(text)) or is_question(folded(text))


def _is_tag(text: str) -> bool:
    short = folded(text)
    return bool(_TAGS.fullmatch(short)) or size(short) < SHORTEST_PART and asks(text)
