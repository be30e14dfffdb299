"""Moments, days and spans of §§ as the record writes them."""

from collections.abc import Iterable
from datetime import date, datetime

from babel.dates import format_date

from council.services.attendance import HALL

NBSP = "\u00a0"


def clock(moment: datetime) -> str:
    """ "kl. 14.03": the hall's time."""
    return moment.astimezone(HALL).strftime(f"kl.{NBSP}%H.%M")


def exact_clock(moment: datetime) -> str:
    """ "kl. 14.03.22": where the time is proof."""
    return moment.astimezone(HALL).strftime(f"kl.{NBSP}%H.%M.%S")


def full_date(day: date) -> str:
    """ "onsdagen den 25 november 2026"."""
    return (
        f"{format_date(day, 'EEEE', locale='sv')}en den {format_date(day, 'd MMMM y', locale='sv')}"
    )


def spans(numbers: Iterable[int]) -> str:
    """ "§ 112", "§§ 101–111" or "§§ 101–111, 113": what the numbers cover."""
    ordered = sorted(set(numbers))
    runs: list[list[int]] = []
    for number in ordered:
        if runs and number == runs[-1][-1] + 1:
            runs[-1].append(number)
        else:
            runs.append([number])
    sign = "§§" if len(ordered) > 1 else "§"
    return f"{sign}{NBSP}" + ", ".join(_run(run) for run in runs)


def _run(run: list[int]) -> str:
    return str(run[0]) if len(run) == 1 else f"{run[0]}–{run[-1]}"


def checksum(seal: str) -> str:
    """A seal in groups that can be read aloud: "sha256 9f2c 41aa …"."""
    return "sha256 " + " ".join(seal[place : place + 4] for place in range(0, len(seal), 4))
