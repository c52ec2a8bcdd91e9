"""A wish about sharing, in words: it leads in one step to the pages where sharing is read and changed. Source: DIALOGUES 6, AVG art. 7(3).

Nothing is changed by the words themselves: what is shared, and with which checks, is chosen where it can be read. Only a question about sharing that
is open takes a no as its answer.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from bot.care.begrip import NEE
from bot.care.beurt import Beurt, Zin
from bot.care.contact import TEKST, VRAAG, WOORDEN, naam_begeleider
from bot.care.dialogen import DIALOGEN
from bot.nlu.sharing import Wish, wish_about_sharing, wish_in_a_sentence

# The questions that are about sharing themselves: by dialogue, and those of every summary.
OVER_DELEN = {"signaalcheck": ("lezen", "lezen_woorden", "melden"), "energielijst": ("lezen",)}
PER_REGEL = "delen_"
# Here one speaks of what others may know, and names the begeleider when that person is meant.
OVER_VERTELLEN, VOOR_MIJZELF = "openheid", "niet"
# In these interludes words are a message, or the name of a topic.
VAN_WOORDEN = frozenset({VRAAG, TEKST, WOORDEN, "wijzig"})


def _gevraagd(stand: Mapping[str, Any]) -> str:
    dialoog, vraag = DIALOGEN.get(stand.get("dialoog", "")), str(stand.get("gevraagd", ""))
    return vraag if dialoog is not None and dialoog.heeft(vraag) else ""


def _over_delen(stand: Mapping[str, Any]) -> bool:
    """Whether the question that is open is about sharing itself."""
    vraag = _gevraagd(stand)
    return (
        not stand.get("tussen") and not stand.get("rust") and (vraag.startswith(PER_REGEL) or vraag in OVER_DELEN.get(stand.get("dialoog", ""), ()))
    )


def nee(stand: Mapping[str, Any], tekst: str, naam: str, aangeboden: tuple[str, ...]) -> tuple[str, ...]:
    """The choice that a wish not to share is, at a question about sharing: its no. A yes is never read from such words."""
    wens = wish_about_sharing(tekst, naam) if _over_delen(stand) else None
    return next(((keuze,) for keuze in aangeboden if keuze in NEE), ()) if wens in (Wish.NIET, Wish.NIET_MEER, Wish.KAAL) else ()


def is_wens(stand: Mapping[str, Any], tekst: str, naam: str, *, als_antwoord: bool) -> bool:
    """Whether these words are a wish about sharing and nothing else. als_antwoord: words count as an answer to what is open."""
    wens = wish_about_sharing(tekst, naam)
    if wens is None and not als_antwoord:
        wens = wish_in_a_sentence(tekst, naam)
    return _geldt(stand, wens)


def _geldt(stand: Mapping[str, Any], wens: Wish | None) -> bool:
    vraag = _gevraagd(stand)
    if wens is None or _over_delen(stand) or stand.get("tussen") in VAN_WOORDEN:
        return False
    if wens is Wish.KAAL:  # at a question it says: that I do not want to tell
        return not vraag
    return wens is Wish.NIET or not (vraag and (stand.get("dialoog") == OVER_VERTELLEN or vraag == VOOR_MIJZELF))


async def zin(beurt: Beurt) -> Zin:
    """Where sharing is read and changed."""
    return Zin("utter_gedeeld_delen_kiezen", {"begeleider": await naam_begeleider(beurt)})


async def beantwoord(beurt: Beurt) -> list[Zin]:
    """What is said to such a wish; empty when the words are none."""
    naam = await naam_begeleider(beurt)
    is_een = not beurt.invoer.keuzes and is_wens(beurt.stand, beurt.invoer.tekst, naam, als_antwoord=False)
    return [await zin(beurt)] if is_een else []


async def bij_antwoord(beurt: Beurt) -> list[Zin]:
    """Beside an answer in own words that holds such a wish in one of its sentences."""
    if beurt.invoer.keuzes:
        return []
    return [await zin(beurt)] if _geldt(beurt.stand, wish_in_a_sentence(beurt.invoer.tekst, await naam_begeleider(beurt))) else []
