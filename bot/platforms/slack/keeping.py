"""What is kept of a Slack workspace: that it is there, when its channels get tips, its votes.

Every method but `known` and `forget` raises `StoreError` while the store is away; the desk then
tries the job again.
"""

from __future__ import annotations

import logging
from collections.abc import Sequence

from bot import tip_times, votes
from bot.coaching.render import Reply
from bot.config import Settings
from bot.errors import StoreError
from bot.platforms.slack import blocks, words
from bot.platforms.slack.asks import Ask, Me
from bot.platforms.slack.posting import OUTSIDE, parts
from bot.ports import Part
from bot.tip_times import TipTime, Workspaces

log = logging.getLogger("umbrella.slack")

DOORS = ("feedback", "settings")
NOT_ERASED = (
    "What is stored of it could not be erased just now: run coach forget --platform slack "
    "--workspace {team}."
)


class Keeping:
    """Settles what agents want kept.

    Args:
        settings: The usual time of a tip.
        workspaces: Where it is kept.
    """

    def __init__(self, settings: Settings, workspaces: Workspaces) -> None:
        self._settings = settings
        self._workspaces = workspaces

    async def known(self, me: Me) -> None:
        """Keep that we are in a workspace; no answer hangs on it."""
        try:
            await self._workspaces.keep_workspace("slack", me.team, me.name)
        except StoreError as error:
            log.warning("workspace not kept platform=slack why=%s", error)

    async def forget(self, me: Me) -> str:
        """Erase all there is of a workspace that sent us away.

        Returns:
            "", or a sentence for an admin when that failed.
        """
        try:
            erased = await self._workspaces.forget("slack", workspace=me.team)
        except StoreError as error:
            log.warning("workspace not forgotten platform=slack why=%s", error)
            return NOT_ERASED.format(team=me.team)
        log.info("workspace forgotten platform=slack erased=%d", erased)
        return ""

    async def answer(self, ask: Ask) -> Sequence[Part]:
        """Keep what an ask through one of our `DOORS` says; doing it twice changes nothing.

        It needs no line: what waited over a restart may be settled before Slack knows us again.
        """
        if ask.door == "feedback":
            sentence = await votes.count(
                self._workspaces, ask.text, platform="slack", workspace=ask.team, person=ask.user
            )
            return parts([blocks.plain(sentence)])
        return await self._settled(ask)

    async def _settled(self, ask: Ask) -> Sequence[Part]:
        wish = tip_times.asked(ask.text)
        if wish is None:
            return parts([blocks.plain(tip_times.NOT_READ)])
        usual = TipTime(
            channel=ask.channel, at=self._settings.tip_time, zone=self._settings.tip_timezone
        )
        sentence = await tip_times.settle(
            self._workspaces, wish, platform="slack", workspace=ask.team, usual=usual
        )
        (part,) = parts([blocks.plain(sentence)])
        if wish.off:
            return [part]
        invited = Reply(lead=sentence, text="", lines=(words.INVITE,))
        (outside,) = parts(blocks.messages(invited))
        # Whether we are in the channel shows when we post, and not before.
        return [{**part, OUTSIDE: outside}]
