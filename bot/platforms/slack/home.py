"""The App Home tab: one short page on how to use the coach."""

from __future__ import annotations

from typing import Any

_TITLE = "A kinder reply, every fact kept"
_WHAT = (
    "Show me a reply before you send it to a customer. You get a kinder version back; amounts, "
    "dates, ids and links stay exactly as you wrote them. I never write to a customer. You do."
)
_DOORS = (
    ("In a channel or thread", "mention me, then your draft. I answer in the same thread."),
    ("Under Messages, above", "send me your draft."),
    ("/coach and your draft", "only you see the answer, with the full critique and a score."),
    ("“Coach this draft”, in a message's ⋯ menu", "the same, for a message already written."),
    ("/coach tips 09:30", "one tip a day for that channel; /coach tips off stops them."),
)
_CUSTOMER = "If you put the customer's words above your draft, I can hear how they feel:"
_EXAMPLE = "> Where is my parcel? I asked on Monday!\nAs I told you, it shipped on 3 May."
_KEPT = "I keep no draft and no rewrite. A draft that is already kind comes back as it is."


def view() -> dict[str, Any]:
    """Make the page."""
    return {
        "type": "home",
        "blocks": [
            {"type": "header", "text": {"type": "plain_text", "text": _TITLE, "emoji": False}},
            _rich(_section(_text(_WHAT))),
            {"type": "divider"},
            _rich(
                {
                    "type": "rich_text_list",
                    "style": "bullet",
                    "elements": [
                        _section(_text(door, bold=True), _text(f": {what}"))
                        for door, what in _DOORS
                    ],
                }
            ),
            {"type": "divider"},
            _rich(
                _section(_text(_CUSTOMER)),
                {"type": "rich_text_preformatted", "elements": [_text(_EXAMPLE)]},
                _section(_text(_KEPT)),
            ),
        ],
    }


def _rich(*elements: dict[str, Any]) -> dict[str, Any]:
    return {"type": "rich_text", "elements": list(elements)}


def _section(*elements: dict[str, Any]) -> dict[str, Any]:
    return {"type": "rich_text_section", "elements": list(elements)}


def _text(text: str, *, bold: bool = False) -> dict[str, Any]:
    element: dict[str, Any] = {"type": "text", "text": text}
    return {**element, "style": {"bold": True}} if bold else element
