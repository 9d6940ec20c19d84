"""Forms as a small Discord takes them and sends them in."""

from __future__ import annotations

from tests.peers.discord_world import Json, RefusedError

LABEL, TEXT_INPUT, TEXT_DISPLAY = 18, 4, 10
SENT_IN = 5


def check_form(form: Json, answers: int) -> None:
    """Refuse a form that breaks a limit.

    Args:
        form: As the bot opens it.
        answers: The type of the interaction it answers.

    Source: Discord, Receiving and Responding to Interactions, "Modal", and Component reference,
    read 2026-11-22.
    """
    parts = form["components"]
    fields = [part["component"] for part in parts if part["type"] == LABEL]
    names = [field["custom_id"] for field in fields]
    fits = (
        answers != SENT_IN
        and 0 < len(form["title"]) <= 45
        and 0 < len(form["custom_id"]) <= 100
        and 0 < len(parts) <= 5
        and all(part["type"] in (LABEL, TEXT_DISPLAY) for part in parts)
        and all(_fits(part) for part in parts)
        and len(set(names)) == len(names)
    )
    if not fits:
        raise RefusedError(400, 50035)
    for number, part in enumerate(parts, start=1):
        part.setdefault("id", number)


def sent_in(form: Json, values: dict[str, str]) -> Json:
    """Fill a form in; what is not given stays as it is pre-filled.

    Args:
        form: As the bot opened it.
        values: What is typed, by the names of the fields.
    """
    filled: list[Json] = []
    for number, part in enumerate(form["components"], start=1):
        if part["type"] == TEXT_DISPLAY:
            filled.append({"type": TEXT_DISPLAY, "id": number})
            continue
        field = part["component"]
        value = values.get(field["custom_id"], field.get("value") or "")
        assert value or not field["required"], "Discord sends no form with a needed field empty"
        typed = {"type": TEXT_INPUT, "id": 20 + number, "value": value}
        typed["custom_id"] = field["custom_id"]
        filled.append({"type": LABEL, "id": number, "component": typed})
    return {"custom_id": form["custom_id"], "components": filled}


def _fits(part: Json) -> bool:
    if part["type"] == TEXT_DISPLAY:
        return 0 < len(part["content"]) <= 4000
    field = part["component"]
    return (
        0 < len(part["label"]) <= 45
        and len(part.get("description") or "") <= 100
        and field["type"] == TEXT_INPUT
        and len(field.get("value") or "") <= field["max_length"] <= 4000
    )
