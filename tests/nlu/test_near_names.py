"""What is close to a name is found, and ordinary sentences have nothing that is."""

from __future__ import annotations

import time
from pathlib import Path

import pytest
import yaml
from rasa.shared.nlu.training_data.message import Message

from advisor.catalogue.names import Name
from advisor.nlu.name_matcher import NameMatcher
from advisor.nlu.names import KNOWLEDGE, NameExtractor, names_in
from advisor.nlu.near_names import CANDIDATES, NearNames

TRAINING = Path(__file__).parents[2] / "data" / "nlu"
NAMES = names_in(KNOWLEDGE)
MATCHER, NEAR = NameMatcher(NAMES), NearNames(NAMES)


def near(text: str) -> list[tuple[str, list[str]]]:
    return [(text[n.start : n.end], [name.id for name in n.means]) for n in NEAR.found(text, MATCHER.found(text))]


@pytest.mark.parametrize(
    "text, said, meant",
    [
        ("网上贷利率多少", "网上贷", "mybank_wangshangdai"),
        ("网商带", "网商带", "mybank_wangshangdai"),
        ("王商贷多少利息", "王商贷", "mybank_wangshangdai"),
        ("网商货", "网商货", "mybank_wangshangdai"),
        ("wsd利率多少", "wsd", "mybank_wangshangdai"),
        ("WSD", "WSD", "mybank_wangshangdai"),
        ("wang shang dai rate", "wang shang dai", "mybank_wangshangdai"),
        ("wangshagndai", "wangshagndai", "mybank_wangshangdai"),
        ("微业代能贷多少", "微业代", "webank_weiyedai"),
        ("微业货", "微业货", "webank_weiyedai"),
        ("微 业 代", "微 业 代", "webank_weiyedai"),
        ("京小袋怎么开通", "京小袋", "jd_jingxiaodai"),
        ("经小贷怎么开通", "经小贷", "jd_jingxiaodai"),
        ("建航云税带", "建航云税带", "ccb_yunshuidai"),
        ("抖音月复是什么", "抖音月复", "douyin_yuefu"),
        ("jingxioadai", "jingxioadai", "jd_jingxiaodai"),
        ("mybnak rate", "mybnak", "网商银行"),
        ("mybnak loan", "mybnak loan", "mybank_wangshangdai"),
        ("can I get a shoppify loan", "shoppify loan", "shopify_capital"),
        ("we bank", "we bank", "微众银行"),
        ("webnk rate", "webnk", "微众银行"),
        ("pinduodo", "pinduodo", "pinduoduo"),
        ("陶宝", "陶宝", "taobao"),
        ("我在豆音卖货", "豆音", "douyin"),
        ("等额本西", "等额本西", "level_payment"),
    ],
)
def test_what_was_meant_is_the_first_candidate(text: str, said: str, meant: str) -> None:
    assert [(words, ids[0]) for words, ids in near(text)] == [(said, meant)]


@pytest.mark.parametrize("text", ["建行快贷", "建行的快贷利率"])
def test_a_part_of_a_lenders_product_has_several_candidates(text: str) -> None:
    ((_, ids),) = near(text)
    assert len(ids) == CANDIDATES and all(one.startswith("ccb_") for one in ids)


@pytest.mark.parametrize(
    "text",
    [
        *("网商贷", "京小贷和微业贷", "网上贷款靠谱吗", "我在网上贷了五万", "my bank rejected me", "信用贷", "贷款"),
        *("建行的贷款", "经营贷利率", "抵押贷", "拼多多货款什么时候到", "收一百块手续费", "我要尽快收款", "small loan"),
        *("微众的微业贷", "借款周期", "", "   ", "\ud800", "🙂🙂", "1688", "1688888", "the bank", "wsdl", "工商银行"),
        *("农商银行", "渤海银行", "长安银行", "shopping", "amazing", "loan collections", "what is a pledge"),
    ],
)
def test_ordinary_words_are_no_near_names(text: str) -> None:
    assert near(text) == []


def test_initials_are_not_read_in_an_english_sentence() -> None:
    assert near("can you explain wsd to me") == []


def test_what_stands_in_a_quantity_is_not_guessed_at() -> None:
    names = NearNames([Name("十万贷", "product", "p")])
    assert names.found("十万带", [], [(0, 2)]) == []
    assert names.found("十万带", [])


def training_sentences() -> list[str]:
    groups = [yaml.safe_load(file.read_text(encoding="utf-8"))["nlu"] for file in sorted(TRAINING.rglob("*.yml"))]
    examples = [entry["examples"] for group in groups for entry in group if "examples" in entry]
    return [line[2:].strip() for text in examples for line in text.splitlines() if line.strip()]


# Written with the slip on purpose, in pinyin or in traditional characters.
MEANT_SO = (
    "提前还宽|結算周期|结清證明|網商貸|營業執照|结清正明|建行的小微贷|wsd|wyd|zhengxin|tiqian huan|zidong huankuan"
    "|网商代|提钱还款|蒸信花了|接清证明|网上贷|zhizhao|weiye dai|du xiaoman|综合平分不足|自动口款|循環額度|shouxin"
    "|結清證明|抖店的商家贷|拼多多的商家贷|建行快贷|信用報告|個性化分期|查詢紀錄|開店保證金"
).split("|")


def test_no_training_sentence_is_taken_for_a_name_it_does_not_say() -> None:
    """More than twenty thousand sentences as people type them."""
    found = {(said, text) for text in training_sentences() for said, _ in near(text) if said not in MEANT_SO}
    assert found == set()


def test_looking_is_quick() -> None:
    texts = training_sentences()[::20]
    exact = [MATCHER.found(text) for text in texts]
    NEAR.found("上", [])
    start = time.process_time()
    for text, names in zip(texts, exact, strict=True):
        NEAR.found(text, names)
    assert (time.process_time() - start) / len(texts) < 0.002  # seconds; 0.00015 measured


def test_a_near_name_is_an_entity_of_its_own_kind_and_never_the_product() -> None:
    extractor = NameExtractor(lambda: NAMES)
    entities = extractor.process([Message({"text": "王商贷"})])[0].get("entities")
    assert [(one["entity"], one["value"], one["start"], one["end"]) for one in entities] == [
        ("near_product", "mybank_wangshangdai", 0, 3)
    ]


def test_a_name_added_later_is_guessed_at_without_training() -> None:
    current = [(Name("网商贷", "product", "old"),)]
    extractor = NameExtractor(lambda: current[0])
    assert not extractor.process([Message({"text": "辛辛贷"})])[0].get("entities")
    current[0] = (Name("新新贷", "product", "new"),)
    assert extractor.process([Message({"text": "辛辛贷"})])[0].get("entities")[0]["value"] == "new"
