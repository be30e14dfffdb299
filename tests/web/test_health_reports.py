"""What browsers report of our content policy: which rule stopped which origin, and no more."""

import pytest
import structlog

from council import logs
from council.web.health import reports

ELSEWHERE = {"REMOTE_ADDR": "192.0.2.7"}


OLD_FORM = {
    "csp-report": {
        "document-uri": "https://rost.example/arenden/7?hemligt=1",
        "violated-directive": "script-src-elem 'self'",
        "blocked-uri": "https://elak.example:8443/kod.js?namn=Agneta",
        "script-sample": "alert('Agneta')",
    }
}
NEW_FORM = [
    {
        "type": "csp-violation",
        "url": "https://rost.example/",
        "body": {"effectiveDirective": "style-src-attr", "blockedURL": "inline"},
    },
    {"type": "deprecation", "body": {"effectiveDirective": "script-src"}},
]


@pytest.mark.parametrize(
    ("report", "logged"),
    [
        (OLD_FORM, [("script-src-elem", "https://elak.example:8443")]),
        (NEW_FORM, [("style-src-attr", "inline")]),
        ([], []),
        ({}, []),
        ("text", []),
        ({"csp-report": "text"}, []),
        ([1, None, {"type": "csp-violation"}], []),
        ({"csp-report": {"effective-directive": "img-src\nx", "blocked-uri": ""}}, []),
        ({"csp-report": {"effective-directive": ["a"], "blocked-uri": {}}}, []),
        ([NEW_FORM[0]] * 99, [("style-src-attr", "inline")] * reports.MOST),
    ],
)
def test_of_a_report_only_rule_and_origin_are_logged(app, client, report, logged):
    logs.install("info")
    with structlog.testing.capture_logs() as events:
        answer = client.post("/csp", json=report)

    assert answer.status_code == 204
    assert [(event["directive"], event["blocked"]) for event in events] == logged


@pytest.mark.parametrize(
    ("address", "origin"),
    [
        ("https://a.example/b?c", "https://a.example"),
        ("data", "data"),
        ("blob:https://a.example/1", "blob"),
        ("https://[broken", ""),
        ("https://a.example:99999/", ""),
        ("//", ""),
        ("", ""),
    ],
)
def test_an_origin_is_an_address_without_what_is_somebodys(address, origin):
    assert reports.origin(address) == origin


@pytest.mark.parametrize(
    ("body", "status"), [(b"{", 400), (b"\xff", 400), (b"[" * 50_000, 400), (b" " * 65_537, 413)]
)
def test_a_report_that_is_none_is_refused(client, body, status):
    assert (
        client.post("/csp", data=body, content_type="application/csp-report").status_code == status
    )
