"""The lines around what a reader looked for."""

import re
from collections.abc import Iterator, Sequence

from markupsafe import Markup, escape

from council.store.models import Item

AROUND = 90
"""Signs before and after what was found."""
SIGNS = re.compile(r"[*_#`\[\]]|(?m:^[->] )|\s+")
"""What Markdown adds to a text."""


def of_item(item: Item, words: Sequence[str]) -> Markup:
    """The first lines in an item that hold one of the words, marked; else how it begins."""
    texts = [text for text in _texts(item) if text]
    for text in texts:
        place = _first(text, words)
        if place is not None:
            return marked(_around(text, place), words)
    return escape(_around(texts[0], 0)) if texts else Markup("")


def marked(text: str, words: Sequence[str]) -> Markup:
    """A text with the words marked in it."""
    pattern = re.compile("|".join(re.escape(word) for word in words), re.IGNORECASE)
    parts, end = [], 0
    for match in pattern.finditer(text):
        parts.append(escape(text[end : match.start()]))
        parts.append(Markup("<mark>{}</mark>").format(match[0]))
        end = match.end()
    return Markup("").join([*parts, escape(text[end:])])


def _texts(item: Item) -> Iterator[str]:
    yield item.decision or ""
    yield item.summary
    for document in item.documents:
        yield SIGNS.sub(" ", document.text).strip()


def _first(text: str, words: Sequence[str]) -> int | None:
    places = [place for word in words if (place := text.lower().find(word)) >= 0]
    return min(places) if places else None


def _around(text: str, place: int) -> str:
    start, end = max(0, place - AROUND), place + AROUND * 2
    if start:
        start = text.find(" ", start, place) + 1 or start
    if end < len(text):
        end = text.rfind(" ", place, end) + 1 or end
    before, after = "… " if start else "", " …" if end < len(text) else ""
    return before + text[start:end].strip() + after
