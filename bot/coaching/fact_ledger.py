"""Comparing the facts of a draft with those of a rewrite: kept, missing, added, moved.

A fact is its characters. The same characters count as the same fact wherever a pattern cuts them,
as long as they stand alone; nothing is ever parsed into a value that could be rounded.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable
from typing import Final

from bot.coaching import fact_places, negation
from bot.coaching.domain import Draft, Fact, FactLedger, Finding, RemovedFact
from bot.coaching.fact_finding import hard
from bot.coaching.fact_repeats import QUOTE_MARKS, repeats, same_key, standing, stands_in, strangers
from bot.coaching.memory import remembering

REMOVERS: Final = frozenset(
    (
        "no-hard-sell",
        "no-upsell-when-unhappy",
        "happy-over-right",
        "never-insult-or-threaten",
        "about-them",
    )
)
_PITCHES: Final = frozenset(("no-hard-sell", "no-upsell-when-unhappy", "about-them"))
_SENTENCE_END = re.compile(r"[.!?](?=\s|$)|\n")
_SPACE = re.compile(r"\s+")
_CONTENT = re.compile(r"[^\W\d_]{4,}")
_WORDY: Final = ("number word", "date", "duration", "name")
_VOWED: Final = ("percentage", "number word", "number", "duration")
# "100 % certain" and "a thousand apologies" are vows and flourishes, not facts to keep.
_VOW = re.compile(
    r"\b(?:sure|certain\w*|guarante\w*|promis\w*|swear|safe|positive|my word|perfect\w*|fault|"
    r"sorry|apolog\w*|thanks|pardons?|times|behind you|on your side|agree\w*|"
    r"on my life|never,? ever)\b",
    re.IGNORECASE,
)
_VOW_NUMBER = re.compile(
    r"(?:[1-9]\d{2,3}\s?%|(?:an? )?(?:hundreds?|thousands?|millions?|one hundred|thousand)"
    r"(?: per ?cent)?)",
    re.IGNORECASE,
)
_FLOURISH = re.compile(
    r"\b(?:a|one) (?:hundred|thousand|million) (?:times|apolog\w+|sorr\w+|pardons?|thanks"
    r"|per ?cent)\b",
    re.IGNORECASE,
)
_CANNED = re.compile(r"(?:dear|hello|hi|hey)\b", re.IGNORECASE)
_CLAUSE_END = re.compile(r"[,;:–—]\s|\s(?=(?:and|but|or)\s)|[.!?](?=\s|$)|\n")
_NEAR_CHARS: Final = 30
_WENT: Final = 1 / 3
_STAYED: Final = 2 / 3


@remembering()
def compare(draft: Draft, answer: str, findings: Iterable[Finding] = ()) -> FactLedger:
    """Lay the facts of a draft beside those of a rewrite.

    Args:
        draft: What the agent wrote, with the customer's message when it is known.
        answer: The rewrite.
        findings: Only words inside a finding of principles 1, 2, 3, 5 and 13 may take a fact away.

    Returns:
        The ledger. A negation is in it only where it provably changed its sense.
    """
    findings = tuple(findings)
    mine = list(hard(draft.text, tuple(draft.names)))
    called = (fact.text for fact in mine if fact.kind == "name")
    names = tuple(dict.fromkeys((*draft.names, *called)))
    theirs = list(hard(answer, names))
    removers = tuple(f for f in findings if f.slug in REMOVERS and not f.missing)
    canned = tuple(f for f in findings if f.slug == "only-customer" and _CANNED.match(f.quote))
    kept, missing, removed = _sorted_out(draft.text, mine, theirs, answer, (*removers, *canned))
    flipped = negation.flips(draft.text, answer, removers)
    return FactLedger(
        kept=tuple(kept),
        missing=tuple(sorted((*missing, *flipped.lost), key=lambda fact: fact.start)),
        added=(*_added(mine, theirs, answer, draft), *flipped.added),
        moved=fact_places.moved(draft.text, mine, answer, _with_hidden(mine, theirs, answer)),
        removed_with=tuple(removed),
    )


def _with_hidden(mine: list[Fact], theirs: list[Fact], answer: str) -> list[Fact]:
    """Add the draft's facts that no pattern sees where they now stand: "Hi one year"."""
    seen = {fact.text for fact in theirs}
    taken = bytearray(len(answer))
    for fact in theirs:
        taken[fact.start : fact.end] = b"\x01" * (fact.end - fact.start)
    hidden: list[Fact] = []
    for fact in mine:
        if fact.text in seen or (place := answer.find(fact.text)) < 0:
            continue
        end = place + len(fact.text)
        if 1 not in taken[place:end] and standing(fact.text, answer):
            hidden.append(Fact(kind=fact.kind, text=fact.text, start=place, end=end))
            taken[place:end] = b"\x01" * (end - place)
    return sorted((*theirs, *hidden), key=lambda fact: fact.start) if hidden else theirs


def _sorted_out(
    text: str,
    mine: list[Fact],
    theirs: list[Fact],
    answer: str,
    removers: tuple[Finding, ...],
) -> tuple[list[Fact], list[Fact], list[RemovedFact]]:
    have = Counter(_identity(fact) for fact in theirs)
    kept: list[Fact] = []
    missing: list[Fact] = []
    removed: list[RemovedFact] = []
    later: list[Fact] = []
    for fact in mine:
        identity = _identity(fact)
        found = have[identity] > 0
        have[identity] -= found
        (kept if found else later).append(fact)
    for fact in later:
        remover = _remover(fact, text, answer, removers)
        if _stands_otherwise(fact, text, answer):
            kept.append(fact)
        elif remover:
            removed.append(RemovedFact(text=fact.text, slug=remover.slug))
        elif not _vowed(fact, text, answer):
            missing.append(fact)
    return sorted(kept, key=lambda fact: fact.start), missing, removed


def _remover(fact: Fact, text: str, answer: str, removers: tuple[Finding, ...]) -> Finding | None:
    """Give the finding that took a fact along.

    A fact inside a finding's words may go with them. A price or a boast in the rest of a pitch's
    sentence may go when nothing of that sentence is left; an id, a link or a name never may. "Dear
    VIP Customer" names nobody.
    """
    for finding in removers:
        if finding.slug == "only-customer":
            if fact.kind == "name" and finding.start <= fact.start and fact.end <= finding.end:
                return finding
            continue
        if finding.start <= fact.start and fact.end <= finding.end:
            pitched = finding.slug in _PITCHES and _pitched(fact)
            clause = _clause_around(text, fact) if pitched else ""
            if _left(text[finding.start : finding.end], answer) <= _STAYED or (
                clause and _gone(clause, answer)
            ):
                return finding
            continue
        if finding.slug not in _PITCHES or not _pitched(fact):
            continue
        start, end = sentence_around(text, finding.start, finding.end)
        if start <= fact.start and fact.end <= end and _gone(text[start:end], answer):
            return finding
    return None


def _clause_around(text: str, fact: Fact) -> str:
    """Give the clause a fact stands in."""
    begins = [match.end() for match in _CLAUSE_END.finditer(text, 0, fact.start)]
    ends = _CLAUSE_END.search(text, fact.end)
    return text[begins[-1] if begins else 0 : ends.start() if ends else len(text)]


def _pitched(fact: Fact) -> bool:
    digits = sum(sign.isdigit() for sign in fact.text)
    if fact.kind in ("number", "date", "time"):
        return digits <= (3 if fact.kind == "number" else 0)
    return fact.kind in ("amount", "percentage", "number word", "duration", "quantity")


def _gone(sentence: str, answer: str) -> bool:
    """Tell whether hardly a word of a sentence is left in the answer."""
    return _left(sentence, answer) <= _WENT


def _left(words: str, answer: str) -> float:
    """Give the share of some words that the answer still has."""
    mine = {word[:5] for word in _CONTENT.findall(words.lower())}
    theirs = {word[:5] for word in _CONTENT.findall(answer.lower())}
    return len(mine & theirs) / len(mine) if mine else 0.0


def sentence_around(text: str, start: int, end: int) -> tuple[int, int]:
    """Give the span of the sentence or sentences that a span touches."""
    before = max(text.rfind(mark, 0, start) for mark in ("\n", ". ", "! ", "? "))
    after = _SENTENCE_END.search(text, max(start, end - 1))
    return before + 1, after.end() if after else len(text)


def _identity(fact: Fact) -> str:
    """Give what two spellings of one fact share: white space, a leading "#", case of words."""
    if fact.kind == "quote":
        return same_key(fact.text.strip(QUOTE_MARKS))
    if fact.kind in _WORDY:
        return same_key(fact.text)
    return _SPACE.sub(" ", fact.text).lstrip("#")


def _stands_otherwise(fact: Fact, text: str, answer: str) -> bool:
    """Tell whether a pattern merely cut the same characters differently in the answer."""
    bare = fact.text.strip(QUOTE_MARKS) if fact.kind == "quote" else fact.text
    return bool(bare) and stands_in(bare, answer) >= max(1, stands_in(bare, text))


def _vowed(fact: Fact, text: str, answer: str) -> bool:
    """Tell whether a number belonged to a vow or a flourish that left as a whole."""
    if fact.kind not in _VOWED or not _VOW_NUMBER.fullmatch(fact.text):
        return False
    near = text[max(0, fact.start - _NEAR_CHARS) : fact.end + _NEAR_CHARS]
    if _FLOURISH.search(near) and not _FLOURISH.search(answer):
        return True
    vow = _VOW.search(near)
    return vow is not None and vow.group().lower() not in answer.lower()


def _added(mine: list[Fact], theirs: list[Fact], answer: str, draft: Draft) -> list[Fact]:
    have = {_identity(fact) for fact in mine}
    fresh = [
        fact for fact in theirs if _identity(fact) not in have and not repeats(fact, mine, draft)
    ]
    return sorted((*fresh, *strangers(answer, theirs, draft)), key=lambda fact: fact.start)
