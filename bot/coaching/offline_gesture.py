"""A voucher comes after the matter itself: where a granted gesture goes in a draft. Pure."""

from __future__ import annotations

import re
from collections.abc import Sequence

from bot.coaching import offline_address
from bot.coaching.domain import Finding
from bot.coaching.offline_carries import carries
from bot.coaching.offline_closing import Edit, last
from bot.coaching.offline_text import GREETS, ended
from bot.coaching.offline_wording import Ground
from bot.coaching.sentences import Sentence

_LEANS = re.compile(
    r"(?:it|this|that|these|those|they|you (?:can|could|may)|use|just|simply|show|valid|enter)\b",
    re.IGNORECASE,
)
_WISHES = re.compile(
    r"(?:^|[.!?]\s+)(?:have an?|enjoy|take care|thanks?|thank you|see you|cheers|best|hope"
    r"|happy)\b",
    re.IGNORECASE,
)
_MENDS = re.compile(
    r"\b(?:technician|engineer|plumber|electrician|crew|driver|replace\w*|repair\w*|fix(?:ed|es)?"
    r"|mended|restored|unlocked|resent|reshipped)\b",
    re.IGNORECASE,
)
"""A sentence that holds the repair as well stands where it is."""
_FEWEST_WORDS = 3


def behind(
    text: str,
    whole: Sequence[Sentence],
    put: dict[int, str],
    said: Sequence[Finding],
    ground: Ground,
) -> list[Edit]:
    """Move a granted gesture behind what is said about the matter itself.

    Args:
        text: The draft.
        whole: Its sentences.
        put: What replaces a sentence, by its number; what moves is taken out of it.
        said: What was heard.
        ground: What every move knows.

    Returns:
        The one edit that moves it; none where it may stay.
    """
    gestures = [
        finding.start
        for finding in said
        if finding.slug == "root-not-bandaid" and carries(finding.quote, finding.slug)
    ]
    for number, sentence in enumerate(whole[:-1]):
        if not any(sentence.start <= start < sentence.end for start in gestures):
            continue
        if _MENDS.search(sentence.text) or (not number and GREETS.match(sentence.text)):
            return []
        end = last(text, whole, put, sentence.end)
        words = put.get(number, sentence.text)
        between = range(number + 1, (end or number) + 1)
        if not words or not between or not _follows(words, text, [whole[one] for one in between]):
            return []
        put.pop(number, None)
        rest = _told(text, whole, put, between)
        if not rest:
            return []
        plain = text[whole[between[0]].start : whole[between[-1]].end]
        for other in between:
            put.pop(other, None)
        rest, plain = (offline_address.fit(text, sentence, ended(one)) for one in (rest, plain))
        words, own = (ground.voice.begin(one) for one in (words, sentence.text))
        return [Edit(sentence.start, whole[between[-1]].end, f"{rest} {words}", f"{plain} {own}")]
    return []


def _follows(words: str, text: str, matter: Sequence[Sentence]) -> bool:
    """Tell whether a gesture may stand behind some sentences."""
    rest = text[matter[0].start : matter[-1].end]
    if "?" in words + rest or _LEANS.match(rest) or _WISHES.search(rest):
        return False
    return all(len(one.text.split()) >= _FEWEST_WORDS for one in matter)


def _told(text: str, whole: Sequence[Sentence], put: dict[int, str], between: range) -> str:
    """Give what becomes of the sentences in between."""
    kept = [number for number in between if put.get(number) != ""]
    pieces = [
        put.get(number, whole[number].text)
        + (text[whole[number].end : whole[number + 1].start] if number != kept[-1] else "")
        for number in kept
    ]
    return "".join(pieces)
