"""Which edits of a draft the guard accepts; what it refuses is softened or taken back. Pure."""

from __future__ import annotations

import re
from collections.abc import Sequence

from bot.coaching import guard, offline_sorry, sentences
from bot.coaching.domain import Draft, Heard, Problem
from bot.coaching.guard_codes import problem
from bot.coaching.offline_apply import apply
from bot.coaching.offline_closing import Edit
from bot.coaching.offline_edits import bare
from bot.coaching.offline_insert import insert
from bot.coaching.offline_wording import Ground
from bot.coaching.wordings import choose

_ASKS = re.compile(
    r"^(?:(?:hi|hello|hey)\b[^,.!?]{0,20}[,.!] )?(?:why|what|when|where|how|which|who|do|does|did"
    r"|is|are|can|could|will|would|may)\b|\?\s*$",
    re.IGNORECASE,
)
_MAX_CHECKS = 24
_FEW_CHECKS = 5
_MOST_CARE = 2
LONG_CHARS = 5_000
"""A longer draft is proven in fewer checks."""


class Proof:
    """Keeps of a list of edits what the guard accepts beside the draft and the last step.

    Args:
        first: The draft and what was heard in it.
        stand: The text as it stands now and what was heard in that.
        ground: What every move knows.
    """

    def __init__(
        self, first: tuple[Draft, Heard], stand: tuple[Draft, Heard], ground: Ground
    ) -> None:
        self._stands = (first,) if first[0] == stand[0] else (stand, first)
        self._draft = stand[0]
        self._ground = ground
        self._checks = _MAX_CHECKS if len(self._draft.text) < LONG_CHARS else _FEW_CHECKS

    def keep(self, edits: Sequence[Edit]) -> str:
        """Give the text with all edits that the guard accepts together."""
        left = list(edits)
        while left and self._checks:
            text = self._written(left)
            problems = self._problems(text)
            if not problems:
                return text
            freed = self._without_guilty(left, problems)
            if freed == left:
                break
            left = freed
        return self._written(self._kept([], left))

    def accepts(self, text: str) -> bool:
        """Tell whether the guard accepts a text."""
        return not self._problems(text)

    def _problems(self, text: str) -> list[Problem]:
        self._checks -= 1
        for draft, heard in self._stands:
            if not guard.accepts(draft, text, heard):
                return [one for one in guard.check(draft, text, heard).problems if one.hard]
        said = self._stands[-1][0].text
        return [problem("word-avoided", word) for word in self._ground.house.added(said, text)]

    def _without_guilty(self, edits: list[Edit], problems: list[Problem]) -> list[Edit]:
        """Take back the edits whose words the guard complains of, or make them gentler."""
        freed: list[Edit] = []
        for edit in edits:
            words = self._draft.text[edit.start : edit.end], edit.put
            if not any(one.words and any(one.words in said for said in words) for one in problems):
                freed.append(edit)
            elif edit.gentler:
                freed.append(Edit(edit.start, edit.end, edit.gentler))
            elif not edit.put:
                freed.extend(self._innocent(edit, problems))
        return freed

    def _innocent(self, edit: Edit, problems: list[Problem]) -> list[Edit]:
        """Give the sentences of a cut that the guard does not complain of."""
        text = self._draft.text[edit.start : edit.end]
        return [
            Edit(edit.start + one.start, edit.start + one.end, "")
            for one in sentences.split(text)
            if not any(found.words and found.words in one.text for found in problems)
        ]

    def _kept(self, kept: list[Edit], more: list[Edit]) -> list[Edit]:
        if not more or self._checks <= 0:
            return kept
        if self.accepts(self._written([*kept, *more])):
            return [*kept, *more]
        if len(more) == 1:
            edit = more[0]
            gentler = Edit(edit.start, edit.end, edit.gentler)
            return self._kept(kept, [gentler]) if edit.gentler else kept
        half = len(more) // 2
        return self._kept(self._kept(kept, more[:half]), more[half:])

    def _written(self, edits: Sequence[Edit]) -> str:
        text = apply(self._draft.text, edits)
        if edits and self._only_care(text) and not self._only_care(self._draft.text):
            wording = self._ground.wordings.named("care", self._nothing_left())
            said = choose(wording.puts, self._ground.told, self._ground.voice.seed)
            said = offline_sorry.behind(text, said or "", self._ground.told.get("clause", ""))
            return f"{text.rstrip()} {self._ground.voice.fit(said)}" if said else text
        if edits and bare(text) and not bare(self._draft.text):
            wording = self._ground.wordings.named("care", self._nothing_left())
            if self._ground.says(wording, self._draft.text):
                return self._draft.text
            puts = wording.puts
            said = choose(puts, self._ground.told, self._ground.voice.seed)
            if said:
                return insert(text, self._ground.voice.fit(said), self._ground)
        return text

    def _only_care(self, text: str) -> bool:
        """Tell whether nothing but our own caring sentence is left of a text."""
        left = sentences.split(text)
        if len(left) > _MOST_CARE:
            return False  # as nearly always
        caring = [
            one
            for one in self._ground.wordings.of("care")
            if one.title.startswith(("sorry", "anxious", "upset", "ashamed"))
        ]
        return bool(left) and all(
            any(self._ground.says(wording, sentence.text) for wording in caring)
            for sentence in left
        )

    def _nothing_left(self) -> str:
        """Name the wording for a text of which nothing is left."""
        told = self._ground.told
        glad = self._stands[0][1].mood.label == "happy"
        if glad and not (told.get("idea") or told.get("sour")):
            feat = self._ground.told.get("feat")
            return "happy: an achievement" if feat else "happy: and nothing more"
        if self._ground.told.get("clause") and not self._ground.declined:
            return "nothing left but what happened"
        if self._ground.declined:
            hurts = self._stands[0][1].mood.label == "upset"
            return f"nothing left to say to a no{', from someone hurt' if hurts else ''}"
        if not self._stands[0][1].mood.hurting:
            asked = told.get("question") or _ASKS.search(self._draft.customer or "")
            for known, whom in ((told.get("idea"), "an idea"), (asked, "a question")):
                if known:
                    return f"nothing left to say to {whom}"
        if self._stands[0][1].mood.hurting:
            return f"nothing left to say to someone {self._stands[0][1].mood.label}"
        return f"nothing left to say{'' if self._draft.customer else ', and nobody known'}"
