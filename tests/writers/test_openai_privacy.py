"""What leaves for an LLM, as a server over a real socket sees it: 400 drafts, nobody's data."""

from __future__ import annotations

import random
import re
from dataclasses import replace

from bot.coaching.domain import Draft
from tests.peers.llm_server import LlmServer, says_what
from tests.writers.letters import answer, brief, draft_block, writer

DRAFTS = 400
FIRST = ("Marta", "Jörg", "Aoife", "Nguyễn", "O'Neil", "Zoë", "Chidi", "Priya", "Søren", "Łukasz")
LAST = ("Olsen", "van Dyk", "Brandt", "Okafor", "Marsh", "Köhler", "Silva-Reyes", "D'Angelo")
STREETS = ("Mill Lane", "Rue Haute", "Hafenweg", "Calle Sol")
OPENINGS = (
    "As I already told you, ",
    "You should have read it: ",
    "",
    "Obviously, ",
    "Hi {name}, ",
)
FRAMES = (
    "your order {one} left and {two} follows.",
    "we wrote to {one} about {two}.",
    "{one} was charged for {two}!",
    "see {one} ({two}).",
    "please quote {one}; {two} is closed, {name}.",
    "{name} said {one}, not {two}",
)


def values(chance: random.Random) -> dict[str, str]:
    """Make one value of each kind that must not leave."""

    def digits(count: int) -> str:
        return "".join(chance.choice("0123456789") for _ in range(count))

    first, last = chance.choice(FIRST), chance.choice(LAST)
    host = f"{chance.choice(('post', 'mail', 'shop'))}{chance.randint(10, 99)}.example"
    return {
        "name": chance.choice((f"{first} {last}", first)),
        "email": f"{first.lower().strip('ễ')}.{digits(3)}@{host}".replace("'", ""),
        "phone": chance.choice((f"+49 30 {digits(4)} {digits(3)}", f"(0{digits(3)}) {digits(6)}")),
        "card": " ".join(digits(4) for _ in range(4)),
        "iban": f"DE{digits(2)} {digits(4)} {digits(4)} {digits(4)} {digits(4)} {digits(2)}",
        "id": chance.choice((f"#{digits(5)}", f"AB-{digits(4)}-X", f"INV{digits(6)}", digits(8))),
        "amount": chance.choice((f"${digits(3)}.{digits(2)}", f"{digits(2)},{digits(2)} €")),
        "date": f"{chance.randint(10, 28)} May 20{chance.randint(20, 29)}",
        "time": f"{chance.randint(10, 23)}:{chance.randint(10, 59)}",
        "link": f"https://{host}/t/{digits(6)}?u={digits(4)}",
        "ip": f"10.{digits(2)}.{chance.randint(10, 255)}.{digits(2)}",
        "address": f"{chance.randint(100, 999)} {chance.choice(STREETS)}, {digits(5)}",
        "handle": f"@{first.lower()}{digits(2)}",
    }


def generated(chance: random.Random) -> tuple[Draft, list[str]]:
    """Make a draft, with a customer's message, and list what of it must not leave."""
    held = values(chance)
    pool = [kind for kind in held if kind != "name"]
    one, two, three = (held[kind] for kind in chance.sample(pool, 3))
    frame = chance.choice(OPENINGS) + chance.choice(FRAMES)
    text = frame.format(name=held["name"], one=one, two=two)
    customer = f"I am furious, says {held['name']}. What of {three} and {one}?"
    secrets = re.findall(r"\d{2,}", text + customer)
    secrets += [word for word in (held["email"], held["handle"]) if word in text + customer]
    secrets += [word for word in held["name"].split() if len(word) > 2]
    return Draft(text=text, customer=customer, names=(held["name"],)), secrets


async def test_no_digits_addresses_or_names_of_400_drafts_are_on_the_wire() -> None:
    """Neither in a first letter nor in a repair; and every draft comes back whole."""
    chance = random.Random(20261121)  # noqa: S311 - the same drafts every time, no secrets
    async with LlmServer() as server:
        server.script = [says_what(lambda asked: answer(draft_block(asked.user)))]
        asking = writer(server.base_url)
        for number in range(DRAFTS):
            draft, secrets = generated(chance)
            made = replace(brief(), draft=draft)
            if number % 2:
                made = replace(made, last_try=f"{draft.text} And 7777.")
            rewrite = await asking.write(made)

            assert rewrite.text == draft.text
            sent = server.requests[-1]
            open_text = re.sub(r"\[\[(?:k+:)?[A-Z]+\d+\]\]", "", sent.user)
            for secret in secrets:
                assert secret not in open_text, (draft.text, secret)
                if not secret.isdigit():
                    assert secret not in sent.raw
        await asking.close()

    assert len(server.requests) == DRAFTS
