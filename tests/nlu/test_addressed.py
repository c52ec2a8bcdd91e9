"""A client who turns to the own begeleider by name, or with a message that Werkmaat can pass on."""

from __future__ import annotations

import pytest

from bot.nlu.addressed import CONTACT, MESSAGE, addressed


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("ik wil iets aan bea vragen", CONTACT),
        ("Ik zou graag even met Bea willen praten", CONTACT),
        ("kan bea mij bellen?", CONTACT),
        ("stuur Bea een bericht", CONTACT),
        ("kun je tegen mijn begeleider zeggen dat ik een brief niet snap", MESSAGE),
        ("zeg tegen mijn begeleider dat ik morgen niet kan", MESSAGE),
        ("laat bea weten dat ik later kom", MESSAGE),
        ("vraag aan bea of ze komt", MESSAGE),
        ("bea belt mij elke week", None),
        ("ik wil Bea niet bellen", None),
        ("ik wil bij bea in de winkel werken", None),
        ("mijn zus heet bea", None),
        ("ik wil graag mensen helpen", None),
        ("", None),
    ],
)
def test_a_text_for_the_begeleider_is_heard(text: str, expected: str | None) -> None:
    """What tells about the begeleider, or what the client does not want, is an ordinary answer."""
    assert expected == addressed(text, "Bea de Groot")


@pytest.mark.parametrize("name", ["", "W. de Groot", "Wil Jansen"])
def test_a_name_that_is_a_word_makes_no_contact_of_an_answer(name: str) -> None:
    """Nor does a client without begeleider."""
    assert addressed("ik wil graag iets vragen aan mensen in een winkel", name) is None
    assert MESSAGE == addressed("zeg tegen mijn begeleider dat ik morgen niet kan", name)
