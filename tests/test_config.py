"""Settings from the environment and `.env`."""

from __future__ import annotations

from datetime import time
from pathlib import Path

import pytest

from bot import config
from bot.errors import ConfigError


def load(**env: str) -> config.Settings:
    """Load settings from these variables alone."""
    return config.load(env, Path("/nonexistent/.env"))


def test_nothing_set_is_a_working_offline_coach() -> None:
    """No variable is needed to begin."""
    settings = load()

    assert settings == config.Settings()
    assert not settings.llm_is_set


def test_environment_wins_over_the_env_file(tmp_path: Path) -> None:
    """As twelve-factor apps do."""
    (tmp_path / ".env").write_text("OPENAI_MODEL=from-file\nTIP_TIME=10:30\n")

    settings = config.load({"OPENAI_MODEL": "from-env"}, tmp_path / ".env")

    assert settings.openai_model == "from-env"
    assert settings.tip_time == time(10, 30)


def test_channels_may_be_parted_by_commas_or_spaces() -> None:
    """And each is told once."""
    assert load(TIP_CHANNELS="C1, C2 C1,").tip_channels == ("C1", "C2")


def test_a_server_of_ones_own_needs_no_key() -> None:
    """Ollama and vLLM ask for none."""
    assert load(OPENAI_BASE_URL="http://127.0.0.1:11434/v1").llm_is_set


@pytest.mark.parametrize("url", ["localhost", "http://", "http://[::1/v1", "http://x:99999/v1"])
def test_an_address_that_cannot_be_one_is_refused(url: str) -> None:
    """Before anything is asked there."""
    with pytest.raises(ConfigError, match="OPENAI_BASE_URL must be an address"):
        load(OPENAI_BASE_URL=url)


def test_an_agent_waits_a_minute_for_the_llm_at_most() -> None:
    """Longer than that, the desk would give the coaching up."""
    assert load(LLM_BUDGET_S="60").llm_budget_s == 60
    with pytest.raises(ConfigError, match="LLM_BUDGET_S can be 60 at most"):
        load(LLM_BUDGET_S="61")


def test_everything_wrong_is_told_at_once() -> None:
    """An admin fixes all in one go."""
    with pytest.raises(ConfigError) as caught:
        load(
            SLACK_BOT_TOKEN="xoxb-1",
            OPENAI_BASE_URL="localhost",
            TIP_TIME="noon",
            TIP_TIMEZONE="Mars/Base",
            LLM_BUDGET_S="soon",
            LOG_LEVEL="loud",
            DISCORD_SHARDS="0",
        )

    told = str(caught.value).split("\n")
    assert len(told) == 7
    assert any("DISCORD_SHARDS" in line for line in told)
    assert any("SLACK_APP_TOKEN" in line for line in told)


def test_where_health_is_served_may_be_any_host_and_port() -> None:
    """Names, IPv4 and IPv6; off without it."""
    assert load().health_address is None
    assert load(HEALTH_ADDRESS="127.0.0.1:8080").health_address == ("127.0.0.1", 8080)
    assert load(HEALTH_ADDRESS="[::1]:9").health_address == ("::1", 9)
    assert load(HEALTH_ADDRESS="localhost:0").health_address == ("localhost", 0)


@pytest.mark.parametrize(
    "wrong", ["8080", "127.0.0.1", ":8080", "localhost:http", "localhost:70000", "http://x:80"]
)
def test_a_wrong_health_address_says_what_it_should_look_like(wrong: str) -> None:
    """One clear sentence with the next step."""
    with pytest.raises(ConfigError, match=r"HEALTH_ADDRESS must be .* 127\.0\.0\.1:8080"):
        load(HEALTH_ADDRESS=wrong)


def test_prices_come_in_pairs_and_may_be_nothing() -> None:
    """A server of one's own costs 0; half a price would be a wrong cost."""
    free = load(LLM_PRICE_IN="0", LLM_PRICE_OUT="0")

    assert (free.llm_price_in, free.llm_price_out) == (0.0, 0.0)
    assert load().llm_price_in is None
    with pytest.raises(ConfigError, match="both LLM_PRICE_IN and LLM_PRICE_OUT"):
        load(LLM_PRICE_IN="0.75")
    with pytest.raises(ConfigError, match="LLM_PRICE_OUT must be US dollars"):
        load(LLM_PRICE_IN="0.75", LLM_PRICE_OUT="-1")


def test_tokens_never_show_in_a_repr() -> None:
    """A stray log line gives nothing away."""
    assert "xoxb" not in repr(load(SLACK_BOT_TOKEN="xoxb-1", SLACK_APP_TOKEN="xapp-1"))


def test_every_setting_is_explained_in_the_example_file() -> None:
    """`.env.example` and the code name the same variables."""
    example = Path(__file__).parents[1] / ".env.example"
    lines = [line.lstrip("# ") for line in example.read_text().splitlines()]
    named = {line.split("=")[0] for line in lines if "=" in line and line.split("=")[0].isupper()}

    assert named == {name.upper() for name in config.Settings.__dataclass_fields__}


def test_a_voice_file_is_a_path_or_nothing() -> None:
    """Read later, where a slip in it can be named."""
    assert load(VOICE_FILE=" voice.md ").voice_file == Path("voice.md")
    assert load(VOICE_FILE=" ").voice_file is None


def test_a_secret_may_be_followed_by_older_ones() -> None:
    """The first seals, all open; and none of them is ever shown."""
    settings = load(
        COACH_SECRET="a new secret of ours,an old secret of ours,", RETENTION_HOURS="1.5"
    )

    assert settings.coach_secret == ("a new secret of ours", "an old secret of ours")
    assert settings.retention_hours == 1.5
    assert "secret of ours" not in repr(settings)


@pytest.mark.parametrize(
    "env", [{"COACH_SECRET": "a new secret of ours,short"}, {"RETENTION_HOURS": "-1"}]
)
def test_a_secret_that_is_too_short_and_a_time_before_now_are_refused(env: dict[str, str]) -> None:
    """Before the first draft is sealed with it."""
    with pytest.raises(ConfigError, match=r"(COACH_SECRET|RETENTION_HOURS) must "):
        load(**env)


def test_a_process_that_only_answers_needs_no_token_for_a_socket() -> None:
    """The app's token opens Slack's socket, which it never does."""
    settings = load(SLACK_BOT_TOKEN="xoxb-1", ROLES="worker")

    assert settings.roles == ("worker",)
