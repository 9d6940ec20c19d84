"""Warnings: what somebody could be hurt by is told, however the draft sounds. Pure."""

from __future__ import annotations

import re
from collections.abc import Iterator

from bot.coaching.sifted import sifted

WARNS = sifted(
    r"\b(?:must not|mustn['’]t|should not|shouldn['’]t|do not|don['’]t|never) "
    r"(?P<verb>take(?! (?:it|this|that|offen[cs]e|my|our|long|advantage|part|a (?:seat|joke))\b)"
    r"|use(?! (?:that|this|such|caps|capitals|foul|bad)\b)|eat|drink|drive|touch|plug|unplug"
    r"|swallow|mix|inhale|climb|heat|charge(?! (?:for|us|you|back)\b)|switch|install|mount|lift)\b",
    re.IGNORECASE,
)
_DENIES = (
    r"(?:n['’]t\b|\b(?:not|never|without|avoid\w*|instead of|rather than|stop|no)\b)[^.!?\n]*?\b"
)


def lost(draft: str, answer: str) -> Iterator[str]:
    """Give the warnings of a draft that a rewrite leaves out.

    Args:
        draft: What the agent wrote.
        answer: The rewrite.
    """
    for match in WARNS.finditer(draft):
        verb = match["verb"].lower()
        forms = f"(?:{verb}|{verb}ing|{verb.removesuffix('e')}ing|{verb}{verb[-1]}ing)"
        if not re.search(rf"{_DENIES}{forms}\b", answer, re.IGNORECASE):
            yield match.group()
