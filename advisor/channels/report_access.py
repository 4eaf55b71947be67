"""Who may open a report: the merchant whose token the chat holds, and a browser that the merchant opened it in.

A browser's tab sends no token. So the chat fetches a ticket, good for a minute, and opens the report with it; the
answer puts a cookie for this report alone into that browser and leads to the address without the ticket. An address
that is passed on or found in a history opens nothing. Tickets and cookies are signed with the report's own key: where
the report is gone, so are they.
"""

from __future__ import annotations

import time
from datetime import datetime, timezone
from pathlib import Path
from typing import Any

import jwt

from advisor.channels.inbound import GatewayRefusal
from advisor.channels.words import words
from advisor.conversations.report_files import KeptReport, kept_report

TICKET_S = 60
TICKET, COOKIE = "report-ticket", "report-cookie"  # audiences: the one is never taken for the other
COOKIE_NAME = "report_access"


def minted(report: KeptReport, merchant_id: str, audience: str) -> str:
    """A ticket, or what the cookie holds; it names the merchant and this report."""
    ends = report.expires_at.timestamp() if audience == COOKIE else time.time() + TICKET_S
    claims = {"sub": merchant_id, "report": report.id, "aud": audience, "exp": int(ends)}
    return jwt.encode(claims, report.key, algorithm="HS256")


def report_of(folder: Path, merchant_id: str, report_id: str) -> KeptReport:
    """The merchant's own report.

    Raises:
        GatewayRefusal: 404, there is none of that merchant; 410, it has expired.
    """
    report = kept_report(folder, merchant_id, report_id)
    if report is None:
        raise GatewayRefusal("report_not_found", 404, words("report_not_found"))
    if report.expires_at <= datetime.now(timezone.utc):
        raise expired()
    return report


def opened_with(folder: Path, signed: str, report_id: str, audience: str) -> tuple[KeptReport, str]:
    """The report that a ticket or a cookie opens, and the merchant it is of.

    Raises:
        GatewayRefusal: 404, it opens no report, or another one; 410, it or the report has expired.
    """
    try:
        claims: dict[str, Any] = jwt.decode(signed, options={"verify_signature": False})
        merchant_id = str(claims["sub"])
    except (jwt.PyJWTError, KeyError) as error:
        raise GatewayRefusal("report_not_found", 404, words("report_not_found")) from error
    report = report_of(folder, merchant_id, report_id)  # whoever made the claims up does not have its key
    try:
        proven = jwt.decode(signed, report.key, algorithms=["HS256"], audience=audience, options={"require": ["exp"]})
    except jwt.ExpiredSignatureError as error:
        raise expired() from error
    except jwt.PyJWTError as error:
        raise GatewayRefusal("report_not_found", 404, words("report_not_found")) from error
    if proven.get("report") != report_id:
        raise GatewayRefusal("report_not_found", 404, words("report_not_found"))
    return report, merchant_id


def expired() -> GatewayRefusal:
    """What is said when it is too late."""
    return GatewayRefusal("report_expired", 410, words("report_expired"))
