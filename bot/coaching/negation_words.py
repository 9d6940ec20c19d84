"""Where a text says no: the words that negate, in English and its neighbours."""

from __future__ import annotations

import re

from bot.coaching.casing import lowered
from bot.coaching.memory import remembered

_NO = re.compile(
    r"\b(?:no(?:t|body|thing|where|ne|r)?|never|neither|cannot|unable|without|"
    r"(?:ca|wo|do|did|does|is|are|was|could|would)nt|nicht|keine?[nrsm]?|niemals|sans|jamais|"
    r"aucune?|ning[uú]n[ao]?|nunca|inte|pas)\b"
)
_CONTRACTED = re.compile(r"n['’]t\b")


@remembered
def find(text: str) -> tuple[tuple[int, int], ...]:
    """Give the spans of all negating words, in order."""
    lower = lowered(text)
    spans = [match.span() for match in _NO.finditer(lower)]
    for match in _CONTRACTED.finditer(lower):
        start = match.start()
        while start and lower[start - 1].isalpha():
            start -= 1
        spans.append((start, match.end()))
    return tuple(sorted(spans))


def says_no(lower: str) -> bool:
    """Tell whether a lower-cased text holds any negating word."""
    return bool(_NO.search(lower) or _CONTRACTED.search(lower))
