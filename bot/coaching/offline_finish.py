"""The end of a rewrite: written on until it would stay as it is, then looked at once more. Pure.

What the steps left standing may still leave or shrink. Each last look counts only when the guard
accepts it beside the agent's own draft, the score is no worse, and coaching it changes nothing.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace

from bot.coaching import guard, offline_gist, offline_pitch
from bot.coaching.domain import Draft, Heard, Rewrite
from bot.coaching.offline_closing import Edit
from bot.coaching.offline_proof import Proof
from bot.coaching.offline_stand import Stand
from bot.coaching.offline_wording import Ground

_MAX_IDLE = 2
_AGREED = 0.6
"""How likely what leaves must be to do so in the draft too, heard in another mood maybe."""
_Look = Callable[[str, Heard, Ground], list[Edit]]
_LOOKS: tuple[_Look, ...] = (offline_pitch.edits, offline_gist.edits)
"""What is looked for in a finished rewrite: what may leave, then what may shrink."""


@dataclass(frozen=True, slots=True)
class Finish:
    """Finishes what the steps began.

    Args:
        rewrite: Takes the steps.
        ground: Tells what is known about a draft and its customer.
        listen: Hears a text.
    """

    rewrite: Callable[[Stand], Rewrite]
    ground: Callable[[Draft, Heard], Ground]
    listen: Callable[[Draft], Heard]

    def write(self, first: Stand) -> Rewrite:
        """Write one rewrite to its end.

        Args:
            first: The draft and what was heard in it.
        """
        written = self._settled(first, self.rewrite(first))
        for look in _LOOKS if first.heard.findings else ():
            written = self._last(first, written, look)
        return written

    def _settled(self, first: Stand, begun: Rewrite) -> Rewrite:
        """Write on until coaching the rewrite would change nothing."""
        written = begun
        for _ in range(_MAX_IDLE):
            stand = self._stand(first, written.text)
            again = self.rewrite(stand).text
            if again == written.text:
                return written
            if not guard.accepts(first.draft, again, first.heard):
                told = first.told(stand, nearly=True)
                first = first.knowing(told)
                if not guard.accepts(first.draft, again, first.heard):
                    # Nothing between the draft and what may not be said holds: the agent is asked.
                    return replace(begun, text=first.draft.text)
                findings = tuple(dict.fromkeys([*written.findings, *told]))
                written = replace(written, findings=findings)
            written = replace(written, text=again)
        return written

    def _last(self, first: Stand, written: Rewrite, look: _Look) -> Rewrite:
        """Look once more for what should not stand, and write on from what is left."""
        stand = self._stand(first, written.text)
        ground = self.ground(stand.draft, stand.heard)
        text = stand.draft.text
        made = [
            edit
            for edit in look(text, stand.heard, ground)
            if edit.put or first.needless(text[edit.start : edit.end]) >= _AGREED
        ]
        if not made:
            return written
        told = first.told(stand)
        knowing = first.knowing((*written.findings, *told))
        proof = Proof((first.draft, knowing.heard), (stand.draft, stand.heard), ground)
        after = self._stand(first, proof.keep(made))
        if not (after.beats(stand) or after.leaner(stand)):
            return written
        text = self._settled(after, self.rewrite(after)).text
        if self._holds(first, text):
            return replace(written, text=text)
        if self._holds(knowing, text):
            findings = tuple(dict.fromkeys([*written.findings, *told]))
            return replace(written, text=text, findings=findings)
        return written

    def _holds(self, first: Stand, text: str) -> bool:
        """Tell whether a text is allowed, no worse, and would be left as it is."""
        after = self._stand(first, text)
        allowed = guard.accepts(first.draft, text, first.heard)
        no_worse = after.points(first) >= first.points(after)
        return allowed and no_worse and self.write(after).text == text

    def _stand(self, first: Stand, text: str) -> Stand:
        if text == first.draft.text:
            return first
        draft = replace(first.draft, text=text)
        return Stand(draft, self.listen(draft))
