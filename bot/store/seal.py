"""Seals with a secret what holds words, so that a copy of the database tells nothing without it.

A secret is any passphrase of at least `MIN_CHARS` characters. Its key is derived once at start with
scrypt; what is sealed is a Fernet token (AES-128-CBC with HMAC-SHA256). With several secrets the
first seals and all open, which is how one is replaced by another.
"""

from __future__ import annotations

import base64
import hashlib
import json
from collections.abc import Sequence

from cryptography.fernet import Fernet, InvalidToken, MultiFernet

from bot.errors import SealedError

MIN_CHARS = 16
SALT = b"umbrella-coach store 1"
"""Fixed, so that every replica derives the same key from the same secret."""
SCRYPT_N, SCRYPT_R, SCRYPT_P = 2**15, 8, 1
"""Cost of one guess: 32 MiB and some 100 ms.

Source: RFC 7914, section 2, read 2026-11-22.
"""

NO_KEY = (
    "Something in the store was sealed with another secret; put that one behind a comma in "
    "COACH_SECRET."
)
_PLAIN, _SEALED = "p", "f"


class Seal:
    """Turns a JSON value into text for the database, and back.

    Args:
        secrets: Passphrases, the newest first; with none, nothing is sealed.
    """

    def __init__(self, secrets: Sequence[str] = ()) -> None:
        self._fernet = MultiFernet([Fernet(_key(one)) for one in secrets]) if secrets else None

    @property
    def is_set(self) -> bool:
        """Tell whether there is a secret to seal with."""
        return self._fernet is not None

    def close(self, value: object) -> str:
        """Make text of a JSON value, sealed where there is a secret."""
        plain = json.dumps(value)
        if self._fernet is None:
            return _PLAIN + plain
        return _SEALED + self._fernet.encrypt(plain.encode()).decode()

    def open(self, text: str) -> object:
        """Give back the JSON value.

        Raises:
            SealedError: No secret that is set fits.
        """
        if text.startswith(_PLAIN):
            return json.loads(text.removeprefix(_PLAIN))
        if self._fernet is None:
            raise SealedError(NO_KEY)
        try:
            return json.loads(self._fernet.decrypt(text.removeprefix(_SEALED)))
        except InvalidToken as error:
            raise SealedError(NO_KEY) from error


def _key(secret: str) -> bytes:
    derived = hashlib.scrypt(
        secret.encode(),
        salt=SALT,
        n=SCRYPT_N,
        r=SCRYPT_R,
        p=SCRYPT_P,
        maxmem=2**27,
        dklen=32,
    )
    return base64.urlsafe_b64encode(derived)
