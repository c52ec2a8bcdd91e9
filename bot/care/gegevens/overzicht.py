"""Everything about one client, grouped as the client reads it. What is in which table stands in register.yml; what is said of it in woorden.py."""

from __future__ import annotations

import json
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from itertools import groupby
from typing import Any

from sqlalchemy import func, select
from sqlalchemy.ext.asyncio import AsyncSession

from bot.care import berichten, inzage
from bot.care import meldingstand as s
from bot.care.berichten import Post
from bot.care.gegevens.delen import nieuwste
from bot.care.gegevens.register import tabellen
from bot.care.gegevens.woorden import ZEG, reden, teksten
from bot.care.klaarzetten import naam_van
from bot.care.samenvatting import DELEN
from bot.care.signaalarchief import van_melding
from bot.care.teksten import heeft, tekst
from bot.models.database import Database
from bot.models.energie_tables import EnergieLijst
from bot.models.gegevens_tables import Inzage
from bot.models.meldingen_tables import MeldingStap
from bot.models.signaal_tables import SignaalCheck
from bot.models.tables import Antwoord, Begeleider, Client, Melding, Samenvatting, SamenvattingRegel, Sessie, Toegang

OVERIG, TECHNIEK = "overig", "techniek"
INZAGE_MAX = 2000


@dataclass(frozen=True)
class Antwoordversie:
    """What was answered once: the literal words and when. geldig: whether it counts now."""

    woorden: str
    datum: datetime
    geldig: bool


@dataclass(frozen=True)
class Antwoordregel:
    """One question with its answer: nu is None when it counts no more; eerder: other versions, newest first."""

    kop: str
    nu: Antwoordversie | None
    eerder: tuple[Antwoordversie, ...]


@dataclass(frozen=True)
class AntwoordenVan:
    """The answers of one dialogue, by its name; over_gesprek: those about the talk itself (does this hold, may it be shared)."""

    naam: str
    regels: tuple[Antwoordregel, ...]
    over_gesprek: tuple[Antwoordregel, ...]


@dataclass(frozen=True)
class Regel:
    """One line of a summary. gedeeld: the begeleider can read it now; kan_delen: it may be shared from here."""

    id: int
    kop: str
    tekst: str
    woorden: tuple[str, ...]
    gedeeld: bool
    toestemming: str | None
    sinds: datetime | None
    kan_delen: bool


@dataclass(frozen=True)
class SamenvattingBlad:
    """One summary with its lines; nieuwste: nothing replaced it."""

    id: int
    naam: str
    datum: datetime
    nieuwste: bool
    regels: tuple[Regel, ...]

    @property
    def gedeeld(self) -> int:
        return sum(regel.gedeeld for regel in self.regels)


@dataclass(frozen=True)
class Notitie:
    """What a begeleider wrote with a melding."""

    wie: str
    moment: datetime
    tekst: str


@dataclass(frozen=True)
class MeldingVanMij:
    """A melding about this client, as it may be read now. gezien: (name, moment) of who acknowledged it first."""

    niveau: str
    reden: str
    woorden: str | None
    verteld: str | None
    created_at: datetime
    gezien: tuple[str, datetime] | None
    gesloten_at: datetime | None
    notities: tuple[Notitie, ...]


@dataclass(frozen=True)
class Apparaat:
    """A device that is logged in. `kenmerk` names it in a form; it does not let anybody in."""

    kenmerk: str
    sinds: datetime
    gezien_at: datetime
    dit: bool


@dataclass(frozen=True)
class OpenLink:
    """A link that still lets somebody in."""

    id: int
    created_at: datetime
    expires_at: datetime


@dataclass(frozen=True)
class Gekeken:
    """Somebody looked: on this day for the first time at `moment`, and how often that day."""

    moment: datetime
    wie: str
    rol: str
    wat: str
    keer: int


@dataclass(frozen=True)
class Overig:
    """A table without a part of its own, by its name: per row (label, value)."""

    naam: str
    kop: str
    rijen: tuple[tuple[tuple[str, Any], ...], ...]


@dataclass(frozen=True)
class Overzicht:
    """The whole page. techniek: (what, how many) of what only the download shows; berichten: messages in the conversation.

    checks, energielijsten: how many the begeleider can read. gekopieerd_at: when a begeleider last made a copy; what is withdrawn after that
    still stands in it.
    """

    samenvattingen: tuple[SamenvattingBlad, ...]
    antwoorden: tuple[AntwoordenVan, ...]
    posten: tuple[Post, ...]
    meldingen: tuple[MeldingVanMij, ...]
    apparaten: tuple[Apparaat, ...]
    links: tuple[OpenLink, ...]
    gekeken: tuple[Gekeken, ...]
    meer_gekeken: bool
    overig: tuple[Overig, ...]
    techniek: tuple[tuple[str, int], ...]
    berichten: int
    checks: int
    energielijsten: int
    gekopieerd_at: datetime | None


async def overzicht(database: Database, client_id: int, *, apparaat: str, now: datetime, zone: Any) -> Overzicht:
    """Read everything. `apparaat`: hash of the cookie of this device. `zone`: in which a day of looking begins."""
    async with database.read(client_id=client_id) as session:
        gekeken, more = await _gekeken(session, client_id, zone)
        return Overzicht(
            samenvattingen=await _samenvattingen(session, client_id),
            antwoorden=await _antwoorden(session, client_id),
            posten=tuple(reversed(await berichten.lees(session, client_id))),
            meldingen=await _meldingen(session, client_id),
            apparaten=await _apparaten(session, client_id, apparaat),
            links=await _links(session, client_id, now),
            gekeken=gekeken,
            meer_gekeken=more,
            overig=await _overig(session, client_id),
            techniek=await _techniek(session, client_id),
            berichten=await _aantal(session, "bericht", client_id),
            checks=await _gedeeld(session, SignaalCheck, client_id),
            energielijsten=await _gedeeld(session, EnergieLijst, client_id),
            gekopieerd_at=await _gekopieerd(session, client_id),
        )


def _kop(dialoog: str, vraag: str) -> tuple[str, bool]:
    """The heading of a question, and whether it is about the talk itself. A question that is gone from the dialogue keeps its id."""
    naam = f"utter_{dialoog}_{vraag}"
    if heeft(naam):
        found = tekst(naam)
        if kop := found.custom.get("kop"):
            return str(kop), False
        return found.tekst.splitlines()[-1], "{" in found.tekst
    vragen = teksten()["vragen"]
    for begin in ("overzicht_", "delen_"):
        if vraag.startswith(begin):
            titel = f"utter_{dialoog}_onderwerp_{vraag.removeprefix(begin)}"
            return f"{vragen[begin[:-1]]}{f': {tekst(titel).tekst}' if heeft(titel) else ''}", True
    return vraag.replace("_", " ").capitalize(), False


async def _antwoorden(session: AsyncSession, client_id: int) -> tuple[AntwoordenVan, ...]:
    rows = (await session.scalars(select(Antwoord).where(Antwoord.client_id == client_id).order_by(Antwoord.dialoog, Antwoord.id))).all()
    found = []
    for dialoog, of_dialoog in groupby(rows, key=lambda row: row.dialoog):
        per_vraag: dict[str, list[Antwoordversie]] = {}
        for row in of_dialoog:
            per_vraag.setdefault(row.vraag, []).append(Antwoordversie(row.woorden, row.created_at, row.geldig))
        inhoud: list[Antwoordregel] = []
        over: list[Antwoordregel] = []
        for vraag, versies in per_vraag.items():
            kop, is_over = _kop(dialoog, vraag)
            nu = next((versie for versie in versies if versie.geldig), None)
            (over if is_over else inhoud).append(Antwoordregel(kop, nu, tuple(one for one in reversed(versies) if not one.geldig)))
        found.append(AntwoordenVan(naam_van(dialoog), tuple(inhoud), tuple(over)))
    return tuple(found)


def _woorden(bronnen: str) -> tuple[str, ...]:
    return tuple(dict.fromkeys(str(bron.get("woorden", "")) for bron in json.loads(bronnen) if bron.get("woorden")))


async def _gedeeld(session: AsyncSession, wat: type[SignaalCheck | EnergieLijst], client_id: int) -> int:
    return await session.scalar(select(func.count(wat.id)).where(wat.client_id == client_id, wat.gedeeld)) or 0


async def _samenvattingen(session: AsyncSession, client_id: int) -> tuple[SamenvattingBlad, ...]:
    whole, line = Samenvatting, SamenvattingRegel
    newest = await nieuwste(session, client_id)
    rows = await session.execute(
        select(whole, line)
        .join(line, line.samenvatting_id == whole.id)
        .where(whole.client_id == client_id)
        .order_by(whole.id.desc(), line.volgorde, line.id)
    )
    found = []
    for _, group in groupby(rows.all(), key=lambda row: row[0].id):
        pairs = list(group)
        blad, is_newest = pairs[0][0], pairs[0][0].id in newest
        regels = tuple(_regel(blad.dialoog, row[1], blad.goedgekeurd_at is not None, is_newest) for row in pairs)
        found.append(SamenvattingBlad(blad.id, naam_van(blad.dialoog), blad.goedgekeurd_at or blad.created_at, is_newest, regels))
    return tuple(sorted(found, key=lambda one: (not one.nieuwste, -one.datum.timestamp())))


def _regel(dialoog: str, row: SamenvattingRegel, goedgekeurd: bool, is_newest: bool) -> Regel:
    titel = f"utter_{dialoog}_onderwerp_{row.onderwerp}"
    kop = tekst(titel).tekst if heeft(titel) else row.onderwerp.replace("_", " ").capitalize()
    gedeeld = goedgekeurd and row.toestemming == DELEN
    return Regel(row.id, kop, row.tekst, _woorden(row.bronnen), gedeeld, row.toestemming, row.toestemming_at, is_newest and not gedeeld)


async def _namen(session: AsyncSession, client_id: int) -> dict[int, str]:
    own = select(Client.organisatie_id).where(Client.id == client_id).scalar_subquery()
    rows = await session.execute(select(Begeleider.id, Begeleider.naam).where(Begeleider.organisatie_id == own))
    return {row.id: row.naam for row in rows}


async def _meldingen(session: AsyncSession, client_id: int) -> tuple[MeldingVanMij, ...]:
    namen = await _namen(session, client_id)
    found = []
    for row in await session.scalars(select(Melding).where(Melding.client_id == client_id).order_by(Melding.id.desc())):
        steps = list(await session.scalars(select(MeldingStap).where(MeldingStap.melding_id == row.id).order_by(MeldingStap.id)))
        seen = next(((namen.get(step.begeleider_id or 0, ""), step.created_at) for step in steps if step.soort == s.GEZIEN), None)
        notes = tuple(Notitie(namen.get(step.begeleider_id or 0, ""), step.created_at, step.tekst) for step in steps if step.tekst)
        niveau = teksten()["niveaus"].get(row.niveau, row.niveau)
        regel, woorden = await van_melding(session, row)
        found.append(MeldingVanMij(niveau, reden(regel), woorden, row.verteld, row.created_at, seen, row.gesloten_at, notes))
    return tuple(found)


async def _apparaten(session: AsyncSession, client_id: int, apparaat: str) -> tuple[Apparaat, ...]:
    rows = await session.scalars(select(Sessie).where(Sessie.client_id == client_id).order_by(Sessie.seen_at.desc()))
    found = [Apparaat(row.token_hash[:16], row.created_at, row.seen_at, row.token_hash == apparaat) for row in rows]
    return tuple(sorted(found, key=lambda one: not one.dit))


async def _links(session: AsyncSession, client_id: int, now: datetime) -> tuple[OpenLink, ...]:
    query = select(Toegang).where(Toegang.client_id == client_id, Toegang.used_at.is_(None), Toegang.expires_at > now).order_by(Toegang.id.desc())
    return tuple(OpenLink(row.id, row.created_at, row.expires_at) for row in await session.scalars(query))


async def _gekeken(session: AsyncSession, client_id: int, zone: Any) -> tuple[tuple[Gekeken, ...], bool]:
    """Newest day first; the same person and the same thing on one day is one line with its first moment, as NEN 7513 suggests for clients."""
    namen = await _namen(session, client_id)
    own = select(Client.sleutel_id).where(Client.id == client_id).scalar_subquery()
    query = select(Inzage).where(Inzage.betrokkene == own, Inzage.uitkomst == inzage.GELUKT).order_by(Inzage.volgnummer.desc()).limit(INZAGE_MAX + 1)
    rows = list(await session.scalars(query))
    said = teksten()
    per_day: dict[tuple[Any, ...], list[datetime]] = {}
    for row in rows[:INZAGE_MAX]:
        key = (row.created_at.astimezone(zone).date(), row.rol, row.begeleider_id, row.soort)
        per_day.setdefault(key, []).append(row.created_at)
    found = tuple(
        Gekeken(
            min(moments),
            namen.get(begeleider_id or 0, ""),
            said["wie"].get(rol, rol),
            said["gekeken"].get(soort, said["gekeken"]["anders"]),
            len(moments),
        )
        for (_, rol, begeleider_id, soort), moments in per_day.items()
    )
    return found, len(rows) > INZAGE_MAX


async def _gekopieerd(session: AsyncSession, client_id: int) -> datetime | None:
    own = select(Client.sleutel_id).where(Client.id == client_id).scalar_subquery()
    copies = (Inzage.betrokkene == own, Inzage.soort == inzage.KOPIE, Inzage.uitkomst == inzage.GELUKT)
    return await session.scalar(select(func.max(Inzage.created_at)).where(*copies))


async def _overig(session: AsyncSession, client_id: int) -> tuple[Overig, ...]:
    found = []
    for one in tabellen():
        if one.deel == OVERIG:
            columns = [one.tabel.c[name] for name in one.kolommen]
            query = select(*columns).where(one.van_client(client_id)).order_by(*one.tabel.primary_key.columns)
            zeg = [ZEG.get(one.zeg.get(name, "woorden" if name in one.json else "")) for name in one.kolommen]
            rows = [
                [say(value) if say and value is not None else value for say, value in zip(zeg, row, strict=True)]
                for row in await session.execute(query)
            ]
            found.append(Overig(one.naam, one.kop, tuple(_rij(one.kolommen.values(), row) for row in rows)))
    return tuple(found)


def _rij(labels: Iterable[str], row: Any) -> tuple[tuple[str, Any], ...]:
    return tuple((label, value) for label, value in zip(labels, row, strict=True) if value not in (None, "", [], {}))


async def _techniek(session: AsyncSession, client_id: int) -> tuple[tuple[str, int], ...]:
    return tuple([(one.kop, await _aantal(session, one.naam, client_id)) for one in tabellen() if one.deel == TECHNIEK])


async def _aantal(session: AsyncSession, naam: str, client_id: int) -> int:
    one = next(found for found in tabellen() if found.naam == naam)
    return await session.scalar(select(func.count()).select_from(one.tabel).where(one.van_client(client_id))) or 0
