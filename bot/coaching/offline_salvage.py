"""What is left of a sentence that is at fault as a whole: its facts and its decision. Pure.

The ear marks whole sentences. Such a sentence is taken apart into clauses; those that carry a
figure, a name, a promise or a decision stay, the others go.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import pairwise

from bot.coaching import facts, promises
from bot.coaching.offline_text import (
    body,
    capital,
    dangles,
    ending,
    facts_of,
    names_of,
    small,
    stands,
    tidy,
)

_BREAK = re.compile(
    r"(?<=[.!?])\s+(?=[A-Z])|\s*(?:;|—|–|…|\.{3}|\s-\s|:(?=\s+(?:if|when|once|unless)\s))\s*"
    r"|,\s+(?=(?:and|but|so|or"
    r"|because|which|as)\s)|,\s+"
    r"|\s+(?=(?:and|but|so)\s+(?:I|i|we|you|u|it|they|there|the|that|this|your|our|my|please|just"
    r"|stop|don['’]t|do|says|it['’]s|that['’]s|i['’]\w+|we['’]\w+|you['’]\w+)\b)"
    r"|\s+(?=(?:because|although|though|which)\s)"
    r"|(?<=[\U0001f300-\U0001faff\u2600-\u27bf])\s+(?=[A-Z])"
)
PITCH = re.compile(
    r"\b(?:upgrad\w+|plans?|packages?|add-?ons?|premium|pro|plus|gold|vip|offers?|deals?|warranty"
    r"|insurance|cover|bundles?|members?\w*|subscri\w+|discount|only|just|for an extra|extra"
    r"|while you(?:['’]re| are) (?:here|at it|on|bringing|waiting)|since you|treat yourself"
    r"|by the way|btw|shall i|should i|want me to"
    r"|would you like|how about|interested|recommend|suggest|consider|buy|purchase|switch|add"
    r"|(?:good|special|great|best) price|we have (?:a |the )?new|early-bird|half price"
    r"|\d+ ?% off|proposal|perfect for|gives you|get up to|in stock again"
    r"|you['’]d love|you may like|have you (?:thought|looked|considered|tried|seen)"
    r"|why don['’]t you"
    r"|(?:a|per) (?:month|year)|i['’]d sell|on a brighter note|brand-new"
    r"|you could|you can have|available from|starts? (?:at|from)|from (?:only )?[€£$])\b",
    re.IGNORECASE,
)
_JOINER = re.compile(
    r"(?:and|but|so|or|yet|because|which|as|though|although|since|plus|then)\b[\s,]*",
    re.IGNORECASE,
)
_LEANING = re.compile(r"(?:which|because|who|that|as|though|although|since|to)\b", re.IGNORECASE)
_CONDITION = re.compile(
    r"(?:if|when|whenever|once|unless|until|before|after|while|in case|provided|failing|for|in|on"
    r"|at|by|with|from|to|under|given|despite|instead)\b",
    re.IGNORECASE,
)
_ASIDE = re.compile(
    r"(?:to be (?:honest|frank|fair|clear)|honestly|frankly|obviously|clearly|really|seriously|tbh"
    r"|mate|genius|my friend|buddy|pal|again|well|look|listen|right|sorry|no offence|with respect"
    r"|like everyone(?: else)?|as usual|as always|of course|surely|trust me|believe me"
    r"|let['’]s face"
    r" it|let['’]s be honest|funnily enough|you know|i(?:['’]m| am) afraid|no question|full stop"
    r"|period|end of|simple as that|(?:as|like) [^,]+)",
    re.IGNORECASE,
)
_DECIDES = re.compile(
    r"\b(?:can(?:no|['’])t|can not|cant|won['’]?t|will not|do(?:n['’]?t|es(?:n['’]?t| not)| not)"
    r"|isn['’]t|aren['’]t|wasn['’]t|not|unable to|no longer)\b"
    r"(?! (?:even |really |actually |exactly )?(?:believe|understand|see why|know|care|think"
    r"|imagine"
    r"|help (?:it|you if)|want|need|mind|mean|let|wait|miss|delay|sleep|hesitate|be|get|worth|that"
    r"|hard|difficult|complicated|rocket|listen|read|bother|look|pay|just|only|my|our|your|the"
    r"|for (?:you|everyone|everybody)))"
    r"|^(?:no|nope|sorry, no)[,.]|\b(?:impossible|unavailable|sold out|discontinued)\b"
    r"|\b(?:is|are) (?:final|correct|exhausted|closed|non-refundable|excluded|declined|rejected"
    r"|refused"
    r"|gone|full)\b"
    r"|\bno (?:payment|refunds?|exceptions?)\b",
    re.IGNORECASE,
)
_BARB = re.compile(
    r"\byou(?:['’]d| would)? (?:really |just |simply |never |always |should )*(?:don['’]?t"
    r"|didn['’]?t|can['’]?t|won['’]?t) (?:listen|read|understand|get it|bother|look|pay attention)",
    re.IGNORECASE,
)
_BOAST = re.compile(
    r"\b(?:we|our|us|i|my)\b|\baward|\bproud|\bleading|\bsecond to none|\bbest\b|\bloved\b",
    re.IGNORECASE,
)
_LETTERED = re.compile(r"\b[A-Z][a-z]+ [A-Z](?![\w'’])")
_GRANTED = re.compile(
    r"\b(?:i|we)(?:['’]ve| have)? (?:just |already |also )*(?:put|added|credited|applied"
    r"|refunded|taken"
    r"|waived|stuck|popped|knocked|sent|issued|booked|fixed|changed|moved|cancelled|switched)\b"
    r"|\bon (?:us|the house|your account)\b|\bfree of charge\b|\b(?:is|are) being (?:returned"
    r"|refunded)\b",
    re.IGNORECASE,
)
_GESTURE = re.compile(
    r"\byou(?:['’]ll| will)? get\b|\bgive you\b|\b(?:credit|voucher|bonus|discount)\b|\boff\b"
    r"|(?<!-)\bfree\b"
    r"|\bas (?:a |an )?(?:little |small )?(?:gesture|apology|compensation|something|sorry|thank)",
    re.IGNORECASE,
)
_INFORMS = re.compile(
    r"\b(?:online|via|appeal|portal|by (?:e-?mail|post|phone)|reception|front desk"
    r"|now (?:shows?|set|works?|fixed|open|registered|listed)"
    r"|(?:has|have) been (?:\w+ed|sent|put|set|made|told)|(?:is|are) (?:on its|on their) way)\b",
    re.IGNORECASE,
)
_PRODUCT = re.compile(r"\b[A-Z][\w-]*\+(?!\w)|#\w|https?://")
_ID = re.compile(r"#\w*\d|\b\d+-\d{2,}\b|\b[A-Z]{2,}-\d{3,}\b|(?<![€£$\d.,])\b\d{5,}\b")
_DAY = re.compile(r"\b(?:mon|tues|wednes|thurs|fri|satur|sun)day\b", re.IGNORECASE)
_ORDER = re.compile(
    r"(?:(?:so|and|just|then|please) )*(?:hit|click|press|sign|book|grab|decide|act|hurry|stop"
    r"|look|read|pay"
    r"|don['’]t|do not|take|buy|join|upgrade|confirm|reply|get|learn|try|calm|wake|think) \w"
    r"|(?:shall|should|can|may) (?:i|we)\b|(?:do|would|will|are|can|could) you\b|want me to\b",
    re.IGNORECASE,
)
# What nobody can promise need not be kept.
_UNBINDING = frozenset({"guarantee"})
_SUBJECT = re.compile(
    r"^(?:(?:and|but|so|or|because|which|as|though|although|since|then|please|just|also|now"
    r"|maybe|perhaps|honestly|frankly)[\s,]+)*"
    r"(?:i|we|you|u|ya|he|she|it|they|there|this|that|these|those|who|which|what|someone|nobody"
    r"|everyone|everybody|anyone|people|most|all|the|a|an|my|our|your|his|her|their|no|some|any"
    r"|[A-Z][\w'’-]+)(?:['’]\w+)?\b",
)


@dataclass(frozen=True, slots=True)
class _Clause:
    start: int
    end: int
    keep: bool


def carries(words: str, slug: str = "") -> bool:
    """Tell whether words hold something that no rewrite may lose: a fact, a promise, a decision.

    Args:
        words: A clause or a sentence of a draft.
        slug: What is at fault with it. Our own glory takes its figures along, and pressure takes
            its "tonight" and its "two left", but no price and no day. A pitch to somebody unhappy
            takes all but what was granted already, the gesture of a bandaid included.
    """
    if slug == "about-them" and _BOAST.search(words):
        return decides(words) or bool(_PRODUCT.search(words))
    if slug == "no-upsell-when-unhappy":
        offered = PITCH.search(words)
        return grants(words) or bool(_ID.search(words) if offered else weighty(words))
    if slug == "root-not-bandaid":
        return grants(words) or bool(_GESTURE.search(words))
    if slug == "no-hard-sell":
        return bool(facts_of(words) or _DAY.search(words)) or decides(words)
    return (
        bool(weighty(words)) or decides(words) or _promises(words) or bool(_INFORMS.search(words))
    )


def grants(words: str) -> bool:
    """Tell whether words give the customer something that is theirs already."""
    return bool(_GRANTED.search(words))


def decides(words: str) -> bool:
    """Tell whether words say a no that must stay one."""
    return bool(_DECIDES.search(words)) and not _BARB.search(words)


def weighty(words: str) -> tuple[str, ...]:
    """Find the figures, names, products and links of a few words."""
    hard = [fact.text for fact in facts.find(words) if fact.kind != "negation"]
    return (*hard, *facts_of(words), *names_of(words), *_LETTERED.findall(words))


def salvage(sentence: str, slug: str = "") -> str | None:
    """Keep of a sentence only the clauses that carry something.

    Args:
        sentence: One sentence that is at fault as a whole.
        slug: What is at fault with it.

    Returns:
        What is left, "" when nothing in it is needed, None when it cannot be taken apart.
    """
    core = body(sentence)
    clauses = _clauses(core, slug)
    if not any(clause.keep for clause in clauses):
        return ""
    if all(clause.keep for clause in clauses):
        return None
    kept = [clause for clause in clauses if clause.keep]
    text = ""
    for at, clause in enumerate(kept):
        words = core[clause.start : clause.end]
        if at and kept[at - 1].end == clause.start:
            text += words
            continue
        bare = words.lstrip(" ,;–—-")
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
        text += close if clauses[-1].keep else "."
    text = tidy(text)
    if dangles(body(text)) or not all(_whole(part) for part in re.split(r"(?<=[.!?])\s", text)):
        return None
    return text


def _whole(words: str) -> bool:
    return stands(body(words)) or (bool(facts_of(words)) and len(words.split()) >= 2)


def _cuts(core: str) -> Iterator[int]:
    """Give where clauses may begin: nowhere within parentheses."""
    position, depth = 0, 0
    for match in _BREAK.finditer(core):
        passed = core[position : match.start()]
        depth += passed.count("(") - passed.count(")")
        position = match.start()
        if not depth and match.end() < len(core):
            yield match.end()


def _clauses(core: str, slug: str) -> list[_Clause]:
    """Cut a sentence into clauses; what cannot stand alone stays with its neighbour."""
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
    return [_Clause(start, end, carries(core[start:end], slug)) for start, end in joined]


def _promises(words: str) -> bool:
    return any(promise.kind not in _UNBINDING for promise in promises.find(words))
