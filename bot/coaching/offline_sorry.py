"""One apology in a text, and whole: never twice, never glued to the words before it. Pure."""

from __future__ import annotations

import re
from collections.abc import Sequence

from bot.coaching.offline_wording import Ground
from bot.coaching.sentences import Sentence
from bot.coaching.wordings import choose

APOLOGISES = re.compile(
    r"\b(?:so+rr?y+|srr?y|soz|apolog\w+|gutted|forgive|my bad"
    r"|(?:that|this)(?:['’]?s| is) (?:(?:so|really|very) )?(?:annoying|anoying|awful|rubbish"
    r"|terrible|horrible))\b",
    re.IGNORECASE,
)
"""What counts as an apology or as a word of pity, however it is spelt."""
_GLUED = re.compile(
    r"\b(?:please accept|i['’]?m|i am|we['’]re|we are|were)(?: (?:so|very|really|truly))*,? "
    r"(?=i(?:['’]?m| am) (?:so |very )?sorry\b)",
    re.IGNORECASE,
)
_GREETED = re.compile(
    r"(?P<whom>(?:hi|hiya|hello|hey|dear)(?: [\w'’]+){0,2}) (?=i(?:['’]?m| am) (?:so )?sorry\b)",
    re.IGNORECASE,
)
# An apology that could stand in any draft.
_FOR_ANYTHING = re.compile(
    r"(?:(?:oh no|oh dear|oh|ah),? )?(?:(?:i|we)(?:['’]m| am|['’]re| are) )?"
    r"(?:so |very |really |truly )*(?:sorry|apologies)"
    r"(?:,? (?:(?:about|for|to (?:hear|read)) (?:that|this|it|about (?:that|this|it))|this happened"
    r"|that this happened|that happened))?[.!]*",
    re.IGNORECASE,
)
_STANDING = ("about this", "this happened", "this has happened again")


def whole(text: str) -> str:
    """Free a new apology of what is left of an old one: "Please accept I'm sorry", "Im I'm sorry".

    Args:
        text: One sentence, with an apology of ours in it or not.
    """
    text = _GLUED.sub("", text)
    greeted = _GREETED.match(text)
    return f"{greeted['whom']}, {text[greeted.end() :]}" if greeted else text


def once(sentences: Sequence[Sentence], put: dict[int, str], ground: Ground) -> None:
    """Leave one apology of ours in a text, said calmly, and none behind one of the agent's own.

    Args:
        sentences: Those of the draft.
        put: What replaces a sentence, by its number; changed in place.
        ground: What is known about draft and customer.
    """
    told, voice = ground.told, ground.voice
    about = (f"about {told[slot]}" for slot in ("noun", "loss") if told.get(slot))
    known = (told.get("clause"), *about, *_STANDING)
    named = "|".join(re.escape(voice.fit(one, first=False)) for one in known if one)
    ours = re.compile(
        rf"(?P<words>i(?:['’]?m| am) (?:so )?sorry (?:{named}))(?P<end>[,.!?]+|$)\s*",
        re.IGNORECASE,
    )
    said = False
    for number, sentence in enumerate(sentences):
        words = put.get(number, sentence.text)
        found = ours.search(words) if number in put else None
        if found and said and not found.start():
            rest = words[found.end() :]
            put[number] = voice.begin(rest) if rest else ""
        elif found and ground.calm and "!" in found["end"]:
            put[number] = f"{words[: found.end('words')]}.{words[found.end('end') :]}"
        said = said or bool(APOLOGISES.search(words))


def name(sentences: Sequence[Sentence], put: dict[int, str], ground: Ground) -> None:
    """Let an apology that could stand anywhere name what happened, to whoever is hurt by it.

    Args:
        sentences: Those of the draft.
        put: What replaces a sentence, by its number; changed in place.
        ground: What is known about draft and customer.
    """
    told = ground.told
    if not ground.calm or told.get("loss") or APOLOGISES.search(" ".join(put.values())):
        return
    for number, sentence in enumerate(sentences):
        if number not in put and _FOR_ANYTHING.fullmatch(sentence.text):
            titles = ("sorry: what happened", "sorry: in scraps")
            puts = tuple(
                put for title in titles for put in ground.wordings.named("care", title).puts
            )
            said = choose(puts, told, ground.voice.seed)
            if said:
                first = not (number and sentences[number - 1].text.endswith(","))
                said = said if said.endswith(".") else f"{said}."
                put[number] = ground.voice.fit(said, first=first)
            return


def behind(text: str, said: str, clause: str) -> str:
    """Leave the apology out of some sentences where the text before them says it.

    Args:
        text: What stands before them.
        said: Sentences of ours.
        clause: What happened, as it is said back; "" where nothing is.
    """
    first, _, rest = said.partition(". ")
    told = bool(clause) and clause in first and clause.lower() in text.lower()
    again = rest and APOLOGISES.search(first) and (told or APOLOGISES.search(text))
    return rest if again else said
