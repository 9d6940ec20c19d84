"""Slack's payloads as what an agent asks of us. Pure: the only file that knows their shapes."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from bot.platforms.slack.text import decode, without_mention

Payload = dict[str, Any]

WRITTEN = ("", "file_share", "thread_broadcast")
"""Subtypes of messages that a person wrote; edits, deletions, joins and the rest are not."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Me:
    """Who we are in a workspace.

    Args:
        team: The workspace's id.
        user: Our bot user's id.
        bot: Our bot id.
    """

    team: str
    user: str
    bot: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Ask:
    """A draft that somebody wants coached.

    Args:
        text: What they typed, decoded.
        channel: Where.
        user: Who.
        thread: The thread to answer in, or "".
        response_url: Where an answer for them alone goes, or "" when everybody there may read it.
        keys: What makes this ask unlike any other; the same key is answered once.
        names: People the payload names.
        unseen: True when what they typed stands nowhere in Slack, as after a command.
    """

    text: str
    channel: str
    user: str
    thread: str = ""
    response_url: str = ""
    unseen: bool = False
    keys: tuple[str, ...] = ()
    names: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Press:
    """Somebody pressed "Why?".

    Args:
        value: What the button carries.
        user: Who pressed it.
        response_url: Where the answer goes.
        thread: The thread the button stands in, or "".
    """

    value: str
    user: str
    response_url: str
    thread: str = ""


def mention(body: Payload, me: Me) -> Ask | None:
    """Read an `app_mention`; None when no person wrote it."""
    return _from_event(body, me)


def direct(body: Payload, me: Me) -> Ask | None:
    """Read a `message` in a DM; None for every other message."""
    event = _dict(body.get("event"))
    if event.get("channel_type") != "im" or _str(event, "subtype") not in WRITTEN:
        return None
    return _from_event(body, me)


def command(body: Payload) -> Ask:
    """Read a slash command."""
    return Ask(
        text=decode(_str(body, "text")),
        channel=_str(body, "channel_id"),
        user=_str(body, "user_id"),
        response_url=_str(body, "response_url"),
        unseen=True,
        keys=_key(_str(body, "trigger_id")),
    )


def shortcut(body: Payload, me: Me) -> Ask:
    """Read a message shortcut."""
    message = _dict(body.get("message"))
    return Ask(
        text=decode(without_mention(_str(message, "text"), me.user)),
        channel=_str(_dict(body.get("channel")), "id"),
        user=_str(_dict(body.get("user")), "id"),
        thread=_str(message, "thread_ts"),
        response_url=_str(body, "response_url"),
        keys=_key(_str(body, "trigger_id")),
    )


def press(body: Payload) -> Press:
    """Read a press of the "Why?" button."""
    actions = body.get("actions") or [{}]
    message, container = _dict(body.get("message")), _dict(body.get("container"))
    return Press(
        value=_str(_dict(actions[0]), "value"),
        user=_str(_dict(body.get("user")), "id"),
        response_url=_str(body, "response_url"),
        thread=_str(message, "thread_ts") or _str(container, "thread_ts"),
    )


def lost_bot_token(body: Payload) -> bool:
    """Tell whether a `tokens_revoked` event takes away the bot's own token."""
    return bool(_dict(_dict(body.get("event")).get("tokens")).get("bot"))


def _from_event(body: Payload, me: Me) -> Ask | None:
    event = _dict(body.get("event"))
    if not _from_person(event, me):
        return None
    channel, ts = _str(event, "channel"), _str(event, "ts")
    event_id, team = _str(body, "event_id"), _str(body, "team_id") or me.team
    return Ask(
        text=decode(without_mention(_str(event, "text"), me.user)),
        channel=channel,
        user=_str(event, "user"),
        thread=_str(event, "thread_ts") or ts,
        keys=(*_key(event_id), *_key(ts and f"{team}:{channel}:{ts}")),
        names=_names(event),
    )


def _from_person(event: Payload, me: Me) -> bool:
    user = _str(event, "user")
    if not user or user in (me.user, "USLACKBOT"):
        return False
    return not (event.get("bot_id") or event.get("bot_profile")) and (
        _str(event, "subtype") in WRITTEN
    )


def _names(event: Payload) -> tuple[str, ...]:
    profile = _dict(event.get("user_profile"))
    found = (_str(profile, key).strip() for key in ("real_name", "first_name"))
    return tuple(dict.fromkeys(name for name in found if name))


def _key(unique: str) -> tuple[str, ...]:
    return (f"slack:{unique}",) if unique else ()


def _dict(value: object) -> Payload:
    return value if isinstance(value, dict) else {}


def _str(payload: Payload, key: str) -> str:
    value = payload.get(key)
    return value if isinstance(value, str) else ""
