"""The store: what the desk must not lose, and what the platforms must not do twice.

One SQLite file, or a PostgreSQL server that several processes share. Every method is one short
transaction within a few seconds; when it fails it raises `StoreError` with a sentence for an admin.
"""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator, Callable, Sequence
from contextlib import ExitStack, asynccontextmanager
from datetime import datetime

from bot.desk.job import Job
from bot.store import counting, fleet, forgetting, jobs, opening, sealing_anew, workspaces
from bot.store.database import Database
from bot.store.forgetting import Left
from bot.store.rows import (
    FeedbackCount,
    Outcome,
    OutcomeCount,
    PartState,
    Replica,
    Standing,
    Waiting,
    Workspace,
)
from bot.store.schema import Upgrade
from bot.store.seal import Seal


class Store:
    """Every row there is, behind plain methods. Each of them raises `StoreError` when it fails.

    Args:
        database: Open, at the newest schema.
        seal: Closes what holds words.
        retention_s: How long words stay after a job is finished, in seconds.
        upgrade: What opening it did to the schema.
    """

    def __init__(
        self, database: Database, seal: Seal, *, retention_s: float, upgrade: Upgrade
    ) -> None:
        self._database = database
        self._seal = seal
        self._retention_s = retention_s
        self.upgrade = upgrade

    @classmethod
    @asynccontextmanager
    async def open(
        cls,
        url: str,
        *,
        secrets: Sequence[str] = (),
        retention_hours: float = 0.0,
        exclusive: bool = False,
        now: Callable[[], datetime] | None = None,
    ) -> AsyncIterator[Store]:
        """Open the store; make it, or bring it to the newest schema, where that is needed.

        Args:
            url: `sqlite:///umbrella.db` or `postgresql://user:password@host/database`.
            secrets: Passphrases that seal words, the newest first; none leaves them readable.
            retention_hours: How long words stay after a job is finished.
            exclusive: True for the coach itself: no second one may open the same SQLite file.
            now: Stands in for the clock; PostgreSQL's own is used without it.

        Raises:
            ConfigError: The URL cannot be used, or another coach has the file.
            StoreError: The store cannot be opened; the sentence says what to do.
        """
        seal = await asyncio.to_thread(Seal, secrets)
        with ExitStack() as locks:
            database, upgrade = await opening.opened(url, locks, exclusive=exclusive, now=now)
            try:
                yield cls(database, seal, retention_s=retention_hours * 3_600, upgrade=upgrade)
            finally:
                await database.close()

    @property
    def is_sealed(self) -> bool:
        """Tell whether words are sealed at rest."""
        return self._seal.is_set

    async def alive(self) -> None:
        """Ask whether the store can be written; cheap enough for every probe."""
        await self._database.ping()

    # Jobs

    async def take(self, job: Job) -> bool:
        """Store a job; False when its key is known, also when that one is finished."""
        return await jobs.take(self._database, self._seal, job)

    async def job(self, key: str) -> Job | None:
        """Read a job; None when it is unknown, finished or forgotten.

        Raises:
            SealedError: It was sealed with a secret that is not set.
        """
        return await jobs.read(self._database, self._seal, key)

    async def answer(self, key: str) -> str | None:
        """Read the answer of an unfinished job; None while there is none."""
        return await jobs.answer(self._database, self._seal, key)

    async def keep_answer(self, key: str, text: str) -> str:
        """Store an answer and give back the one that stands: the first. Empty: the job is gone."""
        return await jobs.keep_answer(self._database, self._seal, key, text)

    async def finish(self, key: str, outcome: Outcome) -> None:
        """End a job; its words go at once, or after RETENTION_HOURS. The first end counts."""
        await jobs.finish(self._database, key, outcome, erase=self._retention_s <= 0)

    async def earlier(self, key: str) -> bool:
        """Tell whether an unfinished job of the same lane was taken before this one."""
        return await jobs.earlier(self._database, key)

    async def unfinished(self, older_than_s: float = 0.0) -> list[Waiting]:
        """List the jobs that are not finished, the oldest first, without anybody's words."""
        return await jobs.unfinished(self._database, older_than_s)

    async def standing(self, *, alive_s: float) -> Standing:
        """Count what is unfinished, and the replicas that beat within so many seconds."""
        return await counting.standing(self._database, alive_s=alive_s)

    async def outcomes(self, *, within_s: float) -> list[OutcomeCount]:
        """Count the jobs that ended within so many seconds, by door and outcome."""
        return await counting.outcomes(self._database, within_s=within_s)

    # Posts

    async def begin_part(self, key: str, part: int) -> PartState:
        """Write down, before it is posted, that a part is about to be.

        Returns:
            `new`: nobody began it before. `begun`: somebody did, and nobody knows whether it was
            posted. `done`: it was posted.
        """
        return await jobs.begin_part(self._database, key, part)

    async def undo_part(self, key: str, part: int) -> None:
        """Forget that a part was begun, as it was refused for certain."""
        await jobs.undo_part(self._database, key, part)

    async def end_part(self, key: str, part: int, ref: str) -> None:
        """Write down that a part was posted, and under which `ts` or message id."""
        await jobs.end_part(self._database, key, part, ref)

    # Replicas

    async def beat(self, replica: str, roles: Sequence[str]) -> None:
        """Say that a replica lives."""
        await fleet.beat(self._database, replica, roles)

    async def replicas(self) -> list[Replica]:
        """List the replicas that said they live and did not leave, the freshest first."""
        return await fleet.living(self._database)

    async def retire(self, replica: str) -> None:
        """Say that a replica leaves for good."""
        await fleet.retire(self._database, replica)

    # Notes

    async def keep_note(self, name: str, text: str) -> None:
        """Keep a small sealed note, in place of the one of that name: ids and numbers, no words."""
        await fleet.keep_note(self._database, self._seal, name, text)

    async def note(self, name: str) -> str | None:
        """Read a note.

        Raises:
            SealedError: It was sealed with a secret that is not set.
        """
        return await fleet.note(self._database, self._seal, name)

    # Workspaces

    async def workspaces(self) -> list[Workspace]:
        """List every installation."""
        return await workspaces.read_all(self._database)

    async def keep_workspace(self, platform: str, id: str, name: str) -> None:  # noqa: A002 - the row's own word
        """Keep that an installation is there, by its team or guild id; its tips stay."""
        await workspaces.keep(self._database, platform, id, name)

    async def keep_tip(self, platform: str, id: str, *, channel: str, when: str) -> None:  # noqa: A002 - as above
        """Keep when one channel gets its tip; every other channel's stays as it is."""
        await workspaces.keep_tip(self._database, platform, id, channel=channel, when=when)

    async def add_feedback(
        self, key: str, *, platform: str, workspace: str, writer: str, useful: bool
    ) -> None:
        """Count a vote, once for each key; no words and no person are kept."""
        await workspaces.add_feedback(
            self._database,
            key,
            platform=platform,
            workspace=workspace,
            writer=writer,
            useful=useful,
        )

    async def feedback_counts(self) -> list[FeedbackCount]:
        """Count votes by platform and writer."""
        return await workspaces.feedback_counts(self._database)

    # Forgetting

    async def left_by(self, platform: str, *, person: str = "", workspace: str = "") -> Left:
        """Count what `forget` would erase."""
        return await forgetting.left_by(
            self._database, platform, person=person, workspace=workspace
        )

    async def forget(self, platform: str, *, person: str = "", workspace: str = "") -> int:
        """Erase what one person or one workspace left here, unfinished jobs too; say how much."""
        return await forgetting.forget(self._database, platform, person=person, workspace=workspace)

    async def forget_old(self) -> None:
        """Erase words that were kept long enough, and everything's keys after a week."""
        await forgetting.forget_old(self._database, retention_s=self._retention_s)

    async def seal_anew(self) -> int:
        """Seal everything with the first secret, to drop older ones; say how much."""
        return await sealing_anew.seal_anew(self._database, self._seal)
