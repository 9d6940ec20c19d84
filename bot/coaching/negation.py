"""Seeing a "no" that became a "yes", or the other way round.

Provable only where the same words stand in both texts: "can't offer a refund" beside "can offer a
refund". A "no" that was put otherwise, or that left with a reproach, is not accused.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from bot.coaching.domain import Fact, Finding
from bot.coaching.fact_patterns import NEGATION

_CLAUSE = re.compile(
    r"[.!?;:\n()—]+|,|\s[-–]\s|\b(?:but|because|so|until|unless|if|when|once|while|though|although|however|"
    r"aber|weil|mais|pero|porque|och|men)\b",
    re.IGNORECASE,
)
_WORD = re.compile(r"[^\W\d_]+(?:['’][^\W\d_]+)?|\d+")
_EMPTY = frozenset(
    "a an the this that these those it its to of in on at for with from by is are was were be been "
    "am i we you he she they me us him her them my your our their do does did done has have had "
    "will would can could may might shall should must and or as any yet very really just quite "
    "more much so too also there here able get got going "
    "der die das den dem ein eine einen wir sie ich es ist sind le la les un une de des nous vous "
    "el los las se su".split()
)
_IDIOM = re.compile(
    r"\b(?:no (?:problem|worries|doubt|trouble|bother|matter|need|rush|hurry|idea|wonder|question)|not (?:only|just|to mention|least|at all)|"
    r"(?:do not|don['’]t) (?:worry|hesitate|mind|forget)|(?:can['’]t|cannot) wait|why (?:not|don['’]t|didn['’]t)|whether or not|or not|if not|nothing (?:stupid|silly|to)|"
    r"no longer|more often than not|not a (?:problem|stupid|silly)|none of (?:this|that)|without (?:a )?doubt)\b",
    re.IGNORECASE,
)
_TURNING = re.compile(
    r"\b(?:once|when|after|as soon as|if|until|unless|before|without|only|except|would|could|may i|shall)\b",
    re.IGNORECASE,
)
_HINGE = re.compile(r"\b(?:until|unless|before|without|only)\b", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Flips:
    """Negations whose words stand in both texts with opposite sense.

    Args:
        lost: Negations of the draft that the rewrite turned into a yes.
        added: Negations of the rewrite that the draft does not know.
    """

    lost: tuple[Fact, ...] = ()
    added: tuple[Fact, ...] = ()


@dataclass(frozen=True, slots=True)
class _Clause:
    words: tuple[str, ...]
    negated: bool
    asked: bool
    turning: bool


@dataclass(frozen=True, slots=True)
class _Denial:
    fact: Fact
    words: tuple[str, ...]
    hinged: bool


def flips(draft: str, answer: str, removable: Sequence[Finding] = ()) -> Flips:
    """Find every negation that provably changed its sense.

    Args:
        draft: The draft's text.
        answer: The rewrite's text.
        removable: Findings whose words may leave the draft; their negations are not missed.
    """
    lost = tuple(
        denial.fact
        for denial in _denials(draft)
        if not any(f.start <= denial.fact.start < f.end for f in removable)
        and _turned(denial, draft, answer)
    )
    added = tuple(denial.fact for denial in _denials(answer) if _turned(denial, answer, draft))
    return Flips(lost, added)


def _denials(text: str) -> list[_Denial]:
    quiet = [match.span() for match in _IDIOM.finditer(text)]
    found: list[_Denial] = []
    for match in NEGATION.finditer(text):
        if any(start <= match.start() < end for start, end in quiet) or _asked(text, match.end()):
            continue
        stop = _CLAUSE.search(text, match.end())
        end = stop.start() if stop else len(text)
        words = _stems(text[match.end() : end])
        sentence_end = _sentence_end(text, match.end())
        fact = Fact(kind="negation", text=match.group(), start=match.start(), end=match.end())
        hinged = bool(_HINGE.search(text, match.end(), sentence_end))
        found.append(_Denial(fact, words[:5], hinged))
    return found


def _sentence_end(text: str, position: int) -> int:
    end = re.compile(r"[.!?\n]").search(text, position)
    return end.start() if end else len(text)


def _asked(text: str, position: int) -> bool:
    end = _sentence_end(text, position)
    return text[end : end + 1] == "?"


def _turned(denial: _Denial, own: str, other: str) -> bool:
    """Tell whether the other text says the denied words without denying them."""
    full = tuple(word for word in denial.words if word not in _EMPTY)
    wanted = full[:4] or denial.words[:2]
    if not wanted:
        return False
    whole = _holds(wanted, _clauses(other))
    if not whole or any(
        _overlap(wanted, clause.words) and clause.negated for clause in _clauses(other)
    ):
        return False
    if any(not clause.negated and _covers(wanted, clause.words) for clause in _clauses(own)):
        return False
    return not (denial.hinged and all(clause.turning for clause in whole))


def _holds(wanted: tuple[str, ...], clauses: list[_Clause]) -> list[_Clause]:
    return [
        clause
        for clause in clauses
        if not clause.negated and not clause.asked and _covers(wanted, clause.words)
    ]


def _covers(wanted: tuple[str, ...], words: tuple[str, ...]) -> bool:
    """Tell whether a clause says the same: the first word denied, and most of the rest."""
    if wanted[0] not in words:
        return False
    hits = sum(word in words for word in wanted)
    return hits >= max(1, (2 * len(wanted) + 2) // 3) if len(wanted) > 1 else True


def _overlap(wanted: tuple[str, ...], words: tuple[str, ...]) -> bool:
    return wanted[0] in words or sum(word in words for word in wanted) >= 2


def _clauses(text: str) -> list[_Clause]:
    found: list[_Clause] = []
    position = 0
    for match in (*_CLAUSE.finditer(text), None):
        end = match.start() if match else len(text)
        piece = text[position:end]
        if piece.strip():
            lead = text[max(0, position - 12) : end]
            found.append(
                _Clause(
                    words=_stems(piece),
                    negated=bool(NEGATION.search(piece)),
                    asked=_asked(text, position + len(piece) - 1),
                    turning=bool(_TURNING.search(lead)),
                )
            )
        position = match.end() if match else end
    return found


def _stems(text: str) -> tuple[str, ...]:
    return tuple(_stem(word) for word in _WORD.findall(text.lower().replace("’", "'")))


def _stem(word: str) -> str:
    for tail in ("ing", "ed", "es", "s"):
        if len(word) > len(tail) + 3 and word.endswith(tail):
            return word[: -len(tail)].rstrip("e")
    return word.rstrip("e") if len(word) > 4 else word
