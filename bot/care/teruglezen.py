"""What the client said before, for who asks: all of this dialogue in short lines, the last of it, or what was said about the subject that was named.

Who forgets a lot asks this a lot.
"""

from __future__ import annotations

import re
from dataclasses import replace

from sqlalchemy import select

from bot.care import gesprek, wijzigwens
from bot.care.antwoorden import Antwoorden
from bot.care.beurt import Beurt, Zin
from bot.care.dialogen import DIALOGEN
from bot.care.naasten import VAN_NAASTE
from bot.care.samenvatting import regel, titel
from bot.care.vragenlijst import Dialoog, alles
from bot.models.tables import Antwoord
from bot.nlu.recall import recall_in

MEESTE_WOORDEN, LAATSTE = 12, 3
# More than these is too much to read at once; the last three always stand there.
MEESTE_REGELS, WOORDEN_PER_BEURT = 5, 60
_NET = re.compile(r"\b(?:net|daarnet|zonet|zojuist|daarstraks|juist|laatst\w*|pas)\b")


async def beantwoord(beurt: Beurt) -> list[Zin]:
    """What the client said, as lines of the dialogue that is open or was last; empty when that was not asked."""
    gevraagd = recall_in(beurt.invoer.tekst) if not beurt.invoer.keuzes else None
    dialoog = gesprek.open_dialoog(beurt) or await _laatst_gedaan(beurt) if gevraagd is not None else None
    if gevraagd is None or dialoog is None:
        return []
    antwoorden = await alles(beurt, dialoog)
    onderwerpen = wijzigwens.onderwerpen_in(dialoog, gevraagd.over)[:1]
    regels = _over(dialoog, antwoorden, onderwerpen[0]) if onderwerpen else _alles(dialoog, antwoorden)
    kort = _laatste(regels)
    if not onderwerpen and _NET.search(beurt.invoer.tekst.casefold()):
        regels = regels[:LAATSTE]
    elif kort != regels:
        return [Zin("utter_gedeeld_wat_ik_zei_laatst", blokken=kort)]
    if regels:
        return [Zin("utter_gedeeld_wat_ik_zei", blokken=regels)]
    if onderwerpen:
        return [Zin("utter_gedeeld_niets_gezegd", {"onderwerp": titel(dialoog.naam, onderwerpen[0])})]
    return [Zin("utter_gedeeld_nog_niets_gezegd")]


async def _laatst_gedaan(beurt: Beurt) -> Dialoog | None:
    """The dialogue of the client's last answer; those of a naaste are not the client's words."""
    van_client = (Antwoord.client_id == beurt.client_id, Antwoord.geldig, Antwoord.dialoog != VAN_NAASTE)
    naam = await beurt.session.scalar(select(Antwoord.dialoog).where(*van_client).order_by(Antwoord.id.desc()).limit(1))
    return DIALOGEN.get(naam or "")


def _over(dialoog: Dialoog, antwoorden: Antwoorden, onderwerp: str) -> tuple[str, ...]:
    gezegd = regel(dialoog.naam, dialoog.gegeven(antwoorden, onderwerp))
    return (f"{titel(dialoog.naam, onderwerp)}. {gezegd}",) if gezegd else ()


def _alles(dialoog: Dialoog, antwoorden: Antwoorden) -> tuple[str, ...]:
    """All that was said, a short line a topic, the latest first."""
    gezegd = {onderwerp: dialoog.gegeven(antwoorden, onderwerp) for onderwerp in dialoog.onderwerpen}
    volgorde = sorted((onderwerp for onderwerp in gezegd if gezegd[onderwerp]), key=lambda one: -max(given.seq for given in gezegd[one]))
    regels = {onderwerp: regel(dialoog.naam, [replace(given, woorden=_kort(given.woorden)) for given in gezegd[onderwerp]]) for onderwerp in volgorde}
    return tuple(f"{titel(dialoog.naam, onderwerp)}. {woorden}" for onderwerp, woorden in regels.items() if woorden)


def _laatste(regels: tuple[str, ...]) -> tuple[str, ...]:
    """The first of these lines that are not too much to read at once."""
    aantal = min(LAATSTE, len(regels))
    while aantal < min(len(regels), MEESTE_REGELS) and len(" ".join(regels[: aantal + 1]).split()) <= WOORDEN_PER_BEURT:
        aantal += 1
    return regels[:aantal]


def _kort(woorden: str) -> str:
    """The first words of a long answer; the whole of it stands on the client's own page."""
    delen = woorden.split()
    return woorden if len(delen) <= MEESTE_WOORDEN else " ".join(delen[:MEESTE_WOORDEN]) + " …"
