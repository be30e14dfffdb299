"""The public part as a whole: every page hangs on one blueprint."""

from council.web.public import (
    archive,
    matters,
    meetings,
    motions,
    protocol,
    registers,
    template_words,
    texts,
)
from council.web.public.blueprint import bp

__all__ = [
    "archive",
    "bp",
    "matters",
    "meetings",
    "motions",
    "protocol",
    "registers",
    "template_words",
    "texts",
]
