"""Finding what a text binds us to, with polarity: promises, claims, causes, and their denials.

A question that offers help binds nobody. "We can't refund" names a refund and denies it.
"""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections.abc import Iterator
from functools import lru_cache
from types import MappingProxyType
from typing import Final

from bot.coaching import negation_words
from bot.coaching.casing import lowered, vocabulary
from bot.coaching.domain import Promise, PromiseKind
from bot.coaching.memory import remembered
from bot.coaching.promise_patterns import PATTERNS, Sought
from bot.coaching.promise_words import DOING, HARMLESS_ACTS
from bot.coaching.sifted import sifted

_DENYING = re.compile(
    r"\b(?:instead of|rather than|refuse|decline|excluded?|outside|beyond|isn['’]t|too late|"
    r"impossible|unavailable)\b"
)
_QUIET = re.compile(
    r"\bno (?:problem|worries|doubt|trouble|bother|matter|need|rush|hurry)\b|"
    r"\bnot (?:only|just)\b|\bdon['’]t (?:worry|hesitate)\b"
)
# Chat often ends a sentence with a smiley or with nothing at all; a capital shows the next one.
_BOUNDARY = re.compile(
    r"[.!?;\n\U0001f300-\U0001faff\u2600-\u27bf]|:-?[)(DP]|, (?:so|and)\b|"
    r"[ \t](?:(?:[Bb]ut|[Hh]owever|[Bb]ecause|[Oo]nce)\b|"
    r"(?=(?:We|You|Our|This|That|Here|A|The|It|As)\s|"
    r"I(?:['’](?:ve|ll)| have| will| guarantee| promise)\b))"
)
_OWN_POLARITY: Final = ("guarantee", "freebie", "admission")
_LEAST: Final = 3
WORD = re.compile(rf"[^\W\d_]{{{_LEAST},}}")
_HUNDRED = re.compile(r"100\s?%")
_SENTENCE_END = re.compile(r"[.!?\n\U0001f300-\U0001faff\u2600-\u27bf]|[:;]-?[)(](?=\s|$)")
_SENTENCE_CHARS: Final = 400
_COMMIT = sifted(
    r"['’]ll\b|\b(?:i|we)(?:['’](?:m|re)| am| are) \w+ing\b|"
    r"\b(?:will|shall|going to|ships?|arrives?|leaves?|ready|delivered|fixed|sorted|back "
    r"to you|in touch|expect|get it|have it|with you|done|resolved|see to)\b",
    re.IGNORECASE,
)
_COMMON_WORDS = (
    "the and you your our for with from that this was were are has have had will would can "
    "could not but because due caused reason cause result very more some its it's they them "
    "here next there also just then any all one way new now still even well"
)
_COMMON: Final = frozenset(_COMMON_WORDS.split())
IRREGULAR: Final = {
    "sent": "send", "spoken": "speak", "spoke": "speak", "told": "tell", "found": "find",
    "made": "make", "taken": "take", "took": "take", "given": "give", "gave": "give",
    "rang": "ring", "rung": "ring", "got": "get", "put": "put", "written": "write",
    "wrote": "write", "paid": "pay", "frozen": "freeze", "froze": "freeze", "left": "leave",
}  # fmt: skip

_BY_HEAD: Final = MappingProxyType(
    {
        head: tuple(number for number, sought in enumerate(PATTERNS) if head in sought.heads)
        for head in frozenset(head for sought in PATTERNS for head in sought.heads)
    }
)
"""First letters of words, with the numbers of the patterns that look near them."""


@remembered
def find(text: str) -> tuple[Promise, ...]:
    """Find what a text promises, claims or denies.

    Args:
        text: Any text.

    Returns:
        Promises in order; offering questions are left out.
    """
    found: list[Promise] = []
    lower = lowered(text)
    near = _near(lower)
    for number in sorted(near):
        sought = PATTERNS[number]
        for match in _matches(sought, lower, near[number]):
            start, end = match.span()
            if _asked(text, end) or not _binding(sought.kind, text, match):
                continue
            denied = sought.kind != "deadline" and _denied(sought.kind, text, match)
            words = text[start:end]
            found.append(Promise(kind=sought.kind, text=words, start=start, end=end, denied=denied))
    return tuple(sorted(found, key=lambda promise: (promise.start, promise.end)))


def committed(text: str, start: int, end: int) -> bool:
    """Tell whether the sentence around a span says that something will be done, and is no question.

    Args:
        text: Any text.
        start: Where the span begins, in characters from 0.
        end: One past where it ends.
    """
    return not _asked(text, end) and bool(_COMMIT.search(sentence(text, start, end)))


def sentence(text: str, start: int, end: int) -> str:
    """Give the sentence around a span."""
    ends = _ends(text)
    before, after = bisect_right(ends, (start, start)), bisect_left(ends, (end,))
    begin = max(0, start - _SENTENCE_CHARS, ends[before - 1][1] if before else 0)
    stop = ends[after][0] if after < len(ends) else len(text)
    return text[begin : min(stop, end + _SENTENCE_CHARS)]


@remembered
def stems(text: str) -> frozenset[str]:
    """Give the stems of a text's telling words of three letters and more."""
    lower = lowered(text)
    # Where lower case is longer than the text, its words are not where the vocabulary has them.
    words = vocabulary(lower) if lower == text.lower() else WORD.findall(text.lower())
    return frozenset(stem_of(word) for word in words if len(word) >= _LEAST and word not in _COMMON)


@lru_cache(maxsize=8192)
def stem_of(word: str) -> str:
    """Give what the forms of one verb or noun share."""
    word = IRREGULAR.get(word, word)
    for tail in ("ing", "ied", "ed", "es", "s", "y"):
        if len(word) > len(tail) + 2 and word.endswith(tail):
            word = word[: -len(tail)]
            break
    word = word.rstrip("e")
    return word[:-1] if len(word) > 3 and word[-1] == word[-2] else word


def _near(lower: str) -> dict[int, list[int]]:
    """Give the numbers of the patterns that may match, each with the places of its words."""
    found: dict[int, list[int]] = {}
    for word, places in vocabulary(lower).items():
        for number in _BY_HEAD.get(word[:4], ()):
            found.setdefault(number, []).extend(places)
    if "100" in lower:  # a vow without a word
        hundreds = [match.start() for match in _HUNDRED.finditer(lower)]
        for number in _BY_HEAD["100"] if hundreds else ():
            found.setdefault(number, []).extend(hundreds)
    return found


def _matches(sought: Sought, lower: str, places: list[int]) -> Iterator[re.Match[str]]:
    """Look for a kind of promise near the words that it cannot do without."""
    begin, end = 0, -1
    for place in sorted(places):
        if place - sought.before > end:
            if end > 0:
                yield from sought.pattern.finditer(lower, begin, end)
            begin = max(0, place - sought.before)
        end = place + sought.after
    if end > 0:
        yield from sought.pattern.finditer(lower, begin, end)


@remembered
def _ends(text: str) -> tuple[tuple[int, int], ...]:
    """Give where each sentence's end begins and ends."""
    return tuple(match.span() for match in _SENTENCE_END.finditer(text))


def _asked(text: str, position: int) -> bool:
    ends = _ends(text)
    after = bisect_left(ends, (position,))
    return after < len(ends) and text[ends[after][0]] == "?"


def _binding(kind: PromiseKind, text: str, match: re.Match[str]) -> bool:
    if kind == "deadline":
        return committed(text, *match.span())
    if kind != "act":
        return True
    groups = match.groupdict()
    doing = groups["doing"] or groups["active"]
    if doing:
        return doing.lower() in DOING
    verb = groups["act"] or groups["let"]
    return not verb or verb.lower() not in HARMLESS_ACTS


def _denied(kind: PromiseKind, text: str, match: re.Match[str]) -> bool:
    begin = max(0, match.start() - 90)
    for cut in _BOUNDARY.finditer(text, begin, match.end()):
        if cut.end() <= match.start():
            begin = cut.end()
    lower = lowered(text)
    before = lower[begin : match.start()]
    if kind in _OWN_POLARITY:
        return _denies(before[-30:])
    after = text[match.end() : match.end() + 50]
    end = _BOUNDARY.search(after)
    after = after[: end.start()] if end else after
    return _denies(f"{before[-60:]} | {match.group()} | {after.split(',')[0].lower()}")


def _denies(lower: str) -> bool:
    if not (negation_words.says_no(lower) or _DENYING.search(lower)):
        return False
    plain = _QUIET.sub(" ", lower)
    return negation_words.says_no(plain) or bool(_DENYING.search(plain))
