"""Products in their order, worked out as far as it is read: the first ten of many cost ten."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any, overload

from advisor.trade.matching.results import Match


class Ranked(Sequence[Match]):
    """`size` products; `first(count)` tells the indices of the first ones in order, `match_of` makes one match."""

    def __init__(self, size: int, first: Callable[[int], list[int]], match_of: Callable[[int], Match]) -> None:
        self._size, self._first, self._match_of = size, first, match_of
        self._order: list[int] = []
        self._made: dict[int, Match] = {}

    def __len__(self) -> int:
        return self._size

    @overload
    def __getitem__(self, place: int) -> Match: ...
    @overload
    def __getitem__(self, place: slice) -> Sequence[Match]: ...
    def __getitem__(self, place: int | slice) -> Match | Sequence[Match]:
        if isinstance(place, slice):
            places = range(*place.indices(self._size))
            self.indices(max(places, default=-1) + 1)
            return tuple(self[one] for one in places)
        if not -self._size <= place < self._size:
            raise IndexError(place)
        return self._made_of(self.indices(place % self._size + 1)[place % self._size])

    def indices(self, count: int) -> list[int]:
        """At least the first `count` product indices, in order."""
        if len(self._order) < min(count, self._size):
            self._order = self._first(min(self._size, max(count, 4 * len(self._order))))
        return self._order

    def __eq__(self, other: Any) -> bool:
        return isinstance(other, Sequence) and tuple(self) == tuple(other)

    __hash__ = None  # type: ignore[assignment]

    def __repr__(self) -> str:
        return f"<{self._size} matches>"

    def _made_of(self, index: int) -> Match:
        if index not in self._made:
            self._made[index] = self._match_of(index)
        return self._made[index]
