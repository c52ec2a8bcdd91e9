"""What a stroke of long ago left behind is no stroke now; what is new, back, or worse beside it still is, and doubt is asked."""

from __future__ import annotations

import pytest

from bot.nlu.safety import assess, left_behind

OLD = (
    "zijn mond staat scheef sinds zijn beroerte van 3 jaar terug",
    "haar mondhoek hangt al jaren, overgehouden aan haar cva",
    "mijn linkerarm is verlamd sinds het ongeluk in 2016",
    "ik heb er een scheve mond aan overgehouden",
    "mn gezicht hangt links scheef, al 4 jaar zo",
    "mond scheef sinds infarct 2019",
    "scheef gezicht overgehouden aan herseninfarct",
    "mijn rechterhand is al jaren gevoelloos",
    "rechterbeen slap sinds de hersenbloeding van zes jaar geleden",
    "mijn arm doet al vijf jaar niks meer",
    "al van in 2018 hangt mijnen mond scheef",
    "mijn been is doof sinds mijn tia van jaren terug",
    "de helft van mijn gezichtsveld is weg sinds mijn cva",
    "door mijn beroerte hangt mijn mond een beetje",
    "zijn linkerarm is sinds jaren verlamd",
    "mn hand voelt doof, restverschijnsel van mn infarct",
    "onze medewerker heeft een scheve mond overgehouden aan een beroerte",
    "mijn moeder haar gezicht staat scheef sinds haar beroerte 10 jaar geleden",
    "mijn collega heeft sinds zijn beroerte in 2020 een scheef gezicht",
    "praten lukt niet meer goed sinds mijn infarct van jaren geleden",
    "vroeger hing mijn mond scheef",
    "drie jaar geleden kreeg ik een scheve mond, nu is dat hersteld",
    "mn mond hngt scheef sinds mn beroerte van 4 jr geleden",
)
NEW = (
    "zijn mond staat scheef sinds vanmorgen, 3 jaar terug had hij een beroerte",
    "mijn mondhoek hangt opeens weer, dat had ik jaren geleden ook",
    "al jaren een scheve mond maar vandaag is het erger dan anders",
    "mijn linkerarm is al jaren slap en nu mijn rechterarm ook",
    "mijn arm was al verlamd sinds het ongeluk maar sinds vanochtend doet mijn been het ook niet",
    "mn gezicht hangt nu ook rechts, links was al sinds mn cva",
    "mijn mond hangt al jaren scheef, sinds een uur veel erger",
    "mijn linkerhand is al jaren gevoelloos maar nu ook mijn mond",
    "mijn hand is slapper dan anders",
    "mond scheef, 3 jaar geleden beroerte gehad",
    "mijn mond hangt scheef en ik heb vroeger een beroerte gehad",
    "gezicht trekt scheef, zelfde als bij beroerte jaren terug",
    "het gezicht van mijn collega hangt scheef, hij heeft in 2018 een beroerte gehad",
    "ineens is mijn arm weer slap, zoals 3 jaar geleden",
    "sinds daarstraks hangt mijnen mond scheef, ik heb 5 jaar geleden een beroerte gehad",
    "mijn been is al jaren lam maar vannacht is mijn arm ook uitgevallen",
    "mijn mond hangt schever dan normaal",
    "al jaren wazig zicht sinds mijn cva maar plots zie ik dubbel",
    "mijn arm is opnieuw verlamd, net als na mijn beroerte van 4 jaar terug",
    "haar arm is verlamd overgehouden aan haar beroerte maar nu hangt haar mond ook",
    "sinds gisteren praat hij onduidelijk, beroerte gehad 2 jaar geleden",
    "mijn mond hngt scheef sins vanmrgen, had 3 jr trug beroerte",
    "mijn linkerarm doet het opeens niet, al jaren geleden had ik een beroerte",
    "ik heb drie jaar geleden een beroerte gehad en mijn mond hangt nog steeds",
    "het gezicht van mijn collega hangt scheef",
)


@pytest.mark.parametrize("text", OLD)
def test_what_the_text_dates_long_ago_is_no_emergency(text: str) -> None:
    """A sign with its date, or told as left behind, is read as old."""
    assert "geen" == assess(text).niveau


@pytest.mark.parametrize("text", NEW)
def test_what_is_new_beside_it_is_asked_or_answered(text: str) -> None:
    """Sudden, since today, spreading, back or worse: never passed over, however long ago the first stroke was."""
    verdict = assess(text)
    assert (True, "neuro") == (verdict.niveau in ("rood", "vraag"), verdict.soort)


@pytest.mark.parametrize("text", NEW)
def test_nothing_new_is_called_left_behind(text: str) -> None:
    """Who shows helplines beside the guard does not take such a sign for an old one either."""
    assert not left_behind(text)


@pytest.mark.parametrize("text", [text for text in OLD if "mond" in text or "gezicht" in text])
def test_an_old_face_is_left_behind(text: str) -> None:
    """A face that hangs since a dated stroke is what it left behind."""
    assert left_behind(text)


@pytest.mark.parametrize("text", ["", "mijn gezicht is moe", "zijn mond valt open van verbazing", "hij kreeg een scheve mond"])
def test_without_an_old_sign_nothing_is_left_behind(text: str) -> None:
    """No sign at all, or one without a date, is not called old."""
    assert not left_behind(text)
