"""What a handed-in ballot paper holds, field by field; ``names`` alone may come more than once."""

from collections.abc import Sequence
from typing import Any

from flask import request
from werkzeug.exceptions import UnprocessableEntity

from council.services.slips import Marked
from council.store.base import UNKEEPABLE
from council.web.forms import LONGEST, body

MOST_NAMES = 500


def given() -> tuple[str, str, Marked]:
    """Code, key and what stands on the slip.

    Raises:
        UnprocessableEntity: a field given twice, of another kind or too long.
    """
    fields = body() if request.is_json else _form()
    text = {name: fields.get(name, "") for name in ("code", "key", "choice", "group")}
    text = {name: str(value) if type(value) is int else value for name, value in text.items()}
    for value in text.values():
        if not isinstance(value, str) or len(value) > LONGEST or UNKEEPABLE.search(value):
            raise UnprocessableEntity
    marked = Marked(
        choice=text["choice"],
        group=text["group"],
        names=_names(fields.get("names")),
        blank=fields.get("blank") in ("1", True),
    )
    return text["code"], text["key"], marked


def _form() -> dict[str, Any]:
    """The fields of the paper; of these only ``names`` may come more than once."""
    given: dict[str, Any] = {}
    for name, values in request.form.lists():
        if name == "names":
            given[name] = values
        elif len(values) > 1:
            raise UnprocessableEntity
        else:
            given[name] = values[0]
    return given


def _names(given: object) -> Sequence[str] | None:
    if given is None:
        return None
    names = given.split("\n") if isinstance(given, str) else given
    if not isinstance(names, list) or len(names) > MOST_NAMES:
        raise UnprocessableEntity
    for name in names:
        if not isinstance(name, str) or len(name) > LONGEST or UNKEEPABLE.search(name):
            raise UnprocessableEntity
    return [name for name in names if name.strip()]
