"""What everybody who touches the engine has to agree on: queues, names, the form of its URL."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from typing import Literal

from dbos import error as engine_errors
from sqlalchemy.exc import SQLAlchemyError

from bot.errors import StoreError
from bot.store.database import parse

Queue = Literal["answers", "quick", "tips", "later"]
ANSWERS: Queue = "answers"
QUICK: Queue = "quick"
TIPS: Queue = "tips"
LATER: Queue = "later"
PRIORITY: Mapping[Queue, int] = {"quick": 1, "answers": 1, "later": 5, "tips": 10}
QUEUES = (ANSWERS, QUICK, TIPS, LATER)

APPLICATION = "coach"
VERSION = "coach-1"
"""Pinned: with DBOS's own, a hash of our sources, every release would strand what is waiting."""
ANSWER_FLOW = "answer.v1"
TELL_FLOW = "tell.v1.alone"
LATER_FLOW = "later.v1"
TELL_LATER_FLOW = "tell_later.v1"
AWAY = "away"
"""What delivering and telling give back while the platform cannot be reached."""
HOPELESS = ("ERROR", "MAX_RECOVERY_ATTEMPTS_EXCEEDED", "CANCELLED")
"""Statuses of jobs that the engine will not work on again by itself."""
WORKING = "PENDING"
DONE, FAILED = "SUCCESS", "ERROR"
MANY = 500


def told(key: str) -> str:
    """Name the telling of an agent that a job did not work out."""
    return f"{key}#told"


def later(key: str) -> str:
    """Name the delivering of a job whose platform was away."""
    return f"{key}#later"


def told_later(key: str) -> str:
    """Name the telling of an agent whose platform was away."""
    return f"{key}#told-later"


def all_of(key: str) -> tuple[str, ...]:
    """Name everything the engine may run for a job, what comes last first."""
    return told_later(key), told(key), later(key), key


def newest(key: str, fates: Mapping[str, str]) -> tuple[str, str]:
    """Find what the engine last ran, or will run, for a job: its name and its status.

    Args:
        key: The job's.
        fates: Statuses by the names of `all_of`; what the engine does not know is left out.

    Returns:
        The job's key and "" when it knows nothing.
    """
    return next(((name, fates[name]) for name in all_of(key) if name in fates), (key, ""))


def plain(url: str) -> str:
    """Give the URL as the store reads it, without a driver: DBOS brings its own."""
    return parse(url).render_as_string(hide_password=False)


def batches(keys: Sequence[str]) -> Iterator[list[str]]:
    """Part keys into as many as one query may name: a database takes some thousands."""
    for start in range(0, len(keys), MANY):
        yield list(keys[start : start + MANY])


FAULTS = (SQLAlchemyError, OSError, engine_errors.DBOSException, RuntimeError)
"""What the engine and its database raise; one that is being stopped raises errors of its own, and
its threads a `RuntimeError`."""


@contextmanager
def mapped() -> Iterator[None]:
    """Turn what the engine and its database raise into our own error.

    Whoever asks an engine that is being stopped finds it as little usable as one whose database is
    away.
    """
    try:
        yield
    except FAULTS as error:
        raise StoreError(f"the engine's tables cannot be used: {type(error).__name__}") from error
