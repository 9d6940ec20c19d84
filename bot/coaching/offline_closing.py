"""The one sentence that closes a draft kindly: the way back, or the open door. Pure."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from bot.coaching.domain import Finding
from bot.coaching.offline_text import facts_of
from bot.coaching.offline_wording import Ground
from bot.coaching.sentences import Sentence
from bot.coaching.sifted import sifted
from bot.coaching.wordings import choose

SIGN_OFF = re.compile(
    r"(?i:(?:(?:kind|best|warm|many|all the|with|thanks &|god) )*(?:regards|wishes"
    r"|best(?! (?:to|ask|try|call|is|if|way|thing|bet|option|chance|you|we|i)\b)|cheers|bless"
    r"|sincerely|yours|thanks|thank you|bye|have an? (?:good|great|nice|lovely|wonderful"
    r"|pleasant|safe|happy|blessed)|enjoy|take care|good luck|love|xx?|greetings"
    r"|see you|we wish|wishing|hope|i hope|happy(?! to))\b)"
    r"|(?i:if (?:you|something|there|that|they)\b[^.!?]*\b(?:tell me|just ask|say so"
    r"|write (?:to me|back) here"
    r"|come back to me(?: here)?)[.]?$)"
    r"|[\^~–-] ?\w+$|[A-Z][\w'’.-]*(?: [A-Z][\w'’.-]*){0,3}[.,]?$|\W*$|[^.!?]{0,40},$",
)
_SORRY = re.compile(r"(?:sorry|closed|done)\W*$", re.IGNORECASE)
_SORRY_WORD = re.compile(r"\b(?:sorry|apolog\w+)\b", re.IGNORECASE)
_SIGNED = re.compile(
    r"(?:(?:kind|best|warm|many|all the|with) )*(?:regards|wishes|sincerely|yours|cheers"
    r"|greetings)\b",
    re.IGNORECASE,
)
_NO_WAY_BACK = sifted(
    r"\b(?:do not|don['’]?t) (?:\w+ )?(?:reply|respond|contact|write|message|ask)\b|not monitored"
    r"|no (?:correspondence|further (?:corresp|contact|messages?|questions?))|refrain from"
    r"|(?:not|never) be (?:answered|replied)|(?:won['’]?t|will not) (?:answer|reply)"
    r"|clos(?:e|ed|ing) (?:this|the|your|ur) (?:chat|ticket|case|conversation|thread|file)"
    r"|(?:chat|ticket|case|file|thread|conversation)(?: is| was| will| has| be| been| now)* closed",
    re.IGNORECASE,
)
# Somebody else is to be asked, and how.
_ELSEWHERE = sifted(
    r"\b(?:(?:contact|call|ring|phone|ask|chase|consult|try|message|tell|e-?mail|write to"
    r"|(?:speak|talk) (?:to|with)|(?:reach|turn|complain|report|apply)(?: \w+){0,2}? to"
    r"|(?:take|raise|check|sort)(?: \w+){0,2} with) (?!me\b|us\b|you\b|for\b|if\b|i\b|again\b)\w"
    r"|can (?:help|look|tell you|do (?:it|this|that)|open)\b|right (?:people|place|person)"
    r"|the ones? (?:who|to ask)|(?:are|is) (?:best )?(?:settled |decided )?with (?!me\b|us\b|you\b)"
    r"|looks? after (?:this|it|that)|your contact|best call|direct your|['’]s with the "
    r"|(?:handled|dealt with|run|looked after) by (?!me\b|us\b)|(?:their|his|her) (?:number|line))",
    re.IGNORECASE,
)
_OWNED = sifted(
    r"\b(?:i(?:['’]ll| will|['’]ve| can)|let me) (?!only|just|not)"
    r"|\b(?:police|ambulance|999|911|112)\b",
    re.IGNORECASE,
)
INVITES = re.compile(
    r"(?:^|(?<=[.!?]) )if [^.!?]*\b(?:just (?:ask|tell me|reply|write)|tell me"
    r"|write(?: back)? to me)(?: here| back| to me)*[.]?$",
    re.IGNORECASE,
)
"""Our own invitation to write back, where it ends a sentence."""
SOFT = re.compile(r"\bi['’]?(?: a)?m (?:afraid|sorry)\b", re.IGNORECASE)
_OPEN = re.compile(
    r"\?|\b(?:just (?:ask|tell|write|reply|call)|say so|at your disposal"
    r"|let (?:me|us) know|tell me|write (?:to )?(?:me|us)"
    r"|come back to|get back to|welcome to)\b",
    re.IGNORECASE,
)


_NO = re.compile(
    r"n['’]t\b|\b(?:no|not|none|never|cannot|nothing|afraid|sorry|only|closed|full|gone|sold out"
    r"|final"
    r"|permanent|denied|declined|rejected|refused|expired|over|impossible|stands?|unable"
    r"|required|needed|mandatory)\b",
    re.IGNORECASE,
)
_REFUSES = re.compile(
    r"n['’]t\b|\b(?:not|no(?! obligation)|never|cannot|impossible|unable|final|excluded)\b",
    re.IGNORECASE,
)
# Where the draft shows a way on, nobody needs to be told that the door is open.
_WAY_ON = sifted(
    r"\b(?:could you|would you|(?:you|we|i) can(?!['’]?t\b|not\b| not\b| only\b)|you could"
    r"|you may(?! not\b)|you're welcome|instead|alternatively|(?:we|i) could(?!n['’]?t| not\b)"
    r"|available (?:from|until|on|in|at)|opens?|again (?:in|on|from)|write to"
    r"|can be (?:contested|appealed|disputed|claimed)"
    r"|call|contact|apply|form|under \+?\(?\d{3}|via)\b|https?://|\S@\S",
    re.IGNORECASE,
)
_CLOSER = re.compile(
    r"(?:so,? )?(?:shall (?:i|we)|should i|would you like|want (?:me|one|it|in)"
    r"|interested|deal|fair|all (?:good|sorted)|how['’]?s that"
    r"|what do you (?:say|think)|sounds? (?:good|fair)|may i|can i|how about|yes or no|ready to"
    r"|card or cash|name a number|who(?:'s| is) in|say yes|what(?:['’]s| is) (?:holding|stopping"
    r"|keeping) you"
    r"|are you in|what(?:'s| is) it going to be)\b.*\?|(?:just )?(?:pop|come|drop) (?:in|by|over)"
    r"(?: (?:and|any)[^.!?]*)?[.!]|(?:just )?say (?:yes|the word)[^.!?]*[.!]|deal\?"
    r"|(?:tap|click|press)(?: here)? to [^.!?]*[.!]",
    re.IGNORECASE,
)
_MOST_WORDS = 12
# A page instead of an answer.
_PAGE = re.compile(
    r"https?://|\bwww\.|\b\w+\.(?:com|org|example|se|de|io|net)/|\b(?:our|the) (?:help"
    r" (?:cent(?:re|er)|pages?)|knowledge base|faqs?|docs|documentation|website|youtube channel"
    r"|guide|manual|handbook|user guide)\b",
    re.IGNORECASE,
)
_POINTS = re.compile(
    r"\b(?:find|see|check|consult|read|look|visit|refer|go to|here['’]s|found|link)\b"
    r"|https?://|\b(?:is|are|should be) (?:in|on) (?:our|the)\b",
    re.IGNORECASE,
)
# Where the draft says what was done, nobody needs to ask about it.
_MENDED = sifted(
    r"\b(?:techni\w+|next (?:lesson|visit|class)|engineer|plumber|crew"
    r"|sent(?! you)|resent|ships?|shipped|fixed|replac\w+"
    r"|booked|repair\w*|on its way|covered|returns?|no longer|unbanned|unlocked|restored"
    r"|refunded|remade|approved|scheduled|corrected|cause|because|due to)\b",
    re.IGNORECASE,
)
_SETTLED = re.compile(r"\b(?:final|non-?refundable|no refunds?)\b", re.IGNORECASE)
"""What is settled leaves no answer to "what would help you most?"."""
_STILL_THERE = re.compile(
    r"\b(?:they|them|their|he|she|him|her|number|line|quote|quoting|option|ask|tell|ring|call|have"
    r"|it|reference|ref|hours|open|tracking|write|mail|form|speak|contact|reach|please)\b|@"
    r"|https?:|\d{3}",
    re.IGNORECASE,
)
_SMILE = re.compile(r"[ ]*[\U0001f300-\U0001faff\u2600-\u27bf\ufe0f]+")
_LINKED = re.compile(r"https?://\S+$")
_TAILS = (
    ("own-it", "the way back"),
    ("leave-door-open", "the open door"),
    ("always-personal", "the open door"),
    ("give-value", "the free word"),
    ("core-problem", "the page"),
    ("root-not-bandaid", "the cause"),
)
_SHUT = "leave-door-open"
"""A door that was shut is opened even where the words that shut it are gone."""
TAILED = frozenset(slug for slug, _ in _TAILS)
"""The principles for whose sake a draft may get a closing sentence."""


@dataclass(frozen=True, slots=True)
class Edit:
    """One change of a draft.

    Args:
        start: Where the words to replace begin, in characters from 0.
        end: One past where they end; equal to `start` for an insertion.
        put: What stands there instead.
        gentler: What may stand there when that takes too much; "" for nothing of the kind.
    """

    start: int
    end: int
    put: str
    gentler: str = ""


def tails(
    text: str,
    whole: Sequence[Sentence],
    put: Mapping[int, str],
    said: Sequence[Finding],
    ground: Ground,
) -> list[Edit]:
    """Close with one sentence at most: the way back, or the open door."""
    kept = " ".join(put.get(number, sentence.text) for number, sentence in enumerate(whole))
    for slug, title in _TAILS:
        here = [
            finding
            for finding in said
            if finding.slug == slug and (slug == _SHUT or not _left(finding, whole, put))
        ]
        if not here or not _belongs(slug, kept, ground):
            continue
        after = [
            put.get(number, sentence.text)
            for number, sentence in enumerate(whole)
            if sentence.end > here[0].start
        ]
        if slug == "always-personal" and not any(_REFUSES.search(one.quote) for one in here):
            continue
        if any(_OPEN.search(words) for words in after):
            continue
        if not any(after) and slug != _SHUT:
            continue
        if ground.says(ground.wordings.named("care", title), text):
            continue
        target = last(text, whole, put, here[-1].end, onward=slug == "own-it")
        words = choose(ground.wordings.named("care", title).puts, ground.told, ground.voice.seed)
        closed = put.get(target, whole[target].text) if target is not None else ""
        if target is not None and whole[target].listed:
            continue
        if closed and words and closed[-1:] not in ",:" and not _LINKED.search(closed):
            gap = " " if closed[-1:] in ".!?" or not closed[-1:].isascii() else ". "
            smile = _SMILE.match(text, whole[target or 0].end)
            end = smile.end() if smile else whole[target or 0].end
            return [Edit(end, end, (" " if smile else gap) + ground.voice.fit(words))]
    return []


def _belongs(slug: str, text: str, ground: Ground) -> bool:
    """Tell whether a draft leaves room for the closing of a principle."""
    if _NO_WAY_BACK.search(text) or (slug != _SHUT and ground.told.get("loss")):
        return False
    if slug == "own-it":
        return bool(_ELSEWHERE.search(text)) and not _OWNED.search(text)
    if slug == "give-value":
        return not ground.declined and not ground.told.get("question")
    if slug == "core-problem":
        return any(_PAGE.search(one) and _POINTS.search(one) for one in text.split(". "))
    if slug == "root-not-bandaid":
        hurt = ground.calm or bool(_SORRY_WORD.search(text))
        return hurt and not _MENDED.search(text) and not _SETTLED.search(text)
    return not ground.declined and not _WAY_ON.search(text) and bool(_NO.search(text))


def _left(finding: Finding, whole: Sequence[Sentence], put: Mapping[int, str]) -> bool:
    """Tell whether the sentence a finding stands in is gone."""
    return any(
        put.get(number) == "" and sentence.start <= finding.start < sentence.end
        for number, sentence in enumerate(whole)
    )


def closes_sale(sentence: str) -> bool:
    """Tell whether a short sentence only asks for the sale.

    Args:
        sentence: "Deal?", "Shall I add it?"
    """
    few = len(sentence.split()) <= _MOST_WORDS and not facts_of(sentence)
    return few and bool(_CLOSER.fullmatch(sentence))


def last(
    text: str, whole: Sequence[Sentence], put: Mapping[int, str], end: int, *, onward: bool = False
) -> int | None:
    """Find the last sentence of the paragraph that is neither gone nor a sign-off.

    Args:
        text: The draft.
        whole: Its sentences.
        put: What replaces a sentence, by its number.
        end: Where what was found ends, in characters from 0.
        onward: Go on only while the sentences tell how to reach somebody else.
    """
    target = None
    for number, sentence in enumerate(whole):
        if put.get(number) == "":
            continue
        between = text[whole[target].end : sentence.start] if target is not None else ""
        signed = SIGN_OFF.match(sentence.text) and not _SORRY.match(sentence.text)
        if sentence.start < end:
            # "Kind regards" may end what was found; "Thanks for writing" may stand before it.
            begun = target is not None and sentence.end >= end
            closes = _SIGNED.match(sentence.text) or ("\n" in between and signed)
            target = target if begun and closes else number
            continue
        if target is None or number != target + 1:
            continue
        if sentence.listed or "\n" in between or signed:
            break
        if onward and not _STILL_THERE.search(sentence.text):
            return _end(text, whole, put, number)
        target = number
    return target


def _end(text: str, whole: Sequence[Sentence], put: Mapping[int, str], number: int) -> int | None:
    """Give a sentence of another matter, where its paragraph ends with it; nothing goes before."""
    after = whole[number + 1] if number + 1 < len(whole) else None
    ends = not after or "\n" in text[whole[number].end : after.start]
    signed = after and SIGN_OFF.match(after.text)
    return (
        number
        if (ends or signed) and not put.get(number, whole[number].text).endswith("?")
        else None
    )
