"""One thing to answer, with all that is needed to answer it from another process."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class Job:
    """What somebody, or the clock, asked for at one door of one platform.

    Args:
        key: The platform's own identity of the event, `slack:Ev123`; at most 200 characters.
        platform: `slack` or `discord`.
        door: Where it came in: `mention`, `dm`, `help`, `command`, `shortcut`, `form`, `menu`,
            `why`, `again`, `answer`, `home`, `settings`, `feedback`, `tip`.
        lane: Jobs of one lane are answered in the order they were taken; empty means no order.
        workspace: The Slack team or Discord guild; empty where there is none.
        person: The agent's id on that platform; empty for tips.
        expires_at: After this nobody can be answered there, aware of its zone; None means never.
        taken_at: When it was stored, aware of its zone; None before that.
        words: JSON: what was written, and where the answer goes.
    """

    key: str
    platform: str
    door: str
    lane: str = ""
    workspace: str = ""
    person: str = ""
    expires_at: datetime | None = None
    taken_at: datetime | None = None
    words: Mapping[str, object]
