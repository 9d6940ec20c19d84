"""Builds everything from Settings: one TaskGroup, a clean stop; alone names the adapters."""

from __future__ import annotations

import asyncio
import logging
import signal
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from functools import cache
from typing import TYPE_CHECKING

from bot.coach import Coach
from bot.coaching import principles as principle_files
from bot.coaching.ear import Ear
from bot.coaching.linter import Linter
from bot.coaching.offline import OfflineWriter
from bot.coaching.principles import Principles
from bot.config import Settings
from bot.errors import EarError, StoreError
from bot.ports import Platform

if TYPE_CHECKING:
    from bot.store import Store

log = logging.getLogger("umbrella.app")

TIDY_S = 3_600.0
"""Seconds between two looks for keys that may be forgotten."""


@cache
def principles() -> Principles:
    """Load the principle files once.

    Raises:
        PrincipleFileError: One of them breaks the format.
    """
    return principle_files.load()


@cache
def linter() -> Linter:
    """Build what hears: the phrases, and the ear where its model can be read."""
    try:
        return Linter(principles(), Ear.load())
    except EarError as error:
        log.warning("%s", error)
        return Linter(principles())


@asynccontextmanager
async def coach(settings: Settings) -> AsyncIterator[Coach]:
    """Build the coach, with an LLM where one is set up, and close it afterwards."""
    offline = OfflineWriter(principles(), listen=linter().listen)
    if not settings.llm_is_set:
        yield Coach(linter(), offline=offline)
        return
    from bot.writers.openai import OpenAIWriter  # noqa: PLC0415 - the SDK is slow to import and only needed here

    writer = OpenAIWriter(
        principles(),
        api_key=settings.openai_api_key,
        base_url=settings.openai_base_url,
        model=settings.openai_model,
        budget_s=settings.llm_budget_s,
        concurrency=settings.llm_concurrency,
    )
    try:
        yield Coach(linter(), offline=offline, writer=writer)
    finally:
        await writer.close()


async def serve(settings: Settings) -> None:
    """Serve every platform whose tokens are set until SIGTERM or SIGINT.

    Raises:
        ConfigError: A platform refuses our token.
        StoreError: The store cannot be opened.
    """
    serving = asyncio.current_task()
    loop = asyncio.get_running_loop()
    stopping = asyncio.Event()

    def stop() -> None:
        stopping.set()
        if serving:
            serving.cancel()

    for number in (signal.SIGTERM, signal.SIGINT):
        loop.add_signal_handler(number, stop)
    try:
        await _serve(settings)
    except asyncio.CancelledError:
        if not stopping.is_set():
            raise
        log.info("stopped")
    except ExceptionGroup as group:
        raise _first(group) from group
    finally:
        for number in (signal.SIGTERM, signal.SIGINT):
            loop.remove_signal_handler(number)


async def _serve(settings: Settings) -> None:
    from bot.broadcast import Broadcast  # noqa: PLC0415 - the database is slow to import and only servers need it
    from bot.store import Store  # noqa: PLC0415 - as above

    async with Store.open(settings.database_url) as store, coach(settings) as built:
        platforms = _platforms(settings, built, store)
        broadcast = Broadcast(
            principles().all_tips,
            platforms,
            store,
            at=settings.tip_time,
            zone=settings.tip_timezone,
            channels=settings.tip_channels,
        )
        log.info(
            "serving platforms=%s llm=%s tip_channels=%d",
            ",".join(platform.name for platform in platforms),
            settings.llm_is_set,
            len(settings.tip_channels),
        )
        async with asyncio.TaskGroup() as group:
            for platform in platforms:
                group.create_task(platform.run(), name=platform.name)
            group.create_task(broadcast.run(), name="broadcast")
            group.create_task(_tidy(store), name="tidy")


async def _tidy(store: Store) -> None:
    while True:
        try:
            await store.forget_old()
        except StoreError as error:
            log.warning("old keys kept why=%s", error)
        await asyncio.sleep(TIDY_S)


def _platforms(settings: Settings, built: Coach, store: Store) -> list[Platform]:
    platforms: list[Platform] = []
    if settings.slack_bot_token:
        from bot.platforms.slack.platform import Slack  # noqa: PLC0415 - the SDK is slow to import and only needed here

        platforms.append(Slack(settings, built, store))
    if settings.discord_token:
        from bot.platforms.discord.platform import Discord  # noqa: PLC0415 - as above

        platforms.append(Discord(settings, built, store))
    return platforms


def _first(group: BaseException) -> BaseException:
    while isinstance(group, BaseExceptionGroup):
        group = group.exceptions[0]
    return group
