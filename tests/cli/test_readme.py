"""What README shows is what the program prints."""

from __future__ import annotations

import re
import shlex
from pathlib import Path

from tests.cli.conftest import Run

README = Path(__file__).parents[2] / "README.md"


def test_the_first_example_prints_what_the_readme_shows(run: Run) -> None:
    """A stranger compares the two; a rewrite that has changed shows here first."""
    block = re.search(r"```\n\$ coach (.*?)```", README.read_text(encoding="utf-8"), re.DOTALL)
    assert block
    command, _, shown = block[1].partition("\n\n")

    done = run(*shlex.split(command))

    assert done.returncode == 0
    assert done.stdout.strip() == shown.strip()
