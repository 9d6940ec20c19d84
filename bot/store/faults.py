"""What an admin is told when the database fails: one sentence, a next step, nobody's words."""

from __future__ import annotations

from sqlalchemy.exc import DBAPIError

from bot.errors import StoreError

FULL = "The disk that holds the store is full; free some space, and the coach carries on."
READ_ONLY = (
    "The store is read-only; let this process write the file that DATABASE_URL names, "
    "and its folder."
)
DAMAGED = (
    "The file that DATABASE_URL names is damaged or no database; put a backup in its place, "
    "or move it away to start with an empty one."
)
CANNOT_OPEN = (
    "The store cannot be opened; check that DATABASE_URL names a file this process may write."
)
BUSY = "The store is busy: another process is writing to it; try again."
AWAY = (
    "The database server does not answer; check that it runs and that DATABASE_URL names "
    "its host and port."
)
REFUSED = "The database server refuses us; check user, password and database in DATABASE_URL."
CLOSED = "The store is closed, as this process is stopping; the next one carries on."
FAILED = "The store cannot be read or written."
TOO_LONG = "A value is too long for the store."

_SIGNS = (
    ("database or disk is full", FULL),
    ("no space left", FULL),
    ("disk full", FULL),
    ("disk i/o error", FULL),
    ("file too large", FULL),
    ("readonly database", READ_ONLY),
    ("read-only", READ_ONLY),
    ("not a database", DAMAGED),
    ("malformed", DAMAGED),
    ("unsupported file format", DAMAGED),
    ("unable to open database file", CANNOT_OPEN),
    ("permission denied", REFUSED),
    ("is locked", BUSY),
    ("is busy", BUSY),
    ("authentication failed", REFUSED),
    ("does not exist", REFUSED),
    ("no password supplied", REFUSED),
    ("no pg_hba.conf entry", REFUSED),
    ("too many clients", AWAY),
    ("value too long", TOO_LONG),
)
_STATES = {
    "08": AWAY,
    "22": TOO_LONG,
    "25006": READ_ONLY,
    "25": AWAY,
    "28": REFUSED,
    "3D": REFUSED,
    "42501": REFUSED,
    "53100": FULL,
    "53": AWAY,
    "55": BUSY,
    "57": AWAY,
    "58": FULL,
}
"""What an SQLSTATE, or its class, means.

Source: PostgreSQL 15, appendix A, read 2026-11-22.
"""


def told(error: Exception) -> StoreError:
    """Say why the store failed; never the statement, nor what was to be stored.

    Args:
        error: What SQLAlchemy, a driver or the system raised.
    """
    if isinstance(error, StoreError):
        return error
    if isinstance(error, TimeoutError):
        return StoreError(AWAY)
    inner = error.orig if isinstance(error, DBAPIError) else error
    state = str(getattr(inner, "sqlstate", None) or "")
    if known := _STATES.get(state) or _STATES.get(state[:2]):
        return StoreError(known)
    said = str(inner).lower()
    for sign, sentence in _SIGNS:
        if sign in said:
            return StoreError(sentence)
    if isinstance(error, DBAPIError) and type(inner).__module__.startswith("psycopg"):
        return StoreError(AWAY if error.connection_invalidated or not state else FAILED)
    return StoreError(FAILED)
