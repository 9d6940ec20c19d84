"""Answers to interactions by their token alone, which works from any process for 15 minutes.

discord.py repeats a call that ended in a 5xx. A further message has no nonce, so here it is not
repeated: it might show twice.
"""

from __future__ import annotations

import asyncio
import json
from http import HTTPStatus
from typing import Any, Literal

import aiohttp
from discord import ui

from bot.platforms.discord import api
from bot.platforms.discord.asks import Ask
from bot.platforms.discord.layout import Post

FILE_NAME = "rewrite.txt"
CALL_S = 20.0
LONGEST_WAIT_S = 30.0
TRIES = 3
_QUIET = 1 << 2
_ONLY_FOR_THEM = 1 << 6

Method = Literal["PATCH", "POST"]


class Hooks:
    """Discord's webhook endpoints.

    Args:
        session: Makes the calls; it carries no token of ours.
        url: Base of the API.
    """

    def __init__(self, session: aiohttp.ClientSession, url: str) -> None:
        self._session = session
        self._url = url.rstrip("/")

    async def fill_in(self, ask: Ask, post: Post, view: ui.View | None = None) -> str:
        """Put a message in place of the deferred answer; twice is the same as once.

        Raises:
            RefusedError: Discord said no.
            DeliveryError: Discord did not answer.
        """
        body = _said(post, view)
        url = f"{self._url}/webhooks/{ask.app}/{ask.token}/messages/@original"
        return await self._called("PATCH", url, body, post.file, harmless=True)

    async def follow_up(self, ask: Ask, post: Post, view: ui.View | None = None) -> str:
        """Post one more message, seen by those who see the first.

        Raises:
            RefusedError: Discord said no.
            DeliveryError: Discord did not answer; `unsure` when it may have posted it.
        """
        flags = _QUIET if ask.public else _QUIET | _ONLY_FOR_THEM
        body = _said(post, view) | {"flags": flags}
        url = f"{self._url}/webhooks/{ask.app}/{ask.token}?wait=true"
        return await self._called("POST", url, body, post.file, harmless=False)

    async def _called(
        self, method: Method, url: str, body: dict[str, Any], file: str, *, harmless: bool
    ) -> str:
        for pause_s in (*api.RETRY_PAUSES_S, 0.0):
            try:
                return await self._call(method, url, body, file)
            except api.RefusedError as error:
                if not pause_s or not harmless or not error.unsure:
                    raise
            except (aiohttp.ClientError, OSError, TimeoutError) as error:
                if not pause_s or not harmless:
                    raise api.delivery_error(error) from None  # its text holds the token
            await asyncio.sleep(pause_s)
        raise AssertionError("the last pause is 0")

    async def _call(self, method: Method, url: str, body: dict[str, Any], file: str) -> str:
        for _ in range(TRIES):
            async with (
                asyncio.timeout(CALL_S),
                self._session.request(method, url, data=_packed(body, file)) as response,
            ):
                said = await _json(response)
            if response.ok:
                return str(said.get("id") or "")
            wait_s = float(said.get("retry_after") or LONGEST_WAIT_S)
            if response.status != HTTPStatus.TOO_MANY_REQUESTS or wait_s >= LONGEST_WAIT_S:
                break
            await asyncio.sleep(wait_s)
        raise api.RefusedError(response.status, int(said.get("code") or 0))


def _said(post: Post, view: ui.View | None) -> dict[str, Any]:
    body: dict[str, Any] = {"content": post.content, "allowed_mentions": {"parse": []}}
    return body | {"components": view.to_components()} if view else body


def _packed(body: dict[str, Any], file: str) -> aiohttp.FormData | aiohttp.JsonPayload:
    if not file:
        # An edit takes away what was attached before.
        return aiohttp.JsonPayload(body | {"attachments": []})
    form = aiohttp.FormData(quote_fields=False)
    named = body | {"attachments": [{"id": "0", "filename": FILE_NAME}]}
    form.add_field("payload_json", json.dumps(named), content_type="application/json")
    form.add_field("files[0]", file.encode(), filename=FILE_NAME, content_type="text/plain")
    return form


async def _json(response: aiohttp.ClientResponse) -> dict[str, Any]:
    try:
        said = await response.json(content_type=None)
    except ValueError:
        return {}
    return said if isinstance(said, dict) else {}
