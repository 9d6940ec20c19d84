"""The fact ledger's front door: find, lock, restore, compare, mask."""

from __future__ import annotations

from bot.coaching.fact_finding import find
from bot.coaching.fact_ledger import compare
from bot.coaching.fact_lock import Locked, leftovers, lock, mask, restore

__all__ = ["Locked", "compare", "find", "leftovers", "lock", "mask", "restore"]
