"""What a form or a program's JSON holds, field by field."""

import json
from typing import Any

from flask import request
from werkzeug.exceptions import BadRequest, UnprocessableEntity

from council.store.base import UNKEEPABLE

LONGEST = 20000


def body() -> dict[str, Any]:
    """The fields of a request: a form's, or an object's in JSON.

    Raises:
        BadRequest: JSON that cannot be read, or is no object.
        UnprocessableEntity: a field given twice.
    """
    if request.is_json:
        return _object(request.get_data(cache=True))
    for values in request.form.listvalues():
        if len(values) > 1 and not request.path.endswith("/narvaro"):
            raise UnprocessableEntity
    return request.form.to_dict()


def _object(content: bytes) -> dict[str, Any]:
    try:
        given = json.loads(content, object_pairs_hook=_each_once)
    except (ValueError, RecursionError):
        raise BadRequest from None
    if not isinstance(given, dict):
        raise BadRequest
    return given


def _each_once(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    given = dict(pairs)
    if len(given) != len(pairs):
        raise UnprocessableEntity
    return given


def fields(*names: str) -> dict[str, str]:
    """Some fields as text; what is missing is empty.

    Raises:
        UnprocessableEntity: something else than text, too long a text, or one that cannot be kept.
    """
    given = body()
    read = {name: given.get(name, "") for name in names}
    for value in read.values():
        if not isinstance(value, str) or len(value) > LONGEST or UNKEEPABLE.search(value):
            raise UnprocessableEntity
    return read


def number(name: str) -> int:
    """A field as a whole number from 1.

    Raises:
        UnprocessableEntity: it is none.
    """
    text = str(body().get(name, ""))
    if not (text.isascii() and text.isdigit() and 0 < len(text) < 10):
        raise UnprocessableEntity
    return int(text)
