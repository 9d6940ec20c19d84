"""Lower case that keeps every character in its place, and where its words stand."""

from __future__ import annotations

import re
from collections.abc import Set as AbstractSet

from bot.coaching.memory import remembered

_WORD = re.compile(r"[^\W\d_]+")


@remembered
def lowered(text: str) -> str:
    """Give a text in lower case, of the same length.

    Patterns over lower-cased text run about twice as fast as those that ignore case.
    """
    lower = text.lower()
    if len(lower) == len(text):
        return lower
    # a few capitals, such as the dotted İ, become two characters
    return "".join(low if len(low := sign.lower()) == 1 else sign for sign in text)


@remembered
def vocabulary(lower: str) -> dict[str, list[int]]:
    """Give every run of letters in a lower-cased text, with the places where it begins."""
    found: dict[str, list[int]] = {}
    for match in _WORD.finditer(lower):
        word = match.group()
        if word in found:
            found[word].append(match.start())
        else:
            found[word] = [match.start()]
    return found


def places(lower: str, wanted: AbstractSet[str]) -> list[int]:
    """Give where any of some words stand alone in a lower-cased text, in order."""
    known = vocabulary(lower)
    found = [place for word in known.keys() & wanted for place in known[word]]
    found.sort()
    return found
