"""The engine as seen from another process: it looks and asks, and runs nothing."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator, Sequence
from contextlib import asynccontextmanager

from dbos import DBOSClient, EnqueueOptions, WorkflowSerializationFormat

from bot.desk.engine_names import (
    ANSWER_FLOW,
    APPLICATION,
    PRIORITY,
    VERSION,
    Queue,
    all_of,
    batches,
    mapped,
    plain,
)


class Outside:
    """Looks into the engine beside running coaches.

    Args:
        client: Open; built by `opened`.
    """

    def __init__(self, client: DBOSClient) -> None:
        self._client = client

    @classmethod
    @asynccontextmanager
    async def opened(cls, url: str) -> AsyncIterator[Outside]:
        """Open a view on the engine of a database; nothing is read before it is asked.

        Args:
            url: DATABASE_URL.
        """
        client = DBOSClient(
            system_database_url=plain(url),
            application_name=APPLICATION,
            lazy=True,
            retry_connection_errors=False,  # whoever asks sits before a terminal
        )
        try:
            yield cls(client)
        finally:
            await asyncio.to_thread(client.destroy)

    async def fates(self, keys: Sequence[str]) -> dict[str, str]:
        """Look up the engine's own status of jobs; a key it does not know is left out.

        Raises:
            StoreError: The engine's tables cannot be read.
        """
        fates: dict[str, str] = {}
        with mapped():
            for some in batches(keys):
                found = await self._client.list_workflows_async(
                    workflow_ids=some, load_input=False, load_output=False
                )
                fates |= {one.workflow_id: one.status for one in found}
        return fates

    async def again(self, key: str, queue: Queue) -> None:
        """Forget how a job ended, and queue it once more for whoever runs.

        Raises:
            StoreError: The engine's tables cannot be written.
        """
        options: EnqueueOptions = {
            "workflow_name": ANSWER_FLOW,
            "queue_name": queue,
            "workflow_id": key,
            "priority": PRIORITY[queue],
            "app_version": VERSION,
            "application_name": APPLICATION,
            "serialization_type": WorkflowSerializationFormat.PORTABLE,
        }
        with mapped():
            await self._client.delete_workflows_async(list(all_of(key)))
            await self._client.enqueue_async(options, key)

    async def resume(self, key: str, queue: Queue) -> None:
        """Give a job that somebody works on back to its queue; who held it is fenced off.

        Raises:
            StoreError: The engine's tables cannot be written.
        """
        with mapped():
            # Without its name it would go to DBOS's own queue, past every limit.
            await self._client.resume_workflows_async([key], queue_name=queue)
