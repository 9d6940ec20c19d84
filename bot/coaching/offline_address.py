"""Whom a sentence addresses ("Dear Mr Sand, …") stays when it changes or goes. Pure."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

from bot.coaching.domain import Finding
from bot.coaching.offline_text import small
from bot.coaching.offline_wording import common
from bot.coaching.sentences import Sentence

_ADDRESS = re.compile(
    r"(?:(?:(?:dear|hi|hiya|hello|hey)\b|good (?:morning|afternoon|evening|day)\b)"
    r"(?:(?<=\bmr|\bms|\bdr)\.|(?<=\bmrs)\.|[^,.!?\n]){0,40},"
    r"|(?:mr|mrs|ms|dr|prof)\.? [^\W\d_][\w'’-]+,)[ ]+(?=\w)",
    re.IGNORECASE,
)

_SMALL = re.compile(r"[a-z]|I\b")
# "Last entry is", "Spare hinges are": what begins large only because a sentence begins.
_THING = re.compile(r"[A-Z][a-z]+ (?!(?:is|are|was|has|can|will|and|of|from|at|in)\b)[a-z\d&£€$]")


def without(whole: Sequence[Sentence], said: Sequence[Finding]) -> list[Sentence]:
    """Begin each sentence after whom it addresses, unless the address is what is at fault.

    Args:
        whole: The draft's sentences.
        said: What was found in its words.
    """
    return [_without(sentence, said) for sentence in whole]


def _without(sentence: Sentence, said: Sequence[Finding]) -> Sentence:
    match = _ADDRESS.match(sentence.text)
    if not match or any(
        finding.slug == "only-customer"
        and finding.start < sentence.start + match.end()
        and finding.end > sentence.start
        for finding in said
    ):
        return sentence
    return replace(sentence, start=sentence.start + match.end(), text=sentence.text[match.end() :])


def fit(text: str, sentence: Sentence, words: str) -> str:
    """Begin words small where they follow an address and the sentence before them did.

    Args:
        text: The draft.
        sentence: The sentence they replace.
        words: What stands there instead.
    """
    follows = text[: sentence.start].rstrip(" ").endswith(",")
    if follows and _SMALL.match(sentence.text) and words and common(words, text):
        return small(words)
    return words


def hand_on(text: str, whole: Sequence[Sentence], put: dict[int, str]) -> None:
    """Let the next sentence follow the address when the one behind it goes.

    Args:
        text: The draft.
        whole: Its sentences, without their addresses.
        put: What replaces a sentence, by its number; changed in place.
    """
    for number, sentence in enumerate(whole[:-1]):
        if put.get(number) != "" or not text[: sentence.start].rstrip(" ").endswith(","):
            continue
        after = next((at for at in range(number + 1, len(whole)) if put.get(at) != ""), None)
        if after is None or "\n" in text[sentence.end : whole[after].start]:
            continue
        words = put.get(after, whole[after].text)
        if _SMALL.match(sentence.text) and (common(words, text) or _THING.match(words)):
            put[after] = small(words)
    for number, sentence in enumerate(whole[:-1]):
        next_words = put.get(number + 1, whole[number + 1].text)
        gap = text[sentence.end : whole[number + 1].start]
        alone = put.get(number, "").endswith(",") and "\n" not in gap
        if alone and (common(next_words, text) or _THING.match(next_words)):
            put[number + 1] = small(next_words)  # only the address is left of the sentence
