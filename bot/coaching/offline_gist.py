"""The gist of a sentence that may not leave: its facts and every no, without the hot air. Pure.

The ear tells word by word what a good coach would leave out. A sentence that holds a fact or a
decision loses what is set off within it by a comma, a dash or a reason, where all of that is
needless; then `gist.md` says in plainer words what is left.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Sequence
from itertools import pairwise
from typing import Final

from bot.coaching import offline_wording, sentences
from bot.coaching.domain import Finding, Heard, Needless
from bot.coaching.fact_finding import hard
from bot.coaching.needless import likely
from bot.coaching.offline_carries import carries, weighty
from bot.coaching.offline_closing import Edit
from bot.coaching.offline_keeps import keeps_needed
from bot.coaching.offline_needless import STAYING
from bot.coaching.offline_sales import grants
from bot.coaching.offline_text import (
    GREETS,
    body,
    capital,
    dangles,
    ending,
    facts_of,
    small,
    stands,
    tidy,
)
from bot.coaching.offline_wording import Ground
from bot.coaching.sentences import Sentence

FILE: Final = "gist"
"""The wordings for what is left."""
_WHOLE = 0.2
"""How likely a sentence with a fault is to be left out before its gist is looked for."""
_BESIDE = 0.5
"""The same for one in which nothing was found."""
_PIECE = 0.8
"""From which likelihood on a piece of it leaves."""
_FEW_WORDS = 3
_SHORT_WORDS = 6
_MARK = re.compile(
    r"\s*(?:[;—–…]|\.{3}|\s-\s|,(?=\s)|:(?=\s))\s*"
    r"|\s+(?=(?:and (?:i|we|you|u|it|they|that|this|there|our|every|most|a|the|as|everyone"
    r"|nobody)|but|so (?:i|we|you|u|it|that)|because|owing to|due to|which|whereas|although"
    r"|though|as (?:per|stated|you|we|i|it)|since (?:we|you|our|it)|in (?:line|accordance) with"
    r"|(?:under|per|pursuant to) (?:our|the) (?:\w+ ){0,2}?"
    r"(?:polic\w+|terms|rules|regulations|guidelines))\b)",
    re.IGNORECASE,
)
_LED = re.compile(
    r"(?:please note|kindly note|be advised|we (?:would like to |wish to )?(?:inform you|point out"
    r"|remind you)|(?:may|can) i remind you|(?:i|we) (?:must|should|have to) (?:say|mention|stress"
    r"|point out)|we['’]re (?:thrilled|proud|delighted) to (?:say|share|announce)) that\s+(?=\S)",
    re.IGNORECASE,
)
_NO = re.compile(
    r"\b(?:no|not|never|none|nothing|nobody|neither|nor|cannot|without|unable|unfortunately)\b"
    r"|n['’]t\b|\b(?:do|does|did|is|are|was|wo|ca|could|would|should|have|has)nt\b",
    re.IGNORECASE,
)
# What a thing depends on, when it is so, and what the answer is, is told.
_CONDITION = re.compile(
    r"\W*(?:(?:and|but|so) )?(?:p\.?s|yes|yep|sure|of course|correct|right|exactly|true"
    r"|should you|whether|how|if|unless|when|once|until|till|before|after|by|from|within|except"
    r"|only|provided|in case|while|on|at|of|than|into|about|in (?:the|a|an|your)"
    r"|that (?:the|it|we|you)|for (?:the|a|an|your)|with your|to (?:the|a|your)|or)\b",
    re.IGNORECASE,
)
# What is done already, or costs nothing, and a word of regret.
_DONE = re.compile(
    r"\b(?:i|we|it|they|he|she)(?:['’](?:ve|s)| have| has) (?:already |now |just )*(?!been\b)"
    r"\w+(?:ed|nt|de)\b"
    r"|\b(?:waived|refund\w*|credited|included|free|returns?|swap\w*|sorry|afraid|apolog\w+)\b",
    re.IGNORECASE,
)
# Our own word to them, which may lean on what follows.
_CARES = re.compile(
    r"\b(?:i can see|no wonder|of course you|i['’]?m glad|i am glad|sorry|how lovely|how good"
    r"|lovely to)\b",
    re.IGNORECASE,
)
_JOINER = re.compile(r"(?:and|but|so|then)\b[\s,]*", re.IGNORECASE)
_LEANS = re.compile(
    r"(?:which|because|as|since|though|although|whereas|who|owing|due|under|per|with|in)\b",
    re.IGNORECASE,
)
# A sentence that begins so says its main thing later.
_BEGINS_ASIDE = re.compile(
    r"(?:although|though|while|if|when|since|because|as|after|before|once|unless|until|should"
    r"|with|given|despite|to|in|under|per|by|for|what|\w+ing)\b",
    re.IGNORECASE,
)
# What something depends on stays before it as well.
_DEPENDS = re.compile(
    r"(?:if|unless|once|until|till|only|should|provided|p\.?s|yes|yep|sure|of course|correct|right"
    r"|exactly|true|when you|before|after)\b",
    re.IGNORECASE,
)
_LISTED = re.compile(r",[^,]+,? (?:and|or) [^,]+$")
_SET_OFF = (",", "—", "–", "-")
_LOOSE = " ,;:—–-…"

_Span = tuple[int, int]


def edits(text: str, heard: Heard, ground: Ground) -> list[Edit]:
    """Say in fewer words what is needless in a text and may not leave.

    Args:
        text: The draft as far as it is rewritten.
        heard: What is heard in it.
        ground: What every move knows.

    Returns:
        One edit for each sentence that has a gist.
    """
    found: list[Edit] = []
    for sentence in sentences.split(text) if heard.needless else ():
        slugs = {one.slug for one in heard.findings if _meet(one, sentence)}
        said = gist(sentence, slugs, heard.needless, ground)
        if said:
            found.append(Edit(sentence.start, sentence.end, said))
    return found


def _meet(found: Finding, sentence: Sentence) -> bool:
    return found.start < sentence.end and found.end > sentence.start


def gist(
    sentence: Sentence, slugs: Collection[str], words: Sequence[Needless], ground: Ground
) -> str | None:
    """Say a needless sentence that has to stay in fewer words.

    Args:
        sentence: A sentence of the draft.
        slugs: What was found in it.
        words: The draft's words, as the ear heard them.
        ground: What every move knows.

    Returns:
        The sentence without its hot air; None when nothing in it surely is.
    """
    before = sentence.text
    hollow = likely(words, sentence.start, sentence.end) >= (_WHOLE if slugs else _BESIDE)
    cares = "?" in ending(before) or _CARES.search(before)
    if not hollow or cares or not STAYING.isdisjoint(slugs):
        return None

    def hot(start: int, end: int) -> bool:
        return likely(words, sentence.start + start, sentence.start + end) >= _PIECE

    core = body(before)
    spans = _pieces(core)
    keep = _kept(core, [span for span in spans if hot(*span)], spans)
    peeled = (_joined(before, core, keep) if keep != spans else before) or before
    after = plainly(peeled, ground)
    return next(
        (one for one in (after, peeled) if one != before and _keeps(before, one, slugs)), None
    )


def _pieces(core: str) -> list[_Span]:
    led = _LED.match(core)
    cuts = [0, *([led.end()] if led else [])]
    for match in _MARK.finditer(core, cuts[-1]):
        passed = core[: match.start()]
        if passed.count("(") == passed.count(")") and cuts[-1] < match.end() < len(core):
            cuts.append(match.end())
    return list(pairwise([*cuts, len(core)]))


def _kept(core: str, hot: Sequence[_Span], spans: list[_Span]) -> list[_Span]:
    """Leave out the pieces that are needless and tell nothing: the last ones, the first, asides."""
    keep = list(spans)
    told = [span for span in spans if _told(core[span[0] : span[1]])]
    loose = [span for span in hot if span not in told and not _DONE.search(core[slice(*span)])]
    for span in [*reversed(loose), *loose[:1]]:
        left = [one for one in keep if one != span]
        stays = any(one in told for one in left)
        if span in keep and stays and _may_go(core, span, keep):
            keep = left
    return keep


def _may_go(core: str, span: _Span, keep: Sequence[_Span]) -> bool:
    """Tell whether a sentence stands without one of its pieces."""
    said, few = core[slice(*span)], len(core[slice(*span)].split())
    if span == keep[0]:
        if _DEPENDS.match(said):
            return False
        after = _JOINER.sub("", core[keep[1][0] : keep[1][1]], count=1).rstrip(_LOOSE)
        return stands(after) and not _LEANS.match(after)
    if _CONDITION.match(said) or _BEGINS_ASIDE.match(core):
        return False
    before = core[: span[0]].rstrip()
    if span == keep[-1]:
        last = core[slice(*keep[-2])].rstrip(_LOOSE)
        hangs = len(keep) > 2 and len(last.split()) < _FEW_WORDS
        return few > 1 and not hangs and not before.endswith(":")
    aside = before.endswith(_SET_OFF) and said.rstrip().endswith(_SET_OFF)
    return aside and few >= _FEW_WORDS and not _LISTED.search(core)


def _told(said: str) -> bool:
    """Tell whether a piece says something that has to be known."""
    return bool(_NO.search(said) or grants(said) or weighty(said) or hard(said) or carries(said))


def _joined(sentence: str, core: str, keep: Sequence[_Span]) -> str:
    """Say the pieces that stay as one sentence; "" when they make none."""
    text = core[slice(*keep[0])]
    if keep[0][0]:
        joiner = _JOINER.match(text)
        text = text[joiner.end() :] if joiner else text
        text = small(text) if sentence[:1].islower() else capital(text)
    for last, span in pairwise(keep):
        said = core[slice(*span)]
        if last[1] != span[0]:
            text = text.rstrip(_LOOSE) + (" " if _JOINER.match(said) else ", ")
        text += said
    text = text.rstrip(_LOOSE)
    if dangles(text) or not (stands(text) or _priced(text)):
        return ""
    close = ending(sentence)
    return tidy(text + (close if not close or keep[-1][1] == len(core) else "."))


def _priced(text: str) -> bool:
    few = 1 < len(text.split()) <= _SHORT_WORDS
    figures = any(re.search(r"\d", fact) for fact in facts_of(text))
    return few and figures and not (_BEGINS_ASIDE.match(text) or GREETS.match(text))


def plainly(sentence: str, ground: Ground) -> str:
    """Say a sentence by the wordings of `gist.md` that fit it."""
    text = sentence
    for wording in ground.wordings.of(FILE):
        if not wording.may_find(text) or any(one.search(text) for one in wording.unless):
            continue
        said = offline_wording.whole(text, wording, ground)
        changed = said if said is not None else offline_wording.piece(text, wording, ground)
        text = changed or text
    return text


def _keeps(before: str, after: str, slugs: Collection[str]) -> bool:
    """Tell whether every fact, name and no of a sentence is still said."""
    if not after or any(not keeps_needed(before, after, slug) for slug in slugs or ("",)):
        return False
    if len(_NO.findall(before)) > len(_NO.findall(after)):
        return False
    return all(fact in after for fact in weighty(before))
