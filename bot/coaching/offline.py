"""The writer that needs no LLM: it edits only what is at fault, in the agent's own voice.

Pure once built. It goes one step at a time and hears itself after each: a step counts only when
the text scores higher than before and the guard accepts it beside the agent's own draft. So the
worst that can come out is that draft, with questions.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace

from bot.coaching import (
    answers,
    guard,
    offline_answers,
    offline_care,
    offline_opening,
    offline_quiet,
    offline_voice,
)
from bot.coaching.domain import Brief, Draft, Heard, Rewrite
from bot.coaching.linter import Linter
from bot.coaching.memory import remembering
from bot.coaching.offline_apply import apply
from bot.coaching.offline_closing import TAILED
from bot.coaching.offline_edits import bare, plan
from bot.coaching.offline_finish import Finish
from bot.coaching.offline_ground import Grounds
from bot.coaching.offline_insert import insert
from bot.coaching.offline_proof import LONG_CHARS, Proof
from bot.coaching.offline_questions import at_least, questions
from bot.coaching.offline_stand import Stand
from bot.coaching.offline_wording import Ground
from bot.coaching.principles import Principles
from bot.coaching.voice import AS_THEY_SPEAK, HouseVoice
from bot.coaching.wordings import Wordings, choose_first

_MAX_STEPS = 8
_FEW_STEPS = 2
_MAX_IDLE = 2
_MAX_CARE = 5


@dataclass(frozen=True, slots=True)
class _Way:
    """How much one step may do: say things otherwise, add a closing sentence, or only cut."""

    closing: bool
    wording: bool = True


_WAYS = (_Way(closing=True), _Way(closing=False), _Way(closing=False, wording=False))


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
        self._grounds = Grounds(words, house)

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
            finish = Finish(self._rewrite, self._grounds.of, self._listen)
            return finish.write(Stand(brief.draft, brief.heard))

    def _answered(self, brief: Brief) -> Rewrite:
        """Write without the answers, put them in, and mend what is at fault in them."""
        alone = replace(brief.draft, answers=())
        if len(brief.heard.in_answers) < len(brief.draft.answers):
            brief = replace(brief, heard=answers.hear(brief.draft, self._listen))
        begun = Stand(alone, replace(brief.heard, in_answers=()))
        first = self._rewrite(begun)
        best: tuple[tuple[bool, int, int], Rewrite] = ((False, 0, 0), first)
        # Where the rewrite suffers from an answer, the answer is said otherwise, and then the
        # draft is rewritten with the answer in it instead.
        for base, other in ((first.text, False), (first.text, True), (alone.text, False)):
            to = replace(first, text=base)
            words = self._grounds.wordings
            told = offline_answers.tell(brief, to, words, self._listen, otherwise=other)
            listen = told.sparing(self._listen)
            whole = told.woven.draft
            text = self._rewrite(Stand(whole, listen(whole)), listen).text
            draft = replace(whole, text=text if told.kept(text) else whole.text)
            after = Stand(draft, self._listen(draft))
            again = self._rewrite(after).text
            if again != draft.text and told.kept(again):
                draft = replace(whole, text=again)
                after = Stand(draft, self._listen(draft))
            grown = after.points(begun) - begun.points(after)
            fits = grown >= 0 and not told.hurts(draft.text)
            rank = fits, -len(told.doubts(after.heard)), grown
            if rank > best[0]:
                left = told.left(first.questions, draft.text, after.heard)
                best = rank, replace(first, text=draft.text, questions=left)
            if fits and not rank[1]:
                break
        return best[1]

    def _rewrite(self, first: Stand, listen: Callable[[Draft], Heard] | None = None) -> Rewrite:
        best = stand = first
        idle = 0
        for _ in range(_MAX_STEPS if len(first.draft.text) < LONG_CHARS else _FEW_STEPS):
            after = self._step(first, stand, listen or self._listen)
            moved = after.draft.text != stand.draft.text
            stand = after
            if not moved:
                break
            better = after.beats(best) or (best is first and after.leaner(first))
            best, idle = (after, 0) if better else (best, idle + 1)
            if idle == _MAX_IDLE:
                break
        if not (best.beats(first) or best.leaner(first)):
            best = first
        asks = stand.asks[:3]
        if best.draft.text == first.draft.text and not asks:
            asks = at_least(first.heard.findings, self._grounds.of(first.draft, first.heard))
        more = tuple(dict.fromkeys([*best.more, *first.told(best)]))
        if best.points(first) >= first.points(best):
            allowed = guard.accepts(first.draft, best.draft.text, first.heard)
            more = () if allowed else more
        return Rewrite(text=best.draft.text, writer=self.name, questions=asks, findings=more)

    def _step(self, first: Stand, stand: Stand, listen: Callable[[Draft], Heard]) -> Stand:
        """Write once and listen; a closing sentence that does not help is left out again."""
        if not stand.heard.findings:
            return stand
        told = first.told(stand)
        knowing = first.knowing((*stand.more, *told))
        ground = self._grounds.of(stand.draft, stand.heard)
        best = stand
        for how in _WAYS:
            if not how.wording and (best.beats(stand) or best.leaner(stand)):
                break  # kinder words are not given up for what a cut alone would score
            written = self._once(knowing, stand, how, ground)
            asks = tuple(dict.fromkeys([*best.asks, *written.questions]))
            best = replace(best, asks=asks)
            if written.text in (stand.draft.text, best.draft.text):
                continue
            draft = replace(stand.draft, text=written.text)
            left = (one for one in told if one.quote not in written.text)
            more = tuple(dict.fromkeys([*stand.more, *left]))
            after = Stand(draft, listen(draft), asks, more)
            if best.draft == stand.draft or after.points(best) > best.points(after):
                best = after
            tailless = how.closing and TAILED & after.slugs
            if not tailless and (after.beats(stand) or after.leaner(stand)):
                break
        return best

    def _once(self, first: Stand, stand: Stand, how: _Way, ground: Ground) -> Rewrite:
        draft, heard = stand.draft, stand.heard
        made = plan(
            draft.text, heard.findings, ground, closing=how.closing, needless=heard.needless
        )
        made.edits = offline_voice.edits(made.edits, self._house)
        if not how.wording:
            made.edits = [edit for edit in made.edits if not edit.put]
        proof = Proof((first.draft, first.heard), (stand.draft, stand.heard), ground)
        text = proof.keep(made.edits)
        if bare(apply(draft.text, made.edits)) and not bare(draft.text):
            left = ground.wordings.named("care", "nothing left to say")
            made.asks.insert(0, choose_first(left.asks, ground.told))
        text = _cared(heard, text, proof, ground, owed=how.closing)
        if ground.calm and text != draft.text:
            quiet = offline_quiet.quieted(text)
            text = quiet if quiet != text and proof.accepts(quiet) else text
        return Rewrite(
            text=self._opened(text, stand.draft, proof, ground) if how.closing else text,
            writer=self.name,
            questions=questions(heard.findings, made.asks, ground),
        )

    def _opened(self, text: str, draft: Draft, proof: Proof, ground: Ground) -> str:
        opened = offline_opening.opened(text, draft.text, draft.customer or "", ground)
        return opened if opened != text and proof.accepts(opened) else text


def _cared(heard: Heard, text: str, proof: Proof, ground: Ground, *, owed: bool) -> str:
    missing = offline_care.missing(heard, text, ground, owed=owed)
    if missing:
        for said in offline_care.choices(missing, heard.mood, text, ground)[:_MAX_CARE]:
            cared = insert(text, said, ground)
            if not _twice(said, text, ground) and proof.accepts(cared):
                return cared
    return text


def _twice(said: str, text: str, ground: Ground) -> bool:
    """Tell whether a sentence names their feeling though the text does so in our words already."""
    feeling = ground.voice.fit(ground.told.get("feeling", ""), first=False).lower()
    if not feeling or feeling not in said.lower():
        return False
    named = text.lower().replace("you are", "you're")
    ways = ("no wonder you're", "anyone would be", "of course you're")
    return any(f"{way} {feeling}" in named for way in ways)
