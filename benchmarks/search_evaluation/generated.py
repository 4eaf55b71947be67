"""Many products that nobody offers, to time the search with: real ones, renamed, with notes of their own."""

from __future__ import annotations

import random
from collections.abc import Sequence
from dataclasses import replace

from advisor.trade.records import Product

PLACES = "浙江 江苏 广东 山东 福建 河北 四川 湖北 湖南 安徽 河南 江西 陕西 辽宁 云南 广西 贵州 山西 重庆 天津".split()
LENDERS = "农商 城市 民生 兴农 惠民 通商 联合 科创 华兴 富邦 恒信 众安 金穗 蓝海 新网 东方".split()
WORDS = "快 易 惠 通 融 信 聚 盈 达 捷 商 农 订单 流水 税 票 货 仓 云 数 链 微 小 旺 丰".split()


class GeneratedCatalogue:
    """Stands where the search asks a catalogue for products."""

    def __init__(self, real: Sequence[Product], count: int, seed: int = 1) -> None:
        luck = random.Random(seed)
        self._products = tuple(_renamed(luck.choice(real), number, luck) for number in range(count))

    def version(self) -> str:
        """Never changes."""
        return "generated"

    def products(self) -> tuple[Product, ...]:
        """The generated products."""
        return self._products


def _renamed(product: Product, number: int, luck: random.Random) -> Product:
    place, lender = luck.choice(PLACES), luck.choice(LENDERS)
    name = f"{place}{luck.choice(WORDS)}{luck.choice(WORDS)}{luck.choice(WORDS)}贷{number}号"
    told = {
        "zh": f"面向{place}的{luck.choice(WORDS)}类商家，{luck.randint(1, 300)}万元以内。",
        "en": f"Up to {number} in {place}.",
    }
    return replace(
        product,
        id=f"{product.id}_{number}",
        name={"zh": name, "en": f"{place} loan {number}"},
        aliases=(name[:-1], f"{lender}{luck.choice(WORDS)}贷"),
        provider={"zh": f"{place}{lender}银行", "en": f"{lender} bank {number % 500}"},
        notes={**product.notes, "amount": told},
    )
