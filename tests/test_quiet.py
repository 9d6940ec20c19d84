"""Nothing leaves this machine on its own account, whatever a library would like."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest

HEARING = """
import os, socket, sys
from bot import app
from bot.coaching.domain import Draft
opened = []
sys.addaudithook(lambda event, args: opened.append(event) if event == "socket.connect" else None)
app.linter().listen(Draft(text="As I already told you, it shipped.", customer="Where is it?"))
assert "onnxruntime" in sys.modules, "the ear did not hear"
files = [os.readlink(f"/proc/self/fd/{fd}") for fd in os.listdir("/proc/self/fd")
         if os.path.islink(f"/proc/self/fd/{fd}")]
print([name for name in files if name.startswith("socket:") or "Microsoft" in name], opened)
"""


@pytest.mark.skipif(not Path("/proc/self/fd").exists(), reason="open files are read from /proc")
def test_the_ears_runtime_reports_its_use_to_nobody(tmp_path: Path) -> None:
    """It would keep a file of reports in the home folder, and send them."""
    root = str(Path(__file__).parents[1])
    env = {"PATH": "/usr/bin:/bin", "HOME": str(tmp_path), "PYTHONPATH": root}
    done = subprocess.run(
        [sys.executable, "-c", HEARING], env=env, capture_output=True, text=True, check=False
    )

    assert done.stdout == "[] []\n", done.stderr
    assert list(tmp_path.iterdir()) == []
