"""Tells machines how this process is: /healthz, /readyz and /metrics. Off unless it has an address.

Nothing here names people or holds words, but nobody is asked for a password either: it belongs on
loopback or a network of one's own.
"""

from __future__ import annotations

import asyncio
import logging
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

import aiohttp
from aiohttp import web

from bot.desk.keeper import DEAD_S
from bot.desk.readiness import Readiness
from bot.desk.watch import Watch
from bot.errors import ConfigError, StoreError
from bot.store import Store

log = logging.getLogger("umbrella.health")

PATIENCE_S = 2.0
"""Probes commonly wait one to ten seconds."""
CLOSE_S = 1.0
METRICS_TYPE = "text/plain; version=0.0.4; charset=utf-8"
STORE_SLOW = f"The store does not answer within {PATIENCE_S:.0f} seconds."
LLM_NOTES = {
    0: "",
    1: "The LLM failed again and again; one draft now tries whether it is back.",
    2: "The LLM is left alone after failures; the offline writer answers meanwhile.",
}


class Health:
    """Answers the three questions.

    Args:
        store: Has to answer for this process to be ready.
        watch: What /metrics tells.
        readiness: What else has to be there.
    """

    def __init__(self, *, store: Store, watch: Watch, readiness: Readiness) -> None:
        self._store = store
        self._watch = watch
        self._readiness = readiness

    @asynccontextmanager
    async def serving(self, address: tuple[str, int]) -> AsyncIterator[int]:
        """Serve while this is open; gives the port, which tells when 0 was asked for.

        Args:
            address: Host and port, as `Settings.health_address`.

        Raises:
            ConfigError: The address cannot be opened.
        """
        app = web.Application()
        app.add_routes(
            [
                web.get("/healthz", self._healthz),
                web.get("/readyz", self._readyz),
                web.get("/metrics", self._metrics),
            ]
        )
        runner = web.AppRunner(app, access_log=None, shutdown_timeout=CLOSE_S)
        await runner.setup()
        try:
            try:
                await web.TCPSite(runner, *address).start()
            except OSError as error:
                raise ConfigError(
                    f"HEALTH_ADDRESS {address[0]}:{address[1]} cannot be opened "
                    f"({error.strerror or type(error).__name__}); choose another host or port."
                ) from error
            port: int = runner.addresses[0][1]
            log.info("health served host=%s port=%d", address[0], port)
            yield port
        finally:
            await runner.cleanup()

    async def _healthz(self, _: web.Request) -> web.Response:
        return web.Response(text="alive\n")

    async def _readyz(self, _: web.Request) -> web.Response:
        states = {"store": await self._store_trouble(), **self._readiness.parts}
        missing = {part: why for part, why in states.items() if why}
        note = LLM_NOTES[self._watch.breaker]
        body = {
            "ready": not missing,
            "parts": {part: not why for part, why in states.items()},
            "not_ready": missing,
            # No reason to stop serving: with the LLM away the offline writer answers.
            "notes": {"llm": note} if note else {},
        }
        return web.json_response(body, status=503 if missing else 200)

    async def _metrics(self, _: web.Request) -> web.Response:
        try:
            async with asyncio.timeout(PATIENCE_S):
                self._watch.stands(await self._store.standing(alive_s=DEAD_S))
                self._watch.voted(await self._store.feedback_counts())
        except (StoreError, TimeoutError):
            self._watch.stands(None)
        return web.Response(body=self._watch.page(), headers={"Content-Type": METRICS_TYPE})

    async def _store_trouble(self) -> str:
        try:
            async with asyncio.timeout(PATIENCE_S):
                await self._store.alive()
        except TimeoutError:
            return STORE_SLOW
        except StoreError as error:
            return str(error)
        return ""


async def ask(address: tuple[str, int]) -> dict[str, object] | None:
    """Ask a running coach whether it is ready; None when nobody answers there.

    Args:
        address: As `Settings.health_address`.
    """
    host = f"[{address[0]}]" if ":" in address[0] else address[0]
    patience = aiohttp.ClientTimeout(total=2 * PATIENCE_S)
    try:
        async with (
            aiohttp.ClientSession(timeout=patience) as session,
            session.get(f"http://{host}:{address[1]}/readyz") as response,
        ):
            told = await response.json()
    except (aiohttp.ClientError, TimeoutError, OSError, ValueError):
        return None
    return told if isinstance(told, dict) else None
