"""An LLM that is dead, slow, flapping or throttled: every agent is answered, nobody storms it."""

from __future__ import annotations

import time
from collections.abc import AsyncIterator
from dataclasses import dataclass
from pathlib import Path

import aiohttp
import pytest
from prometheus_client.parser import text_string_to_metric_families

from bot.writers.breaker import FAILURES
from tests.peers.desk_account import account
from tests.peers.fleet import Fleet, prepared
from tests.peers.llm_echo import Echo
from tests.peers.ports import reserved_port

BUDGET_S = 3.0
AT_ONCE = 4
AWAY_S = 4.0
SLACK_S = 15.0
"""What a busy machine may add to the budget: coaching offline, the desk, the posts."""

pytestmark = pytest.mark.timeout(300)  # processes of their own, on busy machines too


@dataclass(slots=True)
class Served:
    """One coach and its people.

    Args:
        fleet: It alone.
        address: Where it tells its metrics.
    """

    fleet: Fleet
    address: str

    @property
    def llm(self) -> Echo:
        """Whom it asks."""
        return self.fleet.llm

    async def start(self, llm_url: str = "") -> None:
        """Start the coach; it asks our LLM, or another."""
        await self.fleet.start(OPENAI_BASE_URL=llm_url or self.llm.base_url)

    async def ask(self, count: int) -> float:
        """Write some drafts at once; give the seconds until the last of them was answered."""
        began = time.monotonic()
        slack = self.fleet.slack
        names = [await slack.mention(self.fleet.draft()) for _ in range(count)]
        await slack.until(lambda: all(map(slack.answered, names)))
        return time.monotonic() - began

    async def measured(self, name: str, **labels: str) -> float:
        """Read one of the coach's metrics."""
        async with (
            aiohttp.ClientSession() as http,
            http.get(f"http://{self.address}/metrics") as page,
        ):
            families = text_string_to_metric_families(await page.text())
        found = [one for family in families for one in family.samples]
        return sum(one.value for one in found if one.name == name and one.labels == labels)


@pytest.fixture
async def served(tmp_path: Path) -> AsyncIterator[Served]:
    """Prepare everything but the coach."""
    with reserved_port() as port:
        address = f"127.0.0.1:{port}"
        async with prepared(
            tmp_path,
            f"sqlite:///{tmp_path / 'store.db'}",
            LLM_BUDGET_S=str(BUDGET_S),
            LLM_CONCURRENCY=str(AT_ONCE),
            HEALTH_ADDRESS=address,
            COACH_PACE=f'{{"AWAY_S": {AWAY_S}}}',
        ) as fleet:
            yield Served(fleet, address)


async def test_everybody_is_answered_while_nothing_listens_at_the_llm(served: Served) -> None:
    """The offline writer does it, and says so in the metrics."""
    with reserved_port() as nobody:
        await served.start(f"http://127.0.0.1:{nobody}/v1")
        took_s = await served.ask(20)

    assert took_s < rounds(20) * BUDGET_S + SLACK_S
    assert await served.measured("coach_drafts_coached_total", writer="offline") == 20
    assert await served.measured("coach_llm_breaker") == 2
    assert account(served.fleet.slack).is_right


async def test_everybody_is_answered_within_the_budget_while_the_llm_is_slow(
    served: Served, tables: list[str]
) -> None:
    """After some timeouts it is left alone, so the others do not wait at all."""
    served.llm.takes_s = 60.0
    await served.start()
    took_s = await served.ask(20)

    tables.append(f"slow LLM: 20 drafts in {took_s:.1f} s, {served.llm.count} calls")
    assert took_s < rounds(FAILURES + AT_ONCE) * BUDGET_S + SLACK_S
    assert served.llm.count <= FAILURES + AT_ONCE
    assert account(served.fleet.slack).is_right


async def test_a_throttled_llm_is_not_stormed(served: Served, tables: list[str]) -> None:
    """Asked to wait for 100 seconds, which is past the budget, nobody waits or tries again."""
    served.llm.trouble = (429, {"Retry-After": "100"})
    await served.start()
    took_s = await served.ask(40)

    tables.append(
        f"429 with Retry-After 100: 40 drafts in {took_s:.1f} s, {served.llm.count} calls"
    )
    assert served.llm.count <= FAILURES + AT_ONCE
    assert all(len(calls) == 1 for calls in served.llm.calls.values())
    assert account(served.fleet.slack).is_right


async def test_the_llm_is_asked_again_once_it_is_back(served: Served, tables: list[str]) -> None:
    """The breaker opens, lets one draft try, and closes."""
    served.llm.trouble = (503, {})
    await served.start()
    await served.ask(12)
    calls = served.llm.count
    assert await served.measured("coach_llm_breaker") == 2

    served.llm.trouble = None
    began = time.monotonic()
    while await served.measured("coach_llm_breaker"):
        await served.ask(1)
    back_s = time.monotonic() - began
    await served.ask(6)

    tables.append(f"503: {calls} calls for 12 drafts; asked again {back_s:.1f} s after it was back")
    assert calls <= 3 * (FAILURES + AT_ONCE)
    assert back_s < AWAY_S + SLACK_S
    assert await served.measured("coach_drafts_coached_total", writer="openai") >= 7
    assert account(served.fleet.slack).is_right


async def test_a_flapping_llm_costs_nobody_an_answer(served: Served, tables: list[str]) -> None:
    """Every second request fails; a retry or the offline writer answers."""
    served.llm.flaps = True
    await served.start()
    took_s = await served.ask(30)

    tables.append(f"flapping LLM: 30 drafts in {took_s:.1f} s, {served.llm.count} calls")
    assert served.llm.count <= 3 * 30
    assert account(served.fleet.slack).is_right


def rounds(drafts: int) -> int:
    """Tell how often a full set of drafts goes to the LLM one after another."""
    return -(-drafts // AT_ONCE)
