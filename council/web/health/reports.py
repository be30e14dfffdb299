"""What browsers report of our content policy: only which rule stopped what from where."""

import re
from collections.abc import Iterator
from typing import Any
from urllib.parse import urlsplit

LARGEST = 64 * 1024
MOST = 20
"""Violations that are read of one report, so that nobody fills the log with a single request."""
DIRECTIVE = re.compile(r"[a-z-]{1,40}")
KEYWORD = re.compile(r"[a-z-]{1,20}")
"""``inline``, ``eval``, ``data``: where nothing was fetched from an address."""


def violations(report: Any) -> Iterator[tuple[str, str]]:
    """The directive and the blocked origin of each violation in a report of either form."""
    for body in _bodies(report):
        directive = body.get("effective-directive") or body.get("effectiveDirective")
        directive = str(directive or body.get("violated-directive") or "").split(" ")[0]
        blocked = str(body.get("blocked-uri") or body.get("blockedURL") or "")
        if DIRECTIVE.fullmatch(directive):
            yield directive, origin(blocked)


def origin(address: str) -> str:
    """An address without its path and query, which may be somebody's own."""
    if KEYWORD.fullmatch(address):
        return address
    try:
        parts = urlsplit(address)
        host, port = parts.hostname, parts.port
    except ValueError:
        return ""
    if parts.scheme not in ("http", "https", "ws", "wss") or not host:
        return parts.scheme[:20]
    return f"{parts.scheme}://{host[:200]}" + (f":{port}" if port else "")


def _bodies(report: Any) -> Iterator[dict[str, Any]]:
    for one in report[:MOST] if isinstance(report, list) else [report]:
        if not isinstance(one, dict):
            continue
        body = one.get("csp-report") or (one.get("body") if _is_violation(one) else None)
        if isinstance(body, dict):
            yield body


def _is_violation(report: dict[str, Any]) -> bool:
    return report.get("type") == "csp-violation"
