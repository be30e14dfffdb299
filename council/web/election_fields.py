"""What the forms of an election hold: names one a line, people by number."""

from flask import request
from werkzeug.exceptions import UnprocessableEntity

from council.store.base import UNKEEPABLE
from council.web.forms import LONGEST, body, number

MOST = 500
"""How many names or people one form may hold."""


def name_lines(field: str) -> list[str]:
    """Names: one a line in a form, a list in JSON; empty lines are left out.

    Raises:
        UnprocessableEntity: something else.
    """
    given = body().get(field, "")
    names = given.splitlines() if isinstance(given, str) else given
    if not isinstance(names, list) or len(names) > MOST:
        raise UnprocessableEntity
    for name in names:
        if not isinstance(name, str) or len(name) > LONGEST or UNKEEPABLE.search(name):
            raise UnprocessableEntity
    return [name for name in names if name.strip()]


def optional_number(field: str) -> int | None:
    """A field as a whole number, or nothing where it is empty."""
    return None if body().get(field) in (None, "") else number(field)


def each_person(field: str) -> list[int]:
    """The numbers of several people: chosen in a form, or a list in JSON.

    Raises:
        UnprocessableEntity: none at all, or no numbers.
    """
    given = body().get(field, []) if request.is_json else request.form.getlist(field)
    texts = [str(one) for one in given] if isinstance(given, list) else []
    fits = all(text.isascii() and text.isdigit() and 0 < len(text) < 10 for text in texts)
    if not fits or not 0 < len(texts) <= MOST:
        raise UnprocessableEntity
    return [int(text) for text in texts]
