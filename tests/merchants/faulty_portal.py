"""A portal on a real socket that serves orders page by page, and before that does what it was told to do wrong."""

from __future__ import annotations

import contextlib
import json
import socket
import struct
import threading
import time
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from urllib.parse import parse_qs, urlsplit

KEY = "a-service-key-that-is-in-no-log"


def record(number, **changed):
    """An order that was paid, sent and settled; newer the higher its number."""
    times = ("created_at", "paid_at", "shipped_at", "delivered_at", "confirmed_at", "settled_at", "updated_at")
    day, minute = 1 + number // 1440 % 27, number % 1440
    known = {"id": f"o-{number}", "status": "settled", "refunded_at": None}
    known |= {name: f"2026-03-{day:02d}T{minute // 60:02d}:{minute % 60:02d}:00+08:00" for name in times}
    return {**known, "amount_fen": 1000 + number, "paid_fen": 1000 + number, "refund_fen": 0, "fee_fen": 6, **changed}


class FaultyPortal:
    """Serves `records`; each request is first answered by the next of `faults`, functions of the handler.

    `requests` are (method, path, query, Authorization) as they came. `profile` is the shop's, `currency` its orders'.
    """

    def __init__(self, records=(), faults=(), profile=None, currency="CNY"):
        self.records, self.faults, self.requests = list(records), list(faults), []
        self.profile, self.currency = profile or {"name": "Shop"}, currency
        portal = self

        class Handler(BaseHTTPRequestHandler):
            protocol_version = "HTTP/1.1"

            def do_GET(self):
                portal.answer(self)

            def log_message(self, *_):
                pass

        self.server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
        self.server.daemon_threads = True
        self.url = f"http://127.0.0.1:{self.server.server_address[1]}"

    def __enter__(self):
        threading.Thread(target=self.server.serve_forever, args=(0.01,), daemon=True).start()
        return self

    def __exit__(self, *_):
        self.server.shutdown()
        self.server.server_close()

    def answer(self, handler):
        handler.portal, path, query = self, urlsplit(handler.path).path, query_of(handler)
        self.requests.append((handler.command, path, query, handler.headers.get("Authorization")))
        (self.faults.pop(0) if self.faults else as_usual)(handler)

    def page(self, query):
        start, limit = int(query.get("since", "c0")[1:]), int(query["limit"])
        chosen = self.records[start : start + limit]
        end = start + len(chosen)
        return {
            "orders": chosen,
            "currency": self.currency,
            "next_cursor": f"c{end}",
            "has_more": end < len(self.records),
        }


def query_of(handler):
    return {name: values[0] for name, values in parse_qs(urlsplit(handler.path).query).items()}


def send(handler, content, status=200, kind="application/json", **headers):
    """Answer with JSON, or with bytes as they are."""
    body = content if isinstance(content, bytes) else json.dumps(content).encode()
    handler.send_response(status)
    handler.send_header("Content-Type", kind)
    handler.send_header("Content-Length", str(len(body)))
    for name, value in headers.items():
        handler.send_header(name.replace("_", "-"), value)
    handler.end_headers()
    handler.wfile.write(body)


def as_usual(handler):
    """No fault: the shop's profile or the page that was asked for."""
    is_profile = urlsplit(handler.path).path.endswith("/profile")
    send(handler, handler.portal.profile if is_profile else handler.portal.page(query_of(handler)))


def fails(status, **headers):
    """A fault: the error shape of the API."""
    return lambda handler: send(handler, {"ok": False, "error": "no", "status": status}, status, **headers)


def says(content, status=200, kind="application/json", **headers):
    """A fault: this answer, whatever was asked."""
    return lambda handler: send(handler, content, status, kind, **headers)


def hangs_up(handler):
    """A fault: the connection is reset without an answer."""
    handler.close_connection = True
    handler.connection.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, struct.pack("ii", 1, 0))
    handler.connection.shutdown(socket.SHUT_RDWR)


def comes_late(seconds):
    """A fault: the right answer, so many seconds later."""

    def late(handler):
        time.sleep(seconds)
        as_usual(handler)

    return late


def drips(handler):
    """A fault: an answer that comes drop by drop and never ends; each drop comes before any time-out of a socket."""
    handler.close_connection = True
    handler.send_response(200)
    handler.send_header("Content-Type", "application/json")
    handler.send_header("Content-Length", "100000")
    handler.end_headers()
    with contextlib.suppress(OSError):
        for _ in range(200):
            handler.wfile.write(b" ")
            handler.wfile.flush()
            time.sleep(0.02)


def breaks_off(handler):
    """A fault: half of the answer, then nothing more."""
    handler.close_connection = True
    handler.send_response(200)
    handler.send_header("Content-Type", "application/json")
    handler.send_header("Content-Length", "100000")
    handler.end_headers()
    handler.wfile.write(b'{"orders": [')
    handler.wfile.flush()
    handler.connection.shutdown(socket.SHUT_RDWR)


def cuts_the_json(handler):
    """A fault: an answer of the right length whose JSON is cut."""
    send(handler, b'{"orders": [{"id": "o-1", "sta')
