"""Whether a sentence still holds every fact of the one it comes from. Pure."""

from __future__ import annotations

import re
from typing import Final

from bot.coaching.offline_text import facts_of, names_of

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
_SAFETY = re.compile(
    r"\b(?:stop (?:using|taking|eating|drinking|driving|charging|applying|wearing|feeding)|rinse"
    r"|unplug|keep (?:away|clear|out of reach)|call (?:999|911|112|000|an ambulance|poison)"
    r"|(?:see|call|ring) (?:a|your) (?:doctor|vet|gp|pharmacist)|medical (?:help|advice|attention)"
    r"|(?:turn|switch|shut)(?: it| the [a-z]+)? off|wash (?:it )?off|evacuate)\b",
    re.IGNORECASE,
)
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


def keeps_safe(before: str, after: str) -> bool:
    """Tell whether what keeps somebody from harm is still said, however much leaves around it."""
    return not _SAFETY.search(before) or bool(_SAFETY.search(after))
