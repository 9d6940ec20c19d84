"""What a rewrite may not do to the limits of what a draft says: "up to", "usually", "if".

A limit is only looked for where the draft's sentence has a twin in the rewrite: the same figure, or
most of the same words. A sentence that was put quite otherwise is not judged.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from itertools import islice
from typing import Final, NamedTuple

from bot.coaching import promises
from bot.coaching.casing import lowered, vocabulary
from bot.coaching.domain import Draft, Fact, FactKind, Finding, Problem, Promise
from bot.coaching.fact_finding import hard
from bot.coaching.fact_ledger import REMOVERS
from bot.coaching.guard_codes import problem
from bot.coaching.limit_words import (
    ADDED_BOUND,
    ADDED_TELLING,
    BOUNDS,
    BY_WORD,
    CERTAIN,
    CONDITION,
    CONDITION_KEPT,
    EARLIER,
    FROM_TO,
    HEDGES,
    LATER,
    OR,
    Bound,
    Hedge,
    Opposite,
)
from bot.coaching.memory import remembered
from bot.coaching.negation_words import says_no

_FIGURES: Final[tuple[FactKind, ...]] = (
    "amount",
    "duration",
    "number",
    "number word",
    "percentage",
    "quantity",
)
_TIMES: Final[tuple[FactKind, ...]] = ("date", "time")
_LEAD_CHARS: Final = 30
_TAIL_CHARS: Final = 20
_FEW: Final = 8
_MANY_LINES: Final = 150
_TWIN: Final = 0.6
_TWIN_WORDS: Final = 2
_END = re.compile(r"[.!?](?=\s|$)|\n")
_WORD = re.compile(r"[^\W\d_]{3,}|\d+")
_COMMON_WORDS = (
    "the and you your our for with from that this are was were will would can could may might has "
    "have not but they them its it's usually normally often only most some all please very"
)
_COMMON: Final = frozenset(_COMMON_WORDS.split())
_OURS: Final = (
    "refund",
    "replacement",
    "credit",
    "discount",
    "freebie",
    "exception",
    "access",
    "act",
)


class _Line(NamedTuple):
    """A sentence in lower case, where it begins, and the beginnings of its telling words."""

    text: str
    start: int
    end: int
    words: frozenset[str]


def check(draft: Draft, answer: str, findings: Sequence[Finding]) -> Iterator[Problem]:
    """Look for limits that a rewrite lost, turned around or added.

    Args:
        draft: The draft.
        answer: The rewrite.
        findings: What was found in the draft; what a reproach or a pitch limits may go with it.
    """
    removable = [f for f in findings if f.slug in REMOVERS and not f.missing]
    yield from _figures(draft, answer)
    yield from _sentences(draft.text, answer, removable)
    yield from _conditions(draft.text, answer)
    yield from _order(lowered(draft.text), lowered(answer))


def _figures(draft: Draft, answer: str) -> Iterator[Problem]:
    mine, theirs = lowered(draft.text), lowered(answer)
    places: dict[str, list[Fact]] = {}
    for fact in hard(answer, draft.names):
        places.setdefault(fact.text, []).append(fact)
    known, said = vocabulary(mine).keys(), vocabulary(theirs).keys()
    bounds = [bound for bound in BOUNDS if not bound.telling.isdisjoint(known)]
    adding = not ADDED_TELLING.isdisjoint(said)
    judged: Counter[str] = Counter()
    for fact in hard(draft.text, draft.names):
        twins = places.get(fact.text, [])[:_FEW]
        judged[fact.text] += 1
        if not twins or judged[fact.text] > _FEW:
            continue
        lead, tail = _around(mine, fact)
        if fact.kind in _TIMES:
            yield from _side(lead, [_around(theirs, twin)[0] for twin in twins])
        elif fact.kind in _FIGURES and (bounds or adding):
            yield from _bounds(fact, (lead, tail), theirs, twins, bounds)


def _around(lower: str, fact: Fact) -> tuple[str, str]:
    lead = lower[max(0, fact.start - _LEAD_CHARS) : fact.start]
    return lead, lower[fact.end : fact.end + _TAIL_CHARS]


def _bounds(
    fact: Fact,
    around: tuple[str, str],
    theirs: str,
    twins: Sequence[Fact],
    bounds: Sequence[Bound],
) -> Iterator[Problem]:
    lead, tail = around
    bound = False
    for kind in bounds:
        said = kind.before.search(lead) or kind.after.match(tail)
        if not said:
            continue
        bound = True
        lines = (promises.sentence(theirs, twin.start, twin.end) for twin in twins)
        if not any(kind.kept.search(line) for line in lines):
            yield problem("limit-lost", f"{said.group().strip()} {fact.text}")
    for twin in twins:
        added = ADDED_BOUND.search(_around(theirs, twin)[0])
        if added and not bound:
            yield problem("limit-added", f"{added.group().strip()} {fact.text}")


def _side(lead: str, others: Sequence[str]) -> Iterator[Problem]:
    """See a "before" that became an "after"."""
    for one, two in ((EARLIER, LATER), (LATER, EARLIER)):
        said = one.search(lead)
        if said and all(two.search(other) for other in others):
            turned = two.search(others[0])
            yield problem("limit-turned", f"{said.group().strip()} / {(turned or said).group()}")


def _sentences(text: str, answer: str, removable: Sequence[Finding]) -> Iterator[Problem]:
    mine, theirs = lowered(text), lowered(answer)
    known = vocabulary(mine).keys()
    hedges = [hedge for hedge in HEDGES if not hedge.telling.isdisjoint(known)]
    opposites = [
        pair
        for word in BY_WORD.keys() & known
        for pair in BY_WORD[word]
        if _turns(pair, mine, theirs)
    ]
    joined = " or " in mine and " and " in theirs
    certain = CERTAIN.search(theirs) is not None and not CERTAIN.search(mine)
    if not (hedges or opposites or joined or certain):
        return
    others = _lines(theirs)
    for line in _lines(mine):
        if any(f.start < line.end and f.end > line.start for f in removable):
            continue
        if _unchanged(line, others):
            continue
        said = [hedge for hedge in hedges if hedge.said.search(line.text)]
        turned = [pair for pair in opposites if pair.one.search(line.text)]
        either = joined and " or " in line.text
        twin = _twin(line, others) if said or turned or either or certain else None
        if twin is None or twin.text == line.text:
            continue
        yield from _hedged(line.text, twin.text, said)
        yield from _turned(line.text, twin.text, turned)
        if certain and (sure := CERTAIN.search(twin.text)):
            yield problem("limit-added", sure.group())


def _turns(pair: Opposite, mine: str, theirs: str) -> bool:
    """Tell whether the draft says one, the rewrite the other, and the draft not both."""
    if pair.second.isdisjoint(vocabulary(theirs)):
        return False
    # Both texts mostly say the same, so what the rewrite says the draft has nearly always said too.
    return bool(not pair.two.search(mine) and pair.one.search(mine) and pair.two.search(theirs))


def _hedged(mine: str, theirs: str, hedges: Sequence[Hedge]) -> Iterator[Problem]:
    for hedge in hedges:
        said = hedge.said.search(mine)
        if said and not hedge.kept.search(theirs):
            yield problem("limit-lost", said.group().strip())
    for match in OR.finditer(mine):
        joined = rf"\b{match['left']} and (?:a |an |the |your |my )?{match['right']}\b"
        if re.search(joined, theirs):
            yield problem("limit-turned", f"{match.group()} / and")


def _turned(mine: str, theirs: str, opposites: Sequence[Opposite]) -> Iterator[Problem]:
    if says_no(mine) != says_no(theirs):
        return
    for pair in opposites:
        said, turned = pair.one.search(mine), pair.two.search(theirs)
        if said and turned and not pair.one.search(theirs):
            yield problem("limit-turned", f"{said.group()} / {turned.group()}")


def _conditions(text: str, answer: str) -> Iterator[Problem]:
    """See a promise that its draft makes under a condition, and the rewrite without one."""
    theirs: dict[tuple[str, str], list[Promise]] = {}
    for promise in promises.find(answer):
        if not promise.denied:
            theirs.setdefault(_deed(promise), []).append(promise)
    judged: Counter[str] = Counter()
    for promise in promises.find(text):
        judged[promise.kind] += 1
        if promise.denied or promise.kind not in _OURS or judged[promise.kind] > _FEW:
            continue
        same = theirs.get(_deed(promise), [])[:_FEW]
        if not same or not CONDITION.search(_said(text, promise)):
            continue
        if not any(CONDITION_KEPT.search(_said(answer, one)) for one in same):
            yield problem("condition-lost", promise.text)


def _deed(promise: Promise) -> tuple[str, str]:
    """Name what is promised: its kind and, where we act, the act."""
    return promise.kind, promises.verb(promise.text) if promise.kind == "act" else ""


def _said(text: str, promise: Promise) -> str:
    return lowered(promises.sentence(text, promise.start, promise.end))


def _order(mine: str, theirs: str) -> Iterator[Problem]:
    for match in FROM_TO.finditer(mine) if " from " in f" {mine}" else ():
        if f"{match['two']} to {match['one']}" in theirs.replace(" the ", " "):
            yield problem("limit-turned", match.group())


def _unchanged(line: _Line, others: Sequence[_Line]) -> bool:
    """Tell whether the first sentence that has all words of another is the same, so its twin."""
    first = next((other for other in others if line.words <= other.words), None)
    return first is not None and first.text == line.text


def _twin(line: _Line, others: Sequence[_Line]) -> _Line | None:
    """Give the sentence that says most of what another says, if one does."""
    best, most = None, 0.0
    for other in others:
        share = len(line.words & other.words)
        if share >= _TWIN_WORDS and share > most:
            best, most = other, share
    return best if line.words and most >= _TWIN * len(line.words) else None


@remembered
def _lines(lower: str) -> tuple[_Line, ...]:
    found: list[_Line] = []
    start = 0
    for end in (*islice((match.end() for match in _END.finditer(lower)), _MANY_LINES), len(lower)):
        words = (word[:5] for word in _WORD.findall(lower[start:end]) if word not in _COMMON)
        found.append(_Line(lower[start:end].strip(), start, end, frozenset(words)))
        start = end
    return tuple(found)
