"""How far the offline writer has come with a draft, and which of two stands is the kinder. Pure."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

from bot.coaching import sentences
from bot.coaching.domain import Draft, Finding, Heard
from bot.coaching.needless import likely
from bot.coaching.offline_care import OMISSIONS
from bot.coaching.offline_closing import TAILED
from bot.coaching.offline_needless import BESIDE
from bot.coaching.score import score

_LONGER_WORDS = 4
_CLOSING_WORDS = 11
_CARING_WORDS = 14
_MARKS = ".!? "


@dataclass(frozen=True, slots=True)
class Stand:
    """How far the writer has come.

    Args:
        draft: The text as it stands.
        heard: What is heard in it.
        asks: What was asked of the agent on the way.
        more: What was found on the way in words that are gone by now.
    """

    draft: Draft
    heard: Heard
    asks: tuple[str, ...] = ()
    more: tuple[Finding, ...] = ()

    def beats(self, other: Stand) -> bool:
        """Tell whether this one scores higher, or as high with words at fault gone.

        What is heard now about words that stood in the other one too counts there as well.
        """
        other = other.knowing(other.told(self))
        mine, theirs = self.points(other), other.points(self)
        return mine > theirs or (mine == theirs and self._gentler(other))

    def leaner(self, draft: Stand) -> bool:
        """Tell whether this one says no more than a draft without what a good coach leaves out."""
        other = draft.knowing(draft.told(self))
        text, before = self.draft.text, other.draft.text
        return (
            len(text.split()) < len(before.split())
            and self.points(other) >= other.points(self)
            and self.slugs <= other.slugs
            and any(
                likely(other.heard.needless, one.start, one.end) >= BESIDE and one.text not in text
                for one in sentences.split(before)
            )
        )

    def points(self, other: Stand) -> int:
        """Give the score on the scale of both."""
        return score(self.draft, self.heard, beside=other.heard).value

    def _gentler(self, other: Stand) -> bool:
        text = self.draft.text
        before = other.draft.text
        gone = [
            one
            for one in other.heard.findings
            if one.quote and (one.quote not in text or _around(before, one) not in text)
        ]
        longer = len(text.split()) - len(before.split())
        slugs = {finding.slug for finding in other.heard.findings}
        closed = bool(TAILED & slugs) and longer > 0
        missed = {one.slug for one in other.heard.findings if one.missing}
        cared = bool(OMISSIONS & missed) and longer > 0
        more = _CLOSING_WORDS * closed + _CARING_WORDS * cared
        return (
            (bool(gone) or closed or cared)
            and longer <= _LONGER_WORDS * len(gone) + more
            and len(self.heard.findings) <= len(other.heard.findings)
            and all(finding.slug in slugs for finding in self.heard.findings)
        )

    def told(self, stand: Stand) -> tuple[Finding, ...]:
        """Give what is heard in a later text about words that stand in this one too."""
        more: list[Finding] = []
        for finding in stand.heard.findings:
            words = finding.quote.rstrip(_MARKS)
            start = _place(words, self.draft.text) if words else -1
            known = (one for one in self.heard.findings if one.slug == finding.slug)
            if start >= 0 and not any(one.start <= start < one.end for one in known):
                end = start + len(words)
                quote = self.draft.text[start:end]
                more.append(replace(finding, start=start, end=end, quote=quote))
        return tuple(more)

    def needless(self, words: str) -> float:
        """Tell how likely words of a later text would be left out here; 0 where they are not."""
        words = words.strip().rstrip(_MARKS)
        start = _place(words, self.draft.text) if words else -1
        return likely(self.heard.needless, start, start + len(words)) if start >= 0 else 0.0

    def knowing(self, more: Sequence[Finding]) -> Stand:
        """Know more findings."""
        found = sorted({*self.heard.findings, *more}, key=lambda one: (one.start, one.end))
        return replace(self, heard=replace(self.heard, findings=tuple(found)))

    @property
    def slugs(self) -> frozenset[str]:
        """Give the slugs of what was found."""
        return frozenset(finding.slug for finding in self.heard.findings)


def _place(words: str, text: str) -> int:
    """Find words in a text where a sentence put before them may have made their first letter big.

    Returns:
        Where they begin, in characters from 0; -1 for nowhere.
    """
    start = text.find(words)
    return start if start >= 0 else text.find(words[:1].lower() + words[1:])


def _around(text: str, finding: Finding) -> str:
    """Give the sentence a finding begins in."""
    for sentence in sentences.split(text):
        if sentence.start <= finding.start < sentence.end:
            return sentence.text
    return finding.quote
