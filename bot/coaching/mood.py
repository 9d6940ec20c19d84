"""How the customer feels, told by their own words; pure, the words come from prompts/moods.toml."""

from __future__ import annotations

from collections.abc import Sequence

from bot.coaching import principles
from bot.coaching.domain import Draft, Mood, MoodLabel
from bot.coaching.principle import Moods, MoodWords

# On a tie the mood that asks for more care wins.
_ORDER: tuple[MoodLabel, ...] = ("upset", "anxious", "happy", "browsing")
_ENOUGH = 2
_MAX_CHARS = 6_000


def read(draft: Draft, moods: Moods | None = None) -> Mood:
    """Read the customer's mood from their message, or else from what the draft reveals.

    Args:
        draft: The draft; its `customer` is what counts when there is one.
        moods: The words to go by; those under prompts/ when None.

    Returns:
        The mood with the exact words that show it; neutral without words when nothing does.
    """
    words = moods or principles.load().moods
    if draft.customer and draft.customer.strip():
        return _read(draft.customer, words.customer)
    return _read(draft.text, words.draft)


def _read(text: str, words: Sequence[MoodWords]) -> Mood:
    text = text[:_MAX_CHARS]
    weights: dict[MoodLabel, int] = dict.fromkeys(_ORDER, 0)
    evidence: dict[MoodLabel, tuple[int, str]] = {}
    for entry in words:
        matches = [match.group().strip() for match in entry.pattern.finditer(text)]
        if not matches or entry.label not in weights:
            continue
        weights[entry.label] += entry.weight * min(len(set(matches)), 2)
        if entry.weight > evidence.get(entry.label, (0, ""))[0]:
            evidence[entry.label] = (entry.weight, matches[0])
    label = max(_ORDER, key=lambda each: (weights[each], -_ORDER.index(each)))
    if weights[label] < _ENOUGH:
        return Mood()
    return Mood(label=label, evidence=evidence[label][1])
