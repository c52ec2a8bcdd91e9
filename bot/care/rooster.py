"""The rota: who can be reached when, who takes over, and where nobody is. The value is pure; loading and changing it stand below it."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import TypeVar
from zoneinfo import ZoneInfo

from sqlalchemy import ColumnElement, delete, select
from sqlalchemy.ext.asyncio import AsyncSession

from bot.care.meldinstellingen import MeldInstellingen, lees
from bot.care.werktijd import Werktijd
from bot.models.database import Database
from bot.models.meldingen_tables import Afwezigheid, Dienst, Vervanger
from bot.models.tables import Begeleider, Organisatie

Vak = TypeVar("Vak", Afwezigheid, Dienst)
# A deputy who is away has a deputy too; further than this nobody looks.
CHAIN = 5
# Who was on duty when the last rung was told still counts when its time is up.
LOOK_BACK = timedelta(days=8)
# Nobody plans further in one go; a longer time is a year that was mistyped.
LANGST = timedelta(days=366)
# In place of the hash of a passphrase, of who left (`begeleiders.py`): no passphrase fits it.
GEEN_TOEGANG = ""


def werkt_hier() -> ColumnElement[bool]:
    """Begeleiders who did not leave; the others are names in logs only."""
    return Begeleider.password_hash != GEEN_TOEGANG


@dataclass(frozen=True)
class Tijdvak:
    """Somebody is on duty, or away (then `vervanger` may take over), from `van` until `tot`."""

    begeleider: int
    van: datetime
    tot: datetime
    vervanger: int | None = None

    def op(self, moment: datetime) -> bool:
        return self.van <= moment < self.tot


@dataclass(frozen=True)
class Rooster:
    """Everything the ladder needs to know of an organisatie."""

    team: tuple[int, ...]
    instellingen: MeldInstellingen
    diensten: tuple[Tijdvak, ...] = ()
    afwezig: tuple[Tijdvak, ...] = ()
    vervangers: Mapping[int, int] = field(default_factory=dict)

    @property
    def werktijd(self) -> Werktijd:
        return self.instellingen.werktijd

    def aanwezig(self, begeleider: int | None, moment: datetime) -> bool:
        """In the team and not away."""
        return begeleider in self.team and not any(vak.begeleider == begeleider and vak.op(moment) for vak in self.afwezig)

    def vervanger_van(self, begeleider: int | None, moment: datetime) -> int | None:
        """Who takes over now: the deputy of the absence, else the standing one, so that a melding is not lost for want of a name; of a deputy who is
        away the next. None when there is nobody."""
        seen = {begeleider}
        for _ in range(CHAIN):
            holiday = (vak.vervanger for vak in self.afwezig if vak.begeleider == begeleider and vak.op(moment) and vak.vervanger)
            begeleider = next(holiday, None) or self.vervangers.get(begeleider or 0)
            if begeleider is None or begeleider in seen:
                return None
            if self.aanwezig(begeleider, moment):
                return begeleider
            seen.add(begeleider)
        return None

    def waarnemer(self, begeleider: int, moment: datetime) -> int | None:
        """Who takes over from somebody who is away; None when nobody does, or need not."""
        return None if self.aanwezig(begeleider, moment) else self.vervanger_van(begeleider, moment)

    def weg_sinds(self, begeleider: int, moment: datetime) -> datetime | None:
        """When the absence began that this moment lies in; None for who is not away."""
        return min((vak.van for vak in self.afwezig if vak.begeleider == begeleider and vak.op(moment)), default=None)

    def waargenomen(self, begeleider: int, door: int, moment: datetime) -> tuple[tuple[datetime, datetime], ...]:
        """In the absence that this moment lies in: the times up to this moment at which `door` was who took over. A deputy who is away too hands
        that on, and a client is told each time who reads."""
        sinds = self.weg_sinds(begeleider, moment)
        if sinds is None:
            return ()
        edges = sorted({sinds, moment, *(edge for vak in self.afwezig for edge in (vak.van, vak.tot) if sinds < edge < moment)})
        stukken = [(van, tot) for van, tot in zip(edges, edges[1:]) if self.waarnemer(begeleider, van) == door]
        # At the moment itself too, for what is said at the very begin.
        return (*stukken, (moment, moment)) if self.waarnemer(begeleider, moment) == door else tuple(stukken)

    def weg_tot(self, begeleider: int, moment: datetime) -> datetime | None:
        """Until when somebody who is away stays away, also when one absence follows another; None for who is not away."""
        tot = None
        while away := [vak.tot for vak in self.afwezig if vak.begeleider == begeleider and vak.op(tot or moment)]:
            tot = max(away)
        return tot

    def in_dienst(self, moment: datetime) -> tuple[int, ...]:
        """Who is on duty now and not away."""
        return tuple(dict.fromkeys(vak.begeleider for vak in self.diensten if vak.op(moment) and self.aanwezig(vak.begeleider, moment)))

    def volgende_dienst(self, moment: datetime) -> datetime | None:
        """This moment when somebody is on duty, else when the next duty begins."""
        if self.in_dienst(moment):
            return moment
        # Somebody may also come back from a holiday in the middle of a duty.
        edges = {vak.van for vak in self.diensten} | {vak.tot for vak in self.afwezig}
        return min((edge for edge in edges if edge > moment and self.in_dienst(edge)), default=None)

    def bereikbaar(self, moment: datetime) -> bool:
        """Somebody can be expected to read now."""
        return self.instellingen.wacht_dag_en_nacht or self.werktijd.open_op(moment) or bool(self.in_dienst(moment))

    def volgende_bereikbaar(self, moment: datetime) -> datetime:
        """This moment, or the first later one at which somebody can be expected to read."""
        if self.bereikbaar(moment):
            return moment
        opening, dienst = self.werktijd.volgende_opening(moment), self.volgende_dienst(moment)
        return min(opening, dienst) if dienst else opening

    def gaten(self, van: datetime, tot: datetime) -> list[tuple[datetime, datetime]]:
        """Where nobody is while somebody should be: in working hours, and outside them when the organisatie says that it has people on duty."""
        found: list[tuple[datetime, datetime]] = []
        bezet = True
        for begin, end in self._stukken(van, tot):
            leeg = self._leeg(begin)
            if leeg is None:
                continue
            if leeg:
                # Two empty days with a closed night between them are one gap.
                found.append((begin if bezet else found.pop()[0], end))
            bezet = not leeg
        return found

    def meldtijd(self, van: datetime, tot: datetime) -> timedelta:
        """How much of this time a melding could be told to somebody at once: who is there is mailed at any hour, who is away is not."""
        told = (end - begin for begin, end in self._stukken(van, tot) if self.bereikbaar(begin) or self.een_aanwezige(begin) is not None)
        return sum(told, timedelta())

    def een_aanwezige(self, moment: datetime) -> int | None:
        """The first of the team who is not away."""
        return next((one for one in self.team if self.aanwezig(one, moment)), None)

    def _stukken(self, van: datetime, tot: datetime) -> list[tuple[datetime, datetime]]:
        """The pieces of this time within which nothing changes."""
        edges = {van, tot, *(edge for block in self.werktijd.blokken(van, tot) for edge in block)}
        edges |= {edge for vak in (*self.diensten, *self.afwezig) for edge in (vak.van, vak.tot) if van < edge < tot}
        return list(zip(sorted(edges), sorted(edges)[1:]))

    def _leeg(self, moment: datetime) -> bool | None:
        """Nobody is there; None when nobody needs to be."""
        if self.werktijd.open_op(moment):
            return self.een_aanwezige(moment) is None
        return not self.in_dienst(moment) if self.instellingen.diensten else None


async def laad(session: AsyncSession, organisatie_id: int, zone: ZoneInfo, now: datetime) -> Rooster:
    """The rota of an organisatie, without what is long over."""
    instellingen = await session.scalar(select(Organisatie.instellingen).where(Organisatie.id == organisatie_id)) or {}
    own = Begeleider.organisatie_id == organisatie_id
    team = tuple(await session.scalars(select(Begeleider.id).where(own, werkt_hier()).order_by(Begeleider.id)))
    diensten = await session.execute(
        select(Dienst.begeleider_id, Dienst.van, Dienst.tot)
        .join(Begeleider, Begeleider.id == Dienst.begeleider_id)
        .where(own, Dienst.tot > now - LOOK_BACK)
    )
    afwezig = await session.execute(
        select(Afwezigheid.begeleider_id, Afwezigheid.van, Afwezigheid.tot, Afwezigheid.vervanger_id)
        .join(Begeleider, Begeleider.id == Afwezigheid.begeleider_id)
        .where(own, Afwezigheid.tot > now - LOOK_BACK)
    )
    standing = await session.execute(
        select(Vervanger.begeleider_id, Vervanger.vervanger_id).join(Begeleider, Begeleider.id == Vervanger.begeleider_id).where(own)
    )
    return Rooster(team, lees(instellingen, zone), _vakken(diensten), _vakken(afwezig), {row[0]: row[1] for row in standing})


async def afwezigen(session: AsyncSession, organisatie_id: int, now: datetime) -> dict[int, datetime]:
    """Who of an organisatie is away now, and until when."""
    # Presence is a matter of moments; the zone only matters for working hours.
    rooster = await laad(session, organisatie_id, ZoneInfo("UTC"), now)
    weg = {one: rooster.weg_tot(one, now) for one in rooster.team}
    return {one: tot for one, tot in weg.items() if tot is not None}


def _vakken(rows: Iterable[tuple[object, ...]]) -> tuple[Tijdvak, ...]:
    return tuple(Tijdvak(*row) for row in rows)  # type: ignore[arg-type]  # the columns are in the order of the fields


class OngeldigRooster(ValueError):
    """A change of the rota that makes no sense; `reden`: volgorde (ends before it begins), voorbij (ended already), lang (longer than LANGST),
    ver (begins later than that), overlap (with `botst`, an absence with another deputy), vreemd (nobody, or somebody of elsewhere), zelf, or datum
    (no moment at all)."""

    def __init__(self, reden: str, botst: Tijdvak | None = None) -> None:
        super().__init__(f"The rota cannot be changed like this: {reden}")
        self.reden, self.botst = reden, botst


async def _collegas(session: AsyncSession, *begeleiders: int) -> None:
    query = select(Begeleider.id, Begeleider.organisatie_id).where(Begeleider.id.in_(begeleiders), werkt_hier())
    found = {row.id: row.organisatie_id for row in await session.execute(query)}
    if found.keys() != set(begeleiders) or len(set(found.values())) != 1:
        raise OngeldigRooster("vreemd")
    if len(set(begeleiders)) != len(begeleiders):
        raise OngeldigRooster("zelf")


def controleer_tijdvak(van: datetime, tot: datetime, *, now: datetime) -> None:
    """Whether somebody can still note this time. What is over is never shown again and steers nothing: most often the year is wrong.
    Raises OngeldigRooster."""
    if tot - van <= timedelta():
        raise OngeldigRooster("volgorde")
    if tot <= now:
        raise OngeldigRooster("voorbij")
    if tot - van > LANGST:
        raise OngeldigRooster("lang")
    if van - now > LANGST:
        raise OngeldigRooster("ver")


async def _zelfde(session: AsyncSession, soort: type[Vak], begeleider_id: int, van: datetime, tot: datetime) -> Vak | None:
    """The same time of the same person. Two saves at once wait for each other at the row of that person (on SQLite at the file)."""
    await session.execute(select(Begeleider.id).where(Begeleider.id == begeleider_id).with_for_update())
    return (await session.scalars(select(soort).where(soort.begeleider_id == begeleider_id, soort.van == van, soort.tot == tot))).first()


async def add_afwezigheid(session: AsyncSession, begeleider_id: int, van: datetime, tot: datetime, vervanger_id: int | None = None) -> int:
    """Somebody is away; returns the id. vervanger_id None: the standing deputy takes over. The same days again are one absence, with the last deputy;
    other days over them need the same one, for else nobody can tell who takes over. Raises OngeldigRooster."""
    if tot - van <= timedelta():
        raise OngeldigRooster("volgorde")
    await _collegas(session, begeleider_id, *([vervanger_id] if vervanger_id is not None else []))
    row = await _zelfde(session, Afwezigheid, begeleider_id, van, tot) or Afwezigheid(begeleider_id=begeleider_id, van=van, tot=tot)
    vast = await session.scalar(select(Vervanger.vervanger_id).where(Vervanger.begeleider_id == begeleider_id))
    over = select(Afwezigheid).where(Afwezigheid.begeleider_id == begeleider_id, Afwezigheid.van < tot, Afwezigheid.tot > van)
    for ander in await session.scalars(over.order_by(Afwezigheid.van)):
        if ander is not row and (ander.vervanger_id or vast) != (vervanger_id or vast):
            raise OngeldigRooster("overlap", Tijdvak(begeleider_id, ander.van, ander.tot, ander.vervanger_id))
    row.vervanger_id = vervanger_id
    session.add(row)
    await session.flush()
    return row.id


async def add_dienst(session: AsyncSession, begeleider_id: int, van: datetime, tot: datetime) -> int:
    """Somebody is on duty; returns the id. The same hours again are one duty. Raises OngeldigRooster."""
    if tot - van <= timedelta():
        raise OngeldigRooster("volgorde")
    row = await _zelfde(session, Dienst, begeleider_id, van, tot) or Dienst(begeleider_id=begeleider_id, van=van, tot=tot)
    session.add(row)
    await session.flush()
    return row.id


async def zet_vervanger(session: AsyncSession, begeleider_id: int, vervanger_id: int | None) -> None:
    """Name the standing deputy, or nobody. Raises OngeldigRooster."""
    if vervanger_id is not None:
        await _collegas(session, begeleider_id, vervanger_id)
    await session.execute(delete(Vervanger).where(Vervanger.begeleider_id == begeleider_id))
    if vervanger_id is not None:
        session.add(Vervanger(begeleider_id=begeleider_id, vervanger_id=vervanger_id))
        await session.flush()


async def haal_weg(session: AsyncSession, begeleider_id: int, afwezig_id: int | None, dienst_id: int | None) -> None:
    """Take an own absence or duty out of the rota; of somebody else, or gone already, nothing happens."""
    await session.execute(delete(Afwezigheid).where(Afwezigheid.id == (afwezig_id or 0), Afwezigheid.begeleider_id == begeleider_id))
    await session.execute(delete(Dienst).where(Dienst.id == (dienst_id or 0), Dienst.begeleider_id == begeleider_id))


@dataclass(frozen=True)
class RoosterRij:
    """One line of the rota as it is shown; `id` to take it out, `begeleider` whose it is."""

    id: int
    begeleider: int
    van: datetime
    tot: datetime
    vervanger: int | None = None


@dataclass(frozen=True)
class RoosterBlad:
    """The rota of the own organisatie for a page, with the names by number. The deputy of an absence is who was chosen for it, else the standing
    one."""

    namen: Mapping[int, str]
    vervangers: Mapping[int, int]
    afwezig: tuple[RoosterRij, ...]
    diensten: tuple[RoosterRij, ...]

    def ook_weg(self, rij: RoosterRij) -> RoosterRij | None:
        """The first absence of the deputy of this one that runs into it; two may also be each other's."""
        return next((one for one in self.afwezig if one.begeleider == rij.vervanger and one.van < rij.tot and one.tot > rij.van), None)

    def dan(self, rij: RoosterRij) -> int | None:
        """Who takes over from the moment that the deputy of this absence is away too: the next who is there, as `Rooster.vervanger_van`."""
        ook = self.ook_weg(rij)
        moment, seen, wie = max(rij.van, ook.van) if ook else rij.van, {rij.begeleider}, rij.vervanger
        for _ in range(CHAIN):
            if wie is None or wie in seen:
                return None
            weg = next((one for one in self.afwezig if one.begeleider == wie and one.van <= moment < one.tot), None)
            if weg is None:
                return wie
            seen.add(wie)
            wie = weg.vervanger
        return None


async def rooster_of(database: Database, begeleider_id: int, *, now: datetime) -> RoosterBlad:
    """What this begeleider sees of the rota: the own organisatie, what is not over."""
    own = Begeleider.organisatie_id == select(Begeleider.organisatie_id).where(Begeleider.id == begeleider_id).scalar_subquery()
    async with database.read() as session:
        here = select(Begeleider.id, Begeleider.naam).where(own, werkt_hier()).order_by(Begeleider.id)
        namen = {row.id: row.naam for row in await session.execute(here)}
        away = await session.scalars(select(Afwezigheid).where(Afwezigheid.begeleider_id.in_(namen), Afwezigheid.tot > now).order_by(Afwezigheid.van))
        duty = await session.scalars(select(Dienst).where(Dienst.begeleider_id.in_(namen), Dienst.tot > now).order_by(Dienst.van))
        standing = await session.scalars(select(Vervanger).where(Vervanger.begeleider_id.in_(namen)))
        vast = {row.begeleider_id: row.vervanger_id for row in standing}
        return RoosterBlad(
            namen,
            vast,
            tuple(RoosterRij(row.id, row.begeleider_id, row.van, row.tot, row.vervanger_id or vast.get(row.begeleider_id)) for row in away),
            tuple(RoosterRij(row.id, row.begeleider_id, row.van, row.tot) for row in duty),
        )
