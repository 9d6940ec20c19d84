"""What binds us: one pattern a kind of promise, claim or admission.

Patterns are read against lower-cased text. English in full; the money words also in German,
French, Spanish, Italian, Portuguese, Dutch and Swedish, so that an LLM cannot slip a refund into
a draft of theirs.
"""

from __future__ import annotations

import re
from typing import Final

from bot.coaching.domain import PromiseKind

_WE = r"\b(?:i|we)"
_DAY = r"(?:mon|tues|wednes|thurs|fri|satur|sun)day"
_ADVERB = (
    r"(?:\s(?:personally|also|now|just|already|gladly|happily|certainly|definitely|then|even|"
    r"quickly|immediately|still|always|be able to|make sure to|try to))?"
)
_FUTURE = (
    rf"{_WE}(?:['’]ll|\s(?:will|shall|am going to|are going to|promise to|intend to)|"
    rf"['’](?:m|re) (?:going|about) to)(?:\snot)?{_ADVERB}"
)
_DONE = (
    "spoken|spoke|checked|contacted|asked|arranged|sent|issued|refunded|processed|escalated|found|"
    "fixed|updated|flagged|opened|raised|called|phoned|rung|rang|emailed|messaged|notified|"
    "informed|alerted|removed|added|applied|cancelled|canceled|credited|shipped|dispatched|"
    "booked|forwarded|passed|logged|reported|resolved|reset|investigated|confirmed|reviewed|"
    "restored|corrected|replaced|reserved|ordered|scheduled|extended|upgraded|unlocked|enabled|"
    "activated|waived|approved|assigned|reopened|prepared|submitted|filed|registered|taken|"
    "changed|closed|cleared|verified|tested|traced|tracked|located|stopped|blocked|frozen|paused|"
    "returned|recorded|organised|organized|moved|attached|discussed|requested|instructed|"
    "talked|written|wrote|agreed|secured|adjusted|deducted|transferred|released|paid"
)
_OURS = (
    r"(?:our|the|my|a) (?:team|engineers?|managers?|colleagues?|warehouse|supervisor|drivers?|"
    r"technicians?|staff|developers?|specialists?|courier|people)"
)

_SOURCES: Final[tuple[tuple[PromiseKind, str], ...]] = (
    (
        "refund",
        (
            r"\b(?:refund\w*|money back|reimburs\w+|pay (?:you )?back|charge ?back|"
            r"(?:your|the) money (?:will be|is) returned|return (?:your|the) money|"
            r"rückerstatt\w*|erstatt\w+|geld zurück|rembours\w*|reembols\w*|rimbors\w*|"
            r"devoluci[óo]n del dinero|terugbetal\w*|återbetal\w*)\b"
        ),
    ),
    (
        "replacement",
        (
            r"\b(?:(?<!\A)(?<![.!?\n] )replac(?:e|ements?|ing|ed)|brand[- ]new one|new "
            r"one (?:to you|out|instead)|"
            r"(?:send|ship|post|get)(?:ing)? (?:you |out )?(?:you )?(?:a|another|one) "
            r"(?:new|fresh|spare|loan\w*)|re-?ship\w*|re-?send\w* (?:the|your) "
            r"(?:order|parcel|item)|"
            r"swap (?:it|this|that|yours) (?:out|for)|loaner|"
            r"exchange[ds]? (?:it|this|that|your|the|them)|we can exchange|"
            r"ersatz\w*|remplac\w+|reemplaz\w+|sostitu\w+)\b"
        ),
    ),
    (
        "credit",
        (
            r"\b(?:credits?\b(?! ?cards?| notes?| agenc| bureau| check| scor| report| "
            r"rating| limit)|credited|crediting|"
            r"compensat\w+|goodwill\w*|gift ?cards?|entschädig\w*|gutschrift\w*|dédommag\w*|"
            r"indemni[sz]\w+|compensaci[óo]n)\b"
        ),
    ),
    (
        "discount",
        (
            r"\b(?:discount\w*|coupons?|vouchers?|promo(?:tion)?(?:al)? codes?|half[- ]price|"
            r"for half (?:of )?(?:that|it|the price)|half the price|(?:price|best)[- ]match\w*|"
            r"match (?:any|the|that|their) (?:lower |better )?price|knock(?:ed)? (?:\w+ )?off|"
            r"(?:half|money|per ?cent) off|reduced price|rabatt\w*|gutschein\w*|remise|réduction|"
            r"descuento\w*|cup[óo]n|sconto|desconto|korting|rebate\w*|cheaper rate)\b|"
            r"%\s?off\b|[€$£₹]\s?\d+ off\b|\d\s?[€$£] off\b"
        ),
    ),
    (
        "freebie",
        (
            r"\b(?:free (?:of charge|shipping|delivery|replacement|months?|weeks?|"
            r"upgrade|gift|sample|"
            r"trial|return|repair|one|item|\w+ on us)|for free|(?:at )?no (?:extra |additional )?"
            r"(?:cost|charge)|on us\b(?! to)|on the house|complimentary|waiv\w+|without charge|"
            r"we(?:['’]ll| will) (?:cover|pay for)|bonus|gratis|kostenlos\w*|"
            r"kostenfrei\w*|gratuit\w*|"
            r"gratuito\w*|little extra|something (?:extra|special) for you|(?:a|your) free \w+)\b"
        ),
    ),
    (
        "cancellation",
        (
            r"\b(?:cancel(?:l?ed|l?ing|lation)?s?|stornier\w*|annul\w+|"
            r"terminat(?:e|ed|ing) (?:your|the) (?:contract|subscription|plan))\b"
        ),
    ),
    (
        "exception",
        (
            r"\b(?:(?:make|made|making|grant\w*) (?:an|one|this|you an) exception|as an exception|"
            r"just this once|bend the rules?|one[- ]time (?:exception|courtesy)|"
            r"as a (?:one-off|courtesy|gesture)|ausnahmsweise|à titre exceptionnel|"
            r"como excepci[óo]n)\b"
        ),
    ),
    (
        "guarantee",
        (
            r"\b(?:guarante\w+|(?:i|we) promise|promise you|you have (?:my|our) word|my word|"
            r"assure you|rest assured|i swear|hundred per ?cent (?:sure|certain)|no matter what|"
            r"without fail|never (?:ever )?happens? again|(?:won['’]t|will not|"
            r"not) (?:ever )?happen "
            r"again|for (?:sure|certain)|(?:will|['’]ll) (?:definitely|certainly|surely|always)|"
            r"definitely (?:will|be)|garantier\w+|garanti[er]\w*|garantiz\w+|ich verspreche|"
            r"nous promettons|je vous promets|prometo)\b|100\s?%"
        ),
    ),
    (
        "deadline",
        (
            r"\b(?:by|before|within|no later than|until|in under|inside) (?:the "
            r")?(?:end of|tomorrow|"
            rf"today|tonight|{_DAY}|next|this (?:week|evening|afternoon|morning)|few|couple|hour|"
            r"close of|(?:an?|one|two|three|four|five|six|seven|ten|twenty) "
            r"(?:\w+ )?(?:minutes?|hours?|days?|weeks?|months?))\b|"
            r"\b(?:in|over) (?:the )?next (?:few )?(?:hours?|days?|weeks?|minutes?|business day)\b|"
            r"\bin (?:a few|a couple of|an?) (?:hours?|days?|minutes?|weeks?|moment|while)\b|"
            r"\bthe next (?:business|working) day\b|\bfirst thing (?:tomorrow|in the|on)\b|"
            r"\bovernight\b|\bsame[ -]day\b|\bwithin the hour\b|\blater (?:today|"
            r"tonight|this week)\b|"
            r"\bthis (?:afternoon|evening|week)\b|\b(?:right away|straight away|"
            r"immediately|shortly|"
            r"as soon as possible|in no time|at once)\b"
        ),
    ),
    (
        "call-back",
        (
            r"\b(?:(?:call|phone|ring|text|email|e-mail|write to|message) you(?: back)?|"
            r"(?:get|report) (?:straight |right |quickly )?back to you|(?:i|we|"
            r"somebody|someone|they|team)(?:['’]ll| will) (?:come|be) (?:straight |"
            r"right )?back to you|call[- ]?back|"
            r"back in touch|(?:keep|be) (?:you )?(?:in touch|posted|updated)|"
            r"keep you (?:updated|posted|informed|in the loop)|"
            r"you(?:['’]ll| will) (?:hear (?:back )?from|get an? (?:email|call|update|message))|"
            r"hear from us (?:by|in|within|today|tomorrow|soon|the)|follow up with you|"
            r"will (?:call|phone|ring|contact|reach out|be in contact|be in touch|step "
            r"in|get in touch)|"
            r"(?:will|['’]ll) let you know|update you|melde(?:n)? (?:mich|uns)|"
            r"(?:vous|te|le) (?:rappel\w+|recontact\w+)|(?:le|te) llamar\w+)\b"
        ),
    ),
    (
        "escalation",
        (
            r"\b(?:escalat\w+|(?:my|our) (?:manager|supervisor|team lead|boss|director|lawyers?)|"
            r"legal (?:team|action|department)|(?:priority|top of the) (?:queue|list|case)|"
            r"prioriti[sz]\w+|expedit\w+|fast[- ]track\w*|senior (?:team|colleague|agent)|"
            r"specialist team|weitergeleitet|eskalier\w*)\b"
        ),
    ),
    (
        "access",
        (
            r"\b(?:(?:upgrade|unlock|extend|reactivate|reinstat|restor|renew)(?:e|ed|ing|ion)? "
            r"(?:your|you|the|it|that|access|my)\b|(?:give|grant|get) you (?:\w+ )?access|"
            r"extended? (?:warranty|deadline|trial|return|licen[cs]e)|lifetime (?:access|\w+)|"
            r"unlimited \w+|extra (?:time|days?|week|month))\b"
        ),
    ),
    (
        "admission",
        (
            r"\b(?:(?:our|my) (?:own )?(?:fault|mistake|error|negligence|failure|oversight|"
            r"responsibility|bad)|(?:we|i) (?:messed|screwed|slipped) up|"
            r"(?:we|i) (?:really |simply |clearly )?(?:made|make) (?:a|an|this|"
            r"that) (?:mistake|error)|"
            r"(?:we|i)(?:['’]ve| have)? let you down|(?:we|i)(?:['’]ve| have)? (?:got|gotten) "
            r"(?:it|this|that) wrong|(?:we|i) failed|(?:we|i)['’]?(?:re|m| are| am)? "
            r"(?:fully |entirely "
            r"|solely )?(?:to blame|liable|at fault|responsible)|take (?:full "
            r")?(?:responsibility|the "
            r"blame)|breach\w*|liab\w+|fault is ours|mistake was ours|unser fehler|notre faute|"
            r"notre erreur|nuestra culpa|nuestro error)\b"
        ),
    ),
    (
        "make-good",
        (
            r"\b(?:make (?:it|this|that|things) (?:up to you|right|good)|wiedergutmach\w*|"
            r"(?:do|doing) (?:everything|whatever it takes)|"
            r"sort (?:it|this|that|everything) (?:all )?out for you)\b"
        ),
    ),
    (
        "done",
        (
            rf"{_WE}(?:['’]ve| have|['’]d| had)?(?: already| just| now| also| since|"
            rf" personally| both| "
            rf"even)*\s(?:{_DONE})\b|\b(?:has|have|had|['’]s) (?:now |already |just |also )?been "
            rf"(?:{_DONE})\b|\b(?:is|are) (?:now )?being (?:{_DONE})\b|"
            rf"\b{_OURS}(?: has| have)?(?: already)? (?:{_DONE})\b"
        ),
    ),
    (
        "act",
        (
            rf"{_FUTURE}\s(?P<act>[a-z][a-z-]{{1,20}})\b|\b{_OURS} will(?: now| also)? "
            rf"(?P<team>[a-z][a-z-]{{1,20}})\b|\blet me (?P<let>[a-z]{{3,20}})\b|"
            rf"{_WE}['’](?:m|re) (?P<doing>[a-z]{{3,18}}ing)\b(?! forward)|"
            r"\b(?:i am|we are) (?P<active>[a-z]{3,18}ing)\b(?! forward)|"
            r"\b(?:it|this|that|your (?:order|parcel|money|refund|account|item|case|\w{3,12})|you)"
            r"(?:['’]ll| will) (?:be )?(?P<comes>get|receive|arrive|delivered|fixed|sorted|solved|"
            r"refunded|shipped|restored|resolved|replaced|sent|credited|processed|repaired|ready)\b"
        ),
    ),
    (
        "cause",
        (
            r"\b(?:because of|due to|caused by|as a result of|owing to|thanks to (?:a|an|the)|"
            r"the (?:reason|cause) (?:is|was|being)|resulted from|wegen|aufgrund|à cause d\w+|"
            r"en raison d\w+|debido a|a causa de)\s(?P<what>[^.!?;\n]{1,60})"
        ),
    ),
)
# One of these pieces must be in the lower-cased text, or the kind is not looked for at all.
_SIGNS: Final[dict[PromiseKind, str]] = {
    "refund": "refund money reimburs pay charge erstatt geld rembours reembols rimbors devol terug "
    "återbet",
    "replacement": "replac brand new fresh spare loan ship send swap exchange ersatz remplac "
    "reemplaz sostitu",
    "credit": "credit compensa goodwill gift entschäd gutschrift dédommag indemni",
    "discount": "discount coupon voucher promo half match knock off reduced rabatt gutschein "
    "remise réduction descuento cup sconto desconto korting rebate cheaper",
    "freebie": "free cost charge us house compliment waiv cover bonus gratis kosten gratui extra "
    "special",
    "cancellation": "cancel stornier annul terminat",
    "exception": "exception once bend courtesy one-off gesture ausnahm exceptionnel excepci",
    "guarantee": "guarant promis word assure swear hundred matter fail happen sure certain always "
    "definitely garant versprech promet 100",
    "call-back": "call phone ring text mail write message back touch posted updat informed loop "
    "hear get contact reach step know meld rappel",
    "escalation": "escalat manager supervisor lead boss director lawyer legal priorit expedit fast "
    "queue top senior specialist weiterg eskal",
    "access": (
        "upgrad unlock extend reactivat reinstat restor renew access lifetime unlimited extra"
    ),
    "admission": "fault mistake error neglig failure oversight responsib bad mess screw slip down "
    "wrong failed blame liab breach fehler faute erreur culpa",
    "make-good": "make wiedergut whatever everything sort",
}
PATTERNS: Final = tuple(
    (kind, re.compile(source), tuple(_SIGNS.get(kind, "").split())) for kind, source in _SOURCES
)
