"""Zo werk ik goed (bijsluiter): what a buddy or leidinggevende may know to work well together. The wording stands in `bot/data/bijsluiter`.

No question asks for a diagnosis, and nothing is sent to anybody: the client prints the card and gives it away, or does not.
"""

from __future__ import annotations

from dataclasses import replace

from bot.care import samenvatting
from bot.care.antwoorden import Antwoorden, Gegeven, Waarde, bewaar, laat_vervallen, lees
from bot.care.beurt import Beurt, Zin
from bot.care.vragenlijst import Dialoog, Vraag

NAAM = "bijsluiter"
EERDER = "eerder_helpt"
BRONNEN = ("helpt", "helpt_meer")


async def _erbij(beurt: Beurt) -> Antwoorden:
    """What the client said in werkwensen about what helps, to propose here."""
    werkwensen = await lees(beurt.session, beurt.client_id, "werkwensen")
    gezegd = [werkwensen[vraag] for vraag in BRONNEN if vraag in werkwensen and werkwensen[vraag].inhoud and not werkwensen[vraag].koos("geen")]
    if not gezegd:
        return {}
    woorden = ", ".join(gegeven.woorden for gegeven in gezegd)
    return {EERDER: replace(gezegd[0], vraag=EERDER, woorden=woorden)}


def _stel_eerder(antwoorden: Antwoorden) -> Zin:
    eerder: Gegeven | None = antwoorden.get(EERDER)
    return Zin(f"utter_{NAAM}_helpt_eerder", {"woorden": eerder.woorden if eerder else ""})


VRAGEN = (
    Vraag("sterk", "sterk"),
    Vraag("helpt_eerder", "helpt", nodig=lambda antwoorden: EERDER in antwoorden, open=False, inhoud=False, stel=_stel_eerder),
    Vraag("helpt", "helpt"),
    Vraag("helpt_niet", "helpt_niet"),
    Vraag("vol_merk", "vol"),
    Vraag("vol_doe", "vol"),
)
ONDERWERPEN = tuple(dict.fromkeys(vraag.onderwerp for vraag in VRAGEN))


async def _na(beurt: Beurt, vraag: Vraag, antwoorden: Antwoorden) -> list[Zin]:
    """Take earlier words over, or let them go when the client thinks better of it."""
    if vraag.id != "helpt_eerder":
        return []
    overgenomen = "helpt" in antwoorden and bool(antwoorden["helpt"].waarde.begrepen.get("eerder"))
    if antwoorden[vraag.id].koos("ja") and EERDER in antwoorden:
        await bewaar(beurt, NAAM, "helpt", antwoorden[EERDER].woorden, Waarde("tekst", (), {"eerder": True}))
    elif overgenomen:
        await laat_vervallen(beurt, NAAM, ("helpt",))
    return []


BIJSLUITER = Dialoog(
    naam=NAAM,
    onderwerpen=(*ONDERWERPEN, samenvatting.ONDERWERP),
    vragen=(*VRAGEN, *samenvatting.vragen(NAAM, ONDERWERPEN, VRAGEN)),
    helft="helpt_niet",
    na=_na,
    klaar=samenvatting.afsluiting(NAAM, ONDERWERPEN, VRAGEN),
    erbij=_erbij,
)
