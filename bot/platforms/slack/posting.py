"""Getting an answer to people in Slack, each message once, and saying so when that fails."""

from __future__ import annotations

from typing import Any

from bot.coaching import facts, intake
from bot.coaching.domain import Draft
from bot.coaching.render import Reply
from bot.errors import DeliveryError
from bot.platforms.slack import blocks, home, why
from bot.platforms.slack.asks import Ask
from bot.platforms.slack.blocks import Message
from bot.platforms.slack.wire import Wire
from bot.ports import Part

NOT_POSTED = (
    "Slack did not let me post my answer here. With /coach and the same draft, it reaches you "
    "alone."
)
FAILED = (
    "I did not get to an answer for this one, and your draft is as you wrote it. "
    "Could you send it to me once more in a minute?"
)
LATE = "This one took me longer than Slack keeps the door open. Could you send it to me once more?"
YOURS = "Your draft, as you wrote it:"
DOUBT = (
    "I cannot see whether my answer arrived here. If you do not find it, this button shows it to "
    "you alone."
)
DOUBT_PLAIN = (
    "I cannot see whether my answer arrived here. If you do not find it, send me the draft once "
    "more with /coach."
)


def parts(messages: tuple[Message, ...] | list[Message]) -> list[Part]:
    """Write messages as JSON."""
    return [{"text": message.text, "blocks": list(message.blocks)} for message in messages]


class Posting:
    """Posts what was laid out.

    Args:
        wire: Takes it to Slack.
    """

    def __init__(self, wire: Wire) -> None:
        self._wire = wire

    async def post(self, ask: Ask, part: Part, *, number: int, again: bool) -> str:
        """Post one message of an answer; see `bot.ports.Platform.post`."""
        if ask.door == "home":
            await self._wire.publish_home(ask.user, home.view())
            return ""
        message = _message(part)
        if ask.response_url:
            if again:
                raise DeliveryError("nobody can look behind a response URL", unsure=True)
            await self._wire.respond(ask.response_url, message, thread=ask.thread)
            return ""
        mark = f"{ask.key}.{number}"
        if again:
            found = await self._wire.find(ask.channel, mark, thread=ask.thread)
            if found is None:
                raise DeliveryError("nobody can look into that channel", unsure=True)
            if found:
                return found
        return await self._wire.post(ask.channel, message, thread=ask.thread, mark=mark)

    async def tip(self, channel: str, part: Part, *, mark: str, again: bool) -> str:
        """Post a tip; one that may have been posted is not posted again."""
        if again:
            found = await self._wire.find(channel, mark)
            if found is None or found:
                return found or ""
        return await self._wire.post(channel, _message(part), mark=mark)

    async def late(self, ask: Ask) -> None:
        """Say in a direct message that the time to answer has passed."""
        await self._in_person(ask, LATE)

    async def doubt(self, ask: Ask) -> None:
        """Say that the answer may be missing."""
        value = _value(ask)
        message = blocks.doubtful(DOUBT if value else DOUBT_PLAIN, value)
        await self._alone(ask, message)

    async def failed(self, ask: Ask) -> None:
        """Say that there is no answer."""
        if ask.door == "home":
            return
        if ask.unseen:
            own = Reply(lead=YOURS, text=facts.mask(ask.text))
            said = blocks.messages(Reply(lead=FAILED, text=""), own)
        else:
            said = (blocks.plain(FAILED if ask.response_url else NOT_POSTED),)
        for message in said:
            await self._alone(ask, message)

    async def _alone(self, ask: Ask, message: Message) -> None:
        if ask.response_url:
            await self._wire.respond(ask.response_url, message, thread=ask.thread)
            return
        try:
            await self._wire.whisper(ask.channel, ask.user, message, thread=ask.thread)
        except DeliveryError:
            await self._wire.post(ask.user, message)

    async def _in_person(self, ask: Ask, sentence: str) -> None:
        more = [Reply(lead=YOURS, text=facts.mask(ask.text))] if ask.unseen else []
        for message in blocks.messages(Reply(lead=sentence, text=""), *more):
            await self._wire.post(ask.user, message)


def _message(part: Part) -> Message:
    found: list[Any] = list(part["blocks"]) if isinstance(part["blocks"], list) else []
    return Message(text=str(part["text"]), blocks=tuple(found))


def _value(ask: Ask) -> str:
    if ask.door in ("why", "again"):
        return ask.text if why.unpack(ask.text) else ""
    try:
        draft: Draft = intake.read(ask.text, names=ask.names)
    except intake.IntakeError:
        return ""
    return why.pack(draft, ask.user)
