"""A knowledge folder small enough to read: one record of most kinds, and a way to change it."""

from __future__ import annotations

from copy import deepcopy
from datetime import date
from pathlib import Path
from typing import Any

import yaml


def words(zh: str, en: str) -> dict[str, str]:
    return {"zh": zh, "en": en}


def question(id: str, kind: str, **more: Any) -> dict[str, Any]:
    said = words("问", "ask")
    return {"id": id, "kind": kind, "name": said, "ask": said, "why": said, "example": said, **more}


PRODUCT: dict[str, Any] = {
    "id": "shop_line",
    "name": words("店铺贷（测试）", "Shop Line"),
    "provider": words("测试银行", "Test Bank"),
    "aliases": ["店贷"],
    "group": "bank",
    "kind": "credit_line",
    "platforms": ["taobao"],
    "amount_min_yuan": 1000,
    "amount_max_yuan": 500000,
    "term_min_months": 1,
    "term_max_months": 12,
    "yearly_rate_min": "0.072",
    "yearly_rate_max": "0.18",
    "daily_rate_min": None,
    "rate_basis": "simple",
    "repayment_methods": ["revolving"],
    "days_to_funds": "0.5",
    "collateral": "none",
    "criteria": [{"field": "months_in_business", "operator": "at_least", "value": 6, "confidence": "medium"}],
    "notes": {"rate": words("千人千面", "differs by shop")},
    "source": ["https://example.org/line", "https://example.org/other"],
    "as_of": "2025-06",
    "confidence": "medium",
    "rate_confidence": "low",
    "status": "active",
}
BAND = {
    "operator": "at_least", "value": 12, "quadrant": "strength", "weight": 2,
    "says": words("做了{value}", "{value} in business"), "readiness": "0.8", "steps": ["keep_going"],
}  # fmt: skip
FACTOR = {
    "id": "age", "field": "months_in_business", "side": "merchant", "name": words("店龄", "age"),
    "for_lenders": words("看店龄", "they look at age"), "reason": "test",
    "bands": [BAND, BAND | {"value": 0, "quadrant": "weakness", "readiness": "0.2"}],
}  # fmt: skip
KNOWLEDGE: dict[str, dict[str, Any]] = {
    "products.yml": {"products": [PRODUCT]},
    "swot.yml": {
        "steps": [
            {"id": "keep_going", "text": words("继续", "go on"), "effort": "low", "days": 1, "leads_to": "nothing",
             "asks": "months_in_business"},
        ],
        "factors": [FACTOR, FACTOR | {"id": "trade", "asked": False, "field": "industry", "bands": [
            BAND | {"operator": "one_of", "value": ["clothing"], "industries": ["clothing"]},
            BAND | {"operator": "is", "value": "clothing", "quadrant": "opportunity"},
        ]}],
        "strategies": [
            {"id": "use_age", "kind": "SO", "inside": ["age"], "outside": ["trade"], "text": words("用店龄", "use age"),
             "steps": ["keep_going"]},
        ],
    },
    "questions.yml": {
        "interviews": {"swot": "factors", "cash_cycle": ["months_in_business", "industry"]},
        "questions": [
            question("platform", "choice", options=[
                {"value": "taobao", "zh": "淘宝", "en": "Taobao", "also": ["tb"]},
                {"value": "other", "zh": "其他", "en": "another"},
            ]),
            question("industry", "choice", options=[{"value": "clothing", "zh": "服装", "en": "clothing"}]),
            question("months_in_business", "months", minimum=0, maximum=600),
        ],
    },
    "glossary.yml": {"terms": [
        {"id": "factoring", "name": words("保理", "factoring"), "also": ["卖应收"],
         "meaning": words("把别人欠您的账转出去换现款。", "selling what others owe you")},
        {"id": "overdue", "name": words("逾期", "overdue"), "also": [],
         "meaning": words("到期没还够。", "not paid in time")},
    ]},
    "faq.yml": {"faqs": [
        {"id": "early", "intents": ["ask_early_repayment"],
         "question": words("可以提前还款吗", "can I repay early"), "answer": words("多数能。", "Mostly.")},
    ]},
    "policy.yml": {
        "policies": [
            {"id": "cap", "name": words("利率上限", "rate cap"), "says": words("四倍LPR。", "four times LPR"),
             "source": "https://example.org/cap", "as_of": "2020-08-20", "confidence": "high"},
        ],
        "lpr": [
            {"month": "2025-04", "published": "2025-04-21", "one_year": "0.0310", "five_years": "0.0360"},
            {"month": "2025-05", "published": "2025-05-20", "one_year": "0.0300", "five_years": None},
        ],
    },
    "settlement_rules.yml": {"settlement_rules": [
        {"platform": "taobao", "ship_days": 2, "delivery_days": 3, "auto_confirm_days": 10, "settles_from": "confirmed",
         "settle_days": 0, "withdraw_days": 1, "return_days": None, "fee_rate": "0.006",
         "note": words("自己估的", "our own working value"), "sources": [
             {"fields": ["auto_confirm_days", "settle_days"], "source": ["https://example.org/a", "https://example.org/b"],
              "as_of": date(2025, 3, 1), "confidence": "medium"},
         ]},
    ]},
    "seasons.yml": {"seasons": [
        {"id": "big_sale", "name": words("大促", "big sale"), "day": "双11", "platforms": ["taobao"],
         "windows": [
             {"from_day": -2, "to_day": -1, "multiple": "1.25"},
             {"from_day": 0, "to_day": 0, "multiple": 2, "ship_delay_days": "1.5"},
         ],
         "reason": words("自己估的", "our own"), "source": ["https://example.org/sale"], "as_of": date(2024, 11, 12),
         "confidence": "medium"},
        {"id": "quiet", "name": words("淡季", "quiet days"), "day": "08-01", "platforms": [],
         "windows": [{"from_day": 0, "to_day": 9, "multiple": "0.8"}],
         "reason": words("自己估的", "our own"), "source": None, "confidence": "low"},
    ]},
}  # fmt: skip


def knowledge() -> dict[str, dict[str, Any]]:
    """A copy to change."""
    return deepcopy(KNOWLEDGE)


def write(folder: Path, files: dict[str, dict[str, Any]]) -> Path:
    """The files as YAML in the folder."""
    for name, content in files.items():
        (folder / name).write_text(yaml.safe_dump(content, allow_unicode=True, sort_keys=False), encoding="utf-8")
    return folder
