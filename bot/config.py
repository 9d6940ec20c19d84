"""Every setting: its name in the environment or in `.env`, its type, its default.

Nothing else in the project reads the environment.
"""

from __future__ import annotations

import os
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import time
from pathlib import Path
from urllib.parse import urlsplit
from zoneinfo import ZoneInfo

from dotenv import dotenv_values

from bot import shards
from bot.errors import ConfigError

SLACK_API_URL = "https://slack.com/api/"
DISCORD_API_URL = "https://discord.com/api/v10"
OPENAI_BASE_URL = "https://api.openai.com/v1"
OPENAI_MODEL = "gpt-5.4-mini"
SECRET_CHARS = 16
MAX_LLM_BUDGET_S = 60.0
"""Twice this, and twice the wait for a turn, is what the desk grants one coaching."""
ROLES = ("slack", "discord", "worker", "tips")
DATABASE_URL = "sqlite:///umbrella.db"


@dataclass(frozen=True, slots=True, kw_only=True, repr=False)
class Settings:
    """What an admin can set. Tokens never appear in `repr`.

    Args:
        slack_bot_token: `SLACK_BOT_TOKEN`, xoxb-…
        slack_app_token: `SLACK_APP_TOKEN`, xapp-…, with `connections:write`.
        slack_api_url: `SLACK_API_URL`, where the Slack Web API answers.
        discord_token: `DISCORD_TOKEN`.
        discord_api_url: `DISCORD_API_URL`, where Discord's REST API answers.
        discord_shards: `DISCORD_SHARDS`, which part of Discord this process takes in: `0,1/4` is
            the first two of four shards; empty means all.
        openai_api_key: `OPENAI_API_KEY`; empty means the offline writer does it all.
        openai_base_url: `OPENAI_BASE_URL`, any server that speaks chat completions.
        openai_model: `OPENAI_MODEL`.
        llm_budget_s: `LLM_BUDGET_S`, seconds the LLM has for one rewrite at most, retries included.
        llm_concurrency: `LLM_CONCURRENCY`, drafts with the LLM at once, over all replicas.
        llm_requests_per_minute: `LLM_REQUESTS_PER_MINUTE`, drafts begun in a minute over all
            replicas; 0 means no limit.
        voice_file: `VOICE_FILE`, how the house speaks (docs/voice.md); None leaves it to agents.
        database_url: `DATABASE_URL`, an SQLAlchemy URL.
        coach_secret: `COACH_SECRET`, comma-separated passphrases that seal words at rest, the
            newest first; empty leaves them readable.
        retention_hours: `RETENTION_HOURS`, hours that words stay after they are answered.
        tip_time: `TIP_TIME`, local time of day of the daily tip, `09:00`.
        tip_timezone: `TIP_TIMEZONE`, IANA name.
        tip_channels: `TIP_CHANNELS`, Slack and Discord channel ids, comma-separated.
        roles: `ROLES`, what this process does: `slack`, `discord`, `worker`, `tips`; empty means
            all of it.
        replica: `REPLICA`, this process's name among others on the same database.
        stop_grace_s: `STOP_GRACE_S`, seconds for what is under way when we are told to stop.
        health_address: `HEALTH_ADDRESS`, host and port of /healthz, /readyz and /metrics; None
            means off.
        llm_price_in: `LLM_PRICE_IN`, US dollars for a million tokens read; None means unknown.
        llm_price_out: `LLM_PRICE_OUT`, the same for tokens written.
        log_level: `LOG_LEVEL`.
    """

    slack_bot_token: str = ""
    slack_app_token: str = ""
    slack_api_url: str = SLACK_API_URL
    discord_token: str = ""
    discord_api_url: str = DISCORD_API_URL
    discord_shards: str = ""
    openai_api_key: str = ""
    openai_base_url: str = OPENAI_BASE_URL
    openai_model: str = OPENAI_MODEL
    llm_budget_s: float = 20.0
    llm_concurrency: int = 8
    llm_requests_per_minute: int = 0
    voice_file: Path | None = None
    database_url: str = DATABASE_URL
    coach_secret: tuple[str, ...] = ()
    retention_hours: float = 0.0
    tip_time: time = time(9, 0)
    tip_timezone: ZoneInfo = ZoneInfo("UTC")
    tip_channels: tuple[str, ...] = ()
    roles: tuple[str, ...] = ROLES
    replica: str = ""
    stop_grace_s: float = 25.0
    health_address: tuple[str, int] | None = None
    llm_price_in: float | None = None
    llm_price_out: float | None = None
    log_level: str = "INFO"

    @property
    def is_embedded(self) -> bool:
        """Tell whether the store is a file of our own rather than a server that many share."""
        return self.database_url.startswith("sqlite")

    @property
    def llm_is_set(self) -> bool:
        """Tell whether an LLM can be asked: a key, or a server of one's own without one."""
        return bool(self.openai_api_key) or self.openai_base_url != OPENAI_BASE_URL


def load(
    env: Mapping[str, str] | None = None,
    env_file: Path | None = None,
    *,
    given: Mapping[str, str] | None = None,
) -> Settings:
    """Read the settings from the environment, then from a `.env` file in the working folder.

    Args:
        env: Stands in for `os.environ`.
        env_file: Stands in for `./.env`.
        given: What the command line says; it wins over both.

    Raises:
        ConfigError: One line for every setting that cannot be used.
    """
    path = env_file if env_file is not None else Path(".env")
    found = {key: value for key, value in dotenv_values(path).items() if value is not None}
    found.update(os.environ if env is None else env)
    found.update(given or {})
    return _Reader(found).settings()


class _Reader:
    def __init__(self, found: Mapping[str, str]) -> None:
        self._found = found
        self._problems: list[str] = []

    def _text(self, name: str, default: str = "") -> str:
        return self._found.get(name, "").strip() or default

    def _url(self, name: str, default: str) -> str:
        url = self._text(name, default)
        try:
            parts = urlsplit(url)
            # Reading the port is what finds a wrong one.
            fits = parts.scheme in ("http", "https") and parts.hostname and parts.port != 0
        except ValueError:
            fits = False
        if not fits:
            self._problems.append(
                f"{name} must be an address that starts with http:// or https://."
            )
        return url

    def _positive(self, name: str, default: float, at_most: float = float("inf")) -> float:
        raw = self._text(name, str(default))
        try:
            number = float(raw)
        except ValueError:
            number = 0.0
        if not 0 < number < float("inf"):
            self._problems.append(f"{name} must be a number above 0, such as {default:g}.")
        elif number > at_most:
            self._problems.append(f"{name} can be {at_most:g} at most; whoever waits gives up.")
        return number

    def _price(self, name: str) -> float | None:
        raw = self._text(name)
        try:
            number = float(raw) if raw else 0.0
        except ValueError:
            number = -1.0
        if not 0 <= number < float("inf"):
            self._problems.append(f"{name} must be US dollars for a million tokens, such as 0.75.")
        return number if raw else None

    def _address(self, name: str) -> tuple[str, int] | None:
        raw = self._text(name)
        if not raw:
            return None
        host, _, port = raw.rpartition(":")
        host = host[1:-1] if host.startswith("[") and host.endswith("]") else host
        fits = port.isascii() and port.isdigit() and int(port) < 65_536
        if not host or not fits or "/" in host:
            self._problems.append(f"{name} must be a host and a port, such as 127.0.0.1:8080.")
            return None
        return host, int(port)

    def _count(self, name: str) -> int:
        raw = self._text(name, "0")
        if not raw.isascii() or not raw.isdigit():
            self._problems.append(f"{name} must be a whole number; 0 means no limit.")
            return 0
        return int(raw)

    def _hours(self, name: str) -> float:
        raw = self._text(name, "0")
        try:
            hours = float(raw)
        except ValueError:
            hours = -1.0
        if not 0 <= hours < float("inf"):
            self._problems.append(f"{name} must be a number of hours, 0 or more.")
            return 0.0
        return hours

    def _secrets(self) -> tuple[str, ...]:
        found = [one.strip() for one in self._text("COACH_SECRET").split(",")]
        secrets = tuple(one for one in found if one)
        if any(len(one) < SECRET_CHARS for one in secrets):
            self._problems.append(
                f"COACH_SECRET must have at least {SECRET_CHARS} characters; "
                "commas part an old one from the new one before it."
            )
        return secrets

    def _roles(self) -> tuple[str, ...]:
        return tuple(dict.fromkeys(self._text("ROLES").replace(",", " ").split())) or ROLES

    def _shards(self) -> str:
        raw = self._text("DISCORD_SHARDS")
        try:
            shards.read(raw)
        except ConfigError as error:
            self._problems.append(str(error))
        return raw

    def _time(self, name: str, default: time) -> time:
        try:
            return time.fromisoformat(self._text(name, default.isoformat()))
        except ValueError:
            self._problems.append(f"{name} must be a time of day such as 09:00.")
            return default

    def _zone(self, name: str) -> ZoneInfo:
        try:
            return ZoneInfo(self._text(name, "UTC"))
        except (ValueError, OSError, KeyError):
            self._problems.append(f"{name} must be a time zone such as Europe/Berlin.")
            return ZoneInfo("UTC")

    def _check_pairs(self) -> None:
        bot, app = self._text("SLACK_BOT_TOKEN"), self._text("SLACK_APP_TOKEN")
        # Only who takes in needs the socket, and the app's token for it.
        if (app and not bot) or (bot and not app and "slack" in self._roles()):
            self._problems.append("Slack needs both SLACK_BOT_TOKEN and SLACK_APP_TOKEN.")
        if unknown := [role for role in self._roles() if role not in ROLES]:
            self._problems.append(
                f"ROLES knows slack, discord, worker and tips, not {', '.join(unknown)}."
            )
        if bool(self._text("LLM_PRICE_IN")) != bool(self._text("LLM_PRICE_OUT")):
            self._problems.append("A cost needs both LLM_PRICE_IN and LLM_PRICE_OUT.")
        for name, prefix in (("SLACK_BOT_TOKEN", "xoxb-"), ("SLACK_APP_TOKEN", "xapp-")):
            if not self._text(name, prefix).startswith(prefix):
                self._problems.append(f"{name} must start with {prefix}; see README.")

    def settings(self) -> Settings:
        names = self._text("TIP_CHANNELS").replace(",", " ").split()
        level = self._text("LOG_LEVEL", "INFO").upper()
        if level not in ("DEBUG", "INFO", "WARNING", "ERROR"):
            self._problems.append("LOG_LEVEL must be DEBUG, INFO, WARNING or ERROR.")
        self._check_pairs()
        settings = Settings(
            slack_bot_token=self._text("SLACK_BOT_TOKEN"),
            slack_app_token=self._text("SLACK_APP_TOKEN"),
            slack_api_url=self._url("SLACK_API_URL", SLACK_API_URL).rstrip("/") + "/",
            discord_token=self._text("DISCORD_TOKEN"),
            discord_api_url=self._url("DISCORD_API_URL", DISCORD_API_URL).rstrip("/"),
            discord_shards=self._shards(),
            openai_api_key=self._text("OPENAI_API_KEY"),
            openai_base_url=self._url("OPENAI_BASE_URL", OPENAI_BASE_URL),
            openai_model=self._text("OPENAI_MODEL", OPENAI_MODEL),
            llm_budget_s=self._positive("LLM_BUDGET_S", 20.0, at_most=MAX_LLM_BUDGET_S),
            llm_concurrency=max(1, int(self._positive("LLM_CONCURRENCY", 8))),
            llm_requests_per_minute=self._count("LLM_REQUESTS_PER_MINUTE"),
            voice_file=Path(voice) if (voice := self._text("VOICE_FILE")) else None,
            database_url=self._text("DATABASE_URL", DATABASE_URL),
            coach_secret=self._secrets(),
            retention_hours=self._hours("RETENTION_HOURS"),
            tip_time=self._time("TIP_TIME", time(9, 0)),
            tip_timezone=self._zone("TIP_TIMEZONE"),
            tip_channels=tuple(dict.fromkeys(names)),
            roles=self._roles(),
            replica=self._text("REPLICA"),
            stop_grace_s=self._positive("STOP_GRACE_S", 25.0),
            health_address=self._address("HEALTH_ADDRESS"),
            llm_price_in=self._price("LLM_PRICE_IN"),
            llm_price_out=self._price("LLM_PRICE_OUT"),
            log_level=level,
        )
        if self._problems:
            raise ConfigError("\n".join(self._problems))
        return settings
