"""What takes back a no to the direct question, and what only sounds like it; what says that danger was not meant."""

from __future__ import annotations

import pytest

from bot.nlu.safety import meant_otherwise, takes_back_no
from bot.nlu.safety.answers import Asked

YES_AFTER_ALL = (
    "het antwoord was eigenlijk ja",
    "ik denk er eigenlijk toch wel aan",
    "het antwoord moet ja zijn",
    "mijn antwoord is toch ja",
    "ik had ja moeten zeggen",
    "ik had geen nee moeten zeggen",
    "ik had eigenlijk ja willen zeggen",
    "ik bedoelde ja",
    "ik bedoelde eigenlijk wel ja",
    "ik zei nee maar ik bedoelde ja",
    "ik wil mijn antwoord veranderen in ja",
    "ik denk er toch aan",
    "ik denk er wel aan",
    "soms denk ik er toch aan",
    "eerlijk gezegd denk ik er wel eens aan",
    "ik denk er eigenlijk elke dag aan",
    "die gedachten heb ik wel",
    "ik heb die gedachten toch wel",
    "het zit wel in mijn hoofd",
    "niet nee maar ja",
    "ik heb net nee gezegd maar het is ja",
    "had ja moeten zijn",
    "moest ja zijn",
)
TAKEN_BACK = (
    "eerlijk gezegd klopte dat nee niet",
    "ik heb net gelogen",
    "ik zei nee maar dat is niet waar",
    "die nee was niet waar",
    "mijn nee was niet eerlijk",
    "dat nee van net klopt niet",
    "dat nee meende ik niet",
    "wat ik net zei klopt niet",
    "wat ik zonet zei was niet waar",
    "mijn antwoord was niet eerlijk",
    "mijn antwoord was gelogen",
    "ik loog net",
    "sorry ik loog",
    "ik heb gelogen over die vraag",
    "ik was niet eerlijk",
    "ik ben niet eerlijk geweest",
    "ik was net niet helemaal eerlijk",
    "ik heb niet de waarheid gezegd",
    "ik heb de waarheid niet verteld",
    "ik zei nee maar het is wel zo",
    "ik zei nee omdat ik me schaamde",
    "ik zei nee omdat ik bang was",
    "ik durfde geen ja te zeggen",
    "ik durfde het niet te zeggen",
    "ik durfde niet eerlijk te zijn",
    "ik neem dat nee terug",
    "ik neem mijn antwoord terug",
    "mag ik mijn antwoord terugnemen",
    "het speelt toch wel",
    "dat van net was niet waar",
    "dat was een leugen",
    "dat was niet waar",
    "dat was niet eerlijk van mij",
    "ik jokte",
    "ik zei maar wat",
    "ik zei nee maar ik weet het niet zeker",
    "nee klopt niet",
    "dat nee.. nie waar",
    "nee was gelogen",
    "sorry die nee was niet eerlijk van me",
    "ik heb nee gezegd maar dat klopt niet",
)
ONLY_AT_ONCE = (
    "toch ja",
    "toch wel",
    "nee toch wel",
    "eigenlijk wel",
    "eigenlijk ja",
    "eigenlijk toch ja",
    "ja toch wel",
    "wel dus",
    "ik wil het toch wel",
)
SOMETHING_ELSE = (
    "toch ja, dinsdag kan ook",
    "nee klopt niet, ik bedoelde bakker",
    "toch wel maandag",
    "ik denk eraan om kok te worden",
    "ik denk er nog over na",
    "dat klopt niet, ik werkte 20 uur",
    "mijn antwoord klopt niet, het is 3 dagen",
    "het antwoord was fout, ik bedoel donderdag",
    "ik bedoelde dinsdag",
    "eigenlijk wel met mensen",
    "toch wel in de tuin",
    "eigenlijk wil ik buiten werken",
    "ja dat klopt",
    "ja",
    "nee",
    "ik wil mijn antwoord veranderen",
    "ik wil mijn antwoord over reizen veranderen",
    "mijn collega heeft gelogen",
    "mijn baas was niet eerlijk",
    "hij zei nee maar dat is niet waar",
    "ik durfde het niet te zeggen tegen mijn baas",
    "ik ben eerlijk",
    "ik vind eerlijk zijn belangrijk",
    "dat was niet leuk",
    "de uitkering klopt niet",
    "ik denk aan werken in een winkel",
    "ik denk wel aan drie dagen",
    "het lukt toch wel",
    "ik wil het toch wel proberen met werken",
    "ik wil toch wel drie dagen werken",
    "toch liever de ochtend",
    "dat wil ik toch wel",
    "ik zei nee tegen die baan",
    "ik heb nee gezegd tegen mijn chef",
    "ik durfde geen nee te zeggen op mijn werk",
    "mijn vorige antwoord klopt niet, ik bedoel de ochtend",
    "ik zei maandag maar dat is niet waar, het is dinsdag",
    "wat ik net zei klopt niet, ik heb wel een rijbewijs",
    "ja toch wel een beetje druk",
    "soms denk ik er aan om te stoppen met werken",
    "ik denk er wel aan om het te zeggen tegen mijn baas",
    "ik was niet helemaal eerlijk op mijn werk",
    "ik zit er helemaal",
    "dat is er",
    "ik loop er elke dag langs",
    "ik denk er nog aan om te bellen",
)
NOT_MEANT = (
    "nee ik bedoelde stoppen met dit gesprek",
    "dat bedoelde ik niet zo",
    "zo bedoelde ik het niet",
    "zo bedoel ik het helemaal niet",
    "nee dat bedoel ik niet",
    "ik bedoelde iets anders",
    "ik bedoelde dat ik wil stoppen",
    "ik bedoelde alleen dat ik moe ben",
    "het was niet zo bedoeld",
    "dat was niet letterlijk bedoeld",
    "het is een misverstand",
    "vals alarm hoor",
    "je begrijpt me verkeerd",
    "je hebt me verkeerd begrepen",
    "dit begrijp je verkeerd",
    "er is niks aan de hand",
    "er is echt niets aan de hand",
    "het gaat goed met me",
    "zo erg is het niet",
    "ik ben niet suïcidaal",
    "ik denk niet aan zelfdoding",
    "ik wil helemaal niet dood",
    "dat was een grapje",
    "ik ga mezelf niks aandoen",
)
NOT_TAKEN_BACK = (
    "ik bedoelde ja",
    "ik bedoel het echt",
    "ik bedoelde het serieus",
    "nee",
    "nee ik wil niet bellen",
    "ik wil niet bellen met mijn begeleider",
    "het gaat slecht",
    "niemand begrijpt me",
    "hij begrijpt het niet",
    "kan ik gewoon verder",
    "ik wil stoppen",
    "het gaat niet goed met me",
    "wat bedoel je",
    "ik ben niet veilig",
    "het heeft geen zin",
    "ik wil met iemand praten",
)


@pytest.mark.parametrize("text", YES_AFTER_ALL)
def test_it_was_yes_after_all(text: str) -> None:
    """That counts as yes, also some messages later."""
    assert "ja" == takes_back_no(text, "zelfdoding", first=False)


@pytest.mark.parametrize("text", TAKEN_BACK)
def test_the_no_does_not_stand(text: str) -> None:
    """Not true, not honest, not dared: the question is asked again."""
    assert "vraag" == takes_back_no(text, "zelfdoding", first=False)


@pytest.mark.parametrize("text", ONLY_AT_ONCE)
def test_bare_words_take_back_only_at_once(text: str) -> None:
    """Later they answer another question."""
    assert ("vraag", "") == (takes_back_no(text, "zelfdoding", first=True), takes_back_no(text, "zelfdoding", first=False))


@pytest.mark.parametrize("text", SOMETHING_ELSE)
def test_what_is_about_something_else_takes_nothing_back(text: str) -> None:
    """Corrections of other answers, and what is told of work or of others, also right after the no."""
    assert "" == takes_back_no(text, "zelfdoding", first=True)


@pytest.mark.parametrize("asked", ["neuro", "gevaar"])
def test_thoughts_are_a_yes_only_to_the_question_about_them(asked: Asked) -> None:
    """ "Ik denk eraan" says nothing about an attack."""
    assert "" == takes_back_no("ik denk eraan", asked, first=False)
    assert "vraag" == takes_back_no("ik heb net gelogen", asked, first=False)


@pytest.mark.parametrize("text", NOT_MEANT)
def test_danger_that_was_not_meant(text: str) -> None:
    """Misread, a way of speaking, or not so."""
    assert meant_otherwise(text)


@pytest.mark.parametrize("text", NOT_TAKEN_BACK)
def test_what_does_not_say_that_it_was_not_meant(text: str) -> None:
    """Wishes, despair and what confirms the danger."""
    assert not meant_otherwise(text)
