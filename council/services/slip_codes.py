"""The codes of slips, and the seeds of lots: made by chance."""

import re
import secrets

from council.law.refusals import BadSlipCode
from council.services.presses import receipt_code

CODE = re.compile("[A-Z2-9]{8}")
"""Base 32: ours, or any that a program makes its codes of."""


def slip_code() -> str:
    """A new code for a slip: two groups of four letters, made by chance."""
    return receipt_code()


def tidy_code(given: str) -> str:
    """A slip's code as it is kept, however its two groups were parted.

    Raises:
        BadSlipCode: it is not two groups of four letters.
    """
    letters = given.upper().replace("-", "").replace(" ", "")
    if not CODE.fullmatch(letters):
        raise BadSlipCode
    return f"{letters[:4]}-{letters[4:]}"


def seed() -> str:
    """A new seed of lots: 256 bits by chance, in hex."""
    return secrets.token_hex(32)
