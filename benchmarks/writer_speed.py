"""How long one offline coaching takes, and how long its parts take, with the ear and without.

    .venv/bin/python -m benchmarks.writer_speed

Long drafts are training drafts joined to 200 words, with the first one's customer: many faults
each, so this is a hard day rather than a usual one. The development cases come as they are. Prints
milliseconds of one core (the process's own time, so that other work on the machine counts less);
nothing is carried over from one call to the next.
"""

from __future__ import annotations

import asyncio
import json
import time
from collections.abc import Awaitable, Callable
from pathlib import Path

from bot.coach import Coach
from bot.coaching import guard, principles
from bot.coaching.domain import Brief, Coaching, Draft
from bot.coaching.ear import Ear
from bot.coaching.linter import Linter
from bot.coaching.offline import OfflineWriter

ROOT = Path(__file__).parents[1]
CASES = ROOT / "tests" / "cases" / "dev.jsonl"
DATA = ROOT / "training" / "data"
WORDS = 200
LONG_DRAFTS = 80
BARS_MS = {"ear": 40, "phrases": 5}

Call = Callable[[Draft], Awaitable[object]]


def main() -> None:
    """Measure and print."""
    long, cases = long_drafts(), dev_drafts()
    with_ear = asyncio.run(measured("ear", Ear.load(), long, cases))
    without = asyncio.run(measured("phrases", None, long, cases))
    print(f"{len(long)} drafts of {WORDS} words, {len(cases)} development cases\n")
    print(f"{'':<26}{'p50 ms':>9}{'p95 ms':>9}")
    for name, took in (*with_ear.items(), *without.items()):
        p50, p95 = took[len(took) // 2], took[len(took) * 95 // 100]
        bar = BARS_MS.get(name.removeprefix("coaching, "))
        print(f"{name:<26}{p50:>9.2f}{p95:>9.2f}" + (f"   (bar {bar})" if bar else ""))


async def measured(
    how: str, ear: Ear | None, long: list[Draft], cases: list[Draft]
) -> dict[str, list[float]]:
    """Time a coaching and its parts.

    Args:
        how: What hears, for the table.
        ear: The trained model, or None to go by phrases alone.
        long: Drafts of 200 words.
        cases: The development cases.

    Returns:
        What was measured to milliseconds, sorted.
    """
    rules = principles.load()
    linter = Linter(rules, ear)
    writer = OfflineWriter(rules, listen=linter.listen)
    coach = Coach(linter, offline=writer)
    coached = {draft: await coach.coach(draft, choice="offline") for draft in long}

    async def listen(draft: Draft) -> object:
        return linter.listen(draft)

    async def write(draft: Draft) -> object:
        return writer.rewrite(Brief(draft=draft, heard=coached[draft].heard))

    async def check(draft: Draft) -> object:
        return guard.check(draft, coached[draft].rewrite.text, coached[draft].heard)

    async def whole(draft: Draft) -> Coaching:
        return await coach.coach(draft, choice="offline")

    changed = [draft for draft in long if coached[draft].changed]
    parts: dict[str, tuple[Call, list[Draft]]] = {
        f"coaching, {how}": (whole, long),
        f"  dev cases, {how}": (whole, cases),
        f"  listen, {how}": (listen, long),
        f"  write, {how}": (write, changed),
    }
    if ear is None:
        parts["  guard.check"] = (check, changed)
    return {name: await times(call, drafts) for name, (call, drafts) in parts.items()}


async def times(call: Call, drafts: list[Draft]) -> list[float]:
    """Time each call; sorted milliseconds of one core."""
    took: list[float] = []
    for draft in drafts:
        started = time.process_time()
        await call(draft)
        took.append((time.process_time() - started) * 1000)
    return sorted(took)


def long_drafts() -> list[Draft]:
    """Join training drafts until they have 200 words, as paragraphs of one message."""
    rows = [
        json.loads(line)
        for path in sorted(DATA.glob("t*.jsonl"))
        for line in path.read_text(encoding="utf-8").splitlines()
    ]
    drafts: list[Draft] = []
    pieces: list[str] = []
    customer = None
    for row in rows:
        if not pieces:
            customer = row["context"]
        pieces.append(row["draft"])
        words = "\n\n".join(pieces).split(" ")
        if len(words) >= WORDS:
            drafts.append(Draft(text=" ".join(words[:WORDS]), customer=customer))
            pieces = []
    return drafts[:: max(1, len(drafts) // LONG_DRAFTS)][:LONG_DRAFTS]


def dev_drafts() -> list[Draft]:
    """Read the development cases."""
    rows = map(json.loads, CASES.read_text(encoding="utf-8").splitlines())
    return [Draft(text=row["draft"], customer=row["context"]) for row in rows]


if __name__ == "__main__":
    main()
