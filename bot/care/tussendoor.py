"""A question in between: answered from the knowledge base in the client's wording, with source and date. What was open stays open."""

from __future__ import annotations

from functools import lru_cache

from bot.care.beurt import Beurt, Zin
from bot.care.knowledge.answer import answer, refusal
from bot.care.knowledge.search import Knowledge
from bot.settings import PROJECT

DOELGROEP = "client"
KEUZE = "kennis_"


@lru_cache(maxsize=1)
def kennis() -> Knowledge:
    """The knowledge base with its index; built once per process."""
    return Knowledge.load(PROJECT / "knowledge")


async def vraag_tussendoor(beurt: Beurt) -> list[Zin]:
    """Answer what was asked; when it is not clear which subject is meant, offer up to three."""
    beurt.zet(rust=None)
    zinnen: list[Zin] = []
    for result in kennis().find_all(beurt.invoer.tekst, DOELGROEP, beurt.stand.get("kennis_laatst")):
        if result.kind == "geen":
            zinnen.append(Zin("utter_gedeeld_kennis_niet", blokken=refusal(result.reason or "onbekend", DOELGROEP)))
        elif result.kind == "antwoord":
            zinnen.append(antwoord(beurt, result.ids[0]))
        else:
            beurt.zet(tussen="kennis", kennis=list(result.ids))
    return zinnen


def antwoord(beurt: Beurt, onderwerp: str) -> Zin:
    """The answer about one subject, with where it comes from."""
    beurt.zet(kennis_laatst=onderwerp)
    found = answer(kennis().subjects[onderwerp], DOELGROEP, beurt.now.date())
    bronnen = "; ".join(bron.voor_client for bron in found.bronnen)
    waarden = {"titel": found.titel, "bronnen": bronnen, "nagekeken": f"{found.nagekeken:%d-%m-%Y}", "contact": found.contact}
    return Zin("utter_gedeeld_kennis", waarden, blokken=found.blocks)


def te_kiezen(beurt: Beurt) -> Zin:
    """Ask which of the subjects found is meant."""
    extra = tuple((f"{KEUZE}{onderwerp}", kennis().subjects[onderwerp].titel_for(DOELGROEP)) for onderwerp in beurt.stand.get("kennis", ()))
    return Zin("utter_gedeeld_kennis_keuze", extra=extra)
