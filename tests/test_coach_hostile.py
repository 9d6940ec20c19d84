"""A hostile LLM over a real socket: one change per answer, none of which reaches the agent."""

from __future__ import annotations

import json
from itertools import count
from pathlib import Path

import pytest

from bot.coach import Coach
from bot.coaching import facts, principles
from bot.coaching.domain import Draft
from bot.coaching.linter import Linter
from bot.coaching.offline import OfflineWriter
from bot.writers.openai import OpenAIWriter
from tests.mutations import KINDS, mutate
from tests.peers.llm_server import Asked, LlmServer, says_what
from tests.writers.letters import answer, draft_block

CASES = Path(__file__).parent / "cases"
DRAFTS = 50


def drafts(kind: str) -> list[Draft]:
    """Pick drafts that offer a place for a change, the same ones every time."""
    found: list[Draft] = []
    for name in ("dev.jsonl", "guard_drafts.jsonl"):
        for line in (CASES / name).read_text(encoding="utf-8").splitlines():
            case = json.loads(line)
            draft = Draft(text=case["draft"], customer=case.get("context", case.get("customer")))
            if mutate(kind, facts.lock(draft.text).text) is not None:
                found.append(draft)
    return (found * DRAFTS)[:DRAFTS]


@pytest.mark.parametrize("kind", KINDS)
async def test_no_single_change_of_a_hostile_llm_reaches_the_agent(kind: str) -> None:
    """Fifty drafts a kind; the offline rewrite or the agent's own draft goes out instead."""
    turns = count()
    taught = principles.load()
    reached: list[str] = []
    changed = 0

    def change(asked: Asked) -> str:
        nonlocal changed
        locked = draft_block(asked.user)
        mutant = mutate(kind, locked, next(turns) // 2)
        changed += mutant is not None
        finding = {"principle": "feel-with-them", "quote": ""}  # so that it counts as heard
        return answer(mutant or locked, findings=[finding])

    async with LlmServer() as server:
        server.script = [says_what(change)]
        writer = OpenAIWriter(
            taught, api_key="k", base_url=server.base_url, model="m", budget_s=20, concurrency=1
        )
        coach = Coach(Linter(taught), offline=OfflineWriter(taught), writer=writer)
        for draft in drafts(kind):
            coaching = await coach.coach(draft)
            if coaching.rewrite.writer != "offline" and coaching.changed:
                reached.append(coaching.rewrite.text)
        await writer.close()

    assert reached == []
    assert changed >= DRAFTS


def test_hostile_changes_are_of_twelve_kinds_and_more() -> None:
    """Six hundred at the least, and the draft that offers no place for one is not counted."""
    assert len(KINDS) * DRAFTS >= 600
    assert all(drafts(kind) for kind in KINDS)
