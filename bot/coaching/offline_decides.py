"""Whether words say a no that must stay one, or only sound like it. Pure."""

from __future__ import annotations

import re
from typing import Final

from bot.coaching.sifted import sifted

_TONES: Final = frozenset(
    {
        "happy-over-right",
        "never-insult-or-threaten",
        "take-it-seriously",
        "about-them",
        "dignity",
        "no-hard-sell",
    }
)
"""What is at fault in how it is said; what is said besides is seldom a decision."""
_NO_NO = (
    r"(?:even |really |actually |exactly )?(?:believe|understand|see why|know|care|think|imagine"
    r"|help (?:it|you if)|want|need|mind|mean|let|wait|miss|delay|sleep|hesitate"
    r"|be(?! (?:\w+(?:ed|en|own|ent)|built|cut|put|set|made|done|paid|sold|kept|held)\b)|get"
    r"|worth|that"
    r"|hard|difficult|complicated|rocket|listen|read|bother|look|pay|just|only|my|our|your|the"
    r"|for (?:you|everyone|everybody))"
)
# "No peonies, the season is over": a no without a verb.
_NO_MORE = (
    r"^no (?!problem|prob|worr|idea|need|rush|offen|way\b|one\b|wonder|pressure|thank|doubt|biggie"
    r"|more (?:waiting|excuses)|stress|questions asked|clue|hurry|matter|other \w+ (?:has|have))"
    r"[a-z]+(?: [a-z]+)?(?=,|[.!]?$| (?:left|today|anymore|until|before|after|on|in|this|for)\b)"
)
_DECIDES = re.compile(
    r"\b(?:can(?:no|['’])t|can not|cant|won['’]?t|will not|do(?:n['’]?t|es(?:n['’]?t| not)| not)"
    r"|isn['’]t|aren['’]t|wasn['’]t|not|unable to|no longer)\b"
    rf"(?! {_NO_NO})"
    r"|^(?:no|nope|sorry, no)[,.]|\b(?:impossible|unavailable|sold out|discontinued)\b"
    r"|\b(?:is|are) (?:final|correct|exhausted|closed|non-refundable|excluded|declined|rejected"
    r"|refused"
    r"|gone|full)\b"
    rf"|\bno (?:payment|refunds?|exceptions?)\b|{_NO_MORE}",
    re.IGNORECASE,
)
# Beside a barb, a shrug or a boast only a plain no is one, not every "not".
_FIRM = re.compile(
    r"(?<!you )\b(?:can(?:no|['’])t|can not|cant|could(?:n['’]t| not)|won['’]?t|will not)\b"
    rf"(?! {_NO_NO})(?! (?:help (?:\w+ )?feeling|have everything|expect|argue|please every\w+))"
    r"|\b(?:unable to|no longer|impossible|unavailable|sold out|discontinued|not (?:possible"
    r"|available|eligible|covered|included|allowed|accepted|permitted|valid|refundable|insured"
    r"|planned|in (?:stock|season|scope)|on (?:the|our|any) (?:roadmap|list|menu|plan)))\b"
    r"|\b(?:we|i|it|they|he|she) (?:do(?:es)?n['’]?t|do not|does not) (?:offer|do|ship|refund"
    r"|accept|provide|have|sell|allow|cover|support|take|exchange|deliver|include|work|fit|open"
    r"|run|make)\b|^(?:no|nope|sorry, no)[,.]|\bno (?:payment|refunds?|exceptions?)\b"
    r"|\b(?:is|are) (?:final|exhausted|closed|non-refundable|excluded|declined|rejected|refused"
    rf"|gone|full)\b|{_NO_MORE}",
    re.IGNORECASE,
)
BARB = sifted(
    r"\byou(?:['’]d| would)? (?:really |just |simply |never |always |should )*(?:don['’]?t"
    r"|didn['’]?t|can['’]?t|won['’]?t) (?:listen|read|understand|get it|bother|look|pay attention)"
    r"|\bcongratulations, you\b|\bhalf a brain\b|\btyping in capitals\b|\b(?:some|certain) people\b"
    r"|\bnot what (?:they|you) wish\b|\bthin air\b|\bmind ?reader\b|\bmagic(?:ian)?\b"
    r"|\bnot (?:taken a wage|slept|stopped|had a day off)\b|\bhaven['’]t (?:slept|stopped)\b"
    r"|\b(?:clowns?|morons?|idiots?|fools?)\b|\bisn['’]t a better\b|\bno better\b|\bor not\?"
    r"|\b(?:everyone|anyone|people) who\b"
    r"|\bplay (?:it|that|the recording) (?:back )?(?:for|to) you\b"
    r"|\bjust (?:fyi|saying)\b|\bfurther (?:complaint|message|e-?mail|appeal|letter)s?\b"
    r"|\bthink (?:very )?carefully\b|\bmake decisions\b"
    r"|\bnot (?:a|your) \w+, (?:am|are) (?:i|we)\b",
    re.IGNORECASE,
)


def decides(words: str, slug: str = "") -> bool:
    """Tell whether words say a no that must stay one; `slug` is what is at fault with them."""
    said = _FIRM if slug in _TONES else _DECIDES
    return bool(said.search(words)) and not BARB.search(words)
