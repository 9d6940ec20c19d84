"""The occasions in a customer's life: a loss, a day ahead, a piece of good news. Pure."""

from __future__ import annotations

import re

from bot.coaching.memory import remembered
from bot.coaching.offline_story import MOST_WORDS, pieces
from bot.coaching.offline_story_words import PERSON
from bot.coaching.offline_turn import turned
from bot.coaching.sifted import sifted

_PET = "dog|cat|rabbit|horse|pony|hamster|puppy|kitten|parrot|guinea pig|budgie"
_DIED = re.compile(
    rf"\b(?:(?:my|our) (?:(?:dear |poor |old |little "
    rf"|beloved )?"
    rf"(?P<who>{PERSON}|{_PET})(?:,? (?P<name>(?-i:[A-Z])[a-z]+),?)?(?: has| just| had| sadly"
    rf"| suddenly)*"
    r" (?:who )?(?:died|passed(?: away| on)?(?! (?:my|our|the|his|her|it|with|by|out|me|this|a"
    r"|every|all)\b)|is dead|was put to sleep|was put down)\b"
    rf"|(?P<of>{PERSON}|{_PET})['’]?s (?:death|funeral|passing|ashes|burial|cremation|wake"
    rf"|grave)\b))",
    re.IGNORECASE,
)
_THEY_DIED = re.compile(
    rf"\b(?:my|our) (?P<who>{PERSON})(?:['’]?s)?\b[^!?\n]{{0,70}}\b(?:he|she)"
    r"(?:(?: has| just| had)? (?:died|passed away)|(?:['’]s| is) dead)\b",
    re.IGNORECASE,
)
_NAMED = re.compile(
    r"\b(?:[Pp]ut (?P<put>[A-Z][a-z]{2,}) (?:to sleep|down)\b"
    r"|(?P<name>[A-Z][a-z]{2,}) (?:has |had |just |sadly )*"
    r"(?:passed away|died|was put (?:to sleep|down)|passed (?:(?:on )?"
    r"(?:last|this|yesterday|peacefully|suddenly|in (?:her|his) sleep|today"
    r"|over the weekend)\b|on (?:Mon|Tues|Wednes|Thurs|Fri|Satur|Sun)day)))"
)
_DAYS = (
    r"tomorrow(?: (?:morning|night|evening|afternoon))?|tonight|today|this (?:afternoon|evening"
    r"|morning"
    r"|weekend|week|friday|saturday|sunday|monday|tuesday|wednesday|thursday)"
    r"|(?:on )?(?:friday|saturday|sunday|monday|tuesday|wednesday|thursday)(?: (?:morning|night"
    r"|evening|afternoon))?|next (?:week|month|weekend|friday|saturday|sunday|monday|tuesday)"
    r"|in (?:an hour|half an hour|\d{1,2} ?(?:min|mins|minutes|hours|hrs|days|weeks)"
    r"|(?:two|three|four|five|six) (?:hours|days|weeks))"
)
_EVENT = sifted(
    r"\b(?P<det>(?:my|our|the|his|her|a|an) )?(?P<noun>(?:(?!the|a|an|at|in|to|for|on|is|of"
    r"|until|by"
    r"|from|before|have|has|got)[a-z]+['’]?s? )?(?:wedding|funeral|exam|exams|flight|interview"
    r"|party|birthday|anniversary"
    r"|gala|board meeting|meeting|presentation|concert|match|surgery|operation|holiday|launch"
    r"|opening|graduation|christening|recital|court date|hearing|move|appointment|viva|deadline"
    r"|audition|show|demo|completion|train|trip|tournament|christmas party|prom|school trip|scan))"
    r"(?:['’]?s| is| are| starts| start| begins| leaves| closes| goes| departs| boards"
    r"| was)? (?:only |already |due "
    r"|at \d{1,2}(?::\d\d)? ?)?"
    rf"(?P<day>{_DAYS})\b",
    re.IGNORECASE,
)
_FLY = re.compile(
    rf"\b(?:i|we)(?:['’]?m|['’]?re| am| are)? (?:fly|flying|travel"
    rf"|travelling) (?:\w+ ){{0,2}}?(?P<day>{_DAYS})\b"
    rf"|(?:^|[,.] ?)flying (?P<also>{_DAYS})\b",
    re.IGNORECASE,
)
_WON = (
    r"pass(?:ed)? (?:my|our|the|[A-Z]|with|all|first)|won|finish(?:ed)?|paid off|raised|sold"
    r"|graduated|completed|beat|moved in|got (?:the keys|the job"
    "|my keys|our keys|in\\b|married|engaged|accepted|approved|promoted|my (?:licen[cs]e|visa"
    "|degree|diploma|place)"
    "|a place|the place|my first|the visa|into)|(?:made|did) (?:my|our) first|bought (?:my"
    "|our) first|opened (?:my|our)"
    "|launched|reached|ran (?:my|our|the)|qualified"
)
_FEAT = re.compile(
    rf"(?P<who>i|we|(?:my|our) (?:{PERSON}|team|class|shop))?(?:['’]?ve)? ?"
    rf"(?:have |has |just |finally |only )*(?:{_WON})\b(?! (?:of|by) )"
    r"|(?P<it>(?:my|our) (?:first )?(?:baby|mortgage|loan|visa|application|grandson|granddaughter"
    r"|book|flat|house))(?: just| finally| has)*"
    r" (?:got (?:approved|accepted)|arrived|was born|was (?:approved|accepted)|came through"
    r"|went through"
    r"|is out|is born)\b",
    re.IGNORECASE,
)
_LIKED = re.compile(
    r"(?P<det>(?:my|our|the|your) )?(?!it\b|that\b|this\b|he\b|she\b|they\b|you\b|i\b|we\b|and\b"
    r"|best\b)"
    r"[a-z]+(?: (?!is\b|are\b|was\b|were\b)[a-z]+){0,3} (?:is|are|was|were|looks?|fits?|finally) "
    r"(?:(?:so|just|really|absolutely|such|still|a|an|the|like|all) )*(?:perfect(?:ly)?|dream"
    r"|brilliant|gorgeous|gem"
    r"|beautiful|lovely|spot on|delicious|amazing|wonderful|fantastic|great|excellent|superb|new"
    r"|magic|patient|kind|helpful|understands?|works?|worked|joy|treat|hit|star|legend)\b[\w ']*",
    re.IGNORECASE,
)
_PASSED = re.compile(r"\W*(?:i )?passed\s*[!.,\U0001f300-\U0001faff]", re.IGNORECASE)
_APPROVED = re.compile(
    r"(?:visa|mortgage|loan|permit|application) (?:(?:got|is|was) )?(?P<how>approved|granted)\b",
    re.IGNORECASE,
)
_SMILED = re.compile(
    rf"(?:my|our) (?:\w+ )?(?:{PERSON}|team) (?:(?:actually|literally|even|still|just|all"
    rf"|absolutely) )*"
    r"(?:danced|smiled|laughed|loved|loves?|adored?|adores|applauded|came home smiling|slept in it"
    r"|is thrilled|was thrilled|is dancing|hasn['’]t stopped)\b[\w ']*",
    re.IGNORECASE,
)
_SOUR = re.compile(
    r"\b(?:but|not|never|no|though|except|if|only|sad\w*|lost|died|broke\w*|wrong|u|you|ur guy"
    r"|what|how"
    r"|why|when|can|could|ever|we ever|lol|haha|omg|guess|hope|would)\b|n['’]t\b",
    re.IGNORECASE,
)
_SHAME = re.compile(
    r"\b(?:i(?:['’]?m| am|['’]?ve been| have been| was)? "
    r"(?:feel|am being|sound|so|too|such|just|probably|really)* ?(?:like )?"
    r"(?:(?:an?|such a|a complete|a total) )?(?:(?:stupid|silly|dumb)|(?P<fool>fool|idiot)\b)"
    r"|(?:hopeless|useless|rubbish|terrible) (?:with|at) (?:this|these|computers|technology|tech"
    r"|forms|it)"
    r"|(?:i )?(?:feel|felt|feeling) (?:so |very |really |a bit )*(?:stupid|silly|dumb|foolish)"
    r"|(?:stupid|silly|dumb) (?:q|question|me)\b)",
    re.IGNORECASE,
)
_NO = "battery laptop phone engine screen she who they time exam inspection test mot it everyone"
_NO_NAMES = frozenset(_NO.split())
_OF_ANOTHER = re.compile(r"['’]s (?:\w+ )?$")
_WEEKDAY = re.compile(r"\b(?:mon|tues|wednes|thurs|fri|satur|sun)day\b")
_WHOSE = {"the": "the", "his": "his", "her": "her"}


@remembered
def loss(customer: str) -> str:
    """Give whom they lost, e.g. `your husband`; "" for nobody.

    Args:
        customer: The customer's message.
    """
    match = _DIED.search(customer)
    if match:
        who = match["who"] or match["of"]
        return match["name"] or f"your {who.lower()}"
    they = _THEY_DIED.search(customer)
    if they:
        return f"your {they['who'].lower()}"
    named = _NAMED.search(customer)
    name = (named["name"] or named["put"]) if named else ""
    if re.fullmatch(PERSON, name, re.IGNORECASE):
        return f"your {name.lower()}"
    return name if name.lower() not in _NO_NAMES else ""


@remembered
def event(customer: str) -> str:
    """Give the day they have ahead, e.g. `your sister's wedding tomorrow`; "" for none.

    Args:
        customer: The customer's message.
    """
    match = _EVENT.search(customer)
    if match:
        theirs = _OF_ANOTHER.search(customer[: match.start()]) or "funeral" in match["noun"].lower()
        whose = _WHOSE.get((match["det"] or ("the" if theirs else "my")).strip().lower(), "your")
        return f"{whose} {turned(match['noun'].lower())} {_day(match['day'])}"
    flies = _FLY.search(customer)
    return f"your flight {_day(flies['day'] or flies['also'])}" if flies else ""


def _praised(words: str, *, bare: bool) -> str:
    """Say praise back; a large first word without "my" may be a name, and is left alone."""
    if bare and words[:1].isupper() and not words.isupper():
        name, _, rest = words.partition(" the ")
        return f"{name} the {turned(rest)}" if rest and " " not in name else ""
    return turned(f"{'the ' if bare else ''}{words[:1].lower()}{words[1:]}")


def _day(day: str) -> str:
    day = turned(day.lower())
    day = day[:1].lower() + day[1:]
    if any(sign.isdigit() for sign in day):
        return "so soon"  # a figure of theirs is not ours to repeat
    named = _WEEKDAY.match(day)
    day = _WEEKDAY.sub(lambda one: one.group().capitalize(), day)
    return f"on {day}" if named else day


@remembered
def shame(customer: str) -> str:
    """Give what they call themselves or their question, e.g. `silly`; "" for nothing.

    Args:
        customer: The customer's message.
    """
    match = _SHAME.search(customer)
    if not match:
        return ""
    return "foolish" if match["fool"] else "silly"  # the harsher word is not ours to repeat


@remembered
def joy(customer: str) -> tuple[str, str]:
    """Give their good news twice: as they tell it, and where it calls for a congratulation.

    Args:
        customer: The customer's message.

    Returns:
        `the jacket is perfect` and ""; or `you passed your test` twice; "" for what was not told.
    """
    if _PASSED.match(customer):
        return "you passed", "you passed"
    good = ""
    for words in pieces(customer):
        if _SOUR.search(words) or len(words.split()) > MOST_WORDS:
            continue
        feat = _FEAT.match(words)
        if feat:
            whole = words if feat["who"] or feat["it"] else f"I {words[:1].lower()}{words[1:]}"
            said = turned(whole)
            return said, said
        approved = _APPROVED.match(words)
        if approved:
            said = turned(f"my {words.split()[0].lower()} is {approved['how'].lower()}")
            return said, said
        liked = _LIKED.fullmatch(words)
        if not good and (liked or _SMILED.fullmatch(words)):
            good = _praised(words, bare=liked is not None and not liked["det"])
    return good, ""
