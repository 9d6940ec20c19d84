"""The terminal coach, in a real pseudo-terminal."""

from __future__ import annotations

import os
import pty
import select
import signal
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

# A shell starts what runs behind its back deaf to Ctrl-C, and children inherit that.
AS_AT_A_TERMINAL = (
    "import runpy, signal; signal.signal(signal.SIGINT, signal.default_int_handler); "
    "runpy.run_module('bot', run_name='__main__', alter_sys=True)"
)


class Typist:
    """Types into a program and reads its screen."""

    def __init__(self, folder: Path) -> None:
        self.fd, inner = pty.openpty()
        self.program = subprocess.Popen(
            [sys.executable, "-c", AS_AT_A_TERMINAL, "run"],
            stdin=inner,
            stdout=inner,
            stderr=inner,
            cwd=folder,
            env={"PATH": os.environ["PATH"], "PYTHONUTF8": "1", "TERM": "dumb", "COLUMNS": "96"},
        )
        os.close(inner)
        self.screen = ""

    def type(self, text: str) -> None:
        """Type, or paste, a text."""
        os.write(self.fd, text.encode())

    def expect(self, words: str) -> str:
        """Read until some words are on the screen; give all that came."""
        while words not in self.screen:
            ready, _, _ = select.select([self.fd], [], [], 30)
            assert ready, f"{words!r} never came; the screen says {self.screen[-500:]!r}"
            self.screen += os.read(self.fd, 65536).decode(errors="replace")
        seen, _, self.screen = self.screen.partition(words)
        return seen

    def rest(self) -> str:
        """Read what is left on the screen once the program has ended."""
        while select.select([self.fd], [], [], 0)[0]:
            try:
                self.screen += os.read(self.fd, 65536).decode(errors="replace")
            except OSError:  # how a terminal says that nobody writes to it any more
                break
        return self.screen


@pytest.fixture
def typist(tmp_path: Path) -> Iterator[Typist]:
    """Start the terminal coach; end it if the test did not."""
    started = Typist(tmp_path)
    yield started
    if started.program.poll() is None:
        started.program.kill()
    started.program.wait(30)
    os.close(started.fd)


def test_a_pasted_draft_with_paragraphs_is_one_draft(typist: Typist) -> None:
    """Two drafts in one sitting, the first pasted at once with a blank line in it."""
    typist.expect("draft> ")
    typist.type("> I am fine.\nAs I already told you, #4821 shipped.\n\nIt left on 3 May.\n\n")
    seen = typist.expect("draft> ")
    assert seen.count("Your draft") == 1
    assert "Facts kept" in seen
    assert "3 May" in seen

    typist.type("Here you go, Maria.\n\n")
    assert "Ready to send" in typist.expect("draft> ")

    typist.type("\x04")
    assert typist.program.wait(30) == 0


LOST = "> My parcel never arrived and I am furious!\nAs I already told you, #4821 shipped.\n\n"


def test_an_agent_answers_what_the_coach_asks(typist: Typist) -> None:
    """The answer is one line; the draft is coached again with it, and not asked about any more."""
    typist.expect("draft> ")
    typist.type(LOST)
    typist.expect("an empty line skips it.")
    typist.expect("answer> ")

    typist.type("Ines sends a new one on Friday.\n")

    seen = typist.expect("draft> ")
    assert "Your answers" in seen
    assert "a new one on Friday." in seen.split("A kinder version")[1]


@pytest.mark.parametrize("typed", ["\n", "idk\n"])
def test_an_agent_may_skip_a_question(typist: Typist, typed: str) -> None:
    """An empty line is enough."""
    typist.expect("draft> ")
    typist.type(LOST)
    typist.expect("answer> ")

    typist.type(typed)

    assert "Your draft" not in typist.expect("draft> ")


def test_a_draft_typed_instead_of_an_answer_is_a_draft(typist: Typist) -> None:
    """Pasted with its customer above it, or in several lines."""
    typist.expect("draft> ")
    typist.type(LOST)
    typist.expect("answer> ")

    typist.type("> Thanks!\nHere you go, Maria.\n\n")

    assert "Ready to send" in typist.expect("draft> ")


def test_the_terminal_asks_again_when_an_answer_is_too_long(typist: Typist) -> None:
    """And ends at the end of the input, also in the middle of a question."""
    typist.expect("draft> ")
    typist.type(LOST)
    typist.expect("answer> ")
    typist.type("long " * 300 + "\n")
    typist.expect("send me the part")
    typist.expect("answer> ")

    typist.type("\x04")

    assert typist.program.wait(30) == 0


@pytest.mark.parametrize("word", ["exit", "quit", "q", "Exit"])
def test_an_agent_leaves_by_saying_so(typist: Typist, word: str) -> None:
    """One line is enough, and it is no draft."""
    typist.expect("draft> ")
    typist.type(f"{word}\n")

    assert typist.program.wait(30) == 0
    typist.expect(word)
    assert "Kindness" not in typist.screen


def test_an_agent_may_leave_in_the_middle_of_a_question(typist: Typist) -> None:
    """Nor is it an answer."""
    typist.expect("draft> ")
    typist.type(LOST)
    typist.expect("answer> ")
    typist.type("quit\n")

    assert typist.program.wait(30) == 0


def test_ctrl_c_ends_at_once(typist: Typist) -> None:
    """Without Enter, and without a traceback."""
    typist.expect("draft> ")
    typist.type("As I already")
    typist.program.send_signal(signal.SIGINT)

    assert typist.program.wait(10) == 0
    assert "Traceback" not in typist.rest()


def test_an_agent_asks_for_help_and_for_the_reasons(typist: Typist) -> None:
    """Before a draft there are none; a help text tells how the words themselves are coached."""
    typist.expect("draft> ")
    typist.type("why\n")
    assert "no draft to explain yet" in typist.expect("draft> ")
    typist.type("As I already told you, #4821 shipped.\n\n")
    typist.expect("draft> ")

    typist.type("Why?\n")
    seen = typist.expect("draft> ")
    assert "happy-over-right" in seen
    assert "Kindness score" in seen
    assert "A kinder version" not in seen

    typist.type("help\n")
    assert "end it with a full stop" in typist.expect("draft> ")
    typist.type("Help.\n\n")
    assert "Your draft" in typist.expect("draft> ")


def test_a_draft_that_begins_with_such_a_word_is_a_draft(typist: Typist) -> None:
    """Pasted at once, the rest waits behind it."""
    typist.expect("draft> ")
    typist.type("Help\nis on its way, Maria.\n\n")

    assert "Your draft" in typist.expect("draft> ")


def test_a_line_that_the_terminal_cut_is_never_coached(typist: Typist) -> None:
    """The agent is told how to have it read whole, and goes on."""
    typist.expect("draft> ")
    typist.type("It shipped on 3 May. " * 200 + "\nMore of it.\n\n")

    seen = typist.expect("draft> ")
    assert "coach rewrite - < draft.txt" in seen
    assert "Your draft" not in seen
    typist.type("Here you go, Maria.\n\n")
    assert "Ready to send" in typist.expect("draft> ")
