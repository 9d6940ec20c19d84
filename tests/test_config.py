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
        )

    told = str(caught.value).split("\n")
    assert len(told) == 6
    assert any("SLACK_APP_TOKEN" in line for line in told)


def test_tokens_never_show_in_a_repr() -> None:
    """A stray log line gives nothing away."""
    assert "xoxb" not in repr(load(SLACK_BOT_TOKEN="xoxb-1", SLACK_APP_TOKEN="xapp-1"))


def test_every_setting_is_explained_in_the_example_file() -> None:
    """`.env.example` and the code name the same variables."""
    example = Path(__file__).parents[1] / ".env.example"
    lines = [line.lstrip("# ") for line in example.read_text().splitlines()]
    named = {line.split("=")[0] for line in lines if "=" in line and line.split("=")[0].isupper()}

    assert named == {name.upper() for name in config.Settings.__dataclass_fields__}
