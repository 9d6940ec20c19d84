"""What no rewrite may lose, whatever is wrong with the sentence it stands in."""

from __future__ import annotations

from bot.coaching.offline_keeps import keeps_needed


def test_a_step_that_keeps_somebody_from_harm_never_leaves() -> None:
    """Stopping and rinsing is told, however servile the draft around it is."""
    before = "Forgive us, stop using it and rinse with cold water."
    after = "Could you stop using it and rinse with cold water?"

    assert not keeps_needed(before, "", "dignity")
    assert keeps_needed(before, after, "dignity")
    assert keeps_needed("Forgive us.", "", "dignity")


def test_a_time_that_is_due_leaves_with_pressure_alone() -> None:
    """A driver's quarter past is the customer's; a seller's tonight is nobody's."""
    before = "Get down here by quarter past or it goes back."

    assert not keeps_needed(before, "", "never-insult-or-threaten")
    assert keeps_needed("Say yes by tonight.", "", "no-hard-sell")
