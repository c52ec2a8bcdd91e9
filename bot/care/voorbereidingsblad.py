"""One page to prepare a talk with an own client: by the six tips for begeleiders, what the client's shared words tell and what is still open.

Everything comes from the pages on which the begeleider may read it, so what is not shared is not fetched here either. Source of the tips: folder
IPS & NAH, March 2026; the words stand in `voorbereidingsblad.yml`. That nothing is shared about something says nothing about the client: it is a
question to ask, never a shortcoming.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime
from functools import lru_cache
from itertools import groupby
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

import yaml

from bot.care import caseload, energieblad, meldingen, signalenblad, traject
from bot.care.caseload import ClientDossier
from bot.care.klaarzetten import naam_van
from bot.care.samenvatting import titel
from bot.care.signalenblad import CheckRij
from bot.models.database import Database

OPENHEID = "openheid"
# All words of the client together; with every line there and long, this still fits one sheet of A4 (tests/browser/test_voorbereiding.py).
RUIMTE = 1800
MEESTE_CHECKS = 2
JA_TE_WEINIG = ("ja", "soms")


@dataclass(frozen=True)
class Regel:
    """One thing that is known. uit: where it was shared, in words; pad: that page, below the address of the client.

    ingekort: there is more on that page. van: who else's words these are, or who helped to say them.
    """

    kop: str
    tekst: str
    datum: date
    uit: str
    pad: str
    ingekort: bool = False
    van: tuple[str, ...] = ()


@dataclass(frozen=True)
class Groep:
    """Lines that were shared on the same page and said on the same day, so that this is told once. van: of who else are words that were cut off."""

    regels: tuple[Regel, ...]

    @property
    def bron(self) -> Regel:
        return self.regels[0]

    @property
    def ingekort(self) -> bool:
        return any(regel.ingekort for regel in self.regels)

    @property
    def van(self) -> tuple[str, ...]:
        return tuple(dict.fromkeys(naam for regel in self.regels if regel.ingekort for naam in regel.van))


def per_bron(regels: Iterable[Regel]) -> tuple[Groep, ...]:
    """The lines in their order, taken together where they come from the same page and day."""
    return tuple(Groep(tuple(samen)) for _, samen in groupby(regels, key=lambda regel: (regel.pad, regel.uit, regel.datum)))


@dataclass(frozen=True)
class Tip:
    """One of the six tips: what is known, what to ask because nothing is shared about it, and what is good to ask anyway."""

    kop: str
    bekend: tuple[Regel, ...]
    open: tuple[str, ...]
    ook: str

    @property
    def groepen(self) -> tuple[Groep, ...]:
        return per_bron(self.bekend)


@dataclass(frozen=True)
class OpenMelding:
    """A melding that waits: its level and since when; what it is about stands on its own page."""

    id: int
    niveau: str
    sinds: datetime


@dataclass(frozen=True)
class Voorbereidingsblad:
    """The page. punten: the client's own for the next appointment. sinds: the day of the last appointment, when the begeleider named one.

    meer_checks: so many more were shared since then. ongelezen: requests by kind.
    """

    client_id: int
    naam: str
    punten: tuple[Regel, ...]
    tips: tuple[Tip, ...]
    openheid: tuple[Regel, ...]
    met_energielijst: bool
    sinds: date | None
    meer_checks: int
    ongelezen: dict[str, int]
    meldingen: tuple[OpenMelding, ...]
    bron: str

    @property
    def over_openheid(self) -> tuple[Groep, ...]:
        return per_bron(self.openheid)

    @property
    def eigen_punten(self) -> tuple[Groep, ...]:
        return per_bron(self.punten)

    @property
    def leeg(self) -> bool:
        """The client has shared nothing yet that belongs here."""
        return not (self.punten or self.openheid or any(regel.pad != "#traject" for tip in self.tips for regel in tip.bekend))


@lru_cache(maxsize=1)
def _woorden() -> dict[str, Any]:
    loaded: dict[str, Any] = yaml.safe_load(Path(__file__).with_suffix(".yml").read_text(encoding="utf-8"))
    return loaded


async def lees(
    database: Database, begeleider_id: int, client_id: int, *, sinds: date | None = None, now: datetime, zone: ZoneInfo
) -> Voorbereidingsblad:
    """The page of one own client, or NietGevonden. sinds: the last appointment; without it only the newest check is shown."""
    dossier = await caseload.dossier(database, begeleider_id, client_id)
    checks = (await signalenblad.lees(database, begeleider_id, client_id)).checks
    recent = checks[:1] if sinds is None else tuple(check for check in checks if check.done_at.astimezone(zone).date() >= sinds)
    energie = await energieblad.lees(database, begeleider_id, client_id, now=now, zone=zone)
    stappen = await traject.van_eigen_client(database, begeleider_id, client_id)
    wachtend = await meldingen.open_meldingen_of(database, begeleider_id, client_id)
    bladen = {
        "signalen": tuple(_check(check, zone) for check in recent[:MEESTE_CHECKS]),
        "energie": _energie(energie),
        "traject": tuple(_stap(stap, zone) for stap in stappen[:1]),
    }
    found = Voorbereidingsblad(
        client_id=client_id,
        naam=dossier.naam,
        punten=tuple(punt for waar in _woorden()["punten"] for punt in _punten(dossier, zone, **waar)),
        tips=tuple(_tip(raw, dossier, bladen, zone) for raw in _woorden()["tips"]),
        openheid=tuple(regel for onderwerp in _woorden()["openheid"] for regel in _samengevat(dossier, zone, OPENHEID, onderwerp)),
        met_energielijst=energie.lijst is not None,
        sinds=sinds,
        meer_checks=len(recent) - len(bladen["signalen"]),
        ongelezen=dict(Counter(verzoek.soort for verzoek in dossier.verzoeken if verzoek.gelezen_at is None)),
        meldingen=tuple(OpenMelding(row.id, row.niveau, row.sinds) for row in wachtend),
        bron=_woorden()["bron"],
    )
    return _passend(found)


def _tip(raw: Mapping[str, Any], dossier: ClientDossier, bladen: Mapping[str, tuple[Regel, ...]], zone: ZoneInfo) -> Tip:
    bekend: list[Regel] = []
    vragen: list[str] = []
    for weet in raw["weet"]:
        regels = bladen[weet["blad"]] if "blad" in weet else _samengevat(dossier, zone, weet["dialoog"], weet["onderwerp"])
        bekend += regels
        vragen += [] if regels else [weet["vraag"]]
    return Tip(raw["kop"], tuple(bekend), tuple(vragen), raw["ook"])


def _gedeeld(dossier: ClientDossier, dialoog: str, onderwerp: str) -> Iterator[tuple[str, datetime, caseload.Regel]]:
    """The newest shared line of this topic, with the page and the moment of its summary."""
    kop = titel(dialoog, onderwerp)
    for blad in dossier.samenvattingen:
        for regel in blad.regels if blad.dialoog == dialoog else ():
            if regel.onderwerp == kop:
                yield f"/samenvatting/{blad.id}", blad.goedgekeurd_at, regel
                return


def _samengevat(dossier: ClientDossier, zone: ZoneInfo, dialoog: str, onderwerp: str) -> tuple[Regel, ...]:
    """The line as the client approved it, with the day it was said last."""
    return tuple(
        Regel(
            regel.onderwerp,
            _op_een_regel(regel.tekst),
            max((bron.datum for bron in regel.bronnen if bron.datum), default=moment).astimezone(zone).date(),
            naam_van(dialoog),
            pad,
            van=_van(regel.bronnen),
        )
        for pad, moment, regel in _gedeeld(dossier, dialoog, onderwerp)
    )


def _punten(dossier: ClientDossier, zone: ZoneInfo, dialoog: str, onderwerp: str) -> Iterator[Regel]:
    """The client's own points one by one, each in the literal words."""
    for pad, moment, regel in _gedeeld(dossier, dialoog, onderwerp):
        for bron in regel.bronnen:
            dag = (bron.datum or moment).astimezone(zone).date()
            yield Regel(bron.vraag, _op_een_regel(bron.woorden), dag, naam_van(dialoog), pad, van=_van((bron,)))


def _van(bronnen: Iterable[caseload.Bron]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(naam for bron in bronnen for naam in (bron.door, bron.samen_met) if naam))


def _check(check: CheckRij, zone: ZoneInfo) -> Regel:
    zinnen = _woorden()
    delen = [zinnen["check_meer" if check.meer else "check"].format(niveau=check.niveau_in_woorden, meer="; ".join(check.meer))]
    if check.veranderd:
        delen.append(zinnen["check_veranderd"].format(veranderd="; ".join(check.veranderd)))
    if check.te_weinig.casefold() in JA_TE_WEINIG:
        delen.append(zinnen["check_weinig"].format(antwoord=check.te_weinig.casefold()))
    dag = check.done_at.astimezone(zone).date()
    return Regel(zinnen["koppen"]["signalen"], " ".join(delen), dag, zinnen["koppen"]["signalen"], "/signalen", van=check.samen_met)


def _energie(blad: energieblad.Energieblad) -> tuple[Regel, ...]:
    kop = _woorden()["koppen"]["energie"]
    return () if blad.lijst is None else (Regel(kop, " ".join(blad.lijst.zinnen), blad.lijst.tot, kop, "/energie"),)


def _stap(stap: traject.Stap, zone: ZoneInfo) -> Regel:
    gezegd = _woorden()["traject_stap"].format(fase=traject.naam_van(stap.fase), door=stap.door)
    kop = _woorden()["koppen"]["traject"]
    return Regel(kop, gezegd, stap.sinds.astimezone(zone).date(), kop, "#traject")


def _op_een_regel(woorden: str) -> str:
    return " ".join(woorden.split())


def _passend(blad: Voorbereidingsblad) -> Voorbereidingsblad:
    """The page with its longest lines cut, so that it stays one sheet."""
    alle = [*blad.punten, *blad.openheid, *(regel for tip in blad.tips for regel in tip.bekend)]
    meest = grens([len(regel.tekst) for regel in alle], RUIMTE)
    return replace(
        blad,
        punten=_kort(blad.punten, meest),
        openheid=_kort(blad.openheid, meest),
        tips=tuple(replace(tip, bekend=_kort(tip.bekend, meest)) for tip in blad.tips),
    )


def grens(lengtes: Sequence[int], ruimte: int) -> int:
    """How many characters a line may have so that all together take no more than `ruimte`: short lines leave their room to the long ones."""
    op_lengte = sorted(lengtes)
    for plek, lengte in enumerate(op_lengte):
        nog = len(op_lengte) - plek
        if lengte * nog > ruimte:
            return ruimte // nog
        ruimte -= lengte
    return max(op_lengte, default=0)


def _kort(regels: tuple[Regel, ...], meest: int) -> tuple[Regel, ...]:
    return tuple(regel if len(regel.tekst) <= meest else replace(regel, tekst=ingekort(regel.tekst, meest), ingekort=True) for regel in regels)


def ingekort(woorden: str, meest: int) -> str:
    """The beginning of these words, up to the last whole word that fits, with a mark that there is more; of one endless word what fits of it."""
    begin = woorden[: meest - 1]
    heel = begin if woorden[meest - 1 : meest].isspace() else begin.rpartition(" ")[0]
    return f"{(heel or begin).rstrip()}…"
