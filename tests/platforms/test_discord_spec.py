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
CUSTOMER = "The mug arrived broken and I'm really upset. Can you replace it?"
OPEN = "No refund. You should have read the terms."
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
    await ask_back_and_settle(rig)
    await rig.desk.take(tip_job(discord.world.support["id"], key="tip"))
    await rig.desk.settle()
    for event in (asked[1], await rig.ask(DRAFT)):
        await rig.ended(event)
        job = rig.desk.jobs[key_of(event)]
        await rig.bot.doubt(job)
        await rig.bot.failed(job)
        await rig.bot.late(job)


async def ask_back_and_settle(rig: Rig) -> None:
    """Answer questions in private and for all, vote, and settle the tips."""
    discord = rig.discord
    await rig.ended(await rig.ask(f"> {CUSTOMER}\n{OPEN}"))
    alone = await discord.slash(draft=OPEN, customer=CUSTOMER)
    await rig.ended(alone)
    asks = next(one for one in discord.answers() if "Only you can say" in one["content"])
    for below in (asks, alone.messages[-1]):
        pressed = await discord.press(below, "Answer")
        await discord.until(lambda one=pressed: one.answer)  # type: ignore[misc]  # bound at once
        form = pressed.sent[0]["data"]
        sent = await discord.send_form(form, below=below, said0="It goes out on 4 May.")
        assert await rig.ended(sent) == "answered"
    more = [
        await discord.press(alone.messages[-1], "This helped"),
        await discord.command("coach-tips", time="9:30", off=False),
    ]
    await discord.until(lambda: all(one.texts for one in more))


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
