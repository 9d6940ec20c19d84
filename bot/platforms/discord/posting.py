"""Getting an answer to the agent: in a thread, in place, or for their eyes only; each part once."""

from __future__ import annotations

import hashlib
import time
from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import UTC, datetime, timedelta

from discord import ui

from bot.coaching import facts
from bot.coaching.render import Reply
from bot.errors import DeliveryError
from bot.platforms.discord import api, buttons, settling
from bot.platforms.discord.asks import Ask, born
from bot.platforms.discord.buttons import Button
from bot.platforms.discord.forms import row
from bot.platforms.discord.layout import Post, in_one, without_file
from bot.platforms.discord.line import Line
from bot.ports import Part

NONCE_CHARS = 25
"""Source: Discord, Create Message, "nonce", read 2026-11-21."""
NONCE_LIFE = timedelta(minutes=2)
"""For so long Discord surely knows a nonce again; it says "the past few minutes"."""
ACKNOWLEDGED_S = 6.0
"""A worker may be quicker than our acknowledgement; by now that came or never will."""
TIP_LIFE = timedelta(hours=12)
"""Two tips to one channel are further apart."""

NOT_SHOWN = (
    "Discord did not let me post my answer where you asked for it. "
    "With /coach you get it there as well, for your eyes only."
)
FAILED = (
    "My answer to this one did not get through, and your draft is as you wrote it. "
    "Could you send it to me once more in a minute?"
)
FAILED_PRESS = "That one did not get through to me. Could you try it once more in a minute?"
LATE = "My answer took longer than Discord keeps the door open. Could you send it to me once more?"
DOUBT = (
    "I cannot see whether my answer arrived here. If you do not find it, this button shows it to "
    "you alone."
)
DOUBT_ALONE = (
    "I cannot see whether all of my answer arrived here. If something is missing, "
    "could you send it to me once more?"
)


def parts(
    posts: Sequence[Post], *, below: Sequence[Button] = (), thread: bool = False
) -> list[Part]:
    """Write messages as JSON.

    Args:
        posts: Laid out.
        below: Buttons below the last one.
        thread: Sends them to a thread of their own where that is possible.
    """
    last = len(posts) - 1
    return [
        {
            "content": post.content,
            "file": post.file,
            "buttons": [[one.label, one.id] for one in below if number == last],
            "thread": thread,
        }
        for number, post in enumerate(posts)
    ]


def nonce_of(key: str, mark: object) -> str:
    """Make a nonce: the same for the same key and mark, so that Discord posts it only once."""
    name = f"{key}#{mark}"
    return "c" + hashlib.sha256(name.encode()).hexdigest()[: NONCE_CHARS - 1]


@dataclass(frozen=True, slots=True, kw_only=True)
class _Spot:
    """Where a message goes, what it is called, and whether it may be there already."""

    channel: str
    mark: str
    answers: str = ""
    view: ui.View | None = None
    again: bool = False


class Posting:
    """Posts what was laid out.

    Args:
        line: Takes it to Discord.
    """

    def __init__(self, line: Line) -> None:
        self._line = line

    async def post(self, ask: Ask, part: Part, *, number: int, again: bool) -> str:
        """Post one message of an answer; see `bot.ports.Platform.post`."""
        post = _post(part)
        if ask.token:
            return await self._by_token(ask, post, _view(part), number=number, again=again)
        here = _Spot(
            channel=ask.channel,
            mark=str(number),
            # Only the first message points at the draft, the others follow it.
            answers=ask.message if ask.replies and not number else "",
            view=_view(part),
            again=again,
        )
        if part.get("thread"):
            try:
                thread = await self._line.open_thread(ask.channel, ask.message)
                return await self._once(ask, post, replace(here, channel=thread, answers=""))
            except api.RefusedError as error:
                if error.unsure:
                    raise
                api.log.info("no thread, answering in place %s", error)
        return await self._in_place(ask, post, here)

    async def tip(self, channel: str, key: str, part: Part, *, number: int, again: bool) -> str:
        """Post a tip; one that may have been posted is looked for first."""
        post, nonce = _post(part), nonce_of(key, number)
        if again:
            since = datetime.now(UTC) - TIP_LIFE
            found = await self._line.find(channel, post, nonce=nonce, since=since)
            if found is None:
                raise DeliveryError("nobody can look into that channel", unsure=True)
            if found:
                return found
        return await self._line.post(channel, post, nonce=nonce)

    async def late(self, ask: Ask) -> None:
        """Say in a DM that the time to answer has passed."""
        await self._in_person(ask, LATE)

    async def doubt(self, ask: Ask) -> None:
        """Say that the answer may be missing; a draft that can be read again gets a button."""
        if ask.token:
            await self._told_by_token(ask, DOUBT_ALONE)
        elif ask.door in settling.DOORS:
            await self.say(ask, DOUBT_ALONE, mark="doubt")
        else:
            view = row([buttons.again(ask.channel, ask.message)])
            await self.say(ask, DOUBT, mark="doubt", view=view)

    async def failed(self, ask: Ask) -> None:
        """Say where they asked that there is no answer."""
        if ask.token:
            await self._told_by_token(ask, _failed(ask))
        else:
            await self.say(ask, _failed(ask), mark="failed")

    async def say(self, ask: Ask, sentence: str, *, mark: str, view: ui.View | None = None) -> None:
        """Say one sentence below a message, or else to its author.

        Args:
            ask: Came in a message.
            sentence: Ours, in Discord's markup.
            mark: Names it among all we say to this ask.
            view: Buttons below it.

        Raises:
            DeliveryError: Discord took it nowhere.
        """
        answers = ask.message if ask.replies else ""
        here = _Spot(channel=ask.channel, mark=mark, answers=answers, view=view)
        try:
            await self._in_place(ask, Post(content=sentence), here)
        except api.RefusedError as error:
            if not ask.guild:
                raise
            api.log.warning("nothing posted where they asked, telling in a DM %s", error)
            await self._in_person(ask, NOT_SHOWN)

    async def _told_by_token(self, ask: Ask, sentence: str) -> None:
        # What others can read as well gives nothing back of what was typed for us alone.
        post = Post(content=sentence) if ask.public else _with_draft(ask, sentence)
        try:
            # It fills the deferred answer in, if that is still empty.
            await self._line.hooks.follow_up(ask, post)
        except api.RefusedError as error:
            api.log.warning("nothing shown where they asked, telling in a DM %s", error)
            await self._in_person(ask, sentence)

    async def _in_person(self, ask: Ask, sentence: str) -> None:
        channel = await self._line.open_dm(ask.user)
        nonce = nonce_of(ask.key, "in person")
        await self._line.post(channel, _with_draft(ask, sentence), nonce=nonce)

    async def _by_token(
        self, ask: Ask, post: Post, view: ui.View | None, *, number: int, again: bool
    ) -> str:
        hooks = self._line.hooks
        if number and again:
            raise DeliveryError("nobody can look for a private message", unsure=True)
        try:
            return await (hooks.follow_up if number else hooks.fill_in)(ask, post, view)
        except api.RefusedError as error:
            unknown = error.code in (api.UNKNOWN_WEBHOOK, api.UNKNOWN_INTERACTION)
            if unknown and time.time() - ask.seen_at < ACKNOWLEDGED_S:
                raise DeliveryError("not acknowledged yet") from error
            if not post.file or error.unsure or error.status == api.UNAUTHORIZED or unknown:
                raise
        first, *others = without_file(post)
        first_view = None if others else view
        ref = await (hooks.follow_up if number else hooks.fill_in)(ask, first, first_view)
        for place, other in enumerate(others, start=1):
            await hooks.follow_up(ask, other, view if place == len(others) else None)
        return ref

    async def _in_place(self, ask: Ask, post: Post, spot: _Spot) -> str:
        try:
            return await self._once(ask, post, spot)
        except api.RefusedError as error:
            if error.code != api.REPLY_NEEDS_HISTORY:
                raise
        return await self._once(ask, post, replace(spot, answers=""))

    async def _once(self, ask: Ask, post: Post, spot: _Spot) -> str:
        if spot.again and datetime.now(UTC) - born(ask.id) > NONCE_LIFE:
            found = await self._line.find(
                spot.channel,
                post,
                nonce=nonce_of(ask.key, spot.mark),
                since=born(ask.id),
                answers=spot.answers,
            )
            if found is None:
                raise DeliveryError("nobody can look into that channel", unsure=True)
            if found:
                return found
        try:
            return await self._send(ask, post, spot)
        except api.RefusedError as error:
            if not post.file or error.unsure or error.code == api.REPLY_NEEDS_HISTORY:
                raise
        first, *others = without_file(post)
        ref = await self._send(ask, first, replace(spot, view=None if others else spot.view))
        for number, other in enumerate(others, start=1):
            view = spot.view if number == len(others) else None
            mark = f"{spot.mark}.{number}"
            await self._send(ask, other, replace(spot, mark=mark, answers="", view=view))
        return ref

    async def _send(self, ask: Ask, post: Post, spot: _Spot) -> str:
        return await self._line.post(
            spot.channel,
            post,
            nonce=nonce_of(ask.key, spot.mark),
            answers=spot.answers,
            guild=ask.guild,
            view=spot.view,
        )


def _view(part: Part) -> ui.View | None:
    found = part.get("buttons")
    return (
        row([Button(label=label, id=id_) for label, id_ in found])
        if isinstance(found, list)
        else None
    )


def _failed(ask: Ask) -> str:
    return FAILED_PRESS if ask.door in settling.DOORS else FAILED


def _post(part: Part) -> Post:
    return Post(content=str(part["content"]), file=str(part["file"]))


def _with_draft(ask: Ask, sentence: str) -> Post:
    """Give the draft back where it would else be gone."""
    return in_one(Reply(lead=sentence, text=facts.mask(ask.typed)))
