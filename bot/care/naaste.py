"""The view of a naaste, asked apart: what changed, what helps, the own worry, what the naaste needs. The wording stands in `bot/data/naaste`.

The naaste answers on the client's device. Every answer is marked as the naaste's and never joins the client's own answers or signals; the
client reads everything first, and only the client decides per line whether the begeleider may read it. Source: DIALOGUES 6, and the AWVN
matrix (row persoonlijke omgeving): at home it is often seen first. The questions themselves are ours; the sources give none.
"""

from __future__ import annotations

from collections.abc import Callable

from sqlalchemy import select

from bot.care import samenvatting
from bot.care.antwoorden import Antwoorden, Gegeven, Waarde, bewaar
from bot.care.beurt import Beurt, Zin
from bot.care.naasten import VAN_NAASTE as NAAM
from bot.care.naasten import WIE, aangeduid, voor_client
from bot.care.samenvatting import ONDERWERP as SAMENVATTING
from bot.care.vragenlijst import Dialoog, Vraag
from bot.models.tables import Client

# The client's name, beside the answers: an id that is no question.
CLIENT, ERBIJ = "client", "erbij"


async def _erbij(beurt: Beurt) -> Antwoorden:
    naam = await beurt.session.scalar(select(Client.naam).where(Client.id == beurt.client_id))
    return {CLIENT: Gegeven(CLIENT, naam or "", Waarde(ERBIJ), beurt.seq, beurt.now)}


def _namen(antwoorden: Antwoorden) -> dict[str, str]:
    return {"client": antwoorden[CLIENT].woorden, "naaste": voor_client(aangeduid(antwoorden[WIE].woorden if WIE in antwoorden else ""))}


def _met_namen(vraag: str) -> Callable[[Antwoorden], Zin]:
    return lambda antwoorden: Zin(f"utter_{NAAM}_{vraag}", _namen(antwoorden))


INHOUD = (
    Vraag(WIE, "wie", stel=_met_namen(WIE)),
    Vraag("ziet", "ziet", stel=_met_namen("ziet")),
    Vraag("helpt_ander", "helpt", stel=_met_namen("helpt_ander")),
    Vraag("zorg", "zorg", stel=_met_namen("zorg")),
    Vraag("zelf", "zelf", stel=_met_namen("zelf")),
)
# Who it is says nothing by itself: it stands with every line.
TE_DELEN = ("ziet", "helpt", "zorg", "zelf")


def _regels(*onderwerpen: str) -> Callable[[Antwoorden], tuple[str, ...]]:
    return lambda antwoorden: samenvatting.regels_over(NAAM, onderwerpen, INHOUD, antwoorden)


def _lees(nummer: int, blad: tuple[str, ...]) -> Vraag:
    """The client reads what the naaste said, a few lines at a time, before anything is decided."""
    regels = _regels(*blad)
    return Vraag(
        f"lees_{nummer}",
        SAMENVATTING,
        nodig=lambda antwoorden: bool(regels(antwoorden)),
        open=False,
        inhoud=False,
        stel=lambda antwoorden: Zin(f"utter_{NAAM}_lees", _namen(antwoorden), blokken=regels(antwoorden)),
    )


def _delen(onderwerp: str) -> Vraag:
    regels = _regels(onderwerp)
    return Vraag(
        f"delen_{onderwerp}",
        SAMENVATTING,
        nodig=lambda antwoorden: bool(regels(antwoorden)),
        open=False,
        inhoud=False,
        stel=lambda antwoorden: Zin(f"utter_{NAAM}_delen", _namen(antwoorden), blokken=regels(antwoorden)),
    )


TERUG_BIJ = Vraag("terug_bij", "terug", open=False, inhoud=False, stel=_met_namen("terug_bij"))
VRAGEN = (
    *INHOUD,
    TERUG_BIJ,
    _lees(1, ("ziet", "helpt")),
    _lees(2, ("zorg", "zelf")),
    *(_delen(onderwerp) for onderwerp in TE_DELEN),
)


def _op_slot(antwoorden: Antwoorden) -> frozenset[str]:
    """Once the client has the device again, the words of the naaste stand; the client decides only who reads them."""
    return frozenset(vraag.id for vraag in (*INHOUD, TERUG_BIJ)) if TERUG_BIJ.id in antwoorden else frozenset()


async def _na(beurt: Beurt, vraag: Vraag, antwoorden: Antwoorden) -> list[Zin]:
    """Another name goes with all answers that were given: a new version of each, the words unchanged."""
    if vraag.id == WIE:
        door = antwoorden[WIE].waarde.door
        for ander in INHOUD[1:]:
            gegeven = antwoorden.get(ander.id)
            if gegeven is not None and gegeven.waarde.door != door:
                waarde = gegeven.waarde
                await bewaar(beurt, NAAM, ander.id, gegeven.woorden, Waarde(waarde.soort, waarde.keuzes, waarde.begrepen, door=door))
    return []


NAASTE = Dialoog(
    naam=NAAM,
    onderwerpen=("wie", *TE_DELEN, "terug", SAMENVATTING),
    vragen=VRAGEN,
    na=_na,
    klaar=samenvatting.afsluiting(NAAM, TE_DELEN, INHOUD),
    elke_keer=tuple(vraag.id for vraag in VRAGEN),
    erbij=_erbij,
    op_slot=_op_slot,
)
