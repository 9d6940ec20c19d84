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
    place = 0
    for word in _WORD.findall(lower):
        # between two runs there is no letter, so the next place of the word is its own
        place = lower.index(word, place)
        if word in found:
            found[word].append(place)
        else:
            found[word] = [place]
        place += len(word)
    return found


def places(lower: str, wanted: AbstractSet[str]) -> list[int]:
    """Give where any of some words stand alone in a lower-cased text, in order."""
    known = vocabulary(lower)
    found = [place for word in known.keys() & wanted for place in known[word]]
    found.sort()
    return found
