"""What the client said before, for who asks: the last answers, or those about the subject that was named. Who forgets a lot asks this a lot."""

from __future__ import annotations

from sqlalchemy import select

from bot.care import gesprek, wijzigwens
from bot.care.antwoorden import Antwoorden, Gegeven
from bot.care.beurt import Beurt, Zin
from bot.care.dialogen import DIALOGEN
from bot.care.naasten import VAN_NAASTE
from bot.care.samenvatting import regel, titel
from bot.care.vragenlijst import Dialoog, alles
from bot.models.tables import Antwoord
from bot.nlu.recall import recall_in

LAATSTE = 3


async def beantwoord(beurt: Beurt) -> list[Zin]:
    """What the client said, as lines of the dialogue that is open or was last; empty when that was not asked."""
    gevraagd = recall_in(beurt.invoer.tekst) if not beurt.invoer.keuzes else None
    dialoog = gesprek.open_dialoog(beurt) or await _laatst_gedaan(beurt) if gevraagd is not None else None
    if gevraagd is None or dialoog is None:
        return []
    antwoorden = await alles(beurt, dialoog)
    onderwerpen = wijzigwens.onderwerpen_in(dialoog, gevraagd.over)[:1]
    regels = _over(dialoog, antwoorden, onderwerpen[0]) if onderwerpen else _laatste(dialoog, antwoorden)
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


def _laatste(dialoog: Dialoog, antwoorden: Antwoorden) -> tuple[str, ...]:
    """The last answers, the latest first. One message may have answered several questions: then it is one answer."""
    gegeven = [one for onderwerp in dialoog.onderwerpen for one in dialoog.gegeven(antwoorden, onderwerp)]
    per_beurt: dict[int, Gegeven] = {}
    for one in gegeven:
        per_beurt.setdefault(one.seq, one)
    regels = []
    for seq in sorted(per_beurt, reverse=True):
        one = per_beurt[seq]
        if gezegd := regel(dialoog.naam, [one]):
            regels.append(f"{titel(dialoog.naam, dialoog.vraag(one.vraag).onderwerp)}. {gezegd}")
    return tuple(regels[:LAATSTE])
