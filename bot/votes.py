"""Whether a coaching helped: what a button carries for it, and what is kept. The same everywhere.

A vote names who wrote and nobody else: no person, no word of a draft.
"""

from __future__ import annotations

import hashlib
import re
import secrets
from dataclasses import dataclass
from typing import Protocol

HELPED = "This helped"
NOT_QUITE = "Not quite"
COUNTED = {True: "Noted, thank you.", False: "Noted, thank you. The last word is yours."}
NOT_COUNTED = "I did not get to count that. Could you press once more in a minute?"
UNREADABLE = "I cannot read that button any more, so nothing was counted."

_SAYS = {True: "yes", False: "no"}
_CARRIED = re.compile(r"vote:(?P<writer>[\w.-]{1,40}):(?P<answer>[0-9a-f]{16}):(?P<useful>yes|no)")


class Ballots(Protocol):
    """Where votes are counted; the store is one."""

    async def add_feedback(
        self, key: str, *, platform: str, workspace: str, writer: str, useful: bool
    ) -> None:
        """Count a vote, once for each key; a second one replaces the first."""
        ...


@dataclass(frozen=True, slots=True, kw_only=True)
class Vote:
    """What somebody said about one coaching by a press of a button.

    Args:
        writer: Who wrote the rewrite: `offline`, `openai`.
        answer: Tells this coaching from others; drawn at random, so that it leads back to nothing.
        useful: Whether it helped.
    """

    writer: str
    answer: str
    useful: bool

    def key(self, platform: str, person: str) -> str:
        """Make the key under which one person's vote counts once; there is no way back from it."""
        told = f"{platform}:{self.answer}:{person}"
        return hashlib.sha256(told.encode()).hexdigest()


def values(writer: str) -> tuple[str, str]:
    """Make what the two buttons below a coaching carry: one for yes, one for no.

    Args:
        writer: Who wrote the rewrite.

    Returns:
        Each at most 70 characters.
    """
    answer = secrets.token_hex(8)
    yes, no = (f"vote:{writer}:{answer}:{_SAYS[useful]}" for useful in (True, False))
    return yes, no


def read(value: str) -> Vote | None:
    """Read back what a button carries; None when it is none of ours."""
    found = _CARRIED.fullmatch(value)
    if found is None:
        return None
    return Vote(writer=found["writer"], answer=found["answer"], useful=found["useful"] == "yes")


async def count(
    ballots: Ballots, carried: str, *, platform: str, workspace: str, person: str
) -> str:
    """Count what a pressed button carries, and give the sentence for whoever pressed it.

    Args:
        ballots: Where.
        carried: The button's value.
        platform: `slack` or `discord`.
        workspace: Team or guild id.
        person: Who pressed; no way leads back to them from what is kept.

    Raises:
        StoreError: It could not be counted.
    """
    vote = read(carried)
    if vote is None:
        return UNREADABLE
    await ballots.add_feedback(
        vote.key(platform, person),
        platform=platform,
        workspace=workspace,
        writer=vote.writer,
        useful=vote.useful,
    )
    return COUNTED[vote.useful]
