"""Remembering what was read in a text for as long as one coaching lasts, and not a moment longer.

A coaching hears the same texts and checks them for facts, promises and noes again and again. What
was read is kept while it runs and is forgotten with it: nobody's words outlive it in this process.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from functools import update_wrapper
from typing import ParamSpec, TypeVar

Asked = ParamSpec("Asked")
Read = TypeVar("Read")
_MEMORY: ContextVar[dict[object, object] | None] = ContextVar("memory", default=None)


@contextmanager
def remembering() -> Iterator[None]:
    """Remember what is read inside; a memory inside another one is the same memory.

    A caller that lays one draft beside several rewrites opens it around all of them.
    """
    if _MEMORY.get() is not None:
        yield
        return
    memory: dict[object, object] = {}
    token = _MEMORY.set(memory)
    try:
        yield
    finally:
        _MEMORY.reset(token)
        # A connection that was opened meanwhile keeps the context it was opened in.
        memory.clear()


def remembered(read: Callable[Asked, Read]) -> Callable[Asked, Read]:
    """Read a text once for each memory, and afresh where there is none.

    Args:
        read: A pure function of hashable, positional values.
    """

    def once(*args: Asked.args, **kwargs: Asked.kwargs) -> Read:
        memory = _MEMORY.get()
        if memory is None:
            return read(*args, **kwargs)
        key = (read, args)
        try:
            return memory[key]  # type: ignore[return-value]  # the key holds the function it came from
        except KeyError:
            found = memory[key] = read(*args, **kwargs)
            return found

    update_wrapper(once, read)
    return once
