"""One wording applied to one sentence: find its words, say kinder ones, stay grammatical. Pure."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass

from bot.coaching.offline_text import (
    Voice,
    body,
    capital,
    dangles,
    ending,
    facts_of,
    small,
    stands,
    tidy,
)
from bot.coaching.sifted import sifted
from bot.coaching.voice import AS_THEY_SPEAK, HouseVoice
from bot.coaching.wordings import Wording, Wordings, choose, plain, said

_STARTERS = re.compile(
    r"(?:the|a|an|we|you|he|she|your|our|it|this|that|these|those|they|there|my|his|her|all|any|no|not"
    r"|some|every|each|only|if|when|on|in|at|for|to|as|unfortunately|sadly|more|late|live|small"
    r"|could|would|please|here|next|thank|if|what|how|from|there"
    r"|fully|sold|gone|closed|out|discontinued|unavailable|available|full|too"
    r"|shipping|delivery|change|registration|[a-z]{3,}(?:ions|ents|ings|ies|ing|tion|ment|als"
    r"|ers))\b",
    re.IGNORECASE,
)
_LINK = re.compile(r"[^\w/]*(?P<link>https?://\S+)")
_A = re.compile(r"\b(a) (?=(?!uni|use|eu|one|once)[aeiou])", re.IGNORECASE)
_GREETED = re.compile(r"(?:dear|hi|hiya|hello|hey|good \w+)\b[^,.!?]{0,40},\s*", re.IGNORECASE)
_SORRY = sifted(r"\b(?:i['’]?m|i am|we['’]re|we are) (?:so |very |really )*sorry\b", re.IGNORECASE)
_APOLOGISED = re.compile(r"\b(?:sorry|apolog\w+|regret\w*|forgive\w*|pardon)\b", re.IGNORECASE)
_BUT = re.compile(r",? (?:but|however|though|although),? ", re.IGNORECASE)
_PLURAL = re.compile(r"(?!James|Thomas|Chris|Dennis|Lucas|Marcus|Agnes)[A-Z][a-z]{3,}s (?=[a-z])")
# Shorter wordings ("what we need is") may well stand in a text already without being ours.
_TELLING = 18
_CRUMBS = 3
_SMALL_WORD = re.compile(r"\b[a-z]{2,}")
_NO_LETTER = re.compile(r"\W+")
_MURMUR = re.compile(r"(?:ok|okay|well|right|so|hm+|ah|oh|wow|mate)[.,!]*", re.IGNORECASE)
_SOFTENS = re.compile(r"\bafraid\b|^I'm sorry, \{")
_FINE = (
    r"\b(?:not|no|isn['’]t|nothing) (?:an? |any )?"
    r"(?:issue|problem|hazard|risk|harm\w*|danger\w*|to worry|extra c\w+|obligation)\b"
)
# Nobody is afraid of a request, a notice or the all-clear.
_SOFTENED = sifted(
    r"\b(?:i['’]?m|i am) (?:afraid|sorry),? (?:could|would|please|pls|plz|kindly)\b"
    r"|\b(?:i['’]?m|i am) (?:afraid|sorry),? [^.!?]*"
    rf"{_FINE}|{_FINE}[^.!?]*, (?:i['’]?m|i am) (?:afraid|sorry)\b",
    re.IGNORECASE,
)
_PRONOUN = re.compile(r"(?:them|him|her|it|us|me|one)\b", re.IGNORECASE)


@dataclass(frozen=True, slots=True, eq=False)
class Ground:
    """What every move of one draft knows; laid once for it, so no two are alike.

    Args:
        wordings: The words to use.
        voice: How the agent writes.
        told: What may be said back to the customer, by slot.
        calm: True when the customer is upset or anxious and no exclamation mark belongs.
        house: What the house wants said and not said.
        declined: The customer has said no, or is leaving; no offer belongs there any more.
        browsing: The customer only looks; what they could do is an offer, never a task.
        glad: The customer is happy; nobody apologises to them for good news.
        softened: The draft says "I'm afraid" already; once is enough.
    """

    wordings: Wordings
    voice: Voice
    told: Mapping[str, str]
    calm: bool = False
    house: HouseVoice = AS_THEY_SPEAK
    declined: bool = False
    browsing: bool = False
    glad: bool = False
    softened: bool = False

    def says(self, wording: Wording, text: str) -> bool:
        """Tell whether a text already holds one of a wording's ways to say it."""
        fitted = (self.voice.fit(put) for put in wording.puts if len(plain(put)) >= _TELLING)
        return any(said(put, text) for put in fitted)


def whole(sentence: str, wording: Wording, ground: Ground) -> str | None:
    """Say a whole sentence otherwise; None when the wording does not fit it."""
    for pattern in wording.sentences:
        match = pattern.fullmatch(body(sentence).strip())
        if match:
            put = choose(_puts(wording, ground), _slots(match, ground), ground.voice.seed)
            if put is not None and not _SOFTENED.search(put):
                return _closed(ground.voice.fit(put), sentence, ground) if put else ""
    return None


def piece(sentence: str, wording: Wording, ground: Ground) -> str | None:
    """Say pieces of a sentence otherwise; None when the wording does not fit it."""
    text, spoke = sentence, False
    for pattern in wording.finds:
        match = _whole_words(pattern.search(text))
        put = (
            choose(_puts(wording, ground), _slots(match, ground), ground.voice.seed)
            if match
            else None
        )
        if match and put and "sorry" in put.lower() and _SORRY.search(_without(text, match)):
            put = ""
        if match and put is not None and match.group():
            text, spoke = _replaced(text, match, put, ground), spoke or bool(put)
    if text == sentence:
        return None
    link = _LINK.fullmatch(text)
    if link:
        return ground.voice.fit(f"It's all here: {link['link']}")
    if dangles(text) and not dangles(sentence):
        return None
    if _SOFTENED.search(text) and not _SOFTENED.search(sentence):
        return None
    return text if spoke else _left(text, sentence)


def _left(text: str, sentence: str) -> str | None:
    """Judge what is left of a sentence from which words only went; None for a torn one."""
    if _MURMUR.fullmatch(text):
        return ""
    smirked = _NO_LETTER.sub("", text) == _NO_LETTER.sub("", sentence)
    if not text or smirked or _whole_enough(text):
        return text
    return "" if len(text.split()) <= _CRUMBS and not facts_of(text) else None


def _whole_words(match: re.Match[str] | None) -> re.Match[str] | None:
    """Let nothing be found that ends within a word, as "on you" does in "on your side"."""
    if match is None:
        return None
    said, after = match.group(), match.string[match.end() :]
    return None if said[-1:].isalnum() and after[:1].isalnum() else match


def _without(text: str, match: re.Match[str]) -> str:
    return text[: match.start()] + text[match.end() :]


def _puts(wording: Wording, ground: Ground) -> tuple[str, ...]:
    """Leave "I'm sorry" to the one apology where there is one, or will be one.

    Who is happy or only looks hears none but the draft's own, and nobody hears "afraid" twice.
    """
    puts = wording.puts
    if ground.softened:
        puts = tuple(put for put in puts if not _SOFTENS.search(put))
    pleased = (ground.glad or ground.browsing) and not _APOLOGISED.search(ground.voice.seed)
    if not (ground.calm or pleased or "sorry" in ground.voice.seed.lower()):
        return puts
    plainly = tuple(put for put in puts if "sorry" not in put)
    return plainly if pleased else plainly or puts


def _replaced(text: str, match: re.Match[str], put: str, ground: Ground) -> str:
    close = ending(text)
    before, after = text[: match.start()], text[match.end() :]
    said = match.group()
    first = not before.strip() or before.rstrip()[-1:] in ".!?"
    if put:
        lead = "" if not before else said[: len(said) - len(said.lstrip(" ,;"))]
        # A name stays large.
        named = not first and put[:1].isupper() and f" {put.split(maxsplit=1)[0]}" in said
        put = lead + ground.voice.fit(put, first=first or named)
        defence = _BUT.match(after) if "sorry" in put.lower() else None
        if defence:
            put, after = f"{put}.", after[defence.end() :]
        if put.endswith((".", "?")):
            after = after.lstrip(" ,;:-–—")
            after = ground.voice.begin(after) if after.strip(".!? ") else ""
        if after[:1].isalnum() or (put.endswith((".", "?")) and after):
            put = f"{put} "
        joined = before + put + after
    elif first:
        after = re.sub(
            r"^[\s,;:–—-]*(?:(?:and|but|so|because)\b\s*)?", "", after, flags=re.IGNORECASE
        )
        before = f"{before} " if before.strip() and before[-1:] in ".!?" and after else before
        joined = before + (capital(after) if text[:1].isupper() else after)
    else:
        kept = before.rstrip() if _GREETED.fullmatch(before) else before.rstrip(" ,;")
        before = re.sub(r"\ban?$", _article(after), kept, flags=re.IGNORECASE)
        joined = before + ("" if after[:1] in ",;:.!?" else " ") + after
    joined = _A.sub(lambda match: f"{match[1]}n ", tidy(joined))
    if re.match(r"(?:could|would) you\b", put.strip(" ,;"), re.IGNORECASE):
        return body(joined) + "?"
    return joined if ending(joined) or not close else _closed(joined, text, ground)


def _closed(text: str, sentence: str, ground: Ground) -> str:
    if ending(text):
        return text
    close = ending(sentence)
    if not close:
        return text
    question = "?" in close
    return text + ("." if question or (ground.calm and "!" in close) or "!" in close else close)


def _whole_enough(text: str) -> bool:
    core = body(text).strip()
    return (
        stands(core)
        or bool(
            re.match(
                r"(?:i['’]?m sorry|sorry|hi|hello|hey|dear|thanks?|yes|no|ok|good|please)\b",
                core,
                re.IGNORECASE,
            )
        )
        or (len(core.split()) >= 2 and bool(facts_of(core)) and bool(_SMALL_WORD.search(core)))
    )


def _slots(match: re.Match[str] | None, ground: Ground) -> dict[str, str]:
    slots = dict(ground.told)
    if match is None:
        return slots
    for name, value in match.groupdict().items():
        words = (value or "").rstrip()
        if name == "who" and _PRONOUN.match(words):
            words = ""
        if name == "how":
            words = words.rstrip(".,")
        if name == "act":
            words = small(words)
        if match.start(name) == 0 and words[:1].isupper():
            words = (
                small(words)
                if common(words, ground.voice.seed)
                else ("" if name == "rest" else words)
            )
        slots[name] = words
    return slots


def common(words: str, text: str) -> bool:
    """Tell whether a sentence's first word may be written small further on: it is no name.

    Args:
        words: The sentence.
        text: The draft; a word it writes small elsewhere is no name.
    """
    first = words.split(maxsplit=1)[0]
    return bool(_STARTERS.match(words) or _PLURAL.match(words)) or f" {first.lower()} " in text


def _article(after: str) -> str:
    return "an" if after.lstrip()[:1].lower() in tuple("aeiou") else "a"
