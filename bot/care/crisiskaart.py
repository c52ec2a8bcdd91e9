"""Crisiskaart: is there one, how old is it, where does it lie, who has it. It refers; it never makes one and never asks what is on it.

Content: DIALOGUES 6 (older than 18 months: suggest renewing), AWVN matrix notes 11 and 14 (what it is for), 69 to 71 (the people on it
have agreed and are reachable). Whom to ask stands in the knowledge base, with source and date: subject `crisiskaart`.
"""

from __future__ import annotations

from datetime import date

from bot.care import samenvatting
from bot.care.antwoorden import Antwoorden, laat_vervallen
from bot.care.beurt import Beurt, Zin
from bot.care.contact import doorgegeven, leg_vast
from bot.care.knowledge.answer import answer
from bot.care.teksten import tekst
from bot.care.tussendoor import DOELGROEP, kennis
from bot.care.vragenlijst import Dialoog, Vraag
from bot.nlu.past import Period, earlier, in_words, period_in

NAAM = "crisiskaart"
MAANDEN_GELDIG = 18


def _heeft(antwoorden: Antwoorden) -> bool:
    return "heeft" in antwoorden and antwoorden["heeft"].koos("ja")


def _heeft_niet(antwoorden: Antwoorden) -> bool:
    return "heeft" in antwoorden and not antwoorden["heeft"].koos("ja") and antwoorden["heeft"].waarde.soort != "overgeslagen"


def _grens(antwoorden: Antwoorden) -> date:
    """Before this day a card is old, seen from the day it was told."""
    return earlier(antwoorden["heeft"].datum.date(), MAANDEN_GELDIG)


def _begrepen(antwoorden: Antwoorden) -> Period | None:
    """The period in the client's words, seen from the day they were said."""
    gegeven = antwoorden.get("wanneer")
    return period_in(gegeven.woorden, gegeven.datum.date()) if gegeven is not None and gegeven.waarde.soort == "tekst" else None


def _bevestigd(antwoorden: Antwoorden) -> Period | None:
    return None if "wanneer_klopt" in antwoorden and antwoorden["wanneer_klopt"].koos("nee") else _begrepen(antwoorden)


def _uit_woorden(antwoorden: Antwoorden) -> bool | None:
    """Whether the card is old, as far as the words tell; None when they do not."""
    periode = _bevestigd(antwoorden)
    if periode is None:
        return None
    return True if periode.tot <= _grens(antwoorden) else False if periode.van >= _grens(antwoorden) else None


def is_oud(antwoorden: Antwoorden) -> bool | None:
    """Older than 18 months; None when the client does not know."""
    gegeven = antwoorden.get("periode")
    if gegeven is not None and gegeven.koos("langer", "korter"):
        return gegeven.koos("langer")
    return _uit_woorden(antwoorden)


def _moet_kiezen(antwoorden: Antwoorden) -> bool:
    return _heeft(antwoorden) and "wanneer" in antwoorden and _uit_woorden(antwoorden) is None


def _stel_klopt(antwoorden: Antwoorden) -> Zin:
    periode = _begrepen(antwoorden)
    return Zin(f"utter_{NAAM}_wanneer_klopt", {"periode": in_words(periode) if periode else ""})


def _stel_periode(antwoorden: Antwoorden) -> Zin:
    grens = _grens(antwoorden)
    return Zin(f"utter_{NAAM}_periode", {"maand": in_words(Period(grens.replace(day=1), grens.replace(day=2)))})


VRAGEN = (
    Vraag("heeft", "kaart", open=False),
    Vraag("wanneer", "kaart", nodig=_heeft),
    Vraag(
        "wanneer_klopt",
        "kaart",
        nodig=lambda antwoorden: _heeft(antwoorden) and _begrepen(antwoorden) is not None,
        open=False,
        inhoud=False,
        stel=_stel_klopt,
    ),
    Vraag("periode", "kaart", nodig=_moet_kiezen, open=False, stel=_stel_periode),
    Vraag("waar", "plek", nodig=_heeft),
    Vraag("wie_heeft", "plek", nodig=_heeft),
    Vraag(
        "hulp_vraag",
        "hulp",
        nodig=lambda antwoorden: _heeft_niet(antwoorden) or (_heeft(antwoorden) and "wanneer" in antwoorden and is_oud(antwoorden) is not False),
        open=False,
        inhoud=False,
        geeft_door=True,
    ),
)
ONDERWERPEN = ("kaart", "plek")


def _verwijs(beurt: Beurt) -> Zin:
    """Whom to ask, from the knowledge base: with source and the day it was checked."""
    found = answer(kennis().subjects[NAAM], DOELGROEP, beurt.now.date())
    bron = found.bronnen[-1].titel
    return Zin(f"utter_{NAAM}_verwijzing", {"contact": found.contact, "bron": bron, "nagekeken": f"{found.nagekeken:%d-%m-%Y}"})


async def _na(beurt: Beurt, vraag: Vraag, antwoorden: Antwoorden) -> list[Zin]:
    """Explain, refer, or ask the begeleider; what was confirmed lapses when the date is told anew."""
    if vraag.id == "heeft" and _heeft_niet(antwoorden):
        return [Zin(f"utter_{NAAM}_wat_het_is"), _verwijs(beurt)]
    if vraag.id == "wanneer":
        await laat_vervallen(beurt, NAAM, ("wanneer_klopt", "periode"))
        return []
    if vraag.id == "hulp_vraag" and antwoorden[vraag.id].koos("ja"):
        await leg_vast(beurt, "vraag", tekst(f"utter_{NAAM}_vraag_door").tekst)
        return [Zin(*await doorgegeven(beurt, f"utter_{NAAM}_doorgegeven"))]
    return _over_leeftijd(beurt, vraag, antwoorden)


def _over_leeftijd(beurt: Beurt, vraag: Vraag, antwoorden: Antwoorden) -> list[Zin]:
    """Once it is clear how old the card is, or clear that the client does not know."""
    if vraag.id not in ("wanneer_klopt", "periode") or (_moet_kiezen(antwoorden) and "periode" not in antwoorden):
        return []
    oud = is_oud(antwoorden)
    if oud is False:
        return [Zin(f"utter_{NAAM}_nieuw_genoeg")]
    return [Zin(f"utter_{NAAM}_vernieuwen" if oud else f"utter_{NAAM}_leeftijd_onbekend"), _verwijs(beurt)]


CRISISKAART = Dialoog(
    naam=NAAM,
    onderwerpen=(*ONDERWERPEN, "hulp", samenvatting.ONDERWERP),
    vragen=(*VRAGEN, *samenvatting.vragen(NAAM, ONDERWERPEN, VRAGEN)),
    helft="plek",
    na=_na,
    klaar=samenvatting.afsluiting(NAAM, ONDERWERPEN, VRAGEN),
)
