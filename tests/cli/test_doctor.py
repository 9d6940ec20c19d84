"""`coach doctor` asks every platform whose token is set, and the LLM, for themselves."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

import pytest
from aiohttp import web

from tests.cli.conftest import Run
from tests.peers.discord_server import discord_server
from tests.peers.llm_server import Answer, LlmServer, fails, says, sends
from tests.peers.slack_keeping import ME

BOT_TOKEN, APP_TOKEN = "xoxb-right", "xapp-right"
NOBODY = "http://127.0.0.1:9"


@asynccontextmanager
async def slack() -> AsyncIterator[str]:
    """Serve the two calls by which Slack takes or refuses a token; give the API's address."""

    def takes(token: str, answer: dict[str, object]) -> web.Response:
        return web.json_response(
            answer if token else {"ok": False, "error": "invalid_auth"},
        )

    async def who(request: web.Request) -> web.Response:
        right = request.headers["Authorization"] == f"Bearer {BOT_TOKEN}"
        return takes(BOT_TOKEN if right else "", dict(ME))

    async def opened(request: web.Request) -> web.Response:
        right = request.headers["Authorization"] == f"Bearer {APP_TOKEN}"
        return takes(APP_TOKEN if right else "", {"ok": True, "url": "wss://nobody.invalid"})

    served = web.Application()
    served.router.add_post("/api/auth.test", who)
    served.router.add_post("/api/apps.connections.open", opened)
    runner = web.AppRunner(served, shutdown_timeout=0.1)
    await runner.setup()
    await web.TCPSite(runner, "127.0.0.1", 0).start()
    host, port = runner.addresses[0][:2]
    try:
        yield f"http://{host}:{port}/api/"
    finally:
        await runner.cleanup()


async def told(run: Run, **env: str) -> tuple[int, str]:
    """Run `coach doctor`; give its exit code and what it says, a line broken nowhere."""
    done = await asyncio.to_thread(run, "doctor", **env)
    assert "Traceback" not in done.stderr
    assert not done.stderr
    return done.returncode, done.stdout


async def test_tokens_that_are_taken_are_said_to_be(run: Run) -> None:
    """By the platforms themselves; nothing is posted."""
    async with slack() as url, discord_server() as discord:
        code, said = await told(
            run,
            SLACK_BOT_TOKEN=BOT_TOKEN,
            SLACK_APP_TOKEN=APP_TOKEN,
            SLACK_API_URL=url,
            DISCORD_TOKEN=discord.token,
            DISCORD_API_URL=discord.url,
        )
        calls = {(one.call.method, one.call.path) for one in discord.rest.exchanges}

    assert code == 0, said
    assert "ok    Slack: signed in to Acme, and the socket may be opened\n" in said
    assert "ok    Discord: signed in as " in said
    assert calls == {("GET", "/users/@me")}


async def test_every_token_that_is_refused_is_named_with_the_next_step(run: Run) -> None:
    """Both of Slack's at once."""
    async with slack() as url, discord_server() as discord:
        code, said = await told(
            run,
            SLACK_BOT_TOKEN="xoxb-wrong",
            SLACK_APP_TOKEN="xapp-wrong",
            SLACK_API_URL=url,
            DISCORD_TOKEN="wrong",
            DISCORD_API_URL=discord.url,
        )

    assert code == 1
    looks = [line for line in said.splitlines() if line.startswith("LOOK")]
    assert [line.split()[1] for line in looks] == ["Slack:", "Slack:", "Discord:"]
    assert "SLACK_BOT_TOKEN (invalid_auth). Copy the Bot User OAuth Token" in looks[0]
    assert "SLACK_APP_TOKEN (invalid_auth). Make an app-level token" in looks[1]
    assert "DISCORD_TOKEN. Copy a fresh token" in looks[2]
    assert "wrong" not in said


async def test_a_server_that_is_away_is_named_with_its_setting(run: Run) -> None:
    """One line each, and soon."""
    code, said = await told(
        run,
        SLACK_BOT_TOKEN=BOT_TOKEN,
        SLACK_APP_TOKEN=APP_TOKEN,
        SLACK_API_URL=f"{NOBODY}/api/",
        DISCORD_TOKEN="x",
        DISCORD_API_URL=f"{NOBODY}/api/v10",
        OPENAI_BASE_URL=f"{NOBODY}/v1",
    )

    assert code == 1
    for name, setting in (
        ("Slack", f"SLACK_API_URL ({NOBODY}/api/)"),
        ("Discord", f"DISCORD_API_URL ({NOBODY}/api/v10)"),
        ("LLM", f"OPENAI_BASE_URL ({NOBODY}/v1)"),
    ):
        assert (
            f"LOOK  {name}: nothing answers at 127.0.0.1:9: look at the network of this machine, "
            f"and at {setting}\n"
        ) in said


async def test_a_machine_without_a_network_is_told_so(run: Run) -> None:
    """No name has an address there."""
    code, said = await told(
        run,
        SLACK_BOT_TOKEN=BOT_TOKEN,
        SLACK_APP_TOKEN=APP_TOKEN,
        SLACK_API_URL="http://slack.invalid/api/",
        DISCORD_TOKEN="x",
        DISCORD_API_URL="http://discord.invalid/api/v10",
        OPENAI_BASE_URL="http://llm.invalid/v1",
    )

    assert code == 1
    for host in ("slack.invalid", "discord.invalid", "llm.invalid"):
        assert f"no address is known for {host}: this machine may be offline, or " in said


@pytest.mark.parametrize(
    ("answer", "key", "words"),
    [
        (fails(401), "sk-1", "refuses OPENAI_API_KEY (401): copy a key"),
        (fails(401), "", "asks for a key (401): set OPENAI_API_KEY"),
        (fails(404), "", "knows no model “tiny”"),
        (
            fails(429, {"error": {"code": "insufficient_quota", "message": ""}}),
            "sk-1",
            "the account has nothing left to spend",
        ),
        (fails(400), "", "turns a one-word question down (400): look at OPENAI_MODEL, “tiny”"),
        (fails(503), "", "answers, but not as it should (the LLM answered 503)"),
        (sends("<html>", "text/html"), "", "not as a server of chat completions does"),
    ],
)
async def test_what_is_wrong_with_the_llm_is_told_with_its_setting(
    run: Run, answer: Answer, key: str, words: str
) -> None:
    """By what it answers to one short question."""
    async with LlmServer() as llm:
        llm.script = [answer]
        code, said = await told(
            run, OPENAI_BASE_URL=llm.base_url, OPENAI_MODEL="tiny", OPENAI_API_KEY=key
        )

    assert code == 1
    assert words in said
    assert f"LOOK  LLM: {llm.base_url.split('/')[2]} " in said
    assert len(llm.requests) == 1


async def test_the_llm_is_asked_once_and_cheaply_unless_a_rewrite_is_wanted(run: Run) -> None:
    """A word costs next to nothing; a rewrite shows whether the model is up to it."""
    async with LlmServer() as llm:
        llm.script = [says("ready")]
        code, said = await told(run, OPENAI_BASE_URL=llm.base_url, OPENAI_MODEL="tiny")
        sent = [len(asked.raw) for asked in llm.requests]
        more = await asyncio.to_thread(
            run, "doctor", "--rewrite", OPENAI_BASE_URL=llm.base_url, OPENAI_MODEL="tiny"
        )

    assert code == 0, said
    assert "ok    LLM: tiny at 127.0.0.1:" in said
    assert len(sent) == 1
    assert sent[0] < 200
    assert more.returncode == 1
    assert "wrote no rewrite that the guard accepts; try another model" in more.stdout


@pytest.mark.parametrize(
    ("channels", "words"),
    [
        ("#general", "“#general” in TIP_CHANNELS is no channel id; in Slack it stands at the end"),
        ("general", "“general” in TIP_CHANNELS is no channel id"),
        ("C0123456789", "C0123456789 in TIP_CHANNELS is of Slack, and SLACK_BOT_TOKEN is not set"),
        ("112233445566778899", "is of Discord, and DISCORD_TOKEN is not set"),
    ],
)
async def test_a_channel_that_gets_no_tips_is_named(run: Run, channels: str, words: str) -> None:
    """A name instead of an id, or a platform without a token."""
    code, said = await told(run, TIP_CHANNELS=channels)

    assert code == 1
    assert words in said


async def test_channels_that_get_tips_are_counted(run: Run) -> None:
    """With the time they get them."""
    async with discord_server() as discord:
        code, said = await told(
            run,
            TIP_CHANNELS="112233445566778899",
            TIP_TIME="09:30",
            DISCORD_TOKEN=discord.token,
            DISCORD_API_URL=discord.url,
        )

    assert code == 0, said
    assert "tips: told daily at 09:30 UTC in 1 channel\n" in said
