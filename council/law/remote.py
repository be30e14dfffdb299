"""Taking part at a distance: KL 5 kap. 16 §, only as far as the council has decided."""

from enum import StrEnum

from council.law.refusals import NotAtADistance
from council.law.rules_of_order import Remote, RulesOfOrder


class Lost(StrEnum):
    """What no longer reaches the hall from somebody at a distance."""

    PICTURE = "picture"
    SOUND = "sound"
    BOTH = "both"


def require_remote(rules: RulesOfOrder, *, presidium: bool) -> None:
    """Let somebody take part at a distance only as far as the council has decided.

    Raises:
        NotAtADistance: nobody may, or the presidium may not; ``why`` tells which.
    """
    if rules.remote is Remote.NONE:
        raise NotAtADistance(why="none")
    if presidium and rules.presidium_remote_barred:
        raise NotAtADistance(why="presidium")


def require_secret_ballot(rules: RulesOfOrder, *, remote: bool) -> None:
    """Let somebody at a distance vote in secret only where the council holds it to be safe.

    Raises:
        NotAtADistance: ``why`` is "secret".
    """
    if remote and not rules.remote_secret_ballots:
        raise NotAtADistance(why="secret")


def counts_as_present(rules: Remote, lost: Lost | None) -> bool:
    """Whether somebody at a distance is present, by what has been lost of picture and sound.

    Under the rules of 2018 all must see and hear one another. The bill drops that demand: who
    hears and is heard can follow and act.
    """
    return lost is None or (lost is Lost.PICTURE and rules is Remote.BILL)
