"""Seeing a "no" that became a "yes", or the other way round.

Provable only where the same words stand in both texts: "can't offer a refund" beside "can offer a
refund". A "no" that was put otherwise ("only members can"), or that left with a reproach, is not
accused.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import Final, NamedTuple

from bot.coaching import negation_words
from bot.coaching.casing import lowered
from bot.coaching.domain import Fact, Finding
from bot.coaching.memory import remembered
from bot.coaching.negation_twins import between, same_but_for_no, shared
from bot.coaching.sifted import sifted

_DASH = re.compile(r"(?<=\s)[-–](?=\s)")
_PIECE = re.compile(rf"[^\W\d_]+(?:['’][^\W\d_]+)?|\d+|[.!?;:\n()—,]|{_DASH.pattern}")
# What ends a clause: a mark, or a word that joins the next one on.
_JOINT_WORDS = (
    ". ! ? ; : ( ) — , - – but because so until unless if when once while though although "
    "however aber weil mais pero porque och men"
)
_JOINT: Final = frozenset((*_JOINT_WORDS.split(), "\n"))
_WORD = re.compile(r"[^\W\d_]+(?:['’][^\W\d_]+)?|\d+")
_EMPTY_WORDS = (
    "a an the this that these those it its to of in on at for with from by is are was were be "
    "been am i we you he she they me us him her them my your our their do does did done has "
    "have had will would can could may might shall should must and or as any yet very really "
    "just quite more much so too also there here able get got going currently unfortunately "
    "simply sorry allowed possible der die das den dem ein eine einen wir sie ich es ist sind "
    "le la les un une de des nous vous el los las se su please then now all even still already"
)
_EMPTY: Final = frozenset(_EMPTY_WORDS.split())
_WEAK_WORDS = "no without nothing nobody none nor neither nowhere sans"
_WEAK: Final = frozenset(_WEAK_WORDS.split())
_IDIOM = sifted(
    r"\b(?:no (?:problem|worries|doubt|trouble|bother|matter|need|rush|hurry|idea|wonder|question|"
    r"pressure|harm|obligation|strings)|not (?:only|just|to mention|least|at all)|no longer|"
    r"(?:do not|don['’]t) (?:worry|hesitate|mind|forget)|(?:can['’]t|cannot) wait|"
    r"why (?:not|don['’]t|didn['’]t)|(?:whether )?or not|if not|nothing (?:stupid|silly|to)|"
    r"more often than not|not a (?:problem|stupid|silly)|without (?:a )?doubt|sooner or later)\b",
)
_LIMIT = re.compile(
    r"\b(?:only|outside|out of|stays?|remains?|refuse[ds]?|reject\w*|excluded?|"
    r"rather|afraid|except|"
    r"unless|until|instead|beyond|past|over|ended|expired|closed|impossible|fails?|missing|lacks?|"
    r"would|could|may|might|whether|if|as soon as|once|after|when)\b",
)
_CONDITION = re.compile(
    r"\b(?:if|when|should|in case|unless|whether|in the event)\b[^.!?]*$", re.IGNORECASE
)
_ORDER = re.compile(
    r"(?:^|[.!?;:,\n])\s*(?:please|so|and|just|also|kindly|then)?\s*$", re.IGNORECASE
)
_SENTENCE_END = re.compile(r"[.!?\n]")
_SCOPE_WORDS: Final = 5
_MANY: Final = 200


@dataclass(frozen=True, slots=True)
class Flips:
    """Negations whose words stand in both texts with opposite sense.

    Args:
        lost: Negations of the draft that the rewrite turned into a yes.
        added: Negations of the rewrite where the draft says yes.
    """

    lost: tuple[Fact, ...] = ()
    added: tuple[Fact, ...] = ()


class _Clause(NamedTuple):
    """A piece of a sentence: its words, and whether it denies any of them."""

    text: str
    start: int
    end: int
    words: frozenset[str]
    negated: bool

    @property
    def plain(self) -> bool:
        """Tell whether it states, without a question, a condition or another limit."""
        lead = self.text[max(0, self.start - 12) : self.end]
        return not _asked(self.text, self.end - 1) and not _LIMIT.search(lead)


class _Denial(NamedTuple):
    """One negation: what it denies, of whom, and what leads up to it."""

    fact: Fact
    denied: tuple[str, ...]
    subject: str
    lead: str

    @property
    def allowed(self) -> bool:
        """Tell whether a condition or an order holds it, which takes nothing away."""
        return bool(_CONDITION.search(self.lead) or _ORDER.search(self.lead))

    @property
    def weak(self) -> bool:
        """Tell whether the word negates a noun rather than what is done."""
        return self.fact.text.lower() in _WEAK


def flips(draft: str, answer: str, removable: Sequence[Finding] = ()) -> Flips:
    """Find every negation that provably changed its sense.

    Args:
        draft: The draft's text.
        answer: The rewrite's text.
        removable: Findings whose words may leave the draft; their negations are not missed.
    """
    if not (negation_words.find(draft) or negation_words.find(answer)):
        return Flips()
    if shared(draft, answer):
        return Flips()
    mine, theirs = _read(draft), _read(answer)
    lost = tuple(
        denial.fact
        for denial in mine.denials
        if not any(f.start <= denial.fact.start < f.end for f in removable)
        and _turned(denial, mine.clauses, theirs.clauses)
    )
    added = tuple(
        denial.fact
        for denial in theirs.denials
        if not (denial.weak or denial.allowed)
        and not any(denial.denied[:1] and _within(denial, f.quote) for f in removable)
        and _turned(denial, theirs.clauses, mine.clauses)
    )
    # a sentence that is still there word for word did not leave with any finding
    verbatim = same_but_for_no(draft, answer)
    return Flips(tuple(dict.fromkeys((*lost, *verbatim))), added)


def _within(denial: _Denial, quote: str) -> bool:
    """Tell whether what the answer denies is a reproach that the draft made: "no fool"."""
    content = [word for word in denial.denied if word not in _EMPTY]
    return bool(content) and content[0] in _stems(quote)


def _turned(denial: _Denial, own: Sequence[_Clause], other: Sequence[_Clause]) -> bool:
    """Tell whether the other text plainly says what this one denies."""
    content = tuple(word for word in denial.denied if word not in _EMPTY)[:4]
    wanted = content or denial.denied[:2]
    if not wanted or (denial.weak and len(content) < 2):
        return False
    if not any(_says(wanted, denial.subject, clause) for clause in other):
        return False
    said = max(_hits(wanted, clause) for clause in other if _says(wanted, denial.subject, clause))
    if any(clause.negated and _touches(wanted, clause, said) for clause in other):
        return False
    return not any(_says(wanted, denial.subject, clause) for clause in own)


def _says(wanted: tuple[str, ...], subject: str, clause: _Clause) -> bool:
    """Tell whether a clause affirms the first word and most of the rest, of the same subject."""
    if clause.negated or wanted[0] not in clause.words:
        return False
    if subject and subject not in clause.words:
        return False
    return 3 * _hits(wanted, clause) >= 2 * len(wanted) and clause.plain


def _hits(wanted: tuple[str, ...], clause: _Clause) -> int:
    return sum(word in clause.words for word in wanted)


def _touches(wanted: tuple[str, ...], clause: _Clause, said: int) -> bool:
    """Tell whether a denial is about the same thing, as much as what is said in the affirmative."""
    hits = _hits(wanted, clause)
    return hits >= min(2, said) if said < len(wanted) or said < 2 else hits >= said


class _Reading(NamedTuple):
    denials: tuple[_Denial, ...]
    clauses: tuple[_Clause, ...]


@remembered
def _read(text: str) -> _Reading:
    lower = lowered(text)
    negations = negation_words.find(text)
    quiet = [match.span() for match in _IDIOM.finditer(lower)] if negations else []
    denials: list[_Denial] = []
    clauses: list[_Clause] = []
    for position, end, pieces in _pieces(lower):
        inside = between(negations, position, end)
        words = frozenset([stem for _, stem in pieces])
        clauses.append(_Clause(lower, position, end, words, bool(inside)))
        for start, stop in inside:
            idiomatic = any(first <= start < last for first, last in quiet[:_MANY])
            if not idiomatic and not _asked(text, stop):
                denials.append(_denial(text, (start, stop), pieces))
    # a text of thousands says the same again and again; each denial counts once
    distinct = {(one.denied, one.subject, one.fact.text.lower()): one for one in reversed(denials)}
    return _Reading(tuple(list(distinct.values())[::-1][:_MANY]), tuple(clauses))


def _pieces(lower: str) -> Iterator[tuple[int, int, list[tuple[int, str]]]]:
    """Give each clause of a lower-cased text: where it begins and ends, and its stems' places."""
    position = place = 0
    stems: list[tuple[int, str]] = []
    for word in _PIECE.findall(lower):
        # Only signs that are no pieces stand between two pieces, and a dash may be one of them.
        dash = _DASH.search(lower, place) if word in "-–" else None
        start = dash.start() if dash else lower.index(word, place)
        place = start + len(word)
        if word not in _JOINT:
            stems.append((start, _stem(word)))
            continue
        if stems:
            yield position, start, stems
            stems = []
        position = place
    if stems:
        yield position, len(lower), stems


def _denial(text: str, place: tuple[int, int], pieces: list[tuple[int, str]]) -> _Denial:
    start, stop = place
    first, last = bisect_left(pieces, (start,)), bisect_left(pieces, (stop,))
    before = [stem for _, stem in pieces[max(0, first - _SCOPE_WORDS * 4) : first]]
    telling = [stem for stem in before if stem not in _EMPTY]
    return _Denial(
        fact=Fact(kind="negation", text=text[start:stop], start=start, end=stop),
        denied=tuple(stem for _, stem in pieces[last : last + _SCOPE_WORDS]),
        subject=telling[-1] if telling else "",
        lead=text[max(0, start - 80) : start],
    )


def _asked(text: str, position: int) -> bool:
    end = _SENTENCE_END.search(text, position, position + 400)
    return end is not None and end.group() == "?"


def _stems(text: str) -> tuple[str, ...]:
    return tuple(_stem(word) for word in _WORD.findall(text.lower()))


@lru_cache(maxsize=8192)
def _stem(word: str) -> str:
    word = word.replace("’", "'")
    for tail in ("ing", "ed", "es", "s"):
        if len(word) > len(tail) + 3 and word.endswith(tail):
            return word[: -len(tail)].rstrip("e")
    return word.rstrip("e") if len(word) > 4 else word
