"""Reports in the browser: the chat asks for a ticket, a tab opens the page or the PDF."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from sanic import Blueprint
from sanic.request import Request
from sanic.response import HTTPResponse, file, json, redirect, text

from advisor.channels.inbound import GatewayRefusal
from advisor.channels.report_access import COOKIE, COOKIE_NAME, TICKET, TICKET_S, minted, opened_with, report_of
from advisor.channels.routes import handler
from advisor.channels.tokens import Identity
from advisor.channels.words import language_of, words
from advisor.conversations.report_files import KeptReport

FILES = {"report.html": "text/html; charset=utf-8", "report.pdf": "application/pdf"}
PAGE_POLICY = (
    "default-src 'none'; img-src data:; font-src data:; style-src 'unsafe-inline'; "
    "base-uri 'none'; form-action 'none'; frame-ancestors 'none'"
)
"""The page's own policy, written into it, is stricter: it names its one style sheet by its hash."""
HEADERS = {"Cache-Control": "private, no-store", "Referrer-Policy": "no-referrer", "X-Robots-Tag": "noindex"}


class ReportsPage:
    """The routes under /reports of a channel.

    Args:
        folder: of all merchants' files.
        who: the merchant of a request that carries a token; raises where it carries none.
    """

    def __init__(self, folder: Path, who: Callable[[Request], Identity]) -> None:
        self.folder, self.who = folder, who

    def add_to(self, blueprint: Blueprint) -> None:
        """Add the routes."""
        blueprint.add_route(handler(self.ticket), "/reports/<report_id:str>/ticket", methods=["POST"])
        blueprint.add_route(handler(self.show), "/reports/<report_id:str>/<name:str>", methods=["GET"])

    async def ticket(self, request: Request, report_id: str) -> HTTPResponse:
        """{"ticket": ...}: opens this report of the merchant once more, for a minute."""
        merchant_id = self.who(request).merchant_id
        report = report_of(self.folder, merchant_id, report_id)
        return json({"ok": True, "ticket": minted(report, merchant_id, TICKET), "expires_in_s": TICKET_S})

    async def show(self, request: Request, report_id: str, name: str) -> HTTPResponse:
        """The page or the PDF; with ?ticket= the cookie and the way to the address without it."""
        try:
            if name not in FILES:
                raise GatewayRefusal("report_not_found", 404, words("report_not_found"))
            if request.args.get("ticket"):
                return self._let_in(request, report_id, name)
            return await _file(self._report(request, report_id), name)
        except GatewayRefusal as refusal:
            if "text/html" not in request.headers.get("accept", ""):
                raise
            return _sentence(request, refusal)

    def _report(self, request: Request, report_id: str) -> KeptReport:
        if request.headers.get("authorization"):
            return report_of(self.folder, self.who(request).merchant_id, report_id)
        cookie = request.cookies.get(COOKIE_NAME)
        if not cookie:
            raise GatewayRefusal("report_closed", 401, words("report_closed"))
        return opened_with(self.folder, cookie, report_id, COOKIE)[0]

    def _let_in(self, request: Request, report_id: str, name: str) -> HTTPResponse:
        report, merchant_id = opened_with(self.folder, request.args.get("ticket"), report_id, TICKET)
        response = redirect(name, headers=HEADERS, status=303)
        response.cookies[COOKIE_NAME] = minted(report, merchant_id, COOKIE)
        cookie = response.cookies[COOKIE_NAME]
        del cookie["path"]  # the browser takes the folder of the address: this report
        cookie["httponly"], cookie["samesite"], cookie["secure"] = True, "Lax", request.scheme == "https"
        return response


async def _file(report: KeptReport, name: str) -> HTTPResponse:
    path = report.file(name)
    if not path.is_file():
        raise GatewayRefusal("report_not_found", 404, words("report_not_found"))
    shown = {**HEADERS, "Content-Security-Policy": PAGE_POLICY, "Content-Disposition": f"inline; filename={name}"}
    return await file(path, mime_type=FILES[name], headers=shown)


def _sentence(request: Request, refusal: GatewayRefusal) -> HTTPResponse:
    said = refusal.words[language_of(request.headers.get("accept-language"))]
    return text(said, status=refusal.status, headers=HEADERS)
