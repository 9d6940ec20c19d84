"""Where a text says no: the words that negate, in English and its neighbours."""

from __future__ import annotations

import re
from typing import Final

_NO: Final = frozenset(
    "not no never cannot unable nobody nothing nowhere neither nor without none cant wont dont "
    "doesnt didnt isnt arent wasnt couldnt wouldnt nicht kein keine keinen keiner keines keinem "
    "niemals sans jamais aucun aucune ningun ningún ninguna nunca inte pas".split()
)
_WORD = re.compile(r"[^\W\d_]+(?:['’]t\b)?")
_CONTRACTED = ("n't", "n’t")


def find(text: str) -> list[tuple[int, int]]:
    """Give the spans of all negating words, in order."""
    found: list[tuple[int, int]] = []
    for match in _WORD.finditer(text):
        word = match.group().lower()
        if word in _NO or word.endswith(_CONTRACTED):
            found.append(match.span())
    return found


def negates(text: str) -> bool:
    """Tell whether a text holds any negating word."""
    return any(
        match.group().lower() in _NO or match.group().lower().endswith(_CONTRACTED)
        for match in _WORD.finditer(text)
    )
