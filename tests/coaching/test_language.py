"""Telling languages apart, above all English in all its voices from everything else."""

from __future__ import annotations

import pytest

from bot.coaching import language

ENGLISH = [
    "k thx", "No.", "pls send ss", "ok", "nope, no php", "Sold out!",
    "Yep, 8 till 4", "25 MB per file.",
    "Kindly do the needful lah", "Abeg send am sharp sharp, we go check the order for you",
    "Haan ji, please share the order ID, hum check karenge", "Sige po, we will check your order",
    "Oga, no refund on data wey you don use.", "Can lah, tomorrow also can",
    "Hola Maria, your order has shipped and will be with you soon.", "Impossible.",
    "Lily was discontinued in 2020.",
    "Your Bestellung is with the courier, sorry for the wait.",
]  # fmt: skip
OTHERS = [
    ("de", "Ihre Bestellung kommt morgen an, bitte warten Sie noch."),
    ("fr", "Votre commande est en retard, ce n'est pas notre faute."),
    ("es", "No hay reembolso para billetes usados."),
    ("it", "Non è possibile cambiare il suo ordine."),
    ("pt", "Não podemos alterar o seu pedido."),
    ("nl", "Er is niets wat wij voor u kunnen doen."),
    ("sv", "Din beställning är försenad och vi kan inte göra något."),
    ("da", "Din ordre er forsinket, og vi kan ikke gøre noget."),
    ("fi", "Valitettavasti emme voi auttaa, tilauksesi on myöhässä."),
    ("pl", "Niestety nie możemy pomóc z tym zamówieniem."),
    ("cs", "Bohužel to není možné, objednávka je na cestě."),
    ("tr", "Siparişiniz kargoda, lütfen bekleyin."),
    ("ro", "Din păcate comanda nu a fost expediată."),
    ("hu", "Sajnos nem tudunk segíteni, a rendelés úton van."),
    ("ru", "К сожалению, мы не можем помочь."),
    ("uk", "На жаль, ми не можемо допомогти, її немає."),
    ("el", "Δυστυχώς δεν μπορούμε να βοηθήσουμε."),
    ("ar", "للأسف لا يمكننا المساعدة."),
    ("he", "לצערנו איננו יכולים לעזור."),
    ("hi", "क्षमा करें, हम मदद नहीं कर सकते।"),
    ("th", "ขออภัย เราช่วยไม่ได้"),
    ("ja", "申し訳ありませんが、対応できません。"),
    ("ko", "죄송하지만 도와드릴 수 없습니다."),
    ("zh", "很抱歉，我们无法提供帮助。"),
]


@pytest.mark.parametrize("text", ENGLISH)
def test_every_kind_of_english_counts_as_english(text: str) -> None:
    """Short chat and world Englishes with words of another tongue are coached."""
    assert language.is_english(text)


@pytest.mark.parametrize(("code", "text"), OTHERS)
def test_other_languages_are_told(code: str, text: str) -> None:
    """A draft in another language is never coached as English."""
    assert language.detect(text) == code
    assert not language.is_english(text)


def test_norwegian_and_danish_may_pass_for_each_other() -> None:
    """They share most of their common words; a rewrite between them is not accused."""
    assert language.detect("Beklager, ordren din er forsinket, og vi kan ikke gjøre noe.") in (
        "no",
        "da",
    )
    assert language.same("Vi kan ikke hjelpe deg, beklager.", "Vi kan desværre ikke hjælpe dig.")


def test_what_cannot_be_told_is_not_accused() -> None:
    """A one-word draft and its English rewrite are in one language until proven otherwise."""
    assert language.detect("Nope.") == "und" or language.detect("Nope.") == "en"
    assert language.same("gone. discontinued", "I'm sorry, it is discontinued.")
    assert not language.same("No. We do not do that.", "Мне очень жаль, мы не можем.")
    assert not language.same("", "Мне очень жаль")


def test_links_and_code_do_not_sway_the_verdict() -> None:
    """A German path in a link does not make an English sentence German."""
    assert language.is_english("See https://der.die.das.example/und/nicht for `ist nicht`.")
