"""People who write to a coach in Discord, and what became of their drafts."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field

from bot.platforms.discord import doors, posting
from tests.peers.coach_process import PATIENCE_S
from tests.peers.desk_account import Account
from tests.peers.discord_routes import Asked
from tests.peers.discord_server import DiscordServer
from tests.peers.discord_world import Json
from tests.peers.llm_echo import named

DEFERRED = 5
"""Source: Discord, Interaction Callback Type, read 2026-11-21."""
REFUSALS = (
    posting.FAILED,
    posting.FAILED_PRESS,
    posting.LATE,
    doors.NOT_TAKEN,
    doors.RESTARTING,
)
DOUBTS = (posting.DOUBT, posting.DOUBT_ALONE)


@dataclass(slots=True)
class _Told:
    """What an agent was told, by the name of their draft."""

    answered: Counter[str] = field(default_factory=Counter)
    refused: Counter[str] = field(default_factory=Counter)
    doubted: Counter[str] = field(default_factory=Counter)


class DiscordCrowd:
    """Writes alone, in a thread, in DMs, by command and from the menu of a message.

    Discord acknowledges no message, so every one counts that a session held for the coach; of
    commands those to which it said that an answer will come.

    Args:
        discord: Where they are.
    """

    refusal = "not taken platform=discord"
    """What the coach logs for every try to store that failed."""

    def __init__(self, discord: DiscordServer) -> None:
        self._discord = discord
        self._said: dict[str, Json] = {}
        self._asked: dict[str, Asked] = {}
        self._thread: Json | None = None

    def is_served(self) -> bool:
        """Tell whether a coach listens."""
        return bool(self._discord.gateway.connected and self._discord.routes.commands)

    async def until(self, true: Callable[[], object], patience_s: float = PATIENCE_S) -> None:
        """Wait until something holds, looking again after every call of the coach."""
        await self._discord.until(true, patience_s)

    async def write(self, text: str, number: int) -> None:
        """Write a draft, by one door after another."""
        discord, name = self._discord, named(text)
        mention = f"{discord.mention} {text}"
        match number % 6:
            case 0:
                self._asked[name] = await discord.slash(draft=text)
            case 1:
                self._said[name] = await discord.say(text, channel=discord.world.dm())
            case 2:
                self._said[name] = await discord.say(mention, channel=discord.world.voice)
            case 3:
                own = await discord.say(text)
                self._asked[name] = await discord.menu(own)
            case 4 if self._thread:
                self._said[name] = await discord.say(mention, channel=self._thread)
            case _:
                said = self._said[name] = await discord.say(mention)
                self._thread = discord.thread_of(said) or self._thread

    def account(self) -> Account:
        """Count what became of the drafts so far."""
        told = self._told()
        acked = [
            *self._said,
            *(name for name, one in self._asked.items() if one.answer == DEFERRED),
        ]
        open_ = [name for name in acked if not told.answered[name]]
        doubted = [name for name in open_ if told.doubted[name]]
        refused = [name for name in open_ if told.refused[name] and not told.doubted[name]]
        return Account(
            sent=len(self._said) + len(self._asked),
            acked=len(acked),
            answered=len(acked) - len(open_),
            doubted=len(doubted),
            doubted_in_vain=sum(1 for name in told.doubted if told.answered[name]),
            told=len(refused),
            lost=tuple(sorted({*open_} - {*doubted} - {*refused})),
            twice=tuple(sorted(name for name, times in told.answered.items() if times > 1)),
        )

    def all_told(self) -> bool:
        """Tell whether nobody waits."""
        return not self.account().lost

    async def press(self) -> tuple[int, int]:
        """Press every button of doubt; give how many there are, and how many bring an answer."""
        doubts = [one for one in self._discord.answers() if one["content"] == posting.DOUBT]
        asked = [await self._discord.press(one) for one in doubts]
        await self.until(lambda: all(one.texts for one in asked))
        return len(asked), sum("48213" in one.texts[0] for one in asked)

    def _told(self) -> _Told:
        told = _Told()
        for name, content in self._shown():
            if content.startswith(DOUBTS):
                told.doubted[name] += 1
            elif content.startswith(REFUSALS):
                told.refused[name] += 1
            else:
                told.answered[name] += 1
        return told

    def _shown(self) -> Iterator[tuple[str, str]]:
        """Give every message of the coach, with the name of the draft it is about."""
        by_id = {one["id"]: name for name, one in self._said.items()}
        for one in self._discord.answers():
            reference = one.get("message_reference", {}).get("message_id", "")
            name = named(one["content"]) or by_id.get(reference) or by_id.get(one["channel_id"])
            if name:
                yield name, one["content"]
        for name, asked in self._asked.items():
            for content in asked.texts:
                yield name, content
