"""A JSON file as plain values; what is no JSON is told by line and character."""

import json
from typing import Any

from flask_babel import gettext as _

from council.services.importing.faults import Fault, FaultyFile, shown

Object = dict[str, Any]

MOST_DIGITS = 18


def parse(data: bytes, most_bytes: int) -> Any:
    """The value that a JSON file holds.

    Raises:
        FaultyFile: too large, no UTF-8, no JSON, nested too deep, or one key twice.
    """
    if len(data) > most_bytes:
        stood = _("(större fil)")
        raise _whole(stood, _("högst %(most)s MB", most=most_bytes // 1024 // 1024))
    if not data.strip():
        raise _whole(_("(tom fil)"), _("ett sammanträde som JSON"))
    try:
        return json.loads(
            data.decode("utf-8-sig"),
            object_pairs_hook=_object,
            parse_int=_whole_number,
            parse_constant=_no_constant,
        )
    except UnicodeDecodeError as error:
        line = data.count(b"\n", 0, error.start) + 1
        column = error.start - (data.rfind(b"\n", 0, error.start) + 1) + 1
        raise _at(line, column, f"<{data[error.start]:02X}>", _("text i UTF-8")) from None
    except json.JSONDecodeError as error:
        stood = shown(error.doc[error.pos : error.pos + 20])
        raise _at(error.lineno, error.colno, stood, _("giltig JSON")) from None
    except RecursionError:
        raise _whole(_("(för många nivåer)"), _("högst 20 nivåer")) from None


def _object(pairs: list[tuple[str, Any]]) -> Object:
    found: Object = {}
    for key, value in pairs:
        if key in found:
            fault = Fault("–", shown(key), _("(står två gånger)"), _("varje fält en gång"))
            raise FaultyFile([fault])
        found[key] = value
    return found


def _whole_number(text: str) -> int:
    if len(text) > MOST_DIGITS:
        raise _whole(shown(text), _("högst %(most)s siffror", most=MOST_DIGITS))
    return int(text)


def _no_constant(text: str) -> Any:
    raise _whole(text, _("giltig JSON"))


def _whole(stood: str, expected: str) -> FaultyFile:
    return FaultyFile([Fault("–", "–", stood, expected)])


def _at(line: int, column: int, stood: str, expected: str) -> FaultyFile:
    return FaultyFile([Fault(line, _("tecken %(n)s", n=column), stood, expected)])
