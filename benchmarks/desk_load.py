"""A thousand drafts at once, with an LLM that takes two seconds: how close to what is possible?

    nice .venv/bin/python -m benchmarks.desk_load --drafts 1000

The LLM answers a hundred at a time, so less than drafts x 2 s / 100 cannot be. Before the coach, in
the same run, a bare bolt app that acknowledges and echoes tells what intake costs at least on this
machine. The event loop's lag is measured inside the coach.
"""

from __future__ import annotations

import argparse
import asyncio
import json
import tempfile
import time
from pathlib import Path

from benchmarks.desk_yard import drafts
from tests.peers.coach_process import CoachProcess, coach_process, slack_env
from tests.peers.desk_account import account
from tests.peers.llm_echo import labelled, llm_echo
from tests.peers.slack_keeping import AS_SLACK_S, KeepingSlack, keeping_slack

LLM_S = 2.0
AT_ONCE = 100
PATIENCE_S = 300.0
ECHO = ("-m", "benchmarks.bare_echo")


async def main() -> None:
    """Run both, and print."""
    parser = argparse.ArgumentParser(description="See this file's docstring.")
    parser.add_argument("--drafts", type=int, default=1000)
    parser.add_argument("--per-second", type=float, default=0.0, help="0 sends all at once")
    chosen = parser.parse_args()
    for name in ("bare echo", "coach"):
        folder = Path(tempfile.mkdtemp(prefix="load-"))
        async with keeping_slack(again_s=AS_SLACK_S) as slack, llm_echo(LLM_S) as llm:
            env = slack_env(
                slack.api_url,
                f"sqlite:///{folder / 'store.db'}",
                OPENAI_API_KEY="sk-test",
                OPENAI_BASE_URL=llm.base_url,
                LLM_CONCURRENCY=str(AT_ONCE),
                LLM_BUDGET_S="60",
                LOG_LEVEL="WARNING",
                COACH_SAMPLES=str(folder / "samples"),
                COACH_EVERY_S="1",
            )
            program = {"program": ECHO} if name == "bare echo" else {}
            async with coach_process(folder, env, **program) as coach:
                await slack.until(lambda slack=slack: slack.sockets)
                took_s = await crowd(slack, chosen.drafts, chosen.per_second)
                print(f"\n{name}: {chosen.drafts} drafts, folder {folder}")
                report(slack, coach, took_s)
            if name == "coach":
                limit_s = chosen.drafts * LLM_S / AT_ONCE
                print(f"  the limit is {limit_s:.0f} s: {took_s / limit_s:.2f} times that")
                print(f"  {llm.count} LLM calls, {llm.most_at_once} at once at most")
                process(folder)


async def crowd(slack: KeepingSlack, count: int, per_s: float) -> float:
    """Send, and wait until all are answered; give the seconds."""
    texts = drafts()
    began = time.monotonic()
    for number in range(count):
        await slack.mention(labelled(texts[number % len(texts)], number))
        if per_s:
            await asyncio.sleep(max(0.0, began + (number + 1) / per_s - time.monotonic()))
    await slack.until(lambda: len({one.mark for one in slack.shown}) >= count, PATIENCE_S)
    return max(one.at for one in slack.shown) - began


def report(slack: KeepingSlack, coach: CoachProcess, took_s: float) -> None:
    """Print how long intake took, as Slack sees it, and what became of the drafts."""
    waits = sorted(1000 * (one.acked_at - one.sent_at) for one in slack.kept.values())
    p50, p99 = waits[len(waits) // 2], waits[int(len(waits) * 0.99)]
    print(f"  answered in {took_s:.1f} s; acknowledged p50 {p50:.0f} ms, p99 {p99:.0f} ms")
    again = sum(one.tries > 1 for one in slack.kept.values())
    late = sum(wait > 3000 for wait in waits)
    print(f"  later than Slack's 3 s: {late}; sent again: {again}")
    found = account(slack)
    print(
        f"  lost {len(found.lost)}, twice {len(found.twice)}; log lines {coach.log.count(chr(10))}"
    )


def process(folder: Path) -> None:
    """Print what the process used while it worked."""
    lines = (folder / "samples").read_text().splitlines()
    samples = [json.loads(line) for line in lines]
    busy = [one for one in samples if one["tasks"] > samples[0]["tasks"]] or samples
    lags = sorted(one["lag_p99_ms"] for one in busy)
    middle = sorted(one["lag_p50_ms"] for one in busy)
    worst = max(one["lag_max_ms"] for one in busy)
    print(
        f"  event loop lag by second: median p50 {middle[len(middle) // 2]:.0f} ms, "
        f"median p99 {lags[len(lags) // 2]:.0f} ms, worst {worst:.0f} ms"
    )
    print(
        f"  memory {samples[0]['rss_mb']:.0f} -> at most {max(s['rss_mb'] for s in samples):.0f} MB"
    )
    spent = samples[-1]["cpu_s"] - samples[0]["cpu_s"]
    print(f"  CPU {spent:.1f} s; threads at most {max(one['threads'] for one in samples):.0f}")


if __name__ == "__main__":
    asyncio.run(main())
