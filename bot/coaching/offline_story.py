"""What happened to a customer, read as grammar: a clause, a state, a count. Pure.

A guess is worse than silence: whatever does not surely make a sentence is left alone.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator

from bot.coaching.offline_turn import turned

_FEWEST_WORDS = 3
_LEFT_OUT = (("been ", "I've"), ("still waiting", "I'm"), ("still no", "there's"))
MOST_WORDS = 15
"""A longer clause is a story, not an echo."""
_END = re.compile(
    r"(?:[!?;\n…()\"“”]|[.:](?!\d))+|\s[-–—/]+\s|—|,\s+(?:and|but|so|because|then|cos|which)\s|,\s"
    r"|[\s]*[\U0001f300-\U0001faff❤✨]+\s*"
    r"|\s+(?:and|but|so|then|because|cos|bc|when|while|though|although|which)\s+(?=(?:i|we|he"
    r"|she|it|they"
    r"|you|u|the|my|our|your|ur|now|im|nobody|noone|have|this|that|there|am|not|still|no|says?)"
    r"(?:['’]\w+)?\b)",
    re.IGNORECASE,
)
_OPENS = re.compile(
    r"(?:all (?=my|our|the)|(?:i )?just (?:wanted|want) to (?:say|tell you"
    r"|let you know)(?: that)? |(?:@\w+|hi|hey|hello|hiya|so|and|but|well|ok|okay|omg|now|also"
    r"|because"
    r"|apparently|sorry|fyi|then|look|right|er|um|oh|yo|guys|team|sir|madam|tonight|last night"
    r"|yesterday|this morning|today|again|once again|it turns out|turns out|just so you know"
    r"|honestly|seriously|unfortunately|sadly|good (?:morning|afternoon|evening|day)|today"
    r"|wtf|wow|great|and now|just)\b[\s,:]*"
    r"|(?:the )?(?:second|third|fourth|fifth|\d(?:nd|rd|th)) (?:day|week|month|year)"
    r"(?: (?:running|in a row|now))?[\s,:]+(?=the|my|our))+",
    re.IGNORECASE,
)
_RELATIVE = re.compile(
    r" (?:(?:that|which) )?(?:you|u|ye|your (?:guy|guys|man|men|team|lads?|driver|shop))"
    r"(?:['’]ve| guys| people)? (?:just |have )?"
    r"(?:sold|sent|gave|made|delivered|installed|fitted|catered|served|found|recommended)"
    r"(?: (?:me|us|to me|to us))?(?: (?:in|on|last|this) \w+)?(?= (?:is|are|was|were|has|have"
    r"|had|never|came|broke|died|fell"
    r"|stopped|said|arrived|keeps?|does|doesn|leaks?|still|already|just|in|for|today|yesterday"
    r"|last|this)\b)"
    r"|(?: (?:that|which))? (?:i|we) (?:just )?(?:bought|ordered|got|had ordered|paid for|booked)"
    r"(?: (?:from|off|with|through|at|in) (?:you|u|ye|your \w+|here|[A-Z]?[a-z]+day|[A-Z][a-z]+))*"
    r"(?= (?:is|are|was|were|has|have|had|never|came|broke|died|fell|stopped|arrived|keeps?|does"
    r"|doesn"
    r"|leaks?|still|already|just)\b)",
    re.IGNORECASE,
)
_AUX = (
    "is|are|was|were|has|have|had|hasn['’]?t|haven['’]?t|isn['’]?t|aren['’]?t|wasn['’]?t"
    "|weren['’]?t|didn['’]?t|doesn['’]?t|don['’]?t|won['’]?t|can['’]?t|cannot|couldn['’]?t|never"
    "|still|just|already|only|almost|now|keeps?|kept"
)
_PAST = (
    "came|arrived|broke|stopped|failed|fell|died|left|leaked|snapped|crashed|vanished|disappeared"
    "|waited|paid|lost|missed|spent|went|cracked|got|showed|answered|turned|dropped|took|shouted"
    "|yelled|cut|spilled|spilt|charged|burned|burnt|flooded|ruined|froze|cried|slept|woke|stood|sat"
    "|ran|walked|drove|tore|shrank|faded|melted|exploded|caught|hit|hurt|bit|tripped|slipped"
    "|doubled"
    "|expired|sank|jammed|tasted|smelled|smelt|looked|said|started|ended|split|peeled|blocked"
    "|bounced|locked|deleted|wiped|ate|dumped|threw|knocked|scratched|damaged|closed|moved|skipped"
    "|collapsed|overflowed|danced|watched|had|made|ignored|refused|laughed|swore|hung|kept|found"
)
_NOW = (
    "leaks|drops|freezes|crashes|smells|tastes|says|logs|shows|jams|wobbles|squeaks|rattles|rings"
    "|barks|stops|fails|hangs|turns|sticks|burns|hurts|answers|picks|eats|deletes|comes|goes|reads"
    "|cuts|reports|report|clicks|gives|opens|closes|dies|loses|charges|bills|wakes|keeps"
)
_VERB = rf"(?:{_AUX}|{_PAST}|{_NOW})"
_SUBJECT_STOPS = (
    "actually|one|two|some|any|no|last|next|another|each|every|half|it|its|it['’]s|that"
    "|that['’]s|thats|this"
    "|there|theres|there['’]s|he|she|they|you|u|i|we|who|what|why|how|when|where|which|if|not|never"
    "|still|only|just|been|had|have|has|is|are|was|were|am|im|can|cant|do|did|does|will|would|could"
    "|should|please|pls|plz|third|second|fourth|fifth|first|someone|somebody|everyone|everybody"
    "|nobody|noone|thanks|thank|also|because|dont|want|need|waited|stood|lost|missed|paid|drove"
    "|walked|spent|called|rang|sat|got|tried|asked|ordered|bought|told|sent|to|of|for|with|after"
    "|before|since|from|by|at|in|on|as|an|a|so|or|and|but|the|my|our|your|ur|more|very|really|too"
    "|all|both|even|same|like|then|now|today|yesterday|tomorrow|again|else|me|us|him|her|them|his"
    "|their|hers|theirs|else|mr|mrs|ms|dr|prof|once|twice|days|weeks|hours|months|years|minutes"
    "|mins|min|people|guys|man|mate|bro|love|hope|glad|sorry|well"
)
_WORD = rf"(?!(?:{_SUBJECT_STOPS})\b)[a-z][a-z'’-]*"
_ADJ = (
    "gone|stuck|down|dead|broken|crushed|cracked|smashed|missing|late|cancelled|canceled|closed"
    "|locked"
    "|blocked|frozen|offline|empty|cold|wet|soaked|torn|ruined|damaged|lost|stolen|overdue|faulty"
    "|flooded|corked|delayed|dirty|burnt|deleted|wiped|unreadable|mouldy|moldy|scratched|bent|off"
    "|stained|rotten|stale|raw|unusable|out of order|out of stock|overcooked|undercooked|melted"
)
# "The kettle's leaking", "my cheque's bounced".
_SHORT_IS = rf"['’]s (?:been|just|still|not|now|gone|all|\w+ing|\w+ed|{_ADJ})\b"
_NP = re.compile(
    rf"(?P<det>my|our|the|your|ur|both my|both our|half (?:of )?(?:my|our|the)|all (?:of )?(?:my"
    rf"|our|the))\s+"
    rf"(?P<noun>{_WORD}(?: (?!{_VERB}\b){_WORD}){{0,3}}?)"
    rf"(?P<of> (?:at|in|on|of|for|from) (?:the |my |our |your )?(?!{_VERB}\b)(?:\d\w{{0,2}}"
    rf"|{_WORD})(?: (?!{_VERB}\b){_WORD})??)?"
    rf"(?= {_VERB}\b|{_SHORT_IS})",
    re.IGNORECASE,
)
_BARE = re.compile(
    rf"(?P<noun>{_WORD}(?: (?!{_VERB}\b){_WORD}){{0,2}}?)"
    rf"(?P<of> (?:at|in|on|of|for) (?:the |my |our |your )?(?!{_VERB}\b)(?:\d\w{{0,2}}|{_WORD}))?"
    rf"(?= {_VERB}\b|{_SHORT_IS})",
    re.IGNORECASE,
)
_ME = re.compile(
    r"(?:i|we)(?:['’]?ve)? (?:(?:have |had )?(?:now |just |also |already |only |then )*)"
    r"(?:had to|have to|waited|been waiting|stood|missed|miss|lost|lose|could(?:n['’]?t| not)"
    r"|can(?:['’]?t|not| not)|drove|walked|paid|(?:was|were) (?!banned|suspended|told|never|not"
    r"|once|just|here)|sat|cried|slept|didn['’]?t (?:get|receive"
    r"|sleep)|never (?:got|received|had|heard)|still (?:have|haven['’]?t|can['’]?t"
    r"|don['’]?t have|got)"
    r"|spent|booked|asked for|ordered|danced|burn(?:ed|t)|fell|slipped|tripped|explained|got"
    r"|did not"
    r" (?:get|receive)|have(?:n['’]?t| not) (?:had|got|received|heard|been|slept)|collected"
    r"|reported|called|rang|sat|travelled|shipped|took (?:leave|the day|a day|time)|froze)\b",
    re.IGNORECASE,
)
_ELIDED = re.compile(
    r"(?P<verb>waited|stood|lost|missed|paid|drove|walked|spent|sat (?=in|on|for|at|here|there"
    r"|and|by)|had to|been waiting|slept"
    r"|cannot|can['’]?t|couldn['’]?t|could not|never got|never received|didn['’]?t get"
    r"|still (?:can['’]?t"
    r"|waiting|no))\b (?=\w)",
    re.IGNORECASE,
)
_NOBODY = re.compile(r"(?:nobody|no[ -]?one)\s+\w+", re.IGNORECASE)
_TROUBLE = re.compile(
    r"n['’]t\b|\b(?:not|never|no|nobody|without|still|again|twice|wrong|late|later|broke\w*|dead"
    r"|cold|stuck|missing|smashed|crack\w*|leak\w*|lost|on hold|cut|wait\w*|cancel\w*|delay\w*"
    r"|stopped|stops|fail\w*|fell|died|dies|snapp\w*|crash\w*|vanish\w*|disappear\w*|missed|drop\w*"
    r"|damaged?|ruin\w*|empty|torn|tore|stain\w*|overcharged|overbilled|locked|blocked|stolen"
    r"|deleted|wiped|flood\w*|dirty|down|off|gone|left|refused|ignored|spoil\w*|burn\w*|mould\w*"
    r"|scratch\w*|deceased|longer|shouted|yelled|rude\w*|spil\w+|logs \w+ out|freez\w+|froze|frozen"
    r"|blank|faulty|peel\w*|out|cried|crying|tears|hungry|hurts?|headaches?|soaked|scared|melted"
    r"|cannot"
    r"|cant|couldnt|didnt|doesnt|hasnt|havent|wasnt|isnt|arent|wont|sick|ill|injured|bleeding|fined"
    r"|had to|crushed|corked|shrank|shrunk|faded|expired|doubled|sank|jam\w*|bitter|raw|itch\w*"
    r"|wobbl\w*|squeak\w*|rattl\w*|barks|bugs?|bedbugs|mice|rats|mold|smells?|stinks|overflow\w*"
    r"|collaps\w*|tripped|slipped|bounced|declined|rejected|turned away|thrown|threw|dumped|banned"
    r"|frozen|overdue|unusable|useless to|swollen|rash|allergic|asleep|absent|double booked"
    r"|darker|lighter"
    r"|instead|unanswered|unpaid|upside|apart|hours|on the floor|in the (?:rain|cold|corridor"
    r"|dark)|too (?:small|big|short|long|tight|late|loud|hot|salty|cold|weak|early))\b",
    re.IGNORECASE,
)
_NEVER = re.compile(
    r"\b(?:youre|yours|u|yourself|wtf|lol|tbh|ngl|pls|plz|idk|rn|damn\w*|hell|shit\w*|crap"
    r"|fuck\w*|want"
    r"|think|know|need|should|hope|like|feel|felt|love[ds]?|please|guess|believe|told|said|if"
    r"|why|how"
    r"|what"
    r"|where|him|a bit|little|funeral home|sue|lawyer|scam\w*|thie\w+|liar\w*|great|perfect|lovely"
    r"|amazing|wonderful|joke|useless|pathetic|disgrac\w*|incompetent|stupid|idiot\w*|lazy|lie[ds]?"
    r"|lying|fraud|theft|steal\w*|criminal|no biggie|anyway|whatever|thank\w*|happy|good|nice"
    r"|better|fine|no reason|for nothing|notin|nothing|happen\w*|mistake|fault|blame|promis\w+"
    r"|claim\w*|agreed|supposed|meant|guy|bloke|lads?|dude|boss|surprised|blown|wife['’]s maiden"
    r"|dont care|drunk|racist|illegal|sexist|touch\w*)\b|\b(?:you|you['’]\w+|she['’]s|he['’]s)\b"
    r"|[^\w\s'’,.%€£$/-]",
    re.IGNORECASE,
)
_HE = re.compile(r"\b(?:he|she|his|her|hers)\b", re.IGNORECASE)
PERSON = (
    "son|daughter|wife|husband|mum|mom|mother|dad|father|kid|kids|child|children|baby|grandson"
    "|granddaughter|grandmother|grandfather|nan|gran|grandma|grandpa|partner|boyfriend|girlfriend"
    "|fiancee?|sister|brother|aunt|uncle|cousin|niece|nephew|friend|neighbour|neighbor|student"
    "|pupil|client|patient|toddler|twins|parents|in-laws|guests|family|mother-in-law|boy|girl"
)
_PEOPLE = re.compile(rf"\b(?:{PERSON})\b", re.IGNORECASE)
_STATE = re.compile(
    rf"(?P<det>my |our |the |your |ur )?(?P<noun>{_WORD}(?: (?!(?:{_ADJ}"
    rf"|{_VERB})\b){_WORD}){{0,2}}?)"
    rf" (?P<adj>(?:all |still |completely |totally |half )?(?:{_ADJ}))"
    r"(?P<rest>(?: again)?(?: (?:since|for|after|in|at|on|all (?:day|night|week|weekend|morning"
    r"|month)|with) ?[^,]{0,40}"
    r"| \d{1,2} ?(?:days?|hrs?"
    r"|hours?|weeks?|mins?|minutes))?)",
    re.IGNORECASE,
)
_COUNT = re.compile(
    r"(?:this is |it['’]?s |that['’]?s |thats |and |now )*(?:now )?(?:the |my |our |for the )?"
    r"(?P<nth>second|third|fourth|fifth|sixth|2nd|3rd|4th|5th|6th|7th) time"
    r"(?P<when> (?:this (?:week|month|year|winter|summer|term)|in a (?:row|week|month|year)"
    r"|running|now|in (?:\w+ )?(?:weeks|months|days)))?"
    r"(?: (?:that )?(?P<rest>.+))?",
    re.IGNORECASE,
)


_HAS = re.compile(r"(?<=[a-z]{2})['’]s(?= been\b)")
_IS = re.compile(
    rf"\b(?!(?:{PERSON}|it|that|here)\b)(?P<noun>[a-z]{{2,}})['’]s(?= (?:\w{{2,}}ing|still|not)\b)",
    re.IGNORECASE,
)


_QUOTES = ('"', "“", "‘", "'")
_ASIDE = re.compile(r"\s\([^)\n]{1,14}\)")
_QUOTED = re.compile(r"[\"“][^\"”\n]{2,80}[\"”]")


def clause(customer: str, subjects: Collection[str], feelings: str) -> Iterator[str]:
    """Give what happened, ready to follow "I'm sorry", the first told first.

    Args:
        customer: The customer's message.
        subjects: Things and people that may begin a sentence without "the".
        feelings: Words for feelings, alternatives of a pattern; a clause with one is no echo.
    """
    felt = re.compile(rf"\b(?:{feelings})\b", re.IGNORECASE)
    if not customer.lstrip().startswith(_QUOTES):
        customer = _QUOTED.sub(" ; ", _ASIDE.sub("", customer))
    for words in pieces(_IS.sub(r"\g<noun> is", _HAS.sub(" has", customer))):
        said = _said(words, subjects, felt)
        if said and len(said.split()) <= MOST_WORDS:
            yield said


def pieces(customer: str) -> Iterator[str]:
    """Split a message into clauses, without greetings; questions are left out.

    Args:
        customer: The customer's message.
    """
    position = 0
    for match in (*_END.finditer(customer), None):
        piece = customer[position : match.start() if match else len(customer)].strip(" ,'’")
        position = match.end() if match else len(customer)
        if match and "?" in match.group() and "!" not in match.group():
            continue
        opens = _OPENS.match(piece)
        piece = _RELATIVE.sub("", piece[opens.end() :] if opens else piece)
        if len(piece.split()) >= 2:
            yield piece


def _said(words: str, subjects: Collection[str], felt: re.Pattern[str]) -> str:
    counted = _COUNT.fullmatch(words)
    if counted:
        rest = _plain(counted["rest"] or "", subjects, felt)
        if counted["rest"] and not rest:
            return ""
        when = "" if (counted["when"] or "").strip() == "now" else counted["when"] or ""
        return turned(f"this is the {counted['nth']} time{when} {rest}".strip())
    if _NEVER.search(words):
        return ""
    state = _STATE.fullmatch(words)
    if state and (state["det"] or _known(state["noun"], subjects)):
        return _state(state)
    return _plain(words, subjects, felt)


def _plain(words: str, subjects: Collection[str], felt: re.Pattern[str]) -> str:
    """Say a whole clause back; "" where it is not surely one, or tells of no trouble."""
    if len(words.split()) < _FEWEST_WORDS or not _TROUBLE.search(words):
        return ""
    owned = _NP.match(words)
    theirs = owned and _PEOPLE.search(owned.group())
    if _NEVER.search(words) or (not theirs and (_HE.search(words) or felt.search(words))):
        return ""
    if owned or _ME.match(words) or _NOBODY.match(words):
        return turned(words)
    return turned(_begun(words, subjects))


def _begun(words: str, subjects: Collection[str]) -> str:
    """Give a clause its left-out "I" or "the"; "" where neither surely belongs there."""
    small = f"{words[:1].lower()}{words[1:]}"
    if _ELIDED.match(words):
        begins = (said for opens, said in _LEFT_OUT if small.startswith(opens))
        return f"{next(begins, 'I')} {small}"
    bare = _BARE.match(words)
    if bare and _known(bare["noun"], subjects) and not words[1:2].isupper():
        return f"the {small}"
    return ""


def _known(noun: str, subjects: Collection[str]) -> bool:
    """Tell whether a thing may follow "the": one we know, or one written small, so no name."""
    words = noun.split()
    return words[0].islower() or any(word.lower() in subjects for word in words)


def _state(match: re.Match[str]) -> str:
    rest = re.sub(r"^( again)? (?=\d)", r"\1 for ", match["rest"] or "")
    det = (match["det"] or "the ").lower()
    return turned(f"about {det}{match['noun'].lower()} being {match['adj'].lower()}{rest}")
