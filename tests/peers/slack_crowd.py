"""People who write to a coach in Slack, and what became of their drafts."""

from __future__ import annotations

from collections.abc import Callable

from tests.peers.coach_process import PATIENCE_S
from tests.peers.desk_account import Account, account, is_doubt
from tests.peers.slack_keeping import KeepingSlack


class SlackCrowd:
    """Writes in threads, alone, in DMs and by command.

    Args:
        slack: Where they are.
    """

    refusal = "not taken platform=slack door=command"
    """What the coach logs when it refuses, in a sentence, what Slack would not send again."""

    def __init__(self, slack: KeepingSlack) -> None:
        self._slack = slack
        self._thread = ""

    def is_served(self) -> bool:
        """Tell whether a coach listens."""
        return bool(self._slack.sockets)

    async def until(self, true: Callable[[], object], patience_s: float = PATIENCE_S) -> None:
        """Wait until something holds, looking again after every change."""
        await self._slack.until(true, patience_s)

    async def write(self, text: str, number: int) -> None:
        """Write a draft, by one door after another."""
        match number % 6:
            case 0:
                await self._slack.command(text)
            case 1:
                await self._slack.direct(text)
            case 2:
                name = await self._slack.mention(text)
                self._thread = name.rsplit(":", maxsplit=1)[-1]
            case 3:
                await self._slack.mention(text, thread=self._thread)
            case _:
                await self._slack.mention(text)

    def account(self) -> Account:
        """Count what became of the drafts so far."""
        return account(self._slack)

    def all_told(self) -> bool:
        """Tell whether everything is acknowledged, and nobody waits."""
        events = [one for one in self._slack.kept.values() if one.kind == "events_api"]
        return all(one.acked_at for one in events) and not self.account().lost

    async def press(self) -> tuple[int, int]:
        """Press every button of doubt; give how many there are, and how many bring an answer.

        A press carries its draft, and has it coached anew.
        """
        doubts = [one for one in self._slack.shown if is_doubt(one) and one.thread]
        names = [await self._slack.press(one) for one in doubts]
        await self.until(lambda: all(self._slack.responses(name) for name in names))
        found = [self._slack.responses(name)[0].body["text"] for name in names]
        return len(doubts), sum("48213" in str(text) for text in found)
