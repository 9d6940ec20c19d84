"""What people wrote while the bot was away is answered when it is back."""

from __future__ import annotations

import json
from collections.abc import AsyncIterator
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest

from bot.errors import StoreError
from bot.platforms.discord import asks
from tests.peers import discord_world as dw
from tests.peers.discord_rig import QUICK, Rig, discord_rig

DRAFT = "As I already told you, order #4821 shipped on 3 May. You should have read the mail."
NEXT = "As I told you, it left on 4 May."
NOTE = "discord:shard:0"


@pytest.fixture
async def rig() -> AsyncIterator[Rig]:
    """Run the bot against an empty server."""
    async with discord_rig() as running:
        yield running


def note(rig: Rig) -> dict[str, Any]:
    """Read the note of the only shard."""
    read: dict[str, Any] = json.loads(rig.notes.kept.get(NOTE, "{}"))
    return read


async def noted(rig: Rig) -> None:
    """Wait until a note knows the session, and all that was asked."""
    asked = [job for job in rig.desk.jobs.values() if job.words["channel"]]
    channels = {str(job.words["channel"]) for job in asked}
    await rig.notes.until(lambda: channels <= set(note(rig).get("channels", ())))


def reached(rig: Rig) -> int:
    """Say how far the last session was read, by the note."""
    return int(note(rig)["sessions"][-1]["seq"])


async def test_messages_written_while_we_were_away_are_answered(rig: Rig) -> None:
    """Mention, role and DM alike, each once; Discord held them in the old session."""
    await rig.ask(DRAFT)
    await rig.answer()
    await rig.stop()
    await rig.ask(NEXT)
    await rig.discord.say(DRAFT, channel=rig.discord.world.dm())
    await rig.discord.say("Nothing for the coach.")

    await rig.start()
    await rig.answer(3)
    await rig.discord.until(lambda: rig.discord.gateway.resumed == 1)
    await rig.ask("As I told you, it left on 5 May.")
    await rig.answer(4)
    await rig.stop()

    assert len(rig.discord.answers()) == len(rig.coach.drafts) == 4
    # The drained session is closed for good, and only that one.
    assert rig.discord.gateway.close_codes == [4000, 1000, 4000]
    assert len(rig.discord.gateway.sessions) == 1


async def test_process_that_died_in_the_middle_loses_nothing_and_answers_once(rig: Rig) -> None:
    """Its last note is some seconds old; what was answered since is known by its key."""
    await rig.ask(DRAFT)
    await rig.answer()
    await noted(rig)
    last = dict(rig.notes.kept)
    await rig.ask(NEXT)
    await rig.answer(2)
    await rig.stop()
    rig.notes.kept = last
    await rig.ask("As I told you, it left on 5 May.")

    await rig.start()
    await rig.answer(3)
    await rig.discord.until(lambda: rig.discord.gateway.resumed == 1)
    await rig.stop()

    assert len(rig.discord.answers()) == len(rig.coach.drafts) == 3


async def test_session_is_noted_before_its_servers_have_come(rig: Rig) -> None:
    """A process that dies in its first seconds leaves a session that the next one reads on."""
    await rig.stop()
    await rig.start(replace(QUICK, ready_s=60.0, note_s=60.0))
    (session,) = rig.discord.gateway.connected

    await rig.notes.until(lambda: note(rig).get("sessions", [{}])[-1].get("id") == session.id)

    assert not rig.discord.gateway.resumes  # what was missed is read once the servers are known


async def test_note_never_runs_ahead_of_the_store(rig: Rig) -> None:
    """A process that dies before a message is stored finds it again."""
    await rig.stop()
    await rig.start(replace(QUICK, note_s=0.0))
    await rig.discord.until(lambda: rig.discord.gateway.resumed == 1)
    await rig.ask(DRAFT)
    await rig.answer()
    await noted(rig)
    await rig.notes.until(lambda: len(note(rig)["sessions"]) == 1)
    rig.desk.taking.clear()
    asked = await rig.ask(NEXT)
    await rig.desk.until(lambda: rig.desk.asked == 2)
    (session,) = rig.discord.gateway.connected
    place = session.place_of("MESSAGE_CREATE", asked["id"])

    await rig.breathe()
    assert reached(rig) < place

    rig.desk.taking.set()
    await rig.notes.until(lambda: reached(rig) >= place)


async def test_old_interactions_are_left_alone(rig: Rig) -> None:
    """Discord has told those agents itself, three seconds after they asked."""
    await rig.stop()
    await rig.discord.slash(draft=DRAFT)
    await rig.ask(NEXT)

    await rig.start()
    await rig.answer()

    assert [job.door for job in rig.desk.jobs.values()] == ["mention"]


async def test_session_that_discord_forgot_is_made_up_for_from_the_channels(rig: Rig) -> None:
    """Where we were asked lately: what mentions us or is a DM, of the last hour, once."""
    world, dm = rig.discord.world, rig.discord.world.dm()
    await rig.ask(DRAFT)
    await rig.discord.say(DRAFT, channel=dm)
    await rig.answer(2)
    await rig.stop()
    rig.discord.gateway.sessions.clear()
    await rig.discord.say("Talk of others.")
    await rig.ask(NEXT, channel=world.voice)
    await rig.ask(NEXT, author=world.other_bot)
    missed = [await rig.ask(NEXT), await rig.discord.say(NEXT, channel=dm)]

    await rig.start()
    for message in missed:
        assert await rig.ended(message) == "answered"
    await rig.stop()

    assert len(rig.desk.jobs) == 4
    threads = [rig.discord.thread_of(missed[0]), dm]
    assert all(rig.discord.answers(one)[-1]["content"] for one in threads)


async def test_what_is_older_than_an_hour_is_not_dug_up(rig: Rig) -> None:
    """The agent has long sent something else."""
    await rig.ask(DRAFT)
    await rig.answer()
    await rig.stop()
    rig.discord.gateway.sessions.clear()
    long_ago = note(rig)
    for channel in long_ago["channels"].values():
        channel[1] = "1"
    rig.notes.kept[NOTE] = json.dumps(long_ago)
    old = await rig.ask(NEXT)
    two_hours_ago = asks.snowflake(datetime.now(UTC) - timedelta(hours=2))
    rig.discord.world.messages[str(two_hours_ago)] = {**old, "id": str(two_hours_ago)}

    await rig.start()
    await rig.ended(old)
    await rig.stop()

    assert len(rig.desk.jobs) == 2


async def test_channel_that_is_closed_to_us_by_now_is_passed_over(rig: Rig) -> None:
    """The others are read all the same."""
    await rig.ask(DRAFT)
    await rig.discord.say(DRAFT, channel=rig.discord.world.dm())
    await rig.answer(2)
    await rig.stop()
    rig.discord.gateway.sessions.clear()
    rig.discord.world.permissions &= ~dw.HISTORY
    missed = await rig.discord.say(NEXT, channel=rig.discord.world.dm())

    await rig.start()

    assert await rig.ended(missed) == "answered"


async def test_session_lost_while_we_run_is_made_up_for_as_well(rig: Rig) -> None:
    """discord.py begins a new one by itself; what came between is in the channels."""
    await rig.ask(DRAFT)
    await rig.answer()
    await noted(rig)
    rig.discord.gateway.sessions.clear()
    missed = await rig.ask(NEXT)
    await rig.discord.gateway.drop()

    assert await rig.ended(missed) == "answered"
    assert len(rig.discord.gateway.identifies) == 2


async def test_old_session_that_breaks_off_is_read_on(rig: Rig) -> None:
    """From where it broke off; what was read twice is answered once."""
    await rig.stop()
    for number in range(3, 7):
        await rig.ask(f"As I told you, it left on {number} May.")
    rig.discord.gateway.breaks_after = 2

    await rig.start()
    await rig.answer(4)
    await rig.stop()

    assert rig.discord.gateway.resumes == 2
    assert len(rig.coach.drafts) == 4


async def test_client_that_breaks_while_it_reads_on_loses_nothing(rig: Rig) -> None:
    """The next one reads on where it stopped, and passes over what cannot be read."""
    await rig.stop()
    for number in range(3, 7):
        await rig.ask(f"As I told you, it left on {number} May.")
    rig.desk.taking.clear()
    await rig.start()
    await rig.desk.until(lambda: rig.desk.asked)

    rig.discord.world.permissions &= ~dw.HISTORY  # the channels tell nothing
    await rig.discord.gateway.tell("MESSAGE_CREATE", {"id": "none of yours"})
    await rig.breathe()
    rig.desk.taking.set()
    await rig.answer(4)
    await rig.stop()

    assert len(rig.discord.gateway.identifies) == 3
    assert len(rig.coach.drafts) == 4


async def test_notes_that_fail_stop_nobody(rig: Rig, caplog: pytest.LogCaptureFixture) -> None:
    """We serve; once the store is back, the old session is read."""
    await rig.stop()
    missed = await rig.ask(NEXT)
    rig.notes.error = StoreError("the store is away")
    await rig.start()
    asked = await rig.ask(DRAFT)
    assert await rig.ended(asked) == "answered"
    await rig.notes.until(lambda: rig.notes.refused)

    rig.notes.error = None

    assert await rig.ended(missed) == "answered"
    assert "sessions not kept why=the store is away" in caplog.text


@pytest.mark.parametrize("text", ["", "{", "[]", '{"sessions": [{"id": 1}]}', '{"sessions": 3}'])
async def test_note_that_cannot_be_read_is_begun_anew(rig: Rig, text: str) -> None:
    """Not ours, or cut off."""
    await rig.stop()
    rig.notes.kept[NOTE] = text
    await rig.start()
    asked = await rig.ask(DRAFT)

    assert await rig.ended(asked) == "answered"
    await rig.notes.until(lambda: rig.notes.kept[NOTE] != text)


async def test_notes_hold_nobodys_words(rig: Rig) -> None:
    """Ids and numbers alone."""
    await rig.ask(DRAFT)
    asked = await rig.discord.slash(draft=DRAFT)
    await rig.ended(asked)
    await rig.stop()

    for words in ("4821", "already", rig.discord.token, asked.payload["token"]):
        assert words not in "".join(rig.notes.kept.values())
