"""A seller portal's API as the portal's engineers write it down in docs/portal_api.yml: profile, orders, settlements.

Pages come one after the other with the cursor that follows them. Who keeps a page and its cursor together can stop
anywhere, and goes on from that cursor with nothing lost; an order that changed meanwhile comes again.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from dataclasses import replace
from datetime import tzinfo
from typing import Any
from urllib.parse import quote

from advisor.merchants.portal_http import Patience, PortalError, PortalHttp
from advisor.merchants.portal_orders import CHINA, OrderPage, order_page
from advisor.merchants.portal_records import Profile, SettlementPage, profile_of, settlement_page

__all__ = ["Patience", "PortalClient", "PortalError"]

PAGE_SIZE = 500
MOST_PAGES = 2000
LONGEST_CURSOR = 512
CURRENCY = re.compile(r"[A-Z]{3}")
Progress = Callable[[int, int], None]


class PortalClient:
    """Reads one portal. Every method waits for the network: call it in a thread, never in an event loop.

    Args:
        base_url: address before /v1.
        key: the advisor's service key there.
        zone: of the shops; times become its local times.
        page_size: records asked for in one page, 1 to 500.
        most_pages: of one call; see `order_pages`.
        http: of `PortalHttp`: patience, deadline_s, sleep, chance.

    Raises:
        ValueError: address, key or page size cannot be used.
    """

    def __init__(
        self, base_url: str, key: str, *, zone: tzinfo = CHINA, page_size: int = PAGE_SIZE,
        most_pages: int = MOST_PAGES, **http: Any,
    ) -> None:  # fmt: skip
        if not 1 <= page_size <= PAGE_SIZE:
            raise ValueError(f"page_size must be from 1 to {PAGE_SIZE}")
        self._http = PortalHttp(base_url, key, **http)
        self._zone, self._page_size, self._most_pages = zone, page_size, most_pages

    def __enter__(self) -> PortalClient:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    def close(self) -> None:
        """Close the connections."""
        self._http.close()

    def profile(self, merchant_id: str) -> Profile:
        """What the portal says of the shop.

        Raises:
            PortalError: no usable answer.
            ValueError: no merchant can have this id.
        """
        return profile_of(self._http.get(_path(merchant_id, "profile")))

    def order_pages(
        self, merchant_id: str, since: str | None = None, progress: Progress | None = None
    ) -> Iterator[OrderPage]:
        """The orders that changed since a cursor, a page at a time; the last page has no more.

        Args:
            since: the cursor of the last page that was kept; None: from the beginning.
            progress: called with the pages and the records so far, before each page is given.

        Raises:
            PortalError: no usable answer, or `too_many_pages`, after the last page that is allowed was given.
            ValueError: no merchant can have this id.
        """
        for answer, place in self._pages(merchant_id, "orders", since, progress):
            currency = answer.get("currency", "CNY")
            if not isinstance(currency, str) or not CURRENCY.fullmatch(currency):
                raise PortalError("malformed", what="currency")
            yield replace(order_page(answer["orders"], currency, self._zone), **place)

    def settlement_pages(
        self, merchant_id: str, since: str | None = None, progress: Progress | None = None
    ) -> Iterator[SettlementPage]:
        """The settlements that changed since a cursor, as `order_pages`."""
        for answer, place in self._pages(merchant_id, "settlements", since, progress):
            yield replace(settlement_page(answer["settlements"]), **place)

    def _pages(
        self, merchant_id: str, what: str, since: str | None, progress: Progress | None
    ) -> Iterator[tuple[dict[str, Any], dict[str, Any]]]:
        """Each answer, and the cursor and has_more of it."""
        path, cursor, records = _path(merchant_id, what), since, 0
        seen = {cursor}
        for page in range(1, self._most_pages + 1):
            answer = self._http.get(path, since=cursor, limit=self._page_size)
            following, has_more = _checked(answer, what, cursor)
            if has_more and following in seen:  # it would go round for ever
                raise PortalError("malformed", what="cursor_does_not_move")
            seen.add(following)
            cursor, records = following, records + len(answer[what])
            if progress:
                progress(page, records)
            yield answer, {"cursor": cursor, "has_more": has_more}
            if not has_more:
                return
        raise PortalError("too_many_pages", pages=self._most_pages)


def _checked(answer: dict[str, Any], what: str, since: str | None) -> tuple[str | None, bool]:
    """Where the next page begins and whether there is one; PortalError where the page is not one."""
    following, has_more = answer.get("next_cursor"), answer.get("has_more")
    if not isinstance(answer.get(what), list):
        raise PortalError("malformed", what=what)
    if not isinstance(has_more, bool):
        raise PortalError("malformed", what="has_more")
    if following is None:
        return since, has_more
    if not isinstance(following, str) or not 0 < len(following) <= LONGEST_CURSOR or not following.isprintable():
        raise PortalError("malformed", what="next_cursor")
    return following, has_more


def _path(merchant_id: str, what: str) -> str:
    if not merchant_id.strip(".") or len(merchant_id) > 128 or not merchant_id.isprintable():
        raise ValueError("merchant_id must be 1 to 128 printable characters, and not dots alone")
    return f"/v1/merchants/{quote(merchant_id, safe='')}/{what}"
