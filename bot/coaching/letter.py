"""The shape of what an LLM is sent: values only, no rendering and no reading."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from bot.coaching.domain import Draft
from bot.coaching.principle import Principles
from bot.coaching.prose import Prose


@dataclass(frozen=True, slots=True, kw_only=True)
class Head:
    """The beginning of every letter.

    Args:
        system: The system message, byte for byte the same for the same prompt files.
        canary: A word in it that no honest answer repeats.
        prose: The texts it was made from.
        principles: The principles it teaches.
    """

    system: str
    canary: str
    prose: Prose
    principles: Principles


@dataclass(frozen=True, slots=True, kw_only=True)
class Letter:
    """Exactly what an LLM is sent for one draft, and what is needed to read its answer.

    Args:
        head: The system message and what belongs to it.
        user: The user message.
        vault: Placeholder to the characters it stands for; never sent.
        required: Placeholders that must come back.
        undo: What was bent in the data, and what it was.
        draft: The draft itself; never sent.
    """

    head: Head
    user: str
    vault: Mapping[str, str]
    required: tuple[str, ...]
    undo: Mapping[str, str]
    draft: Draft

    @property
    def system(self) -> str:
        """The system message."""
        return self.head.system

    @property
    def canary(self) -> str:
        """The mark that must not come back."""
        return self.head.canary

    @property
    def messages(self) -> list[dict[str, str]]:
        """The list of messages, exactly as it is sent."""
        return [
            {"role": "system", "content": self.system},
            {"role": "user", "content": self.user},
        ]
