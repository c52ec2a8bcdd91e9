"""Who says what the answer before must be is understood in one go; words that only look like it are left alone."""

from __future__ import annotations

import pytest

from bot.nlu.earlier import MOST_CHARACTERS, meant_before

GEZEGD = {
    "Mijn vorige antwoord was fout, ik bedoel donderdag": "donderdag",
    "nee wacht, bij de vorige: donderdag": "donderdag",
    "oeps ik bedoelde thuis bij de vorige vraag": "thuis",
    "mijn vorige antwoord klopt niet, moest donderdag zijn": "donderdag",
    "het vorige antwoord is verkeerd. ik wou met de fiets": "met de fiets",
    "vorige vraag fout: 12 uur": "12 uur",
    "vorige antw verkeerd, 12 uur": "12 uur",
    "sorry bij de vorige vraag moest het twee ochtenden zijn": "twee ochtenden",
    "bij de vorige: in een kas": "in een kas",
    "mijn laatste antwoord moet de bus zijn": "de bus",
    "oei ik bedoelde Jan bij de vorige": "Jan",
    "bij het laatste antwoord bedoelde ik rust": "rust",
    "verander mijn vorige antwoord in donderdag": "donderdag",
    "ik wil mijn vorige antwoord veranderen naar een half uur": "een half uur",
    "ik zei net dinsdag maar ik bedoel donderdag": "donderdag",
    "daarnet zei ik de fiets, moet de bus zijn": "de bus",
    "wat ik net typte was fout, ik bedoel drie dagen": "drie dagen",
    "nee bij vorige vraag donderdag": "donderdag",
    "mn vorige antwoord was niet goed, het moet zijn in de middag": "in de middag",
    "mijn vorrige antwoord was fout ik bedoelde zes uur": "zes uur",
    "de vraag hiervoor: ik bedoel alleen maandag": "alleen maandag",
    "oeps, de vorige vraag, dat moet woensdag zijn": "woensdag",
    "foutje bij de vorige, ik bedoelde vrijdag": "vrijdag",
}
NIETS_GEZEGD = (
    "mijn vorige antwoord was fout",
    "ik wil mijn vorige antwoord veranderen",
    "mag ik het vorige antwoord aanpassen?",
    "wat was mijn vorige antwoord",
    "mijn vorige antwoord moet anders",
    "de vorige vraag snap ik niet",
    "bij de vorige vraag: wat bedoel je daarmee?",
    "mijn vorige baas was fout, ik bedoel hij schreeuwde",
    "bij mijn vorige werk was het donderdag druk",
    "mijn laatste baan was in een kas",
    "vorige week was het beter",
    "dinsdag nee ik bedoel donderdag",
    "nee donderdag",
    "ik bedoel donderdag",
    "oeps dat was fout",
    "bij de vorige baas moest het altijd snel zijn",
    "ik zei net tegen mijn man dat ik moe ben",
    "de laatste tijd gaat het niet goed",
    "het laatste wat ik wil is in een kantoor zitten",
    "nee wacht even",
    "mijn antwoord is donderdag",
    "ik kreeg geen antwoord op mijn vorige vraag",
    "x" * (MOST_CHARACTERS + 1),
    "",
)


@pytest.mark.parametrize(("tekst", "nieuw"), GEZEGD.items())
def test_what_the_answer_before_must_be_is_read_in_the_own_words(tekst: str, nieuw: str) -> None:
    """Without the part that only says that it was wrong."""
    assert nieuw == meant_before(tekst)


@pytest.mark.parametrize("tekst", NIETS_GEZEGD)
def test_words_that_tell_no_new_answer_give_none(tekst: str) -> None:
    """A wish without its content, a question, another life than this talk, or a correction of the same message."""
    assert "" == meant_before(tekst)
