"""The shapes a principle file turns into: frozen values with compiled patterns, no reading."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from typing import Literal

from bot.coaching.domain import MoodLabel, Tip
from bot.coaching.sifted import Sifted

Where = Literal["sentence", "prose", "opening", "closing", "draft"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Example:
    """One worked case of a principle file.

    Args:
        title: Its heading.
        customer: The customer's message, or None.
        draft: The draft that breaks the principle; for a near-miss the text that does not.
        kinder: The kinder version; None for a near-miss.
        fine: True for a near-miss that must not be flagged.
    """

    title: str
    customer: str | None
    draft: str
    kinder: str | None
    fine: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class Phrase:
    """Words that break a principle when they are said.

    Args:
        pattern: What to look for, whole words, in any case.
        lines: The same as patterns of one line each; which of them matches first counts.
        why: One sentence the agent reads.
        when: The moods in which it counts; empty means in every mood.
        where: `sentence` is any sentence, `prose` any but list lines, `opening` the first,
            `closing` the last, `draft` the text as a whole.
        covers: True when the fault is the whole sentence, not only the words.
        unless: Innocent when the same sentence holds this, or None.
        unless_anywhere: Innocent when the draft holds this anywhere, or None.
        hears: Counts only when the customer's message holds this, or None.
        sure: True when nobody says it innocently, so that the ear never silences it.
    """

    pattern: re.Pattern[str]
    lines: tuple[re.Pattern[str], ...]
    why: str
    when: frozenset[MoodLabel] = frozenset()
    where: Where = "sentence"
    covers: bool = False
    unless: Sifted | None = None
    unless_anywhere: Sifted | None = None
    hears: Sifted | None = None
    sure: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Omission:
    """Something a principle asks for that may be missing.

    Args:
        why: One sentence the agent reads.
        unless: What a draft holds when nothing is missing.
        when: The moods in which it is asked for; empty means in every mood.
        hears: What the customer must have said for it to be asked, or None.
        unless_hears: Not asked when the customer said this, or None.
    """

    why: str
    unless: Sifted
    when: frozenset[MoodLabel] = frozenset()
    hears: Sifted | None = None
    unless_hears: Sifted | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class EarWords:
    """What is said of a fault that the ear heard, where no phrase has words of its own for it.

    Args:
        said: Of words that are there.
        missing: Of something left out; "" for a principle that only words can break.
    """

    said: str
    missing: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Swap:
    r"""Words the offline writer puts in place of others.

    Args:
        pattern: What to find in a sentence that was flagged.
        put: What stands there instead; may be empty, may hold `\1` groups.
    """

    pattern: re.Pattern[str]
    put: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Principle:
    """One of the eighteen, whole.

    Args:
        slug: The file's name without its ending.
        number: Its place, from 1.
        title: For people.
        rule: The prohibition.
        kinder_move: What to do instead, one sentence.
        why: The reason behind it.
        source: The post it comes from.
        examples: Flagged ones and near-misses.
        tips: One or two sentences each.
        phrases: What breaks it when said.
        omissions: What breaks it when left out.
        swaps: What the offline writer may put instead.
        heard: What is said when only the ear heard it.
    """

    slug: str
    number: int
    title: str
    rule: str
    kinder_move: str
    why: str
    source: str
    examples: tuple[Example, ...]
    tips: tuple[Tip, ...]
    phrases: tuple[Phrase, ...]
    omissions: tuple[Omission, ...]
    swaps: tuple[Swap, ...]
    heard: EarWords


@dataclass(frozen=True, slots=True, kw_only=True)
class MoodWords:
    """The words that give a mood away.

    Args:
        label: The mood.
        weight: How strongly one of them speaks for it, from 1 to 3.
        pattern: What to look for, whole words, in any case.
    """

    label: MoodLabel
    weight: int
    pattern: Sifted


@dataclass(frozen=True, slots=True, kw_only=True)
class Moods:
    """All mood words, from the customer's side and from the draft's.

    Args:
        customer: Read in the customer's message.
        draft: Read in the draft when there is no message, such as "you write that you fear".
    """

    customer: tuple[MoodWords, ...]
    draft: tuple[MoodWords, ...]


@dataclass(frozen=True, slots=True)
class Principles(Mapping[str, Principle]):
    """All principles by slug, in the order of their numbers, with teachings, stories and moods.

    Args:
        ordered: The principles, lowest number first.
        teachings: The tips no draft can be checked for.
        stories: Short true stories, told as tips.
        moods: The words that give a mood away.
    """

    ordered: tuple[Principle, ...]
    teachings: tuple[Tip, ...]
    stories: tuple[Tip, ...]
    moods: Moods
    _by_slug: Mapping[str, Principle] = field(init=False, repr=False, compare=False)

    def __post_init__(self) -> None:
        by_slug = {principle.slug: principle for principle in self.ordered}
        object.__setattr__(self, "_by_slug", by_slug)

    def __getitem__(self, slug: str) -> Principle:
        return self._by_slug[slug]

    def __iter__(self) -> Iterator[str]:
        return iter(self._by_slug)

    def __len__(self) -> int:
        return len(self.ordered)

    @property
    def all_tips(self) -> tuple[Tip, ...]:
        """Every tip there is: the principles' own first, then teachings, then stories."""
        own = tuple(tip for principle in self.ordered for tip in principle.tips)
        return own + self.teachings + self.stories
