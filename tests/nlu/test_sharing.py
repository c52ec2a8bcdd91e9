"""Wishes about sharing in words: forty ways to say them, and as many sentences that only sound like it."""

from __future__ import annotations

import pytest

from bot.nlu.sharing import Wish, wish_about_sharing, wish_in_a_sentence

NAAM = "Bea Bakker"
NIET = (
    "bea mag niet meer meelezen",
    "ik wil dat bea niet meer leest",
    "ik wil niet dat bea meeleest",
    "k wil ni meer da bea meeleest",
    "mijn begeleider mag mijn checks niet meer lezen",
    "mijn coach hoeft dit niet meer te zien",
    "nee bea moet dat niet meer zien",
    "bea mag mijn woorden niet lezen",
    "laat bea niet meer meekijken",
    "bea niet meer laten meelezen",
    "ik wil liever niet meer dat mijn begeleidster dit leest",
    "deel niks meer met bea",
    "ik wil niks meer delen met mijn jobcoach",
    "mijn checks niet meer delen met bea",
    "ik wil mijn antwoorden niet meer delen",
    "ik wil mijn toestemming intrekken",
    "ik trek mijn toestemming in",
    "hoe kan ik mijn toestemming intrekken?",
    "waar trek ik mijn toestemming in?",
    "stop met delen",
    "ik wil stoppen met delen",
    "hoe stop ik met delen",
    "delen uitzetten",
    "zet het delen uit",
    "BEA MAG NIET MEER LEZEN!!",
)
NIET_MEER = ("ik wil niet meer delen", "niet meer delen aub", "niks meer delen", "ik wou niet langer delen", "hoi ik wil nie meer delen")
ANDERS = (
    "afspraken veranderen",
    "ik wil mijn afspraken wijzigen",
    "ik wil de afspraken aanpassen",
    "wijzig mijn afspraken",
    "kan ik veranderen wat bea leest",
    "ik wil veranderen wat mijn begeleider ziet",
    "ik wil aanpassen wie er meeleest",
    "bea mag het nu wel lezen",
    "ik wil toch weer delen",
    "waar kan ik kiezen wat ik deel",
)
KAAL = ("ik wil niet delen", "ik wil dit niet delen", "liever niet delen", "dat wil ik niet delen")
GEEN = (
    "ik wil mijn ervaring delen met anderen",
    "ik deel een kamer op kantoor",
    "mijn baas mag dit niet lezen",
    "mijn collega's hoeven het niet te weten",
    "ik kan niet meer lezen door mijn ogen",
    "ik wil niet meer lezen",
    "mijn man mag niet meer meelezen",
    "wie leest dit",
    "kan bea dit lezen",
    "leest bea mee",
    "bea leest mijn brief",
    "wat ziet mijn begeleider",
    "ik wil een afspraak met bea",
    "ik wil mijn afspraak verzetten",
    "afspraak veranderen naar donderdag",
    "ik wil een antwoord veranderen",
    "ik kan geen kamer delen met anderen",
    "ik wil niet meer werken",
    "ik moet van bea meer lezen",
    "stop",
    "ik wil stoppen met dit gesprek",
    "ik vind het moeilijk om te delen wat ik voel",
    "ik weet niet of bea dit leest",
    "mijn begeleider weet niet hoe moe ik ben",
    "ik zou bea vaker willen zien",
    "bea kan ik niet vaak zien",
    "mijn begeleider is niet te bereiken",
    "ik zie bea niet meer",
    "mijn afspraken vergeet ik steeds",
    "nieuwe afspraken op het werk",
    "als afspraken veranderen raak ik in de war",
    "vaste afspraken helpen mij",
    "bea heeft mij niet gezien gisteren",
    "ik krijg mijn lijst niet af",
)


KINDS = {Wish.NIET: NIET, Wish.NIET_MEER: NIET_MEER, Wish.ANDERS: ANDERS, Wish.KAAL: KAAL, None: GEEN}


@pytest.mark.parametrize(("text", "wish"), [(text, wish) for wish, texts in KINDS.items() for text in texts])
def test_a_wish_about_sharing_is_told_from_what_sounds_like_it(text: str, wish: Wish | None) -> None:
    """Dutch and Flemish, short and polite, by name and by role; not of others, of questions, of appointments or of reading itself."""
    assert wish is wish_about_sharing(text, NAAM)


def test_another_first_name_is_somebody_else_and_without_a_name_the_role_counts() -> None:
    """Only the own begeleider shares in this."""
    assert wish_about_sharing("bea mag niet meer meelezen", "Anna Smit") is None
    assert Wish.NIET is wish_about_sharing("mijn begeleider mag niet meer meelezen", "")


def test_in_a_story_only_a_sentence_of_its_own_counts() -> None:
    """And a long text costs no time."""
    assert Wish.NIET is wish_in_a_sentence("Op het werk ging het slecht. Bea mag dit niet lezen. Tot dan.", NAAM)
    assert wish_in_a_sentence("Op het werk ging het slecht en ik sliep niet.", NAAM) is None
    assert wish_about_sharing("ik wil niet " * 3000, NAAM) is None
