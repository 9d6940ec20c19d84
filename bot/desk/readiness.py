"""Which parts of this process are ready to serve; each part says so itself."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

NOT_YET = "{part} is not ready yet."
LOST = "{part} is away; it comes back by itself."


class Readiness:
    """Remembers, for each part that has to be there, whether it is.

    Args:
        parts: What has to be ready before this process is, such as `slack`, `discord`.
    """

    def __init__(self, parts: Iterable[str] = ()) -> None:
        self._missing = {part: NOT_YET.format(part=_named(part)) for part in parts}
        self._parts = tuple(self._missing)

    def ready(self, part: str) -> None:
        """Note that a part is there; one that nobody waits for is no matter."""
        self._missing.pop(part, None)

    def lost(self, part: str, why: str = "") -> None:
        """Note that a part went away.

        Args:
            part: Which; one that nobody waits for is no matter.
            why: One short sentence for an admin, without anybody's words.
        """
        if part in self._parts:
            self._missing[part] = why or LOST.format(part=_named(part))

    def tell(self, part: str, *, is_up: bool) -> None:
        """Note that a part came or went."""
        (self.ready if is_up else self.lost)(part)

    @property
    def parts(self) -> Mapping[str, str]:
        """Every part in its order, with what is wrong with it; empty where nothing is."""
        return {part: self._missing.get(part, "") for part in self._parts}


def _named(part: str) -> str:
    return part[:1].upper() + part[1:]
