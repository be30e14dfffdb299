"""The channels of a meeting's stream, and who may watch each."""

from collections.abc import Mapping
from dataclasses import dataclass

from council.store.models import Division, Item, Role
from council.store.models.people import PRESIDIUM
from council.web.rights import COUNCILLORS, EVERYONE, SECRETARY

DEFAULT = "public"
AUDIENCES: Mapping[str, frozenset[Role] | None] = {
    "public": EVERYONE,
    "screen": EVERYONE,
    "member": COUNCILLORS,
    "chair": PRESIDIUM,
    "secretary": SECRETARY,
}
OF_AN_OBJECT: Mapping[str, type[Item | Division]] = {
    "item": Item,
    "division": Division,
    "secretary": Item,
}
"""Channels of one thing in the meeting: ``item-7``, ``division-3``, the § on the desk."""
LARGEST_NUMBER = 2**31 - 1


@dataclass(frozen=True, slots=True)
class Channel:
    """One channel: its name and, where it is about one thing of the meeting, of which."""

    name: str
    object_id: int | None = None

    @property
    def audience(self) -> frozenset[Role] | None:
        """The roles that may watch; None for every reader."""
        return AUDIENCES.get(self.name, EVERYONE)

    @property
    def signed(self) -> bool:
        """Whether only who has signed in may watch."""
        return self.audience is not None

    @property
    def beats(self) -> bool:
        """Whether it is told each second that it lives: where the hall must know at once."""
        return self.signed or self.name == "screen"


def parse(text: str) -> Channel | None:
    """The channel that an address asks for with ``?vy=``, if there is such a one."""
    if text in AUDIENCES:
        return Channel(text)
    name, dash, number = text.partition("-")
    if name not in OF_AN_OBJECT or not dash:
        return None
    object_id = place(number)
    return None if object_id is None else Channel(name, object_id)


def place(text: str | None) -> int | None:
    """A row's or an entry's number as an address or a header writes it, or None."""
    if not text or not text.isascii() or not text.isdigit() or len(text) > 10:
        return None
    number = int(text)
    return number if number <= LARGEST_NUMBER else None
