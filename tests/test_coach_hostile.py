"""A hostile LLM over a real socket: one change per answer, none of which reaches the agent."""

from __future__ import annotations

import json
import random
from dataclasses import replace
from pathlib import Path

import pytest

from bot.coach import Coach
from bot.coaching import facts, principles
from bot.coaching.domain import Draft
from bot.coaching.linter import Linter
from bot.coaching.offline import OfflineWriter
from bot.writers.openai import OpenAIWriter
from tests.peers.llm_mutations import MUTATIONS, Mutation
from tests.peers.llm_server import Asked, LlmServer, says_what
from tests.writers.letters import answer, draft_block

CASES = Path(__file__).parent / "cases" / "dev.jsonl"
DRAFTS = 50


def drafts(mutation: Mutation) -> list[Draft]:
    """Pick drafts to which a mutation can be applied, the same ones every time."""
    found: list[Draft] = []
    for line in CASES.read_text(encoding="utf-8").splitlines():
        case = json.loads(line)
        draft = Draft(text=case["draft"], customer=case["context"])
        locked = facts.lock(draft.text).text
        if mutation(locked, random.Random(1)) not in (None, locked):  # noqa: S311 - no secrets
            found.append(draft)
    return (found * DRAFTS)[:DRAFTS]


@pytest.mark.parametrize("kind", MUTATIONS)
async def test_no_single_change_of_a_hostile_llm_reaches_the_agent(kind: str) -> None:
    """Fifty drafts a kind; the offline rewrite or the agent's own draft goes out instead."""
    mutation = MUTATIONS[kind]
    chance = random.Random(kind)  # noqa: S311 - the same changes every time, no secrets
    taught = principles.load()
    linter = Linter(taught)
    reached: list[str] = []

    def mutate(asked: Asked) -> str:
        locked = draft_block(asked.user)
        finding = {"principle": "feel-with-them", "quote": ""}  # so that it counts as heard
        return answer(mutation(locked, chance) or locked, findings=[finding])

    async with LlmServer() as server:
        server.script = [says_what(mutate)]
        writer = OpenAIWriter(
            taught, api_key="k", base_url=server.base_url, model="m", budget_s=20, concurrency=1
        )
        coach = Coach(linter, offline=OfflineWriter(taught), writer=writer)
        for draft in drafts(mutation):
            coaching = await coach.coach(replace(draft))
            if coaching.rewrite.writer != "offline" and coaching.changed:
                reached.append(coaching.rewrite.text)
        await writer.close()

    assert reached == []
    assert len(server.requests) >= DRAFTS
