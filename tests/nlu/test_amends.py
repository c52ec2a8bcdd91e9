"""Words that put an earlier answer right, without naming its question."""

from __future__ import annotations

import pytest

from bot.nlu.amends import Amendment, Sureness, amendment, tells_what_went_wrong


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


@pytest.mark.parametrize(
    ("woorden", "zekerheid"),
    [
        ("fout, ik bedoelde bakker", Sureness.SURE),
        ("dat ging mis, ik bedoelde de trein", Sureness.SURE),
        ("sorry verkeerd, moest alleen zijn", Sureness.SURE),
        ("dat klopt niet, het moet 12 uur zijn", Sureness.SURE),
        ("dat is fout, binnen", Sureness.WRONG),
        ("vergissing, de bus", Sureness.WRONG),
        ("dat klopt niet, het is 20 uur", Sureness.WRONG),
        ("dat was fout, 2", Sureness.MAYBE),
    ],
)
def test_only_who_says_what_was_meant_surely_puts_something_right(woorden: str, zekerheid: Sureness) -> None:
    """Who only calls something wrong may be telling."""
    gevonden = amendment(woorden)
    assert zekerheid == (gevonden.sureness if gevonden else None)


@pytest.mark.parametrize(
    "woorden",
    [
        "dat ging mis, ik was buschauffeur",
        "het ging fout, ik kon het niet aan",
        "het ging toen helemaal mis want de ploeg was te klein",
        "het liep verkeerd, mijn baas schreeuwde",
        "het was niet goed, ik was te moe",
        "t is niet goed, te veel prikkels",
    ],
)
def test_what_went_wrong_is_told(woorden: str) -> None:
    """Whatever is asked."""
    assert (None, True) == (amendment(woorden), tells_what_went_wrong(woorden, own_words=False))


@pytest.mark.parametrize("woorden", ["dat klopt niet, ik krijg te weinig uren", "fout, ik was ziek", "het klopt niet, te weinig rust"])
def test_what_is_wrong_is_told_where_own_words_are_asked(woorden: str) -> None:
    """Elsewhere it may be about an answer."""
    assert (None, True, False) == (amendment(woorden), *(tells_what_went_wrong(woorden, own_words=eigen) for eigen in (True, False)))


@pytest.mark.parametrize("woorden", ["fout, ik bedoelde bakker", "dat ging mis, ik bedoelde de trein", "ik werk twaalf uur", "mis"])
def test_who_puts_something_right_tells_no_story(woorden: str) -> None:
    """Nor does who says something else."""
    assert not tells_what_went_wrong(woorden, own_words=True)
