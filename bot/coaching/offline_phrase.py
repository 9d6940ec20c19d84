"""An agent's answer as a sentence the customer can read. Pure.

What is a sentence already stays as it is; the rest ("customs rules") gets the few words of
`prompts/wordings/answers.md` that make one of it.
"""

from __future__ import annotations

import re
from typing import Final

from bot.coaching import answers
from bot.coaching.offline_text import body, small, stands
from bot.coaching.offline_wording import common
from bot.coaching.wordings import Wordings

_FEW: Final = 7
_WHAT_IS_DONE: Final = frozenset(
    {
        "core-problem", "dignity", "never-insult-or-threaten", "no-upsell-when-unhappy",
        "root-not-bandaid", "sincere-apology", "take-it-seriously",
    }
)  # fmt: skip
_OURS = re.compile(
    r"(?:re)?(?:send|ship|book|open|fund|pay|imburse)\b|(?:replace|credit|waive|escalate|exchange"
    r"|swap|refund)\b",
    re.IGNORECASE,
)
_BARE = re.compile(
    r"(?:repair|fix|call|ring|cancel|offer|give|check|reset|email|write|investigate|deliver|clean"
    r"|test|reorder|unlock|correct|update|move|collect|contact|ask)\b",
    re.IGNORECASE,
)
_NO_VERB = re.compile(r"\w+ (?:is|are|was|were|has|have|will|can|comes?|goes|costs?)\b")
_TO = re.compile(r"to (?=[a-z])", re.IGNORECASE)
_OF = re.compile(r"(?:because of|bc of|due to|owing to) ", re.IGNORECASE)
_BECAUSE = re.compile(r"^(?:because|cos|cause|cuz|bc)\b(?! of\b)\s*", re.IGNORECASE)
_GOODS = re.compile(r"\b(?:replacement|refund|credit|sent|new|repair|voucher)\b", re.IGNORECASE)
_THING = re.compile(
    r"(?:an?|another|one|full|partial) (?!.*\b(?:is|are|was|were|will|has|have|can|may|\w+s)\b).*",
    re.IGNORECASE,
)
_SUBJECT = re.compile(
    r"(?:i|we|it|they|you|he|she|there|this|that|yes|no|nope|yep)(?:\b|['’])",
    re.IGNORECASE,
)


def phrase(answer: str, slug: str, ask: str, words: Wordings, *, otherwise: bool = False) -> str:
    """Say an answer as a sentence.

    Args:
        answer: What the agent typed.
        slug: The principle behind the question it answers, or "".
        ask: That question, or "".
        words: The wordings.
        otherwise: Whether to say it in the second way there is.
    """
    said = answers.sentence(_BECAUSE.sub("", answer) if otherwise else answer)
    core = body(said).strip()
    title, core = _title(core, slug, ask)
    puts = words.named("answers", title).puts if title else ()
    if not puts:
        return said
    core = small(core) if common(core, "") else core
    return puts[-1 if otherwise else 0].replace("{answer}", core)


def _title(core: str, slug: str, ask: str) -> tuple[str, str]:
    """Give the heading of the words an answer needs, and what of it they take."""
    reason = "reason" in ask
    if not ask:
        return "", core
    if _OF.match(core):
        return "a reason", _OF.sub("", core)
    ours = _OURS.match(core) or (slug in _WHAT_IS_DONE and _BARE.match(core))
    if not reason and not _NO_VERB.match(core) and (ours or _TO.match(core)):
        return "a plan", _TO.sub("", core, count=1)
    whole = stands(core) and not _THING.fullmatch(core)
    if whole or _SUBJECT.match(core) or len(core.split()) > _FEW:
        return "", core
    if reason or _GOODS.search(core) or "done" in ask or "step" in ask:
        return ("a reason" if reason else "what comes"), core
    return ("a contact" if slug == "own-it" or ask.startswith(("Who", "Where")) else ""), core
