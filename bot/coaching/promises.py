"""The promise ledger: what a rewrite promises beyond its draft, and what it lost.

Turning "we can't refund" into "we will refund" is an addition, the other way round is a loss.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from typing import Final

from bot.coaching.domain import Draft, Promise, PromiseLedger
from bot.coaching.memory import remembering
from bot.coaching.promise_finding import (
    IRREGULAR,
    WORD,
    committed,
    find,
    sentence,
    stem_of,
    stems,
)
from bot.coaching.promise_words import GESTURES, UNMISSED

__all__ = ["committed", "compare", "find", "sentence", "stems", "turned", "verb"]

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
_TO_YOU = re.compile(r"\s+(?:to )?you\b", re.IGNORECASE)
_TO_US = re.compile(r"\s+(?:me|us)\b", re.IGNORECASE)
_MANY: Final = 50
_COMMON_STEMS: Final = frozenset(("caus", "result", "reason", "owing", "thank"))


@remembering()
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
    # "We'll refund" keeps nothing of "we can't refund" though the draft speaks of refunding
    kept = [one for one in kept if not any(_overlap(one, other) for other in order[:_MANY])]
    return PromiseLedger(kept=tuple(kept), added=tuple(order), lost=tuple(lost))


class _Account:
    """What a draft promises, to be drawn on once for each sentence that promises it."""

    def __init__(self, draft: Draft, mine: Iterable[Promise]) -> None:
        self.draft = draft
        self.mine = tuple(mine)
        self.known = stems(draft.text)
        self._sentences: dict[str, list[frozenset[str]]] = {}
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


def _overlap(one: Promise, other: Promise) -> bool:
    return one.start < other.end and other.start < one.end


def turned(promise: Promise, theirs: Iterable[Promise]) -> bool:
    """Tell whether a promise of the draft stands in the rewrite as a denial."""
    return any(other.kind == promise.kind and other.denied for other in theirs)


def _group(promise: Promise) -> str:
    """Give what promises may stand for each other: a gesture is a gesture, a refund a refund."""
    return "gesture" if promise.kind in GESTURES else promise.kind


def _backed(promise: Promise, account: _Account, answer: str) -> bool:
    """Tell whether the draft holds the same promise, as a yes."""
    draft = account.draft
    if promise.kind in ("act", "done"):
        does = verb(promise.text)
        to_you = bool(_TO_YOU.match(answer, promise.end))
        return does in account.known and _does(does, draft.text, to_you=to_you)
    said = stems(promise.text) - _COMMON_STEMS
    if promise.kind == "cause":
        said = stems(promise.text.split(",")[0]) - _COMMON_STEMS
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


def _does(wanted: str, draft: str, *, to_you: bool) -> bool:
    """Tell whether a draft says that we do, did or will do what a verb's stem says."""
    for match in WORD.finditer(draft):
        word = match.group().lower()
        if stem_of(word) != wanted:
            continue
        if _TO_US.match(draft, match.end()):
            continue
        if _TO_YOU.match(draft, match.end()) and not to_you:
            continue  # "as I told you" tells nobody else
        before = draft[max(0, match.start() - 40) : match.start()]
        past = word.endswith("ed") or word in IRREGULAR
        if _OURS.search(before) or (past and not _TOLD.search(before)):
            return True
    return False


def _kept(promise: Promise, theirs: Iterable[Promise], draft: str, known: frozenset[str]) -> bool:
    """Tell whether the rewrite still says a promise of the draft; `known` are its stems."""
    if promise.kind in UNMISSED:
        return not turned(promise, theirs)
    if promise.kind in ("act", "done"):
        return verb(promise.text) in known
    group = GESTURES if promise.kind in GESTURES else {promise.kind}
    if any(other.kind in group and not other.denied for other in theirs):
        return True
    told = stems(sentence(draft, promise.start, promise.end))
    return not turned(promise, theirs) and 2 * len(told & known) >= len(told)


def verb(words: str) -> str:
    """Give the stem of the verb with which an act ends."""
    found = WORD.findall(words.lower())
    return stem_of(found[-1]) if found else words
