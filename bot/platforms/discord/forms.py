"""What agents press and fill in, as discord.py knows it: buttons, and the forms they open."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import Any

import discord
from discord import ui

from bot.coaching import intake
from bot.platforms.discord.buttons import CARRIED, Button
from bot.platforms.discord.layout import plain

FORM_ID = "coach:form"
FIELD_CHARS = 4000
"""Source: Discord, Component reference, "Text Input", read 2026-11-21."""
HINT_CHARS = 100
"""Source: Discord, Component reference, "Label", "description", read 2026-11-22."""
MANY_PARTS = 5
"""Source: Discord, Interaction response, "Modal", "components", read 2026-11-22."""
OPEN_S = 600.0


class CoachButton(ui.DynamicItem[ui.Button[ui.View]], template=CARRIED):
    """Any of our buttons, pressed in this life or an earlier one.

    Args:
        button: Its label and its id.
    """

    def __init__(self, button: Button) -> None:
        style = discord.ButtonStyle.secondary
        super().__init__(ui.Button(label=button.label, style=style, custom_id=button.id))

    @classmethod
    async def from_custom_id(
        cls,
        interaction: discord.Interaction[Any],
        item: ui.Item[Any],
        match: re.Match[str],
        /,
    ) -> CoachButton:
        """Make the button again from its id."""
        del interaction, item
        return cls(Button(label="", id=match[0]))

    async def callback(self, interaction: discord.Interaction[Any]) -> None:
        """Take it to its door."""
        found = self.template.fullmatch(self.custom_id)
        if found:
            await interaction.client.doors.pressed(interaction, found["what"], found["carried"])


def row(buttons: Sequence[Button]) -> ui.View | None:
    """Lay buttons out beside each other; None where there are none."""
    if not buttons:
        return None
    view = ui.View(timeout=None)
    for button in buttons:
        view.add_item(CoachButton(button))
    return view


class DraftForm(ui.Modal, title="Coach a draft"):
    """The form that `/coach` opens when it is given no draft.

    What is typed into a form is read by `filled`, which needs no memory of having opened it.

    Args:
        customer: What the agent already gave as the customer's message, or "".
    """

    def __init__(self, customer: str) -> None:
        super().__init__(custom_id=FORM_ID, timeout=OPEN_S)
        self.add_item(_field("draft", "Your draft", "The reply you are about to send."))
        hint = "Leave it empty if you like."
        self.add_item(
            _field("customer", "The customer's message", hint, default=customer, needed=False)
        )


class AnswerForm(ui.Modal, title="Only you can say"):
    """The form that "Answer" opens: a field for each question.

    Args:
        custom_id: Of the button that opens it.
        questions: As many as there is room for are asked; none makes one field for them all.
        draft: What is coached again, for the agent to see and change; "" when it stands in Discord.
    """

    def __init__(self, custom_id: str, questions: Sequence[str], draft: str = "") -> None:
        super().__init__(custom_id=custom_id, timeout=OPEN_S)
        asked = list(questions)[: MANY_PARTS - bool(draft)] or ["What only you can say, see above."]
        one = len(asked) == 1
        labels = ["Your answer"] if one else [f"Question {n}" for n in range(1, len(asked) + 1)]
        parts: list[ui.Item[AnswerForm]] = []
        long = [text for text in zip(labels, asked, strict=True) if len(text[1]) > HINT_CHARS]
        if long and len(asked) + bool(draft) < MANY_PARTS:
            whole = (text if one else f"{label}: {text}" for label, text in long)
            parts.append(ui.TextDisplay("\n".join(map(plain, whole))))
        if draft:
            hint = "Lines with “>” above it are the customer's."
            parts.append(_field("draft", "Your draft", hint, default=draft))
        for number, (label, text) in enumerate(zip(labels, asked, strict=True)):
            said, most = f"said{number}", intake.MAX_ANSWER_CHARS
            parts.append(_field(said, label, _cut(text), needed=one, max_chars=most))
        for part in parts:
            self.add_item(part)


def filled(interaction: discord.Interaction) -> dict[str, str]:
    """Read what was typed into a form: each field's text by its name, in order."""
    found: dict[str, str] = {}
    _collect(interaction.data, found)
    return found


def _field(
    name: str,
    label: str,
    hint: str,
    *,
    default: str = "",
    needed: bool = True,
    max_chars: int = FIELD_CHARS,
) -> ui.Label[Any]:
    return ui.Label(
        text=label,
        description=hint,
        component=ui.TextInput(
            custom_id=name,
            style=discord.TextStyle.paragraph,
            default=default or None,
            required=needed,
            max_length=max_chars,
        ),
    )


def _cut(text: str) -> str:
    return text if len(text) <= HINT_CHARS else text[: HINT_CHARS - 1].rstrip() + "…"


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
