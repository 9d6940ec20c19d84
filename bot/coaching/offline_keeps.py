"""Whether a sentence still holds every fact of the one it comes from. Pure."""

from __future__ import annotations

import re
from typing import Final

from bot.coaching.offline_text import facts_of, names_of
from bot.coaching.sifted import sifted

# Pitches, pressure, reproach, barbs and brags may take their own facts with them; nothing else may.
CARRIERS: Final = frozenset(
    {
        "no-hard-sell",
        "no-upsell-when-unhappy",
        "happy-over-right",
        "never-insult-or-threaten",
        "about-them",
    }
)
REPROACHES: Final = frozenset({"happy-over-right", "never-insult-or-threaten"})
"""What is said to be in the right, or to hurt."""
_NAMELESS = CARRIERS | {"only-customer"}
# What keeps somebody from harm is told, however much is said around it.
_SAFETY = sifted(
    r"\b(?:stop (?:using|taking|eating|drinking|driving|charging|applying|wearing|feeding)|rinse"
    r"|unplug|keep (?:away|clear|out of reach)|call (?:999|911|112|000|an ambulance|poison)"
    r"|(?:see|call|ring) (?:a|your) (?:doctor|vet|gp|pharmacist)|medical (?:help|advice|attention)"
    r"|(?:turn|switch|shut)(?: it| the [a-z]+)? off|wash (?:it )?off|evacuate)\b",
    re.IGNORECASE,
)
# By when something has to be done concerns the customer, unless we only press them to buy.
_DUE = sifted(
    r"\b(?:by|before|until|till|within|latest) (?:(?:a|half|quarter) (?:past|to|an? hour)\b|noon\b"
    r"|midday\b|midnight\b|tonight\b|tomorrow\b|tmrw\b|today\b|end of (?:the )?\w+|close of \w+"
    r"|(?:mon|tues|wednes|thurs|fri|satur|sun)day\b|(?:the|an?) (?:hour|week|month|deadline)\b)",
    re.IGNORECASE,
)
_PRESSING = frozenset({"no-hard-sell", "no-upsell-when-unhappy", "about-them", "dignity"})
_MONEY = re.compile(r"[€£$₹¥₦]|https?:|@|#\w")


def keeps_facts(before: str, after: str, slug: str, words: str) -> bool:
    """Tell whether nothing is lost but what may go.

    Args:
        before: The sentence as it was.
        after: The sentence as it would be.
        slug: What is at fault with it.
        words: The words at fault, which may take their own facts along.
    """
    nameless = slug in _NAMELESS and (words or slug == "only-customer")
    if not nameless and any(name not in after for name in names_of(before)):
        return False
    left = list(facts_of(after))
    for fact in facts_of(before):
        if fact in left:
            left.remove(fact)
        elif fact not in words or not _may_go(fact, slug):
            return False
    return True


def _may_go(fact: str, slug: str) -> bool:
    return slug in CARRIERS and not (slug in REPROACHES and _MONEY.search(fact))


def keeps_needed(before: str, after: str, slug: str) -> bool:
    """Tell whether what the customer has to know is still said, however much leaves around it.

    Args:
        before: The sentence as it was.
        after: The sentence as it would be.
        slug: What is at fault with it.
    """
    if _SAFETY.search(before) and not _SAFETY.search(after):
        return False
    return slug in _PRESSING or not _DUE.search(before) or bool(_DUE.search(after))
