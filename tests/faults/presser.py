"""A councillor who presses without pause, and writes down how it went."""

import random
from dataclasses import dataclass
from threading import Event
from time import monotonic

from tests.support.caller import Caller
from tests.support.history import History, Told, Tried

PATIENCE = 30.0
"""Seconds after which whoever got no answer gives up, and the test fails."""
CHOICES = ("yes", "no", "abstain")


@dataclass(slots=True)
class Presser:
    """One tablet, and who has signed in on it."""

    tablet: int
    seat: int
    caller: Caller
    pressed: int = 0

    def press_until_closed(self, division: int, history: History, over: Event) -> None:
        """Press and change until told that it is closed; then ask for the last receipt again."""
        chance = random.Random()
        last: Tried | None = None
        while not over.is_set():
            self.pressed += 1
            key = f"{self.tablet}-{self.pressed}"
            one = self.press(division, chance.choice(CHOICES), key, history)
            if one.told is Told.CLOSED:
                break
            last = one
        if last is not None and last.told is Told.ACCEPTED:
            self.press(division, last.choice, last.key, history, Told.AGAIN)

    def press(
        self, division: int, choice: str, key: str, history: History, well: Told = Told.ACCEPTED
    ) -> Tried:
        """One press, sent until it is answered; how it went is written down."""
        history.asked.append((self.seat, key))
        asked_at = monotonic()
        told, receipt, why, sent = Told.FAILED, None, "", 0
        try:
            status, answer, sent = self.caller.insist(
                f"/voteringar/{division}/rost", {"choice": choice, "key": key}, PATIENCE
            )
        except TimeoutError as none:
            why = f"no answer: {none}"
        else:
            match status, answer:
                case 200, {"division": n, "choice": str(c), "receipt": str(code)} if (
                    n,
                    c,
                ) == (division, choice):
                    told, receipt = well, code
                case 409, {"error": "not_open"}:
                    told = Told.CLOSED
                case _:
                    why = f"{status} {answer}"[:300]
        one = Tried(self.seat, key, choice, told, receipt, asked_at, monotonic(), why, sent)
        history.tries.append(one)
        return one
