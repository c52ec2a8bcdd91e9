"""One person in free words: name, relation and number, however they were put together."""

from __future__ import annotations

import itertools

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
        ("mn zus marieke van de overkant eh nee van groningen", Person("Marieke", "zus")),
        ("marieke mijn zus uit groningen die altijd belt", Person("Marieke", "zus")),
        ("mijn zus marieke de vries", Person("Marieke de Vries", "zus")),
        ("mijn zus woont in groningen", Person("", "mijn zus")),
        ("mijn zus die altijd voor mij kookt op zondag", Person("", "mijn zus")),
        ("mijn oude voetbalmaat Kees 0612345678 en mijn moeder", Person("Kees", "voetbalmaat", "0612345678", meer=True)),
        ("mijn zus Fatma en mijn broer Ali 0612345678", Person("Fatma", "zus", meer=True)),
        ("Fatma en dat is mijn zus 0612345678", Person("Fatma", "zus", "0612345678")),
        ("jan of mijn zus", Person("Jan", meer=True)),
        ("ik weet het echt niet hoor iemand uit de straat misschien", Person()),
        ("", Person()),
    ],
)
def test_a_person_is_read(text: str, expected: Person) -> None:
    """What was not said stays empty; of several people the first is read."""
    assert expected == person_in(text)


NAMES = ("Marieke", "Kees", "Yasmina", "Jan", "Roos", "Ali", "Bea")
RELATIONS = ("zus", "broer", "moeder", "buurman", "vriendin", "voetbalmaat", "schoolvriendin")
FORMS = ("mijn {band} {naam}", "mn {band} heet {naam}", "mijn oude {band} {naam}", "{naam}, m'n {band}", "{naam} is mijn {band}")
AFTER = ("", " van de overkant", " 06-12345678", " en mijn vader 0687654321", " die altijd voor mij kookt")


@pytest.mark.parametrize(("vorm", "erna"), itertools.product(FORMS, AFTER))
def test_a_name_is_found_with_and_without_capitals(vorm: str, erna: str) -> None:
    """However it is put, whatever follows: the name, the relation, and never the number of somebody else."""
    nummer, meer = "06-12345678" if "06-" in erna else "", "vader" in erna
    for naam, band in itertools.product(NAMES, RELATIONS):
        for said in (naam, naam.lower()):
            assert Person(naam, band, nummer, meer) == person_in(f"{vorm.format(band=band, naam=said)}{erna}")
