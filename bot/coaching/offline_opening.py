"""What a reply opens with when nobody is hurt: their aim before a request, a yes. Pure."""

from __future__ import annotations

import re

from bot.coaching import sentences
from bot.coaching.memory import remembered
from bot.coaching.offline_insert import GREETING
from bot.coaching.offline_story import MOST_WORDS
from bot.coaching.offline_text import small
from bot.coaching.offline_turn import turned
from bot.coaching.offline_wording import Ground, common

_AIM = re.compile(
    r"\b(?:(?:i|we)(?:['’]?d| would)? (?:need|want|wish|like|love|would like|am trying|are trying)"
    r"(?: very much| also| now| really)? to|(?:i|we)['’]?(?:m|re) (?:trying|looking|hoping) to"
    r"|(?:^|[.!?,\n] ?)(?:hi|hello|hey)?,? ?(?:need|want|trying|looking|would like|wanna) to"
    r"|how (?:do|can|could|would|should) (?:i|we)|(?:can|could|may|how to)(?: (?:i|we))?)"
    r" (?:please |pls |also |still |now )*(?P<act>(?P<verb>[a-z]+)\b[^.!?,;:\n()…]*)",
    re.IGNORECASE,
)
# An aim ends where a reason, a condition or a second thought begins.
_ENDS = re.compile(
    r"\s+(?:but|because|cos|as|if|when|before|since|so|and (?:i|we|my|the|it|is|can|what|how)"
    r"|instead|please|pls|plz|thanks|thx|today|now|or|while|that|which|without)\b.*$|\s*[-–—].*$",
    re.IGNORECASE,
)
_VERBS = (
    "add apply book cancel change claim close collect connect convert correct delete download enrol"
    " exchange export extend fix hand hire import insure install join leave link log move open"
    " order pause pay pick postpone purchase register remove renew rent repair replace report"
    " reschedule reserve reset restore return sell send set sign start stop subscribe swap switch"
    " transfer turn update upgrade upload use visit withdraw bring borrow donate reduce edit"
    " activate unlock print reactivate redeem submit merge retrieve recover reconnect rebook"
)
_ACTS = frozenset(_VERBS.split())
_NOT_SAID = re.compile(
    r"\b(?:you|u|your|yours|not|never|no|it|this|that|these|them|there|what|who|human|person|"
    r"someone|somebody|information|info|help|back|in touch|started|rid)\b|n['’]t\b|\d|[^\w\s'’&/-]",
    re.IGNORECASE,
)
_ASKS = re.compile(r"(?P<ask>(?:could|would) you\b)", re.IGNORECASE)
_UNSURE = re.compile(
    r"(?:n['’]t|\b(?:not|sure|do|did|who|when|never|know)) (?:\w+ )?$", re.IGNORECASE
)
_HAVE = re.compile(
    r"\b(?:do|does) (?:you|u|ye|they|your \w+)(?: guys| also| still| by any chance)?"
    r" (?:do|sell|have|offer|make|stock|carry|serve|rent|hire|ship|deliver|run|take)\b"
    r"(?P<what>[^.!?\n]{3,60})",
    re.IGNORECASE,
)
_OTHERWISE = re.compile(
    r"n['’]t\b|\b(?:no|not|none|never|cannot|only|afraid|sorry|unfortunately|sold out|gone|yes"
    r"|yep|yeah|sure|of course|if|unless|until|members?|once|when|discontinued|out of)\b|\?",
    re.IGNORECASE,
)
_THERE = re.compile(
    r"\b(?:is|are|starts?|costs?|comes?|has|have|open|opens|runs?|sell|make|do|offer)\b",
    re.IGNORECASE,
)
_CONTENT = re.compile(r"[a-z]{4,}")
_SMALL_WORDS = "with from about that this your some have people person please there"
_LEFT_OUT = frozenset(_SMALL_WORDS.split())
_STEM = 4
_SHARED = 2


def opened(text: str, before: str, customer: str, ground: Ground) -> str:
    """Open a changed draft with what the customer wants.

    Args:
        text: The draft as it stands now.
        before: The draft as it was; a sentence that stood there already keeps its opening.
        customer: The customer's message.
        ground: What is known about draft and customer.

    Returns:
        "To move your appointment, could you …" or "Yes, …"; the text itself where neither fits.
    """
    greeting = GREETING.match(text)
    at = greeting.end() if greeting else len(text) - len(text.lstrip())
    first = next((one for one in sentences.split(text) if one.end > at), None)
    if not customer or first is None or "\n" in text[at : first.start] or text == before:
        return text
    start = max(at, first.start)
    words = text[start : first.end]
    if not _ASKS.match(words) or words in before:
        return _yes(text, start, words, customer, ground)
    wanted = aim(customer)
    if not wanted or _said(wanted, words):
        return text
    begun = ground.voice.fit(f"To {wanted},", first=not text[:start].rstrip().endswith(","))
    return f"{text[:start]}{begun} {small(words)}{text[first.end :]}"


@remembered
def aim(customer: str) -> str:
    """Give what they want to do, e.g. `add your wife to the policy`; "" where it is not plain.

    Args:
        customer: The customer's message.
    """
    for match in _AIM.finditer(customer):
        act = _ENDS.sub("", match["act"].strip())
        if _UNSURE.search(customer[: match.start()]):
            continue
        if match["verb"].lower() in _ACTS and 1 < len(act.split()) <= MOST_WORDS - 4:
            return "" if _NOT_SAID.search(act) else turned(act)
    return ""


def _said(wanted: str, words: str) -> bool:
    """Tell whether a request names the aim already."""
    verb, *_, last = wanted.lower().split()
    return verb in words.lower() and last in words.lower()


def _yes(text: str, start: int, words: str, customer: str, ground: Ground) -> str:
    asked = _HAVE.search(customer)
    if not asked or _OTHERWISE.search(words) or not _THERE.search(words):
        return text
    shared = _stems(asked["what"]) & _stems(words)
    if len(shared) < min(_SHARED, len(_stems(asked["what"]))):
        return text
    if not shared or text[:start].rstrip().endswith(","):
        return text
    said = small(words) if common(words, f" {customer.lower()} ") else words
    return f"{text[:start]}{ground.voice.begin('Yes')}, {said}{text[start + len(words) :]}"


def _stems(words: str) -> set[str]:
    found = (word for word in _CONTENT.findall(words.lower()) if word not in _LEFT_OUT)
    return {word[:_STEM] for word in found}
