"""What the engine does for one job: the workflows, and what is tried again in them."""

from __future__ import annotations

import logging
from collections.abc import Callable, Coroutine, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass

from dbos import DBOS, SetWorkflowID, WorkflowSerializationFormat
from sqlalchemy.exc import SQLAlchemyError

from bot.desk.engine_names import (
    ANSWER_FLOW,
    AWAY,
    LATER,
    LATER_FLOW,
    TELL_FLOW,
    TELL_LATER_FLOW,
    later,
    told,
    told_later,
)
from bot.errors import StoreError

log = logging.getLogger("umbrella.desk")

ATTEMPTS = 10
"""Deaths of a process under one job, after which the job is given up and its agent told."""
STORE_TRIES = 8
"""How often a step is run while the store fails, with pauses that double: two minutes in all."""
COACH_S = 300.0
"""Two tries of the LLM, each with a wait for its turn, at the longest budget that may be set."""
DELIVER_S = 500.0
"""All tries to post, and in a process that could not coach before, the coaching too."""
LATER_WAITS_S = (60.0,) * 20 + (300.0,) * 8
"""An hour of patience with a platform that is away, after the first tries."""

Step = Callable[[str], Coroutine[None, None, str]]


@dataclass(frozen=True, slots=True, kw_only=True)
class Steps:
    """What the engine runs for a job, each under the job's key.

    Args:
        coach: Coaches the draft and keeps the answer; its end is a checkpoint.
        deliver: Posts what is not yet posted; gives back `AWAY` while the platform is away.
        tell: Tells the agent that it did not work; gives back `AWAY` while the platform is away.
        fail: Ends a job whose agent could not be told.
    """

    coach: Step
    deliver: Step
    tell: Step
    fail: Step


class Flows:
    """The workflows of one engine, known to DBOS from the moment this is built.

    Args:
        steps: What they run.
        later_waits_s: Pauses between tries while a platform is away, in seconds.

    Attributes:
        answer: Coaches and delivers.
        later: Delivers what could not be delivered.
        tell: Tells the agent that it did not work.
        tell_later: Tells an agent who could not be told.
        running: The keys of what is under way in this process.
    """

    def __init__(self, steps: Steps, later_waits_s: Sequence[float] = LATER_WAITS_S) -> None:
        self.running: set[str] = set()
        self._coach = _step("coach", steps.coach, limit_s=COACH_S)
        self._deliver = _step("deliver", steps.deliver, limit_s=DELIVER_S)
        self._tell = _step("tell", steps.tell, limit_s=DELIVER_S)
        self._fail = _step("fail", steps.fail, limit_s=DELIVER_S)
        self._waits_s = tuple(later_waits_s)
        self.tell_later = _flow(TELL_LATER_FLOW, self._tell_later)
        self.later = _flow(LATER_FLOW, self._deliver_later)
        self.answer = _flow(ANSWER_FLOW, self._answer)
        self.tell = _flow(TELL_FLOW, self._only_tell)

    async def _answer(self, key: str) -> str:
        with self._under_way(key):
            try:
                await self._coach(key)
                outcome = await self._deliver(key)
                if outcome == AWAY:
                    with SetWorkflowID(later(key)):
                        await DBOS.enqueue_workflow_async(LATER, self.later, key)
            except SQLAlchemyError:
                raise  # the engine could not write down how far we are; the keeper begins it again
            except Exception as error:  # noqa: BLE001 - a workflow that raises is never run again
                return await self._given_up(key, error)
            return outcome

    async def _deliver_later(self, key: str) -> str:
        with self._under_way(later(key)):
            try:
                for wait_s in self._waits_s:
                    await DBOS.sleep_async(wait_s)
                    if (outcome := await self._deliver(key)) != AWAY:
                        return outcome
                return await self._told(key)
            except SQLAlchemyError:
                raise  # as above
            except Exception as error:  # noqa: BLE001 - as above
                return await self._given_up(key, error)

    async def _only_tell(self, key: str) -> str:
        with self._under_way(told(key)):
            return await self._told(key)

    async def _tell_later(self, key: str) -> str:
        with self._under_way(told_later(key)):
            for wait_s in self._waits_s:
                await DBOS.sleep_async(wait_s)
                if (outcome := await self._tell(key)) != AWAY:
                    return outcome
            return await self._fail(key)

    async def _given_up(self, key: str, error: Exception) -> str:
        log.warning("job given up error=%s", type(error).__name__)
        return await self._told(key)

    async def _told(self, key: str) -> str:
        outcome = await self._tell(key)
        if outcome == AWAY:
            with SetWorkflowID(told_later(key)):
                await DBOS.enqueue_workflow_async(LATER, self.tell_later, key)
        return outcome

    @contextmanager
    def _under_way(self, name: str) -> Iterator[None]:
        self.running.add(name)
        try:
            yield
        finally:
            self.running.discard(name)


def _step(name: str, run: Step, *, limit_s: float) -> Step:
    async def step(key: str) -> str:
        return await run(key)

    step.__qualname__ = step.__name__ = name
    return DBOS.step(
        name=f"{name}.v1",
        retries_allowed=True,
        max_attempts=STORE_TRIES,
        should_retry=lambda error: isinstance(error, StoreError),
        timeout_seconds=limit_s,
    )(step)


def _flow(name: str, run: Step) -> Step:
    async def flow(key: str) -> str:
        return await run(key)

    flow.__qualname__ = flow.__name__ = name
    return DBOS.workflow(
        name=name,
        serialization_type=WorkflowSerializationFormat.PORTABLE,
        max_recovery_attempts=ATTEMPTS,
    )(flow)
