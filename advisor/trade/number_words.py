"""What decides that a written figure or numeral is a number, as tables; `numbers` reads them. Keys in plain form."""

from __future__ import annotations

ENDINGS = "和与或及跟到至以加减乘除的比等"  # after a lone numeral: it is named, listed or reckoned with
MEASURES = (
    "个只面件条张本台辆位名人次回遍趟场顿双对副套组群批打盒箱包袋瓶杯碗盘桶罐支枝根棵株朵颗粒片块层栋座间所家户门部篇首幅页章节段句字笔单份"
    "封期届级类种项款倍成折分角毛元厘年月日号天周岁季秒点时米里克斤两吨升度亩尺寸码磅股票楼班队排行列代轮艘匹头口把桌匙课站桩集格卷仙蚊"
)
"""Characters that follow a lone numeral where it counts something: 五台, 三岁."""
MEASURE_WORDS = (
    "小时", "分钟", "星期", "礼拜", "公里", "公斤", "平方", "立方", "英尺", "英寸", "美元", "美金", "欧元", "英镑",
    "日元", "港币", "港元", "人民币", "澳元", "加元", "工作日", "刀",
)  # fmt: skip
NOT_A_COUNT = "一(?=[些起样直定般切旦共下边方向生致时度律再味经])"  # 一 as a part of other words
BEFORE_WORDS_ONLY = "唯统逐专之同万周期拜"  # 唯一, 周一: no number, except before a measure (每周一次)
NAMING = "是为写作即叫:“\"'(《"  # before 陆, 肆 ... alone: the capital is meant, not the word (海陆空, 放肆)
FORMAL = frozenset("壹贰貳叁參肆伍陆陸柒捌玖拾")
TENS = {"廿": 20, "卅": 30, "卌": 40}
SUFFIXES = {"K": 10**3, "k": 10**3, "M": 10**6, "m": 10**6, "G": 10**9, "T": 10**12, "w": 10**4, "W": 10**4}
ONLY_CLOSE = frozenset("mw")  # 5 m are metres; 5m can be millions
DOZEN = 12
