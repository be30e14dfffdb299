"""What one § of the protocol must hold: KL 5 kap. 65–67 §§, as data."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Held:
    """What is known of a decided item, as yes or no per demand of 67 §."""

    proposals: bool
    question_order: bool
    divisions_with_result: bool
    decision: bool
    participants: bool


DEMANDS: tuple[tuple[str, str], ...] = (
    ("proposals", "vilka förslag som har lagts fram och inte tagits tillbaka"),
    ("question_order", "i vilken ordning förslagen lades fram till beslut"),
    ("divisions_with_result", "vilka omröstningar som har hållits och hur de utföll"),
    ("decision", "vilka beslut som har fattats"),
    ("participants", "vilka som deltog i besluten och hur de röstade"),
)
"""The demands of 67 § that a § can lack, in the order of the law: key and what it asks for.

Reservations (point 6) are recorded where there are any; none is no fault.
"""


def missing(held: Held) -> list[str]:
    """The keys of the demands that a § does not meet, in the order of the law."""
    return [key for key, _ in DEMANDS if not getattr(held, key)]
