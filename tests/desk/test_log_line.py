"""Each job leaves one line in the log, with what an admin needs and nobody's words."""

from __future__ import annotations

import logging
import re
from collections.abc import Sequence
from dataclasses import dataclass, field
from pathlib import Path

import pytest

from bot.desk.job import Job
from bot.desk.notebook import MOST, Notebook
from bot.desk.watch import Coached, Watch
from bot.errors import DeliveryError
from bot.ports import Part
from tests.desk.rig import desk_rig, job
from tests.desk.test_watch import samples
from tests.peers.fakes import NotingPlatform


@dataclass
class CoachingPlatform(NotingPlatform):
    """Tells what it coached, as a coach would."""

    watch: Watch = field(default_factory=Watch)

    async def answer(self, job: Job) -> Sequence[Part]:
        """Coach, and tell so."""
        self.watch.draft_coached("openai", findings=3, tries=2)
        return await super().answer(job)


def ended(caplog: pytest.LogCaptureFixture) -> list[str]:
    """Give the lines of jobs that ended."""
    lines = [record.getMessage() for record in caplog.records if record.name == "umbrella.desk"]
    return [line for line in lines if line.startswith("job done")]


@pytest.fixture
def url(tmp_path: Path) -> str:
    """Where the store lies."""
    return f"sqlite:///{tmp_path / 'store.db'}"


async def test_a_coached_job_leaves_one_line_with_all_that_is_known(
    url: str, caplog: pytest.LogCaptureFixture
) -> None:
    """Who wrote, how much was found, how long everything took; neither key nor words."""
    caplog.set_level(logging.DEBUG, "umbrella")
    platform = CoachingPlatform()
    async with desk_rig(url, platform) as rig:
        platform.watch = rig.watch
        await rig.desk.take(job(words={"text": "Marmalade99"}, person="U777", workspace="T777"))
        await rig.idle()
        found = samples(rig.watch)

    (line,) = ended(caplog)
    assert re.fullmatch(
        r"job done platform=slack door=mention outcome=answered writer=openai findings=3 tries=2 "
        r"waited_ms=\d+ coached_ms=\d+ age_ms=\d+",
        line,
    )
    for word in ("Marmalade99", "U777", "T777"):
        assert word not in caplog.text
        assert not any(word in name for name in found)
    assert found["coach_jobs_finished_total{door=mention,outcome=answered,platform=slack}"] == 1
    assert found["coach_drafts_coached_total{writer=openai}"] == 1


async def test_a_job_without_a_coaching_says_only_what_is_known(
    url: str, caplog: pytest.LogCaptureFixture
) -> None:
    """A "Why?" has no writer."""
    caplog.set_level(logging.INFO, "umbrella")
    async with desk_rig(url) as rig:
        await rig.desk.take(job(door="why"))
        await rig.idle()

    (line,) = ended(caplog)
    assert "outcome=answered waited_ms=" in line
    assert "writer" not in line


async def test_refused_posts_and_doubt_are_counted(
    url: str, caplog: pytest.LogCaptureFixture
) -> None:
    """First it may have arrived, then nobody knows: the agent is told, and so is the admin."""
    caplog.set_level(logging.INFO, "umbrella")
    platform = NotingPlatform(troubles=[DeliveryError("timeout", unsure=True)])
    async with desk_rig(url, platform) as rig:
        await rig.desk.take(job())
        await rig.idle()
        found = samples(rig.watch)

    assert "outcome=maybe" in ended(caplog)[0]
    assert found["coach_posts_failed_total{platform=slack,then=unsure}"] == 2
    assert found["coach_jobs_finished_total{door=mention,outcome=maybe,platform=slack}"] == 1


def test_jobs_that_end_elsewhere_do_not_pile_up() -> None:
    """The oldest entry goes."""
    notebook = Notebook()
    for number in range(MOST + 1):
        notebook.note(str(number), Coached(), waited_s=0, took_s=0)

    assert notebook.close("0") == ""
    assert notebook.close("1") != ""
    assert notebook.close("1") == ""
