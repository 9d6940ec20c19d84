"""What outlives a restart: which events were answered, which tips were told. Never anybody's words."""

from bot.store.store import Store

__all__ = ["Store"]
