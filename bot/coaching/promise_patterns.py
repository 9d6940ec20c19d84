"""What binds us: one pattern a kind of promise, claim or admission.

English in full; the money words also in German, French, Spanish, Italian, Portuguese, Dutch and
Swedish, so that an LLM cannot slip a refund into a draft of theirs.
"""

from __future__ import annotations

import re
from typing import Final

from bot.coaching.domain import PromiseKind

_WE = r"\b(?:I|we)"
_ADVERB = r"(?:\s(?:personally|also|now|just|already|gladly|happily|certainly|definitely|then|even|quickly|immediately|still|never|always|be able to|make sure to|try to))?"
_FUTURE = rf"{_WE}(?:['’]ll|\s(?:will|shall|am going to|are going to|can have|promise to|intend to)|['’](?:m|re) (?:going to|about to))(?:\s(?:not))?{_ADVERB}"
_DONE = (
    "spoken|spoke|checked|contacted|asked|arranged|sent|issued|refunded|processed|escalated|found|"
    "fixed|updated|flagged|opened|raised|called|phoned|rung|rang|emailed|messaged|notified|informed|alerted|told|removed|"
    "added|applied|cancelled|canceled|credited|shipped|dispatched|booked|forwarded|passed|logged|reported|resolved|"
    "reset|investigated|confirmed|reviewed|restored|corrected|replaced|reserved|ordered|scheduled|"
    "extended|upgraded|unlocked|enabled|activated|waived|approved|assigned|reopened|prepared|submitted|filed|registered|noted|made|put|set|taken|given|changed|closed|collected|cleared|verified|tested|looked|traced|tracked|located|stopped|blocked|frozen|paused|returned|recorded|organised|organized|moved|attached|included"
)
_SOON = (
    r"(?:\b(?:by|before|within|no later than|until|in under|inside) (?:the )?(?:end of|tomorrow|today|tonight|"
    r"(?:mon|tues|wednes|thurs|fri|satur|sun)day|next|this (?:week|evening|afternoon|morning)|an?\b|one\b|two\b|three\b|few\b|couple\b|the hour|close of|\d)|"
    r"\b(?:in|over) (?:the )?next (?:few )?(?:hours?|days?|weeks?|minutes?|business day)|\bin (?:a few|a couple of|an?) (?:hours?|days?|minutes?|weeks?|moment|while)\b|"
    r"\bthe next (?:business|working) day\b|\bfirst thing\b|\bovernight\b|\bsame[ -]day\b|\bwithin the hour\b|\blater (?:today|tonight|this week)\b|\bthis (?:afternoon|evening|week)\b)"
)

PATTERNS: Final[tuple[tuple[PromiseKind, re.Pattern[str]], ...]] = tuple(
    (kind, re.compile(pattern, re.IGNORECASE))
    for kind, pattern in (
        (
            "refund",
            r"\b(?:refund\w*|money back|reimburs\w+|(?:your|the) money (?:will be|is) returned|pay (?:you )?back|return (?:your|the) money|charge ?back|"
            r"rückerstatt\w*|erstatt\w+|geld zurück|rembours\w*|reembols\w*|devoluci[óo]n del dinero|rimbors\w*|terugbetal\w*|återbetal\w*)\b",
        ),
        (
            "replacement",
            r"\b(?:replac(?:e|ement|ements|ing|ed)|(?:send|ship|post|get)(?:ing)? (?:you |out )?(?:you )?(?:a|another|one) (?:new|fresh|spare|loan\w*)\b|brand[- ]new one|new one (?:to you|out|instead)|re-?ship\w*|re-?send\w* (?:the|your) (?:order|parcel|item)|swap (?:it|this|that|yours) (?:out|for)|exchange(?:d|s)? (?:it|this|that|your)|loaner|ersatz\w*|remplac\w+|reemplaz\w+|sostitu\w+)\b",
        ),
        (
            "credit",
            r"\b(?:(?:store |account |service |site )?credits?\b(?! ?cards?| note)|credited|crediting|compensat\w+|goodwill\w*|gift ?cards?|entschädig\w*|gutschrift\w*|dédommag\w*|indemni[sz]\w+|compensaci[óo]n)\b",
        ),
        (
            "discount",
            r"\b(?:discount\w*|coupons?|vouchers?|promo(?:tion)?(?:al)? codes?|half[- ]price|(?:price|best)[- ]match\w*|match (?:any|the|that|their) (?:lower |better )?price|knock(?:ed)? (?:\w+ )?off|(?:per ?cent|%|[€$£]\s?\d+|\d\s?[€$£]|half|money) off|reduced price|rabatt\w*|gutschein\w*|remise\b|réduction|descuento\w*|cup[óo]n|sconto|desconto|korting|rebate\w*)",
        ),
        (
            "freebie",
            r"\b(?:free (?:of charge|shipping|delivery|replacement|months?|weeks?|upgrade|gift|sample|trial|return|repair|one|item|\w+ on us)|for free|(?:at )?no (?:extra |additional )?(?:cost|charge)|on us\b(?! to)|on the house|complimentary|waiv\w+|without charge|"
            r"we(?:['’]ll| will) (?:cover|pay for)|bonus\b|gratis|kostenlos\w*|kostenfrei\w*|gratuit\w*|gratuito\w*|little extra|something (?:extra|special) for you|(?:a|your) free \w+)",
        ),
        (
            "cancellation",
            r"\b(?:cancel(?:l?ed|l?ing|lation)?s?|stornier\w*|annul\w+|terminat(?:e|ed|ing) (?:your|the) (?:contract|subscription|plan))\b",
        ),
        (
            "exception",
            r"\b(?:(?:make|made|making|grant\w*) (?:an|one|this|you an) exception|as an exception|just this once|bend the rules?|one[- ]time (?:exception|courtesy)|as a (?:one-off|courtesy|gesture)|ausnahmsweise|à titre exceptionnel|como excepci[óo]n)\b",
        ),
        (
            "guarantee",
            r"\b(?:guarante\w+|i promise|we promise|promise you|you have (?:my|our) word|my word\b|assure you|rest assured|i swear|100\s?%|hundred per ?cent (?:sure|certain)|no matter what|without fail|"
            r"never (?:ever )?happens? again|(?:won['’]t|will not|not) (?:ever )?happen again|for (?:sure|certain)\b|will (?:definitely|certainly|surely|always)|definitely (?:will|be)|garantier\w+|garanti[er]\w*|garantiz\w+|ich verspreche|nous promettons|je vous promets|prometo)\b",
        ),
        ("deadline", _SOON),
        (
            "call-back",
            r"\b(?:(?:call|phone|ring|text|email|e-mail|write to|message) you(?: back)?|(?:get|come|be|report) (?:straight |right |quickly )?back to you|call[- ]?back|back in touch|(?:keep|be) (?:you )?(?:in touch|posted|updated)|keep you (?:updated|posted|informed|in the loop)|"
            r"you(?:['’]ll| will) (?:hear (?:back )?from|get an? (?:email|call|update|message))|hear from us|follow up with you|let you know (?:as soon as|when|once|how|what|the moment)|will (?:call|phone|ring|contact|reach out|be in contact|be in touch|step in|get in touch)|update you|melde(?:n)? (?:mich|uns)|(?:vous|te|le) (?:rappel\w+|recontact\w+)|(?:le|te) llamar\w+)\b",
        ),
        (
            "escalation",
            r"\b(?:escalat\w+|(?:my|our|a|the|your) (?:manager|supervisor|team lead|boss|director)|legal (?:team|action|department)|lawyers?\b|(?:priority|top of the) (?:queue|list|case)|prioriti[sz]\w+|expedit\w+|fast[- ]track\w*|senior (?:team|colleague|agent)|specialist (?:team)?|weitergeleitet|eskalier\w*)\b",
        ),
        (
            "access",
            r"\b(?:(?:upgrade|unlock|extend|reactivate|reinstat|restor|renew)(?:e|ed|ing|ion)? (?:your|you|the|it|that|access|my)\w*|(?:give|grant|get) you (?:\w+ )?access|extended? (?:warranty|deadline|trial|return|licen[cs]e)|lifetime (?:access|\w+)|unlimited \w+|extra (?:time|days?|week|month))\b",
        ),
        (
            "admission",
            r"\b(?:(?:our|my) (?:own )?(?:fault|mistake|error|negligence|failure|oversight|responsibility|bad)\b|(?:we|i) (?:messed|screwed|slipped) up|(?:we|i) (?:really |simply |clearly )?(?:made|make) (?:a|an|this|that) (?:mistake|error)|(?:we|i) (?:let|have let|['’]ve let) you down|(?:we|i) (?:got|have got|['’]ve got) (?:it|this|that) wrong|(?:we|i) failed|(?:we|i)['’]?(?:re|m| are| am)? (?:fully |entirely |solely )?(?:to blame|liable|at fault|responsible)|take (?:full )?(?:responsibility|the blame)|breach\w*|liab\w+|fault is ours|"
            r"should (?:never|not) have happened|unser fehler|notre faute|notre erreur|nuestra culpa|nuestro error)\b",
        ),
        (
            "make-good",
            r"\b(?:make (?:it|this|that|things) (?:up to you|right|good)|put (?:it|this|that|things) right|sort (?:it|this|that|everything) (?:all )?out for you|(?:do|doing) (?:everything|whatever it takes)|wiedergutmach\w*)\b",
        ),
        (
            "done",
            rf"{_WE}(?:['’]ve| have|['’]d| had)?(?: already| just| now| also| since| personally| both| even)*\s(?P<done>{_DONE})\b|"
            rf"\b(?:has|have|had|['’]s) (?:now |already |just |also )?been (?P<been>{_DONE})\b|\b(?:is|are) (?:now )?being (?P<being>{_DONE})\b|"
            rf"\b(?:my|our|the) (?:colleague|team|manager|warehouse|supervisor|engineers?|courier|driver)s? (?:has |have )?(?:already )?(?P<theirs>{_DONE})\b",
        ),
        (
            "act",
            rf"{_FUTURE}\s(?P<act>[a-z][a-z-]{{1,20}})\b|\b(?:our|the|my) (?:team|engineers?|manager|colleagues?|warehouse|supervisor|drivers?|technicians?|staff) will(?: now| also)? (?P<team>[a-z][a-z-]{{1,20}})\b|\blet me (?P<let>[a-z]{{3,20}})\b|{_WE}['’](?:m|re) (?P<doing>[a-z]{{3,18}}ing)\b|\b(?:I am|we are) (?P<active>[a-z]{{3,18}}ing)\b|\b(?:it|this|that|your (?:order|parcel|money|refund|account|item|case|\w{{3,12}})|you)(?:['’]ll| will) (?:be )?(?P<comes>get|receive|arrive|arrives|delivered|fixed|sorted|solved|refunded|shipped|restored|resolved|replaced|sent|credited|processed|repaired|ready)\b",
        ),
        (
            "cause",
            r"\b(?:because of|due to|caused by|as a result of|owing to|thanks to (?:a|an|the)|the (?:reason|cause) (?:is|was|for|why|being)|comes from|came from|down to (?:a|an|the)|resulted from|wegen|aufgrund|à cause d|en raison d|debido a|a causa de)\s(?P<what>[^.!?;\n]{1,60})",
        ),
    )
)
HARMLESS_ACTS: Final = frozenset(
    "be have need see know understand hear say hope wish want love like stay listen gladly happily read mind remember "
    "appreciate miss explain walk show tell guide help assist answer keep talk look find try "
    "admit stop leave agree start begin go come think feel happen work ask wait make".split()
)
SOFT_ACTS: Final = frozenset(
    "help assist explain walk show tell guide answer keep talk look find try ask start begin go come make work think".split()
)
DOING: Final = frozenset(
    "looking checking sending processing refunding arranging escalating investigating fixing shipping replacing crediting "
    "contacting calling cancelling raising forwarding passing opening adding applying chasing asking updating resetting".split()
)
