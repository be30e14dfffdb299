"""What a reader chose to see of a list: plain links and forms, which work without a script."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Protocol

ADDRESS_WORDS: Mapping[str, str] = {
    "ja": "yes",
    "nej": "no",
    "avstar": "abstain",
    "franvarande": "absent",
}
"""How a vote is written in an address."""
LONGEST_NAME = 60
LARGEST = 2**31 - 1


def number(arguments: Mapping[str, str], name: str) -> int | None:
    """A whole number from 1 in an address; anything else is as if it were not there."""
    text = arguments.get(name, "")
    if not (text.isascii() and text.isdigit() and len(text) <= len(str(LARGEST))):
        return None
    return int(text) if 0 < int(text) <= LARGEST else None


class Listed(Protocol):
    """A vote in a list of members."""

    @property
    def name(self) -> str: ...
    @property
    def party(self) -> str: ...
    @property
    def position(self) -> str: ...


@dataclass(frozen=True, slots=True)
class VoteFilter:
    """Which rows of the member table are shown; an unknown value chooses all."""

    position: str = ""
    party: str = ""
    name: str = ""

    @classmethod
    def of(cls, arguments: Mapping[str, str]) -> "VoteFilter":
        """The filter that an address names."""
        return cls(
            position=ADDRESS_WORDS.get(arguments.get("rost", ""), ""),
            party=arguments.get("parti", "")[:LONGEST_NAME],
            name=arguments.get("namn", "").strip()[:LONGEST_NAME],
        )

    def lets(self, vote: Listed) -> bool:
        """Whether a row is shown."""
        return (
            self.position in ("", vote.position)
            and self.party in ("", vote.party)
            and self.name.casefold() in vote.name.casefold()
        )
