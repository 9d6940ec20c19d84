"""What is read is read once for each check, and nobody's words outlive it."""

from __future__ import annotations

from bot.coaching.memory import remembered, remembering


def test_a_text_is_read_once_inside_and_afresh_outside() -> None:
    """Two readings without a memory, one within, and none is left behind."""
    read: list[str] = []

    @remembered
    def length(text: str) -> int:
        read.append(text)
        return len(text)

    assert [length("ab"), length("ab")] == [2, 2]
    with remembering():
        assert [length("abc"), length("abc")] == [3, 3]
        with remembering():
            assert length("abc") == 3
    assert length("abc") == 3

    assert read == ["ab", "ab", "abc", "abc"]
