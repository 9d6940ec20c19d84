"""What a serving process asks of Python."""

from __future__ import annotations

import subprocess
import sys


def test_a_serving_process_shares_the_processor_in_small_slices() -> None:
    """In a process of its own, as the setting lasts."""
    asked = "import sys; from bot import process; process.settle(); print(sys.getswitchinterval())"

    done = subprocess.run([sys.executable, "-c", asked], capture_output=True, text=True, check=True)

    assert float(done.stdout) <= 0.001
