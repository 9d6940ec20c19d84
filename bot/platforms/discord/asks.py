"""What an agent asks of us in Discord, and the same as a job of the desk, fit for any process."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import asdict, dataclass
from datetime import UTC, datetime, timedelta

from bot.coaching import intake
from bot.coaching.domain import Draft
from bot.desk.job import Job

TOKEN_LIFE = timedelta(minutes=14)
"""An interaction can be answered for 15 minutes; the last one is kept for posting.

Source: Discord, Receiving and Responding to Interactions, read 2026-11-22.
"""
TYPED = ("command", "form")
"""Doors whose draft stands nowhere in Discord once it is sent."""
_EPOCH = datetime(2015, 1, 1, tzinfo=UTC)


@dataclass(frozen=True, slots=True, kw_only=True)
class Ask:
    """Something somebody wants of us, with all that is needed to answer it from any process.

    Args:
        door: `mention`, `dm`, `help` (our role was pinged), `command`, `form`, `menu`, `why`,
            `again`, `answer`, `settings` or `feedback`.
        id: The message's or the interaction's own id, a snowflake.
        user: Who asks.
        app: Our own id: of the application as of the bot.
        guild: The server, or "".
        channel: Where the draft is, or where the interaction came from.
        message: The message that holds the draft, or "" when it was typed into fields.
        text: What they wrote, without our mention; of fields, the draft alone.
        customer: What they gave as the customer's message in a field of its own.
        names: People whom the message names.
        locale: Of the agent's Discord, or "".
        token: An interaction's secret, which answers it; "" for a message.
        seen_at: When we took it in, in seconds since 1970 by our own clock.
        threads: Whether the answer may have a thread of its own.
        replies: Whether the answer may point at the message.
        said: What else they said, by door. `answer`: to each question; `settings`: `off`, `?` or
            "", time and zone, or nothing when they may not; `why`: who wrote the rewrite;
            `feedback`: what the button carries.
        public: Whether an interaction is answered for all to see.
    """

    door: str
    id: str
    user: str
    app: str
    guild: str = ""
    channel: str = ""
    message: str = ""
    text: str = ""
    customer: str = ""
    names: tuple[str, ...] = ()
    locale: str = ""
    token: str = ""
    seen_at: float = 0.0
    threads: bool = False
    replies: bool = False
    said: tuple[str, ...] = ()
    public: bool = False

    @property
    def key(self) -> str:
        """What makes this ask unlike any other."""
        return f"discord:{self.id}"

    @property
    def typed(self) -> str:
        """What they typed that stands nowhere in Discord once it is sent."""
        if self.door == "answer":
            return "\n\n".join(filter(None, (self.text, *self.said)))
        return self.text if self.door in TYPED else ""

    def draft(self) -> Draft:
        """Read the draft, with what was said to questions about it.

        Raises:
            IntakeError: There is none.
        """
        draft = self._draft()
        return intake.answered(draft, *self.said) if self.door == "answer" else draft

    def _draft(self) -> Draft:
        if not self.customer.strip():
            return intake.read(self.text, names=self.names, locale=self.locale, id=self.id)
        text = self.text.replace("\r\n", "\n").replace("\r", "\n").strip()
        intake.check(text)
        return Draft(text=text, customer=self.customer.strip(), locale=self.locale, id=self.id)


def to_job(ask: Ask) -> Job:
    """Make a job of an ask."""
    place = "" if ask.token else (ask.message if ask.threads else ask.channel)
    return Job(
        key=ask.key,
        platform="discord",
        door=ask.door,
        lane=place and f"discord:{place}",
        workspace=ask.guild,
        person=ask.user,
        expires_at=born(ask.id) + TOKEN_LIFE if ask.token else None,
        words={**asdict(ask), "names": list(ask.names), "said": list(ask.said)},
    )


def to_ask(job: Job) -> Ask:
    """Read the ask back."""
    words = job.words
    return Ask(
        door=job.door,
        id=_text(words, "id"),
        user=_text(words, "user"),
        app=_text(words, "app"),
        guild=_text(words, "guild"),
        channel=_text(words, "channel"),
        message=_text(words, "message"),
        text=_text(words, "text"),
        customer=_text(words, "customer"),
        names=_texts(words, "names"),
        locale=_text(words, "locale"),
        token=_text(words, "token"),
        seen_at=float(_text(words, "seen_at") or 0),
        threads=words.get("threads") is True,
        replies=words.get("replies") is True,
        said=_texts(words, "said"),
        public=words.get("public") is True,
    )


def born(snowflake: str) -> datetime:
    """Say when Discord made an id.

    Source: Discord, API reference, "Snowflakes", read 2026-11-21.
    """
    return _EPOCH + timedelta(milliseconds=int(snowflake) >> 22)


def snowflake(moment: datetime) -> int:
    """Give the smallest id that Discord could make at a moment."""
    return int((moment - _EPOCH) / timedelta(milliseconds=1)) << 22


def _text(words: Mapping[str, object], name: str) -> str:
    return str(words.get(name) or "")


def _texts(words: Mapping[str, object], name: str) -> tuple[str, ...]:
    found = words.get(name)
    return tuple(map(str, found)) if isinstance(found, list) else ()
