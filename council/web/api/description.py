"""The description of the open data (OpenAPI 3.1), for programs and for those who write them."""

from dataclasses import dataclass
from typing import Any

from sqlalchemy.orm import Session

from council.store.models import Body
from council.web.api.asked import FEWEST, MOST, USUAL
from council.web.api.schema import Schema, ref
from council.web.api.schemas import SCHEMAS

VERSION = "1"
LICENCE = {"name": "CC0 1.0", "identifier": "CC0-1.0"}
SUMMARY = (
    "Allt offentligt om sammanträden, ärenden, omröstningar och beslut. Fritt att använda. "
    "Varje svar har en ETag: skicka den som If-None-Match, så kostar ett oförändrat svar inget. "
    "Nya nycklar kan tillkomma; ingen tas bort eller byter betydelse under /api/v1."
)

PARAMETERS: dict[str, Schema] = {
    "from": {"schema": {"type": "string", "format": "date"}, "description": "Första dagen."},
    "to": {"schema": {"type": "string", "format": "date"}, "description": "Sista dagen."},
    "limit": {
        "schema": {"type": "integer", "minimum": FEWEST, "maximum": MOST, "default": USUAL},
        "description": "Högsta antalet rader.",
    },
    "after": {
        "schema": {"type": "integer", "minimum": 1},
        "description": "Raden före den första; står färdig i next.",
    },
    "format": {
        "schema": {"type": "string", "enum": ["json", "csv"], "default": "json"},
        "description": "csv: en tabell i UTF-8 med rubrikrad.",
    },
}
WINDOW = ("from", "to", "limit", "after", "format")
"""Of a list."""


@dataclass(frozen=True, slots=True)
class Address:
    """An address under ``/api/v1``: its path, its answer's shape, what it gives, its parameters."""

    path: str
    shape: str
    gives: str
    parameters: tuple[str, ...] = ()


ADDRESSES = (
    Address("/meetings", "MeetingList", "Sammanträden, det senaste först.", WINDOW),
    Address("/meetings/{id}", "MeetingWhole", "Ett sammanträde med dagordning.", ("format",)),
    Address("/items/{id}", "ItemWhole", "Ett ärende: handlingar, yrkanden och propositioner."),
    Address("/divisions", "DivisionList", "Omröstningar, den senaste först.", WINDOW),
    Address("/divisions/{id}", "DivisionWhole", "En omröstning med varje röst.", ("format",)),
    Address("/members", "MemberList", "Ledamöter och ersättare.", WINDOW[2:]),
    Address("/members/{id}", "MemberWhole", "En ledamot med alla omröstningar.", WINDOW[2:]),
    Address("/decisions", "DecisionList", "Beslut, det senaste först.", WINDOW),
    Address("/archive", "ArchiveList", "Historiska omröstningar, den senaste först.", WINDOW),
    Address("/archive/{id}", "ArchiveWhole", "En historisk omröstning, omräknad.", ("format",)),
    Address("/notices", "NoticeList", "Det som sitter på anslagstavlan i dag.", WINDOW),
)
"""Everything that is described."""


def describe(session: Session) -> dict[str, Any]:
    """The description, with the council's name."""
    body = session.get(Body, 1)
    whose = "Fullmäktige" if body is None else f"{body.organisation}, {body.name}"
    mark = {"x-demonstration": True} if body is not None and body.demonstration else {}
    return {
        "openapi": "3.1.0",
        "info": {
            "title": f"Öppna data: {whose}",
            "version": VERSION,
            "description": SUMMARY,
            "license": LICENCE,
        },
        **mark,
        "servers": [{"url": "/api/v1"}],
        "paths": {address.path: {"get": _operation(address)} for address in ADDRESSES},
        "components": {"schemas": SCHEMAS},
    }


def _operation(address: Address) -> dict[str, Any]:
    one = "{id}" in address.path
    given = [_in_path()] if one else []
    given += [{"name": name, "in": "query", **PARAMETERS[name]} for name in address.parameters]
    content: dict[str, Any] = {"application/json": {"schema": ref(address.shape)}}
    if "format" in address.parameters:
        content["text/csv"] = {"schema": {"type": "string"}}
    answers: dict[str, Any] = {
        "200": {"description": address.gives, "content": content},
        "304": {"description": "Oförändrat sedan den ETag som skickades."},
        "422": _error("En parameter som inte går att använda."),
    }
    if one:
        answers["404"] = _error("Finns inte.")
    return {
        "operationId": address.shape[:1].lower() + address.shape[1:],
        "summary": address.gives,
        "parameters": given,
        "responses": answers,
    }


def _in_path() -> dict[str, Any]:
    return {"name": "id", "in": "path", "required": True, "schema": {"type": "integer"}}


def _error(description: str) -> dict[str, Any]:
    return {
        "description": description,
        "content": {"application/json": {"schema": ref("Error")}},
    }
