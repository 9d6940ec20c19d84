"""What happened, told in scraps: "3 hrs on the tarmac", "no lock and no hot water". Pure.

A scrap is no sentence, so it is said back before a colon. Like every echo it is the customer's
own, turned towards them, and said only where it surely reads well.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from bot.coaching.offline_story import pieces
from bot.coaching.offline_story_words import NEVER, VERB
from bot.coaching.offline_turn import spelt, turned

_FEWEST_WORDS, _MOST_WORDS = 3, 9
_NUMBERS = "|".join(spelt(count) for count in (*range(2, 20), *range(20, 100, 10)))
_COUNT = rf"(?:{_NUMBERS}|half an|over an?|one|a whole|another)"
_TIME = r"(?:hours?|days?|weeks?|months?|minutes|nights?|years|weekends?)"
_SPAN = re.compile(
    r"(?:after |for |over |nearly |almost |about )?(?:more than )?"
    rf"(?P<said>{_COUNT} (?:\w+ )?{_TIME}"
    r" (?:(?:on|in|at|of|without|with|for|under|behind|outside|from|through) [\w' -]+"
    r"|and (?:no|not an?|still no) [\w' -]+|of \w+ing\b[\w' -]*"
    r"|late|running|in a row|wasted))"
)
_AGAIN = re.compile(
    r"(?:(?:this is|it's|that's|now) )?(?:the |my |your |a )?"
    r"(?P<said>(?:second|third|fourth|fifth|sixth|seventh|another)"
    r" (?!time\b|hand\b|floor\b|of\b|class\b|one\b|party\b|attempt\b|thing\b|question\b|and\b)"
    r"(?:\w+ )?\w{3,} (?:(?:in|this|for|since|within|on) [\w' -]+|now|again|cancelled|missed))"
)
_WITHOUT = re.compile(
    r"(?:(?:with|still|and|there's|theres|there is|there was|you have|you've) )?"
    r"(?P<said>no (?!idea|problem|thanks?\b"
    r"|one\b|worr|need\b|rush\b|offen|biggie|way\b|doubt|chance|longer|more\b|point|matter|joke"
    r"|excuse|wonder|clue|joy|luck|prob|pressure|hurry|panic|question|big\b|harm|matter|thing|to\b|wish)"
    r"[a-z][\w' -]+)"
)
_LEFT = re.compile(
    r"(?P<said>(?:(?:over)?charged|billed|fined|cut off|locked out|logged out"
    r"|kicked out|turned away|kept waiting|stranded|stuck|put on hold|on hold|passed (?:on|around"
    r"|from)|sent (?:away|home|from|round)|bumped|banned|double[ -]?booked|left (?:on hold"
    r"|waiting|standing|stranded|outside|behind))\b[\w' -]+)"
)
_OPEN = re.compile(
    r"\b(?:the|an?|of|for|on|in|at|to|and|or|but|with|without|your|by|no|so|her|his)$"
)
_WORDY = re.compile(rf"\b(?:{VERB}|you|you're|you've|he|she|they|it|this|that|me|be|do|did|does)\b")
_OF_IT = re.compile(r" (?:in|on|with|for) (?:it|them)$")
# What may be a verb and here is none.
_STILL = re.compile(
    r"\b(?:just|still|already|only|almost|now|cut|left|kept|closed|locked|charged|lost|turned"
    r"|stopped|blocked|cancelled|missed)\b"
)


def scenes(customer: str) -> Iterator[str]:
    """Give what may be said back before a colon, the first told first.

    Args:
        customer: The customer's message.

    Yields:
        Scraps that begin small: "three hours on the tarmac", "no lock and no hot water".
    """
    told = [_scrap(piece) for piece in pieces(customer)]
    for at, scrap in enumerate(told):
        more = told[at + 1] if at + 1 < len(told) else ""
        if scrap and more.startswith("no ") and len(f"{scrap} {more}".split()) < _MOST_WORDS:
            yield f"{scrap} and {more}"
        if len(scrap.split()) >= _FEWEST_WORDS:
            yield scrap


def _scrap(piece: str) -> str:
    """Say one scrap back; "" where it is none."""
    if NEVER.search(piece) or not piece[:1].isalnum():
        return ""
    said = turned(piece)
    for pattern in (_SPAN, _AGAIN, _WITHOUT, _LEFT):
        match = pattern.fullmatch(said)
        words = _OF_IT.sub("", match["said"].strip()) if match else ""
        few = 2 <= len(words.split()) <= _MOST_WORDS
        if few and not (_OPEN.search(words) or _WORDY.search(_STILL.sub(" ", words))):
            nth = pattern is _AGAIN and not words.startswith("another")
            return f"a {words}" if nth else words
    return ""
