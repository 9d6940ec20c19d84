"""Sentences that a good coach would leave out, as the ear has learned from many rewrites. Pure."""

from __future__ import annotations

import re
from collections.abc import Collection, Mapping, Sequence
from typing import Final

from bot.coaching.domain import Needless
from bot.coaching.fact_finding import hard
from bot.coaching.offline_closing import SIGN_OFF
from bot.coaching.offline_decides import decides
from bot.coaching.offline_keeps import keeps_needed
from bot.coaching.offline_text import GREETS, names_of
from bot.coaching.sentences import Sentence

_AT_FAULT = 0.35
"""From which likelihood on a sentence leaves in which something is at fault."""
_TELLING = 0.75
"""The same where what is found there tells how things stand: who helps, why, what is not done."""
BESIDE: Final = 0.7
"""The same for one in which nothing was found."""
_HOLLOW = frozenset(
    {
        "no-hard-sell",
        "no-upsell-when-unhappy",
        "happy-over-right",
        "never-insult-or-threaten",
        "about-them",
        "dignity",
        "take-it-seriously",
        "only-customer",
        "sincere-apology",
    }
)
"""What is broken by words that tell nothing."""
_REFUSES = re.compile(
    r"\b(?:is|are|was|were|be|been)(?:n['’]t| not|not)? (?:\w+ly )?(?:not )?(?:disclosed|permitted"
    r"|allowed|possible|practical|planned|provided|offered|accepted|granted|issued|made|done by"
    r"|handled by|dealt with by)\b|\b(?:do|does|did)(?:n['’]?t| not) (?:permit|allow|let|offer|do"
    r"|issue|handle|deal|give|make|take|change|extend|accept|refund|cover|support)\b",
    re.IGNORECASE,
)
_MOSTLY = 0.6
_FIRMLY = "never-insult-or-threaten"
"""Beside such a fault only a plain no counts as a decision."""


def leaving(
    whole: Sequence[Sentence],
    needless: Sequence[Needless],
    found: Mapping[int, Collection[str]],
) -> list[int]:
    """Tell which sentences leave.

    Args:
        whole: The sentences of a draft at fault.
        needless: How likely each would be left out.
        found: Number of a sentence → slugs of what was found in it.

    Returns:
        Their numbers, the likeliest first.
    """
    likely = {
        number: _likely(sentence, needless)
        for number, sentence in enumerate(whole)
        if not _frames(sentence.text)
    }
    return sorted(
        (
            number
            for number, least in likely.items()
            if least >= _least(found.get(number, ()))
            and all(
                keeps_needed(whole[number].text, "", slug) for slug in found.get(number) or ("",)
            )
        ),
        key=lambda number: -likely[number],
    )


def _least(slugs: Collection[str]) -> float:
    if not slugs:
        return BESIDE
    return _AT_FAULT if all(slug in _HOLLOW for slug in slugs) else _TELLING


def holds(text: str, sentence: Sentence) -> bool:
    """Tell whether a sentence holds a fact or a decision that the customer has to know.

    Args:
        text: The draft.
        sentence: One of its sentences.
    """
    told = any(sentence.start <= fact.start < sentence.end for fact in hard(text))
    named = names_of(sentence.text) or "+" in sentence.text
    refused = _REFUSES.search(sentence.text) or decides(sentence.text, _FIRMLY)
    return told or bool(named) or bool(refused)


def _likely(sentence: Sentence, needless: Sequence[Needless]) -> float:
    for one in needless:
        shared = min(one.end, sentence.end) - max(one.start, sentence.start)
        if shared > _MOSTLY * (sentence.end - sentence.start):
            return one.likely
    return 0.0


def _frames(text: str) -> bool:
    """Tell whether a sentence greets or signs."""
    return bool(SIGN_OFF.match(text) or (GREETS.match(text) and len(text.split()) <= 4))
