"""A house's voice: read strictly, kept in what we add, and never forced on what agents wrote."""

from __future__ import annotations

from pathlib import Path

import pytest

from bot import app
from bot.coach import Coach
from bot.coaching import offline_voice, principles, prompt, voice_file, wordings
from bot.coaching.domain import Draft, Rewrite
from bot.coaching.linter import Linter
from bot.coaching.offline import OfflineWriter
from bot.coaching.offline_closing import Edit
from bot.coaching.voice import AS_THEY_SPEAK, HouseVoice, pattern, spoken
from bot.coaching.wordings import Wording, Wordings
from bot.config import Settings
from bot.errors import VoiceFileError
from tests.peers.fakes import FakeWriter

EXAMPLE = Path(__file__).parents[2] / "prompts" / "voice.example.md"
LINTER = Linter(app.principles())
LOST = "My package never arrived and I am furious!"
BLAMING = "As I already told you, your package #4821 shipped on 3 May."
PARCEL = HouseVoice(pairs=(("parcel", "package"),))


def slips(text: str) -> list[str]:
    """Give what is wrong with a voice file."""
    with pytest.raises(VoiceFileError) as caught:
        voice_file.parse(text, "v.md")
    return str(caught.value).split("\n")


async def written(text: str, house: HouseVoice, customer: str | None = LOST) -> str:
    """Coach a draft offline in a voice."""
    offline = OfflineWriter(app.principles(), listen=LINTER.listen, house=house)
    coach = Coach(LINTER, offline=offline, house=house)
    coaching = await coach.coach(Draft(text=text, customer=customer))
    assert coaching.verdict.accepted
    return coaching.rewrite.text


def test_the_example_can_be_copied_as_it_is() -> None:
    """It holds every heading there is."""
    voice = voice_file.parse(EXAMPLE.read_text(), "voice.example.md")

    assert voice == HouseVoice(
        use=("team",),
        avoid=("unfortunately", "kindly", "at this time"),
        pairs=(("parcel", "package"), ("parcel", "packet"), ("booking", "reservation")),
        greeting="Hello {name},",
        sign_off="Warm regards",
        contractions=True,
    )
    assert voice.unsaid[-1] == "reservation"


@pytest.mark.parametrize(
    ("text", "slip"),
    [
        ("just words", "v.md:1: there is no heading here"),
        ("## Our words\n- a", "v.md:1: “Our words” is no heading here"),
        ("## Greeting\nHi\n\n## Greeting\n", "v.md:4: “Greeting” stands here twice"),
        ("## Words we use\nparcel", "v.md:2: each word stands on a line of its own"),
        ("## Words we use\n- parcel, not ", "v.md:2: a pair is written"),
        ("## Words we use\n- parcel, not a,, b", "v.md:2: a pair is written"),
        ("## Words we avoid\n- ", "v.md:2: there is no word on this line"),
        ("## Words we avoid\n- " + "x" * 61, "v.md:2: this is longer than 60 characters"),
        ("## Greeting\nHi\nHello", "v.md:3: “Greeting” takes one line"),
        ("## Greeting\nHi {first}", "v.md:2: only {name} in a greeting"),
        ("## Sign-off\nBest, {name}", "v.md:2: only {name} in a greeting"),
        ("## Sign-off\nCall 0800", "v.md:2: only {name} in a greeting"),
        ("## Contractions\nsometimes", "v.md:2: say “yes” or “no”"),
        ("## Words we use\n- glad\n## Words we avoid\n- Glad", "v.md:4: “Glad” is avoided here"),
        ("## Words we use\n- a b, not b\n", "v.md:2: “b” is avoided here and used in “a b”"),
        ("## Words we avoid\n" + "- ab\n" * 0 + "\n".join(f"- w{'x' * n}" for n in range(50))
         + "\n" + "\n".join(f"- v{'x' * n}" for n in range(51)), "v.md:1: a voice of over 100"),
    ],
)  # fmt: skip
def test_a_slip_is_named_with_file_and_line(text: str, slip: str) -> None:
    """One line each, so that a support lead can put it right."""
    assert [line for line in slips(text) if line.startswith(slip)]


def test_every_slip_is_named_at_once() -> None:
    """Nobody mends a file five times."""
    assert len(slips("## Words we use\nparcel\n## Contractions\nmaybe\n## Tone\nwarm")) == 3


def test_an_empty_heading_says_nothing() -> None:
    """Contractions as the agent writes."""
    assert voice_file.parse("## Contractions\n\n## Greeting\n> none yet", "v") == AS_THEY_SPEAK
    assert voice_file.parse("\ufeff## Contractions\nNo.", "v").contractions is False


def test_a_file_that_cannot_be_read_is_named(tmp_path: Path) -> None:
    """Missing, or no text."""
    (tmp_path / "v.md").write_bytes(b"\xff\xfe\x00")

    for name, problem in (("v.md", "v.md:0: .* cannot be read"), ("none.md", "no such")):
        with pytest.raises(VoiceFileError, match=problem):
            app.voice(Settings(voice_file=tmp_path / name))
    assert app.voice(Settings()) == AS_THEY_SPEAK
    assert app.voice(Settings(voice_file=EXAMPLE)).use == ("team",)


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("Your package is here.", "Your parcel is here."),
        ("Packages and a package's box", "Parcels and a parcel's box"),
        ("The packaged meal, the sub-package", "The packaged meal, the sub-package"),
        ("An offer in a package", "An offer in a parcel"),
    ],
)
def test_a_pair_says_one_for_the_other(text: str, said: str) -> None:
    """With its plural and its capital, and only where it stands alone."""
    assert spoken(text, PARCEL) == said


def test_an_article_fits_the_word_that_came() -> None:
    """A and an."""
    house = HouseVoice(pairs=(("order", "purchase"), ("bill", "invoice")))

    assert spoken("A purchase has an invoice.", house) == "An order has a bill."


def test_a_fact_is_never_said_otherwise() -> None:
    """A link, a quoted word, code."""
    text = "It is at https://a.example/package in “my package here”, the package."

    [edit] = offline_voice.edits([Edit(0, 1, text)], PARCEL)

    assert edit.put == text.replace(", the package", ", the parcel")
    assert edit.gentler == text


def test_words_are_found_alone_and_in_any_case() -> None:
    """Straight and curly apostrophes, one space or a line break."""
    assert pattern("can't wait").search("We CAN’T\nwait")
    assert not pattern("kind").search("unkind kindly")


async def test_the_offline_writer_says_the_words_of_the_house() -> None:
    """In what it adds and in sentences that it changes."""
    said = await written(BLAMING, PARCEL)

    assert "parcel" in said
    assert "package" not in said


async def test_a_sentence_nobody_found_fault_with_stays_as_the_agent_wrote_it() -> None:
    """Byte for byte, also with a word the house avoids in it."""
    plain = "Unfortunately the package for your reservation is still in Derby."
    house = voice_file.parse(EXAMPLE.read_text(), "v")

    said = await written(f"You should have read the terms. {plain}", house, customer=None)

    assert plain in said
    assert "should have" not in said


async def test_no_avoided_word_is_added() -> None:
    """Whatever our own wordings would have said."""
    plain = await written(BLAMING, AS_THEY_SPEAK)
    assert "sorry" in plain

    said = await written(BLAMING, HouseVoice(avoid=("sorry", "furious", "anyone")))

    assert "sorry" not in said.lower()
    assert "furious" not in said.lower()
    assert "As I already told you" not in said


async def test_a_canned_greeting_becomes_the_habit_of_the_house() -> None:
    """With the customer's name where it is known; a draft without a greeting gets none."""
    house = HouseVoice(greeting="Good day {name},")
    canned = "Dear valued customer,\n\nyour parcel is here."

    named = await written(canned, house, customer="Where is it? Hello, my name is Ana.")

    assert named.startswith("Good day Ana,\n\n")
    assert (await written(canned, house, customer=None)).startswith("Good day,\n\n")
    assert "Good day" not in await written(BLAMING, house)


@pytest.mark.parametrize(("contractions", "said"), [(True, "I'm sorry"), (False, "I am sorry")])
async def test_contractions_follow_the_house(*, contractions: bool, said: str) -> None:
    """In what we add; the agent's own sentences keep theirs."""
    text = f"{BLAMING} It's blue."

    written_so = await written(text, HouseVoice(contractions=contractions))

    assert said in written_so
    assert "It's blue." in written_so


def test_a_wording_with_a_word_of_the_house_is_preferred() -> None:
    """And what is avoided is none of the choices; greetings are the habit's."""
    words = Wordings({
        "care": (Wording("a", puts=("Thanks for {noun}.", "The team sees {noun}.", "Kindly so.")),),
        "nouns": (Wording("b", puts=("package",)),),
    })  # fmt: skip
    house = HouseVoice(use=("team",), avoid=("kindly",), pairs=(("parcel", "package"),))

    assert offline_voice.worded(words, house).of("care")[0].puts == ("The team sees {noun}.",)
    assert offline_voice.worded(words, house).of("nouns") == words.of("nouns")
    assert offline_voice.worded(words, HouseVoice(avoid=("kindly",))).of("care")[0].puts == (
        "Thanks for {noun}.",
        "The team sees {noun}.",
    )


def test_a_thing_the_house_does_not_name_is_not_named() -> None:
    """What the agent alone reads stays in the customer's words."""
    told = {"noun": "your package", "feeling": "livid", "question": "Where is my package?"}
    house = HouseVoice(avoid=("livid",), pairs=(("parcel", "package"),))

    assert offline_voice.slots(told, house) == {
        "noun": "your parcel", "feeling": "", "question": "Where is my package?",
    }  # fmt: skip


async def test_a_rewrite_in_the_voice_of_the_house_needs_no_second_coaching() -> None:
    """Its words are no fault to anybody."""
    house = voice_file.parse(EXAMPLE.read_text(), "v")
    for text in (BLAMING, "Dear valued customer, calm down. Your package is lost."):
        once = await written(text, house)
        assert await written(once, house) == once


def test_an_llm_is_told_the_voice_once_and_always_alike() -> None:
    """In the beginning, the same in every letter; without a voice there is no word of it."""
    house = voice_file.parse(EXAMPLE.read_text(), "v")
    taught = principles.load()

    first, second = prompt.head(taught, house=house), prompt.head(taught, house=house)

    assert first.system == second.system
    assert "Say “parcel”, not “package”." in first.system
    assert "“Hello the customer's name,”" in first.system
    assert "no contractions" in prompt.head(taught, house=HouseVoice(contractions=False)).system
    assert "voice of this house" not in prompt.head(taught).system
    assert HouseVoice().told() == ""


KIND = "Your package #4821 left us on 3 May. I'm sorry that it never arrived."


async def asked(house: HouseVoice, *answers: str | Rewrite) -> tuple[str, int, list[str]]:
    """Coach a draft with an LLM; give its text, the number of calls and the codes shown."""
    writer = FakeWriter(*answers)
    offline = OfflineWriter(app.principles(), listen=LINTER.listen, house=house)
    coach = Coach(LINTER, offline=offline, writer=writer, house=house)
    coaching = await coach.coach(Draft(text=BLAMING, customer=LOST))
    codes = [problem.code for problem in coaching.verdict.problems]
    if len(writer.briefs) > 1:
        assert [problem.code for problem in writer.briefs[1].problems] == ["word-avoided"]
    return coaching.rewrite.text, len(writer.briefs), codes


async def test_an_llm_that_adds_an_avoided_word_is_asked_once_more() -> None:
    """It is told which; the better one is taken."""
    better = KIND.replace("I'm sorry", "I regret")

    assert await asked(HouseVoice(avoid=("sorry",)), KIND, better) == (better, 2, [])


async def test_a_word_is_no_reason_to_lose_a_good_rewrite() -> None:
    """The second time it is shown to the agent instead."""
    assert await asked(HouseVoice(avoid=("sorry",)), KIND, KIND) == (KIND, 2, ["word-avoided"])


async def test_an_llm_may_keep_the_agents_own_word() -> None:
    """What stands in the draft was not added."""
    assert await asked(PARCEL, KIND) == (KIND, 1, [])
    assert (await asked(HouseVoice(avoid=("package",)), KIND))[1] == 1


def test_the_wordings_are_untouched_without_a_voice() -> None:
    """Nobody needs a voice file."""
    words = wordings.load()

    assert dict(offline_voice.worded(words, AS_THEY_SPEAK).files) == dict(words.files)
