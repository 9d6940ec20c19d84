"""What outlives a restart: jobs until they are answered, settings, and keys of what was done."""

from bot.store.rows import (
    FeedbackCount,
    Outcome,
    OutcomeCount,
    PartState,
    Replica,
    Standing,
    Waiting,
    Workspace,
)
from bot.store.schema import Upgrade
from bot.store.store import Store

__all__ = [
    "FeedbackCount",
    "Outcome",
    "OutcomeCount",
    "PartState",
    "Replica",
    "Standing",
    "Store",
    "Upgrade",
    "Waiting",
    "Workspace",
]
