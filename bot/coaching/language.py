"""Telling a text's language from its script and its commonest words; no model, no downloads.

A word that several languages share counts for each of them, by its share. English wins a tie:
agents all over the world mix a word of theirs into it.
"""

from __future__ import annotations

import re
from collections import Counter
from types import MappingProxyType
from typing import Final

from bot.coaching.casing import lowered, vocabulary
from bot.coaching.language_words import COMMON
from bot.coaching.memory import remembered

UNKNOWN: Final = "und"
_LETTERS: Final = MappingProxyType(
    {
        **dict.fromkeys("ñ¿¡", ("es",)),
        **dict.fromkeys("ãõ", ("pt",)),
        **dict.fromkeys("øæ", ("da", "no")),
        **dict.fromkeys("łżś", ("pl",)),
        **dict.fromkeys("řěů", ("cs",)),
        **dict.fromkeys("ğı", ("tr",)),
        **dict.fromkeys("ță", ("ro",)),
        **dict.fromkeys("őű", ("hu",)),
        "ß": ("de",),
        "œ": ("fr",),
    }
)
_SCRIPTS: Final = (
    ("ja", re.compile(r"[\u3040-\u30ff]")),
    ("ko", re.compile(r"[\u1100-\u11ff\uac00-\ud7af]")),
    ("zh", re.compile(r"[\u4e00-\u9fff]")),
    ("th", re.compile(r"[\u0e00-\u0e7f]")),
    ("hi", re.compile(r"[\u0900-\u097f]")),
    ("he", re.compile(r"[\u0590-\u05ff]")),
    ("ar", re.compile(r"[\u0600-\u06ff\u0750-\u077f]")),
    ("el", re.compile(r"[\u0370-\u03ff\u1f00-\u1fff]")),
    ("ru", re.compile(r"[\u0400-\u052f]")),
)
_OF_SCRIPTS = re.compile("|".join(pattern.pattern for _, pattern in _SCRIPTS))
_ENOUGH_WORDS: Final = 120
_TELLING_WORDS: Final = 8
_SHARED: Final = 0.7
_LATIN = re.compile(r"[A-Za-z\u00c0-\u024f\u1e00-\u1eff]")
_UKRAINIAN = re.compile(r"[іїєґ]", re.IGNORECASE)
_NOISE_SIGN = re.compile(r"://|[@`<]|\{\{")
_WORD = re.compile(r"(?<!\d)[^\W\d_]+(?:['’][^\W\d_]+)?")
_NOISE = re.compile(r"https?://\S+|(?<!\S)[^\s@]++@\S+|`[^`]*`|<[^>\s]{1,80}>|\{\{[^{}]*\}\}")


def _weights() -> dict[str, dict[str, float]]:
    lists = {language: frozenset(words.split()) for language, words in COMMON.items()}
    shared = Counter(word for words in lists.values() for word in words)
    found: dict[str, dict[str, float]] = {}
    for language, words in lists.items():
        for word in words:
            found.setdefault(word, {})[language] = (
                1.0 if shared[word] == 1 else 1.5 / (1 + shared[word])
            )
    return found


_WEIGHTS: Final = MappingProxyType(
    {word: tuple(weights.items()) for word, weights in _weights().items()}
)


@remembered
def detect(text: str) -> str:
    """Tell a text's language.

    Args:
        text: Any text; links, addresses and code are looked past.

    Returns:
        ISO 639-1 code, or `und` when nothing tells.
    """
    plain = _plain(text)
    other = _script(plain)
    if other:
        return other
    words = _WORD.findall(plain.lower().replace("’", "'"))[:_ENOUGH_WORDS]
    scores: dict[str, float] = dict.fromkeys(COMMON, 0.0)
    hits = dict.fromkeys(COMMON, 0)
    for word in words:
        forms = _WEIGHTS.get(word, ())
        if not forms and "'" in word:
            forms = _WEIGHTS.get(word.split("'")[0], ())
        for language, weight in forms:
            scores[language] += weight
            hits[language] += 1
    for sign in () if plain.isascii() else _LETTERS.keys() & set(plain.lower()):
        for language in _LETTERS[sign]:
            scores[language] += min(plain.lower().count(sign), 2) * 0.7
    return _judged(scores, hits, len(words))


def is_english(text: str) -> bool:
    """Tell whether a text may be coached as English: English, or too short to be anything else."""
    language = detect(text)
    return language == "en" or (language == UNKNOWN and not _foreign_script(text))


def same(one: str, two: str) -> bool:
    """Tell whether two texts may be in one language; what cannot be told is not accused."""
    known, said = vocabulary(lowered(one)).keys(), vocabulary(lowered(two)).keys()
    if len(said) >= _TELLING_WORDS and len(known & said) >= _SHARED * len(said):
        return True  # most of its words are the other's own
    first, second = detect(one), detect(two)
    if first == second:
        return True
    if UNKNOWN in (first, second):
        return _foreign_script(one) == _foreign_script(two)
    return {first, second} <= {"da", "no"} or {first, second} <= {"ru", "uk"}


def _script(text: str) -> str:
    if text.isascii() or not _OF_SCRIPTS.search(text):
        return ""
    latin = len(_LATIN.findall(text))
    counts = {language: len(pattern.findall(text)) for language, pattern in _SCRIPTS}
    best = max(counts, key=lambda language: counts[language])
    # one syllable of these scripts says as much as two or three Latin letters
    if counts[best] * 2 <= latin or not counts[best]:
        return ""
    if best == "zh" or (counts["ja"] and counts["ja"] + counts["zh"] > latin):
        return "ja" if counts["ja"] else "zh"
    if best == "ru" and _UKRAINIAN.search(text):
        return "uk"
    return best


def _foreign_script(text: str) -> bool:
    return bool(_script(_plain(text)))


def _plain(text: str) -> str:
    return _NOISE.sub(" ", text) if _NOISE_SIGN.search(text) else text


def _judged(scores: dict[str, float], hits: dict[str, int], count: int) -> str:
    if not any(scores.values()):
        return UNKNOWN
    ranked = sorted(scores, key=lambda language: (-scores[language], language != "en", language))
    best = ranked[0]
    english = scores["en"]
    if best == "en":
        return "en" if english >= 1.5 or hits["en"] * 2 >= count else UNKNOWN
    enough = scores[best] >= 1.5 and hits[best] * 5 >= count
    alone = not hits["en"] and count <= 3 and scores[best] >= 1.0
    if (enough and scores[best] > 1.25 * english) or alone:
        return best
    return "en" if english >= 1.5 and english * 1.25 >= scores[best] else UNKNOWN
