"""The words with which people name what could be different in their shop, and which way it goes."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal


@dataclass(frozen=True)
class LeverWords:
    """How one lever is spoken of. `unit`: days, share (a fraction) or fen; `grows` and `shrinks` move its number."""

    lever: str
    unit: str
    named: str
    grows: str
    shrinks: str
    is_relative: bool = False  # a share changes it by that part of itself: sales up 20 %


_MORE = (
    r"(?<!差不)多(?!少)|加|涨|升|增|高|长|宽限|延|大(?![概约致促])"
    r"|\b(?:more|higher|up|raise[sd]?|grow|increase[sd]?|add|longer|extra|rise|rose|jump)"
)
_LESS = (
    r"少|减|降|跌|掉|低|短|省|砍|压[缩低]|缩|小|\b(?:less|fewer|lower|down|drop|cut|reduce[sd]?|shorter|fall|fell|save)"
)
_SLOW = rf"慢|晚|迟|拖|{_MORE}|\b(?:slow|later|delay)"
_FAST = rf"快|早|提前|赶|{_LESS}|\b(?:fast|soon|quick|early|earlier)"

# Tried in this order: the first whose words stand in a clause is meant.
LEVER_WORDS: tuple[LeverWords, ...] = (
    LeverWords(
        "payable_days", "days", r"账期|帐期|工厂|供应商|供货商|厂家|厂里|赊[账帐欠]|货款.{0,4}(?:付|结|拖)|"
        r"\bsuppliers?\b|\bfactory\b|\bmanufacturers?\b|\bpayment terms\b|\bpayables?\b|\bcredit terms\b|\bvendors?\b",
        rf"{_MORE}|晚|拖|后|再给|宽|\blater\b", rf"{_LESS}|早|提前|现结|\bearlier\b",
    ),
    LeverWords(
        "return_rate", "share", r"退货|退款|退单|\breturns?\b|\breturn rate\b|\brefunds?\b", _MORE, _LESS,
    ),
    LeverWords(
        "settle_days", "days", r"结算|放款周期|到[账帐]|回款|打款|提现|\bsettle|\bpayouts?\b|\bplatform pays?\b",
        _SLOW, _FAST,
    ),
    LeverWords(
        "confirm_days", "days", r"确认收货|收货|\bconfirm", _SLOW, _FAST,
    ),
    LeverWords(
        "deliver_days", "days", r"快递|物流|派送|配送|路上|签收|送达|送货|\bdeliver|\bcourier|\btransit", _SLOW, _FAST,
    ),
    LeverWords(
        "ship_days", "days", r"发货|出货|出库|打包|发出去|\bship|\bdispatch|\bsend (?:orders|parcels|goods)\b",
        _SLOW, _FAST,
    ),
    LeverWords(
        "inventory_days", "days", r"备货|压.{0,5}货|囤.{0,5}货|仓库|存货|库存|铺货|\bstock\b|\binventory\b",
        rf"{_MORE}|再", _LESS,
    ),
    LeverWords(
        "advertising_share", "share", r"推广|广告|投流|直通车|投放|千川"
        r"|\badvertis|\bads?\b|\bmarketing\b",
        _MORE, _LESS, is_relative=True,
    ),
    LeverWords(
        "cost_share", "share", r"进价|进货价|拿货价|成本|毛利"
        r"|\bcost of goods\b|\bcosts? price\b|\bpurchase price\b|\bmargin",
        _MORE, rf"{_LESS}|让", is_relative=True,
    ),
    LeverWords(
        "fixed_costs_fen", "fen", r"工资|人工|房租|租金|水电|固定(?:支出|开支|成本)|员工"
        r"|\bwages?\b|\bsalar|\brents?\b|\boverheads?\b",
        _MORE, _LESS, is_relative=True,
    ),
    LeverWords(
        "opening_cash_fen", "fen", r"自己(?=.{0,4}(?:投|垫|拿|出|放))|手[上里]|现金|流动资金|追加|凑|家里"
        r"|\bown (?:money|cash)\b|\bput in\b|\bcash\b",
        rf"{_MORE}|投|垫|拿|放|\bput in\b", rf"{_LESS}|抽|取", is_relative=True,
    ),
    LeverWords(
        "sales", "share", r"销量|销售|生意|单量|订单|流水|营业额|卖|业绩"
        r"|\bsales\b|\bturnover\b|\borders\b|\bsell\b|\brevenue\b|\bbusiness\b",
        rf"{_MORE}|好", rf"{_LESS}|差|淡", is_relative=True,
    ),
)  # fmt: skip

PROMOTION = (
    r"大促|促销|搞活动|做活动|活动|促一波|冲一波|双十[一二]|双1[12]|六一八|618|年货节|清仓|直播专场|秒杀"
    r"|\bpromotions?\b|\bpromos?\b|\bcampaigns?\b|\bsale event\b|\bclearance\b"
)
TIMES_AS_MUCH = r"倍|\btimes\b|\bx\b|\d\s*x\b"
DOUBLED = r"翻倍|翻一?番|翻一倍|\bdoubles?\b|\btwice\b|\bdoubled\b"
HALVED = r"减半|砍半|砍一半|少一半|降一半|掉一半|跌一半|腰斩|对半|\bhal(?:f|ve[sd]?)\b"
NONE_OF_IT = (
    r"不投|不做推广|停[掉了]?(?:投|推广|广告)|(?:推广|广告|直通车|投流).{0,2}停"
    r"|取消|现结|\bno (?:ads|advertising|terms)\b|\bstop (?:ads|advertising)\b"
)
SET_TO = (
    r"(?:(?<![早晚迟])到|成|为|变|至|是|只有|只要|(?<![多再宽])给我?|控制在"
    r"|\bto|\bat|\bis|\bwere|\bbe|\bof|=)\s*$"
)
THE_LOAN = r"借|贷|融资|\bloan\b|\bborrow|\bcredit line\b"
NO_LOAN = r"不借|不贷|别借|不融资|\bwithout (?:a|the|any) loan\b|\bnot borrow|\bno loan\b|\bdon'?t borrow"

SPARED = (  # asks what a change would bring; its "save" and "less" are no direction of the change
    r"(?:能|可以|会|我).{0,3}(?:省|少|释放|腾|多|差|剩).{0,4}(?:多少|几).*$|(?:省|少垫|释放|腾出).{0,3}(?:多少|几).*$"
    r"|\bhow (?:much|many)\b.*?\b(?:would|will|do|does|could)\b"
)
TIMES_X = r"(\d+(?:\.\d+)?)\s?x\b"

TRIED = (
    r"如果|要是|假如|假设|万一|若是|的话|会怎|会咋|咋样|怎么样|怎样|够不够|行不行|够吗|呢[?？]?$|能省|能腾|能释放|就好了"
    r"|\bwhat if\b|\bwhat happens\b|\bif (?:i|we|my|the)\b|\bwould\b|\bsuppose\b|\bdoes that help\b|\bhow about\b"
)
HAPPENED = r"了$|已经|刚刚?|上个?月|去年|\balready\b|\bhas\b|\bhave\b|\bwas\b|\blast\b"
OF_LENDERS = (
    r"额度|利率|利息|还多少|要还|还款|月供|每月还|批[下不得]|审批|通过|征信|逾期|提前还|授信|放款|被拒|分期"
    r"|\brepay|\bpay back\b|\blimit\b|\binterest rate\b|\bapprov|\bcredit report\b|\boverdue\b|\bprepay|\bearly repay"
)
DESCRIBED = r"太[长短多少高低慢快久大小]|\btoo (?:long|short|high|low|slow)\b"
A_BIT = (
    r"点|些|拖拖|再拖|一下|稍"
    r"|\ba (?:bit|little)\b|\bsome(?:what)?\b|\b(?:faster|sooner|longer|shorter|later|fewer|better)\b"
)
HOW_MUCH = r"多少|几[天个成日]|多久|多长|\bhow (?:many|much|long|far)\b|\bwhat (?:return rate|terms|number)\b"
SO_THAT = (
    r"才(?:不|够|没|能|行)|(?:才|就)不用借|不缺钱|不亏|没缺口|缺口.{0,2}(?:没|补上)"
    r"|\bso (?:that )?i\b|\bto (?:close|avoid|not need)\b"
    r"|\b(?:until|before) i (?:don'?t|do not)\b|\bnot (?:be )?short\b|\bbreak even\b"
)
POINTS = r"点|\bpoints?\b|\bpp\b"
PRICE = r"进价|进货价|拿货价|\bprice\b"


@dataclass(frozen=True)
class Step:
    """How far a lever is moved where only the direction was said; within reach of a small shop."""

    mode: str  # add or multiply (by 1 +- value)
    value: Decimal


STEPS: dict[str, Step] = {
    "payable_days": Step("add", Decimal(15)),
    "return_rate": Step("add", Decimal("0.02")),
    "settle_days": Step("add", Decimal(3)),
    "confirm_days": Step("add", Decimal(2)),
    "deliver_days": Step("add", Decimal(1)),
    "ship_days": Step("add", Decimal(1)),
    "inventory_days": Step("add", Decimal(5)),
    "advertising_share": Step("multiply", Decimal("0.2")),
    "cost_share": Step("multiply", Decimal("0.05")),
    "fixed_costs_fen": Step("multiply", Decimal("0.1")),
    "opening_cash_fen": Step("multiply", Decimal("0.5")),
    "sales": Step("multiply", Decimal("0.2")),
}
