"""Werkwensen, the intake: eleven topics and the summary. The order and the branches; the wording stands in `bot/data/werkwensen`.

Content: folder IPS & NAH 2026 tips 1-4, handreiking 2024 tip 8, AWVN matrix notes 1-9 and 53-54, and Van Weeghel on the meaning of work
and on ambivalence. First wishes, then limits. Benefits are never computed here: a worry about them goes to the begeleider as a question.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from bot.care import samenvatting
from bot.care.antwoorden import Antwoorden, Gegeven, laat_vervallen
from bot.care.begrip import begrijp_wens, terug_in_woorden, zegt_meer_dan
from bot.care.beurt import Beurt, Zin
from bot.care.contact import doorgegeven, leg_vast
from bot.care.gevolgen import GEBIEDEN, SETS, gebieden_in, gemerkt_in
from bot.care.teksten import gevuld
from bot.care.verbetering import REIS, TIJD, verbeter
from bot.care.vragenlijst import Dialoog, Voorwaarde, Vraag
from bot.care.werknu import werkt_nu

NAAM = "werkwensen"
MAX_REDENEN = 3
# The consequences that were read in own words at the questions about them.
GEMERKT = "gemerkt"
# The area of consequences that was read in own words, and the questions in whose answers it may stand.
GEBIED, OVER_GEBIED = "gebied", ("gevolg_gebied", "gevolg_waar")
# Which question is answered as well when these words turn up in the answer to another.
VERSPREID = {
    "uren_per_week": "uren",
    "aantal_dagen": "aantal_dagen",
    "dagdelen": "dagdelen",
    "niet_dagen": "dagen_niet",
    "vervoer": "vervoer",
    "reistijd_min": "reistijd",
}


def _gaf(antwoorden: Antwoorden, vraag: str) -> bool:
    return vraag in antwoorden and antwoorden[vraag].inhoud


def _keuzes(antwoorden: Antwoorden, *vragen: str) -> tuple[str, ...]:
    return tuple(keuze for vraag in vragen if vraag in antwoorden for keuze in antwoorden[vraag].waarde.keuzes)


def _nog_redenen(antwoorden: Antwoorden) -> bool:
    return len(_keuzes(antwoorden, "waarom")) < MAX_REDENEN


def _weet_werk_niet(antwoorden: Antwoorden) -> bool:
    return "welk_werk" in antwoorden and antwoorden["welk_werk"].waarde.soort == "weet_niet"


def _dag_niet_zonder_reden(antwoorden: Antwoorden) -> bool:
    gegeven = antwoorden.get("dagen_niet")
    # The reason may stand in the answer to another question of the block: "three mornings, not on Tuesday because of physio".
    reden = any(antwoorden[vraag].waarde.begrepen.get("reden") for vraag in TIJD if vraag in antwoorden)
    return gegeven is not None and bool(gegeven.waarde.begrepen.get("niet_dagen")) and not reden


def _vrij_begrepen(antwoorden: Antwoorden, vragen: tuple[str, ...]) -> bool:
    """Something in this block was understood from free words, so it has to be shown back."""
    return any(antwoorden[vraag].waarde.begrepen for vraag in vragen if vraag in antwoorden)


def _toon_begrip(klopt: str, vragen: tuple[str, ...]) -> Callable[[Antwoorden], Zin]:
    """What was understood, below the words of every answer that tells more than that."""

    def stel(antwoorden: Antwoorden) -> Zin:
        gegevens = [antwoorden[vraag] for vraag in vragen if vraag in antwoorden and antwoorden[vraag].waarde.soort == "tekst"]
        eigen = [gegeven.woorden for gegeven in gegevens if zegt_meer_dan(WERKWENSEN.vraag(gegeven.vraag), gegeven.woorden)]
        blokken = tuple(gevuld("utter_gedeeld_je_zei", woorden=woorden) for woorden in dict.fromkeys(eigen))
        return Zin(f"utter_{NAAM}_{klopt}", {"begrepen": terug_in_woorden(antwoorden, vragen, VERSPREID, NAAM)}, blokken=blokken)

    return stel


def begrijp(vraag: Vraag, text: str) -> dict[str, Any]:
    """What free words tell of the wishes for work, and in which areas the consequences lie."""
    gemerkt = gemerkt_in(text, _items(vraag.id))
    begrepen = begrijp_wens(vraag, text) | ({GEMERKT: list(gemerkt)} if gemerkt else {})
    gebieden = gebieden_in(text) if GEBIED in vraag.luistert else ()
    return {**begrepen, GEBIED: list(gebieden)} if gebieden else begrepen


def _gebieden(antwoorden: Antwoorden) -> set[str]:
    """The areas that were chosen or read in own words."""
    gegevens = [antwoorden[vraag] for vraag in OVER_GEBIED if vraag in antwoorden]
    return {gebied for gegeven in gegevens for gebied in (*gegeven.waarde.keuzes, *gegeven.waarde.begrepen.get(GEBIED, ()))} & {*GEBIEDEN}


def _gebied_onduidelijk(antwoorden: Antwoorden) -> bool:
    """Own words about what has changed, in which no area was read."""
    gegeven = antwoorden.get("gevolg_gebied")
    return gegeven is not None and gegeven.waarde.soort == "tekst" and not {*gegeven.waarde.keuzes, *gegeven.waarde.begrepen.get(GEBIED, ())}


def _in_gebied(gebied: str) -> Voorwaarde:
    return lambda antwoorden: gebied in _gebieden(antwoorden)


def _items(vraag: str) -> tuple[str, ...]:
    """The consequences that this question asks about; none for another question."""
    return next((items for gebied, sets in SETS.items() for nummer, items in enumerate(sets, 1) if vraag == f"gevolg_{gebied}_{nummer}"), ())


def _gemerkt(antwoorden: Antwoorden, wat: str) -> set[str]:
    """What was chosen of a set, or read in own words about it."""
    gegeven = antwoorden.get(wat)
    return {*gegeven.waarde.keuzes, *gegeven.waarde.begrepen.get(GEMERKT, ())} if gegeven is not None else set()


def _merkt(gebied: str, wat: str, items: tuple[str, ...]) -> Voorwaarde:
    return lambda antwoorden: _in_gebied(gebied)(antwoorden) and bool(_gemerkt(antwoorden, wat) & set(items))


def _alleen_gemerkt(wat: str, items: tuple[str, ...]) -> Callable[[Antwoorden], Zin]:
    def stel(antwoorden: Antwoorden) -> Zin:
        gemerkt = tuple(item for item in items if item in _gemerkt(antwoorden, wat))
        return Zin(f"utter_{NAAM}_{wat}_vaak", alleen=(*gemerkt, "geen", "weet_niet"))

    return stel


def _gevolgen(gebied: str) -> list[Vraag]:
    """Per set: which of these do you notice, and which of those often. Then what the frequent ones mean at work."""
    vragen: list[Vraag] = []
    for nummer, items in enumerate(SETS[gebied], start=1):
        wat = f"gevolg_{gebied}_{nummer}"
        vragen.append(Vraag(wat, "gevolgen", nodig=_in_gebied(gebied)))
        vragen.append(Vraag(f"{wat}_vaak", "gevolgen", nodig=_merkt(gebied, wat, items), stel=_alleen_gemerkt(wat, items)))
    vaak = tuple(f"gevolg_{gebied}_{nummer}_vaak" for nummer in range(1, len(SETS[gebied]) + 1))
    bekend = {item for items in SETS[gebied] for item in items}
    return [*vragen, Vraag(f"gevolg_{gebied}_werk", "gevolgen", nodig=lambda antwoorden: bool(set(_keuzes(antwoorden, *vaak)) & bekend))]


def _had_punt(nummer: int) -> Voorwaarde:
    return lambda antwoorden: _gaf(antwoorden, f"punt_{nummer}") and not antwoorden[f"punt_{nummer}"].koos("geen")


def _over_uitkering(antwoorden: Antwoorden) -> list[Gegeven]:
    gegevens = [antwoorden[vraag] for vraag in ("zorgen", "zorgen_meer") if vraag in antwoorden]
    return [gegeven for gegeven in gegevens if gegeven.koos("uitkering") or "uitkering" in gegeven.waarde.begrepen.get("zorg", ())]


def _zorg_om_uitkering(antwoorden: Antwoorden) -> bool:
    return bool(_over_uitkering(antwoorden))


def _werkt_misschien(antwoorden: Antwoorden) -> bool:
    """False for who said just before not to work now."""
    gegeven = antwoorden.get("volhouden_werk")
    return gegeven is None or not (gegeven.koos("geen") or (gegeven.waarde.soort == "tekst" and werkt_nu(gegeven.woorden) is False))


def _heeft_zorgen(antwoorden: Antwoorden) -> bool:
    return any(_gaf(antwoorden, vraag) and not antwoorden[vraag].koos("geen") for vraag in ("zorgen", "zorgen_meer"))


VRAGEN = (
    Vraag("waarom", "waarom", luistert=("drijfveer",)),
    Vraag("waarom_meer", "waarom", nodig=_nog_redenen, luistert=("drijfveer",)),
    Vraag("welk_werk", "werk", luistert=("beroep", "sector", "werkplek")),
    Vraag("werk_vroeger", "werk", nodig=_weet_werk_niet, luistert=("beroep", "sector")),
    Vraag("werk_thuis", "werk", nodig=_weet_werk_niet),
    Vraag("taken", "omgeving", luistert=("beroep", "sector")),
    Vraag("samen", "omgeving"),
    Vraag("plek", "omgeving", luistert=("werkplek",)),
    Vraag("drukte", "omgeving", luistert=("prikkel",)),
    Vraag("klanten", "omgeving"),
    # "Drie ochtenden" says how much work it may be: then the hours are not asked for once more.
    Vraag("uren", "tijd", luistert=("uren_per_week",), telt=("aantal_dagen",)),
    Vraag("aantal_dagen", "tijd", luistert=("aantal_dagen", "dagen")),
    Vraag("dagdelen", "tijd", luistert=("dagdelen",)),
    Vraag("dagen_niet", "tijd", luistert=("niet_dagen", "dagen")),
    Vraag("dagen_niet_waarom", "tijd", nodig=_dag_niet_zonder_reden),
    Vraag(
        "tijd_klopt",
        "tijd",
        nodig=lambda antwoorden: _vrij_begrepen(antwoorden, TIJD),
        open=False,
        inhoud=False,
        stel=_toon_begrip("tijd_klopt", TIJD),
    ),
    Vraag("vervoer", "reizen", luistert=("vervoer",)),
    Vraag("reistijd", "reizen", luistert=("reistijd_min",)),
    Vraag(
        "reis_klopt",
        "reizen",
        nodig=lambda antwoorden: _vrij_begrepen(antwoorden, REIS),
        open=False,
        inhoud=False,
        stel=_toon_begrip("reis_klopt", REIS),
    ),
    Vraag("gevolg_gebied", "gevolgen", luistert=(GEBIED,)),
    Vraag("gevolg_waar", "gevolgen", nodig=_gebied_onduidelijk, luistert=(GEBIED,)),
    *(vraag for gebied in GEBIEDEN for vraag in _gevolgen(gebied)),
    Vraag("energie_beste", "energie", luistert=("dagdelen",)),
    Vraag("volhouden_thuis", "energie"),
    Vraag("volhouden_werk", "energie"),
    Vraag("herstel_thuis", "energie"),
    Vraag("herstel_werk", "energie", nodig=_werkt_misschien),
    Vraag("helpt", "helpt"),
    Vraag("helpt_meer", "helpt"),
    Vraag("zorgen", "zorgen", luistert=("zorg",)),
    Vraag("zorgen_meer", "zorgen", luistert=("zorg",)),
    Vraag("uitkering_vraag", "zorgen", nodig=_zorg_om_uitkering, open=False, inhoud=False, geeft_door=True),
    Vraag("behandelaars", "hulp"),
    Vraag("omgeving_hulp", "hulp"),
    Vraag("punt_1", "punten"),
    Vraag("punt_2", "punten", nodig=_had_punt(1)),
    Vraag("punt_3", "punten", nodig=_had_punt(2)),
)
ONDERWERPEN = tuple(dict.fromkeys(vraag.onderwerp for vraag in VRAGEN))


async def _na(beurt: Beurt, vraag: Vraag, antwoorden: Antwoorden) -> list[Zin]:
    """Effects and reflections after an answer."""
    if vraag.id == "tijd_klopt" and antwoorden[vraag.id].koos("nee"):
        return await _opnieuw(beurt, TIJD, vraag.id)
    if vraag.id == "reis_klopt" and antwoorden[vraag.id].koos("nee"):
        return await _opnieuw(beurt, REIS, vraag.id)
    if vraag.id == "zorgen_meer" and _heeft_zorgen(antwoorden):
        return [Zin(f"utter_{NAAM}_twee_kanten")]  # a two-sided reflection, never advice
    if vraag.id == "uitkering_vraag" and antwoorden[vraag.id].koos("ja"):
        await leg_vast(beurt, "vraag", next(gegeven.woorden for gegeven in _over_uitkering(antwoorden)))
        return [Zin(*await doorgegeven(beurt, f"utter_{NAAM}_uitkering_door"))]
    if vraag.id.startswith("gevolg_") and vraag.id.endswith("_werk"):
        return [Zin(f"utter_{NAAM}_dank_gevolgen")]
    return []


async def _opnieuw(beurt: Beurt, vragen: tuple[str, ...], klopt: str) -> list[Zin]:
    """The client says we understood wrongly: ask the questions of the block again, one by one, each with "zo laten"."""
    await laat_vervallen(beurt, NAAM, (klopt,))
    beurt.zet(herzie=list(vragen))
    return [Zin(f"utter_{NAAM}_opnieuw")]


WERKWENSEN = Dialoog(
    naam=NAAM,
    onderwerpen=(*ONDERWERPEN, samenvatting.ONDERWERP),
    vragen=(*VRAGEN, *samenvatting.vragen(NAAM, ONDERWERPEN, VRAGEN)),
    helft="gevolgen",
    begrijp=begrijp,
    verbeter=verbeter,
    verspreid=VERSPREID,
    na=_na,
    klaar=samenvatting.afsluiting(NAAM, ONDERWERPEN, VRAGEN),
)
