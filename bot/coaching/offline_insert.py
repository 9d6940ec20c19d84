"""Where a caring sentence goes: behind quotes, the greeting and a sigh, before all else. Pure."""

from __future__ import annotations

import re
from typing import Final

from bot.coaching import offline_left, offline_quiet, sentences
from bot.coaching.offline_edits import bare
from bot.coaching.offline_wording import Ground

THANKED: Final = re.compile(r"\bthank", re.IGNORECASE)
_GOES_ON = re.compile(r"(?:and|but|or)\b", re.IGNORECASE)
_SIGHS = re.compile(
    r"(?:oh|ouch|omg|gosh|aw+|ah|so sorry|very sorry|i['’]?(?: a)?m (?:so |very |really )*sorry"
    r"|sorry|apologies|my apologies|that['’]s (?:rubbish|awful|terrible|annoying|not good))\b",
    re.IGNORECASE,
)
_QUOTED = re.compile(r"(?:>[^\n]*\n+)+")
GREETING = re.compile(
    r"\s*(?:(?:hi|hiya|hello|hey|dear|good (?:morning|afternoon|evening|day)|greetings"
    r"|namaste|hola|bonjour|hallo|ciao|aloha|salut|moin|g['’]day)\b"
    r"(?: (?:(?:mr|mrs|ms|dr|prof|st|[a-z])\.|\{\{[^}\n]{1,40}\}\}|[^\s,.!?:;]+)){0,4}?"
    r"(?:[,.!:][ \t]*\n\s*|[,.!:][ \t]+|[ \t]*\n\s*|[!.,]?$"
    r"|[ \t]*[\U0001f300-\U0001faff\u2600-\u27bf\ufe0f]+[ \t]+)"
    r"|[A-Z][\w'’.-]{1,20}(?: [A-Z][\w'’.-]{1,20}){0,2},\s*\n\s*)",
    re.IGNORECASE,
)


def insert(text: str, said: str, ground: Ground) -> str:
    """Put a sentence right after the greeting, or first where there is none.

    Args:
        text: The draft as it stands now.
        said: The sentence, with its full stop.
        ground: How the agent writes.
    """
    if quoted := _QUOTED.match(text):
        begun = quoted.end()
        return text[:begun] + insert(text[begun:], said, ground)
    greeting = GREETING.match(text)
    at = greeting.end() if greeting else len(text) - len(text.lstrip())
    head, rest = text[:at], text[at:]
    thanks = THANKED.search(said)
    stamp = offline_quiet.STAMP.match(rest) if thanks or ground.calm else None
    stamp = stamp or (offline_left.THANKS.match(rest) if thanks else None)
    if stamp and (thanks or "?" in said or not bare(rest[stamp.end() :])):
        rest = rest[stamp.end() :].lstrip()
    outburst = offline_quiet.OUTBURST.match(rest) if ground.calm and "\n" not in head else None
    if outburst:
        rest = ground.voice.begin(rest[outburst.end() :])
    if not rest.strip():
        said = _small(said) if head.rstrip().endswith(",") else said
        return f"{head.rstrip()} {said}".strip()
    first = sentences.split(rest)[0]
    sighs = _SIGHS.match(first.text) and "\n" not in head + first.text
    if sighs:
        return f"{head}{rest[: first.end]} {said}{rest[first.end :]}"
    if head and _GOES_ON.match(rest):
        end = sentences.split(text)[0].end
        return f"{text[:end]} {said}{text[end:]}"
    if head.rstrip().endswith(",") and ("\n" not in head or rest[:1].islower()):
        return head + _small(said) + " " + ground.voice.begin(rest)
    gap = "\n\n" if "\n" in head and bare(rest) else " "
    return f"{head}{said}{gap}{rest}"


def _small(said: str) -> str:
    return said if re.match(r"I\b", said) else said[:1].lower() + said[1:]
