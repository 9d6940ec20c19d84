"""What outlives a restart: jobs until they are answered, settings, and keys of what was done."""

from bot.store.rows import (
    FeedbackCount,
    Outcome,
    Part,
    PartState,
    Replica,
    Waiting,
    Workspace,
)
from bot.store.schema import Upgrade
from bot.store.store import Store

__all__ = [
    "FeedbackCount",
    "Outcome",
    "Part",
    "PartState",
    "Replica",
    "Store",
    "Upgrade",
    "Waiting",
    "Workspace",
]
