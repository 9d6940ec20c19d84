"""`coach run` for the proofs: the same program, with marked points at which it kills itself.

    COACH_KILL_AT="after post:3" python -m tests.peers.marked_coach

The product knows nothing of this: store and platforms are put in its place as subclasses that stop
at a point and then do what they always do. Reads these variables beside the coach's own:

    COACH_KILL_AT    a point, and at which arrival there it dies by SIGKILL
    COACH_FREEZE_AT  the same, and it stops by SIGSTOP until somebody thaws it
    COACH_KEPT       a file for one line on each answer that is kept: its draft's name, and when
    COACH_PACE       JSON: seconds in place of those of desk, keeper, breaker and Slack, as `DEAD_S`
    COACH_SAMPLES    a file for one JSON line every `COACH_EVERY_S` on what the process uses
"""

from __future__ import annotations

import asyncio
import functools
import gc
import json
import os
import resource
import signal
import sys
import threading
import time
from collections.abc import Sequence
from pathlib import Path
from typing import Any

from bot import app, config, log, process, store
from bot.desk import desk, keeper
from bot.desk.job import Job
from bot.errors import BotError
from bot.platforms.discord import platform as discord
from bot.platforms.slack import platform as slack
from bot.ports import Part, Take
from bot.writers import breaker
from tests.peers.llm_echo import named

POINTS = (
    "before take",
    "after take",
    "before ack",
    "before coach",
    "before keep",
    "after keep",
    "before begin",
    "after begin",
    "after post",
    "after end",
    "after finish",
)
"""In the order in which a job passes them. `after take` is before it is queued, `before ack` after;
`before keep` is after the LLM's answer."""
LAG_S = 0.01
RARELY_S = 10.0

_left: dict[tuple[str, signal.Signals], int] = {}


def at(point: str) -> None:
    """Arrive at a point; die or freeze there if it is time."""
    for what in (signal.SIGKILL, signal.SIGSTOP):
        if (point, what) in _left:
            _left[point, what] -= 1
            if _left[point, what] == 0:
                os.kill(os.getpid(), what)


class MarkedStore(store.Store):
    """The store, with points before and after what the desk writes."""

    async def take(self, job: Job) -> bool:
        """Store a job."""
        at("before take")
        new = await super().take(job)
        at("after take")
        return new

    async def keep_answer(self, key: str, text: str) -> str:
        """Store an answer."""
        at("before keep")
        stands = await super().keep_answer(key, text)
        _kept(text)
        at("after keep")
        return stands

    async def begin_part(self, key: str, part: int) -> store.PartState:
        """Note that a part is about to be posted."""
        at("before begin")
        begun = await super().begin_part(key, part)
        at("after begin")
        return begun

    async def end_part(self, key: str, part: int, ref: str) -> None:
        """Note that a part was posted."""
        at("after post")
        await super().end_part(key, part, ref)
        at("after end")

    async def finish(self, key: str, outcome: store.Outcome) -> None:
        """End a job."""
        await super().finish(key, outcome)
        at("after finish")


def _kept(answer: str) -> None:
    if path := os.environ.get("COACH_KEPT"):
        with Path(path).open("a") as file:
            file.write(f"{named(answer)} {time.monotonic()}\n")


def marked(take: Take) -> Take:
    """Put a point between the storing of a job and its acknowledgement."""

    async def then(job: Job) -> bool:
        new = await take(job)
        at("before ack")
        return new

    return then


class MarkedSlack(slack.Slack):
    """Slack, with points before an acknowledgement and before coaching."""

    async def take_in(self, take: Take, *more: Any, **named: Any) -> None:
        """Serve the doors."""
        await super().take_in(marked(take), *more, **named)

    async def answer(self, job: Job) -> Sequence[Part]:
        """Coach a job."""
        at("before coach")
        return await super().answer(job)


class MarkedDiscord(discord.Discord):
    """Discord, with the same points."""

    async def take_in(self, take: Take, *more: Any, **named: Any) -> None:
        """Serve the doors."""
        await super().take_in(marked(take), *more, **named)

    async def answer(self, job: Job) -> Sequence[Part]:
        """Coach a job."""
        at("before coach")
        return await super().answer(job)


class Sampler:
    """Writes down what the process uses, again and again.

    Args:
        path: A line of JSON is added there each time.
        every_s: How often.
    """

    def __init__(self, path: Path, every_s: float) -> None:
        self._path = path
        self._every_s = every_s
        self._lags: list[float] = []

    async def run(self) -> None:
        """Measure the event loop's lag all the time, the rest now and then, until cancelled."""
        written = time.monotonic()
        while True:
            before = time.monotonic()
            await asyncio.sleep(LAG_S)
            after = time.monotonic()
            self._lags.append(after - before - LAG_S)
            if after - written >= self._every_s:
                written = after
                with self._path.open("a") as file:
                    file.write(json.dumps(self._sample()) + "\n")

    def _sample(self) -> dict[str, float]:
        lags, self._lags = sorted(self._lags), []
        used = resource.getrusage(resource.RUSAGE_SELF)
        fds = [_target(one) for one in Path("/proc/self/fd").iterdir()]
        return {
            "at": time.time(),
            "rss_mb": _rss_mb(),
            "threads": threading.active_count(),
            "tasks": len(asyncio.all_tasks()),
            "fds": len(fds),
            "sockets": sum(one.startswith("socket:") for one in fds),
            # Counting them stops everything for a moment, which short samples would call a lag.
            "objects": len(gc.get_objects()) if self._every_s >= RARELY_S else 0,
            "cpu_s": used.ru_utime + used.ru_stime,
            "lag_p50_ms": 1000 * lags[len(lags) // 2],
            "lag_p99_ms": 1000 * lags[int(len(lags) * 0.99)],
            "lag_max_ms": 1000 * lags[-1],
        }


def _target(fd: Path) -> str:
    try:
        return str(fd.readlink())
    except OSError:
        return ""


def _rss_mb() -> float:
    pages = int(Path("/proc/self/statm").read_text().split()[1])
    return pages * resource.getpagesize() / (1 << 20)


async def serve() -> None:
    """Serve as `coach run` does, sampled where that is asked for."""
    samples = os.environ.get("COACH_SAMPLES")
    if not samples:
        await app.serve(config.load())
        return
    sampler = Sampler(Path(samples), float(os.environ.get("COACH_EVERY_S", "1")))
    sampling = asyncio.create_task(sampler.run(), name="sampler")
    try:
        await app.serve(config.load())
    finally:
        sampling.cancel()


def main() -> None:
    """Put the marked parts in place, then serve."""
    for name, what in (("KILL", signal.SIGKILL), ("FREEZE", signal.SIGSTOP)):
        if given := os.environ.get(f"COACH_{name}_AT"):
            point, number = given.rsplit(":", 1)
            assert point in POINTS, point
            _left[point, what] = int(number)
    pace: dict[str, Any] = json.loads(os.environ.get("COACH_PACE", "{}"))
    for name, value in pace.items():
        (module,) = (one for one in (desk, keeper, breaker, slack) if hasattr(one, name))
        setattr(module, name, value)
    # The app imports late, so what stands in these modules is what it builds.
    store.Store = MarkedStore  # type: ignore[misc]  # the app sees a store as ever
    slack.Slack = MarkedSlack  # type: ignore[misc]  # the same
    discord.Discord = MarkedDiscord  # type: ignore[misc]  # the same
    keeper.Keeper = functools.partial(  # type: ignore[misc,assignment]  # its defaults are bound early
        keeper.Keeper, forgotten_s=keeper.FORGOTTEN_S, dead_s=keeper.DEAD_S
    )
    log.set_up(config.load().log_level)
    try:
        process.run(serve())
    except BotError as error:
        sys.exit(str(error))


if __name__ == "__main__":
    main()
