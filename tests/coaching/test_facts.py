"""The fact ledger: what it finds, how it locks, and that no single change goes unseen."""

from __future__ import annotations

import time
from itertools import pairwise

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bot.coaching import facts

FOUND = [
    ("order #A-10293 shipped", "id", "#A-10293"),
    ("ticket INC-451 is open", "id", "INC-451"),
    ("tracking 1Z999AA10123456784", "id", "1Z999AA10123456784"),
    ("invoice 2024/0815", "id", "2024/0815"),
    ("that is $49.99 now", "amount", "$49.99"),
    ("that is 15 euros now", "amount", "15 euros"),
    ("that is 89,90 € now", "amount", "89,90 €"),
    ("that is Rs. 4,500 now", "amount", "Rs. 4,500"),
    ("that is 22,000 EUR now", "amount", "22,000 EUR"),
    ("that is £4.99 a month", "amount", "£4.99 a month"),
    ("that is ₦25,000.", "amount", "₦25,000"),
    ("that is R650 all in", "amount", "R650"),
    ("fifty pounds in all", "amount", "fifty pounds"),
    ("your £20 may take a week", "amount", "£20"),
    ("size 12 may fit you", "number", "12"),
    ("10% off", "percentage", "10%"),
    ("ten percent less", "percentage", "ten percent"),
    ("on March 3rd", "date", "March 3rd"),
    ("on 3 March 2026", "date", "3 March 2026"),
    ("on 3 may we ship", "date", "3 may"),
    ("on 4 May be there", "date", "4 May"),
    ("on 2026-03-03", "date", "2026-03-03"),
    ("on 03/04/2026", "date", "03/04/2026"),
    ("am 3. März", "date", "3. März"),
    ("see you tomorrow", "date", "tomorrow"),
    ("see you Friday", "date", "Friday"),
    ("at 16:30 sharp", "time", "16:30"),
    ("at 3 p.m. sharp", "time", "3 p.m."),
    ("at noon", "time", "noon"),
    ("3-5 business days", "duration", "3-5 business days"),
    ("two or three weeks", "duration", "two or three weeks"),
    ("within an hour", "duration", "an hour"),
    ("open 24/7", "duration", "24/7"),
    ("weighs 2.5 kg", "quantity", "2.5 kg"),
    ("20x30 cm wide", "quantity", "20x30 cm"),
    ("on v2.3.1 now", "version", "v2.3.1"),
    ("on 5.12.0 now", "version", "5.12.0"),
    ("see https://a.example/step_by_step/x_1.", "link", "https://a.example/step_by_step/x_1"),
    ("see track.acme.com/p/7.", "link", "track.acme.com/p/7"),
    ("see (https://a.example/b)", "link", "https://a.example/b"),
    ("write to m.o'neil+x@mail.example.org,", "email", "m.o'neil+x@mail.example.org"),
    ("ring 0800 555 123 now", "phone", "0800 555 123"),
    ("ring +46 (0)8 281 957 08 now", "phone", "+46 (0)8 281 957 08"),
    ("ring (555) 123-4567", "phone", "(555) 123-4567"),
    ("dial *288#", "phone", "*288#"),
    ("to DE89 3704 0044 0532 0130 00 please", "iban", "DE89 3704 0044 0532 0130 00"),
    ("card 4111 1111 1111 1111 please", "card", "4111 1111 1111 1111"),
    ("host 192.168.0.1 is up", "ip", "192.168.0.1"),
    ("24 Harcourt Rd", "number", "24"),
    ("ask @maria.k", "handle", "@maria.k"),
    ("ask <@U02ABCDEF>", "handle", "<@U02ABCDEF>"),
    ("ask <@!98765432109876543>", "handle", "<@!98765432109876543>"),
    ("ping <!subteam^S012|ops>", "handle", "<!subteam^S012|ops>"),
    ("ping @everyone", "handle", "@everyone"),
    ("in <#C024BE7LR|billing>", "channel", "<#C024BE7LR|billing>"),
    ("in #general", "channel", "#general"),
    ("at <t:1700000000:R>", "time", "<t:1700000000:R>"),
    ("nice <:wave:123456>", "template", "<:wave:123456>"),
    ("nice :tada:", "template", ":tada:"),
    ("run `reset --all`", "code", "`reset --all`"),
    ("press “Save as”", "quote", "“Save as”"),
    ('press "Save as"', "quote", '"Save as"'),
    ("Hi {{first_name}}", "template", "{{first_name}}"),
    ("order %ORDER%", "template", "%ORDER%"),
    ("Hi Maria, hello", "name", "Maria"),
    ("Ask Dr. Weber about it", "name", "Weber"),
    ("See you then.\n\nKind regards,\nPetra", "name", "Petra"),
    ("you have three options", "number word", "three"),
    ("we can't do it", "negation", "can't"),
    ("we do not ship", "negation", "not"),
    ("half a cup is ½", "id", "½"),
]


@pytest.mark.parametrize(("text", "kind", "fact"), FOUND, ids=[row[2] for row in FOUND])
def test_every_kind_of_fact_is_found_to_the_letter(text: str, kind: str, fact: str) -> None:
    """Each kind of issue 3 is found, without the sentence around it."""
    assert (kind, fact) in [(found.kind, found.text) for found in facts.find(text)]


@given(st.text(max_size=300))
def test_facts_lie_in_the_text_and_never_overlap(text: str) -> None:
    """Spans are sorted, apart, and hold exactly the fact's characters."""
    found = facts.find(text)

    assert all(text[fact.start : fact.end] == fact.text for fact in found)
    assert all(one.end <= two.start for one, two in pairwise(found))


@given(st.text(max_size=300))
def test_every_digit_belongs_to_a_fact(text: str) -> None:
    """The safety net: no digit is ever left outside."""
    held = {at for fact in facts.find(text) for at in range(fact.start, fact.end)}

    assert all(at in held for at, sign in enumerate(text) if sign.isdecimal())


TRICKY = st.one_of(
    st.text(max_size=300),
    st.lists(
        st.sampled_from(
            ["[[ID1]]", "[", "]", "[[", "ID1", "NUMBER", "4", "#A-10293", " ", "$49.99", "(", ")",
             "k:", "[[k:ID1]]", "Hi Maria,", "«", "{{", "}}", "`x`", '"', "\n", "two", "maria"]
        ),
        max_size=30,
    ).map("".join),
)  # fmt: skip


@settings(max_examples=400)
@given(TRICKY)
def test_locking_and_restoring_gives_the_very_same_text(text: str) -> None:
    """`restore(lock(x)) == x` for any text, also one that looks like placeholders itself."""
    locked = facts.lock(text, ("Maria",))

    assert facts.restore(locked.text, locked.vault) == text


@given(TRICKY)
def test_no_digit_and_no_given_name_is_left_in_a_locked_text(text: str) -> None:
    """Only placeholders carry digits out of the house."""
    locked = facts.lock(text, ("Maria",))
    left = locked.text
    for mark in locked.vault:
        left = left.replace(mark, " ")

    assert not any(sign.isdecimal() for sign in left)
    assert "Maria" not in left.split()


def test_the_same_value_gets_the_same_placeholder() -> None:
    """An id said twice is one placeholder, and another text shares it."""
    first = facts.lock("Order #A-1 and again #A-1, then #B-2.")
    second = facts.lock("My #B-2 is late.", known=first.vault)

    assert first.text == "Order [[ID1]] and again [[ID1]], then [[ID2]]."
    assert second.text == "My [[ID2]] is late."
    assert second.vault == first.vault


def test_a_draft_that_already_holds_placeholders_gets_a_nonce() -> None:
    """What looks like ours and is not cannot be mistaken for ours."""
    locked = facts.lock("Put [[ID1]] into field 7.")

    assert all(mark.startswith("[[k:") for mark in locked.vault)
    assert facts.restore(locked.text, locked.vault) == "Put [[ID1]] into field 7."


@pytest.mark.parametrize(
    "spelled", ["[[ID1]]", "[ID1]", "ID1", "[[id1]]", "[[ID 1]]", "[[ID_1]]", "<<ID1>>", "{{ID1}}"]
)
def test_a_placeholder_spelled_otherwise_still_comes_back(spelled: str) -> None:
    """LLMs drop brackets and change case; a known number still finds its fact."""
    vault = facts.lock("Order #A-10293.").vault

    assert facts.restore(f"Your order {spelled} is on its way", vault) == (
        "Your order #A-10293 is on its way"
    )


def test_an_unknown_placeholder_stays_for_the_guard_to_refuse() -> None:
    """A number that was never given is nobody's fact."""
    vault = facts.lock("Order #A-10293.").vault

    assert facts.leftovers(facts.restore("Order [[ID7]]", vault)) == ("[[ID7]]",)


def test_full_card_and_account_numbers_show_only_their_last_four() -> None:
    """Anything the bot posts hides the rest; an order number stays readable."""
    text = "Card 4111 1111 1111 1111, DE89370400440532013000, account number 12345678, order 4821."

    assert facts.mask(text) == (
        "Card •••• •••• •••• 1111, ••••••••••••••••••3000, account number ••••5678, order 4821."
    )


def test_tokens_of_both_platforms_are_no_card_numbers() -> None:
    """A mention whose number happens to add up like a card's still mentions somebody."""
    tokens = "<@4111111111111111> <@&4111111111111111> <#4111111111111111> <:ok:4111111111111111>"

    assert facts.mask(f"{tokens} acc no. (joint): 00123456789") == (
        f"{tokens} acc no. (joint): •••••••6789"
    )


HOSTILE = [
    "a", "1", "a.", "1.", "1 ", "@", "a@", "[", "<", "`", '"', "“", "+1 ", "http://", "A1 ", "-",
    "\n", "{", "%A", ":a", "$", "1,", "Hi A ", "'a", "n't ", "no ", "Mr. A", "🐾",
]  # fmt: skip


@pytest.mark.parametrize("piece", HOSTILE)
def test_hostile_text_costs_linear_time(piece: str) -> None:
    """20,000 hostile characters stay within a fixed multiple of 2,000."""

    def cost_s(chars: int) -> float:
        times = []
        for turn in range(3):
            text = (piece * chars)[: chars - 1] + "xyz"[turn]
            begin = time.process_time()
            facts.find(text)
            times.append(time.process_time() - begin)
        return min(times)

    assert cost_s(20_000) < 40 * cost_s(2_000) + 0.05
