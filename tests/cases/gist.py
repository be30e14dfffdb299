"""The gist of a message: its section, its numbers and names, and some of its words.

The wording of an answer is free; what it rests on and the facts that it tells are not.
"""

import re

LEAST_SHARE = 0.4
"""How much of a gist's longer words an answer must share where it tells no fact to go by."""
SOME_SHARE = 0.25
"""How much where it has a section and facts: enough to be about the same thing."""

_CHAPTER = re.compile(
    r"(\d+) kap\. (\d+)(?:\s*[–-]\s*(\d+)|\s*(?:och|,)\s*(\d+))?\s*§+"
    r"(?:\s*(första|andra|tredje|fjärde) stycket)?"
)
_ACT = re.compile(r"(\d+)(?:\s*[–-]\s*(\d+))?\s*§+\s*(?:i\s+)?lagen? \(?(\d{4}:\d+)\)?")
_ACT_TURNED = re.compile(r"(?:lag(?:en)? |LPV )\(?(\d{4}:\d+)\)?,?\s*(\d+)\s*§")
_NUMBER = re.compile(r"(?<![\w])\d+(?:[.,:]\d+)*")
_CODE = re.compile(r"\b[A-ZÅÄÖ]+\d+\b")
_NAME = re.compile(r"(?<![.?!:] )(?<!^)\b[A-ZÅÄÖ][\wåäöé]+")
MONTHS = (
    *("januari", "februari", "mars", "april", "maj", "juni"),
    *("juli", "augusti", "september", "oktober", "november", "december"),
)
_WORD = re.compile(r"[a-zåäöé]{5,}")

Section = tuple[str, str]


def sections(text: str) -> set[Section]:
    """Every section that a text names, one by one: "5 kap. 45–46 §§" is two."""
    found: set[Section] = set()
    plain = _plain(text)
    for chapter, first, last, other, _part in _CHAPTER.findall(plain):
        until = int(last) if last else int(first)
        found |= {(chapter, str(number)) for number in range(int(first), until + 1)}
        if other:
            found.add((chapter, other))
    for first, last, act in _ACT.findall(plain):
        found |= {(act, str(n)) for n in range(int(first), int(last or first) + 1)}
    found |= {(act, number) for act, number in _ACT_TURNED.findall(plain)}
    return found


def parts(text: str) -> set[str]:
    """Which paragraphs of a section a text names."""
    return {part for *_rest, part in _CHAPTER.findall(_plain(text)) if part}


def facts(text: str) -> set[str]:
    """The numbers, names and months of a text, apart from its sections."""
    bare = _ACT_TURNED.sub(" ", _ACT.sub(" ", _CHAPTER.sub(" ", _plain(text))))
    months = {month for month in MONTHS if re.search(rf"\b{month}\b", bare.lower())}
    return set(_NUMBER.findall(bare)) | set(_NAME.findall(bare)) | set(_CODE.findall(bare)) | months


def lacking(gist: str, answer: str) -> list[str]:
    """What of a gist an answer does not hold; empty where it holds all of it."""
    missing = [f"{one} § {two}" for one, two in sorted(sections(gist) - sections(answer))]
    missing += sorted(parts(gist) - parts(answer))
    known = _plain(answer).lower()
    told = facts(gist)
    missing += sorted(
        fact for fact in told if not re.search(rf"(?<!\w){re.escape(fact.lower())}(?!\d)", known)
    )
    bare = not sections(gist) and not told
    return missing + _words_lacking(gist, known, LEAST_SHARE if bare else SOME_SHARE)


def _words_lacking(gist: str, answer: str, least: float) -> list[str]:
    stems = {word[:5] for word in _WORD.findall(_plain(gist).lower())}
    shared = {stem for stem in stems if stem in answer}
    return [] if len(shared) >= least * len(stems) else sorted(stems - shared)


def _plain(text: str) -> str:
    return re.sub(r"\s+", " ", text.replace("\u00a0", " ")).strip()
