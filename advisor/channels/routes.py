"""Methods as Sanic handlers: Sanic 21.12 writes attributes on a handler, which a bound method does not take."""

from __future__ import annotations

from collections.abc import Awaitable, Callable, Coroutine
from functools import wraps
from typing import Any


def handler(method: Callable[..., Awaitable[Any]]) -> Callable[..., Coroutine[Any, Any, Any]]:
    """A plain function that calls the method, with its name and its parameters."""

    @wraps(method)
    async def call(*args: Any, **fields: Any) -> Any:
        return await method(*args, **fields)

    return call
