"""The writer that needs no LLM: it edits only what is at fault, in the agent's own voice.

Pure once built. Every rewrite is proven by the guard before it leaves; an edit that the guard
refuses is taken back, so the worst that can come out is the agent's own draft.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from bot.coaching import guard, offline_care, sentences, wordings
from bot.coaching.domain import Brief, Draft, Finding, Heard, Rewrite
from bot.coaching.offline_customer import Told, hear
from bot.coaching.offline_moves import Ground, choose_first, move
from bot.coaching.offline_text import voice
from bot.coaching.principles import Principles
from bot.coaching.wordings import Wordings

_MAX_CHECKS = 24
_MAX_QUESTIONS = 3
_ASKED = re.compile(r"\b(?:could|would|can) you\b", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class _Edit:
    start: int
    end: int
    put: str


class OfflineWriter:
    """Writes rewrites by itself.

    Args:
        principles: The eighteen.
        words: The wordings; by default those that travel with the project.
    """

    name = "offline"

    def __init__(self, principles: Principles, words: Wordings | None = None) -> None:
        self._principles = principles
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
        if not heard.findings:
            return Rewrite(text=draft.text, writer=self.name)
        ground = self._ground(draft, heard)
        edits, asks = _edits(draft.text, heard.findings, ground)
        text = _Proof(draft, heard).keep(edits)
        text, more = self._care(draft, heard, text, ground)
        return Rewrite(text=text, writer=self.name, questions=_first([*asks, *more]))

    def _ground(self, draft: Draft, heard: Heard) -> Ground:
        told = hear(draft.customer or "", draft.text, self._nouns)
        if any(finding.slug == "happy-over-right" for finding in heard.findings):
            # Where the draft disputes what happened, the customer's telling of it is not ours to say.
            told = Told(told.noun, "", told.feeling, told.question, told.name)
        return Ground(self._wordings, voice(draft.text), told.slots(), heard.mood.hurting)

    def _care(self, draft: Draft, heard: Heard, text: str, ground: Ground) -> tuple[str, list[str]]:
        missing = {
            finding.slug
            for finding in heard.findings
            if finding.missing and finding.slug in offline_care.OMISSIONS
        }
        asks = _left_asks(heard.findings, ground)
        said = offline_care.sentence(missing, heard.mood, text, ground) if missing else ""
        if said:
            cared = offline_care.insert(text, said, ground)
            if guard.check(draft, cared, heard).accepted:
                text = cared
        return text, asks


class _Proof:
    """Keeps of a list of edits what the guard accepts."""

    def __init__(self, draft: Draft, heard: Heard) -> None:
        self._draft = draft
        self._heard = heard
        self._checks = 0

    def keep(self, edits: Sequence[_Edit]) -> str:
        kept = self._kept([], list(edits))
        return _applied(self._draft.text, kept)

    def _kept(self, kept: list[_Edit], more: list[_Edit]) -> list[_Edit]:
        if not more or self._checks >= _MAX_CHECKS:
            return kept
        self._checks += 1
        text = _applied(self._draft.text, [*kept, *more])
        if text.strip() and guard.check(self._draft, text, self._heard).accepted:
            return [*kept, *more]
        if len(more) == 1:
            return kept
        half = len(more) // 2
        return self._kept(self._kept(kept, more[:half]), more[half:])


def _edits(text: str, findings: Sequence[Finding], ground: Ground) -> tuple[list[_Edit], list[str]]:
    edits: list[_Edit] = []
    asks: list[str] = []
    requests = 0
    said = [finding for finding in findings if not finding.missing]
    for sentence in sentences.split(text):
        found = {
            finding.slug: text[max(finding.start, sentence.start) : min(finding.end, sentence.end)]
            for finding in said
            if finding.start < sentence.end and finding.end > sentence.start
            if not (sentence.listed and finding.slug == "ask-permission")
        }
        if not found:
            continue
        moved = move(sentence.text, found, ground, requests)
        asks.extend(moved.asks)
        if moved.text != sentence.text:
            requests += bool(_ASKED.search(moved.text))
            edits.append(_edit(text, sentence.start, sentence.end, moved.text))
    return edits, asks


def _edit(text: str, start: int, end: int, put: str) -> _Edit:
    if put:
        return _Edit(start, end, put)
    while end < len(text) and text[end] in " \t":
        end += 1
    if end == len(text) or text[end] == "\n":
        while start and text[start - 1] in " \t":
            start -= 1
    return _Edit(start, end, "")


def _applied(text: str, edits: Sequence[_Edit]) -> str:
    for edit in sorted(edits, key=lambda edit: edit.start, reverse=True):
        text = text[: edit.start] + edit.put + text[edit.end :]
    return text


def _left_asks(findings: Sequence[Finding], ground: Ground) -> list[str]:
    asks: list[str] = []
    for finding in findings:
        title = {"core-problem": "the answer"}.get(finding.slug, "otherwise")
        if finding.slug == "core-problem" or (finding.missing and finding.slug != "reassure"):
            asks.append(choose_first(ground.wordings.named(finding.slug, title).asks, ground.told))
    return asks


def _first(asks: Sequence[str]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(ask for ask in asks if ask))[:_MAX_QUESTIONS]
