"""What the offline writer stands on with one draft: the wordings, the voice, what may be said back.

The same draft is stood on in every step, so its ground is laid once for each coaching.
"""

from __future__ import annotations

from dataclasses import replace

from bot.coaching import offline_stakes, offline_voice, wordings
from bot.coaching.domain import Draft, Heard, Mood
from bot.coaching.memory import remembered
from bot.coaching.offline_customer import Told, declines, hear
from bot.coaching.offline_text import voice
from bot.coaching.offline_wording import Ground
from bot.coaching.voice import HouseVoice
from bot.coaching.wordings import Wordings


class Grounds:
    """Lays grounds.

    Args:
        words: The wordings; by default those that travel with the project.
        house: The voice of the house.
    """

    def __init__(self, words: Wordings | None, house: HouseVoice) -> None:
        self._house = house
        self._wordings = offline_voice.worded(words or wordings.load(), house)
        self._nouns = frozenset(
            noun
            for wording in self._wordings.of("nouns")
            for put in wording.puts
            for noun in put.split()
        )

    @property
    def wordings(self) -> Wordings:
        """Give the wordings as the house would have them."""
        return self._wordings

    def of(self, draft: Draft, heard: Heard) -> Ground:
        """Give the ground for a draft; for the same one it is the same.

        Args:
            draft: The draft.
            heard: What was heard in it.
        """
        return self._laid(draft.customer or "", draft.text, heard.mood)

    @remembered
    def _laid(self, customer: str, text: str, mood: Mood) -> Ground:
        speaks = voice(text)
        if self._house.contractions is not None:
            speaks = replace(speaks, formal=not self._house.contractions)
        told = self._told(customer, text, glad=mood.label == "happy")
        stakes = offline_stakes.slots(customer, text, self._wordings.of("stakes"))
        known = offline_stakes.unsaid({**told.slots(), **stakes})
        if mood.label == "upset" and not known["loss"]:
            known = offline_stakes.owed(known)
        return Ground(
            self._wordings,
            speaks,
            offline_voice.slots(known, self._house),
            mood.hurting,
            self._house,
            declined=declines(customer),
            browsing=mood.label == "browsing",
            glad=mood.label == "happy",
        )

    def _told(self, customer: str, text: str, *, glad: bool) -> Told:
        of = self._wordings.of
        echoes, causes, doors = of("echo"), of("cause"), of("door")
        return hear(
            customer, text, self._nouns, echoes=echoes, causes=causes, doors=doors, glad=glad
        )
