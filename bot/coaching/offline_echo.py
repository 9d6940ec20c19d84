"""What happened, as the customer told it, ready to follow "I'm sorry": a clause or "about …". Pure.

Every word of it is the customer's own, turned towards them ("my" to "your"), small figures spelt
out; a guess is worse than silence, so whatever does not surely make a sentence is left alone.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Sequence

from bot.coaching.wordings import Wording, choose

MOST_WORDS = 12
"""A longer clause is a story, not an echo."""
_END = re.compile(
    r"[.!?;\n…(]+|\s[-–—]\s|,\s+(?:and|but|so|because|then)\s|,\s"
    r"|\s+(?:and|but|so|then|because|cos|when|while)\s+(?=(?:i|we|he|she|it|they|you|the|my|our|now"
    r"|im|nobody|had|have|this|that)(?:['’]\w+)?\b)",
    re.IGNORECASE,
)
_OPENS = re.compile(
    r"(?:all (?=my|our|the)|(?:hi|hey|hello|so|and|but|well|ok|okay|omg|now|also|because"
    r"|apparently|sorry|fyi"
    r"|again|once again|it turns out|turns out|just so you know)\b[\s,:]*"
    r"|(?:the )?(?:second|third|fourth|fifth|\d+(?:st|nd|rd|th)) (?:time|day|week|month|year)"
    r"(?: (?:running|in a row|now))?[\s,:]+(?=the|my|our))+",
    re.IGNORECASE,
)
_STARTS = re.compile(
    r"(?:my|our|the)\s+[a-z]|(?:i|we)\s+"
    r"(?:was|were|had to|waited|missed|lost|spent)\b"
    r"(?! (?:never|not|once|a bit|here|just|wondering))"
    r"|(?:nobody|no one|noone)\s+\w+",
    re.IGNORECASE,
)
_VERBS = (
    "is|are|was|were|has|have|had|hasn['’]t|haven['’]t|isn['’]t|wasn['’]t|weren['’]t|didn['’]t"
    "|doesn['’]t|won['’]t|never|still|keeps?|came|arrived|broke|stopped|failed|fell|died|left"
    "|leaked|snapped|crashed|vanished|disappeared|waited|paid|lost|missed|spent|went|cracked|got"
    "|showed|answers?|answered|turned|drops?|dropped|took|shouted|yelled|cut|spilled|spilt|charged"
    "|smells|tastes|logs|freezes|crashes|leaks|says"
)
_VERB = re.compile(rf"\b(?:{_VERBS})\b", re.IGNORECASE)
_BARE = re.compile(
    r"(?!one|two|some|any|no|last|next|another|each|every|half)(?P<noun>[a-z][a-z-]+"
    rf"(?: [a-z][a-z-]+)?) (?:just |still |has |have )?(?:{_VERBS})\b",
    re.IGNORECASE,
)
_TROUBLE = re.compile(
    r"n['’]t\b|\b(?:not|never|no|nobody|without|still|again|twice|wrong|late|broke\w*|dead|cold"
    r"|stuck|missing|smashed|crack\w*|leak\w*|lost|on hold|cut|wait\w*|cancel\w*|delay\w*|stopped"
    r"|fail\w*|fell|died|snapp\w*|crash\w*|vanish\w*|disappear\w*|missed|drop\w*|damaged|ruined"
    r"|charged|empty|torn|stain\w*|overcharged|locked|blocked|stolen|deleted|wiped|flooded|dirty"
    r"|down|off|out|gone|left|refused|ignored|spoilt|spoiled|burn\w*|mould\w*|scratch\w*"
    r"|deceased|longer|shouted|yelled|rude\w*|spil\w+|logs \w+ out|freez\w+|blank|faulty"
    r"|peel\w*)\b",
    re.IGNORECASE,
)
_SHORT = (
    "you|youre|your|u|ur|yours|wtf|lol|tbh|ngl|omg|pls|plz|idk|rn|damn|hell|shit|crap|fuck\\w*|want"
    "|think|know|need|would|should|could|can|hope|like|feel|felt|love|please|guess|believe|told"
    "|said|if|why|how|what|when|where|he|she|his|her|im|ive|dont|cant|hasnt|isnt|didnt|wasnt"
    "|wont|thats|a bit|little"
    "|been twice|funeral|sue|lawyer|scam\\w*|thie\\w+|liar\\w*|great|perfect|lovely"
    "|amazing|wonderful|joke"
    "|(?:dog|cat|son|daughter|mum|dad|wife|husband|kid|mother|father)s (?=[a-z])"
)
_FIGURE = re.compile(r"\w*\d\w*")
_SMALL_NUMBERS = {
    "2": "two", "3": "three", "4": "four", "5": "five", "6": "six", "7": "seven", "8": "eight",
    "9": "nine", "10": "ten", "11": "eleven", "12": "twelve",
}  # fmt: skip
_COUNTED = re.compile(
    r"\b(\d{1,2})(?= (?:hours?|hrs?|days?|weeks?|months?|years?|min|mins|times)\b)"
)
_UNITS = {"min": "minutes", "mins": "minutes", "hr": "hour", "hrs": "hours"}
_SHOUTED = re.compile(r"\b(?:[A-Z]{4,}|NOT|ALL|IN|ON|TWO|OUT|OFF|DAY|WAS|HAS|ARE|THE|AND)\b")
_TURNS = {
    "i": "you", "we": "you", "me": "you", "us": "you", "my": "your", "our": "your",
    "mine": "yours", "ours": "yours", "myself": "yourself", "i've": "you've", "we've": "you've",
    "i'm": "you're", "we're": "you're", "am": "are", "i'd": "you'd", "we'd": "you'd",
}  # fmt: skip


def echo(
    customer: str, draft: str, *, words: Sequence[Wording], nouns: Collection[str], feelings: str
) -> str:
    """Say what happened so that it can follow "I'm sorry".

    Args:
        customer: The customer's message.
        draft: The agent's draft; figures that it has too may be said back.
        words: The wordings of `echo.md`, tried before grammar is.
        nouns: Things customers speak of.
        feelings: Words for feelings, alternatives of a pattern; no clause with one is an echo.

    Returns:
        "your parcel never arrived" or "about the hour on hold"; "" when nothing is surely said.
    """
    for wording in words:
        for pattern in wording.finds:
            match = pattern.search(customer)
            if not match or any(unless.search(customer) for unless in wording.unless):
                continue
            slots = {name: _turned(value or "") for name, value in match.groupdict().items()}
            said = choose(wording.puts, slots, customer)
            if said and _fits(said, draft):
                return said
    subjects = {word for one in words if not one.finds for put in one.puts for word in put.split()}
    return _clause(customer, draft, subjects.union(nouns), feelings)


def _fits(said: str, draft: str) -> bool:
    return all(figure in draft for figure in _FIGURE.findall(said))


def _clause(customer: str, draft: str, subjects: Collection[str], feelings: str) -> str:
    never = re.compile(rf"\b(?:{_SHORT}|{feelings})\b|[^\w\s'’,.%€£$:/-]", re.IGNORECASE)
    for piece in _END.split(customer):
        words = piece.strip()
        opens = _OPENS.match(words)
        words = words[opens.end() :] if opens else words
        bare = _BARE.match(words)
        known = bare and any(word in subjects for word in bare["noun"].lower().split())
        if not known and not _STARTS.match(words):
            continue
        if (
            3 <= len(words.split()) <= MOST_WORDS
            and _VERB.search(words)
            and _TROUBLE.search(words)
            and not never.search(words)
        ):
            starts = _STARTS.match(words)
            said = _turned(words if starts else f"the {words[:1].lower()}{words[1:]}")
            if _fits(said, draft):
                return said
    return ""


def _turned(words: str) -> str:
    """Turn a customer's words towards them."""
    words = _SHOUTED.sub(lambda match: match.group().lower(), words.replace("’", "'"))
    words = _COUNTED.sub(lambda match: _SMALL_NUMBERS.get(match[1], match[1]), words)
    turned = [_TURNS.get(word.lower(), _UNITS.get(word.lower(), word)) for word in words.split()]
    for at in range(len(turned) - 1):
        if turned[at] == "you" and turned[at + 1] == "was":
            turned[at + 1] = "were"
    if turned and turned[0].istitle():
        turned[0] = turned[0].lower()
    return " ".join(turned)
