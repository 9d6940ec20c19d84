"""What words carry: a figure, a name, a promise, a decision, or nothing anybody needs. Pure."""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Final

from bot.coaching import facts, promises
from bot.coaching.offline_decides import BARB, decides
from bot.coaching.offline_text import facts_of, names_of

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
    r"|you could|you can have|available from|starts? (?:at|from)|from (?:only )?[€£$]"
    r"|have you had a look|fancy|why not|tempt you|you might like|you(?:['’]d| would) be better off"
    r"|sign you up|set you up|pencil (?:it|you) in|put (?:you|one|a pair) (?:down|aside)"
    r"|welcome gift|trade-in|half price|\d for [€£$]\d+|\d-for-\d|tariff|this week"
    r"|happier (?:in|with|on)|quote|customers (?:run|are|love|never)|open for you)\b",
    re.IGNORECASE,
)
_PLAN = re.compile(
    r"\bour (?:[\w-]+ ){1,4}?(?:plans?|tiers?|packages?|cover|membership|bundle|club|dongle|range"
    r"|edition|upgrade|service)\b|\b(?:upgrade|move up|bump up|step up|go up|switch)(?: \w+)? to\b"
    r"|\bwhy don['’]t you (?:take|try)",
    re.IGNORECASE,
)
# What other people do or did is no fact of this customer's; pressure takes such figures along.
CROWD = re.compile(
    r"\b(?:\d[\d,.]*|two|three|four|five|six|seven|eight|nine|ten)(?: ?%| per ?cent)?"
    r"(?: (?:out of|in|of) \d+)? (?:of (?:our |all |the )?)?(?:\w+ ){0,2}?(?:people|others|buyers"
    r"|customers|couples|brides|users|members|homeowners|visitors|viewers|parents|families"
    r"|companies|reviews|students|passengers|guests|patients|neighbours|households|drivers|players"
    r"|applicants|tenants|members|readers)\b"
    r"|\b(?:\d+|[a-z]+teen|two|three|four|five|six|seven|eight|nine|ten|eleven|twelve|hundred)"
    r" (?:times|min(?:ute)?s?|seconds?)\b(?: ago)?"
    r"|\bwithin (?:the|a|\d+) (?:year|minutes?|hour)s?\b"
    r"|\bin (?:\d+|two|three|five|six|ten|twenty|a few) (?:years|months)\b"
    r"|\b(?:five|six|seven|eight) figures\b"
    r"|\b\d:\d\d\b(?! ?(?:am|pm))",
    re.IGNORECASE,
)
# A child named in a jab is nobody's child.
_AGE = re.compile(r"\b(?:\w+|\d+)[ -]year[ -]olds?\b", re.IGNORECASE)
# What it costs them from when on is told, whatever glory it comes wrapped in.
_TERMS = re.compile(
    r"\b(?:commission|fees?|rates?|prices?|rent|premiums?|tariffs?|charges?|bills?|hours)\b",
    re.IGNORECASE,
)
_BOAST = re.compile(
    r"\b(?:we|our|us|i|my)\b|\baward|\bproud|\bleading|\bsecond to none|\bbest\b|\bloved\b"
    r"|\bicon(?:ic)?\b|\bpioneer\w*|\bbenchmark\b|\bheritage\b|\blegend\w*|\byears of\b",
    re.IGNORECASE,
)
_LETTERED = re.compile(r"\b[A-Z][a-z]+ (?!I\b)[A-Z](?![\w'’])")
_GRANTED = re.compile(
    r"\b(?:i|we)(?:['’]ve| have)? (?:just |already |also )*(?:put|added|credited|applied"
    r"|refunded|taken"
    r"|waived|stuck|popped|knocked|sent|issued|booked|fixed|changed|moved|cancelled|switched"
    r"|pushed|extended|restored|replaced|reset)\b|\bat no (?:extra )?cost\b"
    r"|\bon (?:us|the house|your account)\b|\bfree of charge\b|\b(?:is|are) being (?:returned"
    r"|refunded)\b",
    re.IGNORECASE,
)
# "Shall I put it on?" has put nothing on yet.
_ASKED = re.compile(
    r"\b(?:shall|should|can|may|could|if|would|let) (?:i|we|me)\b(?: just)? \w+", re.IGNORECASE
)
_GESTURE = re.compile(
    r"\byou(?:['’]ll| will)? get\b|\bgive you\b|\b(?:credit|voucher|bonus|discount)\b|\boff\b"
    r"|(?<!-)\bfree\b"
    r"|\bas (?:a |an )?(?:little |small )?(?:gesture|apology|compensation|something|sorry|thank)",
    re.IGNORECASE,
)
_INFORMS = re.compile(
    r"\b(?:(?:is|are) (?:attached|enclosed|below|above)|online|via"
    r"|last reminder|in touch|get back to|in the order|working days?|next step|appeal|portal"
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
_ID = re.compile(r"#\w*\d|\b\d+-\d{2,}\b|\b[A-Z]{2,}-\d{3,}\b|(?<![€£$\d.,])\b\d{5,}\b")
_DIGIT = re.compile(r"\d")
_PRICE = re.compile(
    r"[€£$₹¥₦] ?\d|\b\d[\d.,]* ?(?:€|£|zł|kr|eur|usd|gbp|chf|aed|euros?|dollars?|pounds?)(?!\w)",
    re.IGNORECASE,
)
_HELPS = re.compile(
    r"\bi(?:['’]ll| will) (?:walk|show|explain|tell|help|talk) you\b", re.IGNORECASE
)
_DAY = re.compile(r"\b(?:mon|tues|wednes|thurs|fri|satur|sun)day\b", re.IGNORECASE)
A_NO = "a no"
"""Stands for no principle: what a pitch leaves when the customer has said no."""
# What leaving costs or when something ends is no pitch.
_BINDING = re.compile(
    r"\b(?:leaving would|early exit|exit fee|fees?|owed?|owing|due|outstanding|balance|refund\w*"
    r"|billed|switched off|won['’]t be (?:billed|charged)|stays? put|your exports?|your data"
    r"|(?:contract|plan|subscription|access|cover) (?:ends|runs|stops|is cancelled))\b",
    re.IGNORECASE,
)
# An order that only says what they should have done is no step.
SCOLDS = re.compile(
    r"\bbefore (?:you )?(?:post|blam|complain|ask|accus|writ|call|shout|order|book)\w*\b"
    r"|\b(?:next|this) time\b|\bin (?:the )?future\b"
    r"|\b(?:look at|watch|mind|learn|remember) (?:what|how|your|to)\b|\b(?:re-?)?read (?:the|our"
    r"|it|my|your)\b|\bmore care\w*\b",
    re.IGNORECASE,
)
GROVELS = re.compile(
    r"\b(?:asham\w+|horrified|mortified|despise|deserve|unworthy|hearts?|knees|forgive|disgrace"
    r"|worst|beg|mercy|weep|cry|crying|idiots?|useless|thousand|million|feet|humbl\w+)\b",
    re.IGNORECASE,
)
_SIGNS: Final[Mapping[str, re.Pattern[str]]] = {
    "take-it-seriously": re.compile(
        r"\b(?:just|only|happens?|normal|minor|small|little|tiny|soft|slight|nobody|everyone"
        r"|everybody|always|heals?|settles?|fine|nothing|life|deal|worr\w+|usual\w*|cosmetic"
        r"|never|most|others?|noted|priority|lots?|hardly|cheer|fuss|relax|world)\b",
        re.IGNORECASE,
    ),
    "happy-over-right": re.compile(
        r"\b(?:you\w*|u|ur|should\w*|told|said|clear\w*|stat\w+|writt?\w*|read|bold|paragraph"
        r"|somebody|someone|people|every\w+|any\w+|usual\w*|always|others|worth|fault|wrong"
        r"|incorrect|prove\w*|already|terms|agree\w*|sign\w*|fact|simple|obvious\w*)\b",
        re.IGNORECASE,
    ),
}
_GIVING = frozenset({"no-upsell-when-unhappy", "root-not-bandaid"})
_REPROACHES = frozenset({"happy-over-right", "never-insult-or-threaten"})
# What nobody can promise need not be kept.
_UNBINDING = frozenset({"guarantee"})


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
        plain = CROWD.sub("", words)
        kept = facts_of(plain) or _DAY.search(plain) or _HELPS.search(plain)
        return bool(kept) or decides(plain, slug)
    if slug in _GIVING or slug == A_NO:
        return _given(words, slug)
    if slug in _REPROACHES:
        words = _AGE.sub("", words)
    if slug in _REPROACHES and (BARB.search(words) or _sneers(words, slug)):
        return bool(weighty(words))
    return (
        bool(weighty(words))
        or decides(words, slug)
        or _promises(words)
        or bool(_INFORMS.search(words) or _STEP.match(words))
    )


def _beside_glory(words: str) -> bool:
    """Tell whether words about us hold what concerns the customer too."""
    terms = _TERMS.search(words) and facts_of(words)
    told = _INFORMS.search(words) if not _BOAST.search(words) else terms
    return bool(
        told or _PRICE.search(words) or decides(words, "about-them") or _PRODUCT.search(words)
    )


def _given(words: str, slug: str) -> bool:
    """Tell whether a pitch or a plaster gives something that is the customer's already."""
    if grants(words):
        return True
    if slug == A_NO:
        told = _BINDING.search(words) or not PITCH.search(words)
        return decides(words) or (bool(told) and bool(weighty(words)))
    if slug == "root-not-bandaid":
        return bool(_GESTURE.search(words))
    return bool(_ID.search(words) if PITCH.search(words) else weighty(words))


def _sneers(words: str, slug: str) -> bool:
    return slug == "never-insult-or-threaten" and words.rstrip().endswith("?")


def grants(words: str) -> bool:
    """Tell whether words give the customer something that is theirs already."""
    asks = words.rstrip().endswith("?")
    return not asks and bool(_GRANTED.search(_ASKED.sub("", words)))


def offers(words: str) -> bool:
    """Tell whether words sell a plan or a product of ours, whatever they give off its price."""
    return bool(_PLAN.search(words)) and not grants(words)


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


def needless(sentence: str, slug: str) -> bool:
    """Tell whether a sentence at fault shows its fault, so that plain information never leaves.

    Args:
        sentence: A sentence that is to leave as a whole.
        slug: What is at fault with it.
    """
    if slug == "about-them":
        return bool(_BOAST.search(sentence))
    signs = _SIGNS.get(slug)
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


def idle(sentence: str) -> bool:
    """Tell whether a sentence only shuts a door: no fact, no decision, no condition, no way."""
    return not (carries(sentence) or _WAY.search(sentence) or _TELLS.search(sentence))
