"""What travels: jobs to another process, the form to Slack and back; and our own sentences."""

from __future__ import annotations

import dataclasses
import json
from datetime import UTC, datetime, timedelta

from hypothesis import given
from hypothesis import strategies as st
from slack_sdk.models.views import View

from bot.coaching.domain import Draft
from bot.platforms.slack import asks, buttons, forms, jobs, words

JOBS = st.builds(
    asks.Ask,
    door=st.sampled_from(["mention", "dm", "command", "shortcut", "why", "answer", "again"]),
    key=st.text(min_size=1, max_size=60),
    team=st.text(max_size=12),
    user=st.text(max_size=12),
    text=st.text(max_size=300),
    channel=st.text(max_size=12),
    thread=st.text(max_size=12),
    response_url=st.text(max_size=12),
    until=st.just("") | st.datetimes().map(lambda at: at.replace(tzinfo=UTC).isoformat()),
    names=st.lists(st.text(max_size=12), max_size=3).map(tuple),
    answers=st.lists(st.text(max_size=90), max_size=3).map(tuple),
)


@given(JOBS)
def test_another_process_reads_the_same_ask(ask: asks.Ask) -> None:
    """A job is JSON, and nothing of what was asked is lost in it."""
    job = jobs.to_job(ask)

    written = json.loads(json.dumps(dict(job.words)))
    assert jobs.to_ask(dataclasses.replace(job, words=written)) == ask
    assert (job.expires_at is None) == (not ask.response_url)
    assert job.lane == "" or not ask.response_url


def test_answer_for_one_person_ends_with_its_response_url() -> None:
    """A form may stay open for long; the press's URL ends all the same."""
    until = datetime.now(UTC) + timedelta(minutes=3)
    form = asks.Ask(door="answer", key="k", team="T", user="U", response_url="u")

    job = jobs.to_job(dataclasses.replace(form, until=until.isoformat()))

    assert job.expires_at == until


@given(st.lists(st.text(min_size=1, max_size=2_100), min_size=1, max_size=9), st.booleans())
def test_form_is_a_view_that_slack_takes(questions: list[str], alone: bool) -> None:  # noqa: FBT001 - hypothesis draws it
    """The SDK's own model is the judge; what travels inside is within Slack's limit."""
    carried = buttons.Carried(draft=Draft(text="No."), writer="U1", questions=tuple(questions))
    press = asks.Ask(
        door="answer",
        key="k",
        team="T",
        user="U1",
        text="x" * buttons.MAX_VALUE_CHARS,
        channel="C0123456789",
        thread="1700000000.000100",
        response_url="https://hooks.slack.com/actions/" + "x" * 90,
    )

    view = View(**forms.view(carried, press, alone=alone)).to_dict()

    assert 0 < len(view["blocks"]) <= 6
    assert len(view["private_metadata"]) <= 3_000
    assert all(len(block["label"]["text"]) <= 2_000 for block in view["blocks"])
    assert len(view["title"]["text"]) <= 24


def test_every_sentence_of_ours_is_plain_and_short() -> None:
    """No shouting, no stock empathy, no order at the start."""
    for name, sentence in vars(words).items():
        if name.isupper():
            assert "!" not in sentence
            assert not sentence.lower().startswith(("please", "sorry", "unfortunately"))
            assert len(sentence) <= 160
