"""The energielijst: beginning one, today's hours, and after two weeks the pattern beside the own estimate, with one question: wat valt je op?

Content: handreiking IPS & NAH 2024 tip 8 (two weeks, every hour), folder IPS & NAH 2026 (home and work apart), DIALOGUES 6 (gaps allowed, later the
same day, no verdict). What is asked depends on how far the list is (`_fase`). The begeleider sees it only after a clear yes (AVG art. 7).
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from zoneinfo import ZoneInfo

from sqlalchemy.ext.asyncio import AsyncSession

from bot.care import energiearchief as archief
from bot.care import energielezing as lezing
from bot.care import energieuren, energiewaarde, herinneringen, samenvatting, werknu
from bot.care import energiewoorden as woorden
from bot.care.antwoorden import Antwoorden, Gegeven, Waarde, bewaar, laat_vervallen, lees
from bot.care.begrip import keer_misverstaan
from bot.care.beurt import Beurt, Zin
from bot.care.contact import naam_begeleider
from bot.care.energiearchief import Lijst
from bot.care.energiedag import GEEN_WERK
from bot.care.teksten import tekst
from bot.care.vragenlijst import TERUGVRAAG, Dialoog, Voorwaarde, Vraag
from bot.models.tables import Voortgang

NAAM = woorden.NAAM
NIEUW, LOOPT, VOORBIJ = "nieuw", "loopt", "voorbij"
STAND = "stand"
# At most a few hours in a row; then the client is asked whether to go on.
PER_KEER = 3
UREN = tuple(f"uur_{nummer}" for nummer in range(1, PER_KEER + 1))
GENOEG = "genoeg"
ONBEKEND = {"wakker": "uur_onbekend", "slapen": "uur_onbekend", "werkdagen": "dagen_onbekend", "werkuren": "werkuren_onbekend"}


@dataclass(frozen=True)
class Stand:
    """How far the list is: what the questions and texts need to know.

    kan_mailen: whether a mail can be offered.
    ronde: the hours this talk is about, oldest first; open: those of today without a value. beeld: what the list says; rijen: the mirror.
    """

    fase: str
    lijst: Lijst | None = None
    ronde: tuple[int, ...] = ()
    open: tuple[int, ...] = ()
    vraagt_werk: bool = False
    kan_mailen: bool = True
    beeld: tuple[str, ...] = ()
    rijen: tuple[woorden.Rij, ...] = ()

    def blokken(self, plek: str) -> tuple[str, ...]:
        return tuple(woorden.in_een_zin(rij) for rij in self.rijen if rij.plek == plek)


async def _stand(beurt: Beurt) -> Stand:
    lijst = await archief.nieuwste(beurt.session, beurt.client_id)
    if lijst is None:
        return Stand(NIEUW, kan_mailen=beurt.kan_mailen)
    if lijst.loopt(beurt.now, beurt.zone):
        dag = lijst.indeling.dag(beurt.now, beurt.zone)
        vraagt_werk = lijst.indeling.wisselt and lijst.indeling.werkuren_op(dag) is None
        return Stand(LOOPT, lijst, await _ronde(beurt, lijst), lijst.open_uren(beurt.now, beurt.zone), vraagt_werk)
    patroon = lijst.patroon(beurt.now, beurt.zone)
    if lijst.bekeken_at is not None or not patroon.genoeg:
        return Stand(NIEUW, kan_mailen=beurt.kan_mailen)
    schatting = woorden.schattingen(await lees(beurt.session, beurt.client_id, woorden.GESCHAT_IN))
    return Stand(VOORBIJ, lijst, beeld=woorden.zinnen(patroon), rijen=woorden.spiegel(patroon, schatting))


async def _ronde(beurt: Beurt, lijst: Lijst) -> tuple[int, ...]:
    """The last hours that were open when this talk began; none when that was on another day.

    They are kept with the progress: a tap always is about the hour that was asked, whatever was filled in or taken away on the page meanwhile.
    """
    voortgang = await beurt.session.get(Voortgang, (beurt.client_id, NAAM))
    if voortgang is None:
        return ()
    begin, zone = voortgang.started_at, beurt.zone
    if lijst.indeling.dag(begin, zone) != lijst.indeling.dag(beurt.now, zone):
        return ()
    van = [lijst.id, begin.isoformat()]
    if voortgang.stand.get("ronde_van") != van:
        voortgang.stand = {**voortgang.stand, "ronde_van": van, "ronde": lijst.open_uren(begin, zone)[-PER_KEER:]}
    return tuple(voortgang.stand["ronde"])


async def _erbij(beurt: Beurt) -> Antwoorden:
    return {STAND: Gegeven(STAND, "", Waarde("erbij", (), {STAND: await _stand(beurt)}), 0, beurt.now)}


def _van(antwoorden: Antwoorden) -> Stand:
    found: Stand = antwoorden[STAND].waarde.begrepen[STAND]
    return found


def _in(fase: str, *, als: Voorwaarde = lambda _: True) -> Voorwaarde:
    return lambda antwoorden: _van(antwoorden).fase == fase and als(antwoorden)


def _genoeg(antwoorden: Antwoorden) -> bool:
    return any(vraag in antwoorden and antwoorden[vraag].koos(GENOEG) for vraag in UREN)


def _uur(nummer: int) -> Voorwaarde:
    """Whether this hour of the round must be asked: it is there, and it was not enough yet."""

    def nodig(antwoorden: Antwoorden) -> bool:
        return len(_van(antwoorden).ronde) > nummer and (UREN[nummer] in antwoorden or not _genoeg(antwoorden))

    return _in(LOOPT, als=nodig)


def _stel_uur(nummer: int) -> Callable[[Antwoorden], Zin]:
    def stel(antwoorden: Antwoorden) -> Zin:
        uur = _van(antwoorden).ronde[nummer]
        return Zin(f"utter_{NAAM}_uur", {"uren": woorden.uren(uur, (uur + 1) % 24)})

    return stel


def _stel_nog(antwoorden: Antwoorden) -> Zin:
    return Zin(f"utter_{NAAM}_nog", {"aantal": _aantal("nog", len(_van(antwoorden).open))})


def _aantal(naam: str, aantal: int) -> str:
    bron = tekst(f"utter_{NAAM}_{naam}").custom
    return str(bron["een"] if aantal == 1 else bron["meer"]).format(aantal=aantal)


def _stel_afspraken(antwoorden: Antwoorden) -> Zin:
    uur = lezing.mailuur(antwoorden)
    mail = None if not _van(antwoorden).kan_mailen else "nee" if uur is None else f"om_{uur}"
    blokken = woorden.afspraken(lezing.indeling(antwoorden), mail, "ja" if lezing.deelt(antwoorden) else "nee")
    return Zin("utter_gedeeld_overzicht", blokken=blokken)


def _later(antwoorden: Antwoorden) -> bool:
    """The client wants to look another time."""
    return any(vraag in antwoorden and antwoorden[vraag].koos("nee") for vraag in ("patroon", "naast_elkaar"))


def _rijen_thuis(antwoorden: Antwoorden) -> bool:
    return bool(_van(antwoorden).blokken(woorden.THUIS)) and ("naast_elkaar" in antwoorden or not _later(antwoorden))


def _stel_spiegel(antwoorden: Antwoorden) -> Zin:
    return Zin(f"utter_{NAAM}_naast_elkaar", blokken=_van(antwoorden).blokken(woorden.THUIS))


def _stel_valt_op(antwoorden: Antwoorden) -> Zin:
    return Zin(f"utter_{NAAM}_valt_op", blokken=_van(antwoorden).blokken(woorden.WERK))


BEGIN = (
    Vraag("wakker", "dag", nodig=_in(NIEUW)),
    Vraag("slapen", "dag", nodig=_in(NIEUW)),
    Vraag("werk", "werk", nodig=_in(NIEUW), open=False),
    Vraag("werkdagen", "werk", nodig=_in(NIEUW, als=lezing.werkt)),
    Vraag("werkuren", "werk", nodig=_in(NIEUW, als=lezing.werkt)),
    Vraag("ritme", "afspraken", nodig=_in(NIEUW, als=lambda antwoorden: _van(antwoorden).kan_mailen), open=False),
    Vraag("lezen", "afspraken", nodig=_in(NIEUW), open=False),
    Vraag("afspraken", "afspraken", nodig=_in(NIEUW), open=False, inhoud=False, stel=_stel_afspraken),
)
VANDAAG = (
    Vraag(
        "werk_vandaag",
        "vandaag",
        nodig=_in(LOOPT, als=lambda antwoorden: _van(antwoorden).vraagt_werk or "werk_vandaag" in antwoorden),
        open=False,
    ),
    *(Vraag(naam, "vandaag", nodig=_uur(nummer), open=False, stel=_stel_uur(nummer)) for nummer, naam in enumerate(UREN)),
    Vraag(
        "nog",
        "vandaag",
        nodig=_in(LOOPT, als=lambda antwoorden: bool(_van(antwoorden).open) and not _genoeg(antwoorden)),
        open=False,
        inhoud=False,
        stel=_stel_nog,
    ),
)
SPIEGEL = (
    Vraag(
        "patroon",
        "spiegel",
        nodig=_in(VOORBIJ),
        open=False,
        inhoud=False,
        stel=lambda antwoorden: Zin(f"utter_{NAAM}_patroon", blokken=_van(antwoorden).beeld),
    ),
    Vraag("naast_elkaar", "spiegel", nodig=_in(VOORBIJ, als=_rijen_thuis), open=False, inhoud=False, stel=_stel_spiegel),
    Vraag("valt_op", "spiegel", nodig=_in(VOORBIJ, als=lambda antwoorden: not _later(antwoorden)), stel=_stel_valt_op),
)
AFSLUITING = samenvatting.vragen(NAAM, ("spiegel",), SPIEGEL)
_sluit_af = samenvatting.afsluiting(NAAM, ("spiegel",), SPIEGEL)


async def _na(beurt: Beurt, vraag: Vraag, antwoorden: Antwoorden) -> list[Zin]:
    """What was tapped is kept at once; what was not understood is said."""
    stand = _van(antwoorden)
    if vraag.id in UREN and stand.lijst is not None:
        await _bewaar_uur(beurt, stand.lijst, stand.ronde[UREN.index(vraag.id)], antwoorden[vraag.id])
    elif vraag.id == "werk_vandaag" and stand.lijst is not None:
        await _bewaar_werkdag(beurt, stand.lijst, antwoorden[vraag.id])
    elif vraag.id == "nog" and antwoorden["nog"].koos("ja"):
        await _nog_een_ronde(beurt)
    elif vraag.id == "werk":
        await _bewaar_werkdagen(beurt, antwoorden)
    elif vraag.id in ONBEKEND and antwoorden[vraag.id].waarde.soort == "tekst":
        return _wat_telt(vraag.id, antwoorden)
    return []


def _wat_telt(vraag: str, antwoorden: Antwoorden) -> list[Zin]:
    """What the list takes where the words were not understood, or were not whole hours."""
    dag, gegeven = lezing.indeling(antwoorden), antwoorden[vraag]
    uur = str(dag.wakker if vraag == "wakker" else dag.slapen or 24)
    if not gegeven.waarde.begrepen:
        return [Zin(f"utter_{NAAM}_{ONBEKEND[vraag]}", {"uur": uur})]
    if not lezing.rondt_af(vraag, gegeven.woorden):
        return []
    if vraag == "werkuren":
        return [Zin(f"utter_{NAAM}_hele_uren", {"van": str(dag.werkuren.van), "tot": str(dag.werkuren.tot or 24)})]
    return [Zin(f"utter_{NAAM}_heel_uur", {"uur": uur})]


async def _bewaar_werkdagen(beurt: Beurt, antwoorden: Antwoorden) -> None:
    """Who answers to work on Monday has told the days too."""
    gegeven = antwoorden["werk"]
    if gegeven.koos("ja") and "werkdagen" not in antwoorden and (begrepen := lezing.begrijp("werkdagen", gegeven.woorden)):
        await bewaar(beurt, NAAM, "werkdagen", gegeven.woorden, Waarde("tekst", (), begrepen))


async def _bewaar_uur(beurt: Beurt, lijst: Lijst, uur: int, gegeven: Gegeven) -> None:
    waarde = next((int(keuze.removeprefix("e")) for keuze in gegeven.waarde.keuzes if keuze != GENOEG), None)
    dag = lijst.indeling.dag(beurt.now, beurt.zone)
    # "Weet ik niet", overslaan and "genoeg" leave what stands.
    if waarde is not None:
        await archief.zet(beurt.session, beurt.client_id, lijst.id, dag, uur, waarde, now=beurt.now, zone=beurt.zone)


async def _opzij(beurt: Beurt, vraag: Vraag, antwoorden: Antwoorden) -> list[Zin] | None:
    """Words about other hours than the one that is asked: each value goes to the hour that was named, and what stands now is said."""
    stand, gezegd = _van(antwoorden), beurt.invoer.tekst
    if stand.fase == NIEUW:
        return await _opzij_begin(beurt, vraag, antwoorden)
    if stand.lijst is None or vraag.id not in (*UREN, "nog"):
        return None
    dag = stand.lijst.indeling.dag(beurt.now, beurt.zone)
    genoemd = energieuren.genoemde_uren(gezegd, stand.lijst.begonnen(dag, beurt.now, beurt.zone))
    if not genoemd and (waarde := energieuren.verbeterde_waarde(gezegd)) is not None:
        vorige = [naam for naam in UREN if naam in antwoorden and naam != vraag.id]
        genoemd = {stand.ronde[UREN.index(vorige[-1])]: waarde} if vorige else {}
    if not genoemd:
        return _welk_uur(beurt)
    for uur, waarde in genoemd.items():
        await archief.zet(beurt.session, beurt.client_id, stand.lijst.id, dag, uur, waarde, now=beurt.now, zone=beurt.zone)
        if uur in stand.ronde:  # it is not asked any more in this talk
            await bewaar(beurt, NAAM, UREN[stand.ronde.index(uur)], gezegd, Waarde("keuze", (f"e{waarde}",)))
    beurt.zet(misverstaan=None)
    return [Zin(f"utter_{NAAM}_uren_bewaard", {"uren": woorden.per_uur(genoemd)})]


def _welk_uur(beurt: Beurt) -> list[Zin] | None:
    """How another hour is told, to who names one in a way that was not read; said once in a row, then the words are like any not understood."""
    eerder = beurt.stand.get("misverstaan")
    if eerder or not energieuren.gaat_over_ander_uur(beurt.invoer.tekst):
        return None
    beurt.zet(misverstaan=keer_misverstaan(beurt))
    return [Zin(f"utter_{NAAM}_welk_uur")]


async def _opzij_begin(beurt: Beurt, vraag: Vraag, antwoorden: Antwoorden) -> list[Zin] | None:
    """Days or hours of work that are told at the question beside it: they are kept there, and take nothing away."""
    gezegd, werkdagen = beurt.invoer.tekst, antwoorden.get("werkdagen")
    if vraag.onderwerp != "werk" or beurt.stand.get("eigen") is not None:
        return None
    eerder = () if werkdagen is None else lezing.WERKDAGEN if werkdagen.koos("week") else werkdagen.waarde.begrepen.get(lezing.DAGEN, ())
    if dagen := lezing.andere_dag(gezegd, eerder):
        await bewaar(beurt, NAAM, "werkdagen", gezegd, Waarde("tekst", (), {lezing.DAGEN: dagen}))
        nu = woorden.dagen(lezing.indeling(await lees(beurt.session, beurt.client_id, NAAM)))
    elif vraag.id == "werkdagen" and not lezing.begrijp(vraag.id, gezegd) and (uren := lezing.begrijp("werkuren", gezegd)):
        await bewaar(beurt, NAAM, "werkuren", gezegd, Waarde("tekst", (), uren))
        gewerkt = lezing.indeling(await lees(beurt.session, beurt.client_id, NAAM)).werkuren
        nu = woorden.uren(gewerkt.van, gewerkt.tot)
    else:
        return None
    await laat_vervallen(beurt, NAAM, ("afspraken",))
    beurt.zet(misverstaan=None)
    return [Zin(f"utter_{NAAM}_uren_bewaard", {"uren": nu})]


async def _bewaar_werkdag(beurt: Beurt, lijst: Lijst, gegeven: Gegeven) -> None:
    if gegeven.koos("ja", "nee"):
        gewerkt = lijst.indeling.werkuren if gegeven.koos("ja") else GEEN_WERK
        dag = lijst.indeling.dag(beurt.now, beurt.zone)
        await archief.zet_werkdag(beurt.session, beurt.client_id, lijst.id, dag, gewerkt, now=beurt.now, zone=beurt.zone)


async def _nog_een_ronde(beurt: Beurt) -> None:
    voortgang = await beurt.session.get(Voortgang, (beurt.client_id, NAAM))
    if voortgang is not None:
        voortgang.started_at = beurt.now
    await laat_vervallen(beurt, NAAM, (*UREN, "nog"))


async def _klaar(beurt: Beurt, antwoorden: Antwoorden) -> list[Zin]:
    """Close what was done: a list was begun, hours were filled in, or the mirror was looked at."""
    stand = _van(antwoorden)
    if stand.fase == NIEUW:
        return await _begin_lijst(beurt, antwoorden)
    assert stand.lijst is not None
    if stand.fase == LOOPT:
        dag = stand.lijst.indeling.dag(beurt.now, beurt.zone)
        aantal = sum(gezet == dag for gezet, _ in stand.lijst.waarden)
        return [Zin(f"utter_{NAAM}_vandaag_klaar", {"aantal": _aantal("vandaag_klaar", aantal)})]
    if _later(antwoorden):
        return [Zin(f"utter_{NAAM}_later")]
    await archief.bekeken(beurt.session, beurt.client_id, stand.lijst.id, now=beurt.now)
    return await _sluit_af(beurt, antwoorden)


async def _begin_lijst(beurt: Beurt, antwoorden: Antwoorden) -> list[Zin]:
    gedeeld = lezing.deelt(antwoorden)
    uur = lezing.mailuur(antwoorden) if beurt.kan_mailen else None
    lijst = await archief.begin(beurt.session, beurt.client_id, lezing.indeling(antwoorden), gedeeld=gedeeld, now=beurt.now, zone=beurt.zone)
    await archief.herinner(beurt.session, beurt.client_id, lijst, uur, now=beurt.now, zone=beurt.zone)
    zinnen = [Zin(f"utter_{NAAM}_gemaakt", {"tot": woorden.datum(lijst.einde)})]
    if gedeeld:
        zinnen.append(Zin(f"utter_{NAAM}_gemaakt_gedeeld", {"begeleider": await naam_begeleider(beurt)}))
    else:
        zinnen.append(Zin(f"utter_{NAAM}_gemaakt_alleen"))
    adres = await herinneringen.lees_adres(beurt.session, beurt.client_id)
    zonder_adres = uur is not None and (adres is None or not adres.bevestigd)
    return [*zinnen, Zin(f"utter_{NAAM}_mail_adres")] if zonder_adres else zinnen


async def _wacht(session: AsyncSession, client_id: int, now: datetime, zone: ZoneInfo) -> bool:
    """Hours of today are open, or a list is over that was not looked at."""
    lijst = await archief.nieuwste(session, client_id)
    if lijst is None:
        return False
    if lijst.loopt(now, zone):
        return bool(lijst.open_uren(now, zone))
    return lijst.bekeken_at is None and lijst.patroon(now, zone).genoeg


def _begrijp(vraag: Vraag, text: str) -> dict[str, object]:
    return lezing.begrijp(vraag.id, text)


def _kies(vraag: Vraag, text: str) -> str | None:
    """The value that own words about an hour stand for, or whether they say to work now; what is not sure is asked back."""
    if vraag.id == "werk":
        werkt = werknu.werkt_nu(text)
        return None if werkt is None else "ja" if werkt else "nee"
    if vraag.id not in UREN or not energiewaarde.gaat_over_energie(text) or energieuren.gaat_over_ander_uur(text):
        return None
    waarde = None if energieuren.noemt_duur(text) else energiewaarde.waarde(text)
    return TERUGVRAAG if waarde is None else f"e{waarde}"


VRAGEN = (*BEGIN, *VANDAAG, *SPIEGEL, *AFSLUITING)
ENERGIELIJST = Dialoog(
    naam=NAAM,
    onderwerpen=tuple(dict.fromkeys(vraag.onderwerp for vraag in VRAGEN)),
    vragen=VRAGEN,
    begrijp=_begrijp,
    kies=_kies,
    na=_na,
    opzij=_opzij,
    klaar=_klaar,
    elke_keer=tuple(vraag.id for vraag in VRAGEN),
    erbij=_erbij,
    apart=(("dag", "werk", "afspraken"), ("vandaag",), ("spiegel", samenvatting.ONDERWERP)),
    wacht=_wacht,
)
