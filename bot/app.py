"""Builds everything from Settings: one TaskGroup, a clean stop; alone names the adapters."""

from __future__ import annotations

import asyncio
import logging
import os
import secrets
import signal
import socket
from collections.abc import AsyncIterator
from contextlib import AbstractAsyncContextManager, AsyncExitStack, asynccontextmanager
from functools import cache, partial
from typing import TYPE_CHECKING

from bot import lines, process
from bot.coach import Coach
from bot.coaching import principles as principle_files
from bot.coaching import voice_file
from bot.coaching.ear import Ear
from bot.coaching.linter import Linter
from bot.coaching.offline import OfflineWriter
from bot.coaching.principles import Principles
from bot.coaching.voice import AS_THEY_SPEAK, HouseVoice
from bot.config import Settings
from bot.errors import EarError, VoiceFileError
from bot.ports import Platform
from bot.watching import UNWATCHED, Counts

if TYPE_CHECKING:
    from bot.desk.desk import Desk
    from bot.desk.engine import Limits
    from bot.store import Store
    from bot.tip_times import TipTime

log = logging.getLogger("umbrella.app")

OFFLINE_AT_ONCE = 8
"""Drafts under way in one process without an LLM; nothing in them waits."""


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


def voice(settings: Settings) -> HouseVoice:
    """Read the voice of the house.

    Raises:
        VoiceFileError: The file cannot be read or breaks its format.
    """
    path = settings.voice_file
    if path is None:
        return AS_THEY_SPEAK
    try:
        text = path.read_text(encoding="utf-8")
    except FileNotFoundError as error:
        raise VoiceFileError(
            f"{path}: there is no such voice file; begin with a copy of prompts/voice.example.md"
        ) from error
    except (OSError, UnicodeDecodeError) as error:
        raise VoiceFileError(f"{path}:0: the voice file cannot be read as UTF-8 text") from error
    return voice_file.parse(text, str(path))


@asynccontextmanager
async def coach(settings: Settings, *, counts: Counts = UNWATCHED) -> AsyncIterator[Coach]:
    """Build the coach, with an LLM where one is set up, and close it afterwards.

    Args:
        settings: Whether there is an LLM, and which.
        counts: Told what happens.
    """
    house = voice(settings)
    offline = OfflineWriter(principles(), listen=linter().listen, house=house)
    if not settings.llm_is_set:
        yield Coach(linter(), offline=offline, counts=counts, house=house)
        return
    from bot.writers.openai import OpenAIWriter  # noqa: PLC0415 - the SDK is slow to import and only needed here

    writer = OpenAIWriter(
        principles(),
        api_key=settings.openai_api_key,
        base_url=settings.openai_base_url,
        model=settings.openai_model,
        budget_s=settings.llm_budget_s,
        concurrency=settings.llm_concurrency,
        counts=counts,
        house=house,
    )
    # Half a second that no draft shall wait for.
    opening = asyncio.create_task(writer.open(), name="open the LLM's client")
    try:
        yield Coach(linter(), offline=offline, writer=writer, counts=counts, house=house)
    finally:
        # Whoever asks for a rewrite is told what could not be opened.
        await asyncio.gather(opening, return_exceptions=True)
        await writer.close()


async def serve(settings: Settings) -> None:
    """Serve every platform whose tokens are set until SIGTERM or SIGINT.

    Raises:
        ConfigError: A platform refuses our token.
        StoreError: The store cannot be opened.
    """
    process.settle()
    serving = asyncio.current_task()
    loop = asyncio.get_running_loop()
    stopping = asyncio.Event()

    def stop() -> None:
        # A second signal would cut the drain short and lose nothing but time: it is not heard.
        if serving and not stopping.is_set():
            serving.cancel()
        stopping.set()

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
    """Open store, coach, lines, desk, doors, in this order; close them in the other."""
    from bot.broadcast import Broadcast  # noqa: PLC0415 - the engine is slow to import and only servers need it
    from bot.desk.desk import Desk  # noqa: PLC0415 - as above
    from bot.desk.health import Health  # noqa: PLC0415 - as above
    from bot.desk.readiness import Readiness  # noqa: PLC0415 - as above
    from bot.desk.watch import Watch  # noqa: PLC0415 - as above

    watch = Watch(price_in=settings.llm_price_in, price_out=settings.llm_price_out)
    replica = settings.replica or f"{socket.gethostname()}-{os.getpid()}-{secrets.token_hex(3)}"
    async with AsyncExitStack() as stack:
        store = await stack.enter_async_context(_store(settings))
        if not store.is_sealed:
            log.warning("COACH_SECRET is not set: drafts that wait can be read in the database")
        built = await stack.enter_async_context(coach(settings, counts=watch))
        platforms = _platforms(settings, built, store)
        readiness = Readiness([one.name for one in platforms if one.name in settings.roles])
        if settings.health_address:
            health = Health(store=store, watch=watch, readiness=readiness)
            await stack.enter_async_context(health.serving(settings.health_address))
        opened = await stack.enter_async_context(lines.opened(platforms))
        desk = Desk(
            store,
            url=settings.database_url,
            replica="local" if settings.is_embedded else replica,
            platforms={platform.name: platform for platform in platforms},
            limits=_limits(settings),
            watch=watch,
            works="worker" in settings.roles,
        )
        await stack.enter_async_context(_open(desk, store, settings, replica))
        log.info(
            "serving roles=%s platforms=%s llm=%s tip_channels=%d",
            ",".join(settings.roles),
            ",".join(platform.name for platform in platforms),
            settings.llm_is_set,
            len(settings.tip_channels),
        )
        async with asyncio.TaskGroup() as doors:
            for platform in platforms:
                if platform.name in settings.roles:
                    up = partial(readiness.tell, platform.name)
                    serving = lines.take_in(platform, opened[platform.name], desk.take, up)
                    doors.create_task(serving, name=platform.name)
            if "tips" in settings.roles:
                broadcast = Broadcast(
                    principles().all_tips,
                    platforms,
                    desk.take,
                    usual=[_usual(settings, channel) for channel in settings.tip_channels],
                    workspaces=store,
                )
                doors.create_task(broadcast.run(), name="broadcast")
            # A process that only works has no door to wait at.
            doors.create_task(asyncio.Event().wait(), name="until told to stop")


@asynccontextmanager
async def _open(desk: Desk, store: Store, settings: Settings, replica: str) -> AsyncIterator[None]:
    """Run the engine and its keeper; on the way out finish what is under way."""
    from bot.desk.keeper import Keeper  # noqa: PLC0415 - as above

    keeper = Keeper(
        desk,
        store,
        replica="local" if settings.is_embedded else replica,
        roles=settings.roles,
        alone=settings.is_embedded,
        works="worker" in settings.roles,
    )
    await desk.engine.start()
    # The keeper beats until the last job is done, or others would take it for dead.
    async with asyncio.TaskGroup() as group:
        keeping = group.create_task(keeper.run(), name="keeper")
        try:
            yield
        finally:
            await desk.engine.stop(grace_s=settings.stop_grace_s)
            keeping.cancel()
            # Whoever leaves work behind is looked for, so that it is taken over.
            if not desk.engine.busy:
                await keeper.leave()


def _store(settings: Settings) -> AbstractAsyncContextManager[Store]:
    from bot.store import Store  # noqa: PLC0415 - the database is slow to import and only servers need it

    return Store.open(
        settings.database_url,
        secrets=settings.coach_secret,
        retention_hours=settings.retention_hours,
        exclusive=True,
    )


def _limits(settings: Settings) -> Limits:
    from bot.desk.engine import Limits  # noqa: PLC0415 - as above

    at_once = settings.llm_concurrency if settings.llm_is_set else OFFLINE_AT_ONCE
    if settings.llm_is_set and settings.is_embedded:
        # Alone, the writer itself keeps the LLM's limit, and the next are heard meanwhile.
        at_once += max(1, settings.llm_concurrency // 2)
    return Limits(
        at_once=at_once,
        everywhere=settings.llm_is_set,
        per_minute=settings.llm_requests_per_minute or None,
    )


def _platforms(settings: Settings, built: Coach, store: Store) -> list[Platform]:
    platforms: list[Platform] = []
    if settings.slack_bot_token:
        from bot.platforms.slack.platform import Slack  # noqa: PLC0415 - the SDK is slow to import and only needed here

        platforms.append(Slack(settings, built, workspaces=store))
    if settings.discord_token:
        from bot.platforms.discord.platform import Discord  # noqa: PLC0415 - as above

        platforms.append(Discord(settings, built, notes=store, workspaces=store))
    return platforms


def _usual(settings: Settings, channel: str) -> TipTime:
    from bot.tip_times import TipTime  # noqa: PLC0415 - it brings the database, which only servers need

    return TipTime(channel=channel, at=settings.tip_time, zone=settings.tip_timezone)


def _first(group: BaseException) -> BaseException:
    while isinstance(group, BaseExceptionGroup):
        group = group.exceptions[0]
    return group
