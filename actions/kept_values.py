"""What was worked out of a merchant's orders and is wanted again soon, in this process."""

from __future__ import annotations

import threading
import time
from collections import OrderedDict
from collections.abc import Callable, Hashable
from dataclasses import dataclass
from typing import Generic, TypeVar

V = TypeVar("V")


@dataclass
class _Kept(Generic[V]):
    version: Hashable
    value: V
    size: int
    used_at: float


class KeptValues(Generic[V]):
    """The latest value of each owner: those used last, of a limited size altogether, for a time after their last use.

    An owner whose data were erased by another process never asks again: what is kept of it goes with its time, at the
    next use by anybody. May be used by several threads.

    Args:
        size_of: of a value, in any unit.
        most: of all values together.
        kept_s: seconds after the last use.
        clock: seconds that only grow.
    """

    def __init__(
        self, size_of: Callable[[V], int], most: int, kept_s: float, clock: Callable[[], float] = time.monotonic
    ) -> None:
        self._size_of, self._most, self._kept_s, self._clock = size_of, most, kept_s, clock
        self._kept: OrderedDict[Hashable, _Kept[V]] = OrderedDict()
        self._lock = threading.Lock()

    def __len__(self) -> int:
        return len(self._kept)

    def get(self, owner: Hashable, version: Hashable, make: Callable[[], V]) -> V:
        """The owner's value of that version; made, and kept in the place of another version, where it is not there."""
        with self._lock:
            self._drop_old()
            known = self._kept.get(owner)
            if known is not None and known.version == version:
                known.used_at = self._clock()
                self._kept.move_to_end(owner)
                return known.value
            self._kept.pop(owner, None)
        value = make()
        with self._lock:
            self._kept.pop(owner, None)
            self._kept[owner] = _Kept(version, value, self._size_of(value), self._clock())
            while sum(one.size for one in self._kept.values()) > self._most:
                self._kept.popitem(last=False)
        return value

    def forget(self, owner: Hashable) -> None:
        """Let go of what is kept of an owner."""
        with self._lock:
            self._kept.pop(owner, None)

    def _drop_old(self) -> None:
        """The ones used longest ago stand first."""
        while self._kept and next(iter(self._kept.values())).used_at < self._clock() - self._kept_s:
            self._kept.popitem(last=False)
