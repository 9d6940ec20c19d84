"""What a person types or pastes into a terminal, line by line; a wait ends when cancelled."""

from __future__ import annotations

import asyncio
import os

PASTE_GAP_S = 0.05
LONGEST_LINE = 4096
"""Bytes of a line, its end included, that a terminal passes on; the rest of it is gone.

Source: Linux, termios(3), "Canonical and noncanonical mode", read 2026-11-22.
"""


class TooLongError(Exception):
    """A line was longer than a terminal passes on, so nobody knows how it ended."""


async def line(keys: int) -> str:
    """Read one line with its end; "" at the end of the input.

    Args:
        keys: The terminal's file descriptor.

    Raises:
        TooLongError: The line may have been cut.
    """
    read: list[bytes] = []
    while True:
        await _readable(keys)
        piece = os.read(keys, LONGEST_LINE)
        read.append(piece)
        if not piece or piece.endswith(b"\n"):
            break
    if len(read[-1]) == LONGEST_LINE:
        raise TooLongError
    return b"".join(read).decode(errors="replace")


async def more_waits(keys: int) -> bool:
    """Tell whether a pasted text goes on: it arrives at once, so its rest waits behind a line."""
    try:
        async with asyncio.timeout(PASTE_GAP_S):
            await _readable(keys)
    except TimeoutError:
        return False
    return True


async def _readable(keys: int) -> None:
    ready = asyncio.Event()
    loop = asyncio.get_running_loop()
    # A thread that reads could not be told to stop: Ctrl-C would wait for Enter.
    loop.add_reader(keys, ready.set)
    try:
        await ready.wait()
    finally:
        loop.remove_reader(keys)
