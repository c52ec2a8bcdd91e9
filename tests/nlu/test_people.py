"""One person in free words: name, relation and number, however they were put together."""

from __future__ import annotations

import pytest

from bot.nlu.people import Person, person_in


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("mijn nicht Yasmina 06 98 76 54 32", Person("Yasmina", "nicht", "06 98 76 54 32")),
        ("Yasmina, mijn nicht, 0698765432", Person("Yasmina", "nicht", "0698765432")),
        ("mijn nicht heet yasmina", Person("Yasmina", "nicht")),
        ("piet de vries (020-1234567)", Person("Piet de Vries", "", "020-1234567")),
        ("ik denk dat Karin van der Berg me wel helpt", Person("Karin van der Berg")),
        ("Volgens mij Karin", Person("Karin")),
        ("m'n beste vriend jan", Person("Jan", "vriend")),
        ("de buurman", Person("", "de buurman")),
        ("m'n dochter", Person("", "mijn dochter")),
        ("mijn zus Fatma en mijn broer Ali", Person("Fatma", "zus", meer=True)),
        ("tel van mijn zoon Bram is +31 6 12345678", Person("Bram", "zoon", "+31 6 12345678")),
        ("ik weet het echt niet hoor iemand uit de straat misschien", Person()),
        ("", Person()),
    ],
)
def test_a_person_is_read(text: str, expected: Person) -> None:
    """What was not said stays empty; of several people the first is read."""
    assert expected == person_in(text)
