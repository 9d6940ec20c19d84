"""Comparing the facts of a draft with those of a rewrite: kept, missing, added, moved.

A fact is its characters. The same characters count as the same fact wherever a pattern cuts them,
as long as they stand alone; nothing is ever parsed into a value.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable
from typing import Final

from bot.coaching import fact_places, negation
from bot.coaching.domain import Draft, Fact, FactLedger, Finding, RemovedFact
from bot.coaching.fact_finding import find

REMOVERS: Final = frozenset(
    (
        "no-hard-sell",
        "no-upsell-when-unhappy",
        "happy-over-right",
        "never-insult-or-threaten",
        "about-them",
    )
)
_WORDS: Final = ("number word", "name", "quote")
_SPACE = re.compile(r"\s+")
_QUOTE_MARKS = "“”\"'‘’«»„"


def compare(draft: Draft, answer: str, findings: Iterable[Finding] = ()) -> FactLedger:
    """Lay the facts of a draft beside those of a rewrite.

    Args:
        draft: What the agent wrote, with the customer's message when it is known.
        answer: The rewrite.
        findings: Only words inside a finding of principles 1, 2, 3, 5 and 13 may take a fact away.
    """
    names = (*draft.names,)
    mine = [fact for fact in find(draft.text, names) if fact.kind != "negation"]
    called = {fact.text for fact in mine if fact.kind == "name"}
    theirs = [fact for fact in find(answer, (*names, *called)) if fact.kind != "negation"]
    removers = tuple(f for f in findings if f.slug in REMOVERS and not f.missing)
    kept, missing, removed = _sorted_out(mine, theirs, answer, removers)
    flipped = negation.flips(draft.text, answer, removers)
    return FactLedger(
        kept=tuple(kept),
        missing=tuple(sorted((*missing, *flipped.lost), key=lambda fact: fact.start)),
        added=tuple((*_added(mine, theirs, draft), *flipped.added)),
        moved=fact_places.moved(draft.text, mine, answer, theirs),
        removed_with=tuple(removed),
    )


def key(text: str) -> str:
    """Give what two spellings of one fact share: case and white space aside."""
    return _SPACE.sub(" ", text).casefold().replace("’", "'")


def stands_in(text: str, whole: str) -> int:
    """Count where a fact's characters stand alone in a text, not inside a longer token."""
    wanted = _SPACE.sub(" ", text)
    pattern = re.escape(wanted).replace(r"\ ", r"\s+")
    before = r"(?<![\w@])(?<!\d[.,:/'’-])(?<!\w[/@])" if wanted[:1].isalnum() else ""
    after = r"(?![\w@]|[.,:/'’-]\d|[/@-]\w)" if wanted[-1:].isalnum() else ""
    flags = re.IGNORECASE if wanted.isalpha() else 0
    return sum(1 for _ in re.finditer(before + pattern + after, whole, flags))


def _sorted_out(
    mine: list[Fact], theirs: list[Fact], answer: str, removers: tuple[Finding, ...]
) -> tuple[list[Fact], list[Fact], list[RemovedFact]]:
    have = Counter(_identity(fact) for fact in theirs)
    kept: list[Fact] = []
    missing: list[Fact] = []
    removed: list[RemovedFact] = []
    later: list[Fact] = []
    for fact in mine:
        if have[_identity(fact)] > 0:
            have[_identity(fact)] -= 1
            kept.append(fact)
        else:
            later.append(fact)
    for fact in later:
        remover = next((f for f in removers if f.start <= fact.start and fact.end <= f.end), None)
        if _stands_otherwise(fact, answer, kept):
            kept.append(fact)
        elif remover:
            removed.append(RemovedFact(text=fact.text, slug=remover.slug))
        else:
            missing.append(fact)
    return sorted(kept, key=lambda fact: fact.start), missing, removed


def _identity(fact: Fact) -> str:
    if fact.kind == "quote":
        return key(fact.text.strip(_QUOTE_MARKS))
    if fact.kind in ("number word", "date", "duration", "name"):
        return key(fact.text)
    return _SPACE.sub(" ", fact.text)


def _stands_otherwise(fact: Fact, answer: str, kept: list[Fact]) -> bool:
    """Tell whether a pattern merely cut the same characters differently in the answer."""
    bare = fact.text.strip(_QUOTE_MARKS) if fact.kind == "quote" else fact.text
    taken = sum(1 for other in kept if _identity(other) == _identity(fact))
    return bool(bare) and stands_in(bare, answer) > taken


def _added(mine: list[Fact], theirs: list[Fact], draft: Draft) -> list[Fact]:
    have = Counter(_identity(fact) for fact in mine)
    seen: Counter[str] = Counter()
    added: list[Fact] = []
    for fact in theirs:
        identity = _identity(fact)
        seen[identity] += 1
        if have[identity]:
            continue
        if fact.kind == "date" and identity in ("today",) and "today" in key(draft.text):
            continue
        if _repeats(fact, draft):
            continue
        added.append(fact)
    return added


def _repeats(fact: Fact, draft: Draft) -> bool:
    """Tell whether a fact is the draft's own, cut otherwise, or the customer's own word."""
    text = fact.text.strip(_QUOTE_MARKS) if fact.kind == "quote" else fact.text
    if not text:
        return True
    if fact.kind in ("quote", "name", "code", "link", "email", "handle") and stands_in(
        text, draft.text
    ):
        return True
    if stands_in(text, draft.text) and not re.fullmatch(r"[\d.,]+", text):
        return True
    customer = draft.customer or ""
    wordy = not any(sign.isdigit() for sign in text)
    if wordy and fact.kind in ("quote", "name", "number word", "duration", "date", "time"):
        return bool(stands_in(text, customer)) or (
            fact.kind == "quote" and key(text) in key(customer)
        )
    return False
