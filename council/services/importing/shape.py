"""A JSON file as typed values: each fault is named by the path where it stands."""

import json
import re
import unicodedata
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum
from typing import Any, TypeVar

from flask_babel import gettext as _

from council.services.importing.faults import Fault, FaultyFile, is_plain, shown
from council.services.importing.json_file import Object

Word = TypeVar("Word", bound=StrEnum)

LONGEST_LINE = 300
LONGEST_TEXT = 1_000_000
CLOCK = re.compile(r"([01]?\d|2[0-3])[.:]([0-5]\d)")


@dataclass(slots=True)
class Shape:
    """Takes values out of what a file holds, and gathers what is wrong with them.

    A value that is wrong is taken as an empty one, so that all faults are found at once;
    ``require_whole`` comes before anything is used.
    """

    faults: list[Fault] = field(default_factory=list)

    def wrong(self, path: str, name: str, value: Any, expected: str) -> None:
        """Note a fault."""
        self.faults.append(Fault(path or "–", name, shown(written(value)), expected))

    def require_whole(self) -> None:
        """Stop if anything was wrong.

        Raises:
            FaultyFile: with every fault.
        """
        if self.faults:
            raise FaultyFile(self.faults)

    def fields(
        self, value: Any, path: str, needed: Sequence[str], allowed: Sequence[str] = ()
    ) -> Object:
        """An object with the fields that it must and may have."""
        if not isinstance(value, dict):
            names = ", ".join([*needed, *allowed])
            self.wrong(path, "–", value, _("ett objekt med %(names)s", names=names))
            return {}
        for name in needed:
            if name not in value:
                self.faults.append(
                    Fault(path or "–", name, _("(saknas)"), _("ett fält med det namnet"))
                )
        for name in value:
            if name not in needed and name not in allowed:
                names = ", ".join([*needed, *allowed])
                expected = _("något av fälten %(names)s", names=names)
                self.faults.append(Fault(path or "–", shown(name), _("(okänt fält)"), expected))
        return value

    def many(self, holder: Object, path: str, name: str, most: int) -> Iterator[tuple[str, Any]]:
        """Each element of a list, with its path."""
        value = holder.get(name, [])
        if not isinstance(value, list) or len(value) > most:
            self.wrong(path, name, value, _("en lista med högst %(most)s", most=most))
            return
        for number, element in enumerate(value):
            yield f"{path}.{name}[{number}]".lstrip("."), element

    def line(
        self,
        holder: Object,
        path: str,
        name: str,
        *,
        default: str | None = None,
        most: int = LONGEST_LINE,
    ) -> str:
        """A text of one line. Without a default it must be there and not be empty."""
        value = holder.get(name, default)
        if name not in holder:
            return default or ""
        text = unicodedata.normalize("NFC", value.strip()) if isinstance(value, str) else ""
        empty = not text and default is None
        if not isinstance(value, str) or empty or len(text) > most or not is_plain(text):
            expected = _("en rad text på högst %(most)s tecken", most=most)
            self.wrong(path, name, value, expected)
        return text

    def text(self, holder: Object, path: str, name: str, *, needed: bool) -> str:
        """A text of any number of lines."""
        if name not in holder:
            return ""
        value = holder[name]
        text = (
            unicodedata.normalize("NFC", value.replace("\r\n", "\n"))
            if isinstance(value, str)
            else ""
        )
        empty = needed and not text.strip()
        if (
            not isinstance(value, str)
            or empty
            or len(text) > LONGEST_TEXT
            or not is_plain(text, lines=True)
        ):
            expected = _("text på högst %(most)s tecken, utan styrtecken", most=LONGEST_TEXT)
            self.wrong(path, name, value, expected)
        return text

    def word(self, holder: Object, path: str, name: str, kind: type[Word], default: Word) -> Word:
        """One of the words of an enum."""
        value = holder.get(name, default.value)
        if isinstance(value, str) and value in list(kind):
            return kind(value)
        *known, last = (word.value for word in kind)
        expected = _("%(known)s eller %(last)s", known=", ".join(known), last=last)
        self.wrong(path, name, value, expected)
        return default

    def day(self, holder: Object, path: str, name: str) -> date:
        """A calendar day."""
        value = holder.get(name)
        if name in holder:
            try:
                if isinstance(value, str) and len(value) == len("2026-11-25"):
                    return date.fromisoformat(value)
            except ValueError:
                pass
            self.wrong(path, name, value, _("en dag som 2026-11-25"))
        return date.min

    def number(
        self, holder: Object, path: str, name: str, *, least: int = 1, most: int = 1000
    ) -> int | None:
        """A whole number, or none where the field is left out."""
        value = holder.get(name)
        if value is None:
            return None
        if type(value) is not int or not least <= value <= most:
            expected = _("ett heltal från %(least)s till %(most)s", least=least, most=most)
            self.wrong(path, name, value, expected)
            return None
        return value

    def flag(self, holder: Object, path: str, name: str, *, default: bool) -> bool:
        """true or false."""
        value = holder.get(name, default)
        if not isinstance(value, bool):
            self.wrong(path, name, value, _("true eller false"))
            return default
        return value

    def clock(self, holder: Object, path: str, name: str) -> str:
        """A time of day, as it is written here: 09.00."""
        value = holder.get(name)
        match = CLOCK.fullmatch(value) if isinstance(value, str) else None
        if match is None:
            if name in holder:
                self.wrong(path, name, value, _("ett klockslag som 09.00"))
            return ""
        return f"{int(match[1]):02}.{match[2]}"


def written(value: Any) -> str:
    """A value as its file wrote it."""
    if isinstance(value, str):
        return value
    if isinstance(value, dict):
        return "{…}" if value else "{}"
    if isinstance(value, list):
        return f"[…] ({len(value)})" if value else "[]"
    return json.dumps(value)
