"""The finished signaal-checks in the database: adding one, looking back, and what was agreed about them."""

from __future__ import annotations

import json
from dataclasses import asdict

from sqlalchemy import select, update
from sqlalchemy.ext.asyncio import AsyncSession

from bot.care import herinneringen, samenvatting
from bot.care.antwoorden import Antwoorden, Gegeven
from bot.care.beurt import Beurt
from bot.care.signaallezing import bevestigd, labels, op_kop
from bot.care.signaalregels import SignaalRegels, lees
from bot.care.signalen import Check, Uitslag, grond
from bot.care.teksten import tekst
from bot.models.signaal_tables import SignaalCheck
from bot.models.tables import Client, Melding, Organisatie


def check_uit(raw: str) -> Check:
    """A check as it was stored."""
    waarden = json.loads(raw)
    return Check(
        tuple(waarden["meer"]), tuple(waarden["veranderd"]), waarden["te_weinig"], waarden["eigen_teken"], tuple(waarden.get("onbekend", ()))
    )


def als_json(check: Check, uitslag: Uitslag, samen_met: tuple[str, ...]) -> str:
    """With the reasons in words: they are those of that moment, also when the organisatie changes its rules. samen_met: who helped to answer."""
    return json.dumps({**asdict(check), "redenen": [reden.tekst for reden in uitslag.redenen], "samen_met": samen_met}, ensure_ascii=False)


def regels(dialoog: str, gegevens: list[Gegeven], antwoorden: Antwoorden) -> tuple[str, ...]:
    """The check as the client reads it back: one line per heading, and what was read in free words and confirmed."""
    per_kop: dict[str, list[Gegeven]] = {}
    for gegeven in gegevens:
        for deel in op_kop(gegeven) if gegeven.inhoud else ():
            per_kop.setdefault(tekst(f"utter_{dialoog}_{deel.vraag}").custom["kop"], []).append(deel)
    gezegd = [samenvatting.regel_met_wie(dialoog, samen) for samen in per_kop.values()]
    ook = bevestigd(antwoorden)
    kop = tekst(f"utter_{dialoog}_ook_klopt").custom["kop"]
    return (*(regel for regel in gezegd if regel), *((f"{kop}: {labels(dialoog, ook)}",) if ook else ()))


async def vorige(session: AsyncSession, client_id: int, aantal: int) -> list[SignaalCheck]:
    """The last checks of this client, oldest first."""
    query = select(SignaalCheck).where(SignaalCheck.client_id == client_id).order_by(SignaalCheck.done_at.desc(), SignaalCheck.id.desc())
    return list(await session.scalars(query.limit(aantal)))[::-1]


async def regels_van(session: AsyncSession, client_id: int) -> SignaalRegels:
    """The rules of the client's organisatie."""
    query = select(Organisatie.instellingen).join(Client, Client.organisatie_id == Organisatie.id).where(Client.id == client_id)
    return lees(await session.scalar(query) or {})


async def deel_niet_meer(beurt: Beurt, *, alleen_woorden: bool = False) -> None:
    """The client takes the yes back, or only the one to the own words: of earlier checks it is not read any more either (AVG art. 7.3)."""
    niet_meer = {"woorden_gedeeld": False} if alleen_woorden else {"gedeeld": False, "woorden_gedeeld": False}
    await beurt.session.execute(
        update(SignaalCheck).where(SignaalCheck.client_id == beurt.client_id).values(**niet_meer).execution_options(synchronize_session=False)
    )


async def van_melding(session: AsyncSession, melding: Melding) -> tuple[str, str | None]:
    """Ground and words of a melding as they may be read now: what a check gave to them goes when the client withdraws it (AVG art. 7.3)."""
    query = select(SignaalCheck.gedeeld, SignaalCheck.woorden_gedeeld).where(SignaalCheck.melding_id == melding.id)
    check = (await session.execute(query)).one_or_none()
    if check is None:
        return melding.regel, melding.woorden
    return melding.regel if check.gedeeld else grond(()), melding.woorden if check.gedeeld and check.woorden_gedeeld else None


async def zet_ritme(beurt: Beurt, gegeven: Gegeven) -> None:
    """Turn the reminder on or off. Nothing is mailed before there is an address that was confirmed (/mijn/herinneringen)."""
    gekozen = next(iter(gegeven.waarde.keuzes), "")
    ritme = gekozen if gekozen in herinneringen.RITMES[herinneringen.SIGNAALCHECK] else herinneringen.NIET
    await herinneringen.zet(beurt.session, beurt.client_id, herinneringen.SIGNAALCHECK, ritme, now=beurt.now, zone=beurt.zone)
