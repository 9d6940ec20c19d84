"""Seeing two facts that changed places: both kept, each now where the other stood."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from typing import Final

from bot.coaching.domain import Fact
from bot.coaching.memory import remembered

_WORD = re.compile(r"[^\W\d_]+(?:['’][^\W\d_]+)?")
_BREAK = re.compile(r"[.!?\n]\s")
_HOLE: Final = "\x00"
_REACH = 60
_NEAR_FACTS = 12
_FAINT = 0.3
_EMPTY_WORDS = (
    "a an the this that of in on at for with from by to is are was were be and or it its your "
    "our my you we i then up until till"
)
_EMPTY: Final = frozenset(_EMPTY_WORDS.split())


def moved(
    draft: str, mine: Sequence[Fact], answer: str, theirs: Sequence[Fact]
) -> tuple[Fact, ...]:
    """Find pairs of facts that exchanged their surroundings.

    Only facts that stand once in both texts are judged, because only they have one place each.

    Args:
        draft: The draft's text.
        mine: Its facts.
        answer: The rewrite's text.
        theirs: Its facts.

    Returns:
        The draft's facts that changed places, in order.
    """
    once = _once(mine)
    places = {text: fact for text, fact in _once(theirs).items() if text in once}
    shared = [fact for text, fact in once.items() if text in places and fact.kind != "negation"]
    found = set(_reordered(draft, mine, answer, theirs))
    if len(shared) < 2:
        return tuple(sorted(found, key=lambda fact: fact.start))
    known, now = _surroundings(draft, tuple(mine)), _surroundings(answer, tuple(theirs))
    before = {fact.text: known[fact.start] for fact in shared}
    after = {fact.text: now[places[fact.text].start] for fact in shared}
    restless = [fact for fact in shared if not _settled(before[fact.text], after[fact.text])]
    for one, two in _near(restless):
        if _exchanged(before[one.text], before[two.text], after[one.text], after[two.text]):
            found |= {one, two}
    return tuple(sorted(found, key=lambda fact: fact.start))


def _reordered(draft: str, mine: Sequence[Fact], answer: str, theirs: Sequence[Fact]) -> list[Fact]:
    """Find facts that stand elsewhere though their sentence is there word for word."""
    other: dict[str, dict[tuple[str, ...], None]] = {}
    for words, facts in _skeletons(answer, tuple(theirs)):
        other.setdefault(words, {})[tuple(fact.text for fact in facts)] = None
    present = {fact.text for fact in theirs}
    found: list[Fact] = []
    for words, facts in _skeletons(draft, tuple(mine)):
        twins = other.get(words, {})
        texts = tuple(fact.text for fact in facts)
        if not facts or texts in twins:
            continue
        twin = next((one for one in twins if len(one) == len(texts)), texts)
        pairs = zip(facts, twin, strict=True)
        found += [old for old, new in pairs if old.text != new and old.text in present]
    return found


@remembered
def _skeletons(text: str, facts: tuple[Fact, ...]) -> Sequence[tuple[str, Sequence[Fact]]]:
    """Give each sentence with its facts taken out, and those facts."""
    pieces: list[str] = []
    position = 0
    for fact in facts:
        pieces += (text[position : fact.start].lower(), _HOLE)
        position = fact.end
    whole = "".join((*pieces, text[position:].lower()))
    found = [(whole, facts)]
    start = first = 0
    for end in (*(match.end() for match in _BREAK.finditer(whole)), len(whole)):
        words = whole[start:end].strip()
        last = first + words.count(_HOLE)
        found.append((words, facts[first:last]))
        start, first = end, last
    return found


def _once(facts: Sequence[Fact]) -> dict[str, Fact]:
    counts = Counter(fact.text for fact in facts)
    return {fact.text: fact for fact in facts if counts[fact.text] == 1}


Place = tuple[tuple[str, ...], tuple[str, ...]]


@remembered
def _surroundings(text: str, facts: tuple[Fact, ...]) -> Mapping[int, Place]:
    """Give for the place of each fact what stands around it."""
    ends = (0, *(fact.end for fact in facts))
    starts = (*(fact.start for fact in facts[1:]), len(text))
    every = zip(ends, facts, starts, strict=False)
    return {fact.start: _around(text, fact, left, right) for left, fact, right in every}


def _around(text: str, fact: Fact, left_edge: int, right_edge: int) -> Place:
    """Give the words between a fact and its neighbours: left ones nearest first, right ones."""
    left = text[max(left_edge, fact.start - _REACH) : fact.start]
    left = _BREAK.split(left)[-1]
    right = _BREAK.split(text[fact.end : min(right_edge, fact.end + _REACH)])[0]
    lefts = tuple(word.lower() for word in _WORD.findall(left))[::-1]
    rights = tuple(word.lower() for word in _WORD.findall(right))
    return lefts, rights


def _exchanged(one: Place, two: Place, new_one: Place, new_two: Place) -> bool:
    if one == two:
        return False
    straight = _alike(one, new_one, two) + _alike(two, new_two, one)
    first, second = _alike(two, new_one, one), _alike(one, new_two, two)
    return first > 0 and second > 0 and first + second > straight


def _near(facts: Sequence[Fact]) -> Iterator[tuple[Fact, Fact]]:
    """Give pairs of facts that stand within a dozen facts of each other."""
    for index, one in enumerate(facts):
        for two in facts[index + 1 : index + 1 + _NEAR_FACTS]:
            yield one, two


def _settled(old: Place, new: Place) -> bool:
    """Tell whether a fact still follows the word that it followed."""
    first = next((word for word in old[0] if word not in _EMPTY), "")
    return bool(first) and first in new[0][:3]


def _alike(old: Place, new: Place, other: Place) -> float:
    """Weigh how much of an old place a new one shows, beyond what another place shows too."""
    score = 0.0
    for side, weight in ((0, 1.0), (1, 0.6)):
        own = set(old[side][:4]) - set(other[side][:4])
        for index, word in enumerate(new[side][:4]):
            if word in own:
                score += weight * (_FAINT if word in _EMPTY else 1.0) / (1 + index)
    return score
