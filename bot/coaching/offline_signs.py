"""What words look like that only hurt, press or lavish, whatever figures they name. Pure."""

from __future__ import annotations

import re
from typing import Final

from bot.coaching import facts
from bot.coaching.sifted import sifted

JAB = re.compile(
    r"\bthat['’]?s what (?:happens|you get|comes of|\w+ing (?:means|gets))\b"
    r"|\b(?:what|this) happens (?:if|when) (?:you|one|people|somebody)\b"
    r"|^(?:and |but |well,? |so )?(?:if (?:you|somebody|someone|anybody|anyone|people|one)"
    r"(?:['’]d| had| would have| hadn['’]t| could)|had (?:you|somebody|someone|anybody|anyone)) "
    r"|\binstead of (?:grumbl|complain|shout|moan|argu|whin|blam|ask)ing\b|\bha ha\b|\blo+l\b"
    r"|\b(?:don['’]?t|do not) (?:come (?:crying|running|back)|bother|expect (?:me|us)|blame|whinge"
    r"|be surprised|say (?:i|we))\b|\byou people\b|\bpeople (?:these days|never|always)\b"
    r"|\b(?:nobody|no one) (?:reads|forced|made|keeps you|is stopping you)\b|\bmagicians?\b"
    r"|\byour (?:problem|mess|loss|doing|lookout|funeral)\b|\bbasic stuff\b|\bcalm\b|\bwhining\b"
    r"|\b(?:quick|a little|one) (?:search|google) (?:would|will)\b|\bat your age\b"
    r"|\bany ?(?:one|body) with\b|\bone way to (?:read|do|use|put)\b|\beverybody else\b"
    r"|\bcould have happened to\b|\bfinally (?:telling|asking|reading|answering|replying)\b"
    r"|\bunlike (?:some|you|others)\b|\byou of all\b|\bnot (?:a )?rocket\b|\bspell it out\b"
    r"|\bbeen warned\b|\bshould(?:n['’]?t| not) be surprised\b|\bwon['’]?t make (?:a|the|it|you)\b"
    r"|\bas (?:any )?adults? (?:say|know)\b|\bsuppose (?:you|instructions|the|people|that)\b"
    r"|\bpics or it\b|\bbring yourself to\b|\bhave the (?:discipline|decency|courtesy|sense)\b"
    r"|\bso that we (?:do not|don['’]?t) have to\b|\bignorance of\b|\bwe have to have this\b"
    r"|\b(?:any |more )?further (?:complaint|message|e-?mail|mail|appeal|letter|insult)s?\b"
    r"|\bif (?:you|u) (?:continue|carry on|keep on|keep|insist)\b|\b(\d+ \w+) (?:is|are|means) \1\b"
    r"|\b(?:you['’]?re|you are|u are|ur) (?:\w+ )?the (?:only|first) (?:one|person)\b"
    r"|\bmore than (?:patient|generous|lenient|fair)\b|\basking (?:\w+ ){0,3}(?:won|doesn)['’]t\b"
    r"|\bjust (?:fyi|saying)\b|\blesson learned\b|\bjk\b"
    r"|\bhappens to (?:beginners|amateurs|newbies|noobs)\b"
    r"|\b(?:you|u) (?:broke|break) the rules?\b"
    r"|\bthat['’]?s (?:coz|cuz|cos|because) (?:you|u)\b|\bexpensive for (?:you|u)\b"
    r"|\brtfm\b|\b(?:blockchain|computers?|physics|economics|maths?) 101\b|\btyre kickers\b"
    r"|\beven (?:my|our|the|a) (?:\d+|\w+)[ -](?:year|kid|apprentice|knows?|can)\w*"
    r"|\bhappy now\b|\bfrankly,? who\b|\bgit gud\b|\bwhat else to tell\b|\breading up on\b"
    r"|\bstop pinging\b|\bnext time (?:we|i)(?:['’]ll| will)? (?:phone|call|charge|report)\b"
    r"|\bso (?:that )?(?:we|i|nobody) (?:do(?:es)?n['’]?t|do(?:es)? not) have to"
    r" (?:answer|explain)\b"
    r"|\b(?:telling|shouting|standing|crying|complaining|moaning)\b.{1,60}(?:won|doesn)['’]t make\b"
    r"|\bhow (?:hard|difficult) (?:can|is)\b|\bsurprise,? surprise\b|\b(?:grown-?up|adult)s?\b",
    re.IGNORECASE,
)
"""A jab or a sigh: what it names may go with it."""
BRIBES: Final = re.compile(
    r"(?:but |so |please )?(?:stay (?:with us )?(?:and|then)|if you (?:do )?stay,?)"
    r" (?:i|we)(?:['’]ll| will|['’]d)\b",
    re.IGNORECASE,
)
"""What is offered only to whoever does not leave: half of it would be a gift that nobody gave."""
PRESS = sifted(
    r"\bor (?:the (?:price|rate|offer|deal)|(?:it|they|you|we|i)(?:['’]ll| will| go(?:es)?| lose)"
    r"|lose|cry|regret|pay)\b"
    r"|\b(?:price|offer|deal|rate|discount|place)s? (?:is |are )?(?:only )?(?:valid|good) (?:if|for"
    r"|until|till|today)\b|\blast chance\b|\bnearly (?:gone|full|sold)\b|\bdecide quickly\b"
    r"|\bself-destruct\w*|\b(?:ends?|expires?|closes|disappears|dies|gone) (?:at |by |on |any )?"
    r"(?:tonight|midnight|today|soon|day now|when|the (?:second|moment))\b"
    r"|\b(?:in|into) their baskets?\b|\bwon['’]t last\b|\bfills? (?:up )?fast\b|\bflying out\b"
    r"|\bprices? (?:will |could |are going to )?(?:crash|explode|jump|soar|double|skyrocket"
    r"|rise)\w*"
    r"|\b(?:the )?(?:people|ones|those|everyone) who (?:wait|hesitat|didn|don|said)\w*"
    r"|\bwith (?:your|ur) name on (?:it|them)\b"
    r"|\bsee (?:that|this|it) (?:price|offer|deal) again\b"
    r"|\bslow ones\b|\b(?:order|book|buy|grab|secure|reserve|act)(?: (?:it|yours|one|your \w+))?"
    r" (?:now|today|quick(?:ly)?|fast)\b"
    r"|\bbefore (?:it|they|your \w+|somebody|someone|others?)(?:['’]s|['’]re| is| are)?"
    r" (?:gone|else|sells?|snaps?|takes?|sold)\b"
    r"|\bsmart \w+ (?:are|have|know|book|order|buy)\b|\b(?:end|back) of the (?:line|queue)\b"
    r"|\b(?:lose|losing) your (?:place|spot|slot|seat)\b|\bskip the queue\b|\bcrying\b"
    r"|\bgo (?:without|hungry)\b|\bwithout you\b|\blet (?:us|me|them|him|her) (?:down|wait)\b"
    r"|\bdon['’]t (?:wait|be the|come crying)\b|\b(?:people|others) are looking\b|\bregrets?\b"
    r"|\bwill go (?:today|tonight|fast)\b|\bmisses out\b|\blatecomers\b|\b(?:slots|places|seats"
    r"|spots) go fast\b|\bbe hooked\b|\bwaking up\b"
    r"|\bfeeds? (?:a|one|the|two|three|\d+) (?:child|famil|kid|dog|cat|animal)\w*"
    r"|\bcount(?:s|ing)? on every\b|\b(?:that|who) (?:left|leave|quit) us\b|\byou really not\b"
    r"|\bor my (?:rating|score|boss|job|bonus|numbers?|stats?)\b"
    r"|\bever see (?:it|that|this) again\b"
    r"|\b(?:spent|put|invested|wasted) (?:quite |so |a lot |some |too )*(?:much |of |some )*"
    r"(?:time|work|hours|effort) (?:on|in|into)\b|\blate ?comers?\b|\bname goes on the\b"
    r"|\byour best friend\b|\bsecond best\b|\bask yourself\b|\btonight['’]s the\b"
    r"|\b(?:others?|people|gentleman|lady|couple|buyers?) (?:\w+ )?(?:are |is )?(?:waiting"
    r"|coming)\b",
    re.IGNORECASE,
)
"""Pressure: false haste, scarcity, what the others do, guilt."""
LAVISH = re.compile(
    r"\b(?:free|gratis) (?:\w+ ){0,3}for life\b|\bfor (?:your (?:whole |entire )?"
    r"|all (?:of )?your )?life\b"
    r"|\bif you (?:don['’]?t|do not) (?:tell|post|leave|write|review|report)\b|\bdon['’]?t tell\b"
    r"|\bmy own (?:car|house|bed|pocket|kidney|salary)\b|\bno object\b|\bname it\b"
    r"|\bwhatever it takes\b"
    r"|\bon my life\b|\bnever,? ever\b"
    r"|\b(?:guarantee|promise|swear)(?: to)? (?:you|u) (?!100\b)\d{3,6} ?%"
    r"|\b(?:any|every) \w+ (?:you|u) (?:want|like)\b|\banything (?:you|u) want\b"
    r"|\bas many as (?:you|u)\b|\bmy (?:private|own) (?:nr|number)\b"
    r"|\bas long as (?:i|we|you) live\b|\blifetime \w+ for free\b|\bname your (?:wish|price)\b"
    r"|\bmove heaven\b|\bany amount\b|\bat any cost\b"
    r"|\banything, \w+",
    re.IGNORECASE,
)
"""What nobody gives: hush money, the moon, a lifetime."""
_VAGUE = frozenset(
    {"number", "number word", "date", "duration", "name", "quote", "percentage", "negation"}
)
_DUE = re.compile(r"\b(?:by|until|till|before|within|from|after)\b", re.IGNORECASE)


def firm(words: str) -> bool:
    """Tell whether words name what somebody has to know even from a jab: money, a way, a term."""
    named = [fact for fact in facts.find(words) if fact.kind not in _VAGUE]
    dated = (fact.kind in ("date", "duration") for fact in facts.find(words))
    return bool(named) or (bool(_DUE.search(words)) and any(dated))
