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
# Where one sentence says that it is not ours, the next one sends them away.
_AWAY = re.compile(
    r"(?:^|[,;] )(?:(?:so|please|just|kindly|you can|you could|best) )*"
    r"(?:contact|call|ring|phone|try|ask|speak to|write to|e-?mail)"
    r" (?:(?:the|your|their) [a-z]|them\b|(?-i:[A-Z]))",
    re.IGNORECASE,
)


def beside(whole: Sequence[Sentence], number: int, said: Sequence[Finding]) -> dict[str, str]:
    """Tell whether a sentence in which nothing was heard orders like its neighbour.

    Args:
        whole: The sentences of a draft.
        number: Which of them, from 0.
        said: What was found in the draft.

    Returns:
        Its words under `ask-permission`, or under `own-it` where it sends the customer away;
        nothing where it does neither.
    """
    sentence = whole[number]
    before = whole[number - 1] if number else sentence
    if sentence.listed:
        return {}
    near = {one.slug for one in said if before.start <= one.start < before.end}
    if "own-it" in near and _AWAY.search(sentence.text):
        return {"own-it": sentence.text}
    ordered = any(one.slug == "ask-permission" for one in said) and _MUST.match(sentence.text)
    if ordered or ("ask-permission" in near and _ORDER.match(sentence.text)):
        return {"ask-permission": sentence.text}
    return {}
