"""Getting an answer to people in Slack, each message once, and saying so when that fails."""

from __future__ import annotations

import logging
from collections.abc import Sequence
from datetime import datetime

from bot import votes
from bot.coaching import intake
from bot.coaching.domain import Draft
from bot.errors import DeliveryError
from bot.platforms.slack import blocks, buttons, words
from bot.platforms.slack.asks import Ask
from bot.platforms.slack.blocks import Message
from bot.platforms.slack.faults import NOT_THERE, refusal
from bot.platforms.slack.wire import Wire
from bot.ports import Part

log = logging.getLogger("umbrella.slack")

OUTSIDE = "outside"
"""Names, in a part, what to post in its place where we are not in the channel."""


def parts(messages: Sequence[Message]) -> list[Part]:
    """Write messages as JSON."""
    return [{"text": message.text, "blocks": list(message.blocks)} for message in messages]


class Posting:
    """Posts what was laid out.

    Args:
        wire: Takes it to Slack.
    """

    def __init__(self, wire: Wire) -> None:
        self._wire = wire

    async def post(
        self, ask: Ask, part: Part, *, number: int, again: bool, since: datetime | None
    ) -> str:
        """Post one message of an answer; see `bot.ports.Platform.post`.

        Args:
            ask: What is answered.
            part: As `parts` wrote it.
            number: Its place in the answer.
            again: True when it may have been posted.
            since: When the ask was taken in.
        """
        try:
            return await self._post(ask, part, number=number, again=again, since=since)
        except DeliveryError as error:
            log.warning("not posted platform=slack door=%s code=%s", ask.door, error)
            raise

    async def _post(
        self, ask: Ask, part: Part, *, number: int, again: bool, since: datetime | None
    ) -> str:
        if ask.door == "home":
            await self._wire.publish_home(ask.user, dict(part))
            return ""
        message = _message(part)
        if ask.door == "settings":
            await self._settled(ask, part, again=again)
            return ""
        if ask.response_url:
            if again:
                raise DeliveryError("nobody can look behind a response URL", unsure=True)
            await self._wire.respond(ask.response_url, message, thread=ask.thread)
            return ""
        mark = f"{ask.key}.{number}"
        if again:
            found = await self._wire.find(ask.channel, mark, since=since, thread=ask.thread)
            if found is None:
                raise DeliveryError("nobody can look into that channel", unsure=True)
            if found:
                return found
        return await self._wire.post(ask.channel, message, thread=ask.thread, mark=mark)

    async def _settled(self, ask: Ask, part: Part, *, again: bool) -> None:
        """Tell one person; where we are not in the channel, by another way and with how to help."""
        if again:
            raise DeliveryError("nobody can see what one person was shown", unsure=True)
        try:
            await self._wire.whisper(ask.channel, ask.user, _message(part), thread=ask.thread)
        except DeliveryError as error:
            code = refusal(error)
            if not code:
                raise
            log.info("told in person platform=slack code=%s", error)
            outside = part.get(OUTSIDE) if code in NOT_THERE else None
            message = _message(outside if isinstance(outside, dict) else part)
            if ask.response_url:
                await self._wire.respond(ask.response_url, message, thread=ask.thread)
            else:
                await self._wire.post(ask.user, message)

    async def tip(
        self, channel: str, part: Part, *, mark: str, again: bool, since: datetime | None
    ) -> str:
        """Post a tip; one that may have been posted is not posted again."""
        if again:
            found = await self._wire.find(channel, mark, since=since)
            if found is None or found:
                return found or ""
        try:
            return await self._wire.post(channel, _message(part), mark=mark)
        except DeliveryError as error:
            log.warning("not posted platform=slack door=tip channel=%s code=%s", channel, error)
            raise

    async def late(self, ask: Ask) -> None:
        """Say in a direct message that the time to answer has passed."""
        if ask.door == "feedback":
            return
        for message in words.said(ask, words.LATE, max_chars=blocks.POST_CHARS):
            await self._wire.post(ask.user, message)

    async def doubt(self, ask: Ask) -> None:
        """Say that the answer may be missing, with a button that shows it."""
        if ask.door in ("home", "feedback"):  # a vote is counted by now
            return
        if ask.door == "settings":
            await self._alone(ask, words.said(ask, words.DOUBT_TIPS))
            return
        value = _value(ask)
        if not value:
            await self._alone(ask, words.said(ask, words.DOUBT_PLAIN))
            return
        row = buttons.row((buttons.AGAIN, value))
        await self._alone(ask, [blocks.plain(words.DOUBT, row)])

    async def failed(self, ask: Ask) -> None:
        """Say that there is no answer."""
        if ask.door == "home":
            return
        sentence = words.FAILED if ask.response_url else words.NOT_POSTED
        sentence = {"feedback": votes.NOT_COUNTED, "settings": words.FAILED_TIPS}.get(
            ask.door, sentence
        )
        await self._alone(ask, words.said(ask, sentence, max_chars=blocks.POST_CHARS))

    async def _alone(self, ask: Ask, messages: Sequence[Message]) -> None:
        for message in messages:
            if ask.response_url:
                await self._wire.respond(ask.response_url, message, thread=ask.thread)
                continue
            try:
                await self._wire.whisper(ask.channel, ask.user, message, thread=ask.thread)
            except DeliveryError as error:
                log.info("told in person platform=slack code=%s", error)
                await self._wire.post(ask.user, message)


def _message(part: Part) -> Message:
    found = part["blocks"]
    return Message(text=str(part["text"]), blocks=tuple(found) if isinstance(found, list) else ())


def _value(ask: Ask) -> str:
    """Pack the draft that was coached, for the button that shows the answer."""
    try:
        draft = _draft(ask)
    except intake.IntakeError:
        return ""
    return buttons.pack(draft, ask.user) if draft else ""


def _draft(ask: Ask) -> Draft | None:
    if ask.door not in ("why", "answer", "again"):
        return intake.read(ask.text, names=ask.names)
    carried = buttons.unpack(ask.text)
    if carried is None or carried.writer != ask.user:
        return None
    return intake.answered(carried.draft, *ask.answers)
