"""What binds us: one pattern a kind of promise, claim or admission.

Patterns are read against lower-cased text. English in full; the money words also in German,
French, Spanish, Italian, Portuguese, Dutch and Swedish, so that an LLM cannot slip a refund into
a draft of theirs.
"""

from __future__ import annotations

import re
from typing import Final, NamedTuple

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
    "told|warned|chased|marked|tagged|switched|handed|renewed|posted|mailed|placed|looked into|"
    "set up|made sure|had a word|"
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
            r"gratuito\w*|little extra|something (?:extra|special) for you|(?:a|your) free \w+)\b|"
            r"\b(?:it|this|that|they|these|those|delivery|shipping|repair|fitting|service|return|"
            r"replacement|upgrade|visit)(?:['’]s|['’]re|\s(?:is|are|will be|comes))"
            r"\s(?:completely |entirely |all |totally |then )?free\b"
            r"(?!\s(?:to|on|at|from|of|until|till|between|as)\b)"
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
            r"definitely (?:will|be)|personally|"
            r"garantier\w+|garanti[er]\w*|garantiz\w+|ich verspreche|"
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
# Words without which there is no promise of a kind, by their first four letters at most.
_HEADS: Final[dict[PromiseKind, str]] = {
    "refund": "refu mone reim pay char retu rück erst geld remb reem rimb devo teru åter",
    "replacement": "repl bran new spar loan fres resh re rese swap exch ersa remp reem sost",
    "credit": "cred comp good gift ents guts dédo inde",
    "discount": "disc coup vouc prom half matc knoc off redu raba guts remi rédu desc cupo cupó "
    "scon kort reba chea",
    "freebie": "free cost char us hous comp waiv cove pay bonu grat kost extr spec",
    "cancellation": "canc stor annu term",
    "exception": "exce once bend cour off gest ausn",
    "act": "ll will shal goin prom inte abou let m re am are",
    "guarantee": "100 guar prom word assu swea hund matt fail happ sure cert alwa defi pers gara "
    "vers",
    "deadline": "end tomo toda toni mond tues wedn thur frid satu sund next week even afte morn "
    "few coup hour clos minu day days mont over same imme shor poss time once righ stra mome whil "
    "late firs",
    "call-back": "call phon ring text emai mail writ mess back touc post upda info loop hear foll "
    "cont reac step know meld rapp reco llam",
    "escalation": "esca mana supe team boss dire lawy lega prio queu top list case expe fast seni "
    "spec weit eska",
    "access": "upgr unlo exte reac rein rest rene acce life unli extr",
    "admission": "faul mist erro negl fail over resp bad mess scre slip down wron blam brea liab "
    "fehl faut erre culp",
    "make-good": "make wied ever what sort",
    "done": " ".join(word[:4] for word in _DONE.split("|")),
    "cause": "beca due caus resu owin than reas wege aufg rais debi",
}
_BEFORE_CHARS: Final = 50
_AFTER_CHARS: Final = 70
_LONGEST_CAUSE_CHARS: Final = 95


class Sought(NamedTuple):
    """One kind of promise, and how near to its words it is looked for.

    Args:
        kind: The kind.
        pattern: Its form, for lower-cased text.
        heads: First letters of words of which one stands in every such promise.
        before: How many characters of a promise may come before that word.
        after: How many characters may come from there on.
    """

    kind: PromiseKind
    pattern: re.Pattern[str]
    heads: frozenset[str]
    before: int = _BEFORE_CHARS
    after: int = _AFTER_CHARS


PATTERNS: Final = tuple(
    Sought(
        kind,
        re.compile(source),
        frozenset(_HEADS[kind].split()),
        after=_LONGEST_CAUSE_CHARS if kind == "cause" else _AFTER_CHARS,
    )
    for kind, source in _SOURCES
)
