"""The least that a Slack bot can do: acknowledge, then echo; `desk_load` measures it too."""

from __future__ import annotations

import asyncio
import os
from typing import Any

from slack_bolt.adapter.socket_mode.aiohttp import AsyncSocketModeHandler
from slack_bolt.async_app import AsyncApp
from slack_sdk.web.async_client import AsyncWebClient


async def main() -> None:
    """Serve until killed."""
    client = AsyncWebClient(
        token=os.environ["SLACK_BOT_TOKEN"], base_url=os.environ["SLACK_API_URL"]
    )
    app = AsyncApp(client=client, signing_secret="", request_verification_enabled=False)

    @app.event("app_mention")
    async def echo(event: dict[str, Any]) -> None:
        key = f"slack:T01TEST:{event['channel']}:{event['ts']}.0"
        await client.chat_postMessage(
            channel=event["channel"],
            text=event["text"],
            thread_ts=event["ts"],
            metadata={"event_type": "echo", "event_payload": {"key": key}},
        )

    handler = AsyncSocketModeHandler(app, os.environ["SLACK_APP_TOKEN"], web_client=client)
    await handler.start_async()


if __name__ == "__main__":
    asyncio.run(main())
