"""Runs actions in this process where Rasa would call an action server.

The same contract as over HTTP: what goes in and comes out is JSON, a rejection is status 400, a failure 500, an
action that takes too long 504. The executor is handed in, so that no channel ever imports an action.
"""

from __future__ import annotations

import asyncio
import json
import logging
from collections.abc import Mapping
from concurrent.futures import ThreadPoolExecutor
from typing import Any, Protocol

from rasa.utils.endpoints import ClientResponseError, EndpointConfig
from rasa_sdk.executor import ActionNotFoundException
from rasa_sdk.interfaces import ActionExecutionRejection

logger = logging.getLogger(__name__)

DEADLINE_S = 8.0
LONGER_S = {"action_import_orders": 40.0, "action_map_columns": 40.0}
"""Actions that read a whole order file; still below the 60 s after which Rasa's own locks expire."""
THREADS = 8
SHARED_FIELDS = ("events",)  # rasa_sdk only reads them, and Rasa makes them anew for each call


class Executor(Protocol):
    """What this module needs of rasa_sdk's ActionExecutor."""

    async def run(self, action_call: Any) -> dict[str, Any] | None: ...


class InProcessEndpoint(EndpointConfig):
    """An action endpoint without a network.

    Args:
        executor: with the actions registered.
        deadline_s: seconds an action may take, waiting for a free thread included; those of `LONGER_S` have their own.
    """

    def __init__(self, executor: Executor, deadline_s: float = DEADLINE_S) -> None:
        super().__init__(url="in-process", enable_selective_domain=False)
        self._executor = executor
        self._deadline_s = deadline_s
        self._threads = ThreadPoolExecutor(THREADS, thread_name_prefix="action")

    async def request(  # type: ignore[override]
        self, method: str = "post", subpath: str | None = None, **kwargs: Any
    ) -> dict[str, Any]:
        """The action's reply to the call in `json`.

        Raises:
            ClientResponseError: 400 where the action rejected to run, 404 unknown, 500 failed, 504 took too long.
        """
        call: Mapping[str, Any] = kwargs["json"]
        deadline_s = max(self._deadline_s, LONGER_S.get(call["next_action"], 0.0))
        running = asyncio.get_running_loop().run_in_executor(self._threads, self._reply, call)
        try:
            return await asyncio.wait_for(running, deadline_s)
        except asyncio.TimeoutError:
            logger.error("action %s took longer than %s s", call["next_action"], deadline_s)
            raise ClientResponseError(504, "the action took too long", "") from None

    def close(self) -> None:
        """Take no more calls; actions that run are left to end by themselves."""
        self._threads.shutdown(wait=False, cancel_futures=True)

    def _reply(self, call: Mapping[str, Any]) -> dict[str, Any]:
        name = call["next_action"]
        try:
            reply = asyncio.run(self._executor.run({**call, "tracker": _own_copy(call["tracker"])}))
            return json.loads(json.dumps(reply or {}))
        except ActionExecutionRejection as rejection:
            body = json.dumps({"action_name": name, "error": str(rejection)})
            raise ClientResponseError(400, "the action rejected to run", body) from None
        except ActionNotFoundException:
            raise ClientResponseError(404, "no such action", "") from None
        except Exception as error:
            logger.exception("action %s failed: %s", name, type(error).__name__)
            raise ClientResponseError(500, "the action failed", "") from error


def _own_copy(tracker: Mapping[str, Any]) -> dict[str, Any]:
    """The tracker's state as JSON would carry it: what an action changes in it, Rasa never sees."""
    state = {name: value for name, value in tracker.items() if name not in SHARED_FIELDS}
    return {**json.loads(json.dumps(state)), **{name: tracker[name] for name in SHARED_FIELDS if name in tracker}}
