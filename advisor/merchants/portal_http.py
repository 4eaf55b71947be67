"""One GET to a seller portal's API: a JSON object, or one error that says what is the matter.

Why the retrying is ours and not urllib3's: urllib3 has done its part when the answer's head has come, so it does not
see a body that breaks off; and it would sleep for as long as a Retry-After says.
"""

from __future__ import annotations

import json
import math
import queue
import random
import threading
import time
from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime, timezone
from email.utils import parsedate_to_datetime
from typing import Any
from urllib.parse import urlsplit

import requests
from requests.auth import AuthBase

LARGEST_BYTES = 8 * 1024 * 1024  # of one answer, unpacked
CHUNK_BYTES = 64 * 1024
PASSING = (429, 500, 502, 503, 504)
REFUSALS = {401: "refused", 403: "refused", 404: "unknown_merchant", 422: "bad_cursor"}
HERE = ("127.0.0.1", "localhost", "::1")


class PortalError(Exception):
    """The portal's API gave no usable answer. `code`, and `parameters` for the sentence that says it:

    unreachable (reason: connection, timeout, tls, broken_off); refused (status): our key is not taken;
    unknown_merchant; busy (status, retry_after_s or None): also after 5xx; bad_cursor: begin anew without a cursor;
    malformed (what): the answer is not what docs/portal_api.yml says; too_many_pages (pages).
    """

    def __init__(self, code: str, **parameters: Any) -> None:
        super().__init__(f"{code} {parameters}" if parameters else code)
        self.code = code
        self.parameters = parameters


@dataclass(frozen=True)
class Patience:
    """How often and how long is waited. A portal that asks for more than `longest_wait_s`, or for more than is left
    until the deadline, is not asked again."""

    attempts: int = 5
    first_wait_s: float = 0.5  # doubled each time, half of it at random, so that many clients do not come back together
    longest_wait_s: float = 20.0
    connect_s: float = 5.0
    read_s: float = 20.0  # between two pieces of the answer
    answer_s: float = 60.0  # for the whole of it, name and connection included


class PortalHttp:
    """The portal's API at `base_url`, asked with a service key.

    Args:
        base_url: http(s) address before /v1; certificates are checked.
        key: shown as a bearer token; in no log, error or repr.
        deadline_s: from now on, for everything that is asked; None: without an end.
        sleep: waits so many seconds.
        chance: a number from 0 to 1, for the waiting times.

    Raises:
        ValueError: the address or the key cannot be used.
    """

    def __init__(
        self, base_url: str, key: str, *, patience: Patience | None = None, deadline_s: float | None = None,
        sleep: Callable[[float], None] = time.sleep, chance: Callable[[], float] = random.random,
    ) -> None:  # fmt: skip
        address = urlsplit(base_url)
        if address.scheme not in ("http", "https") or not address.hostname or address.username or address.query:
            raise ValueError("base_url must be an http(s) address without a name or a query in it")
        if not key or not all("!" <= sign <= "~" for sign in key):
            raise ValueError("key must be plain letters, digits and signs, without blanks")
        self.base_url = base_url.rstrip("/")
        self._patience = patience or Patience()
        self._until = math.inf if deadline_s is None else time.monotonic() + deadline_s
        self._sleep, self._chance = sleep, chance
        self._session = requests.Session()
        self._session.auth = _Bearer(key)
        self._session.trust_env = address.hostname not in HERE  # this machine is not behind the operator's proxy
        self._session.headers["Accept"] = "application/json"

    def get(self, path: str, **parameters: Any) -> dict[str, Any]:
        """The JSON object at a path; waits and asks again while the trouble may pass and there is time.

        Raises:
            PortalError: no usable answer.
        """
        for attempt in range(self._patience.attempts):
            try:
                return self._in_time(path, parameters)
            except _MayPass as trouble:
                wait_s = self._wait_s(attempt) if trouble.wait_s is None else trouble.wait_s
                longest_s = min(self._patience.longest_wait_s, self._left_s)
                if attempt + 1 == self._patience.attempts or wait_s > longest_s:
                    raise trouble.error from trouble.__cause__
                self._sleep(wait_s)
        raise ValueError("patience.attempts must be at least 1")

    def close(self) -> None:
        self._session.close()

    @property
    def _left_s(self) -> float:
        return self._until - time.monotonic()

    def _in_time(self, path: str, parameters: dict[str, Any]) -> dict[str, Any]:
        """The answer, or an error when its time is over.

        In a thread of its own: the time-outs of a socket begin anew with every byte, and a name may take long to be
        found. A thread that is left behind ends with its own time-outs.
        """
        limit_s = min(self._patience.answer_s, self._left_s)
        done: queue.SimpleQueue[tuple[dict[str, Any], BaseException | None]] = queue.SimpleQueue()

        def ask() -> None:
            try:
                done.put((self._answer(path, parameters, limit_s), None))
            except BaseException as error:  # goes on where the answer is waited for
                done.put(({}, error))

        try:
            if limit_s <= 0:
                raise queue.Empty
            threading.Thread(target=ask, name="portal", daemon=True).start()
            answer, error = done.get(timeout=limit_s)
        except queue.Empty:
            raise _MayPass(PortalError("unreachable", reason="timeout")) from None
        if error is not None:
            raise error
        return answer

    def _wait_s(self, attempt: int) -> float:
        longest: float = min(self._patience.first_wait_s * 2**attempt, self._patience.longest_wait_s)
        return longest * (1 + self._chance()) / 2

    def _answer(self, path: str, parameters: dict[str, Any], limit_s: float) -> dict[str, Any]:
        limits = (min(self._patience.connect_s, limit_s), min(self._patience.read_s, limit_s))
        try:
            with self._session.get(
                self.base_url + path, params=parameters, timeout=limits, stream=True, allow_redirects=False
            ) as response:
                _check_status(response)
                return _object(_body(response, time.monotonic() + limit_s))
        except requests.exceptions.SSLError as error:
            raise PortalError("unreachable", reason="tls") from error
        except requests.Timeout as error:
            raise _MayPass(PortalError("unreachable", reason="timeout")) from error
        except requests.exceptions.ChunkedEncodingError as error:
            raise _MayPass(PortalError("unreachable", reason="broken_off")) from error
        except requests.exceptions.ContentDecodingError as error:
            raise PortalError("malformed", what="encoding") from error
        except requests.RequestException as error:
            raise _MayPass(PortalError("unreachable", reason="connection")) from error


class _MayPass(Exception):
    """Trouble that may pass: `error` if it does not, `wait_s` where the portal says how long to wait."""

    def __init__(self, error: PortalError, wait_s: float | None = None) -> None:
        super().__init__(error.code)
        self.error, self.wait_s = error, wait_s


class _Bearer(AuthBase):
    """The key in the Authorization header. As `auth`, because requests would let a .netrc take its place otherwise."""

    def __init__(self, key: str) -> None:
        self._key = key

    def __call__(self, request: requests.PreparedRequest) -> requests.PreparedRequest:
        request.headers["Authorization"] = f"Bearer {self._key}"
        return request


def _check_status(response: requests.Response) -> None:
    status = response.status_code
    if status in PASSING:
        wait_s = _retry_after_s(response.headers.get("Retry-After", ""))
        raise _MayPass(PortalError("busy", status=status, retry_after_s=wait_s), wait_s)
    is_json = "json" in response.headers.get("Content-Type", "").lower()
    if status in REFUSALS and (is_json or status in (401, 403)):
        raise PortalError(REFUSALS[status], status=status)
    if status != 200 or not is_json:  # a page for people, a redirection: hardly the API's address
        raise PortalError("malformed", what="not_json" if status == 200 else "status", status=status)


def _body(response: requests.Response, until: float) -> bytes:
    """At most LARGEST_BYTES, and not drop by drop for ever."""
    body = bytearray()
    for chunk in response.iter_content(CHUNK_BYTES):
        body += chunk
        if len(body) > LARGEST_BYTES:
            raise PortalError("malformed", what="too_large", limit_bytes=LARGEST_BYTES)
        if time.monotonic() > until:
            raise _MayPass(PortalError("unreachable", reason="timeout"))
    return bytes(body)


def _object(body: bytes) -> dict[str, Any]:
    try:
        found = json.loads(body)
    except (ValueError, RecursionError) as error:  # broken off, though the length may have been right
        raise _MayPass(PortalError("malformed", what="not_json", status=200)) from error
    if not isinstance(found, dict):
        raise PortalError("malformed", what="not_an_object")
    return found


def _retry_after_s(header: str) -> float | None:
    """Seconds from now, of "120" or of a date; None where it says nothing."""
    if header.strip().isdecimal() and len(header) < 10:
        return float(header)
    try:
        at = parsedate_to_datetime(header)
    except (TypeError, ValueError):
        return None
    at = at if at.tzinfo else at.replace(tzinfo=timezone.utc)
    return max(0.0, (at - datetime.now(timezone.utc)).total_seconds())
