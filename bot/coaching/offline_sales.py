"""Selling: what is a pitch, what only presses, and what was given already. Pure."""

from __future__ import annotations

import re

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
    r"|while i(?:['’]ve| have)(?: got)? you|(?:would|could|'?d) give you|now (?:down to|only"
    r"|from|just)"
    r"|our (?:new|latest|bigger|smaller) [A-Z]?\w+|a demo|take a look at our|ask (?:me "
    r"|us )?about our"
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
# How few are left, and by when to say yes, only presses.
SCARCE = re.compile(
    r"\b(?:only |just |last |the last |final )?(?:\d+|one|two|three|four|five|a few|a handful)"
    r"(?: [\w-]+){0,3}? (?:left|remaining|in stock|to go)\b"
    r"|\b(?:only|just|last|final) (?:\d+|one|two|three|four"
    r"|five)(?: [\w-]+){0,2}\b(?= (?:available|at"
    r" this|for))|\b(?:tell me|let me know|need (?:your|ur|a) \w+|decide|say yes|reply"
    r"|get back to me"
    r"|confirm|answer) (?:by|before) [^,.;!?]{1,20}|\bor i (?:can['’]t|cannot"
    r"|won['’]t) (?:guarantee"
    r"|promise|hold|keep)\b.*|\b(?:in|within) the next (?:\w+ )?(?:hour|minute|day)s?\b"
    r"|\bspots? (?:is|are) (?:going|filling)\b.*",
    re.IGNORECASE,
)
_GRANTED = re.compile(
    r"\b(?:i|we)(?:['’]ve| have)? (?:just |already |also )*(?:put|added|credited|applied"
    r"|refunded|taken"
    r"|waived|stuck|popped|knocked|sent|issued|booked|fixed|changed|moved|cancelled|switched"
    r"|pushed|extended|restored|replaced|reset|upgraded|given|gave)\b|\bat no (?:extra )?cost\b"
    r"|\bon (?:us|the house|your account)\b|\bfree of charge\b|\b(?:is|are) being (?:returned"
    r"|refunded)\b|\bconsider (?:it|that|them|this) (?:all )?(?:gone|done|waived"
    r"|cancelled|dropped)\b|\byou (?:won['’]t|will not|don['’]t|do not) (?:have to |need to )?pay\b"
    r"|\bnothing to pay\b|\bno (?:extra |additional )?(?:charge|cost|fee)s?(?: for\b|\b(?! \w))"
    r"|\bhere['’]?s (?:an? )?(?:\d+ ?%|[€£$]\d+|\d+ (?:euros?|dollars?|pounds?)) (?:off|back)"
    r"(?: (?:your|ur|the|next)\b|[.!:,]|$)",
    re.IGNORECASE,
)
# "Shall I put it on?" has put nothing on yet.
_ASKED = re.compile(
    r"\b(?:shall|should|can|may|could|if|would|let) (?:i|we|me)\b(?: just)? \w+", re.IGNORECASE
)
PRICE = re.compile(
    r"[€£$₹¥₦] ?\d|\b\d[\d.,]* ?(?:€|£|zł|kr|eur|usd|gbp|chf|aed|euros?|dollars?|pounds?)(?!\w)",
    re.IGNORECASE,
)
_SALE = re.compile(
    r"\b(?:extra|more (?:a|per)|per (?:month|year|seat|user|person)|a (?:month|year|seat|tin)"
    r"|most people|(?:love|take) it|includ\w+|all year|while i|come (?:in )?free|on top|better"
    r"|popular|one at)\b",
    re.IGNORECASE,
)
# What leaving costs or when something ends is no pitch.
BINDING = re.compile(
    r"\b(?:leaving would|early exit|exit fee|fees?|owed?|owing|due|outstanding|balance|refund\w*"
    r"|billed|switched off|won['’]t be (?:billed|charged)|stays? put|your exports?|your data"
    r"|(?:contract|plan|subscription|access|cover) (?:(?:would|will|can|then|still) )*(?:ends?"
    r"|runs?|stops?|is cancelled))\b",
    re.IGNORECASE,
)


def grants(words: str) -> bool:
    """Tell whether words give the customer something that is theirs already."""
    asks = words.rstrip().endswith("?")
    return not asks and bool(_GRANTED.search(_ASKED.sub("", words)))


def offers(words: str) -> bool:
    """Tell whether words sell a plan or a product of ours, whatever they give off its price."""
    return bool(_PLAN.search(words)) and not grants(words)


def sold(words: str) -> bool:
    """Tell whether words name the price of something that nobody has bought yet."""
    sale = PRICE.search(words) and _SALE.search(words)
    return bool(sale) and not BINDING.search(words) and not grants(words)


def pitches(words: str) -> bool:
    """Tell whether words sell anything."""
    return bool(PITCH.search(words)) or sold(words)
