"""A local Slack: the third-party emulator `local-slack`, one binary, installed once by npm.

It speaks the Web API and Socket Mode on loopback. It neither escapes text, redelivers, throttles
nor checks tokens; `slack_proxy.py` adds what it lacks.
"""

from __future__ import annotations

import asyncio
import fcntl
import os
import shutil
import subprocess
from collections.abc import AsyncIterator, Iterator
from contextlib import asynccontextmanager, contextmanager
from functools import cache
from pathlib import Path
from typing import Any

import aiohttp
import pytest

from tests.peers.ports import reserved_port

PACKAGE = "local-slack-linux-x64"
VERSION = "0.1.8"
HERE = Path(__file__).parent
BINARY = HERE / "node_modules" / PACKAGE / "bin" / "local-slack"
START_S = 20
INSTALL_S = 90

TEAM, BOT, ALICE, BOB = "T01TEST", "U0BOT", "U01ALICE", "U02BOB"
GENERAL, QUIET = "C01GEN", "C02QUIET"
WORKSPACE = f"""
workspace: {{ name: Acme Support, domain: acme, teamId: {TEAM} }}
apps:
  - {{ appId: A01COACH, botUserId: {BOT}, botName: coach, botToken: xoxb-test,
      appToken: xapp-test, signingSecret: none, mode: socket }}
users:
  - {{ id: {ALICE}, name: alice, real_name: Alice Anderson }}
  - {{ id: {BOB}, name: bob, real_name: Bob Brown }}
channels:
  - {{ id: {GENERAL}, name: general, members: [{ALICE}, {BOB}, {BOT}] }}
  - {{ id: {QUIET}, name: quiet, members: [{ALICE}, {BOB}, {BOT}] }}
"""


def binary() -> Path:
    """Find the emulator, or install it once; skip the test where that is impossible.

    Under `CI=true` it fails instead, so that no build passes without it.
    """
    why = _missing()
    if why:
        reason = f"{PACKAGE}@{VERSION} is not installed: {why}"
        if os.environ.get("CI") == "true":
            pytest.fail(reason)
        pytest.skip(reason)
    return BINARY


class LocalSlack:
    """Drives a running emulator as people in Slack would.

    Args:
        url: Where it answers, without a slash at the end.
        http: For our own calls.
    """

    def __init__(self, url: str, http: aiohttp.ClientSession) -> None:
        self.url = url
        self._http = http

    async def write(self, channel: str, text: str, *, user: str = ALICE, thread: str = "") -> str:
        """Write a message, as Slack would send it on; give back its `ts`."""
        body = {"channel": channel, "user": user, "text": text}
        answer = await self._post("message", body | ({"thread_ts": thread} if thread else {}))
        return str(answer["message"]["ts"])

    async def edit(self, channel: str, ts: str, text: str, *, user: str = ALICE) -> None:
        """Edit a message."""
        await self._post("edit-message", {"channel": channel, "ts": ts, "user": user, "text": text})

    async def delete(self, channel: str, ts: str, *, user: str = ALICE) -> None:
        """Delete a message."""
        await self._post("delete-message", {"channel": channel, "ts": ts, "user": user})

    async def command(self, channel: str, text: str, *, user: str = ALICE) -> None:
        """Type `/coach`."""
        body = {"channel": channel, "user": user, "command": "/coach", "text": text}
        await self._post("command", body)

    async def press(
        self, message: dict[str, Any], label: str = "Why?", *, user: str = ALICE
    ) -> None:
        """Press a button of a message."""
        button = next(one for one in buttons(message) if one["text"]["text"] == label)
        body = {"channel": message["channel"], "messageTs": message["ts"], "user": user}
        await self._post("interact", body | {"action": button | {"type": "button"}})

    async def form(self) -> dict[str, Any]:
        """Give the form that is open, {} when there is none."""
        async with self._http.ws_connect(f"ws{self.url[4:]}/ui") as screen:
            stack = (await screen.receive_json())["state"]["modalStack"]
        return stack[-1] if stack else {}

    async def submit(self, *texts: str, user: str = ALICE) -> dict[str, str]:
        """Fill the open form in, field by field, and send it.

        Returns:
            What the form is told instead of closing, by field.
        """
        fields = [block["block_id"] for block in (await self.form())["blocks"]]
        values = {
            block: {"said": {"type": "plain_text_input", "value": text or None}}
            for block, text in zip(fields, texts, strict=True)
        }
        async with self._http.ws_connect(f"ws{self.url[4:]}/ui") as screen:
            await screen.send_json({"t": "view_submit", "user": user, "values": values})
            while True:
                told = await screen.receive_json()
                if told["t"] == "view_errors":
                    return dict(told["errors"])
                if told["t"] == "view" and not told["stack"]:
                    return {}

    async def open_home(self, *, user: str = ALICE) -> None:
        """Open the App Home tab."""
        await self._post("open-home", {"user": user})

    async def posted(self, channel: str) -> list[dict[str, Any]]:
        """List what the bot posted in a channel, answers for one person alone among them."""
        async with self._http.get(f"{self.url}/_control/messages/{channel}") as answer:
            found = (await answer.json())["messages"]
        return [message for message in found if message["user"] == BOT]

    async def dm(self) -> str:
        """Find Alice's DM with the bot."""
        async with self._http.post(
            f"{self.url}/api/conversations.open", json={"users": ALICE}
        ) as answer:
            return str((await answer.json())["channel"]["id"])

    async def _post(self, path: str, body: dict[str, Any]) -> dict[str, Any]:
        async with self._http.post(f"{self.url}/_control/{path}", json=body) as answer:
            found: dict[str, Any] = await answer.json()
        assert found["ok"], found
        return found


def typed(text: str) -> str:
    """Escape what a person types the way Slack does before it sends it on."""
    return text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")


def buttons(message: dict[str, Any]) -> list[dict[str, Any]]:
    """List the buttons of a message."""
    rows = [block for block in message.get("blocks", []) if block["type"] == "actions"]
    return [element for row in rows for element in row["elements"]]


def shown(message: dict[str, Any]) -> str:
    """Say what a person reads in a message: the text of all its blocks."""
    return "\n".join(_texts(message.get("blocks", [])))


def boxed(message: dict[str, Any]) -> str:
    """Say what stands in the boxes of a message: the words to copy."""
    found: list[str] = []
    for block in message.get("blocks", []):
        for element in block.get("elements", []):
            if element["type"] == "rich_text_preformatted":
                found += _texts(element)
    return "".join(found)


@asynccontextmanager
async def local_slack(folder: Path) -> AsyncIterator[LocalSlack]:
    """Run an emulator with an empty workspace on a free loopback port."""
    config = folder / "workspace.yaml"
    config.write_text(WORKSPACE)
    with reserved_port() as port:
        process = await asyncio.create_subprocess_exec(
            binary(),
            *("--config", config, "--port", str(port), "--base-host", "127.0.0.1"),
            *("--files-dir", folder / "files"),
            stdout=asyncio.subprocess.PIPE,
            stderr=asyncio.subprocess.DEVNULL,
        )
        try:
            async with asyncio.timeout(START_S), aiohttp.ClientSession() as http:
                assert process.stdout
                while b"socket mode" not in (line := await process.stdout.readline()):
                    assert line, "the emulator ended before it listened"
            async with aiohttp.ClientSession() as http:
                yield LocalSlack(f"http://127.0.0.1:{port}", http)
        finally:
            process.terminate()
            await process.communicate()


@cache
def _missing() -> str:
    """Tell why there is no emulator, "" if there is one; of several processes, one installs it."""
    with _alone() as first:
        if BINARY.exists():
            return ""
        why = _install() if first else "another process could not install it"
        return "" if BINARY.exists() else why


@contextmanager
def _alone() -> Iterator[bool]:
    """Let one process in at a time; tell whether it came in without waiting for another."""
    folder = os.open(HERE, os.O_RDONLY)
    first = True
    try:
        try:
            fcntl.flock(folder, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            first = False
            fcntl.flock(folder, fcntl.LOCK_EX)
        yield first
    finally:
        os.close(folder)


def _install() -> str:
    npm = shutil.which("npm")
    if npm is None:
        return "npm is not on the PATH"
    try:
        done = subprocess.run(
            [
                *(npm, "install", "--no-save", "--no-audit", "--no-fund", "--fetch-retries=1"),
                *("--prefix", str(HERE), f"{PACKAGE}@{VERSION}"),
            ],
            capture_output=True,
            text=True,
            timeout=INSTALL_S,
            check=False,
        )
    except subprocess.TimeoutExpired:
        return "npm took too long"
    return done.stderr.strip()[-300:]


def _texts(value: object) -> list[str]:
    if isinstance(value, dict):
        own = [value["text"]] if isinstance(value.get("text"), str) else []
        return (
            own
            + [text for key in value if key != "text" for text in _texts(value[key])]
            + (_texts(value["text"]) if isinstance(value.get("text"), dict) else [])
        )
    if isinstance(value, list):
        return [text for one in value for text in _texts(one)]
    return []
