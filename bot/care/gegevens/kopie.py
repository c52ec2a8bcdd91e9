"""A copy for the dossier of the begeleider: what this begeleider may read of an own client at this moment, and nothing else.

It is put together from the pages on which it can be read, so every consent is asked where it always is. Once it is made it is outside Werkmaat:
what the client withdraws later is still in it. The shape as JSON is described in docs/begeleider-kopie.schema.json; a change of it is a new
FORMAAT. Left out because a dossier does not need it: telephone number, who looked at a melding, what was set ready.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import asdict, dataclass
from datetime import datetime
from typing import Any
from zoneinfo import ZoneInfo

from bot.care import berichten, caseload, checklist, energieblad, meldingen, signalenblad, voorbereidingsblad
from bot.care.berichten import Post
from bot.care.caseload import Bron, GedeeldeSamenvatting
from bot.care.energieblad import Energieblad, GedeeldeLijst
from bot.care.gegevens.uitvoer import als_json, kop
from bot.care.klaarzetten import naam_van
from bot.care.meldingblad import MeldingBlad
from bot.care.meldingstand import BEKEKEN
from bot.care.meldingverloop import Regel
from bot.care.signalenblad import CheckRij
from bot.care.voorbereidingsblad import Voorbereidingsblad
from bot.models.database import Database

FORMAAT = "werkmaat-begeleider-kopie-1"


@dataclass(frozen=True)
class Kopie:
    """Everything of one client that can be copied now. checks: how many are shared, which may be more than the newest that can be read."""

    client_id: int
    client: str
    begeleider: str
    gemaakt_op: datetime
    samenvattingen: tuple[GedeeldeSamenvatting, ...]
    signaalchecks: tuple[CheckRij, ...]
    checks: int
    energie: Energieblad
    meldingen: tuple[MeldingBlad, ...]
    berichten: tuple[Post, ...]
    checklist: tuple[checklist.Regel, ...]
    voorbereiding: Voorbereidingsblad

    @property
    def leeg(self) -> bool:
        """There is nothing to take along."""
        return not (self.samenvattingen or self.signaalchecks or self.energie.lijst or self.meldingen or self.berichten or self.checklist)


async def lees(database: Database, begeleider_id: int, client_id: int, *, now: datetime, zone: ZoneInfo) -> Kopie:
    """What can be copied of one own client, or NietGevonden; who stands in for a colleague copies nothing."""
    dossier = await caseload.dossier(database, begeleider_id, client_id)
    return Kopie(
        client_id=client_id,
        client=dossier.naam,
        begeleider=(await caseload.profiel(database, begeleider_id)).naam,
        gemaakt_op=now,
        samenvattingen=dossier.samenvattingen,
        signaalchecks=(await signalenblad.lees(database, begeleider_id, client_id)).checks,
        checks=dossier.checks,
        energie=await energieblad.lees(database, begeleider_id, client_id, now=now, zone=zone),
        meldingen=await meldingen.alle_van(database, begeleider_id, client_id, now=now),
        berichten=(await berichten.draad(database, begeleider_id, client_id, now=now)).posten,
        checklist=await checklist.bijgehouden(database, begeleider_id, client_id),
        voorbereiding=await voorbereidingsblad.lees(database, begeleider_id, client_id, now=now, zone=zone),
    )


def verloop(melding: MeldingBlad) -> tuple[Regel, ...]:
    """The course of a melding, without who only looked."""
    return tuple(regel for regel in melding.verloop if regel.stap.soort != BEKEKEN)


def bestand(kopie: Kopie) -> str:
    """The copy as JSON."""
    document = {
        **kop(FORMAAT, kopie.gemaakt_op),
        "gemaakt_door": kopie.begeleider,
        "client": kopie.client,
        "samenvattingen": [_samenvatting(one) for one in kopie.samenvattingen],
        "signaalchecks": [_check(one) for one in kopie.signaalchecks],
        "energielijst": _energielijst(kopie.energie),
        "meldingen": [_melding(one) for one in kopie.meldingen],
        "berichten": [_bericht(one) for one in kopie.berichten],
        "checklist": [_punt(one) for one in kopie.checklist],
        "voorbereiding": _voorbereiding(kopie.voorbereiding),
    }
    return f"{als_json(document)}\n"


def _bronnen(bronnen: tuple[Bron, ...]) -> list[dict[str, Any]]:
    return [
        {"vraag": bron.vraag, "woorden": bron.woorden, "gezegd_op": bron.datum, "door": bron.door, "samen_met": bron.samen_met} for bron in bronnen
    ]


def _samenvatting(blad: GedeeldeSamenvatting) -> dict[str, Any]:
    regels = [{"onderwerp": regel.onderwerp, "tekst": regel.tekst, "bronnen": _bronnen(regel.bronnen)} for regel in blad.regels]
    return {"dialoog": blad.dialoog, "naam": naam_van(blad.dialoog), "goedgekeurd_op": blad.goedgekeurd_at, "regels": regels}


def _check(check: CheckRij) -> dict[str, Any]:
    return {
        "gedaan_op": check.done_at,
        "niveau": check.niveau,
        "redenen": check.redenen,
        "meer_dan_gewoon": check.meer,
        "veranderd": check.veranderd,
        "te_weinig_te_doen": check.te_weinig,
        "eigen_woorden": [asdict(een) for een in check.woorden],
        "samen_met": check.samen_met,
    }


def _energielijst(blad: Energieblad) -> dict[str, Any] | None:
    lijst = blad.lijst
    if lijst is None:
        return None
    return {
        "eerste_dag": lijst.begin,
        "laatste_dag": lijst.tot,
        "loopt_nog": lijst.loopt,
        "zinnen": lijst.zinnen,
        "uren": list(_uren(lijst)),
        "spiegel": [asdict(rij) for rij in lijst.rijen],
        "opgevallen": _bronnen(blad.opgevallen),
    }


def _uren(lijst: GedeeldeLijst) -> Iterator[dict[str, Any]]:
    """The hours that have a value."""
    for week in lijst.weken:
        for uur, cellen in week.rijen:
            for dag, cel in zip(week.dagen, cellen, strict=True):
                if cel.waarde is not None:
                    yield {"dag": dag, "uur": int(uur), "waarde": cel.waarde, "op_werk": cel.werk}


def _melding(melding: MeldingBlad) -> dict[str, Any]:
    return {
        "niveau": melding.niveau,
        "gemaakt_op": melding.stand.created_at,
        "reden": melding.reden,
        "woorden": melding.woorden,
        "verteld": melding.verteld,
        "afgesloten": melding.stand.gesloten,
        "verloop": [
            {
                "moment": regel.stap.moment,
                "soort": regel.stap.soort,
                "trede": regel.stap.trede,
                "wie": regel.wie,
                "naar": regel.naar,
                "reden": regel.stap.reden,
                "tekst": regel.tekst,
            }
            for regel in verloop(melding)
        ],
    }


def _bericht(post: Post) -> dict[str, Any]:
    return {
        "van": post.van,
        "naam": post.naam,
        "soort": post.soort,
        "tekst": post.tekst,
        "geschreven_op": post.created_at,
        "gelezen_op": post.gelezen_at,
    }


def _punt(regel: checklist.Regel) -> dict[str, Any]:
    return {
        "fase": regel.punt.kolom,
        "punt": regel.punt.tekst,
        "stand": regel.stand,
        "notitie": regel.notitie,
        "bijgewerkt_door": regel.door,
        "bijgewerkt_op": regel.sinds,
    }


def _voorbereiding(blad: Voorbereidingsblad) -> dict[str, Any]:
    return {
        "eigen_punten": [_regel(punt) for punt in blad.punten],
        "tips": [
            {"tip": tip.kop, "bekend": [_regel(regel) for regel in tip.bekend], "nog_open": tip.open, "ook_te_vragen": tip.ook} for tip in blad.tips
        ],
        "openheid": [_regel(regel) for regel in blad.openheid],
    }


def _regel(regel: voorbereidingsblad.Regel) -> dict[str, Any]:
    return {
        "kop": regel.kop,
        "tekst": regel.tekst,
        "ingekort": regel.ingekort,
        "gezegd_op": regel.datum,
        "uit": regel.uit,
        "met_woorden_van": regel.van,
    }
