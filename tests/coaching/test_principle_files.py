"""Every slip in a principle file is named with file and line."""

from __future__ import annotations

from pathlib import Path

import pytest

from bot.coaching import principles
from bot.coaching.principle_file import read_principle, read_tips
from bot.coaching.principle_toml import read_moods
from bot.errors import PrincipleFileError

GOOD = """\
# No shouting
## Rule
Do not shout.
## Kinder move
Say it softly.
## Why
Shouting
hurts.
## Source
*A Post*.
## Examples
### One
Customer: Hello?

Draft: SHOUT one.

Kinder: Softly one.
### Two
Draft: SHOUT two.
Second line.

Kinder: Softly two.
### Three
Draft: SHOUT three.

Kinder: Softly three.
### Near
Fine: A shouted word.
### Nearer
Customer: Why?

Fine: A shoutless word.
## Tips
- One.
- Two
  goes on.
- Three.
- Four.
## Detectors
```toml
number = 7
[[phrase]]
why = "It's loud."
says = '''
# a comment
shout
don't hear
'''
[[swap]]
find = '''(don't) shout'''
put = '''\\1 whisper'''
[heard]
said = "It sounds loud."
missing = "Nobody whispers."
```
"""


def _slip(text: str) -> str:
    with pytest.raises(PrincipleFileError) as caught:
        read_principle(text, slug="no-shouting", name="no-shouting.md")
    return str(caught.value)


def test_a_good_file_is_read_whole() -> None:
    """Every part lands where the rest of the project looks for it."""
    read = read_principle(GOOD, slug="no-shouting", name="x.md")

    assert (read.slug, read.number, read.title) == ("no-shouting", 7, "No shouting")
    assert (read.rule, read.why) == ("Do not shout.", "Shouting hurts.")
    assert [tip.text for tip in read.tips] == ["One.", "Two goes on.", "Three.", "Four."]
    assert read.tips[1].id == "no-shouting/2"
    assert read.examples[0].customer == "Hello?"
    assert read.examples[1].draft == "SHOUT two.\nSecond line."
    assert read.examples[3].fine
    assert read.examples[3].kinder is None
    assert read.phrases[0].pattern.search("You don’t hear")
    assert not read.phrases[0].pattern.search("outshouted")
    assert read.swaps[0].pattern.sub(read.swaps[0].put, "Don’t shout") == "Don’t whisper"


@pytest.mark.parametrize(
    ("old", "new", "line", "words"),
    [
        ("# No shouting", "No shouting", 1, "the first line"),
        ("## Why", "## Because", 6, "unknown heading “Because”"),
        ("## Rule\nDo not shout.\n", "", 2, "“Kinder move” stands where “Rule” belongs"),
        ("## Detectors", "### Detectors", 55, "“## Detectors” is missing"),
        ("Do not shout.\n", "", 2, "“Rule” is empty"),
        ("# No shouting\n", "# No shouting\nlost\n", 2, "before the first"),
        ("Kinder: Softly one.\n", "Kinder: SHOUT one.\n", 12, "the kinder text equals the draft"),
        ("Kinder: Softly one.\n", "", 12, "it needs"),
        ("Kinder: Softly one.\n", "Kinder:\n", 12, "“Kinder:” is empty"),
        ("Draft: SHOUT one.\n", "Draft: a\nDraft: b\n", 16, "stands twice"),
        ("Customer: Hello?\n", "hello\n", 13, "begins with one of"),
        ("### Two", "### One", 12, "a title of its own"),
        ("Kinder: Softly three.\n", "", 23, "it needs"),
        ("### Three\nDraft: SHOUT three.\n\nKinder: Softly three.\n", "", 11, "2 flagged"),
        ("### Near\nFine: A shouted word.\n", "", 11, "1 “Fine:” examples"),
        ("- Four.\n", "", 33, "3 tips"),
        ("- One.\n", "One.\n", 34, "a tip begins with"),
        ("```toml", "```", 39, "one fenced ```toml block"),
        ("## Detectors\n", "## Detectors\nwords\n", 40, "nothing but the toml block"),
        ("number = 7", 'number = "7"', 41, "whole number"),
        ("number = 7", "number = 7\nnumber = 8", 42, "the toml cannot be read"),
        ("number = 7", "number = 7\ncolour = 1", 42, "unknown key “colour”"),
        ("shout\ndon't", "sho(ut\ndon't", 46, "is no pattern"),
        ("shout\ndon't", "(?P<a>shout)\n(?P<a>yell)\ndon't", 44, "“says” cannot be read"),
        ("shout\ndon't", "sh.*out\ndon't", 46, "endless repetition"),
        ("shout\ndon't", "(shout)?\ndon't", 46, "also finds the empty text"),
        ("# a comment\nshout\ndon't hear\n", "# a comment\n", 44, "holds no pattern"),
        ('why = "It\'s loud."', 'why = "It\'s loud."\nsound = 1', 44, "unknown key “sound”"),
        ('why = "It\'s loud."\n', "", 42, "“why” is missing"),
        ('[heard]\nsaid = "It sounds loud."\nmissing = "Nobody whispers."\n', "", 41, "[heard]"),
        ('said = "It sounds loud."', "", 52, "“said” is missing"),
        ('missing = "Nobody whispers."', 'loudly = "Yes."', 54, "unknown key “loudly”"),
        ('why = "It\'s loud."', "why = 3", 43, "must be a string"),
        ('why = "It\'s loud."', 'why = "x"\nwhen = "hungry"', 44, "“hungry” is no mood"),
        ('why = "It\'s loud."', 'why = "x"\nwhen = 3', 44, "“when” must name moods"),
        ('why = "It\'s loud."', 'why = "x"\nwhere = "end"', 44, "“where” is 'end'"),
        ('why = "It\'s loud."', 'why = "x"\ncovers = "all"', 44, "“covers” is"),
        ('why = "It\'s loud."', 'why = "x"\nsure = "yes"', 44, "“sure” is"),
        ("[[phrase]]", "[phrase]", 41, "a table of its own"),
        ("'''(don't) shout'''", "'''(don't shout'''", 50, "is no pattern"),
        ("\\1 whisper", "\\2 whisper", 51, "“put” does not fit “find”"),
    ],
)
def test_a_slip_is_named_with_file_and_line(old: str, new: str, line: int, words: str) -> None:
    """One parameter for each way a support lead may slip."""
    assert old in GOOD
    said = _slip(GOOD.replace(old, new, 1))

    assert said.startswith(f"no-shouting.md:{line}: ")
    assert words in said


def test_a_heading_after_the_last_is_a_slip() -> None:
    """Detectors come last."""
    assert "after the last heading" in _slip(GOOD + "## More\n")


def test_a_file_with_nothing_to_find_is_a_slip() -> None:
    """A file must be able to find something."""
    cut = GOOD[: GOOD.index("[[phrase]]")] + "```\n"

    assert "nothing" not in _slip(cut)
    assert "no [[phrase]] and no [[missing]]" in _slip(cut)


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("Tips\n", ":1: the first line"),
        ("# Tips\n", ":1: there is no tip"),
        ("# Tips\n## A\n", ":2: “A” has no tip"),
        ("# Tips\n## A\nwords\n", ":3: a tip begins with"),
        ("", ":1: the first line"),
    ],
)
def test_a_slip_in_a_file_of_tips_is_named(text: str, words: str) -> None:
    """Tips and stories share one small format."""
    with pytest.raises(PrincipleFileError, match=r"tips\.md") as caught:
        read_tips(text, key="tips", name="tips.md")
    assert words in str(caught.value)


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("", "there is no [[customer]]"),
        ('[[customer]]\nmood = "sad"\nweight = 1\nsays = "x"', ":2: “sad” is no mood"),
        ('[[customer]]\nmood = "upset"\nweight = 9\nsays = "x"', ":3: “weight” must be"),
        ('[[customer]]\nmood = "upset"\nloud = 1\n', ":3: unknown key “loud”"),
        ("[[agent]]\n", "unknown key “agent”"),
    ],
)
def test_a_slip_in_the_mood_words_is_named(text: str, words: str) -> None:
    """The mood words are held to the same strictness."""
    with pytest.raises(PrincipleFileError) as caught:
        read_moods(text, name="moods.toml")
    assert words in str(caught.value)


def _folder(tmp_path: Path, **files: str) -> Path:
    (tmp_path / "principles").mkdir()
    for name in ("tips.md", "stories.md", "moods.toml"):
        source = principles.folder() / name
        (tmp_path / name).write_text(source.read_text(encoding="utf-8"), encoding="utf-8")
    for slug, text in files.items():
        (tmp_path / "principles" / f"{slug}.md").write_text(text, encoding="utf-8")
    return tmp_path


def test_a_folder_of_ones_own_is_read(tmp_path: Path) -> None:
    """Order comes from the numbers, not from the names."""
    read = principles.load(_folder(tmp_path, loud=GOOD, first=GOOD.replace("= 7", "= 1")))

    assert list(read) == ["first", "loud"]
    assert len(read) == 2
    assert len(read.all_tips) == 8 + len(read.teachings) + len(read.stories)


def test_two_files_with_one_number_are_a_slip(tmp_path: Path) -> None:
    """The message names the file that was there first."""
    with pytest.raises(PrincipleFileError, match=r"two\.md:41: number 7 is already taken by one"):
        principles.load(_folder(tmp_path, one=GOOD, two=GOOD))


def test_a_folder_without_principles_is_a_slip(tmp_path: Path) -> None:
    """An empty folder would silently coach nothing."""
    with pytest.raises(PrincipleFileError, match="no principle file"):
        principles.load(tmp_path)


def test_a_missing_file_is_named(tmp_path: Path) -> None:
    """The file that is missing is named."""
    place = _folder(tmp_path, one=GOOD)
    (place / "tips.md").unlink()

    with pytest.raises(PrincipleFileError, match=r"tips\.md:0: the file cannot be read"):
        principles.load(place)


def test_a_file_that_is_not_text_is_named(tmp_path: Path) -> None:
    """A binary file is told from a missing one."""
    place = _folder(tmp_path, one=GOOD)
    (place / "stories.md").write_bytes(b"\xff\xfe\xfa")

    with pytest.raises(PrincipleFileError, match=r"stories\.md:0: .*not UTF-8"):
        principles.load(place)


def test_a_bot_without_prompts_says_so(tmp_path: Path) -> None:
    """The next step is in the message."""
    with pytest.raises(PrincipleFileError, match="reinstall"):
        principles.folder(tmp_path / "bot")
