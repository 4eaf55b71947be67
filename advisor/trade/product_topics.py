"""What a question wants to know of a product: its rate, its papers, whether it needs a licence. A table of words."""

from __future__ import annotations

import re

from advisor.trade.answer_options import folded, size

ALL = "all"
OF_INTENT = {  # what an intent asks where no word says it more exactly
    "ask_interest_rate": "rate",
    "ask_repayment_amount": "rate",
    "ask_amount_limit": "amount",
    "ask_loan_term": "term",
    "ask_how_to_apply": "apply",
    "request_loan": "apply",
    "ask_documents": "documents",
    "ask_approval_time": "speed",
    "ask_early_repayment": "prepayment",
    "ask_repayment_method": "repayment",
    "ask_eligibility": "criteria",
    "ask_credit_report": "credit",
}
WORDS = {
    "prepayment": r"提前(?:还|结清|清)|违约金|\b(?:early|prepay|ahead of time)",
    "rate": r"利率|利息|年化|几个点|几厘|几分利|日息|月息|贵不贵|贵吗|\brates?\b|\binterest\b|\bapr\b|how expensive",
    "fees": r"手续费|服务费|其他费|费用|收费|收什么费|\bfees?\b|\bcharges?\b",
    "amount": r"额度|(?:能|可以?|最多|最高)(?:给)?[借贷批]?(?:到)?(?:我)?多少(?:钱|万)?|[借贷批]多少|最[多高]"
    r"|上限|封顶|起借|how much can|\blimit\b"
    r"|\bamount\b|\bmaximum\b",
    "speed": r"到账|放款|下款|多快|快不快|几天(?:能)?(?:下|到|批)|多久(?:能)?(?:到|下|批|拿)"
    r"|how (?:fast|soon|quick)|how long does it take",
    "term": r"期限|[借用贷](?:多久|多长|几个?月|几年)|多长时间|分(?:几|多少)期|\bterms?\b|how long can|how many months",
    "documents": r"材料|资料|证件|文件|(?:要|需要?)(?:准备|带|交)(?:些)?(?:什么|啥|哪些)|\bdocuments?\b"
    r"|\bpapers?\b|paperwork",
    "collateral": r"抵押|担保|质押|押房|押车|\bcollateral\b|\bguarant|\bsecured\b|\bmortgage",
    "licence": r"执照|个体户?(?:能|可以|行)|\blicen[cs]e",
    "tax": r"报税|纳税|交税|缴税|开票|发票|\btax",
    "credit": r"征信|信用记录|\bcredit (?:report|check|history|record)",
    "region": r"哪些(?:地方|地区|城市|省)|什么地方|全国|地区|外地|本地|哪里的?(?:店|人|商家)|限.{0,3}地"
    r"|\bregions?\b|\bcit(?:y|ies)\b|nationwide",
    "platform": r"(?:哪|什么|支持).{0,4}平台|(?:上|店).{0,3}能用|能用[吗不么没]|which platforms?|\busable\b",
    "lender": r"谁(?:家|放|出|的钱)|哪家|哪个(?:银行|公司|机构)|(?:是|属于)谁|放款方|资方|\blenders?\b"
    r"|who (?:lends|is behind|owns|offers)",
    "status": r"还(?:在)?(?:办|做|有(?:吗|没)|开放|能(?:办|申请|用))|停(?:办|了|掉)|下架|没了吗|\bstill\b|discontinued",
    "repayment": r"怎么还|咋还|如何还|还款方式|还本|先息后本|等额|随借随还|按(?:天|日|月)|每(?:月|个月|期)还"
    r"|\brepa(?:y|id|yment)",
    "criteria": r"条件|门槛|要求|资格|什么人|(?:我|新店|小店)(?:能|可以)(?:办|借|申请|贷)|好批|容易批|\bqualif"
    r"|\beligib|\brequire|\bcriteria\b",
    "apply": r"(?:怎么|咋|如何|哪里|在哪|哪儿)(?:能|可以)?(?:申请|办|弄|开通|借|进)|入口|线上|网上|官网"
    r"|\bapply\b|\bapplication\b",
}
_WORDS = {topic: re.compile(words, re.IGNORECASE) for topic, words in WORDS.items()}
FIGURES = {  # the figures behind a topic: where the date and the source come from, and what may be disputed
    "rate": ("yearly_rate_min", "yearly_rate_max", "daily_rate_min", "daily_rate_max", "fee_rate"),
    "fees": ("fee_rate",),
    "amount": ("amount_max_fen", "amount_min_fen"),
    "term": ("term_max_months", "term_min_months"),
    "speed": ("days_to_funds",),
    "collateral": ("collateral",),
    "repayment": ("repayment_methods",),
}
CRITERIA = {"licence": ("has_licence",), "tax": ("files_tax",), "credit": ("credit_record",)}
"""Published conditions that answer a topic, by question id."""
IN_SHORT = ("rate", "amount", "term", "speed", "collateral", "criteria", "apply")
"""What is told of a product where nothing special is asked."""
TAIL_WORDS = re.compile(r"^(?:那|那么|还有|and|what about)|呢[\s。？?]*$", re.IGNORECASE)
LONGEST_FOLLOW_UP = 12  # see `size`: "那材料呢", "多久能到账"
NO_FOLLOW_UP = re.compile(
    r"怎么(?:提|降|涨|变)|为什么|为啥|一般|通常|银行|平台|哪(?:个|款|家|几|些产品)|什么是|是什么|意思|逾期|被拒|\bwhy\b|\busually\b"
    r"|\bbanks?\b"
)


def topics_of(text: str, intent: str | None) -> tuple[str, ...]:
    """The topics a question is about, in the order of `WORDS`; by its intent where no word tells; else ("all",)."""
    found = [topic for topic, words in _WORDS.items() if words.search(text)]
    if "prepayment" in found:
        found = [topic for topic in found if topic not in ("repayment", "fees")]
    if "collateral" in found:
        found = [topic for topic in found if topic != "criteria"]
    return tuple(found) or (OF_INTENT.get(intent or "", ALL),)


def is_follow_up(text: str, intent: str | None) -> bool:
    """Whether a short question that names nothing is about what was talked of last: "那材料呢", "多久到账"."""
    if NO_FOLLOW_UP.search(text) or size(folded(text)) > LONGEST_FOLLOW_UP:
        return False
    return any(words.search(text) for words in _WORDS.values()) or (
        intent in OF_INTENT and bool(TAIL_WORDS.search(text))
    )
