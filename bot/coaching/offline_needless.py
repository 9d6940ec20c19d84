"""Sentences that a good coach would leave out, as the ear has learned from many rewrites. Pure."""

from __future__ import annotations

import math
import re
from collections.abc import Collection, Sequence
from typing import Final

from bot.coaching.domain import Needless
from bot.coaching.ear_company import IN_COMPANY
from bot.coaching.fact_finding import hard
from bot.coaching.needless import likely
from bot.coaching.offline_carries import weighty
from bot.coaching.offline_closing import SIGN_OFF, closes_sale
from bot.coaching.offline_decides import decides
from bot.coaching.offline_keeps import keeps_needed
from bot.coaching.offline_quiet import CLOSING
from bot.coaching.offline_sales import pitches
from bot.coaching.offline_salvage import trim
from bot.coaching.offline_text import GREETS
from bot.coaching.sentences import Sentence

_AT_FAULT = 0.35
"""From which likelihood on a sentence leaves in which something is at fault."""
_TELLING = 0.75
"""The same where what is found there tells how things stand: who helps, why, what is not done."""
BESIDE: Final = 0.7
"""The same for one in which nothing was found."""
SURELY: Final = 0.9
"""The same for one that could be said in kinder words."""
_ASKING: Final = 0.95
"""The same for a question in which nothing was found: it may well be the one that helps."""
_CLAUSE = 0.6
"""The same for a clause of one that stays."""
_HOLLOW = IN_COMPANY | {"take-it-seriously", "only-customer", "sincere-apology"}
"""What is broken by words that tell nothing."""
STAYING: Final = frozenset({"own-it", "ask-permission"})
"""What is broken by telling who helps, or what to do: that is told."""
_FEELS = re.compile(
    r"(?:no wonder|(?:i can see|i understand) (?:how|why|that)|anyone would be|of course you"
    r"|(?:i['’]?m |i am |we['’]re )?(?:so |very )?glad you|congrat\w*|lots of people feel"
    r"|(?:i['’]?m|i am) (?:so |very )*sorry(?! (?:if|but|you feel|for any)\b))",
    re.IGNORECASE,
)
_REFUSES = re.compile(
    r"\b(?:is|are|was|were|be|been)(?:n['’]?t| not) (?:\w+ly )?(?:disclosed|permitted"
    r"|allowed|possible|practical|planned|provided|offered|accepted|granted|issued|made|done by"
    r"|handled by|dealt with by)\b|\b(?:do|does|did)(?:n['’]?t| not) (?:permit|allow|let|offer|do"
    r"|issue|handle|deal|give|make|take|change|extend|accept|refund|cover|support)\b",
    re.IGNORECASE,
)
# What is done already, how things stand, and what to bring.
_STANDS = re.compile(
    r"\b(?:we|i)(?:['’]ve| have) (?:now |already |just )?(?:passed (?:it|this|that|your)"
    r"|forwarded|escalated|booked|reset|re-?sent)\b|\bi['’]ll pass (?:it|this|that|your)\b"
    r"|^(?:moved|passed|forwarded) (?:on )?to\b|\bwill be (?:resolved|fixed|repaired|sorted)\b"
    r"|\b(?:is|are|stays?|remains?) blocked\b|\bcounts? as\b|\bno (?:record|trace) of\b"
    r"|\bonly for (?:people|those|anyone)\b"
    r"|^(?:please |kindly )?(?:bring|attach|enclose|quote|present)\b"
    r"|\byou(?:['’]ll| will) be (?:notified|informed|contacted|told|called|rung|e-?mailed)\b"
    r"|\b(?:must|has to|have to|needs? to) be (?:opened|made|submitted|filed|requested|paid"
    r"|returned|signed|sent|raised)\b"
    r"|\bno (?:changes?|plans?|updates?|extensions?) (?:is|are|will be)\b"
    r"|\b(?:fee|charge|bill|decision|amount|ban)\b[^.!?]*\b(?:correct\w*|stands?|remains?"
    r"|stays?)\b|\btak(?:es?|ing) (?:some (?:more )?time|a (?:little|bit|while)|longer)\b"
    r"|\b(?:do not|don['’]?t|avoid) (?:make|create|open|use|delete|close|remove|touch|move|share"
    r"|install|restart|unplug|throw|drive|eat|drink|take|turn|press|wash|cut|sign|log)\b"
    r"|\b(?:we|i) have (?:\d+|two|three|four|five|six|seven|eight|nine|ten|twelve) (?!years|awards"
    r"|happy|offices|other)[a-z]+",
    re.IGNORECASE,
)
_ROUTINE = re.compile(
    r"\b(?:helpful|considered|thought (?:of|about)|anything else)\b", re.IGNORECASE
)
_ASKS = re.compile(
    r"(?:(?:and|so|but) )?(?:did|do|does|have|has|is|are|was|were|can|could|would|will|may|shall"
    r"|should|which|what|when|where|how|who)\b.*\?$",
    re.IGNORECASE,
)
_FIRMLY = "never-insult-or-threaten"
"""Beside such a fault only a plain no counts as a decision."""


def shorter(
    text: str, sentence: Sentence, slugs: Collection[str], words: Sequence[Needless]
) -> str | None:
    """Give what a good coach would leave of a sentence.

    Args:
        text: The draft.
        sentence: One of its sentences.
        slugs: What was found in it.
        words: The draft's words, as the ear heard them.

    Returns:
        "" when it would leave, fewer clauses of it, or None when it stays.
    """
    if frames(sentence.text):
        return None
    start, end = sentence.start, sentence.end
    needed = not all(keeps_needed(sentence.text, "", slug) for slug in slugs or ("",))
    least = max(_least(slugs), _ASKING if not slugs and _asks(sentence.text) else 0.0)
    if likely(words, start, end) >= least and not needed and not _holds(text, start, end):
        return ""
    if not slugs or needed:
        return None

    def leaves(first: int, last: int) -> bool:
        first, last = start + first, start + last
        return likely(words, first, last) >= _CLAUSE and not _holds(text, first, last)

    return trim(sentence.text, leaves)


def _least(slugs: Collection[str]) -> float:
    if not STAYING.isdisjoint(slugs):
        return math.inf
    if not slugs:
        return BESIDE
    return _AT_FAULT if all(slug in _HOLLOW for slug in slugs) else _TELLING


def tells(said: str) -> bool:
    """Tell whether words say how a matter stands or what has to be done next."""
    return bool(_STANDS.search(said))


def _holds(text: str, start: int, end: int) -> bool:
    """Tell whether a piece of a draft holds a fact or a decision that has to be known."""
    said = text[start:end]
    told = any(start <= fact.start < end for fact in hard(text))
    named = "+" in said or bool(weighty(said))
    refuses = bool(_REFUSES.search(said)) or decides(said, _FIRMLY)
    return told or named or refuses or tells(said)


def _asks(text: str) -> bool:
    """Tell whether a sentence asks for something, and neither for a sale nor out of routine."""
    asks = _ASKS.match(text) and not CLOSING.fullmatch(text)
    return bool(asks) and not (closes_sale(text) or pitches(text) or _ROUTINE.search(text))


def frames(text: str) -> bool:
    """Tell whether a sentence greets, signs, or feels with them."""
    greets = GREETS.match(text) and len(text.split()) <= 4
    return bool(greets or SIGN_OFF.match(text) or _FEELS.match(text))
