"""The cheapest, the fastest, the largest: "哪个利率最低", of the products shown last or of all that are known."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass
from decimal import Decimal

from rasa_sdk.executor import CollectingDispatcher

from actions.exclusions import exclusions_of, in_words, restore_buttons, wanted_products
from actions.facts import profile_of
from actions.speech import button, say
from actions.turn import Turn
from advisor.trade.matching import NOT_LOANS
from advisor.trade.records import Product

SHOWN_AT_MOST = 3
FEWEST_SHOWN = 2  # products shown last, below which all that are known are compared


@dataclass(frozen=True)
class Superlative:
    """One way to be the best. `figure` sorts: less is better; None where it is not published."""

    words: re.Pattern[str]
    field: str
    figure: Callable[[Product], tuple[Decimal | int, ...] | None]


def _yearly(product: Product) -> tuple[Decimal | int, ...] | None:
    """The highest published yearly rate; a mere "from" stands behind them all."""
    if product.yearly_rate_max is not None:
        return 0, product.yearly_rate_max
    return None if product.yearly_rate_min is None else (1, product.yearly_rate_min)


def _amount(product: Product) -> tuple[Decimal | int, ...] | None:
    return None if product.amount_max_fen is None else (-product.amount_max_fen,)


def _speed(product: Product) -> tuple[Decimal | int, ...] | None:
    return None if product.days_to_funds is None else (product.days_to_funds,)


SUPERLATIVES = {
    "rate": Superlative(
        re.compile(
            r"最便宜|最划算|最省|最实惠|(利率|利息|成本|费用|年化)(是)?(最|更)?(最低|最少|最小)|(最低|最少)的?(利率|利息|成本|费用)"
            r"|\bcheapest\b|\blowest[ -](rate|interest|cost|apr|price)|least expensive",
            re.IGNORECASE,
        ),
        "yearly_rate_min",
        _yearly,
    ),
    "speed": Superlative(
        re.compile(r"最快|最早到账|\b(fastest|quickest|soonest)\b", re.IGNORECASE),
        "days_to_funds",
        _speed,
    ),
    "amount": Superlative(
        re.compile(
            r"(额度|金额|能?[借贷]得?)(的)?(最高|最大|最多)|(最高|最大)的?额度"
            r"|\b(largest|biggest|highest)[ -](amount|limit|loan)|lend the most",
            re.IGNORECASE,
        ),
        "amount_max_fen",
        _amount,
    ),
}


def answer_superlative(dispatcher: CollectingDispatcher, turn: Turn) -> bool:
    """Put the products in order by a published figure; False where no such thing is asked."""
    if turn.is_button or turn.entities.get("product"):
        return False
    asked = next((name for name, one in SUPERLATIVES.items() if one.words.search(turn.text)), None)
    if asked is None:
        return False
    figure = SUPERLATIVES[asked].figure
    of_shown = [product for product in _shown(turn) if any(figure(one) is not None for one in _shown(turn))]
    candidates = of_shown or [product for product in wanted_products(turn) if _is_for(turn, product)]
    known = sorted((p for p in candidates if figure(p) is not None), key=lambda p: (figure(p) or (), p.id))
    exclusions = exclusions_of(turn)
    details = [button(p.name[turn.language], "ask_product_info", product=p.id) for p in known[:SHOWN_AT_MOST]]
    say(
        dispatcher,
        turn,
        "superlative",
        topic=asked,
        field=SUPERLATIVES[asked].field,
        products=known[:SHOWN_AT_MOST],
        of_shown=bool(of_shown),
        compared=len(candidates),
        unknown=len(candidates) - len(known),
        excluded=[] if of_shown else in_words(turn, exclusions),
        buttons=[*details, *([] if of_shown else restore_buttons(turn, exclusions))],
    )
    return True


def _shown(turn: Turn) -> list[Product]:
    """The products shown last, where there is more than one to compare."""
    ids = turn.slots.get("shown_products") or []
    shown = [product for product in wanted_products(turn) if product.id in ids]
    return shown if len(shown) >= FEWEST_SHOWN else []


def _is_for(turn: Turn, product: Product) -> bool:
    """Whether a product lends money and is not tied to another platform than the merchant's."""
    platform = profile_of(turn.merchant_id).get("platform")
    fits = not product.platforms or platform is None or platform in product.platforms
    return fits and product.rate_basis not in NOT_LOANS
