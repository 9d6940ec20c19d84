"""Which of Slack's events, commands, shortcuts and presses start what. Nothing is decided here.

Commands, shortcuts and presses are acknowledged by a listener of their own and worked by a lazy
one, as slack-bolt 1.30 loses the acknowledgement of a listener that raises right after `ack()`.
"""

from __future__ import annotations

from collections.abc import Awaitable, Callable
from functools import partial
from typing import Any

from slack_bolt.async_app import AsyncAck, AsyncApp

from bot.platforms.slack import asks, why
from bot.platforms.slack.answers import Answers
from bot.platforms.slack.asks import Me, Payload
from bot.platforms.slack.jobs import Jobs

COMMAND = "/coach"
SHORTCUT = "coach_draft"
EVENTS = ("app_home_opened", "app_mention", "app_uninstalled", "message.im", "tokens_revoked")
"""What deploy/slack-manifest.yaml subscribes to; each has a listener below."""

Listener = Callable[..., Awaitable[None]]


def listen(
    app: AsyncApp, *, jobs: Jobs, answers: Answers, me: Me, sent_away: Callable[[], None]
) -> None:
    """Register every listener.

    Args:
        app: Where.
        jobs: Runs the work, so that a listener returns at once.
        answers: Does the work.
        me: Who we are.
        sent_away: Called when the workspace takes our token back.
    """
    _listen_to_events(app, jobs=jobs, answers=answers, me=me)

    async def gone(body: Payload) -> None:
        uninstalled = body["event"]["type"] == "app_uninstalled"
        if uninstalled or asks.lost_bot_token(body):
            sent_away()

    app.event("app_uninstalled")(gone)
    app.event("tokens_revoked")(gone)

    async def on_command(body: Payload) -> None:
        jobs.start(partial(answers.alone, asks.command(body)))

    async def on_shortcut(body: Payload) -> None:
        jobs.start(partial(answers.alone, asks.shortcut(body, me)))

    async def on_press(body: Payload) -> None:
        jobs.start(partial(answers.explain, asks.press(body)))

    app.command(COMMAND)(ack=_acknowledge, lazy=[on_command])
    app.message_shortcut(SHORTCUT)(ack=_acknowledge, lazy=[on_shortcut])
    app.action(why.ACTION)(ack=_acknowledge, lazy=[on_press])


def _listen_to_events(app: AsyncApp, *, jobs: Jobs, answers: Answers, me: Me) -> None:
    async def on_mention(body: Payload) -> None:
        if ask := asks.mention(body, me):
            jobs.start(partial(answers.in_thread, ask))

    async def on_message(body: Payload) -> None:
        if ask := asks.direct(body, me):
            jobs.start(partial(answers.in_thread, ask))

    async def on_home(event: dict[str, Any]) -> None:
        if event.get("tab", "home") == "home":
            jobs.start(partial(answers.show_home, event["user"]))

    app.event("app_mention")(on_mention)
    app.event("message")(on_message)
    app.event("app_home_opened")(on_home)


async def _acknowledge(ack: AsyncAck) -> None:
    await ack()
