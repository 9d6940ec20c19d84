"""The writer that needs no LLM: it edits only what is at fault, in the agent's own voice.

Pure once built. Every rewrite is proven by the guard before it leaves; an edit that the guard
refuses is taken back, so the worst that can come out is the agent's own draft.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import replace

from bot.coaching import guard, offline_care, wordings
from bot.coaching.domain import Brief, Draft, Heard, Rewrite
from bot.coaching.linter import Linter
from bot.coaching.offline_customer import Told, hear
from bot.coaching.offline_edits import Edit, apply, bare, plan
from bot.coaching.offline_moves import Ground
from bot.coaching.offline_questions import questions
from bot.coaching.offline_text import voice
from bot.coaching.principles import Principles
from bot.coaching.wordings import Wordings, choose, choose_first

_MAX_CHECKS = 24
_MAX_ROUNDS = 4


class OfflineWriter:
    """Writes rewrites by itself.

    Args:
        principles: The eighteen.
        words: The wordings; by default those that travel with the project.
        listen: Hears the writer's own text again; by default a linter of the principles.
    """

    name = "offline"

    def __init__(
        self,
        principles: Principles,
        words: Wordings | None = None,
        *,
        listen: Callable[[Draft], Heard] | None = None,
    ) -> None:
        self._listen = listen or Linter(principles).listen
        self._wordings = words or wordings.load()
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
            The kinder text, or the draft's own when nothing is at fault, with what only the agent
            can answer.
        """
        draft, heard = brief.draft, brief.heard
        written = self._once(draft, heard)
        for _ in range(_MAX_ROUNDS - 1):
            if written.text == draft.text:
                break
            # Some faults only show once others are gone; what is left must hold by itself.
            draft = replace(draft, text=written.text)
            again = self._once(draft, self._listen(draft))
            if not guard.check(brief.draft, again.text, heard).accepted:
                break
            asks = tuple(dict.fromkeys([*written.questions, *again.questions]))[:3]
            written = replace(again, questions=asks)
        return written

    def _once(self, draft: Draft, heard: Heard) -> Rewrite:
        if not heard.findings:
            return Rewrite(text=draft.text, writer=self.name)
        ground = self._ground(draft, heard)
        made = plan(draft.text, heard.findings, ground)
        proof = _Proof(draft, heard, ground)
        text = proof.keep(made.edits)
        if bare(apply(draft.text, made.edits)) and not bare(draft.text):
            left = ground.wordings.named("care", "nothing left to say")
            made.asks.insert(0, choose_first(left.asks, ground.told))
        text = _cared(draft, heard, text, ground)
        return Rewrite(
            text=text,
            writer=self.name,
            questions=questions(heard.findings, made.asks, ground),
        )

    def _ground(self, draft: Draft, heard: Heard) -> Ground:
        glad = heard.mood.label == "happy"
        told = hear(draft.customer or "", draft.text, self._nouns, glad=glad)
        if any(finding.slug == "happy-over-right" for finding in heard.findings):
            # Where the draft disputes what happened, the customer's telling is not ours to say.
            told = Told(told.noun, "", told.feeling, told.question, told.name)
        return Ground(self._wordings, voice(draft.text), told.slots(), heard.mood.hurting)


def _cared(draft: Draft, heard: Heard, text: str, ground: Ground) -> str:
    missing = {
        finding.slug
        for finding in heard.findings
        if finding.missing and finding.slug in offline_care.OMISSIONS
    }
    if any(finding.slug == "sincere-apology" for finding in heard.findings):
        missing.add("sincere-apology")
    said = offline_care.sentence(missing, heard.mood, text, ground) if missing else ""
    if said:
        cared = offline_care.insert(text, said, ground)
        if guard.check(draft, cared, heard).accepted:
            return cared
    return text


class _Proof:
    """Keeps of a list of edits what the guard accepts."""

    def __init__(self, draft: Draft, heard: Heard, ground: Ground) -> None:
        self._draft = draft
        self._heard = heard
        self._ground = ground
        self._checks = 0

    def keep(self, edits: Sequence[Edit]) -> str:
        return self._written(self._kept([], list(edits)))

    def _kept(self, kept: list[Edit], more: list[Edit]) -> list[Edit]:
        if not more or self._checks >= _MAX_CHECKS:
            return kept
        self._checks += 1
        text = self._written([*kept, *more])
        if guard.check(self._draft, text, self._heard).accepted:
            return [*kept, *more]
        if len(more) == 1:
            edit = more[0]
            gentler = Edit(edit.start, edit.end, edit.gentler)
            return self._kept(kept, [gentler]) if edit.gentler else kept
        half = len(more) // 2
        return self._kept(self._kept(kept, more[:half]), more[half:])

    def _written(self, edits: Sequence[Edit]) -> str:
        text = apply(self._draft.text, edits)
        if edits and self._draft.customer and bare(text) and not bare(self._draft.text):
            puts = self._ground.wordings.named("care", "nothing left to say").puts
            said = choose(puts, self._ground.told, self._ground.voice.seed)
            if said:
                return offline_care.insert(text, self._ground.voice.fit(said), self._ground)
        return text
