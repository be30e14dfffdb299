"""What somebody at the doors is told when the answer is no: to a program, and on a page."""

import html
import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from flask import Flask

from council.law.refusals import Refused
from council.web import refusals
from tests.support.visitor import Visitor

JSON = {"Accept": "application/json"}
PAGE = {"Accept": "text/html"}


@dataclass(frozen=True)
class Answer:
    """What came back: whether it was allowed, and every word that was told."""

    allowed: bool
    status: int = 200
    code: str = ""
    message: str = ""
    page: str = ""
    """The text of the refusal's page, with the section that it rests on."""
    facts: Mapping[str, Any] = field(default_factory=dict)

    @property
    def told(self) -> str:
        """Everything that was told."""
        return f"{self.message} {self.page}"


DONE = Answer(allowed=True)


def of_refusal(app: Flask, refusal: Refused) -> Answer:
    """A refusal as the doors answer it, to a program and on a page."""
    told = {}
    for kind, headers in (("json", JSON), ("page", PAGE)):
        with app.test_request_context("/", headers=headers):
            told[kind] = app.make_response(refusals.refused(refusal))
    answer, page = told["json"], told["page"].get_data(as_text=True)
    return _refused(answer.status_code, answer.get_json(), page, refusal.facts)


def post(visitor: Visitor, path: str, fields: dict[str, Any]) -> Answer:
    """Somebody acts. A refusal is taken twice: as a program gets it, and as a page.

    Nothing has changed after the first, so the second must say the same.
    """
    answer = visitor.send(path, json=fields, headers=JSON)
    if answer.status_code < 400:
        return Answer(allowed=True, facts=answer.get_json(silent=True) or {})
    assert answer.status_code in (403, 409, 422), f"{path}: {answer.status_code} {answer.text}"
    told = answer.get_json()
    page = visitor.send(path, data={**_flat(fields), "bekraftad": "1"}, headers=PAGE)
    assert page.status_code == answer.status_code, f"{path}: {page.status_code} on a page"
    return _refused(answer.status_code, told, page.text)


def content_of(page: str) -> str:
    """The words of a page's content, without its frame."""
    main = re.search(r"<main\b.*?</main>", page, re.DOTALL)
    return text_of(main[0] if main else page)


def text_of(page: str) -> str:
    """The words of a page, without its signs."""
    bare = re.sub(r"<(script|style|svg|head)\b.*?</\1>", " ", page, flags=re.DOTALL)
    words = html.unescape(re.sub(r"<[^>]+>", " ", bare)).replace("\u00ad", "")
    return " ".join(words.split())


def _refused(
    status: int, told: dict[str, Any], page: str, facts: Mapping[str, Any] | None = None
) -> Answer:
    words = content_of(page)
    message = told["message"]
    assert " ".join(message.split()) in words, f"the page does not say: {message}"
    return Answer(False, status, told["error"], message, words, facts or told)


def _flat(fields: dict[str, Any]) -> dict[str, Any]:
    return {
        name: ",".join(map(str, value)) if name == "order" else value
        for name, value in fields.items()
        if value is not None
    }
