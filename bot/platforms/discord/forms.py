"""What agents press and fill in: the buttons below an answer and the form of `/coach`.

They carry all they need in their ids, so that they work after a restart and cost no memory.
"""

from __future__ import annotations

import re
from typing import Any

import discord
from discord import ui

FORM_ID = "coach:form"
FIELD_CHARS = 4000
"""Source: Discord, Component reference, "Text Input", read 2026-11-21."""


class WhyButton(
    ui.DynamicItem[ui.Button[ui.View]], template=r"coach:why:(?P<channel>\d+):(?P<message>\d+)"
):
    """The button that explains a rewrite to the one who wrote the draft.

    Args:
        channel: Id of the channel the draft is in.
        message: Id of the message that holds the draft.
    """

    def __init__(self, channel: int, message: int) -> None:
        self._channel = channel
        self._message = message
        super().__init__(_button("Why?", f"coach:why:{channel}:{message}"))

    @classmethod
    async def from_custom_id(
        cls,
        interaction: discord.Interaction[Any],
        item: ui.Item[Any],
        match: re.Match[str],
        /,
    ) -> WhyButton:
        """Make the button again from its id."""
        del interaction, item
        return cls(int(match["channel"]), int(match["message"]))

    async def callback(self, interaction: discord.Interaction[Any]) -> None:
        """Explain, for the presser's eyes only."""
        await interaction.client.doors.button(interaction, "why", self._channel, self._message)


class AgainButton(
    ui.DynamicItem[ui.Button[ui.View]], template=r"coach:again:(?P<channel>\d+):(?P<message>\d+)"
):
    """The button below an answer that may be missing: it shows it to whoever wrote the draft.

    Args:
        channel: Id of the channel the draft is in.
        message: Id of the message that holds the draft.
    """

    def __init__(self, channel: int, message: int) -> None:
        self._channel = channel
        self._message = message
        super().__init__(_button("Show me the answer", f"coach:again:{channel}:{message}"))

    @classmethod
    async def from_custom_id(
        cls,
        interaction: discord.Interaction[Any],
        item: ui.Item[Any],
        match: re.Match[str],
        /,
    ) -> AgainButton:
        """Make the button again from its id."""
        del interaction, item
        return cls(int(match["channel"]), int(match["message"]))

    async def callback(self, interaction: discord.Interaction[Any]) -> None:
        """Coach the draft once more, for the presser's eyes only."""
        await interaction.client.doors.button(interaction, "again", self._channel, self._message)


def _button(label: str, custom_id: str) -> ui.Button[ui.View]:
    return ui.Button(label=label, style=discord.ButtonStyle.secondary, custom_id=custom_id)


class DraftForm(ui.Modal, title="Coach a draft"):
    """The form that `/coach` opens when it is given no draft.

    What is typed into it is read by `typed`, which needs no memory of having opened it.

    Args:
        customer: What the agent already gave as the customer's message, or "".
    """

    def __init__(self, customer: str) -> None:
        super().__init__(custom_id=FORM_ID, timeout=600.0)
        self.add_item(_field("draft", "Your draft", "The reply you are about to send."))
        self.add_item(
            _field("customer", "The customer's message", "Leave it empty if you like.", customer)
        )


def typed(interaction: discord.Interaction) -> tuple[str, str]:
    """Read draft and customer's message from a form that was sent in."""
    found: dict[str, str] = {}
    _collect(interaction.data, found)
    return found.get("draft", ""), found.get("customer", "")


def _field(name: str, label: str, hint: str, default: str | None = None) -> ui.Label[DraftForm]:
    return ui.Label(
        text=label,
        description=hint,
        component=ui.TextInput(
            custom_id=name,
            style=discord.TextStyle.paragraph,
            default=default or None,
            required=default is None,
            max_length=FIELD_CHARS,
        ),
    )


def _collect(part: object, found: dict[str, str]) -> None:
    if isinstance(part, list):
        for one in part:
            _collect(one, found)
    elif isinstance(part, dict):
        name, value = part.get("custom_id"), part.get("value")
        if isinstance(name, str) and isinstance(value, str):
            found[name] = value
        _collect(part.get("components"), found)
        _collect(part.get("component"), found)
