"""Our buttons and what their ids carry, so that they work after a restart and cost no memory.

Pure text work; nothing here knows discord.py.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from bot import votes
from bot.platforms.discord.layout import size

MAX_ID_CHARS = 100
"""Source: Discord, Component reference, "custom_id", read 2026-11-22."""
CARRIED = r"coach:(?P<what>why|again|answer|tell|vote):(?P<carried>.*)"
ANSWER, TELL = "coach:answer:", "coach:tell:"
"""Forms have the ids of the buttons that open them."""
_BETWEEN = "|"


@dataclass(frozen=True, slots=True, kw_only=True)
class Button:
    """One button.

    Args:
        label: What people read.
        id: What comes back when it is pressed.
    """

    label: str
    id: str


def why(channel: str, message: str, by: str) -> Button:
    """Explain a rewrite to whoever wrote the draft in that message.

    Args:
        channel: Of the message.
        message: With the draft.
        by: Who wrote the rewrite, such as `offline`.
    """
    return Button(label="Why?", id=f"coach:why:{channel}:{message}:{by}")


def again(channel: str, message: str) -> Button:
    """Show an answer that may be missing to whoever wrote the draft in that message."""
    return Button(label="Show me the answer", id=f"coach:again:{channel}:{message}")


def answer(channel: str, message: str, writer: str) -> Button:
    """Ask the writer of a draft that stands in a message what only they can say."""
    return Button(label="Answer", id=f"{ANSWER}{channel}:{message}:{writer}")


def tell(names: Sequence[str]) -> Button | None:
    """Ask what only the agent can say about the draft shown above the button.

    Args:
        names: People the platform named beside that draft.

    Returns:
        The button, or None when the names do not fit into it.
    """
    made = Button(label="Answer", id=TELL + _BETWEEN.join(names))
    fits = size(made.id) <= MAX_ID_CHARS and not any(_BETWEEN in name for name in names)
    return made if fits else None


def names_in(form: str) -> tuple[str, ...]:
    """Read the names back from the id of the form."""
    return tuple(filter(None, form.removeprefix(TELL).split(_BETWEEN)))


def vote(by: str) -> tuple[Button, Button]:
    """Ask whether a rewrite helped.

    Args:
        by: Who wrote it.
    """
    yes, no = votes.values(by)
    return (
        Button(label=votes.HELPED, id=f"coach:{yes}"),
        Button(label=votes.NOT_QUITE, id=f"coach:{no}"),
    )
