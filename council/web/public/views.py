"""The public part as a whole: every page hangs on one blueprint."""

from council.web.public import meetings, protocol, registers, template_words, texts
from council.web.public.blueprint import bp

__all__ = ["bp", "meetings", "protocol", "registers", "template_words", "texts"]
