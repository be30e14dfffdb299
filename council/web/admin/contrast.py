"""Whether a party's colour can carry its letters: WCAG's contrast, computed."""

from dataclasses import dataclass

WHITE = "#ffffff"
BLACK = "#000000"
SEEN = 3.0
"""Contrast to the paper under which a colour needs a border to be seen (WCAG 1.4.11)."""


@dataclass(frozen=True, slots=True)
class Chip:
    """How a party's letters are put on its colour."""

    colour: str
    text: str
    ratio: float
    bordered: bool

    @property
    def white_text(self) -> bool:
        """Whether the letters are white."""
        return self.text == WHITE

    @property
    def told(self) -> str:
        """The contrast as it is written: "5,9"; never more than it is."""
        return f"{int(self.ratio * 10) / 10:.1f}".replace(".", ",")


def chip(colour: str) -> Chip:
    """The better of white and black letters on a colour; one of them always reaches 4.58."""
    white, black = ratio(colour, WHITE), ratio(colour, BLACK)
    text = WHITE if white >= black else BLACK
    return Chip(colour, text, max(white, black), bordered=white < SEEN)


def ratio(one: str, other: str) -> float:
    """The contrast between two colours, from 1 to 21."""
    light, dark = sorted((_luminance(one), _luminance(other)), reverse=True)
    return (light + 0.05) / (dark + 0.05)


def _luminance(colour: str) -> float:
    red, green, blue = (int(colour[place : place + 2], 16) / 255 for place in (1, 3, 5))
    return 0.2126 * _linear(red) + 0.7152 * _linear(green) + 0.0722 * _linear(blue)


def _linear(part: float) -> float:
    return part / 12.92 if part <= 0.04045 else float(((part + 0.055) / 1.055) ** 2.4)
