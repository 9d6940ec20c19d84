"""What happened to a customer, read as grammar: a clause, a state, a count. Pure.

A guess is worse than silence: whatever does not surely make a sentence is left alone.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator

from bot.coaching.offline_story_words import ADJ, NEVER, PERSON, TROUBLE, VERB, WORD
from bot.coaching.offline_suffered import suffered
from bot.coaching.offline_turn import turned

_FEWEST_WORDS = 3
_LEFT_OUT = (("been ", "I've"), ("still waiting", "I'm"), ("still no", "there's"))
MOST_WORDS = 15
"""A longer clause is a story, not an echo."""
_END = re.compile(
    r"(?:[!?;\n…()\"“”]|[.:](?!\d))+|\s[-–—/]+\s|—|,\s+(?:and|but|so|because|then|cos|which)\s|,\s"
    r"|\s&\s|[\s]*[\U0001f300-\U0001faff❤✨]+\s*"
    r"|\s+(?:and|but|so|then|because|cause|cos|bc|when|while|though|although|which)\s+(?=(?:i|we|he"
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
_REASON = re.compile(r"\b(?:because|cos|bc)\b", re.IGNORECASE)
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
_SHORT_IS = rf"['’]s (?:been|just|still|not|now|gone|all|\w+ing|\w+ed|{ADJ})\b"
_NP = re.compile(
    rf"(?P<det>my|our|the|your|ur|both my|both our|half (?:of )?(?:my|our|the)|all (?:of )?(?:my"
    rf"|our|the))\s+"
    rf"(?P<noun>{WORD}(?: (?!{VERB}\b){WORD}){{0,3}}?)"
    rf"(?P<of> (?:at|in|on|of|for|from) (?:the |my |our |your )?(?!{VERB}\b)(?:\d\w{{0,2}}"
    rf"|{WORD})(?: (?!{VERB}\b){WORD})??)?"
    rf"(?= {VERB}\b|{_SHORT_IS})",
    re.IGNORECASE,
)
_BARE = re.compile(
    rf"(?P<noun>{WORD}(?: (?!{VERB}\b){WORD}){{0,2}}?)"
    rf"(?P<of> (?:at|in|on|of|for) (?:the |my |our |your )?(?!{VERB}\b)(?:\d\w{{0,2}}|{WORD}))?"
    rf"(?= {VERB}\b|{_SHORT_IS})",
    re.IGNORECASE,
)
_ME = re.compile(
    r"(?:i|we)(?:['’]?ve)? (?:(?:have |had )?(?:now |just |also |already |only |then )*)"
    r"(?:had to|have to|waited|been waiting|stood|missed|miss|lost|lose|could(?:n['’]?t| not)"
    r"|can(?:['’]?t|not| not)|drove|walked|paid|(?:was|were) (?!banned|suspended|told|never|not"
    r"|once|just|here)|sat|slept|didn['’]?t (?:get|receive"
    r"|sleep)|never (?:got|received|had|heard)|still (?:have|haven['’]?t|can['’]?t"
    r"|don['’]?t have|got)"
    r"|spent|booked|asked for|ordered|danced|burn(?:ed|t)|fell|slipped|tripped|explained|got"
    r"|did not"
    r" (?:get|receive)|have(?:n['’]?t| not) (?:had|got|received|heard|been|slept)|collected"
    r"|(?:am|are) (?:losing|stuck|stranded|locked out)"
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
_HE = re.compile(r"\b(?:he|she|his|her|hers)\b", re.IGNORECASE)
_PEOPLE = re.compile(rf"\b(?:{PERSON})\b", re.IGNORECASE)
_STATE = re.compile(
    rf"(?P<det>my |our |the |your |ur )?(?P<noun>{WORD}(?: (?!(?:{ADJ}"
    rf"|{VERB})\b){WORD}){{0,2}}?)"
    rf" (?P<adj>(?:all |still |completely |totally |half )?(?:{ADJ}))"
    r"(?P<rest>(?: again)?(?: (?:since|for|after|in|at|on|all (?:day|night|week|weekend|morning"
    r"|month)|with) ?[^,]{0,40}"
    r"| \d{1,2} ?(?:days?|hrs?"
    r"|hours?|weeks?|mins?|minutes))?)",
    re.IGNORECASE,
)
_HAPPENED = re.compile(r"(?:melted|cracked|flooded|burnt)$", re.IGNORECASE)
_DOING = re.compile(
    rf"(?P<det>my |our |the |your |ur )?(?P<noun>{WORD}(?: {WORD})?)"
    r" (?:(?:still|always|constantly|just) )?(?:buffering|crashing|freezing|leaking|flickering"
    r"|whining"
    r"|dripping|beeping|lagging|failing|squeaking|rattling|cutting out|falling apart|not working"
    r"|not charging|not loading|not printing|overheating|playing up|peeling"
    r"|bubbling)(?: [\w ']{2,40})?",
    re.IGNORECASE,
)
_PARTED = "cut switched turned took taken fallen put called got hung logged"
_PARTICLES = frozenset(_PARTED.split())
_PLURAL = re.compile(r"(?!James|Thomas|Chris|Dennis|Lucas|Marcus|Agnes)[A-Z][a-z]{2,}s\b")
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
_ASIDE = re.compile(
    r"\s\([^)\n]{1,14}\)|, who (?:is|was) [^,.!?]{2,24},"
    r"|(?<=\s)\d{3,}[ -](?:day|hour|week|year|month)s? (?=[a-z])"
)
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
    position, reason = 0, False
    for match in (*_END.finditer(customer), None):
        # What they give as somebody's reason is not what they are sorry for.
        is_reason, reason = reason, bool(match and _REASON.search(match.group()))
        piece = customer[position : match.start() if match else len(customer)].strip(" ,'’")
        position = match.end() if match else len(customer)
        if match and "?" in match.group() and "!" not in match.group():
            continue
        opens = _OPENS.match(piece)
        piece = _RELATIVE.sub("", piece[opens.end() :] if opens else piece)
        if len(piece.split()) >= 2 and not is_reason:
            yield piece


def _said(words: str, subjects: Collection[str], felt: re.Pattern[str]) -> str:
    counted = _COUNT.fullmatch(words)
    if counted:
        rest = _plain(counted["rest"] or "", subjects, felt)
        if counted["rest"] and not rest:
            return ""
        when = "" if (counted["when"] or "").strip() == "now" else counted["when"] or ""
        return turned(f"this is the {counted['nth'].lower()} time{when} {rest}".strip())
    done = suffered(words)
    if done or NEVER.search(words):
        return done
    state = _STATE.fullmatch(words)
    happened = state and _HAPPENED.search(state["adj"])
    if state and state["noun"].lower() in _PARTICLES:
        return ""  # "cut off": a verb of which only half was read as a thing
    if state and not happened and (state["det"] or _known(state["noun"], subjects)):
        return _state(state)
    return _plain(words, subjects, felt) or _doing(words)


def _plain(words: str, subjects: Collection[str], felt: re.Pattern[str]) -> str:
    """Say a whole clause back; "" where it is not surely one, or tells of no trouble."""
    if len(words.split()) < _FEWEST_WORDS or not TROUBLE.search(words):
        return ""
    owned = _NP.match(words)
    theirs = owned and _PEOPLE.search(owned.group())
    if NEVER.search(words) or (not theirs and (_HE.search(words) or felt.search(words))):
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
    if words[0].islower() or _PLURAL.match(noun):
        return True
    return any(word.lower() in subjects for word in words)


def _doing(words: str) -> str:
    """Say "Netflix buffering every evening" back: "about Netflix buffering every evening"."""
    match = _DOING.fullmatch(words)
    if not match or NEVER.search(words) or _HE.search(words):
        return ""
    name = match["noun"][:1].isupper() and not _PLURAL.match(match["noun"])
    said = turned(words)
    return f"about {match['noun'][:1]}{said[1:]}" if name else f"about {_the(match)}{said}"


def _the(match: re.Match[str]) -> str:
    return "" if match["det"] else "the "


def _state(match: re.Match[str]) -> str:
    rest = re.sub(r"^( again)? (?=\d)", r"\1 for ", match["rest"] or "")
    det = (match["det"] or "the ").lower()
    return turned(f"about {det}{match['noun'].lower()} being {match['adj'].lower()}{rest}")
