"""What no rewrite may lose, whatever is wrong with the sentence it stands in."""

from __future__ import annotations

from bot.coaching.offline_keeps import keeps_safe


def test_a_step_that_keeps_somebody_from_harm_never_leaves() -> None:
    """Stopping and rinsing is told, however servile the draft around it is."""
    before = "Forgive us, stop using it and rinse with cold water."

    assert not keeps_safe(before, "")
    assert keeps_safe(before, "Could you stop using it and rinse with cold water?")
    assert keeps_safe("Forgive us.", "")
