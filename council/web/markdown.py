"""Documents' text: Markdown in, safe HTML out."""

import nh3
from markdown_it import MarkdownIt
from markupsafe import Markup

_READER = MarkdownIt("commonmark", {"html": False, "typographer": False})
TAGS = {"p", "h2", "h3", "h4", "ul", "ol", "li", "strong", "em", "blockquote", "br", "hr"}
"""What a text may hold: no links, no pictures, no attributes, so nothing that runs or loads."""
LOWER = {"h1": "h2", "h2": "h3", "h3": "h4", "h4": "h4"}
"""A document stands under the page's own heading."""


def render(text: str) -> Markup:
    """The text as HTML that cannot run anything."""
    tokens = _READER.parse(text)
    for token in tokens:
        token.tag = LOWER.get(token.tag, token.tag)
    html = _READER.renderer.render(tokens, _READER.options, {})
    return Markup(nh3.clean(html, tags=TAGS, attributes={}))  # noqa: S704 - cleaned just here
