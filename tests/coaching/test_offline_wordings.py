"""The wordings are data: readable, strict, kind by the project's own ear."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from bot.coaching import principles, wordings
from bot.coaching.domain import Draft
from bot.coaching.linter import Linter
from bot.coaching.offline_requests import ask
from bot.coaching.offline_text import cut, voice
from bot.errors import PrincipleFileError

WORDS = wordings.load()
PUTS = [
    (name, put)
    for name, every in WORDS.files.items()
    if name != "nouns"
    for wording in every
    for put in wording.puts
    if put
]


def test_every_principle_has_its_wordings() -> None:
    """No principle is left without a move."""
    assert set(principles.load()) <= set(WORDS.files)


@pytest.mark.parametrize(("name", "put"), PUTS)
def test_no_wording_shouts_gushes_or_promises(name: str, put: str) -> None:
    """Whoever edits the files is held to the house rules."""
    assert name
    assert not re.search(
        r"!|^please|\b(?:understand your|I'll|we'll|I will|we will|refund|guarantee"
        r"|inconvenience)\b",
        put,
        re.IGNORECASE,
    )


@pytest.mark.parametrize(
    "put", [put for name, put in PUTS if name == "care"], ids=lambda put: put[:40]
)
def test_the_linter_finds_no_fault_with_what_care_says(put: str) -> None:
    """We practise what we preach."""
    linter = Linter(principles.load())
    feeling = "delighted" if re.search("lovely|nice", put) else "worried"
    said = (
        put.replace("{noun}", "the lamp")
        .replace("{stake}", "with your mum in hospital")
        .replace("{occasion}", "and for your wedding of all occasions")
        .replace("{whom}", "your son")
        .replace("{span}", "six weeks is a long time")
        .replace("{worry}", "a letter like that would worry anyone")
        .replace("{hard}", "how embarrassing")
        .replace("{again}", "again")
        .replace("{idea}", "the idea")
        .replace("{told}", "the lamp broke")
        .replace("{now}", "the lamp is broken")
        .replace("{shame}", "silly")
        .replace("{loss}", "your mother")
        .replace("{event}", "your flight tomorrow")
        .replace("{feat}", "you passed your test")
        .replace("{joy}", "the lamp is perfect")
        .replace("{cause}", "Has anyone told you the reason?")
        .replace("{door}", "What would you be using it for?")
        .replace("{feeling}", feeling)
        .replace("{felt}", f"you're {feeling}")
        .replace("{scene}", "three hours on the tarmac")
        .replace("{clause}", "the lamp broke")
    )

    assert [
        found.quote for found in linter.listen(Draft(text=f"{said} It is blue.")).findings
    ] == []


@pytest.mark.parametrize(
    ("text", "problem"),
    [
        ("# T\n\n## a\nfind: (\nput: b\n", "x.md:4"),
        ("# T\n\n## a\nfimd: b\n", "x.md:4"),
        ("# T\n\n## a\nput:\n", "x.md:4"),
        ("# T\n\n## a\nfind: b\n\n## c\nput: d\n", "x.md:6"),
    ],
)
def test_a_slip_in_a_file_is_named_with_its_line(tmp_path: Path, text: str, problem: str) -> None:
    """A support lead finds their typo."""
    (tmp_path / "wordings").mkdir()
    (tmp_path / "wordings" / "x.md").write_text(text)

    with pytest.raises(PrincipleFileError, match=problem):
        wordings.load(tmp_path)


def test_a_folder_without_wordings_is_refused(tmp_path: Path) -> None:
    """An empty folder is a mistake."""
    with pytest.raises(PrincipleFileError, match="no wordings"):
        wordings.load(tmp_path)


def test_the_same_text_always_gets_the_same_wording() -> None:
    """Deterministic, and passing over what cannot be filled."""
    puts = ("a {noun}", "b", "c {gone}")

    assert {wordings.choose(puts, {"noun": "x"}, "seed") for _ in range(5)} <= {"a x", "b"}
    assert wordings.choose(("{gone}",), {}, "seed") is None


@pytest.mark.parametrize(
    ("order", "request_"),
    [
        ("Send me the logs.", "send me the logs"),
        ("Please send us a copy and we'll have a look.", "send us a copy"),
        ("To claim, fill in form FZ-3.", "To claim, "),
        ("You are required to pay by 3 May.", "pay by 3 May"),
        ("New address, please.", "your new address"),
    ],
)
def test_orders_become_requests_with_please_in_the_middle(order: str, request_: str) -> None:
    """Could you, please."""
    asked = ask(order, voice(order), 0)

    assert request_ in asked
    assert "?" in asked
    assert "please" in asked
    assert not asked.lower().startswith("please")


@pytest.mark.parametrize("text", ["It broke at 9.", "Which one?", "The form is here."])
def test_what_is_no_order_stays_as_it_is(text: str) -> None:
    """In doubt, hands off."""
    assert ask(text, voice(text), 0) == text


@pytest.mark.parametrize(
    ("sentence", "words", "left"),
    [
        ("The box is open, and you knew it.", "you knew it", "The box is open."),
        ("Frankly, you are rude, but the box is open.", "you are rude", "The box is open."),
        ("You never listen.", "never", ""),
        ("Pay by 3 May or we take your house.", "we take your house", "Pay by 3 May."),
    ],
)
def test_a_cut_leaves_a_whole_sentence_or_none(sentence: str, words: str, left: str) -> None:
    """Never half a thought."""
    at = sentence.index(words)

    assert cut(sentence, at, at + len(words)) == left
