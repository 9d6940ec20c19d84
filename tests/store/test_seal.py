"""What a copy of the database tells somebody without the secret: nothing."""

from __future__ import annotations

from pathlib import Path

import pytest

from bot.errors import SealedError, StoreError
from bot.store import Store
from bot.store.seal import Seal
from tests.store.shapes import KEY, bytes_beside, job

OLD, NEW = "correct horse battery staple", "an umbrella, opened unasked"
WORD = "marmalade"


async def test_no_word_stands_in_the_file_when_a_secret_is_set(tmp_path: Path) -> None:
    """Neither while a job waits nor after it."""
    file = tmp_path / "coach.db"
    async with Store.open(f"sqlite:///{file}", secrets=[OLD]) as store:
        assert store.is_sealed
        await store.take(job(words={"draft": WORD}))
        await store.keep_answer(KEY, f'"{WORD}"')
        await store.keep_note("session", WORD)
        stored = bytes_beside(file)
        assert b"slack:Ev1" in stored
        assert WORD.encode() not in stored
        found = await store.job(KEY)
        assert found
        assert found.words == {"draft": WORD}
        assert await store.answer(KEY) == f'"{WORD}"'
        assert await store.note("session") == WORD


async def test_a_job_sealed_with_a_lost_secret_fails_alone(database_url: str) -> None:
    """The sentence says what to do; jobs beside it go on."""
    async with Store.open(database_url, secrets=[OLD]) as store:
        await store.take(job())
        await store.keep_answer(KEY, '"kinder"')
    for young, secrets in (("one", [NEW]), ("two", [])):
        async with Store.open(database_url, secrets=secrets) as store:
            with pytest.raises(SealedError, match="behind a comma in COACH_SECRET"):
                await store.job(KEY)
            with pytest.raises(SealedError):
                await store.keep_answer(KEY, '"other"')
            await store.take(job(key=young))
            assert await store.job(young) is not None
            await store.finish(young, "answered")
    async with Store.open(database_url, secrets=[NEW]) as store:
        await store.finish(KEY, "failed")
        assert await store.unfinished() == []


async def test_a_secret_is_replaced_without_losing_a_job(database_url: str) -> None:
    """New before old, seal anew, then drop the old one."""
    async with Store.open(database_url) as store:
        await store.take(job(key="unsealed"))
    async with Store.open(database_url, secrets=[OLD]) as store:
        await store.take(job())
        await store.keep_answer(KEY, '"kinder"')
        await store.keep_note("session", "on")
    async with Store.open(database_url, secrets=[NEW, OLD]) as store:
        assert await store.seal_anew() == 4
    async with Store.open(database_url, secrets=[NEW]) as store:
        assert await store.answer(KEY) == '"kinder"'
        assert await store.note("session") == "on"
        assert await store.job(KEY) is not None
        assert await store.job("unsealed") is not None


def test_every_replica_derives_the_same_key() -> None:
    """Nothing but the secret goes into it."""
    sealed = Seal([OLD]).close({"draft": WORD})

    assert WORD not in sealed
    assert Seal([NEW, OLD]).open(sealed) == {"draft": WORD}


async def test_no_error_holds_words(database_url: str) -> None:
    """Not even its causes: a traceback may end up in a log."""
    async with Store.open(database_url) as store:
        with pytest.raises(StoreError) as caught:
            await store.keep_note("x" * 250 + "\ud83d", WORD)
    error: BaseException | None = caught.value
    while error:
        assert WORD not in str(error)
        error = error.__cause__
