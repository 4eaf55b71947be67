"""What of a record is searched: its titles and how people ask for it, and its body, which answers."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from typing import Any, Generic, TypeVar

from advisor.catalogue.search_phrasings import phrasings
from advisor.catalogue.search_tokens import tokens
from advisor.catalogue.store import Catalogue
from advisor.trade.records import Faq, Policy, Product, Term, Words

Answer = Faq | Term | Policy
Record = Answer | Product
SEVERAL = "、"
TITLE_WEIGHT = 3  # a token of a title counts as three of the body
KIND_WORDS = {  # what products of a group or kind are called
    "platform": "平台贷款 平台 platform loan",
    "bank": "银行贷款 银行 bank loan",
    "scheme": "政府扶持 政策性 补贴 公共 public scheme government support",
    "credit_line": "信用贷款 信用贷 额度 随借随还 credit line unsecured",
    "order_loan": "订单贷款 订单贷 order loan",
    "receivable_advance": "提前收款 提前回款 秒到账 货款提前 early receipt payout advance",
    "inventory_pledge": "存货质押 库存融资 仓单 inventory stock pledge",
    "trade_credit": "赊购 采购账期 先采后付 trade credit buy now pay later",
    "tax_based_credit": "税贷 发票贷 银税 纳税 tax invoice loan",
    "pos_flow_based": "流水贷 收款流水 收单 pos takings loan",
    "mortgage_backed": "抵押贷款 房抵 房产抵押 mortgage property secured",
    "supply_chain": "供应链金融 供应链 supply chain finance",
    "bill_discount": "票据贴现 承兑汇票 贴现 bill discount",
    "subsidised_guaranteed_loan": "创业担保贷款 贴息贷款 start-up guaranteed subsidised loan",
    "interest_subsidy": "贴息 利息补贴 interest subsidy",
    "guarantee": "融资担保 担保基金 guarantee fund",
    "matching_platform": "融资对接 信用服务平台 matching platform",
    "receivable_platform": "应收账款融资平台 receivable platform",
    "registration_infrastructure": "登记 公示 registration",
    "renewal_policy": "续贷 无还本续贷 renewal",
    "insurance": "保险 保单 insurance",
}


R = TypeVar("R", bound=Record, covariant=True)


@dataclass(frozen=True)
class Document(Generic[R]):
    """A record as it is searched.

    `titles` are its names, its question and other ways to ask for it; `names` are those by which it is named outright.
    """

    kind: str  # faq | term | policy | product
    id: str
    record: R
    titles: tuple[str, ...]
    body: tuple[str, ...]
    names: tuple[str, ...]


def answers_of(catalogue: Catalogue) -> tuple[Document[Answer], ...]:
    """The frequent questions, terms and policies, each kind in file order."""
    faqs = (_faq(one) for one in catalogue.faqs())
    return (*faqs, *map(_term, catalogue.terms()), *map(_policy, catalogue.policies()))


def products_of(catalogue: Catalogue) -> Iterable[Document[Product]]:
    """The products in file order, one after the other: there may be very many."""
    return map(_product, catalogue.products())


def counted(document: Document[Any], parts: Callable[[str], Iterable[str]] = tokens) -> Mapping[str, float]:
    """Part of a text (by default a token) -> how often it stands in the document, a title's weighing more."""
    count: Counter[str] = Counter(part for text in document.body for part in parts(text))
    for title in document.titles:
        for part in parts(title):
            count[part] += TITLE_WEIGHT
    return count


def _faq(faq: Faq) -> Document[Answer]:
    parts = faq.question["zh"].split(SEVERAL)  # a question may be put in two ways at once
    ways = (*faq.question.values(), *faq.also, *(parts if len(parts) > 1 else ()))
    return _answer("faq", faq, ways, faq.answer, is_named=False)


def _term(term: Term) -> Document[Answer]:
    return _answer("term", term, (*term.name.values(), *term.also), term.meaning)


def _policy(policy: Policy) -> Document[Answer]:
    return _answer("policy", policy, tuple(policy.name.values()), policy.says)


def _answer(kind: str, record: Answer, titles: tuple[str, ...], told: Words, is_named: bool = True) -> Document[Answer]:
    asked = phrasings().get((kind, record.id), ())
    return Document(kind, record.id, record, (*titles, *asked), tuple(told.values()), titles if is_named else ())


def _product(product: Product) -> Document[Product]:
    names = (*product.name.values(), *product.aliases)
    titles = (*names, *product.provider.values(), *product.provider_also)
    notes = (text for words in product.notes.values() for text in words.values())
    kinds = (KIND_WORDS.get(product.group, ""), KIND_WORDS.get(product.kind, ""))
    return Document("product", product.id, product, titles, (*kinds, *notes), names)
