"""Which part of Discord is ours, where several processes share it: how that is written down."""

from __future__ import annotations

import re
from dataclasses import dataclass

from bot.errors import ConfigError

_FORM = re.compile(r"(?P<ids>\d{1,5}(?:,\d{1,5})*)/(?P<count>\d{1,5})")


@dataclass(frozen=True, slots=True, kw_only=True)
class Shards:
    """Some of the shards Discord is parted into.

    Args:
        ids: Ours; empty for all.
        count: How many there are; None lets Discord say.
    """

    ids: tuple[int, ...] = ()
    count: int | None = None


def read(text: str) -> Shards:
    """Read `0,1/4` as the first two of four shards, and nothing as all.

    Raises:
        ConfigError: It has another form, or names a shard there is not.
    """
    if not text.strip():
        return Shards()
    found = _FORM.fullmatch(text.replace(" ", ""))
    ids = tuple(dict.fromkeys(map(int, found["ids"].split(",")))) if found else ()
    count = int(found["count"]) if found else 0
    if not ids or max(ids) >= count:
        raise ConfigError(
            "DISCORD_SHARDS must name shards and how many there are in all, such as 0,1/4; "
            "leave it empty for all."
        )
    return Shards(ids=ids, count=count)
