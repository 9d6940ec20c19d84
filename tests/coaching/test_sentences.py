"""Where sentences end."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.coaching import sentences


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("It left. It is late.", ["It left.", "It is late."]),
        ("Hi Mr. Smith, it costs Rs. 4,500. Fine?", ["Hi Mr. Smith, it costs Rs. 4,500.", "Fine?"]),
        ("yes... but no", ["yes... but no"]),
        ("He said “Go.” Then he left.", ["He said “Go.”", "Then he left."]),
        ("(See the note.) It helps.", ["(See the note.)", "It helps."]),
        ("Version 2.3.1 is out! Try it", ["Version 2.3.1 is out!", "Try it"]),
        ("no dot at all", ["no dot at all"]),
        ("See p. 4 of the guide. Fine.", ["See p. 4 of the guide.", "Fine."]),
        ("prob. overwatering. Try less", ["prob. overwatering.", "Try less"]),
        ("20 EUR incl. VAT w. ID. Fine", ["20 EUR incl. VAT w. ID.", "Fine"]),
        ("It's under C. Please ask C. Moreau.", ["It's under C.", "Please ask C. Moreau."]),
        ("", []),
    ],
)
def test_sentences_end_where_a_reader_would_end_them(text: str, expected: list[str]) -> None:
    """Abbreviations, ellipses, numbers and quotes do not fool the splitter."""
    assert [sentence.text for sentence in sentences.split(text)] == expected


def test_list_lines_are_steps_without_their_markers() -> None:
    """A how-to step is known as one, and its marker stays outside."""
    found = sentences.split("Do this:\n- Open it. Wait.\n2. Close it.")

    assert [(one.text, one.listed) for one in found] == [
        ("Do this:", False),
        ("Open it.", True),
        ("Wait.", True),
        ("Close it.", True),
    ]


def test_quotes_code_and_signature_are_nobodys_to_edit() -> None:
    """T12: `>` lines, fences and what follows `-- ` are left out."""
    text = "Run this.\n```\nNo. Never.\n```\n> You said so.\nThanks.\n-- \nAda. Support."

    assert [one.text for one in sentences.split(text)] == ["Run this.", "Thanks."]
    assert [text[start:end] for start, end in sentences.protected(text)] == [
        "```\nNo. Never.\n```",
        "> You said so.",
        "-- \nAda. Support.",
    ]


@given(st.text(alphabet="aB1 .!?\n>-`'\"“”)…é", max_size=80))
def test_sentences_always_quote_their_text_exactly(text: str) -> None:
    """Spans are in order, do not overlap, and hold the very characters."""
    position = 0
    for sentence in sentences.split(text):
        assert position <= sentence.start < sentence.end
        assert text[sentence.start : sentence.end] == sentence.text
        position = sentence.end
