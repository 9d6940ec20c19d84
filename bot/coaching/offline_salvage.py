"""What is left of a sentence that is at fault as a whole: its facts and its decision. Pure.

The ear marks whole sentences. Such a sentence is taken apart into clauses; those that carry a
figure, a name, a promise or a decision stay, the others go.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise

from bot.coaching.memory import remembered
from bot.coaching.offline_carries import carries
from bot.coaching.offline_text import (
    POINTS_BACK,
    body,
    capital,
    dangles,
    ending,
    facts_of,
    small,
    stands,
    tidy,
)

_BREAK = re.compile(
    r"(?<=[.!?])(?<!\b[Nn][or]\.)(?<!\b(?:Ref|ref|Mrs)\.)(?<!\b[MDS][rst]\.)\s+(?=[A-Z])"
    r"|\s*(?:;|—|–|…|\.{3}|\s-\s|:(?=\s+(?:if|when|once|unless)\s))\s*"
    r"|,\s+(?=(?:and|but|so|or"
    r"|because|which|as)\s)|,\s+"
    r"|\s+(?=(?:and|but|so)\s+(?:I|i|we|you|u|it|they|there|the|that|this|your|our|my|please|just"
    r"|stop|don['’]t|do|says|it['’]s|that['’]s|i['’]\w+|we['’]\w+|you['’]\w+)\b)"
    r"|\s+(?=(?:because|although|though|which)\s)"
    r"|(?<=\s[:;][)D])\s+|(?<=[\U0001f300-\U0001faff\u2600-\u27bf])\s+(?=[A-Z])"
)
_JOINER = re.compile(
    r"(?:and|but|so|or|yet|because|which|as|though|although|since|plus|then)\b[\s,]*",
    re.IGNORECASE,
)
_LEANING = re.compile(r"(?:which|because|who|that|as|though|although|since|to)\b", re.IGNORECASE)
_CONDITION = re.compile(
    r"(?:if|when|whenever|once|unless|until|before|after|while|in case|provided|failing|for|in|on"
    r"|at|by|with|from|to|under|given|despite|instead"
    r"|any (?:further|more|other|additional)|one more|another|(?:keep|carry) (?:this|that|it|on)"
    r"|(?:say|write|call|post|shout|try) (?:that|this|it|me|us)? ?again)\b",
    re.IGNORECASE,
)
_ASIDE = re.compile(
    r"(?:to be (?:honest|frank|fair|clear)|honestly|frankly|obviously|clearly|really|seriously|tbh"
    r"|mate|genius|my friend|buddy|pal|again|well|look|listen|right|sorry|no offence|with respect"
    r"|like everyone(?: else)?|as usual|as always|of course|surely|trust me|believe me"
    r"|let['’]s face"
    r" it|let['’]s be honest|funnily enough|you know|i(?:['’]m| am) afraid|no question|full stop"
    r"|period|end of|simple as that|a (?:thousand|hundred|million) per ?cent|\d+ ?%"
    r"|seen it a (?:hundred|thousand) times|(?:you can )?thank me later|no questions asked"
    r"|(?:you can )?hold me to it|trust me on (?:that|this)|(?:as|like) [^,]+)",
    re.IGNORECASE,
)
_ORDER = re.compile(
    r"(?:(?:so|and|just|then|please) )*(?:hit|click|press|sign|book|grab|decide|act|hurry|stop"
    r"|look|read|pay"
    r"|don['’]t|do not|take|buy|join|upgrade|confirm|reply|get|learn|try|calm|wake|think) \w"
    r"|(?:shall|should|can|may) (?:i|we)\b|(?:do|would|will|are|can|could) you\b|want me to\b",
    re.IGNORECASE,
)
_SUBJECT = re.compile(
    r"^(?:(?:and|but|so|or|because|which|as|though|although|since|then|please|just|also|now"
    r"|maybe|perhaps|honestly|frankly)[\s,]+)*"
    r"(?:i|we|you|u|ya|he|she|it|they|there|this|that|these|those|who|which|what|someone|nobody"
    r"|everyone|everybody|anyone|people|most|all|the|a|an|my|our|your|his|her|their|no|some|any"
    r"|[A-Z][\w'’-]+)(?:['’]\w+)?\b",
)


# "The threshold applies after discount codes, which anyone can read" tells before it taunts.
_PLAIN = re.compile(
    r"(?P<told>(?:the|our|this|these|that|it|they|all|each|an?) (?:(?!you|u\b|people|any|every|some"
    r"|no ?body|no one|others?\b|clear|obvious|simpl|already|told|sa(?:ys|id)|stat|writ|wrote|read"
    r"|records?\b|logs?\b|fault|wrong|right|fact|just|only|never|always)[^\s,;:!?]+ ){1,12}?"
    r"(?!you)[^\s,;:!?]+), which (?:is|was|are|were|has|anyone|anybody|everyone|you|we)\b",
    re.IGNORECASE,
)


@dataclass(frozen=True, slots=True)
class _Clause:
    start: int
    end: int
    keep: bool


@remembered
def salvage(sentence: str, slug: str = "") -> str | None:
    """Keep of a sentence only the clauses that carry something.

    Args:
        sentence: One sentence that is at fault as a whole.
        slug: What is at fault with it.

    Returns:
        What is left, "" when nothing in it is needed, None when it cannot be taken apart.
    """
    core = body(sentence)
    parts = _clauses(core, slug, asking="?" in ending(sentence))
    if not any(clause.keep for clause in parts):
        return _told(core) if slug == "happy-over-right" else ""
    return _joined(sentence, core, parts)


def trim(sentence: str, leaves: Callable[[int, int], bool]) -> str | None:
    """Leave clauses out of a sentence.

    Args:
        sentence: One sentence.
        leaves: Tells of where a clause begins and ends in it whether it goes.

    Returns:
        What is left; None when nothing goes, all of it would, or it cannot be taken apart.
    """
    core = body(sentence)
    parts = [_Clause(start, end, not leaves(start, end)) for start, end in clauses(core)]
    return _joined(sentence, core, parts) if any(one.keep for one in parts) else None


def _joined(sentence: str, core: str, parts: Sequence[_Clause]) -> str | None:
    """Say the clauses that stay as one or more sentences; None when that cannot be done."""
    if all(clause.keep for clause in parts):
        return None
    kept = [clause for clause in parts if clause.keep]
    text = ""
    for at, clause in enumerate(kept):
        words = core[clause.start : clause.end]
        if at and kept[at - 1].end == clause.start:
            text += words
            continue
        bare = words.lstrip(" ,;–—-")
        if clause.start and POINTS_BACK.search(bare) and not facts_of(bare):
            continue  # "we both know how that ends" ends with the threat
        if _LEANING.match(bare) and not stands(bare):
            return None
        joiner = _JOINER.match(bare) if at or clause.start else None
        text = text.rstrip(" ,;:–—-…")
        text += (" " if ending(text) else ". " if text else "") + capital(
            bare[joiner.end() :] if joiner else bare
        )
    text = text.rstrip(" ,;:–—-…")
    if sentence[:1].islower():
        text = small(text)
    close = ending(sentence)
    if close and not ending(text):
        text += close if parts[-1].keep else "."
    text = tidy(text)
    if dangles(body(text)) or not all(_whole(part) for part in re.split(r"(?<=[.!?])\s", text)):
        return None
    return text


def _told(core: str) -> str:
    """Give what a sentence tells before it taunts, "" when it only taunts."""
    told = _PLAIN.match(core)
    return f"{told['told']}." if told and stands(told["told"]) else ""


def _whole(words: str) -> bool:
    return stands(body(words)) or (bool(facts_of(words)) and len(words.split()) >= 3)


def _cuts(core: str) -> Iterator[int]:
    """Give where clauses may begin: nowhere within parentheses."""
    position, depth = 0, 0
    for match in _BREAK.finditer(core):
        passed = core[position : match.start()]
        depth += passed.count("(") - passed.count(")")
        position = match.start()
        if not depth and match.end() < len(core):
            yield match.end()


def clauses(core: str) -> list[tuple[int, int]]:
    """Cut a sentence into clauses; what cannot stand alone stays with its neighbour.

    Args:
        core: One sentence without its closing marks.

    Returns:
        Where each begins and ends in it, in characters; together the whole.
    """
    cuts = [0, *_cuts(core), len(core)]
    spans = list(pairwise(cuts))
    joined: list[tuple[int, int]] = []
    waiting = False
    for start, end in spans:
        words = core[start:end].strip(" ,;–—-")
        aside = _ASIDE.fullmatch(words) or _ORDER.match(words)
        own = aside or _SUBJECT.match(words) or _JOINER.match(words)
        fresh = core[:start].rstrip()[-1:] in tuple(".!?")
        if joined and not fresh and (waiting or not own or not (aside or stands(words))):
            joined[-1] = (joined[-1][0], end)
        else:
            joined.append((start, end))
        waiting = bool(_CONDITION.match(words)) and not waiting
    return joined


def _clauses(core: str, slug: str, *, asking: bool) -> list[_Clause]:
    joined = clauses(core)
    asks = "?" if asking else ""
    return [
        _Clause(start, end, carries(core[start:end] + (asks if end == len(core) else ""), slug))
        for start, end in joined
    ]
