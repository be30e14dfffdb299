"""The parties that every council knows from the start; others are added by the administrator."""

from collections.abc import Mapping
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class KnownParty:
    """A party's letters, its name and the colour that decorates them."""

    letters: str
    name: str
    colour: str


KNOWN: Mapping[str, KnownParty] = {
    party.letters: party
    for party in (
        KnownParty("V", "Vänsterpartiet", "#8f0f2e"),
        KnownParty("S", "Socialdemokraterna", "#d3122a"),
        KnownParty("MP", "Miljöpartiet", "#3a7a1e"),
        KnownParty("SJVP", "Sjukvårdspartiet", "#7b4fa0"),
        KnownParty("NS", "Norrbottens sjukvårdsparti", "#5b2c83"),
        KnownParty("FI", "Feministiskt initiativ", "#a3186a"),
        KnownParty("C", "Centerpartiet", "#1c8449"),
        KnownParty("L", "Liberalerna", "#0a4f9e"),
        KnownParty("KD", "Kristdemokraterna", "#1d2f7f"),
        KnownParty("M", "Moderaterna", "#3d9fd8"),
        KnownParty("SD", "Sverigedemokraterna", "#d9bd14"),
    )
}
"""By letters."""
