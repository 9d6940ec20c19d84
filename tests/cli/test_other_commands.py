"""`coach check`, `prompt`, `tip`, `run` and the help."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from tests.cli.conftest import Run

DRAFT = "Hi Maria, order #4821 for $49.99 shipped on 3 May. We can't refund it."


def test_check_shows_a_small_table_of_facts(run: Run) -> None:
    """Kept, missing, added: readable at a glance."""
    done = run("check", "--draft", DRAFT, "--answer", DRAFT.replace("$49.99", "$59.99"))

    assert done.returncode == 1
    rows = {line.split()[0]: line for line in done.stdout.splitlines() if line.strip()}
    assert rows["#4821"].rstrip().endswith("kept")
    assert rows["$49.99"].rstrip().endswith("missing")
    assert rows["$59.99"].rstrip().endswith("added")
    assert "Refused." in done.stdout


def test_check_prints_facts_promises_and_verdict_as_json(run: Run) -> None:
    """The same shape as in a coaching."""
    answer = DRAFT.replace("We can't refund it.", "We will refund it.")
    done = run("check", "--draft", DRAFT, "--answer", answer, "--json")
    told = json.loads(done.stdout)

    assert done.returncode == 1
    assert set(told) == {"facts", "promises", "verdict"}
    assert told["promises"]["added"]
    assert told["verdict"]["accepted"] is False
    assert all(set(problem) == {"code", "words"} for problem in told["verdict"]["problems"])


def test_check_reads_lines_and_answers_in_order(run: Run) -> None:
    """One verdict a line; a refused one shows in the exit code."""
    lines = [
        {"id": "same", "draft": DRAFT, "answer": DRAFT},
        {"id": "lost", "draft": DRAFT, "answer": "Hi Maria. We can't refund it.", "customer": "?"},
    ]
    done = run("check", "--jsonl", stdin="\n".join(json.dumps(line) for line in lines))
    told = [json.loads(line) for line in done.stdout.splitlines()]

    assert done.returncode == 1
    assert [line["id"] for line in told] == ["same", "lost"]
    assert [line["verdict"]["accepted"] for line in told] == [True, False]
    assert run("check", "--jsonl", stdin=json.dumps(lines[0])).returncode == 0


def test_a_script_tells_accepted_refused_and_unusable_apart(run: Run) -> None:
    """By the exit code alone; a line that cannot be used is no better than a refused one."""
    pair = ("check", "--draft", DRAFT, "--answer")

    assert run(*pair, DRAFT).returncode == 0
    assert run(*pair, DRAFT, "--json").returncode == 0
    assert run(*pair, "Hi Maria.").returncode == 1
    assert run("check", "--jsonl", stdin="no json").returncode == 1
    assert run("check", "--draft", DRAFT).returncode == 2


def test_prompt_shows_what_would_be_sent_and_no_fact_of_the_draft(run: Run) -> None:
    """Redacted exactly as it would leave."""
    done = run("prompt", "--json", "--name", "Maria", "--customer", "I am on +49 30 901820!", DRAFT)
    messages = json.loads(done.stdout)

    assert [message["role"] for message in messages] == ["system", "user"]
    sent = messages[1]["content"]
    for fact in ("4821", "49.99", "3 May", "Maria", "901820"):
        assert fact not in sent
    assert "shipped on" in sent
    assert "── system ──" in run("prompt", DRAFT).stdout


def test_the_tip_of_the_day_is_one_line(run: Run) -> None:
    """And the same all day."""
    first, second = run("tip"), run("tip")

    assert first.returncode == 0
    assert first.stdout == second.stdout
    assert len(first.stdout.strip().splitlines()) == 1


def test_run_without_tokens_coaches_what_is_piped_in(run: Run) -> None:
    """`make run` with a pipe."""
    done = run("run", stdin="As I already told you, order #4821 shipped on 3 May.")

    assert done.returncode == 0
    assert "A kinder version" in done.stdout
    assert "#4821" in done.stdout


def test_run_without_tokens_or_input_shows_an_example(run: Run) -> None:
    """Nobody is left with an empty screen."""
    done = run("run")

    assert done.returncode == 0
    assert "here is an example" in done.stdout


@pytest.mark.parametrize(
    ("roles", "problem"), [("worker", "no platform is set up"), ("wroker", "not wroker")]
)
def test_a_role_with_nothing_to_do_is_told_so(run: Run, roles: str, problem: str) -> None:
    """A worker without a token must not wait for ever, nor open a terminal."""
    done = run("run", "--roles", roles)

    assert done.returncode == 2
    assert problem in done.stderr


def test_help_names_every_command_in_a_line_and_every_exit_code(run: Run) -> None:
    """`coach`, `coach --help` and `coach -h` all help."""
    done = run("--help")

    assert done.returncode == 0
    for code in (0, 1, 2):
        assert f"\n    {code}  " in done.stdout
    assert done.stdout == run("-h").stdout
    for command in ("rewrite", "check", "prompt", "run", "tip"):
        assert f"\n  {command} " in done.stdout
        assert run(command, "--help").returncode == 0


def test_eval_measures_an_admins_own_drafts_and_draws_them(run: Run, tmp_path: Path) -> None:
    """A table, the same as JSON, and a picture."""
    case = {
        "id": "one",
        "draft": "As I already told you, order #4821 shipped on 3 May.",
        "breaches": ["happy-over-right"],
        "facts": ["#4821"],
        "drop": ["As I already told you"],
    }
    (tmp_path / "own.jsonl").write_text(json.dumps(case) + "\n", encoding="utf-8")

    done = run("eval", "own.jsonl", "--plot", "f1.png")
    told = json.loads(run("eval", "own.jsonl", "--json").stdout)

    assert "happy-over-right" in done.stdout
    assert "facts kept                100.0% (1 of 1)" in done.stdout
    assert told["principles"]["happy-over-right"]["f1"] == 1.0
    assert told["drops_removed"] == 1.0
    assert (tmp_path / "f1.png").read_bytes().startswith(b"\x89PNG")


def test_eval_names_the_line_that_it_cannot_use(run: Run, tmp_path: Path) -> None:
    """File and line, and what a line holds."""
    (tmp_path / "own.jsonl").write_text('{"id": "one"}\n', encoding="utf-8")

    done = run("eval", "own.jsonl")

    assert done.returncode == 1
    assert 'own.jsonl:1: This line has no text under "draft"' in done.stderr


def test_eval_names_a_label_that_is_no_principle(run: Run, tmp_path: Path) -> None:
    """A typing slip would count as a miss for ever, or as nothing at all."""
    (tmp_path / "own.jsonl").write_text('{"draft": "No.", "maybe": ["leave-dor-open"]}\n')

    done = run("eval", "own.jsonl")

    assert done.returncode == 1
    assert 'own.jsonl:1: “leave-dor-open” under "maybe" is no principle' in done.stderr
    assert "leave-door-open" in done.stderr


def test_eval_claims_nothing_where_nothing_was_counted(run: Run, tmp_path: Path) -> None:
    """A principle that no case is about is not perfect, it is not measured."""
    (tmp_path / "own.jsonl").write_text('{"draft": "Here you go, Maria."}\n')

    done = run("eval", "own.jsonl")

    rows = [line.split() for line in done.stdout.splitlines()]
    assert ["own-it", "–", "–", "–", "0"] in rows
    assert "1.00" not in done.stdout
    assert "weakest" not in done.stdout


def test_a_draft_or_a_wrong_word_instead_of_a_command_is_told_what_to_do(run: Run) -> None:
    """And “tips” is close enough."""
    done = run("As I already told you, order #4821 shipped on 3 May.")

    assert done.returncode == 2
    assert 'A draft goes behind rewrite: coach rewrite "…"' in done.stderr
    assert "#4821 shipped" not in done.stderr
    assert run("tips").stdout == run("tip").stdout


def test_doctor_says_what_is_in_place_and_what_is_not(run: Run) -> None:
    """Nothing set is fine; an LLM that does not answer is not."""
    fine = run("doctor")
    away = run("doctor", OPENAI_BASE_URL="http://127.0.0.1:9/v1", LLM_BUDGET_S="2")

    assert fine.returncode == 0, fine.stdout
    assert "principles: 18 read" in fine.stdout
    assert "written offline" in fine.stdout
    assert away.returncode == 1
    assert "LOOK  LLM:" in away.stdout


def test_names_said_in_one_text_are_hidden_in_both(run: Run) -> None:
    """README's own example, and a customer who introduces herself."""
    sent = run("prompt", "It is $15, Maria.").stdout.rpartition("── user ──")[2]
    both = run(
        "prompt", "--customer", "My name is Petra. Lena, help!", "Hi Petra, it's late.\nLena"
    )

    assert "Maria" not in sent
    assert "Petra" not in both.stdout
