"""Orders turned into requests, with the "please" in the middle or at the end. Pure.

Source: "please" as the first word of a request lowers its politeness, in the middle it raises it
(*A computational approach to politeness*, Danescu-Niculescu-Mizil et al., ACL 2013).
"""

from __future__ import annotations

import re
import zlib

from bot.coaching.offline_notices import noticed, tells
from bot.coaching.offline_text import Voice, body, ending, facts_of, small

_VERBS = re.compile(
    r"(?:"
    r"add|allow|answer|apply|approve|arrive|ask|attach|be|book|bring|browse|buy|call|cancel"
    r"|change|check|choose|clean|clear|click|close|chase|collect|come|complete|confirm|connect"
    r"|contact|continue|copy|create|deactivate|delete|describe|disable|disconnect|download"
    r"|dress|drop|email|empty|enable|ensure|enter|expect|explain|export|file|fill|find|finish"
    r"|flatten|follow|forward|get|give|go|hand|hold|inform|insert|inspect|install|keep|label"
    r"|leave|let|list|log|look|mail|make|mark|measure|message|move|name|note|notify|open|order"
    r"|pack|pay|photograph|pick|plug|post|prepare|present|press|print|proceed|provide|pull|push"
    r"|put|quote|raise|rate|re-enter|read|reboot|recharge|record|reduce|refer|refresh|register"
    r"|reinstall|remove|rename|renew|reply|report|request|resend|reset|resolve|respond|restart"
    r"|restore|resubmit|retry|return|review|ring|run|save|say|scan|schedule|see|select|send|set"
    r"|settle|share|ship|show|sign|skip|speak|specify|state|stay|stop|submit|supply|switch|take"
    r"|tell"
    r"|telephone|text|tick|tidy|tie|touch|transfer|try|turn|type|unplug|update|upgrade|upload"
    r"|use|validate|verify"
    r"|avoid|drag|hover|loosen|lower|pin|place|quit|rebuild|recheck|reconnect|redeem|redo"
    r"|reinsert|relaunch|reload|reopen|replace|rerun|retest|rinse|rotate|scroll|soak|swap|swipe"
    r"|sync|tap|tighten|unscrew|untick"
    r"|visit|wait|wash|wear|whatsapp|wipe|withdraw|write"
    r")"
)
_LEAD = re.compile(
    r"^(?P<lead>(?:(?:hi|hey|hello|hiya|dear)\b[^,.!?]{0,40}[,!]\s+"
    r"|(?:if|to|before|when|once|for|in order to|after|until|by)\b[^,.;!?]{3,90},\s+"
    r"|(?:ok|okay|yes|yep|sure|right|sorry|so|well|first|then|next|finally|and|now|also)\b,?\s+)*)",
    re.IGNORECASE,
)
_PLEASE = re.compile(
    r"[,\s]*\b(?:please|pls|plz|kindly)\b[,\s]*|[,\s]+(?:lol|lmao|haha|duh)\b(?=\W*$)",
    re.IGNORECASE,
)
_MUST = re.compile(
    r"^(?:you|u|ya)(?:['’]ll| will)?(?: also| still| then| first| just)?\s+"
    r"(?:must|need to|have to|gotta|"
    r"(?:are|re) (?:required|obliged|requested|asked|to)(?: to)?|ought to|should|have got to)"
    r"(?: first| also| now| just| still)? (?P<verb>[\w-]+)(?P<rest>.*)$",
    re.IGNORECASE | re.DOTALL,
)
_ORDER = re.compile(
    r"^(?:just |simply |first |then |now |immediately |at once )?(?P<verb>[\w-]+)(?P<rest>\b.*)$",
    re.IGNORECASE | re.DOTALL,
)
_FORBID = re.compile(r"^(?P<not>don['’]?t|do not|never)\s+(?P<rest>.+)$", re.IGNORECASE | re.DOTALL)
_TAIL = re.compile(
    r"(?:,?\s+and then|,\s+then|,?\s+and|,?\s+or(?: else)?|,?\s*(?:;|—|–|\s-\s)|[,;]\s*otherwise|"
    r"\s+otherwise)\s+(?P<tail>(?:we|i|it|they|the|our|your|he|she|that|this|someone|everything"
    r"|(?!(?:check|see|ask|tell|say|find|note|confirm|explain)\b)\w+(?: \w+)?(?=\s(?:will|can)\b)|"
    r"you(?:['’]ll| will| can))(?:['’]\w+)?\s.+)$",
    re.IGNORECASE | re.DOTALL,
)
_SIGN = re.compile(r"\s*(?:[:;]-?[)D(P]|[\U0001f300-\U0001faff\u2600-\u27bf\ufe0f]+|(?<!\w)x+)\s*$")
_SPLICE = re.compile(
    r",\s+(?P<tail>(?:a|an|the|it|that|they|we|i|you|if|[a-z]+(?=\s(?:is|are)\b))\b[^,]*?(?:['’](?:s|ll|re|m|ve|d)\b"
    r"|\b(?:is|are"
    r"|will|can|must|should|cannot|do not|don['’]t|never|says?|shows?|tells?|states?))\b.*)$",
    re.IGNORECASE | re.DOTALL,
)
_SENDS_ME = re.compile(
    r"^(?:photo|picture|pic|copy|screenshot|scan)s?\s+(?:of|to)\b", re.IGNORECASE
)
_THING = re.compile(
    r"^(?P<thing>(?:(?:the|your|full|new|old|order|account|booking|phone|reference|invoice) )+"
    r"[\w-]+(?:(?:,| and| or|, and) [\w -]{2,30})*)$",
    re.IGNORECASE,
)


_LETS = re.compile(r"let['’]?s\b|let us\b(?! (?:know|have))", re.IGNORECASE)
# "download, sign, upload"
_CHAIN = re.compile(r"[a-z]+(?:, (?:then )?[a-z]+)+(?:,? (?:and|then) [a-z]+)?", re.IGNORECASE)
_STEP = re.compile(r"\b(?!then\b|and\b)[a-z]+", re.IGNORECASE)
_WAITS = re.compile(r"wait (?:for|until|till)\b", re.IGNORECASE)
_FACT = re.compile(
    r",\s+(?P<tail>(?:[a-z]+['’]s (?:in|on|at|here|below|above|attached)"
    r"|(?:that|this|it) [a-z]+s)\b.*)$",
    re.IGNORECASE,
)
# "Send photos and do not use the hob" asks for one thing and warns of another.
_BUT_NOT = re.compile(r",?\s+and (?P<tail>(?:do not|don['’]t|never) [^,;:]+)$", re.IGNORECASE)
_OTHERWISE = re.compile(r"[,;]?\s+otherwise,?\s+(?P<tail>.+)$", re.IGNORECASE | re.DOTALL)
# What simply happens otherwise is no threat: a figure is estimated, a place given to another.
_COMES = re.compile(
    r"(?P<who>we|it|the [a-z]+|your [a-z]+)(?:['’]ll| will| would)"
    r" (?P<act>(?:have to |need to )?(?:estimate|lapse|expire|go back|return|release"
    r"|be (?:released|returned|estimated|deleted|sent back))\b"
    r"(?:(?! and\b| or\b) [^\s,;.!?]+){0,8})",
    re.IGNORECASE,
)
_BY = re.compile(r"\b(?:by|within|before|until|till|in) (?:the )?\w+", re.IGNORECASE)
_SHORT = 9
# A second duty joins the request; "asap" and "at once" are no part of one.
_ALSO_MUST = re.compile(
    r"(?<=\band )you (?:also )?(?:must|have to|need to|should) (?:also )?", re.IGNORECASE
)
_ALSO_TO = re.compile(r"(?<=\band )to (?=[a-z]+\b)", re.IGNORECASE)
_HURRY = re.compile(
    r",? *\b(?:asap|a\.s\.a\.p\.?|at once|immediately|right now"
    r"|without (?:any )?(?:further )?delay)$",
    re.IGNORECASE,
)
# "Keep that tone up and I end this chat" asks for nothing.
_DARES = re.compile(
    r"(?:keep (?:[\w'’]+ ){1,3}up|keep \w+ing|carry on|go on|continue (?:like|in)|try me|ignore"
    r"|refuse"
    r"|(?:arrive|come|turn up|show up|pay) late)\b"
    r".*\b(?:and|or) (?:i|we|you|it|the)\b"
    r"|[a-z]+ .*\band (?:i|we)(?:['’]ll| will| may)? (?:report|ban|block|end|close|suspend"
    r"|delete)\b",
    re.IGNORECASE,
)
_DONE = re.compile(r"\s+(?:\w+(?:ed|en|own)|read|been|kept|told|sent|paid|made)\b")
"""What should "have been done" is a reproach about the past, and no request."""


def ask(sentence: str, voice: Voice, nth: int, *, softly: bool = False) -> str:
    """Turn one order into a request.

    Args:
        sentence: A sentence that orders the customer to do something.
        voice: How the agent writes.
        nth: How many requests of ours stand before it in this draft, from 0.
        softly: Leave out what is threatened otherwise.

    Returns:
        The request, or the sentence itself when it is not an order that can be turned safely.
    """
    sign = _SIGN.search(sentence)
    plain = sentence[: sign.start()] if sign else sentence
    mark, core = ending(plain), body(plain)
    if (
        "?" in mark
        or "\n" in core
        or _DARES.match(core)
        or core.rstrip().endswith((",", ";", ":"))
        or _LETS.match(core)
    ):
        return sentence  # "Use a symbol, ! or #" does not end where it seems to
    lead = _LEAD.match(core)
    head = lead["lead"] if lead else ""
    rest = core[len(head) :]
    told = noticed(rest)
    asked = voice.fit(told) if told else _request(rest, voice, nth, softly=softly)
    if not asked:
        return sentence
    tail = (mark if told else mark.lstrip(".!")) + (sign.group() if sign else "")
    if head:
        asked = re.sub(
            r"^(?:and |)(could|would) you (?:also )?", r"\1 you ", asked, flags=re.IGNORECASE
        )
    text = head + (small(asked) if head.rstrip().endswith(",") or head[-2:-1].isalpha() else asked)
    return (voice.begin(text) if core[:1].isupper() or not voice.lower else text) + tail


def _request(core: str, voice: Voice, nth: int, *, softly: bool) -> str:
    polite = _PLEASE.sub(" ", core).strip()
    split = _TAIL.search(polite) or _OTHERWISE.search(polite)
    consequence = ""
    if split and not _is_list_item(split["tail"]):
        joiner = polite[split.start() : split.start("tail")].lower()
        otherwise = "or" in re.findall(r"[a-z]+", joiner) or "otherwise" in joiner
        polite = polite[: split.start()].rstrip(" ,;")
        consequence = _consequence(split["tail"], voice, otherwise=otherwise)
    warned = None if split else _BUT_NOT.search(polite)
    if warned:
        polite, consequence = polite[: warned.start()], f" And please {small(warned['tail'])}."
    splice = None if split or warned else _FACT.search(polite) or _SPLICE.search(polite)
    if splice:
        polite, consequence = polite[: splice.start()], f" {voice.begin(splice['tail'])}."
    asked = _turned(polite, voice, nth)
    if softly and not split:
        return ""
    if softly:
        consequence = _afterwards(polite, split["tail"], voice) if split else ""
    return asked + consequence if asked else ""


def _afterwards(polite: str, tail: str, voice: Voice) -> str:
    """Say without the threat what becomes of the matter when a day has passed."""
    comes = _COMES.match(tail)
    if not comes or not _BY.search(polite):
        return ""
    who, act = comes["who"].lower(), comes["act"]
    return f" {voice.begin(f'After that {who} would {act}')}."


def _consequence(tail: str, voice: Voice, *, otherwise: bool) -> str:
    words = f"otherwise {small(tail)}" if otherwise else f"then {small(tail)}"
    return f" {voice.begin(words)}."


def _is_list_item(tail: str) -> bool:
    return not re.match(r"(?:i|we|there)\b", tail, re.IGNORECASE) and not re.search(
        r"['’](?:ll|re|s|m|ve|d)\b|\b(?:will|can|is|are|was|stays?|gets?|goes|comes?|report|cancel"
        r"|see|look|should|would|could|may|might|do|does|don['’]?t|won['’]?t)\b",
        " ".join(tail.split()[:5]),
        re.IGNORECASE,
    )


def _turned(core: str, voice: Voice, nth: int) -> str:
    forbidden = _FORBID.match(core)
    if forbidden:
        return _asked_not(forbidden["not"], forbidden["rest"], voice)
    if _SENDS_ME.match(core):
        return _could(f"send a {small(core)}", voice, nth)
    if _THING.match(core) and not facts_of(core):
        return voice.fit(f"Could I have {_the(small(core))}, please?")
    must = _MUST.match(core)
    order = must or (None if tells(core) else _ORDER.match(core))
    if not order or (not must and not _VERBS.fullmatch(order["verb"].lower())):
        return ""
    verb = order["verb"].lower()
    rude = verb == "stop" and re.match(r"\s+\w+ing\b", order["rest"])
    past = verb == "have" and _DONE.match(order["rest"])
    if (
        past
        or rude
        or verb in ("know", "understand", "realise", "realize", "remember", "see", "not")
    ):
        return ""
    return _could(verb + order["rest"], voice, nth)


def _asked_not(negation: str, rest: str, voice: Voice) -> str:
    if not _VERBS.fullmatch(rest.split(maxsplit=1)[0].lower()):
        return ""
    short = "do not" if "do not" in negation.lower() else "don't"
    past = {"do not": "did not", "don't": "didn't"}[short]
    return voice.fit(f"It would help if you {past} {rest}") + "."


def _could(act: str, voice: Voice, nth: int) -> str:
    act = _HURRY.sub("", _ALSO_TO.sub("", _ALSO_MUST.sub("", act))).strip().rstrip(",;:")
    if _WAITS.match(act) and nth == 0 and len(act.split()) < _SHORT:
        return voice.fit(f"All that's left for now is to {act}.")
    steps = _STEP.findall(act) if _CHAIN.fullmatch(act) else ()
    if len(steps) > 1:
        act = f"{', '.join(steps[:-1])} and {steps[-1]} it"
    openings = ("Could you",) if nth == 0 else ("And could you", "Could you also")
    if nth > 1:
        openings = ("Would you", "Could you")
    opening = openings[zlib.crc32(voice.seed.encode()) % len(openings)]
    please = nth == 0
    long = len(act.split()) > 9 or re.search(r"[:;]\s|\b(?:so|because|if|when|which)\b", act)
    if opening.endswith("also"):
        please = False
    if please and long:
        return voice.fit(f"{opening} please ") + f"{act}?"
    return voice.fit(f"{opening} ") + act + (", please?" if please else "?")


def _the(thing: str) -> str:
    return thing if re.match(r"(?:the|your)\b", thing) else f"your {thing}"
