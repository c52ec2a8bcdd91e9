"""Words that put an earlier answer right, without naming its question."""

from __future__ import annotations

import pytest

from bot.nlu.amends import Amendment, Sureness, amendment


@pytest.mark.parametrize(
    ("woorden", "nieuw", "oud"),
    [
        ("fout, ik bedoelde tuinman", "tuinman", ""),
        ("oeps verkeerd. met de tram", "met de tram", ""),
        ("dat moest zaterdag zijn", "zaterdag", ""),
        ("dat had twintig uur moeten zijn", "twintig uur", ""),
        ("dat klopt niet wat ik net zei, het gaat om de regelmaat", "het gaat om de regelmaat", ""),
        ("je begrijpt me niet, ik wil het werk veranderen, kapper moet het zijn ipv slager", "kapper", "slager"),
        ("nee, geen computer, handen", "handen", "computer"),
        ("niet binnen maar buiten", "buiten", "binnen"),
    ],
)
def test_what_it_must_be_and_what_was_said(woorden: str, nieuw: str, oud: str) -> None:
    """Both in the client's own words."""
    gevonden = amendment(woorden)
    assert gevonden is not None
    assert (nieuw, oud) == (gevonden.new, gevonden.old)


@pytest.mark.parametrize(
    "woorden", ["nee liever niet", "dat klopt niet", "verkeerd begrepen worden", "ik maak fouten", "nee geen kantoor", "x" * 500]
)
def test_an_answer_puts_nothing_right(woorden: str) -> None:
    """Also when it begins with a no, or is about mistakes."""
    assert amendment(woorden) is None


def test_a_no_in_front_is_only_perhaps_about_before() -> None:
    """It is more often the answer to what is open."""
    assert Amendment("de trein", "", Sureness.MAYBE) == amendment("sorry, ik bedoelde de trein")
