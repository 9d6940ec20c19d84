"""What a serving process asks of Python."""

from __future__ import annotations

import asyncio
import subprocess
import sys

from bot import process


def test_a_serving_process_shares_the_processor_in_small_slices() -> None:
    """In a process of its own, as the setting lasts."""
    asked = "import sys; from bot import process; process.settle(); print(sys.getswitchinterval())"

    done = subprocess.run([sys.executable, "-c", asked], capture_output=True, text=True, check=True)

    assert float(done.stdout) <= 0.001


def test_a_serving_process_runs_on_the_quicker_loop() -> None:
    """Where there is one; the result comes back as from Python's own."""

    async def loop() -> str:
        return type(asyncio.get_running_loop()).__module__

    assert process.run(loop()).split(".")[0] == ("asyncio" if sys.platform == "win32" else "uvloop")
