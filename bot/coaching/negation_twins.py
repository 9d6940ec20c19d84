"""Seeing sentences that stand in two texts word for word, but for a "no"."""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections.abc import Sequence
from typing import Final

from bot.coaching import negation_words
from bot.coaching.domain import Fact
from bot.coaching.memory import remembered

_SENTENCE_END = re.compile(r"[.!?\n]")
_TOKEN = re.compile(r"[\w%$€£@#/-]+(?:['.,]\w+)*")
_MANY: Final = 50
_POSITIVE: Final = {
    "can't": "can",
    "cannot": "can",
    "cant": "can",
    "won't": "will",
    "wont": "will",
    "shan't": "shall",
    "dont": "do",
    "doesnt": "does",
    "didnt": "did",
    "isnt": "is",
    "arent": "are",
    "wasnt": "was",
    "couldnt": "could",
    "wouldnt": "would",
}


def same_but_for_no(draft: str, answer: str) -> list[Fact]:
    """Find sentences that stand in both texts word for word, with and without their negation."""
    denied, mine = negation_words.find(answer), negation_words.find(draft)
    theirs: dict[str, list[tuple[int, int]]] = {}
    for start, end in _sentences(answer):
        if answer[start:end] not in draft:
            theirs.setdefault(_last_word(answer, end), []).append((start, end))
    found: list[Fact] = []
    for start, end in _sentences(draft):
        alike = theirs.get(_last_word(draft, end), ())
        if not alike or draft[start:end] in answer:
            continue
        inside = between(mine, start, end)
        words = _without_no(draft[start:end])
        for first, last in alike:
            if len(between(denied, first, last)) == len(inside):
                continue
            if words and words == _without_no(answer[first:last]):
                place, stop = inside[0] if inside else (start, end)
                found.append(Fact(kind="negation", text=draft[place:stop], start=place, end=stop))
                break
    return found


def shared(draft: str, answer: str) -> bool:
    """Tell whether every sentence with a "no", of either text, stands in the other as it is."""
    return _stands(draft, answer) and _stands(answer, draft)


def _stands(text: str, other: str) -> bool:
    noes = negation_words.find(text)
    if len(noes) > _MANY:
        return False
    ends = _sentences(text)
    for start, _ in noes:
        first, last = ends[bisect_right(ends, (start, len(text))) - 1]
        if text[first:last].strip() not in other:
            return False
    return True


def _last_word(text: str, end: int) -> str:
    """Give the last piece of a sentence, by which its twin is looked for."""
    return text[max(0, end - 40) : end].rstrip(" .!?\n").rsplit(" ", 1)[-1].lower()


@remembered
def _sentences(text: str) -> list[tuple[int, int]]:
    ends = [match.end() for match in _SENTENCE_END.finditer(text)]
    return [
        (start, end)
        for start, end in zip([0, *ends], [*ends, len(text)], strict=True)
        if text[start:end].strip()
    ]


def _without_no(sentence: str) -> tuple[str, ...]:
    """Give a sentence's words without its negations."""
    words: list[str] = []
    for word in _TOKEN.findall(sentence.lower().replace("’", "'")):
        plain = _POSITIVE.get(word, word.removesuffix("n't"))
        if plain not in ("not", "do", "does", "did", ""):
            words.append(plain)
    return tuple(words)


def between(spans: Sequence[tuple[int, int]], start: int, end: int) -> Sequence[tuple[int, int]]:
    """Give the spans, of a sorted row, that begin between two places."""
    return spans[bisect_left(spans, (start,)) : bisect_left(spans, (end,))]
