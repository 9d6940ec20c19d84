"""What Slack sends over a socket, with the key by which the coach will know it; what it shows."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any

from tests.peers.slack_server import ALICE, BOT, TEAM

DM = "D01ALICE"


@dataclass(slots=True)
class Kept:
    """One envelope.

    Args:
        kind: `events_api`, `slash_commands` or `interactive`.
        payload: What it says.
        name: The key under which the coach will know it.
        sent_at: When it was first sent to anybody; 0 before.
        acked_at: When it was acknowledged; 0 before.
        told: What the acknowledgement said.
        tries: How often it was sent.
    """

    kind: str
    payload: dict[str, Any]
    name: str
    sent_at: float = 0.0
    last_at: float = 0.0
    acked_at: float = 0.0
    told: dict[str, Any] = field(default_factory=dict)
    tries: int = 0


@dataclass(frozen=True, slots=True)
class Shown:
    """One message that somebody can read.

    Args:
        mark: The key in its metadata, "" without.
        channel: Where, or the response URL's name.
        thread: Under which message.
        ts: Its own.
        private: Whether one person alone reads it.
        body: Text and blocks.
        at: When.
    """

    mark: str
    channel: str
    thread: str
    ts: str
    private: bool
    body: dict[str, Any]
    at: float


def mention(number: int, text: str, channel: str, thread: str = "") -> Kept:
    """Mention the coach in a channel."""
    event = {"type": "app_mention", "text": f"<@{BOT}> {text}", "channel": channel}
    return _event(number, event | ({"thread_ts": thread} if thread else {}))


def direct(number: int, text: str) -> Kept:
    """Write the coach a DM."""
    return _event(number, {"type": "message", "channel_type": "im", "text": text, "channel": DM})


def command(number: int, text: str, url: str) -> Kept:
    """Type `/coach`; it is answered at `url`/respond/`number`."""
    payload = {
        "command": "/coach", "text": text, "trigger_id": f"1.2.{number}", "team_id": TEAM,
        "channel_id": "C01GEN", "user_id": ALICE, "api_app_id": "A01COACH",
        "response_url": f"{url}/respond/{number}",
    }  # fmt: skip
    return Kept("slash_commands", payload, f"slack:{payload['trigger_id']}")


def press(number: int, button: dict[str, Any], channel: str, thread: str, url: str) -> Kept:
    """Press a button; it is answered at `url`/respond/`number`."""
    payload = {
        "type": "block_actions", "trigger_id": f"1.3.{number}", "api_app_id": "A01COACH",
        "team": {"id": TEAM}, "user": {"id": ALICE}, "channel": {"id": channel},
        "container": {"type": "message", "thread_ts": thread},
        "actions": [{**button, "type": "button", "block_id": "b"}],
        "response_url": f"{url}/respond/{number}",
    }  # fmt: skip
    return Kept("interactive", payload, f"slack:{payload['trigger_id']}")


def from_local(envelope: dict[str, Any]) -> Kept | None:
    """Read an envelope of the local Slack; None for what our manifest does not ask for."""
    event = envelope["payload"].get("event") or {}
    if event.get("type") != "app_mention" and event.get("channel_type") != "im":
        return None
    if event.get("user") != ALICE:  # what the coach wrote comes back to it
        return None
    name = f"slack:{TEAM}:{event['channel']}:{event.get('ts')}"
    return Kept(envelope["type"], envelope["payload"], name)


def _event(number: int, event: dict[str, Any]) -> Kept:
    ts = f"{1_700_000_000 + number}.000100"
    payload = {
        "type": "event_callback", "team_id": TEAM, "api_app_id": "A01COACH",
        "event_id": f"Ev{ts}", "event": {"user": ALICE, "ts": ts, "event_ts": ts, **event},
        "authorizations": [{"team_id": TEAM, "user_id": BOT, "is_bot": True}],
    }  # fmt: skip
    return Kept("events_api", payload, f"slack:{TEAM}:{event['channel']}:{ts}")
