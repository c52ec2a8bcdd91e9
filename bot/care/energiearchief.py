"""The energielijsten in the database: beginning one, the values of today, stopping, and what the begeleider may see.

Functions work in the transaction they are given, begun for this client. Every change locks the row of its list, so two devices wait for each
other and end with the same state. Setting a value that stands already changes nothing.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo

from sqlalchemy import delete, select
from sqlalchemy.ext.asyncio import AsyncSession

from bot.care import herinneringen
from bot.care.energiedag import Indeling, Periode, Waakuren, Werkuren, indeling_uit, laatste_dag
from bot.care.energiepatroon import LEEG, VOL, Patroon, Uur, patroon
from bot.models.energie_tables import EnergieLijst, EnergieUur


class NietNu(ValueError):
    """This hour cannot be changed: it has not begun, its own day is over, or the list is."""


@dataclass(frozen=True)
class Lijst:
    """One list as it stands. waarden: what was picked, by day and hour."""

    id: int
    indeling: Indeling
    begin: date
    gedeeld: bool
    gestopt_at: datetime | None
    bekeken_at: datetime | None
    waarden: dict[Uur, int]

    @property
    def einde(self) -> date:
        """The last own day it is meant to have."""
        return laatste_dag(self.begin)

    def loopt(self, now: datetime, zone: ZoneInfo) -> bool:
        return self.gestopt_at is None and self.indeling.dag(now, zone) <= self.einde

    def periode(self, now: datetime, zone: ZoneInfo) -> Periode:
        """From the first day up to today, or up to the day it ended."""
        return Periode(self.begin, max(self.begin, min(self.einde, self.indeling.dag(self.gestopt_at or now, zone))))

    def begonnen(self, dag: date, now: datetime, zone: ZoneInfo) -> tuple[int, ...]:
        """The hours of this day that had begun when the list was stopped, or have begun now."""
        return self.indeling.begonnen(dag, self.gestopt_at or now, zone)

    def open_uren(self, now: datetime, zone: ZoneInfo) -> tuple[int, ...]:
        """The hours of today that have begun and have no value."""
        dag = self.indeling.dag(now, zone)
        return tuple(uur for uur in self.begonnen(dag, now, zone) if (dag, uur) not in self.waarden)

    def patroon(self, now: datetime, zone: ZoneInfo) -> Patroon:
        return patroon(self.indeling, self.periode(now, zone), self.waarden, lambda dag: self.begonnen(dag, now, zone))


async def alle(session: AsyncSession, client_id: int) -> tuple[Lijst, ...]:
    """All lists of this client, newest first."""
    query = select(EnergieLijst).where(EnergieLijst.client_id == client_id).order_by(EnergieLijst.begonnen_at.desc(), EnergieLijst.id.desc())
    return tuple([await _lijst(session, row) for row in await session.scalars(query)])


async def nieuwste(session: AsyncSession, client_id: int) -> Lijst | None:
    """The list that was begun last."""
    query = select(EnergieLijst).where(EnergieLijst.client_id == client_id).order_by(EnergieLijst.begonnen_at.desc(), EnergieLijst.id.desc())
    row = await session.scalar(query.limit(1))
    return None if row is None else await _lijst(session, row)


async def lees(session: AsyncSession, client_id: int, lijst_id: int) -> Lijst | None:
    """This list; None when this client has none of that number."""
    row = await session.scalar(select(EnergieLijst).where(EnergieLijst.id == lijst_id, EnergieLijst.client_id == client_id))
    return None if row is None else await _lijst(session, row)


async def _lijst(session: AsyncSession, row: EnergieLijst) -> Lijst:
    uren = await session.scalars(select(EnergieUur).where(EnergieUur.lijst_id == row.id))
    return Lijst(
        row.id,
        indeling_uit(row.indeling),
        date.fromisoformat(row.begin_dag),
        row.gedeeld,
        row.gestopt_at,
        row.bekeken_at,
        {(date.fromisoformat(uur.dag), uur.uur): int(uur.waarde) for uur in uren},
    )


async def begin(session: AsyncSession, client_id: int, indeling: Indeling, *, gedeeld: bool, now: datetime, zone: ZoneInfo) -> Lijst:
    """Begin a list today. A list that still runs is stopped: there is one at a time."""
    vorige = await nieuwste(session, client_id)
    if vorige is not None and vorige.loopt(now, zone):
        await stop(session, client_id, vorige.id, now=now)
    row = EnergieLijst(
        client_id=client_id,
        begonnen_at=now,
        begin_dag=indeling.dag(now, zone).isoformat(),
        indeling=indeling.als_json(),
        gedeeld=gedeeld,
        gedeeld_at=now,
    )
    session.add(row)
    await session.flush()
    return await _lijst(session, row)


async def _voor_wijziging(session: AsyncSession, client_id: int, lijst_id: int) -> EnergieLijst:
    query = select(EnergieLijst).where(EnergieLijst.id == lijst_id, EnergieLijst.client_id == client_id)
    row = await session.scalar(query.with_for_update().execution_options(populate_existing=True))
    if row is None:
        raise LookupError(lijst_id)
    return row


async def zet(
    session: AsyncSession, client_id: int, lijst_id: int, dag: date, uur: int, waarde: int | None, *, now: datetime, zone: ZoneInfo
) -> None:
    """Set the value of an hour of today, or take it away (None). Raises NietNu, and LookupError for a list that is not this client's."""
    lijst = await _lijst(session, await _voor_wijziging(session, client_id, lijst_id))
    mag = lijst.loopt(now, zone) and dag == lijst.indeling.dag(now, zone) and uur in lijst.begonnen(dag, now, zone)
    if not mag or not (waarde is None or LEEG <= waarde <= VOL):
        raise NietNu
    if lijst.waarden.get((dag, uur)) == waarde:
        return
    await session.execute(delete(EnergieUur).where(EnergieUur.lijst_id == lijst_id, EnergieUur.dag == dag.isoformat(), EnergieUur.uur == uur))
    if waarde is not None:
        session.add(EnergieUur(lijst_id=lijst_id, dag=dag.isoformat(), uur=uur, waarde=str(waarde), gezet_at=now))
        await herinneringen.gedaan(session, client_id, herinneringen.ENERGIELIJST, now=now)


async def zet_werkdag(session: AsyncSession, client_id: int, lijst_id: int, dag: date, gewerkt: Werkuren, *, now: datetime, zone: ZoneInfo) -> None:
    """Say what was worked today. Raises NietNu for another day or a list that is over."""
    row = await _voor_wijziging(session, client_id, lijst_id)
    lijst = await _lijst(session, row)
    if not lijst.loopt(now, zone) or dag != lijst.indeling.dag(now, zone):
        raise NietNu
    row.indeling = replace(lijst.indeling, anders={**lijst.indeling.anders, dag: gewerkt}).als_json()


async def zet_waakuren(session: AsyncSession, client_id: int, lijst_id: int, waakuren: Waakuren, *, now: datetime, zone: ZoneInfo) -> bool:
    """Be awake at other hours from now on; what was filled in stays as it is. Returns whether today has the new hours already (and its own).

    Raises NietNu for a list that is over.
    """
    row = await _voor_wijziging(session, client_id, lijst_id)
    lijst = await _lijst(session, row)
    if not lijst.loopt(now, zone):
        raise NietNu
    vandaag = lijst.indeling.dag(now, zone)
    nieuw = lijst.indeling.met_waakuren(waakuren, lijst.begin, vandaag)
    row.indeling = nieuw.als_json()
    return set(waakuren.uren) <= set(nieuw.uren_op(vandaag))


async def stop(session: AsyncSession, client_id: int, lijst_id: int, *, now: datetime) -> None:
    """End the list before its time. What was filled in stays."""
    row = await _voor_wijziging(session, client_id, lijst_id)
    row.gestopt_at = row.gestopt_at or now
    await herinneringen.stop(session, client_id, herinneringen.ENERGIELIJST)


async def hervat(session: AsyncSession, client_id: int, lijst_id: int, *, now: datetime, zone: ZoneInfo) -> None:
    """Think better of stopping. Raises NietNu when the two weeks are over or a newer list was begun."""
    row = await _voor_wijziging(session, client_id, lijst_id)
    newest = await nieuwste(session, client_id)
    if newest is None or newest.id != lijst_id or not replace(newest, gestopt_at=None).loopt(now, zone):
        raise NietNu
    row.gestopt_at = None


async def deel(session: AsyncSession, client_id: int, lijst_id: int, gedeeld: bool, *, now: datetime) -> None:
    """Let the begeleider see this list, or no longer (AVG art. 7.3): what is not shared is not fetched."""
    row = await _voor_wijziging(session, client_id, lijst_id)
    if row.gedeeld is not gedeeld:
        row.gedeeld, row.gedeeld_at = gedeeld, now


async def bekeken(session: AsyncSession, client_id: int, lijst_id: int, *, now: datetime) -> None:
    """The client went through pattern and mirror."""
    (await _voor_wijziging(session, client_id, lijst_id)).bekeken_at = now


async def herinner(session: AsyncSession, client_id: int, lijst: Lijst, uur: int | None, *, now: datetime, zone: ZoneInfo) -> None:
    """A mail every day at this hour until the list ends; None for no mail."""
    ritme = herinneringen.NIET if uur is None else herinneringen.RITMES[herinneringen.ENERGIELIJST][0]
    tot = datetime.combine(lijst.einde + timedelta(days=1), time(), zone).astimezone(UTC)
    await herinneringen.zet(session, client_id, herinneringen.ENERGIELIJST, ritme, uur=uur or herinneringen.UUR, now=now, zone=zone, tot=tot)
