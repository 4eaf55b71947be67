"""How people say yes, no and "I don't know", and what they put around an answer. Tables only, no rule.

Words are written folded: lower case, half width, without punctuation, no blank next to a Chinese character
(`advisor.trade.questions.folded`). Names of options live in knowledge/questions.yml.
"""

YES = (
    "有", "有的", "有啊", "是", "是的", "是啊", "对", "对的", "对啊", "嗯", "嗯嗯", "恩", "好", "好的", "可以",
    "当然", "当然有", "没错", "没问题", "必须", "确定", "愿意", "yes", "y", "yeah", "yep", "yup", "sure", "ok",
    "okay", "of course", "true", "i do", "we do", "i have", "we have", "right", "correct",
)  # fmt: skip
NO = (
    "没有", "没", "没有的", "没有啊", "木有", "无", "不", "不是", "不是的", "否", "还没", "还没有", "暂时没有",
    "目前没有", "没得", "不愿意", "都没有", "不行", "不可以", "no", "n", "nope", "nah", "not yet", "none",
    "false", "i don t", "we don t", "never",
)  # fmt: skip
YES_STARTS = (
    "有", "是", "对", "嗯", "当然", "愿意", "yes", "yeah", "yep", "sure", "i have", "we have", "i do", "we do",
)  # fmt: skip
NO_STARTS = (
    "没", "木有", "无", "不", "否", "还没", "暂时没", "目前没", "no", "nope", "not", "i don t", "we don t",
)  # fmt: skip
NEITHER_STARTS = (
    "不是没", "有时", "有点", "有些", "有人", "有可能", "是不是", "有没有", "对不", "不知", "不一定", "不确定",
    "not sure",
)  # fmt: skip
BUTS = (
    "但", "不过", "只是", "可是", "but", "however", "although",
)  # fmt: skip
DOES_NOT_KNOW = (
    "不知道", "不晓得", "不清楚", "不太清楚", "不太知道", "说不好", "说不准", "说不清", "不好说", "不确定",
    "拿不准", "没算过", "没统计过", "没统计", "没概念", "记不清", "记不得", "不记得", "忘了", "不了解", "不懂",
    "没数", "跳过", "下一题", "下一个", "略过", "过", "先不说", "不想说", "不方便说", "不便透露", "保密", "不说",
    "算不出来", "skip", "skip it", "pass", "next", "next question", "idk", "i don t know", "don t know",
    "dont know", "i dont know", "dunno", "no idea", "not sure", "i m not sure", "unknown", "can t say",
    "rather not say",
)  # fmt: skip

QUESTION_WORDS = (
    "为什么", "为啥", "什么意思", "是什么", "是啥", "什么是", "怎么", "怎样", "如何", "多少", "多久", "几天",
    "几个点", "哪个", "哪些", "哪家", "哪里", "能不能", "可不可以", "是不是", "有没有", "够不够", "行不行",
    "要不要", "好不好", "划不划算", "会不会", "能否", "吗", "咋", "么意思", "how", "what", "why", "which", "when",
    "where", "can i", "can you", "do you", "is it", "should i", "could you",
)  # fmt: skip
NOT_A_QUESTION = (
    "没什么", "没怎么", "没多少", "没多久", "没有多少", "不怎么", "没有什么", "几天内", "这几天", "时不时", "what i",
)  # fmt: skip

LEADING = (
    "我们家", "我们", "我家", "我的", "我是", "我", "咱们", "咱", "俺", "本店", "店里", "店铺", "这个", "那个",
    "主要", "基本上", "基本", "一般", "现在", "目前", "应该", "大概", "大约", "差不多", "可能", "估计", "算是",
    "就是", "就", "是", "做", "卖", "在", "开在", "开", "用", "选", "嗯", "哦", "额", "呃", "那", "都", "也",
    "还", "i m", "i am", "we are", "it is", "it s", "i sell", "we sell", "mainly", "mostly", "on", "about", "i",
    "we", "the", "my", "option",
)  # fmt: skip
TRAILING = (
    "吧", "啊", "呀", "呢", "啦", "了", "哦", "的", "嘛", "咯", "哈", "呗", "哟", "上面", "上", "这个", "左右",
    "为主", "比较多", "平台", "店", "店铺", "开店", "类", "这类", "之类", "一类", "please", "i think", "i guess",
    "mainly", "mostly",
)  # fmt: skip
NEGATIONS = (
    "不是", "没有", "不算", "不在", "不做", "不卖", "没", "不", "无", "非", "别", "not ", "no ", "isn t ",
    "don t ",
)  # fmt: skip

ORDINALS = {"一": 1, "二": 2, "三": 3, "四": 4, "五": 5, "六": 6, "七": 7, "八": 8, "九": 9, "十": 10,
            "first": 1, "second": 2, "third": 3, "fourth": 4, "fifth": 5}  # fmt: skip
NUMBER_SIGNS = "0123456789一二三四五六七八九十百千万半两俩几%"

NOT_SAID_OF_NOW = (  # in a clause: what it says is of somebody else, of the past, or of a case that may be
    "朋友", "别人", "人家", "同行", "亲戚", "同学", "[他她]们?", "老乡", "邻居", "客户",
    "老公", "老婆", "媳妇", "对象", "男朋友", "女朋友", "我[爸妈哥姐弟妹]", "儿子", "女儿",
    "如果", "假如", "要是", "假设", "比如", "例如", "万一",
    "之前", "以前", "去年", "前年", "上次", "上个月", "曾经", "原来", "当年",
    r"\bif\b", r"\bsuppose", r"\bfriend", r"\bmy (?:husband|wife|brother|sister|father|mother|son|daughter)",
    r"\blast (?:year|month|time)\b", r"\bused to\b", r"\bonce\b", r"\bpreviously\b",
)  # fmt: skip
