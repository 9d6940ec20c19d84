"""How long Discord is waited for."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True, kw_only=True)
class Patience:
    """How long the platform waits for what, in seconds.

    Args:
        first_pause_s: Before the second connection after a failure; doubled for each further one.
        longest_pause_s: The most that pause grows to.
        steady_s: A connection that held this long counts as good: the pause starts small again.
        grace_s: For what is being taken in when we are told to stop.
        login_s: For logging in.
        ready_s: For servers that come late after connecting.
        identify_s: Between the first words of two shards.
            Source: Discord, Gateway, "Sharding", read 2026-11-21.
        note_s: Between two notes of how far we read.
        drain_s: For reading what an old session holds.
        store_pauses_s: Between tries to store a message.
    """

    first_pause_s: float = 1.0
    longest_pause_s: float = 300.0
    steady_s: float = 60.0
    grace_s: float = 5.0
    login_s: float = 60.0
    ready_s: float = 2.0
    identify_s: float = 5.0
    note_s: float = 3.0
    drain_s: float = 30.0
    store_pauses_s: tuple[float, ...] = (1.0, 4.0)
