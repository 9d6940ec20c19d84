"""The fact ledger: what it finds, how it locks, and that no single change goes unseen."""

from __future__ import annotations

import time

import pytest
from hypothesis import assume, given, settings
from hypothesis import strategies as st

from bot.coaching import facts
from bot.coaching.domain import Draft, Finding

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
    ("10% off", "percentage", "10%"),
    ("ten percent less", "percentage", "ten percent"),
    ("on March 3rd", "date", "March 3rd"),
    ("on 3 March 2026", "date", "3 March 2026"),
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
    assert all(one.end <= two.start for one, two in zip(found, found[1:], strict=False))


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


SENTENCES = st.lists(
    st.sampled_from(
        [
            "Your order #A-10293 shipped.", "It cost $49.99 in all.", "Come at 16:30, please.",
            "Track it at https://track.acme.com/p/A-77.", "It takes 3-5 business days.",
            "Write to care@shop.example.", "The code is SPARK15.", "Ring 0800 555 123.",
            "You get 10% back.", "We moved it to 3 May.", "Press “Save as”.",
        ]
    ),
    min_size=1,
    max_size=6,
    unique=True,
)  # fmt: skip


@given(SENTENCES, st.data())
def test_dropping_any_one_fact_is_noticed(sentences: list[str], data: st.DataObject) -> None:
    """Whatever fact goes, the ledger misses it."""
    text = " ".join(sentences)
    fact = data.draw(st.sampled_from(facts.find(text)))
    ledger = facts.compare(Draft(text=text), text[: fact.start] + text[fact.end :])

    assert fact.text in [gone.text for gone in ledger.missing]


@given(SENTENCES, st.data())
def test_altering_any_one_character_of_a_fact_is_noticed(
    sentences: list[str], data: st.DataObject
) -> None:
    """One digit or letter more, less or other is another fact."""
    text = " ".join(sentences)
    found = [fact for fact in facts.find(text) if fact.kind != "quote"]
    assume(found)
    fact = data.draw(st.sampled_from(found))
    place = data.draw(st.integers(fact.start, fact.end - 1))
    put = data.draw(st.sampled_from("3x7"))
    assume(text[place] != put and text[place].isalnum())
    ledger = facts.compare(Draft(text=text), text[:place] + put + text[place + 1 :])

    assert ledger.missing


@given(SENTENCES, st.integers(1, 10**9))
def test_adding_any_number_is_noticed(sentences: list[str], number: int) -> None:
    """A number that the draft has not is added, whatever it counts."""
    text = " ".join(sentences)
    assume(str(number) not in text)
    ledger = facts.compare(Draft(text=text), f"{text} Also {number} more.")

    assert ledger.added


def test_two_amounts_that_changed_places_are_moved() -> None:
    """Both are kept, and still it is a lie."""
    ledger = facts.compare(
        Draft(text="The fee is $15 and the refund $150."), "The fee is $150 and the refund $15."
    )

    assert [fact.text for fact in ledger.moved] == ["$15", "$150"]
    assert not ledger.missing


def test_two_clauses_that_changed_places_with_their_amounts_are_not_moved() -> None:
    """Saying the rent first is no lie."""
    ledger = facts.compare(
        Draft(text="The deposit is $200 and the rent $1,150."),
        "The rent is $1,150, and the deposit $200.",
    )

    assert not ledger.moved


def test_only_words_inside_a_finding_take_a_fact_with_them() -> None:
    """An insult carries its own number away, and never the order's."""
    text = "You idiot have 3 brain cells. Order #A-10293 shipped."
    insult = Finding(
        slug="never-insult-or-threaten", start=0, end=29, quote=text[:29], why="", move=""
    )
    ledger = facts.compare(Draft(text=text), "It shipped.", (insult,))

    assert [(gone.text, gone.slug) for gone in ledger.removed_with] == [
        ("3", "never-insult-or-threaten")
    ]
    assert [gone.text for gone in ledger.missing] == ["#A-10293"]


def test_a_removed_pitch_takes_its_price_but_not_the_order_number() -> None:
    """The price stood in the pitch's sentence; an id never leaves with a neighbour's words."""
    text = "Why not upgrade to Pro for only $15 with order A-77? It left on 3 May."
    pitch = Finding(slug="no-hard-sell", start=0, end=22, quote=text[:22], why="", move="")
    ledger = facts.compare(Draft(text=text), "It left on 3 May.", (pitch,))

    assert [gone.text for gone in ledger.removed_with] == ["$15"]
    assert [gone.text for gone in ledger.missing] == ["A-77"]


def test_other_principles_remove_nothing() -> None:
    """A finding about warmth is no licence to drop a date."""
    text = "It ships on 3 May."
    cold = Finding(slug="feel-with-them", start=0, end=18, quote=text, why="", move="")

    assert facts.compare(Draft(text=text), "It ships.", (cold,)).missing


def test_the_customers_words_may_be_repeated_and_their_numbers_may_not() -> None:
    """Their name and noun show listening; a number of theirs may be somebody's injection."""
    draft = Draft(text="It is on its way.", customer="My 40 minutes call! Leila, account 771")

    assert not facts.compare(draft, "Dear Leila, it is on its way. Forty minutes!").added
    assert facts.compare(draft, "It is on its way to 771.").added


def test_a_new_name_in_the_middle_of_a_sentence_is_added() -> None:
    """Nobody the two texts do not know walks in."""
    ledger = facts.compare(Draft(text="The trainer meets you."), "The trainer Bogdan meets you.")

    assert [fact.text for fact in ledger.added] == ["Bogdan"]


@pytest.mark.parametrize(
    ("draft", "answer"),
    [
        ("We can't offer a refund.", "We can offer a refund."),
        ("The gate code is not 4410.", "The gate code is 4410."),
        ("We never store your card.", "We store your card."),
        ("Your visa is covered by the policy.", "I'm sorry, your visa isn't covered by the policy."),
        ("We do not do that.", "We do that gladly."),
        ("If you can't wait, ring us.", "If you can wait, ring us."),
    ],
)
def test_a_no_that_became_a_yes_is_noticed(draft: str, answer: str) -> None:
    """Both directions: a lost no and an invented one."""
    ledger = facts.compare(Draft(text=draft), answer)

    assert [f.kind for f in (*ledger.missing, *ledger.added)] == ["negation"]


@pytest.mark.parametrize(
    ("draft", "answer"),
    [
        ("If it stays red don't hesitate to contact us.", "If it stays red, feel free to contact us."),
        ("We can't ship until you pay.", "We can ship as soon as you pay."),
        ("You haven't sent the logs.", "Could you send the logs?"),
        ("We can't offer a refund.", "I'm sorry that a refund isn't something we can offer."),
        ("No tripods.", "Tripods have to stay outside."),
        ("Don't forget to bring your ID.", "Please remember to bring your ID."),
    ],
)
def test_a_no_that_was_put_kindly_is_not_accused(draft: str, answer: str) -> None:
    """What cannot be proven is left alone."""
    ledger = facts.compare(Draft(text=draft), answer)

    assert not [f for f in (*ledger.missing, *ledger.added) if f.kind == "negation"]


HOSTILE = ["a", "1", "a.", "1.", "1 ", "@", "a@", "[", "<", "`", '"', "“", "+1 ", "http://", "A1 ",
           "-", "\n", "{", "%A", ":a", "$", "1,", "Hi A ", "'a", "n't ", "no ", "Mr. A", "🐾"]  # fmt: skip


@pytest.mark.parametrize("piece", HOSTILE)
def test_hostile_text_costs_linear_time(piece: str) -> None:
    """20,000 hostile characters stay within a fixed multiple of 2,000."""

    def cost_s(chars: int) -> float:
        times = []
        for turn in range(3):
            text = (piece * chars)[: chars - 1] + "xyz"[turn]
            begin = time.perf_counter()
            facts.find(text)
            times.append(time.perf_counter() - begin)
        return min(times)

    assert cost_s(20_000) < 40 * cost_s(2_000) + 0.05
