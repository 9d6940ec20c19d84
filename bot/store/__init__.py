"""What outlives a restart: which events were answered, which tips told. Nobody's words."""

from bot.store.store import Store

__all__ = ["Store"]
