"""What stands beside a fault and carries it on: pressure, pitches, barbs come in company. Pure.

The ear's suspicion spreads to neighbours. A neighbour that answers, helps or tells a figure is
no company; what carries the fault on shows it, or carries it in most of its words.
"""

from __future__ import annotations

import re
from typing import Final

from bot.coaching.ear import Impression
from bot.coaching.sentences import Sentence

IN_COMPANY: Final = frozenset(
    {
        "no-hard-sell",
        "no-upsell-when-unhappy",
        "happy-over-right",
        "never-insult-or-threaten",
        "about-them",
        "dignity",
    }
)
"""The principles whose breaches come in company."""
MIN_COMPANY: Final = 0.7
"""From which likelihood on a word carries such a fault."""
# Pressure is the fault that comes in company most surely, down to "Deal?".
_MIN_PRESSURE = 0.6
LEAVES: Final = 0.75
"""From which likelihood on a good coach surely leaves a sentence out."""
_SUSPECTED = 0.3
MIN_COMPANY_WORDS: Final = 4
"""A shorter sentence is company only to pressure."""
_HALF = 0.5
# A sentence that greets, thanks or tells a figure is no company, except for a price in a pitch.
_COURTEOUS = re.compile(
    r"(?:hi|hiya|hello|hey|dear|good \w+|thanks?|thank you|sorry|i['’]?(?: a)?m sorry)\b",
    re.IGNORECASE,
)
_TELLS = re.compile(r"\d|\b(?:attached|enclosed)\b|https?:", re.IGNORECASE)
_OFFERS = re.compile(r"\?|[€£$₹¥]|\b(?:free|offer|plan|upgrade|price)\b", re.IGNORECASE)
# A brag speaks of us, a barb of somebody; what speaks of neither only stands beside it.
_SPEAKS_OF = {
    "about-them": re.compile(
        r"\b(?:we|us|ours?|i|my|me|the (?:team|engineers|developers|designers|founders?|staff))\b",
        re.IGNORECASE,
    ),
    "never-insult-or-threaten": re.compile(
        r"\b(?:you\w*|u|ur|ya|we|us|ours?|i|my|me|it['’]?s|that['’]?s|people|some\w*|every\w*|any\w*"
        r"|nobody|others?)\b",
        re.IGNORECASE,
    ),
}
_PITCHES = frozenset({"no-hard-sell", "no-upsell-when-unhappy"})
# A reproach, a barb or a brag seldom stands where an answer, a condition or an act of ours does.
_HELPS = re.compile(
    r"(?:yes|yep|sure|of course|very much|no problem|not at all|if (?:you|it)\b(?!['’]d)|once|when"
    r"|come (?:and|in|by|to))\b"
    r"|.*\b(?:you can|i can|i['’]ll|i['’]d (?:like to|leave)|it['’]ll be|send (?:me|us)"
    r"|i(?:['’]ve| have) (?:\w+ed|rung|sent|put|made)|all (?:i|we) need)\b",
    re.IGNORECASE,
)
# "It's only 7.99 more." is what the pitch before it costs.
_PRICE_ALONE = re.compile(
    r"(?:(?:it|that|this)(?:['’]s| is| costs?| comes to)? |for |at |just |only |all )*"
    r"[€£$₹¥]? ?\d+(?:[.,]\d+)? ?(?:[€£$₹¥]|[A-Za-z]{3}\b)?"
    r"(?: ?(?:more|extra|only|on top|a|an|per|each|/|mo|month(?:ly)?|year(?:ly)?|week|day))*[.!]*",
    re.IGNORECASE,
)
_SIGNS = {
    "no-hard-sell": re.compile(
        r"[!?]|\b(?:only|just|now|today|tonight|midnight|until|last|first|third|never|nobody|most"
        r"|everyone|book|sign|lose|don['’]?t|silence|cry\w*|yoursel\w+|wait\w*|shall|trust|week['’]s"
        r"|going|thousands)\b",
        re.IGNORECASE,
    ),
    "dignity": re.compile(
        r"!|\b(?:so+|sorry|never|anything|whatever|free|vow|promise|nothing|awful|terrible|forever"
        r"|hearts?)\b",
        re.IGNORECASE,
    ),
}


def joins(place: Sentence, slug: str, impression: Impression, *, leaves: bool = False) -> bool:
    """Tell whether a sentence carries on what another one began.

    Args:
        place: The sentence.
        slug: What is at fault beside it.
        impression: What the ear makes of the draft.
        leaves: Whether a good coach would leave the sentence out.
    """
    text, pressing = place.text, slug == "no-hard-sell"
    if _stands_apart(text, slug):
        return False
    carrying = faults(place, slug, impression)
    loudest = max(carrying, default=0.0)
    if loudest < (_MIN_PRESSURE if pressing else MIN_COMPANY):
        return leaves and loudest >= _SUSPECTED
    if slug in _PITCHES and _PRICE_ALONE.fullmatch(text):
        return True
    if slug in _SIGNS and _SIGNS[slug].search(text):
        return True
    if slug not in _PITCHES and slug not in _SIGNS and _HELPS.match(text):
        return False
    return share(carrying, _HALF) >= _HALF


def faults(place: Sentence, slug: str, impression: Impression) -> list[float]:
    """Give how likely each word of a sentence carries a fault, in 0–1."""
    return [
        word.faults[slug]
        for word in impression.words
        if word.start < place.end and word.end > place.start
    ]


def share(carrying: list[float], least: float) -> float:
    """Give the share of words that carry a fault at least so likely, in 0–1."""
    return sum(fault >= least for fault in carrying) / len(carrying) if carrying else 0.0


def _stands_apart(text: str, slug: str) -> bool:
    few = len(text.split()) < (1 if slug == "no-hard-sell" else MIN_COMPANY_WORDS)
    if few or _COURTEOUS.match(text) or text.endswith(","):
        return True
    if slug not in _PITCHES and _TELLS.search(text):
        return True
    if slug == "no-upsell-when-unhappy" and not _OFFERS.search(text):
        return True
    return slug in _SPEAKS_OF and not _SPEAKS_OF[slug].search(text)
