"""What words carry: a figure, a name, a promise, a decision, or nothing anybody needs. Pure."""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Final

from bot.coaching import facts, promises
from bot.coaching.guard_warnings import WARNS
from bot.coaching.memory import remembered
from bot.coaching.offline_decides import BARB, decides
from bot.coaching.offline_sales import BINDING, CROWD, PITCH, PRICE, SCARCE, grants, sold
from bot.coaching.offline_signs import JAB, LAVISH, PRESS, firm
from bot.coaching.offline_text import facts_of, names_of
from bot.coaching.sifted import sifted

# A child named in a jab is nobody's child.
_AGE = re.compile(r"\b(?:\w+|\d+)[ -]year[ -]olds?\b", re.IGNORECASE)
# What it costs them from when on is told, whatever glory it comes wrapped in.
_TERMS = re.compile(
    r"\b(?:commission|fees?|rates?|prices?|rent|premiums?|tariffs?|charges?|bills?|hours)\b",
    re.IGNORECASE,
)
_BOAST = re.compile(
    r"\b(?:we|our|us|i|my)\b|\baward|\bproud|\bleading|\bsecond to none|\bbest\b|\bloved\b"
    r"|\bicon(?:ic)?\b|\bpioneer\w*|\bbenchmark\b|\bheritage\b|\blegend\w*|\byears of\b"
    r"|\bfastest\b|\b(?:app|bank|shop|brand|team|employer) of the year\b|\bmillion\b|\blargest\b"
    r"|\bthe (?:engineers|team|developers|designers|founders?) (?:spent|worked|put|poured)\b"
    r"|\bbiggest\b|\bnumber one\b|\brevolutioni[sz]ed\b",
    re.IGNORECASE,
)
_LETTERED = re.compile(r"\b[A-Z][a-z]+ (?!I\b)[A-Z](?![\w'’])")
_GESTURE = re.compile(
    r"\byou(?:['’]ll| will)? get\b|\bgive you\b|\b(?:credit|voucher|bonus|discount)\b|\boff\b"
    r"|(?<!-)\bfree\b"
    r"|\bas (?:a |an )?(?:little |small )?(?:gesture|apology|compensation|something|sorry|thank)",
    re.IGNORECASE,
)
_INFORMS = sifted(
    r"\b(?:(?:is|are) (?:attached|enclosed|below|above)|online|via"
    r"|last reminder|in touch|get back to|in the order|working days?|next step|appeal|portal"
    r"|(?:drivers?|crew|fitters?|technicians?|engineers?|courier|riders?) (?:all )?(?:says?|said"
    r"|tells? (?:me|us)|told (?:me|us)) (?:that )?(?:it|they|the|nothing|no|there)"
    r"|by (?:e-?mail|post|phone)|reception|front desk"
    r"|now (?:shows?|set|works?|fixed|open|registered|listed)"
    r"|(?:has|have) been (?:\w+ed|sent|put|set|made|told)|(?:is|are) (?:on its|on their) way)\b",
    re.IGNORECASE,
)
# What the customer is asked to do next stays, however rudely it is asked.
_STEP = re.compile(
    r"[\s,;:–—-]*(?:(?:and|then|so|first|next|please|just|before we proceed)\b[\s,:]*)*(?:enable"
    r"|reproduce|attach|send|open|click|press|tap|go to|reply|restart|reboot|unplug|fill|upload"
    r"|bring|log|sign|reset|reinstall|update|clear|turn|switch|phone|ring|register|submit|return"
    r"|visit|select|choose)\b(?! (?:up|off|on|it again)\b)",
    re.IGNORECASE,
)
_PRODUCT = re.compile(r"\b[A-Z][\w-]*\+(?!\w)|#\w|https?://")
# What there is and what it is like: "We have four phone booths", "Our shirts are pre-washed."
_QUALITY = re.compile(
    r"\bwe (?:have|do|stock) (?:\d{1,2}|two|three|four|five|six|seven|eight|nine|ten|twelve)"
    r" (?!(?:years|awards?|prizes|offices|branches|million|thousand|happy|stars?|other)\b)[a-z]+"
    r"|^our (?!(?:team|mission|goal|story|customers?|clients?|people|engineers|founders?|company"
    r"|brand|reviews|growth|offices?|chefs?|staff|experts?|service|support|values|network)\b)"
    r"[a-z]+ (?:is|are) (?!(?:the|so|very|truly|really|proud\w*|loved|adored|award\S*|famous"
    r"|second|world\S*|unmatched|unique|number|no|incredib\w+|amazing\w*|leading|best|simply"
    r"|extremely|always|doing|working|growing|committed|dedicated|busy)\b)"
    r"[a-z-]+(?: [a-z-]+){0,4}[.!]*$",
    re.IGNORECASE,
)
_ID = re.compile(r"#\w*\d|\b\d+-\d{2,}\b|\b[A-Z]{2,}-\d{3,}\b|(?<![€£$\d.,])\b\d{5,}\b")
_DIGIT = re.compile(r"\d")
_HELPS = re.compile(
    r"\bi(?:['’]ll| will) (?:walk|show|explain|tell|help|talk) you\b", re.IGNORECASE
)
_EASES = re.compile(
    r"\bno (?:rush|hurry|pressure|obligation)\b|\b(?:don['’]t|do not) (?:have|need) to\b"
    r"|\bno need to\b|\bneedn['’]t\b|\btake your time\b",
    re.IGNORECASE,
)
_DAY = re.compile(r"\b(?:mon|tues|wednes|thurs|fri|satur|sun)day\b", re.IGNORECASE)
A_NO = "a no"
"""Stands for no principle: what a pitch leaves when the customer has said no."""
# An order that only says what they should have done is no step.
SCOLDS = re.compile(
    r"\bbefore (?:you )?(?:post|blam|complain|ask|accus|writ|call|shout|order|book|upgrad|install"
    r"|rais|open)\w*\b"
    r"|\b(?:next|this) time\b|\bin (?:the )?future\b"
    r"|\b(?:look at|watch|mind|learn|remember) (?:what|how|your|to)\b|\b(?:re-?)?read (?:the|our"
    r"|release"
    r"|it|my|your)\b|\bmore care\w*\b",
    re.IGNORECASE,
)
GROVELS = re.compile(
    r"\b(?:asham\w+|horrified|mortified|despise|deserve|unworthy|hearts?|knees|forgive|disgrace"
    r"|worst|beg|mercy|weep|cry|crying|idiots?|useless|thousand|million|feet|humbl\w+|crawl"
    r"|kneel\w*|command me|servants?)\b",
    re.IGNORECASE,
)
_SIGNS: Final[Mapping[str, re.Pattern[str]]] = {
    "take-it-seriously": re.compile(
        r"\b(?:just|only|happens?|normal|minor|small|little|tiny|soft|slight|nobody|everyone"
        r"|everybody|always|heals?|settles?|fine|nothing|life|deal|worr\w+|usual\w*|cosmetic"
        r"|never|most|others?|noted|priority|lots?|hardly|cheer|fuss|relax|world)\b",
        re.IGNORECASE,
    ),
    "only-customer": re.compile(
        r"\b(?:thank\w*|valued?|customers?|contact\w*|reach\w*|important|ticket|queue|volumes?"
        r"|enquir\w+"
        r"|inquir\w+|quer(?:y|ies)|messages?|e-?mails?|correspondence|unattended|automat\w+"
        r"|survey|rate"
        r"|rating|feedback|appreciat\w+|patience|received?|receipt|look forward|assist\w*"
        r"|advised?)\b",
        re.IGNORECASE,
    ),
    "happy-over-right": re.compile(
        r"\b(?:you\w*|u|ur|should\w*|told|said|clear\w*|stat\w+|writt?\w*|read|bold|paragraph"
        r"|somebody|someone|people|every\w+|any\w+|usual\w*|always|others|worth|fault|wrong"
        r"|incorrect|prove\w*|already|terms|agree\w*|sign\w*|fact|simple|obvious\w*)\b",
        re.IGNORECASE,
    ),
    "never-insult-or-threaten": re.compile(
        r"\b(?:you\w*|u|ur|ya|people|some\w*|any\w*|every\w*|others?|no ?body|no ?one|adults?|kids?"
        r"|child\w*|mum|grown|lol|lmao|haha?|obvious\w*|simple|simply|really|again|already"
        r"|next time|hurry|quick\w*|sigh|well|wow|genius|google|manual|whatever|clear\w*)\b"
        r"|[?!]|\.{3}|…",
        re.IGNORECASE,
    ),
}
_SHOWN = frozenset({"only-customer", "never-insult-or-threaten"})
"""A sentence without a sign of these tells something: one that names nobody and raises no voice."""
_GIVING = frozenset({"no-upsell-when-unhappy", "root-not-bandaid"})
_REPROACHES = frozenset({"happy-over-right", "never-insult-or-threaten"})
# What nobody can promise need not be kept.
_UNBINDING = frozenset({"guarantee"})


@remembered
def carries(words: str, slug: str = "") -> bool:
    """Tell whether words hold something that no rewrite may lose: a fact, a promise, a decision.

    Args:
        words: A clause or a sentence of a draft.
        slug: What is at fault with it. Our own glory takes its figures along, and pressure takes
            its "tonight" and its "two left", but no price and no day. A pitch to somebody unhappy
            takes all but what was granted already, the gesture of a bandaid included.
    """
    if slug == "about-them" and (_BOAST.search(words) or not _DIGIT.search(words)):
        return _beside_glory(words)
    if slug == "no-hard-sell":
        return _beside_pressure(words)
    if slug in _GIVING or slug == A_NO:
        return _given(words, slug)
    if slug == "dignity" and GROVELS.search(words) and not facts_of(words):
        return decides(words, slug)
    if slug in _REPROACHES:
        words = _AGE.sub("", words)
    warns = bool(WARNS.search(words))
    if _shows(words, slug):
        return warns or firm(LAVISH.sub("", words))
    return (
        warns
        or bool(weighty(words))
        or decides(words, slug)
        or _promises(words)
        or bool(_INFORMS.search(words) or _STEP.match(words))
    )


def _shows(words: str, slug: str) -> bool:
    """Tell whether a reproach, a jab or a lavish gift shows in the words themselves."""
    if slug == "dignity":
        return bool(LAVISH.search(words))
    barbed = BARB.search(words) or JAB.search(words) or _sneers(words, slug)
    return slug in _REPROACHES and bool(barbed)


def _beside_pressure(words: str) -> bool:
    """Tell whether words that press hold what concerns the customer too."""
    if PRESS.search(words):
        return False
    plain = SCARCE.sub("", CROWD.sub("", words))
    kept = facts_of(plain) or _DAY.search(plain) or _HELPS.search(plain) or _EASES.search(plain)
    return bool(kept) or decides(plain, "no-hard-sell")


def _beside_glory(words: str) -> bool:
    """Tell whether words about us hold what concerns the customer too."""
    terms = _TERMS.search(words) and facts_of(words)
    told = _INFORMS.search(words) if not _BOAST.search(words) else terms
    shown = PRICE.search(words) or _PRODUCT.search(words) or _QUALITY.search(words)
    return bool(told or shown) or decides(words, "about-them")


def _given(words: str, slug: str) -> bool:
    """Tell whether a pitch or a plaster gives something that is the customer's already."""
    if grants(words):
        return True
    if PRESS.search(words) and not BINDING.search(words):
        return False
    if slug == A_NO:
        told = BINDING.search(words) or not PITCH.search(words)
        return decides(words) or (bool(told) and bool(weighty(words)))
    if slug == "root-not-bandaid":
        return bool(_GESTURE.search(words))
    sells = PITCH.search(words) or sold(words)
    return bool(_ID.search(words) if sells else weighty(words))


def _sneers(words: str, slug: str) -> bool:
    return slug == "never-insult-or-threaten" and words.rstrip().endswith("?")


def weighty(words: str) -> tuple[str, ...]:
    """Find the figures, names, products and links of a few words."""
    hard = [fact.text for fact in facts.find(words) if fact.kind != "negation"]
    return (*hard, *facts_of(words), *names_of(words), *_LETTERED.findall(words))


def _promises(words: str) -> bool:
    return any(promise.kind not in _UNBINDING for promise in promises.find(words))


# What tells how the customer's matter stands, or what they can have, is plain information.
_TELLS = re.compile(
    r"^(?:yes|yep|sure|sold|here(?:['’]s| is| are)"
    r"|(?:the|your|our|its?) (?:[\w'’-]+ ){1,5}?(?:is|are|was|were|has|have|will|comes?|goes)\b"
    r"|there(?:['’]s| is| are) (?:an?|one|some|two|the)\b)"
    r"|\b(?:you can|you could|you(?:['’]ll| will) (?:find|get|receive|need|have)|you(?:['’]re| are)"
    r" welcome to|in stock|on (?:its|their|the) way|ready|available|included|possible|free to"
    r"|open (?:from|until|till|on|again)|right away|waiting for you|arriv\w+|ships?|sent|left us"
    r"|booked|cancelled|refunded|delivered|expires?|starts?|ends?|closes?|works? with|made of"
    r"|compatible|safe|takes? (?:about|around|up to))\b",
    re.IGNORECASE,
)


_ASKS = re.compile(
    r"(?:(?:and|so|but) )?(?:what (?:does|do|is|are|colou?r|size|time)|which|when|where|how many"
    r"|how much|could|would|can|do you (?:see|have)|is (?:it|the)|are (?:you|the))\b.*\?$",
    re.IGNORECASE,
)
_ASKS_BARELY = re.compile(
    r"(?:did|do|does|have|has|is|are|was|were) (?:you|u|it|the|your|ur|there)\b"
    r"(?!.*\b(?:read|even|actually|bother\w*|ever|not|really|think|expect|aware|serious\w*|kidding"
    r"|joking|sure|blind|deaf|stupid|know)\b).*$",
    re.IGNORECASE,
)


def needless(sentence: str, slug: str) -> bool:
    """Tell whether a sentence at fault shows its fault, so that plain information never leaves.

    Args:
        sentence: A sentence that is to leave as a whole.
        slug: What is at fault with it.
    """
    if slug == "about-them":
        return bool(_BOAST.search(sentence)) and not _QUALITY.search(sentence)
    if slug == "happy-over-right" and _ASKS.match(sentence) and not BARB.search(sentence):
        return False  # "What does the screen say?"
    if slug in _REPROACHES and _ASKS_BARELY.match(sentence) and not BARB.search(sentence):
        return False  # "did you have sync on"
    signs = _SIGNS.get(slug)
    if slug in _SHOWN and signs:
        barbed = slug in _REPROACHES and (JAB.search(sentence) or BARB.search(sentence))
        return bool(barbed or signs.search(sentence))  # "I have no notes."
    return signs is None or bool(signs.search(sentence)) or not _TELLS.search(sentence)


# Who helps, what it depends on and what to do next is why a shut door is told at all.
_WAY = re.compile(
    r"\b(?:by|with|to|from|try|ask|contact|call|ring|see|phone|via|through|at) (?:the|our|your"
    r"|her|him"
    r"|them|us|me|a|an|another|(?-i:[A-Z]))\b|\b(?:must|need|needs|has to|have to|had to|only"
    r"|unless"
    r"|until|if|when|once|before|after|require[sd]?|instead|please|could|can|may|should)\b|\?",
    re.IGNORECASE,
)


_SHUTS = re.compile(
    r"n['’]t\b|\b(?:no|not|none|never|cannot|nothing|nobody|neither|unable|closed?|final|policy"
    r"|rules?"
    r"|refus\w+|declin\w+|reject\w+|impossible|irrelevant|elsewhere|discuss\w+|further"
    r"|decision|decided|internal\w*|like that|how it is|our (?:control|hands|reach|remit))\b",
    re.IGNORECASE,
)


def idle(sentence: str) -> bool:
    """Tell whether a sentence only shuts a door: no fact, no decision, no condition, no way."""
    return bool(_SHUTS.search(sentence)) and not (
        carries(sentence) or _WAY.search(sentence) or _TELLS.search(sentence)
    )
