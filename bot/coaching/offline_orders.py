"""Orders beside one that was heard: nobody is asked once and told twice. Pure."""

from __future__ import annotations

import re
from collections.abc import Sequence

from bot.coaching.domain import Finding
from bot.coaching.sentences import Sentence

_ORDER = re.compile(
    r"(?:(?:and|then|also) )?(?:tell|bring|send|fill|sign|attach|upload|reply|call|include|enter"
    r"|download|print|log|clear|restart|confirm|give|take|leave|provide|submit|return|quote)\b"
    r"(?! (?:us|me) a chance)[^?:]*$",
    re.IGNORECASE,
)
# "You must not" warns, and a warning stays as it is.
_MUST = re.compile(
    r"(?:(?:and|then|also) )?"
    r"(?:you (?:also )?(?:must|need to|have to|are (?:required|obliged) to)|kindly)"
    r" (?!not\b|never\b|be aware|note\b|regards)[a-z]+ [^?]*$",
    re.IGNORECASE,
)


def beside(whole: Sequence[Sentence], number: int, said: Sequence[Finding]) -> dict[str, str]:
    """Tell whether a sentence in which nothing was heard orders like its neighbour.

    Args:
        whole: The sentences of a draft.
        number: Which of them, from 0.
        said: What was found in the draft.

    Returns:
        Its words under `ask-permission`; nothing where it gives no order, or stands alone with it.
    """
    sentence = whole[number]
    orders = [one for one in said if one.slug == "ask-permission"]
    if not orders or sentence.listed:
        return {}
    before = whole[number - 1] if number else sentence
    near = any(before.start <= one.start < before.end for one in orders)
    if _MUST.match(sentence.text) or (near and _ORDER.match(sentence.text)):
        return {"ask-permission": sentence.text}
    return {}
