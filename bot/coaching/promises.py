"""The promise ledger: what a text binds us to, with polarity, and what a rewrite added or lost.

A question that offers help binds nobody. "We can't refund" names a refund and denies it; turning
that into "we will refund" is an addition, the other way round is a loss.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from typing import Final

from bot.coaching.domain import Draft, Promise, PromiseKind, PromiseLedger
from bot.coaching.promise_patterns import DOING, HARMLESS_ACTS, PATTERNS

_DENIED_BEFORE = re.compile(
    r"(?:\b(?:not|no|never|cannot|unable|without|nor|neither|non|nicht|kein\w*|pas|ningún|nunca|inte)\b|n['’]t\b|"
    r"\b(?:instead of|rather than|nothing|isn['’]t|refuse|decline|excluded?|outside|beyond)\b)[^.!?;\n]{0,60}$",
    re.IGNORECASE,
)
_DENIED_AFTER = re.compile(
    r"^[^.!?;\n,]{0,40}?(?:\b(?:not|cannot|never|impossible|unavailable|excluded|nicht|pas)\b|n['’]t\b)(?! only)",
    re.IGNORECASE,
)
_BOUNDARY = re.compile(
    r"[.!?;\n]|,? but\b|,? however\b|, so\b|\bbecause\b|\bonce\b|, and\b", re.IGNORECASE
)
_CONDITION = re.compile(r"^\s*(?:if|when|once|should)\b", re.IGNORECASE)
_OWN_POLARITY: Final = ("guarantee", "freebie", "admission")
_WORD = re.compile(r"[^\W\d_]{3,}")
_SENTENCE_END = re.compile(r"[.!?\n]")
_COMMON: Final = frozenset(
    "the and you your our for with from that this was were are has have had will would can could "
    "not but because due caused reason cause result very more some".split()
)


def find(text: str) -> tuple[Promise, ...]:
    """Find what a text promises, claims or denies.

    Args:
        text: Any text.

    Returns:
        Promises in order; offering questions are left out.
    """
    found: list[Promise] = []
    for kind, pattern in PATTERNS:
        for match in pattern.finditer(text):
            if _asked(text, match) or _harmless(kind, match):
                continue
            found.append(
                Promise(
                    kind=kind,
                    text=match.group(),
                    start=match.start(),
                    end=match.end(),
                    denied=kind != "deadline" and _denied(kind, text, match),
                )
            )
    return tuple(sorted(found, key=lambda promise: (promise.start, promise.end)))


def compare(draft: Draft, answer: str) -> PromiseLedger:
    """Lay the promises of a draft beside those of a rewrite.

    Args:
        draft: What the agent wrote.
        answer: The rewrite.
    """
    mine, theirs = find(draft.text), find(answer)
    kept: list[Promise] = []
    added: list[Promise] = []
    for promise in theirs:
        if promise.denied:
            continue
        (kept if _backed(promise, mine, draft) else added).append(promise)
    denied = {promise.kind for promise in mine if promise.denied}
    kept += [p for p in theirs if p.denied and p.kind in denied]
    lost = [p for p in mine if not p.denied and not _kept(p, theirs, answer)]
    return PromiseLedger(
        kept=tuple(sorted(kept, key=lambda promise: promise.start)),
        added=tuple(added),
        lost=tuple(lost),
    )


def turned(promise: Promise, theirs: Iterable[Promise]) -> bool:
    """Tell whether a promise of the draft stands in the rewrite as a denial."""
    return any(other.kind == promise.kind and other.denied for other in theirs)


def _asked(text: str, match: re.Match[str]) -> bool:
    end = _SENTENCE_END.search(text, match.end())
    return bool(end) and end is not None and end.group() == "?"


def _harmless(kind: PromiseKind, match: re.Match[str]) -> bool:
    if kind != "act":
        return False
    groups = match.groupdict()
    doing = groups.get("doing") or groups.get("active")
    if doing:
        return doing.lower() not in DOING
    verb = groups.get("act") or groups.get("let")
    return bool(verb) and str(verb).lower() in HARMLESS_ACTS


def _denied(kind: PromiseKind, text: str, match: re.Match[str]) -> bool:
    before = _BOUNDARY.split(text[max(0, match.start() - 90) : match.start()])[-1]
    if kind in _OWN_POLARITY:
        before = before[-30:]
        return bool(_DENIED_BEFORE.search(before))
    after = text[match.end() : match.end() + 50]
    return bool(
        _DENIED_BEFORE.search(before)
        or re.search(r"n['’]t\b|\b(?:not|never)\b", match.group(), re.IGNORECASE)
        or _DENIED_AFTER.search(_BOUNDARY.split(after)[0])
    )


def _backed(promise: Promise, mine: Iterable[Promise], draft: Draft) -> bool:
    """Tell whether the draft holds the same promise, as a yes."""
    text = draft.text.lower()
    if promise.kind in ("act", "done"):
        return _stem(promise.text) in {_stem_of(word) for word in _WORD.findall(text)}
    if promise.kind == "cause":
        known = {
            _stem_of(word) for word in _WORD.findall(text + " " + (draft.customer or "").lower())
        }
        said = {_stem_of(w) for w in _WORD.findall(promise.text.lower()) if w not in _COMMON}
        return len(said & known) * 2 >= len(said)
    same = [other for other in mine if other.kind == promise.kind]
    if any(not other.denied for other in same):
        return True
    return not same and promise.text.lower() in text


def _kept(promise: Promise, theirs: Iterable[Promise], answer: str) -> bool:
    if promise.kind in ("act", "done"):
        return _stem(promise.text) in {_stem_of(word) for word in _WORD.findall(answer.lower())}
    if promise.kind == "cause":
        return True
    return any(other.kind == promise.kind and not other.denied for other in theirs)


def _stem(words: str) -> str:
    return _stem_of(_WORD.findall(words.lower())[-1]) if _WORD.findall(words) else words


def _stem_of(word: str) -> str:
    irregular = {"sent": "send", "spoken": "speak", "spoke": "speak", "told": "tell", "found": "find", "made": "make",
        "taken": "take", "took": "take", "given": "give", "gave": "give", "rang": "ring", "rung": "ring", "got": "get"}  # fmt: skip
    word = irregular.get(word, word)
    for tail in ("ing", "ied", "ed", "es", "s", "y"):
        if len(word) > len(tail) + 2 and word.endswith(tail):
            word = word[: -len(tail)]
            break
    word = word.rstrip("e")
    return word[:-1] if len(word) > 3 and word[-1] == word[-2] else word
