"""Slack's payloads as what an agent asks of us. Pure: the only file that knows their shapes."""

from __future__ import annotations

import json
from dataclasses import dataclass
from datetime import timedelta
from typing import Any

from bot import tip_times
from bot.platforms.slack.text import decode, without_mention

Payload = dict[str, Any]

WRITTEN = ("", "file_share", "thread_broadcast")
"""Subtypes of messages that a person wrote; edits, deletions, joins and the rest are not."""
RESPONSE_LIFE = timedelta(minutes=29)
"""A `response_url` works for 30 minutes. Source: Slack, Handling user interaction, 2026-11-21."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Me:
    """Who we are in a workspace.

    Args:
        team: The workspace's id.
        user: Our bot user's id.
        bot: Our bot id.
        name: What people call the workspace.
    """

    team: str
    user: str
    bot: str
    name: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Ask:
    """Something that somebody wants of us, with all that is needed to answer it from anywhere.

    Args:
        door: `mention`, `dm`, `command`, `shortcut`, `why`, `answer`, `again`, `home`, `settings`
            for what they want of the tips, or `feedback` for a vote.
        key: What makes this ask unlike any other; the same key is answered once. "" when the
            payload has nothing of the kind.
        team: The workspace's id.
        text: What they typed, decoded; what a button carries, for a press.
        channel: Where, or "".
        user: Who.
        thread: The thread to answer in, or "".
        response_url: Where an answer for them alone goes, or "" when everybody there may read it.
        until: When that URL ends, ISO 8601, or "" for `RESPONSE_LIFE` from now.
        names: People the payload names.
        answers: What they typed into the form, one text for each question they answered.
    """

    door: str
    key: str
    team: str
    user: str
    text: str = ""
    channel: str = ""
    thread: str = ""
    response_url: str = ""
    until: str = ""
    names: tuple[str, ...] = ()
    answers: tuple[str, ...] = ()


def mention(body: Payload, me: Me) -> Ask | None:
    """Read an `app_mention`; None when no person wrote it."""
    return _from_event(body, me, "mention")


def direct(body: Payload, me: Me) -> Ask | None:
    """Read a `message` in a DM; None for every other message."""
    event = _dict(body.get("event"))
    if event.get("channel_type") != "im" or _str(event, "subtype") not in WRITTEN:
        return None
    return _from_event(body, me, "dm")


def home(body: Payload, me: Me) -> Ask | None:
    """Read an `app_home_opened`; None for the other tabs."""
    event = _dict(body.get("event"))
    if event.get("tab", "home") != "home":
        return None
    key = _key(_str(body, "event_id"))
    return Ask(door="home", key=key, team=_team(body, me), user=_str(event, "user"))


def command(body: Payload, me: Me) -> Ask:
    """Read a slash command."""
    text = decode(_str(body, "text"))
    return Ask(
        door=_door(text, "command"),
        key=_key(_str(body, "trigger_id")),
        team=_team(body, me),
        text=text,
        channel=_str(body, "channel_id"),
        user=_str(body, "user_id"),
        response_url=_str(body, "response_url"),
    )


def shortcut(body: Payload, me: Me) -> Ask:
    """Read a message shortcut."""
    message = _dict(body.get("message"))
    return Ask(
        door="shortcut",
        key=_key(_str(body, "trigger_id")),
        team=_team(body, me),
        text=decode(without_mention(_str(message, "text"), me.user)),
        channel=_str(_dict(body.get("channel")), "id"),
        user=_str(_dict(body.get("user")), "id"),
        thread=_str(message, "thread_ts"),
        response_url=_str(body, "response_url"),
    )


def press(body: Payload, me: Me, door: str) -> Ask:
    """Read a press of a button of ours.

    Args:
        body: The payload.
        me: Who we are.
        door: What the button is for.
    """
    actions = body.get("actions") or [{}]
    message, container = _dict(body.get("message")), _dict(body.get("container"))
    return Ask(
        door=door,
        key=_key(_str(body, "trigger_id")),
        team=_team(body, me),
        text=_str(_dict(actions[0]), "value"),
        channel=_str(_dict(body.get("channel")), "id") or _str(container, "channel_id"),
        user=_str(_dict(body.get("user")), "id"),
        response_url=_str(body, "response_url"),
        thread=_str(message, "thread_ts") or _str(container, "thread_ts"),
    )


def submission(body: Payload, me: Me) -> Ask:
    """Read the form that asks what only the agent can say, filled in."""
    view = _dict(body.get("view"))
    kept = _kept(view)
    values = _dict(_dict(view.get("state")).get("values"))
    fields = [field for block in values.values() for field in _dict(block).values()]
    typed = [decode(_str(_dict(field), "value")).strip() for field in fields]
    return Ask(
        door="answer",
        key=_key(_str(view, "id")),
        team=_team(body, me),
        text=_str(kept, "value"),
        channel=_str(kept, "channel"),
        user=_str(_dict(body.get("user")), "id"),
        thread=_str(kept, "thread"),
        response_url=_str(kept, "response_url"),
        until=_str(kept, "until"),
        answers=tuple(text for text in typed if text),
    )


def trigger(body: Payload) -> str:
    """Read what lets us open a form for the next 3 seconds."""
    return _str(body, "trigger_id")


def lost_bot_token(body: Payload) -> bool:
    """Tell whether a `tokens_revoked` event takes away the bot's own token."""
    return bool(_dict(_dict(body.get("event")).get("tokens")).get("bot"))


def _from_event(body: Payload, me: Me, door: str) -> Ask | None:
    event = _dict(body.get("event"))
    if not _from_person(event, me):
        return None
    channel, ts, team = _str(event, "channel"), _str(event, "ts"), _team(body, me)
    text = decode(without_mention(_str(event, "text"), me.user))
    door = _door(text, door)
    return Ask(
        door=door,
        # Not the event's id: one message may come as two events, in a DM that mentions us.
        key=_key(team, channel, ts),
        team=team,
        text=text,
        channel=channel,
        user=_str(event, "user"),
        # What one person alone is shown would stay unseen in a thread that nobody has open.
        thread=_str(event, "thread_ts") or ("" if door == "settings" else ts),
        names=_names(event),
    )


def _door(text: str, door: str) -> str:
    about_tips = tip_times.asked(text) or tip_times.is_puzzling(text)
    return "settings" if about_tips else door


def _key(*ids: str) -> str:
    return f"slack:{':'.join(ids)}" if all(ids) else ""


def _kept(view: Payload) -> Payload:
    try:
        return _dict(json.loads(_str(view, "private_metadata")))
    except ValueError:
        return {}


def _team(body: Payload, me: Me) -> str:
    return _str(body, "team_id") or _str(_dict(body.get("team")), "id") or me.team


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


def _dict(value: object) -> Payload:
    return value if isinstance(value, dict) else {}


def _str(payload: Payload, key: str) -> str:
    value = payload.get(key)
    return value if isinstance(value, str) else ""
