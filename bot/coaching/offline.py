"""The writer that needs no LLM: it edits only what is at fault, in the agent's own voice.

Pure once built. It goes one step at a time and hears itself after each: a step counts only when
the text scores higher than before and the guard accepts it beside the agent's own draft. So the
worst that can come out is that draft, with questions.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace

from bot.coaching import answers, offline_answers, offline_care, offline_voice, sentences, wordings
from bot.coaching.domain import Brief, Draft, Finding, Heard, Rewrite
from bot.coaching.linter import Linter
from bot.coaching.memory import remembering
from bot.coaching.offline_customer import Told, hear
from bot.coaching.offline_edits import apply, bare, plan
from bot.coaching.offline_proof import LONG_CHARS, Proof
from bot.coaching.offline_questions import questions
from bot.coaching.offline_text import voice
from bot.coaching.offline_wording import Ground
from bot.coaching.principles import Principles
from bot.coaching.score import score
from bot.coaching.voice import AS_THEY_SPEAK, HouseVoice
from bot.coaching.wordings import Wordings, choose_first

_MAX_STEPS = 8
_FEW_STEPS = 2
_MAX_IDLE = 2
_MAX_CARE = 3
_LONGER_WORDS = 4
_CLOSING_WORDS = 11
_MARKS = ".!? "
_CLOSED = frozenset({"own-it", "leave-door-open"})


@dataclass(frozen=True, slots=True)
class _Way:
    """How much one step may do: say things otherwise, add a closing sentence, or only cut."""

    closing: bool
    wording: bool = True


_WAYS = (_Way(closing=True), _Way(closing=False), _Way(closing=False, wording=False))


@dataclass(frozen=True, slots=True)
class _Stand:
    """How far the writer has come."""

    draft: Draft
    heard: Heard
    asks: tuple[str, ...] = ()
    more: tuple[Finding, ...] = ()

    def beats(self, other: _Stand) -> bool:
        """Tell whether this one scores higher, or as high with words at fault gone.

        What is heard now about words that stood in the other one too counts there as well.
        """
        other = other.knowing(other.told(self))
        mine, theirs = self.points(other), other.points(self)
        return mine > theirs or (mine == theirs and self._gentler(other))

    def points(self, other: _Stand) -> int:
        """Give the score on the scale of both."""
        return score(self.draft, self.heard, beside=other.heard).value

    def _gentler(self, other: _Stand) -> bool:
        text = self.draft.text
        before = other.draft.text
        gone = [
            one
            for one in other.heard.findings
            if one.quote and (one.quote not in text or _around(before, one) not in text)
        ]
        longer = len(text.split()) - len(other.draft.text.split())
        slugs = {finding.slug for finding in other.heard.findings}
        closed = bool(_CLOSED & slugs) and longer > 0
        return (
            (bool(gone) or closed)
            and longer <= _LONGER_WORDS * len(gone) + _CLOSING_WORDS * closed
            and len(self.heard.findings) <= len(other.heard.findings)
            and all(finding.slug in slugs for finding in self.heard.findings)
        )

    def told(self, stand: _Stand) -> tuple[Finding, ...]:
        """Give what is heard in a later text about words that stand in this one too."""
        more: list[Finding] = []
        for finding in stand.heard.findings:
            words = finding.quote.rstrip(_MARKS)
            start = self.draft.text.find(words) if words else -1
            known = (one for one in self.heard.findings if one.slug == finding.slug)
            if start >= 0 and not any(one.start <= start < one.end for one in known):
                more.append(replace(finding, start=start, end=start + len(words), quote=words))
        return tuple(more)

    def knowing(self, more: Sequence[Finding]) -> _Stand:
        """Know more findings."""
        found = sorted({*self.heard.findings, *more}, key=lambda one: (one.start, one.end))
        return replace(self, heard=replace(self.heard, findings=tuple(found)))

    @property
    def slugs(self) -> frozenset[str]:
        """Give the slugs of what was found."""
        return frozenset(finding.slug for finding in self.heard.findings)


def _around(text: str, finding: Finding) -> str:
    """Give the sentence a finding begins in."""
    for sentence in sentences.split(text):
        if sentence.start <= finding.start < sentence.end:
            return sentence.text
    return finding.quote


class OfflineWriter:
    """Writes rewrites by itself.

    Args:
        principles: The eighteen.
        words: The wordings; by default those that travel with the project.
        listen: Hears the writer's own text again; by default a linter of the principles.
        house: The voice of the house; by default every agent's own.
    """

    name = "offline"

    def __init__(
        self,
        principles: Principles,
        words: Wordings | None = None,
        *,
        listen: Callable[[Draft], Heard] | None = None,
        house: HouseVoice = AS_THEY_SPEAK,
    ) -> None:
        self._listen = listen or Linter(principles).listen
        self._house = house
        self._wordings = offline_voice.worded(words or wordings.load(), house)
        self._nouns = frozenset(
            noun
            for wording in self._wordings.of("nouns")
            for put in wording.puts
            for noun in put.split()
        )

    async def write(self, brief: Brief) -> Rewrite:
        """Write one rewrite; never waits, never raises."""
        return self.rewrite(brief)

    def rewrite(self, brief: Brief) -> Rewrite:
        """Write one rewrite.

        Args:
            brief: The draft and what was heard in it.

        Returns:
            The kinder text, or the draft's own when nothing is at fault or nothing helps, with
            what only the agent can answer.
        """
        with remembering():
            if brief.draft.answers:
                return self._answered(brief)
            return self._rewrite(_Stand(brief.draft, brief.heard))

    def _answered(self, brief: Brief) -> Rewrite:
        """Write without the answers, put them in, and mend what is at fault in them."""
        alone = replace(brief.draft, answers=())
        if len(brief.heard.in_answers) < len(brief.draft.answers):
            brief = replace(brief, heard=answers.hear(brief.draft, self._listen))
        begun = _Stand(alone, replace(brief.heard, in_answers=()))
        first = self._rewrite(begun)
        best: tuple[tuple[bool, int, int], Rewrite] = ((False, 0, 0), first)
        # Where the rewrite suffers from an answer, the answer is said otherwise, and then the
        # draft is rewritten with the answer in it instead.
        for base, other in ((first.text, False), (first.text, True), (alone.text, False)):
            to = replace(first, text=base)
            told = offline_answers.tell(brief, to, self._wordings, self._listen, otherwise=other)
            listen = told.sparing(self._listen)
            whole = told.woven.draft
            text = self._rewrite(_Stand(whole, listen(whole)), listen).text
            draft = replace(whole, text=text if told.kept(text) else whole.text)
            after = _Stand(draft, self._listen(draft))
            again = self._rewrite(after).text
            if again != draft.text and told.kept(again):
                draft = replace(whole, text=again)
                after = _Stand(draft, self._listen(draft))
            grown = after.points(begun) - begun.points(after)
            fits = grown >= 0 and not told.hurts(draft.text)
            rank = fits, -len(told.doubts(after.heard)), grown
            if rank > best[0]:
                left = told.left(first.questions, draft.text, after.heard)
                best = rank, replace(first, text=draft.text, questions=left)
            if fits and not rank[1]:
                break
        return best[1]

    def _rewrite(self, first: _Stand, listen: Callable[[Draft], Heard] | None = None) -> Rewrite:
        best = stand = first
        idle = 0
        for _ in range(_MAX_STEPS if len(first.draft.text) < LONG_CHARS else _FEW_STEPS):
            after = self._step(first, stand, listen or self._listen)
            moved = after.draft.text != stand.draft.text
            stand = after
            if not moved:
                break
            better = after.beats(best)
            best, idle = (after, 0) if better else (best, idle + 1)
            if idle == _MAX_IDLE:
                break
        if not best.beats(first):
            best = first
        open_still = first.told(best)
        return Rewrite(
            text=best.draft.text,
            writer=self.name,
            questions=stand.asks[:3],
            findings=tuple(dict.fromkeys([*best.more, *open_still])),
        )

    def _step(self, first: _Stand, stand: _Stand, listen: Callable[[Draft], Heard]) -> _Stand:
        """Write once and listen; a closing sentence that does not help is left out again."""
        if not stand.heard.findings:
            return stand
        told = first.told(stand)
        knowing = first.knowing((*stand.more, *told))
        best = stand
        for how in _WAYS:
            written = self._once(knowing, stand, how)
            asks = tuple(dict.fromkeys([*best.asks, *written.questions]))
            best = replace(best, asks=asks)
            if written.text in (stand.draft.text, best.draft.text):
                continue
            draft = replace(stand.draft, text=written.text)
            left = (one for one in told if one.quote not in written.text)
            more = tuple(dict.fromkeys([*stand.more, *left]))
            after = _Stand(draft, listen(draft), asks, more)
            if best is stand or best.draft == stand.draft or after.beats(best):
                best = after
            if after.beats(stand) and not (how.closing and _CLOSED & after.slugs):
                break
        return best

    def _once(self, first: _Stand, stand: _Stand, how: _Way) -> Rewrite:
        draft, heard = stand.draft, stand.heard
        ground = self._ground(draft, heard)
        made = plan(draft.text, heard.findings, ground, closing=how.closing)
        made.edits = offline_voice.edits(made.edits, self._house)
        if not how.wording:
            made.edits = [edit for edit in made.edits if not edit.put]
        proof = Proof((first.draft, first.heard), (stand.draft, stand.heard), ground)
        text = proof.keep(made.edits)
        if bare(apply(draft.text, made.edits)) and not bare(draft.text):
            left = ground.wordings.named("care", "nothing left to say")
            made.asks.insert(0, choose_first(left.asks, ground.told))
        return Rewrite(
            text=_cared(heard, text, proof, ground),
            writer=self.name,
            questions=questions(heard.findings, made.asks, ground),
        )

    def _ground(self, draft: Draft, heard: Heard) -> Ground:
        glad = heard.mood.label == "happy"
        told = hear(draft.customer or "", draft.text, self._nouns, glad=glad)
        if any(finding.slug == "happy-over-right" for finding in heard.findings):
            # Where the draft disputes what happened, the customer's telling is not ours to say.
            told = Told(told.noun, "", told.feeling, told.question, told.name)
        speaks = voice(draft.text)
        if self._house.contractions is not None:
            speaks = replace(speaks, formal=not self._house.contractions)
        slots = offline_voice.slots(told.slots(), self._house)
        return Ground(self._wordings, speaks, slots, heard.mood.hurting, self._house)


def _cared(heard: Heard, text: str, proof: Proof, ground: Ground) -> str:
    missing = {
        finding.slug
        for finding in heard.findings
        if finding.missing and finding.slug in offline_care.OMISSIONS
    }
    if any(finding.slug == "sincere-apology" for finding in heard.findings):
        missing.add("sincere-apology")
    if missing:
        for said in offline_care.choices(missing, heard.mood, text, ground)[:_MAX_CARE]:
            cared = offline_care.insert(text, said, ground)
            if proof.accepts(cared):
                return cared
    return text
