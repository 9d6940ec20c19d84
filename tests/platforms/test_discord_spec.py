"""Discord's own OpenAPI file has nothing against what our bot and our small Discord say.

Set `DISCORD_OPENAPI` to the `openapi.json` of https://github.com/discord/discord-api-spec.
"""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from tests.peers.discord_rig import Rig, discord_rig, key_of, tip_job
from tests.peers.discord_spec import Spec

FILE = os.environ.get("DISCORD_OPENAPI", "")
DRAFT = "As I already told you, order #4821 shipped on 3 May. You should have read the mail."
CODE = "As I already told you, run:\n```\nls\n```\nOrder #4821."
KNOWN = (
    "asked message_reference/",  # discord.py writes ids as numbers, which Discord takes
    "asked attachments/0/id",  # the same
    "answered resource/type: 5",  # the file leaves out the type of a deferred answer
)

pytestmark = pytest.mark.skipif(not FILE, reason="DISCORD_OPENAPI names no openapi.json")


async def knock_at_every_door(rig: Rig) -> None:
    """Use everything an agent can use, once."""
    discord = rig.discord
    for draft in (DRAFT, CODE, "", "x. " * 1200):
        await rig.ask(draft)
    await discord.say(DRAFT, channel=discord.world.dm())
    await rig.answer(5)
    shown = next(one for one in discord.answers() if one["components"])
    chosen = await discord.say(DRAFT)
    form = await discord.slash()
    await discord.until(lambda: form.answer)
    asked = [
        await discord.slash(draft=DRAFT, customer="Where is my parcel?"),
        await discord.slash(draft=CODE),
        await discord.menu(chosen),
        await discord.press(shown),
        await discord.send_form(form.sent[0]["data"], draft="As I told you. " * 200),
    ]
    await discord.until(lambda: all(one.texts for one in asked))
    await rig.desk.take(tip_job(discord.world.support["id"], key="tip"))
    await rig.desk.settle()
    for event in (asked[1], await rig.ask(DRAFT)):
        await rig.ended(event)
        job = rig.desk.jobs[key_of(event)]
        await rig.bot.doubt(job)
        await rig.bot.failed(job)
        await rig.bot.late(job)


async def test_discords_own_file_finds_nothing_wrong() -> None:
    """Both the requests of the bot and the answers of the fake are judged."""
    spec = Spec(Path(FILE))
    async with discord_rig() as rig:
        await knock_at_every_door(rig)

        found = {
            f"{one.call.method} {one.call.path.split('/')[-1]}: {problem}"
            for one in rig.discord.rest.exchanges
            for problem in spec.problems(one)
        }

    assert len(rig.discord.rest.exchanges) > 20
    assert [one for one in sorted(found) if not any(known in one for known in KNOWN)] == []
