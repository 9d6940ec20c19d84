"""What happens can be read as Prometheus metrics, without a word of anybody's."""

from __future__ import annotations

import asyncio

from prometheus_client.parser import text_string_to_metric_families

from bot.desk.watch import Watch
from bot.store import Standing
from bot.watching import Counts


def samples(watch: Watch) -> dict[str, float]:
    """Read the page as Prometheus would: name and labels to value."""
    found: dict[str, float] = {}
    for family in text_string_to_metric_families(watch.page().decode()):
        for sample in family.samples:
            labels = ",".join(f"{name}={value}" for name, value in sorted(sample.labels.items()))
            found[f"{sample.name}{{{labels}}}" if labels else sample.name] = sample.value
    return found


def test_jobs_are_counted_by_door_and_end() -> None:
    """Taken, refused, finished, and how old they were."""
    watch = Watch()
    watch.taken("slack", "mention")
    watch.refused("discord", "dm")
    watch.coached("slack", "mention", 0.2)
    watch.finished("slack", "mention", "maybe", 1.5)
    found = samples(watch)

    assert found["coach_jobs_taken_total{door=mention,platform=slack}"] == 1
    assert found["coach_jobs_refused_total{door=dm,platform=discord}"] == 1
    assert found["coach_jobs_finished_total{door=mention,outcome=maybe,platform=slack}"] == 1
    assert found["coach_job_age_seconds_bucket{le=2.0,platform=slack}"] == 1
    assert found["coach_job_age_seconds_bucket{le=1.0,platform=slack}"] == 0
    assert found["coach_coaching_seconds_sum{platform=slack}"] == 0.2


def test_the_page_holds_what_it_explains_and_no_more() -> None:
    """No series tells when another one was made."""
    watch = Watch()
    watch.taken("slack", "mention")
    watch.coached("slack", "mention", 0.2)

    assert not [name for name in samples(watch) if "_created" in name]


def test_what_can_go_wrong_at_a_door_begins_at_zero() -> None:
    """Or the first failure would be no increase, and no alert."""
    watch = Watch()
    watch.taken("slack", "dm")
    found = samples(watch)

    assert found["coach_jobs_refused_total{door=dm,platform=slack}"] == 0
    assert found["coach_jobs_finished_total{door=dm,outcome=failed,platform=slack}"] == 0
    assert found["coach_posts_failed_total{platform=slack,then=gone}"] == 0


def test_posts_that_failed_are_counted_by_what_follows() -> None:
    """Tried again, given up, or nobody knows."""
    watch = Watch()
    watch.post_failed("slack", gone=False, unsure=False)
    watch.post_failed("slack", gone=True, unsure=False)
    watch.post_failed("slack", gone=False, unsure=True)
    found = samples(watch)

    for then in ("tried_again", "gone", "unsure"):
        assert found[f"coach_posts_failed_total{{platform=slack,then={then}}}"] == 1


def test_llm_calls_tokens_retries_and_cost_add_up() -> None:
    """At 2 dollars a million in and 10 out."""
    watch = Watch(price_in=2.0, price_out=10.0)
    watch.llm_asked("ok", 1.5, tokens_in=1_000_000, tokens_out=500_000)
    watch.llm_asked("busy", 0.1)
    watch.llm_retried()
    watch.llm_breaker(2)
    found = samples(watch)

    assert found["coach_llm_calls_total{outcome=ok}"] == 1
    assert found["coach_llm_calls_total{outcome=busy}"] == 1
    assert found["coach_llm_calls_total{outcome=timeout}"] == 0
    assert found["coach_llm_call_seconds_count"] == 2
    assert found["coach_llm_tokens_total{direction=in}"] == 1_000_000
    assert found["coach_llm_tokens_total{direction=out}"] == 500_000
    assert found["coach_llm_cost_dollars_total"] == 7.0
    assert found["coach_llm_retries_total"] == 1
    assert found["coach_llm_breaker"] == 2
    assert watch.breaker == 2


def test_without_prices_no_cost_is_told() -> None:
    """Rather none than a wrong one."""
    watch = Watch(price_in=2.0)
    watch.llm_asked("ok", 1.5, tokens_in=10, tokens_out=10)

    assert not any("cost" in name for name in samples(watch))


def test_refused_rewrites_are_counted_by_code() -> None:
    """The same code twice in one rewrite counts once."""
    watch = Watch()
    watch.rewrite_refused("openai", ["fact-missing", "fact-missing", "promise-added"])
    found = samples(watch)

    assert found["coach_rewrites_refused_total{code=fact-missing,writer=openai}"] == 1
    assert found["coach_rewrites_refused_total{code=promise-added,writer=openai}"] == 1


def test_the_store_stands_in_gauges_and_an_absent_one_has_no_numbers() -> None:
    """A queue nobody can count is not an empty one."""
    watch = Watch()
    watch.stands(Standing(waiting=3, coached=1, oldest_s=12.5, replicas=2))
    found = samples(watch)

    assert found["coach_store_up"] == 1
    assert found["coach_queue_jobs{state=waiting}"] == 3
    assert found["coach_queue_jobs{state=coached}"] == 1
    assert found["coach_queue_oldest_seconds"] == 12.5
    assert found["coach_replicas_alive"] == 2

    watch.stands(None)
    found = samples(watch)

    assert found["coach_store_up"] == 0
    assert found["coach_queue_jobs{state=waiting}"] != found["coach_queue_jobs{state=waiting}"]


def test_memory_and_cpu_of_the_process_are_told() -> None:
    """From the operating system."""
    found = samples(Watch())

    assert found["process_resident_memory_bytes"] > 1_000_000
    assert found["process_cpu_seconds_total"] > 0


async def test_each_job_learns_of_its_own_coaching_among_many() -> None:
    """Two at once on one loop, one of them in a thread."""
    watch = Watch()
    counts: Counts = watch
    both = asyncio.Barrier(2)

    async def coach(writer: str, findings: int) -> tuple[str, int, int]:
        with watch.following() as coached:
            await both.wait()
            await asyncio.to_thread(counts.draft_coached, writer, findings=findings, tries=1)
            return coached.writer, coached.findings, coached.tries

    first, second = await asyncio.gather(coach("openai", 2), coach("offline", 5))

    assert first == ("openai", 2, 1)
    assert second == ("offline", 5, 1)
    watch.draft_coached("offline", findings=0, tries=0)  # nobody follows this one
    assert samples(watch)["coach_drafts_coached_total{writer=offline}"] == 2
