"""The promise ledger: what a text binds us to, with polarity, and what a rewrite added or lost.

A question that offers help binds nobody. "We can't refund" names a refund and denies it; turning
that into "we will refund" is an addition, the other way round is a loss.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from functools import lru_cache
from typing import Final

from bot.coaching import negation_words
from bot.coaching.casing import lowered
from bot.coaching.domain import Draft, Promise, PromiseKind, PromiseLedger
from bot.coaching.promise_patterns import PATTERNS
from bot.coaching.promise_words import DOING, GESTURES, HARMLESS_ACTS, UNMISSED

_DENYING = re.compile(
    r"\b(?:instead of|rather than|refuse|decline|excluded?|outside|beyond|isn['’]t|too late|"
    r"impossible|unavailable)\b",
    re.IGNORECASE,
)
_QUIET = re.compile(
    r"\bno (?:problem|worries|doubt|trouble|bother|matter|need|rush|hurry)\b|"
    r"\bnot (?:only|just)\b|\bdon['’]t (?:worry|hesitate)\b",
    re.IGNORECASE,
)
# Chat often ends a sentence with a smiley or with nothing at all; a capital shows the next one.
_BOUNDARY = re.compile(
    r"[.!?;\n\U0001f300-\U0001faff\u2600-\u27bf]|[:;]-?[)(DP]|(?i:,? but\b|,? however\b|, so\b|"
    r"\bbecause\b|\bonce\b|, and\b)|\s(?=(?:We|You|Our|This|That|Here|A|The|It|As)\s)|"
    r"\s(?=I(?:['’](?:ve|ll)| have| will| guarantee| promise)\b)"
)
_OWN_POLARITY: Final = ("guarantee", "freebie", "admission")
_WORD = re.compile(r"[^\W\d_]{3,}")
_SENTENCE_END = re.compile(r"[.!?\n\U0001f300-\U0001faff\u2600-\u27bf]|[:;]-?[)(](?=\s|$)")
_SENTENCE_CHARS: Final = 400
_COMMIT = re.compile(
    r"['’]ll\b|\b(?:will|shall|going to|ships?|arrives?|leaves?|ready|delivered|fixed|sorted|back "
    r"to you|in touch|expect|get it|have it|with you|done|resolved|see to)\b",
    re.IGNORECASE,
)
_CALLING = re.compile(
    r"\b(?:I|we|someone|somebody)\b[^.!?\n]{0,30}\b(?:call|ring|phone|text|email|write|message|"
    r"update|report|hear|let you know|back to you|in touch)\b",
    re.IGNORECASE,
)
_OURS = re.compile(
    r"\b(?:I|we|our|my|been|being|was|were|is|are|has|have|will|us)\b[^.!?\n]*$|"
    r"['’](?:ve|ll|m|re|s)\b[^.!?\n]*$",
    re.IGNORECASE,
)
_TOLD = re.compile(r"\b(?:be|you|must|should|get)\s+$", re.IGNORECASE)
_COMMON_WORDS = (
    "the and you your our for with from that this was were are has have had will would can "
    "could not but because due caused reason cause result very more some its it's they them "
    "here next there also just then any all one way new now still even well"
)
_COMMON: Final = frozenset(_COMMON_WORDS.split())
_IRREGULAR: Final = {
    "sent": "send", "spoken": "speak", "spoke": "speak", "told": "tell", "found": "find",
    "made": "make", "taken": "take", "took": "take", "given": "give", "gave": "give",
    "rang": "ring", "rung": "ring", "got": "get", "put": "put", "written": "write",
    "wrote": "write", "paid": "pay", "frozen": "freeze", "froze": "freeze", "left": "leave",
}  # fmt: skip
_COMMON_STEMS: Final = frozenset(("caus", "result", "reason", "owing", "thank"))


def find(text: str) -> tuple[Promise, ...]:
    """Find what a text promises, claims or denies.

    Args:
        text: Any text.

    Returns:
        Promises in order; offering questions are left out.
    """
    return _find(text)


@lru_cache(maxsize=64)
def _find(text: str) -> tuple[Promise, ...]:
    found: list[Promise] = []
    lower = lowered(text)
    for kind, pattern, signs in PATTERNS:
        if signs and not any(sign in lower for sign in signs):
            continue
        for match in pattern.finditer(lower):
            start, end = match.span()
            if _asked(text, end) or not _binding(kind, text, match):
                continue
            denied = kind != "deadline" and _denied(kind, text, match)
            found.append(
                Promise(kind=kind, text=text[start:end], start=start, end=end, denied=denied)
            )
    return tuple(sorted(found, key=lambda promise: (promise.start, promise.end)))


def compare(draft: Draft, answer: str) -> PromiseLedger:
    """Lay the promises of a draft beside those of a rewrite.

    Args:
        draft: What the agent wrote.
        answer: The rewrite.
    """
    mine, theirs = find(draft.text), find(answer)
    denied = {promise.kind for promise in mine if promise.denied}
    account = _Account(draft, mine)
    kept: list[Promise] = []
    added: list[Promise] = []
    lower, said = draft.text.lower(), stems(answer)
    for promise in sorted(theirs, key=lambda one: one.text.lower() not in lower):
        if promise.denied:
            kept += [promise] * (promise.kind in denied)
        elif _backed(promise, account, answer):
            kept.append(promise)
        else:
            added.append(promise)
    lost = [p for p in mine if not p.denied and not _kept(p, theirs, draft.text, said)]
    order = sorted(added, key=lambda promise: promise.start)
    return PromiseLedger(kept=tuple(kept), added=tuple(order), lost=tuple(lost))


class _Account:
    """What a draft promises, to be drawn on once for each sentence that promises it."""

    def __init__(self, draft: Draft, mine: Iterable[Promise]) -> None:
        self.draft = draft
        self.mine = tuple(mine)
        self.known = stems(draft.text)
        self._sentences: dict[str, list[set[str]]] = {}
        for promise in self.mine:
            if not promise.denied:
                told = stems(sentence(draft.text, promise.start, promise.end))
                if told not in self._sentences.setdefault(_group(promise), []):
                    self._sentences[_group(promise)].append(told)
        self._drawn: dict[str, set[str]] = {}

    def draw(self, promise: Promise, answer: str) -> bool:
        """Draw one sentence's worth of a promise; saying the same again draws nothing."""
        group = _group(promise)
        told = sentence(answer, promise.start, promise.end)
        granted = self._sentences.get(group, [])
        drawn = self._drawn.setdefault(group, set())
        if told in drawn:
            return True
        if len(drawn) < len(granted):
            drawn.add(told)
            return True
        beyond = stems(told) - stems(promise.text)
        return any(2 * len(beyond & words) > len(beyond) for words in granted)


def turned(promise: Promise, theirs: Iterable[Promise]) -> bool:
    """Tell whether a promise of the draft stands in the rewrite as a denial."""
    return any(other.kind == promise.kind and other.denied for other in theirs)


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
    begin = max(0, start - _SENTENCE_CHARS)
    for mark in _SENTENCE_END.finditer(text, begin, start):
        begin = mark.end()
    after = _SENTENCE_END.search(text, end, end + _SENTENCE_CHARS)
    return text[begin : after.start() if after else end + _SENTENCE_CHARS]


def stems(text: str) -> set[str]:
    """Give the stems of a text's telling words of three letters and more."""
    return {_stem_of(word) for word in _WORD.findall(text.lower()) if word not in _COMMON}


def _asked(text: str, position: int) -> bool:
    end = _SENTENCE_END.search(text, position, position + _SENTENCE_CHARS)
    return end is not None and end.group() == "?"


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
    before = text[begin : match.start()]
    if kind in _OWN_POLARITY:
        return _denies(before[-30:])
    after = _BOUNDARY.split(text[match.end() : match.end() + 50])[0].split(",")[0]
    return _denies(before[-60:]) or _denies(match.group()) or _denies(after)


def _denies(text: str) -> bool:
    plain = _QUIET.sub(" ", text)
    return negation_words.negates(plain) or bool(_DENYING.search(plain))


def _group(promise: Promise) -> str:
    """Give what promises may stand for each other: a gesture is a gesture, a refund a refund."""
    return "gesture" if promise.kind in GESTURES else promise.kind


def _backed(promise: Promise, account: _Account, answer: str) -> bool:
    """Tell whether the draft holds the same promise, as a yes."""
    draft = account.draft
    if promise.kind in ("act", "done"):
        return _does(_verb(promise.text), draft.text)
    said = stems(promise.text) - _COMMON_STEMS
    if promise.kind == "cause":
        return 2 * len(said & (account.known | stems(draft.customer or ""))) >= len(said)
    if promise.kind == "deadline":
        return said <= account.known
    plain = promise.kind != "exception" or said <= account.known
    if plain and account.draw(promise, answer):
        return True
    same = any(other.kind == promise.kind for other in account.mine)
    if promise.kind == "call-back" and not same and _CALLING.search(draft.text):
        return True
    return not same and promise.text.lower() in draft.text.lower()


@lru_cache(maxsize=256)
def _does(wanted: str, draft: str) -> bool:
    """Tell whether a draft says that we do, did or will do what a verb's stem says."""
    for match in _WORD.finditer(draft):
        word = match.group().lower()
        if _stem_of(word) != wanted:
            continue
        before = draft[max(0, match.start() - 40) : match.start()]
        past = word.endswith("ed") or word in _IRREGULAR
        if _OURS.search(before) or (past and not _TOLD.search(before)):
            return True
    return False


def _kept(promise: Promise, theirs: Iterable[Promise], draft: str, known: set[str]) -> bool:
    """Tell whether the rewrite still says a promise of the draft; `known` are its stems."""
    if promise.kind in UNMISSED:
        return not turned(promise, theirs)
    if promise.kind in ("act", "done"):
        return _verb(promise.text) in known
    group = GESTURES if promise.kind in GESTURES else {promise.kind}
    if any(other.kind in group and not other.denied for other in theirs):
        return True
    told = stems(sentence(draft, promise.start, promise.end))
    return not turned(promise, theirs) and 2 * len(told & known) >= len(told)


def _verb(words: str) -> str:
    found = _WORD.findall(words.lower())
    return _stem_of(found[-1]) if found else words


@lru_cache(maxsize=8192)
def _stem_of(word: str) -> str:
    word = _IRREGULAR.get(word, word)
    for tail in ("ing", "ied", "ed", "es", "s", "y"):
        if len(word) > len(tail) + 2 and word.endswith(tail):
            word = word[: -len(tail)]
            break
    word = word.rstrip("e")
    return word[:-1] if len(word) > 3 and word[-1] == word[-2] else word
