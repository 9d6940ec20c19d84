"""One sentence at a time: the kinder words for what was found in it. Pure.

The moves themselves are data (`prompts/wordings/`); this module finds the one that fits what the
sentence says, and falls back to cutting out what no customer should read.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, field

from bot.coaching import offline_requests
from bot.coaching.offline_text import (
    Voice,
    body,
    capital,
    cut,
    dangles,
    ending,
    facts_of,
    names_of,
    small,
    stands,
    tidy,
)
from bot.coaching.wordings import Wording, Wordings, choose, choose_first, plain, said

# Pitches, pressure, reproach, barbs and brags may take their own facts with them; nothing else may.
CARRIERS = frozenset(
    {
        "no-hard-sell",
        "no-upsell-when-unhappy",
        "happy-over-right",
        "never-insult-or-threaten",
        "about-them",
    }
)
_NAMELESS = CARRIERS | {"only-customer"}
_CUT_FIRST = frozenset({"no-hard-sell", "no-upsell-when-unhappy", "about-them"})
_CUTTABLE = CARRIERS | {"dignity", "take-it-seriously", "only-customer", "ask-permission"}
# What is cut comes first, so that nobody polishes a sentence that goes.
ORDER = (
    "never-insult-or-threaten", "no-upsell-when-unhappy", "no-hard-sell", "about-them",
    "happy-over-right", "dignity", "sincere-apology", "take-it-seriously", "only-customer",
    "root-not-bandaid", "always-personal", "own-it", "give-value", "feel-with-them", "reassure",
    "core-problem", "ask-permission", "leave-door-open",
)  # fmt: skip
_STARTERS = re.compile(
    r"(?:the|a|an|we|you|your|our|it|this|that|these|those|they|there|my|his|her|all|any|no|not"
    r"|some|every|each|only|if|when|on|in|at|for|to|as|unfortunately|sadly|more|late|live|small|late"
    r"|shipping|delivery|change|registration|[a-z]{3,}(?:ions|ents|ings|ies|ing|tion|ment|als|ers))\b",
    re.IGNORECASE,
)
_VOW = re.compile(
    r"\b(?:swear|vow|guarantee|never|promise|word|1\d*0+ ?%|idiots?|deserve|whatever|anything)",
    re.IGNORECASE,
)
_BUT = re.compile(r",? (?:but|however|though|although),? ", re.IGNORECASE)
_GREETS = re.compile(r"(?:hi|hiya|hello|hey|dear|good \w+)\b", re.IGNORECASE)
_PLURAL = re.compile(r"(?!James|Thomas|Chris|Dennis|Lucas|Marcus|Agnes)[A-Z][a-z]{3,}s (?=[a-z])")
# Shorter wordings ("what we need is") may well stand in a text already without being ours.
_TELLING = 18
_PRONOUN = re.compile(r"(?:them|him|her|it|us|me|one)\b", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Ground:
    """What every move of one draft knows.

    Args:
        wordings: The words to use.
        voice: How the agent writes.
        told: What may be said back to the customer, by slot.
        calm: True when the customer is upset or anxious and no exclamation mark belongs.
    """

    wordings: Wordings
    voice: Voice
    told: Mapping[str, str]
    calm: bool = False

    def says(self, wording: Wording, text: str) -> bool:
        """Tell whether a text already holds one of a wording's ways to say it."""
        fitted = (self.voice.fit(put) for put in wording.puts if len(plain(put)) >= _TELLING)
        return any(said(put, text) for put in fitted)


@dataclass(slots=True)
class Moved:
    """A sentence on its way to kinder words.

    Args:
        text: The sentence as it stands now; "" when it goes.
        asks: What to ask the agent.
    """

    text: str
    asks: list[str] = field(default_factory=list)


def move(
    sentence: str, found: Mapping[str, str], ground: Ground, requests: int, *, gently: bool = False
) -> Moved:
    """Make one sentence kinder.

    Args:
        sentence: The sentence as the agent wrote it.
        found: Slug to the words at fault in this sentence.
        ground: What is known about draft and customer.
        requests: How many requests of ours stand before it.
        gently: Change words but cut no clause out; for when the cut would take too much.
    """
    moved = Moved(sentence)
    for slug in ORDER:
        if slug in found and moved.text:
            _move_one(moved, slug, found[slug], ground, requests, gently=gently)
    return moved


def _move_one(
    moved: Moved, slug: str, words: str, ground: Ground, requests: int, *, gently: bool
) -> None:
    before = moved.text
    after, asks = before, list[str]()
    first = slug in _CUT_FIRST or (slug == "dignity" and _VOW.search(words))
    if slug == "never-insult-or-threaten" and len(words) * 2 > len(before):
        after = offline_requests.ask(before, ground.voice, requests, softly=True)
    if first and len(words.split()) >= 5 and not gently:
        after = _cut(before, slug, words)
    if after == before:
        after, asks = _by_wordings(before, slug, words, ground)
    if slug == "ask-permission" and after and "?" not in after:
        after = offline_requests.ask(after, ground.voice, requests)
    if after == before and slug in _CUTTABLE and slug != "ask-permission" and not gently:
        after = _cut(before, slug, words)
    if after == before:
        asks = [*asks, *_otherwise(slug, ground)]
    moved.text = after
    moved.asks.extend(asks)


def _otherwise(slug: str, ground: Ground) -> list[str]:
    asked = choose_first(ground.wordings.named(slug, "otherwise").asks, ground.told)
    return [asked] if asked else []


def _keeps_facts(before: str, after: str, slug: str, words: str) -> bool:
    if slug not in _NAMELESS and any(name not in after for name in names_of(before)):
        return False
    left = list(facts_of(after))
    for fact in facts_of(before):
        if fact in left:
            left.remove(fact)
        elif slug not in CARRIERS or fact not in words:
            return False
    return True


def _cut(sentence: str, slug: str, words: str) -> str:
    at = sentence.find(words.strip())
    if at < 0 or (slug == "only-customer" and _GREETS.match(sentence)):
        return sentence
    left = cut(sentence, at, at + len(words.strip()))
    if _keeps_facts(sentence, left, slug, words):
        return left
    return sentence


def _by_wordings(sentence: str, slug: str, words: str, ground: Ground) -> tuple[str, list[str]]:
    text, asks = sentence, list[str]()
    for wording in ground.wordings.of(slug):
        if any(pattern.search(text) for pattern in wording.unless) or ground.says(wording, text):
            continue
        whole = _whole(text, wording, ground)
        changed = whole if whole is not None else _piece(text, wording, ground)
        if changed is None or not _keeps_facts(text, changed, slug, words):
            continue
        text = changed
        asked = choose_first(wording.asks, ground.told)
        if asked and not asks:
            asks.append(asked)
        if whole is not None or not text:
            break
    return text, asks


def _whole(sentence: str, wording: Wording, ground: Ground) -> str | None:
    for pattern in wording.sentences:
        match = pattern.fullmatch(body(sentence).strip())
        if match:
            put = choose(wording.puts, _slots(match, ground), ground.voice.seed)
            if put is not None:
                return _closed(ground.voice.fit(put), sentence, ground) if put else ""
    return None


def _piece(sentence: str, wording: Wording, ground: Ground) -> str | None:
    text = sentence
    for pattern in wording.finds:
        match = pattern.search(text)
        put = choose(wording.puts, _slots(match, ground), ground.voice.seed) if match else None
        if match and put is not None and match.group():
            text = _replaced(text, match, put, ground)
    if text == sentence:
        return None
    if dangles(text) and not dangles(sentence):
        return None
    return text if not text or _whole_enough(text) else ""


def _replaced(text: str, match: re.Match[str], put: str, ground: Ground) -> str:
    close = ending(text)
    before, after = text[: match.start()], text[match.end() :]
    said = match.group()
    first = not before.strip() or before.rstrip()[-1:] in ".!?"
    if put:
        lead = "" if not before else said[: len(said) - len(said.lstrip(" ,;"))]
        put = lead + ground.voice.fit(put, first=first)
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
        joined = before + (capital(after) if text[:1].isupper() else after)
    else:
        before = re.sub(r"\ban?$", _article(after), before.rstrip(" ,;"), flags=re.IGNORECASE)
        joined = before + ("" if after[:1] in ",;:.!?" else " ") + after
    joined = tidy(joined)
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
                r"(?:i['’]?m sorry|sorry|hi|hello|hey|dear|thanks?|yes|no|ok|good)\b",
                core,
                re.IGNORECASE,
            )
        )
        or (len(core.split()) >= 2 and bool(facts_of(core)))
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
        if match.start(name) == 0 and words[:1].isupper():
            words = small(words) if _common(words, ground) else ("" if name == "rest" else words)
        slots[name] = words
    return slots


def _common(words: str, ground: Ground) -> bool:
    """Tell whether a sentence's first word may be written small further on: it is no name."""
    first = words.split(maxsplit=1)[0]
    return (
        bool(_STARTERS.match(words) or _PLURAL.match(words))
        or f" {first.lower()} " in ground.voice.seed
    )


def _article(after: str) -> str:
    return "an" if after.lstrip()[:1].lower() in tuple("aeiou") else "a"
