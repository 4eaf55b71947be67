"""How people say what products of a list must fulfil. Tables of patterns only; `filter_reading` reads with them."""

from __future__ import annotations

import re

ARRIVES = r"到账|放款|下款|到手|拿到钱|能?下来|批下|打款|funds?|payout|paid|money|arriv|fast"
OF_TERM = r"期限|(?:能|可以?)(?:只)?(?:借|用)|期的|\bterms?\b|\bfor (?:at least|up to)\b"
OF_AGE = r"开店|新店|开了|做了|经营|成立|注册|刚开|店龄|shop|store|in business|trading"
OF_RATE = r"利率|利息|年化|费用|成本|价格|点|rate|interest|apr|cost|a year|yearly"
ABLE = (
    r"(?:能|可以?)(?:借|贷|批|给)|借得?到|贷得?到"
    r"|额度(?:要|能|得|可以)?(?:到|有|够|在)?\s*(?=[\d一二两三四五六七八九十百几])|\blends?\b|\bborrow\b"
)
OWN_SUM = r"我有|说我|我的|才|只有|恢复|总额|想借|要借|我要|我想|需要|急用|缺|差|i need|i want|i'd like"

WORDED = {  # wishes said without a figure, as `exclusions.wish_of` reads them -> words
    "collateral:collateral": r"(?:不用|不要|不需要?|不必|无需|无|免|没有?)(?:要|用|任何)?(?:抵押|质押|押房|押车"
    r"|房产?抵押)|纯?信用(?:贷(?!款?利)|类|的)"
    r"|\b(?:no|without(?: any)?|need no) (?:collateral|mortgage)|unsecured",
    "collateral:guarantee": r"(?:不用|不要|不需要?|不必|无需|无|免|没有?)(?:人|找人)?担保"
    r"|\b(?:no|without(?: a)?) guarant(?:ee|or)",
    "days_to_funds:at_most:0": r"(?:当天|今天|今日)(?:就|能|可以|要){0,2}(?:到账|到手|放款|下款|拿到?钱?|批)"
    r"|当日到账|秒到"
    r"|秒批|实时到账|马上到账"
    r"|same[ -]day|instant(?:ly)?",
    "days_to_funds:at_most:1": r"(?:第二天|隔天|次日|明天)(?:就|能)?(?:到账|放款|下款)|next[ -]day",
    "repayment:is:revolving": r"随借随还|随用随还|随时还随时借|循环(?:用|额度|借)|用几天算几天"
    r"|按(?:天|日)(?:计|算|付)息|按天算"
    r"|revolving|interest by (?:the )?day|draw and repay",
    "repayment:is:interest_only|bullet": r"先息后本|到期还本|(?:平时|每月)只还利息|只还利息|interest[ -]only",
    "repayment:is:level_payment": r"等额本息|每月还一样|level payments?|equal instal?lments",
    "repayment:is:equal_principal": r"等额本金|equal principal",
    "repayment:is:on_collection|sales_share": r"(?:按|从|用)(?:销售|营业|货)额?款?(?:比例)?(?:还|扣)|卖了再还"
    r"|out of (?:my )?sales",
    "prepayment:is:free": r"(?:能|可以?|可|支持|允许|随时)提前(?:还款?|结清)"
    r"|提前还款?(?:不(?:收|要|扣)|没有?|免|无)(?:费|钱|违约金|手续费|罚)?"
    r"|early repayment|repay early|prepay",
    "status:is:active": r"还在办|还能办|没停办|没下架|现在(?:还)?能申请|still (?:offered|open|available)",
    "shop_age_months:at_most:3": r"新店|刚开(?:的)?店|new shops?|new stores?",
    "without:is:has_licence": r"(?:不用|不要|不需要?|无需|(?<!有)没有?|免)(?:营业)?执照|营业执照.{0,4}不要"
    r"|个人(?:也|就)?(?:能|可以)(?:办|借|申请)"
    r"|(?:no|without(?: a)?) (?:business )?licen[cs]e",
    "without:is:files_tax": r"(?:不用|不要|不需要?|无需|不看|(?<!有)没)(?:报税|交税|纳税|税务|开票|缴税)"
    r"|no tax|without tax",
    "without:is:credit_record": r"(?:不查|不看|不上|不用|免|无视|(?<!有)没有?)(?:人行)?(?:征信|信用记录)"
    r"|征信(?:花|黑|不好|差).{0,3}(?:能|可以|也)"
    r"|no credit (?:check|report|history)|bad credit",
}
GROUPS = {  # as a noun ("银行产品"), or after "only": what the group's word is
    "bank": r"银行|\bbanks?\b",
    "platform": r"(?<!全)平台系?|电商平台|\bplatforms?\b",
    "scheme": r"政府|国家|政策性?|公共|贴息|政府性|\bgovernment\b|\bpublic\b|\bschemes?\b",
}
NOUN = (
    r"(?:系|的|类|性|里|家)*(?:产品|贷款|贷|融资|那种|那些|项目|补贴|扶持|(?:的)?$|的(?=[，,、 ]|$)| ?loans?"
    r"| ?products?| ?schemes?| ?ones?|[和或跟、]者?(?=银行|平台|政府|国家))"
)
ONLY = r"(?:只|就|光|单)(?:要|看|想看|考虑|推荐|列|找)?|\bonly\b|\bjust\b"
USABLE = r"(?:上|店)?(?:也)?(?:能|可以?|可|商家|卖家|店铺|小店)(?:用|办|借|申请|做|贷)?|的(?:店|商家|卖家)"

DROPPED = (  # behind the word for a subject: it counts no longer
    r"(?:的)?(?:都)?(?: *)(?:不限了?|无所谓|不用管了?|不管了|不要求了?|也?(?:行|可以|成)$|随便"
    r"|(?<!怎么)(?<!咋)算了|去掉|取消|不重要"
    r"|doesn'?t matter|no matter|whatever)"
)
THAT_ONE = r"(?:的)?(?:[那这]一?[个条项])?(?:条件|要求|限制)?"
DROPS = r"去掉|取消|别管|不管|drop (?:the )?(?:condition on )?|remove (?:the )?|forget (?:the )?"
SUBJECTS = {  # what a dropped wish is about
    "days_to_funds": r"时间|到账(?:时间|快慢)?|快慢|慢一?点|晚一?点|几天到|speed|slower",
    "yearly_rate": r"利率|利息|年化|价格|贵一?点|成本|rate|price|dearer",
    "amount_max_fen": r"额度|金额|多少钱|少一?点|amount|limit",
    "term_max_months": r"期限|多久|长短|term",
    "repayment": r"还款方式|怎么还|不?随借随还|先息后本|repayment",
    "prepayment": r"(?:不能)?提前还款?|early repayment",
    "platform": r"哪个平台|平台不限",
    "without has_licence": r"要?(?:营业)?执照|licen[cs]e",
    "without files_tax": r"要?(?:报税|纳税|交税)|tax",
    "without credit_record": r"(?:查|看|上)?征信|credit check",
    "group": r"谁家|哪家|机构|who lends",
}

LISTS = re.compile(
    r"的[^，。,]{0,8}(?:产品|贷款|贷)[\s。！？!?~]*$|\bno collateral\b(?=.*,)"
    r"|的(?:有(?:吗|没有|么)?|吗|呢|吧|都|给我|帮我|来(?:几|两)?个?|列|产品|贷款|那种|款|都?有哪些"
    r"|看看)?[\s。！？!?~]*$"
    r"|有[没木]有|有哪|哪些|哪几|有什么|有啥|只看|只要|就看|光看|给我(?:找|列|看|来)|帮我(?:找|列|挑|筛)|推荐|筛"
    r"|列(?:一下|出)|找(?:个|款|几|些|点|找)"
    r"|来(?:个|款|几)|(?:再)?加(?:上|一)|还要|还得|最好|必须"
    r"|\bwhich\b|\bshow\b|\blist\b|\bonly\b|\bfind\b|\bany\b|\bare there\b|\bones?\b|\bproducts?\b|\bloans?\b"
    r"|\bwhat (?:has|have|is there|can)\b|\balso\b|\bplus\b|\bmust\b",
    re.IGNORECASE,
)
CLEAR = re.compile(  # a list of products is asked for in so many words
    r"(?:哪些|哪几(?:款|个|家|种)|有没有|有哪|筛|列).*(?:产品|贷款|贷|款|的)"
    r"|(?:产品|贷款|的)(?:都)?有(?:哪些|哪几|没有|吗)"
    r"|再加|加一条|加上|只看|就看|光看|只要.*的|\b(?:which|what|show|list|find|any)\b.*\b(?:loans?|products?|ones?)\b",
    re.IGNORECASE,
)
ADDS = re.compile(  # the list goes on from the one before
    r"再加|加上|加一|还要|还得|也要|同时|并且|而且|里面|其中|这里头|这些|当中|\balso\b|\bplus\b"
    r"|\bof (?:these|those|them)\b",
    re.IGNORECASE,
)
NO_LIST = re.compile(
    r"怎么|咋|为什么|为啥|什么意思|是什么|是啥|区别|哪个好|好不好|划算|会不会|会怎|后果|逾期|还不上|解释|如果"
    r"|要是|能不能批|被拒"
    r"|\bhow\b|\bwhy\b|\bwhat does\b|\bmeaning?\b|\bdifference\b|\bif i\b|\bexplain\b",
    re.IGNORECASE,
)
