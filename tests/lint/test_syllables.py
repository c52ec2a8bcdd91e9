"""The measure of easy reading counts Dutch as people do."""

from __future__ import annotations

import pytest

from bot.lint.syllables import flesch_douma, sentences, syllables, words

# Counted by hand, by saying the words aloud.
BY_HAND = {
    1: "werk oog leeuw eeuw nieuws hooi jouw mail team gaan duurt thuis",
    2: "avond adem prikkels uren idee reistijd antwoord moeilijk ochtend woensdag mooie bloeien eruit naïef vrouwen pauze meedoen zoals auto yoga "
    "baby lopen koeien dieet privé café buiten weken mensen uitleg twijfel gesprek teamwork functie station e-mail zeeën weeë",
    3: "werkwensen energie ideeën collega vermoeidheid belangrijk programma computer radio uitkering beantwoord ervaring theater museum manager "
    "geopend reactie oefenen overslaan",
    4: "begeleider samenvatting beëindigen hersenletsel januari situatie officieel financieel kopiëren informatie",
    5: "geïnteresseerd",
}


@pytest.mark.parametrize(("count", "word"), [(count, word) for count, row in BY_HAND.items() for word in row.split()])
def test_syllables_are_counted_as_by_hand(count: int, word: str) -> None:
    """Single vowels at the start, diphthongs, diereses and the commonest loan words are each counted right."""
    assert count == syllables(word)


def test_a_placeholder_is_one_word_and_weighs_nothing_in_the_measure() -> None:
    """What will stand in the place of `{naam}` is not ours to judge."""
    assert ["Dag", "{naam}", "we", "beginnen"] == words("Dag {naam}, we beginnen.")
    assert flesch_douma("Dag, we beginnen.") == flesch_douma("Dag {naam}, we beginnen.")


def test_a_line_break_ends_a_sentence() -> None:
    """A list of short lines is not one long sentence; a time with a point is not two."""
    assert ["Bel 112", "Om 14.30 uur komt iemand.", "Goed?"] == sentences("Bel 112\nOm 14.30 uur komt iemand. Goed?")


def test_the_formula_is_that_of_douma() -> None:
    """Ten one-syllable words in two sentences: 206.84 - 0.77 x 100 - 0.93 x 5."""
    assert pytest.approx(206.84 - 77 - 4.65) == flesch_douma("Ik ga naar mijn werk. Dat is nog ver weg.")


def test_office_dutch_scores_under_seventy() -> None:
    """The measure tells hard from easy."""
    hard = flesch_douma(
        "De begeleidingsorganisatie inventariseert periodiek uw individuele participatiemogelijkheden binnen arbeidsgerelateerde omstandigheden."
    )
    assert hard is not None
    assert hard < 70
