"""Begeleiders come and go: another address, clients to a colleague, and leaving. Done by the beheerder, and written down for everybody to see.

Who left stays as a name, because logs that nobody can change say what that person did. The passphrase, the address and the place in the rota are
gone. Nothing is left without somebody: leaving is refused while clients or open meldingen are still that person's.
"""

from __future__ import annotations

import secrets
from collections.abc import Sequence
from contextlib import suppress
from datetime import datetime

from sqlalchemy import ColumnElement, delete, func, or_, select, update
from sqlalchemy.exc import IntegrityError, NoResultFound
from sqlalchemy.ext.asyncio import AsyncSession

from bot.care import meldingstand as s
from bot.care import overname
from bot.care.beurt import Beurt
from bot.care.contact import SOORT as VERZOEK
from bot.care.instellingen import log_wijziging, organisatie_van
from bot.care.invoer import OngeldigeInvoer, clean_email
from bot.care.meldingen import SOORT, schrijf, stand_van
from bot.care.meldingstand import Stap
from bot.care.ontvangst import laatst_gezegd
from bot.care.rooster import GEEN_TOEGANG, afwezigen, werkt_hier
from bot.care.turns import fixed, write_turn
from bot.models.database import Database
from bot.models.meldingen_tables import Afwezigheid, Dienst, Vervanger
from bot.models.tables import Begeleider, Client, Contactverzoek, Gesprek, Melding, Outbox, Sessie

# In the log of changes of the organisatie.
ADRES, VERTROKKEN = "begeleider.adres", "begeleider.vertrokken"


class GaatNiet(Exception):
    """This cannot be done with a begeleider now. `reden`: clienten or meldingen (so many are left: `aantal`), laatste (nobody else is left),
    zelf (the same person), elders (of another organisatie) or afwezig (who should take over is away, and meldingen are open)."""

    def __init__(self, reden: str, aantal: int = 0) -> None:
        super().__init__(f"This cannot be done with a begeleider: {reden}")
        self.reden, self.aantal = reden, aantal


async def nieuw_adres(database: Database, begeleider_id: int, email: str, *, now: datetime) -> None:
    """Another e-mail address to log in and be mailed with. Raises OngeldigeInvoer, also when somebody else has it."""
    email = clean_email(email)
    async with database.begin(organisatie_id=await organisatie_van(database, begeleider_id)) as session:
        row = await session.get_one(Begeleider, begeleider_id)
        oud, row.email, row.email_index = row.email, email, database.keyring.master.index(email)
        log_wijziging(session, row.organisatie_id, None, ADRES, oud, email, now)
        try:
            await session.flush()
        except IntegrityError:
            raise OngeldigeInvoer("email", "bestaat", "A begeleider with this e-mail address exists already") from None


async def zet_over(database: Database, van: int, naar: int, *, now: datetime) -> int:
    """Give every client of one begeleider to a colleague, with the meldingen that are open. Returns how many clients. Raises GaatNiet.

    Each client is told, and the log of who looked says it. A melding that waits goes to the colleague; one that somebody had taken up stays with that
    person until the colleague takes it up, as with every handing over.
    """
    if van == naar:
        raise GaatNiet("zelf")
    async with database.read() as session:
        organisaties = set(await session.scalars(select(Begeleider.organisatie_id).where(Begeleider.id.in_((van, naar)))))
        if len(organisaties) != 1:
            raise GaatNiet("elders")
        clienten = list(await session.scalars(select(Client.id).where(Client.begeleider_id == van).order_by(Client.id)))
        open_ = await session.scalar(select(func.count(Melding.id)).where(Melding.client_id.in_(clienten), Melding.gesloten_at.is_(None))) or 0
        # The ladder passes by who is away: a melding would be back at who is about to leave.
        if open_ and naar in await afwezigen(session, organisaties.pop(), now):
            raise GaatNiet("afwezig", open_)
    for client_id in clienten:
        with suppress(NoResultFound):  # erased since the list was made
            await _zet_client_over(database, client_id, van, naar, now)
    return len(clienten)


async def _zet_client_over(database: Database, client_id: int, van: int, naar: int, now: datetime) -> None:
    """One client in one transaction: after a crash half-way the same command does the rest. Locks in the order of `meldingen.py`."""
    async with database.begin(client_id=client_id) as session:
        gesprek = await session.scalar(select(Gesprek).where(Gesprek.client_id == client_id).with_for_update())
        open_ = (Melding.client_id == client_id, Melding.gesloten_at.is_(None))
        wekkers = select(Outbox).where(Outbox.soort == SOORT, Outbox.verwijzing.in_(select(Melding.id).where(*open_))).order_by(Outbox.id)
        wakker = list(await session.scalars(wekkers.with_for_update()))
        client = await session.scalar(select(Client).where(Client.id == client_id, Client.begeleider_id == van).with_for_update())
        if client is None:  # somebody else's meanwhile
            return
        for melding in await session.scalars(select(Melding).where(*open_).order_by(Melding.id)):
            stand = await stand_van(session, melding, van)
            if van in (stand.eigenaar, stand.eerste):
                schrijf(session, melding.id, Stap(s.OVERGEDRAGEN, now, stand.ronde + 1, begeleider=van, naar=naar, reden=s.BEHEERDER))
        for wekker in wakker:
            wekker.due_at, wekker.delivered_at = now, None
        client.begeleider_id = naar
        await session.flush()
        await _wek_berichten(session, client_id, now)
        await overname.noteer(session, client_id, van, now)
        if gesprek is not None and await laatst_gezegd(session, gesprek) is not None:  # who was never here meets the new begeleider at once
            await _vertel(session, gesprek, client_id, van, naar, now)


async def _wek_berichten(session: AsyncSession, client_id: int, now: datetime) -> None:
    """What nobody read yet is mailed to the new begeleider as to somebody who heard of nothing. Locks in the order of `dispatch.py`."""
    ongelezen = (Contactverzoek.client_id == client_id, Contactverzoek.gelezen_at.is_(None))
    wekkers = (Outbox.soort == VERZOEK, Outbox.verwijzing.in_(select(Contactverzoek.id).where(*ongelezen)))
    await session.execute(update(Outbox).where(*wekkers).values(due_at=now, delivered_at=None))
    await session.execute(update(Contactverzoek).where(*ongelezen).values(gemaild=0))


async def _vertel(session: AsyncSession, gesprek: Gesprek, client_id: int, van: int, naar: int, now: datetime) -> None:
    """The client knew by name who reads what is shared; now it is somebody else, who does not see what the former one read (`overname.py`)."""
    namen = {row.id: row.naam for row in await session.execute(select(Begeleider.id, Begeleider.naam).where(Begeleider.id.in_((van, naar))))}
    turn = fixed("utter_gedeeld_andere_begeleider", {"begeleider": namen[naar], "vorige": namen[van]})
    write_turn(Beurt(session, gesprek, client_id, turn.id, gesprek.last_seq, now), turn)


async def vertrek(database: Database, begeleider_id: int, *, now: datetime) -> None:
    """This begeleider leaves: logged out everywhere and for good, out of the rota, and no mail goes there any more. Raises GaatNiet."""
    async with database.begin(organisatie_id=await organisatie_van(database, begeleider_id)) as session:
        row = (await session.execute(select(Begeleider).where(Begeleider.id == begeleider_id).with_for_update())).scalar_one()
        anderen = (Begeleider.organisatie_id == row.organisatie_id, Begeleider.id != begeleider_id, werkt_hier())
        if not await session.scalar(select(func.count(Begeleider.id)).where(*anderen)):
            raise GaatNiet("laatste")
        if aantal := await session.scalar(select(func.count(Client.id)).where(Client.begeleider_id == begeleider_id)):
            raise GaatNiet("clienten", aantal)
        if aantal := len(await _meldingen_van(session, row.organisatie_id, begeleider_id)):
            raise GaatNiet("meldingen", aantal)
        await _uit_het_rooster(session, begeleider_id)
        await session.execute(delete(Sessie).where(Sessie.begeleider_id == begeleider_id))
        row.password_hash, row.email, row.email_index, row.telefoon = GEEN_TOEGANG, "", secrets.token_hex(32), None
        log_wijziging(session, row.organisatie_id, None, VERTROKKEN, row.naam, None, now)


async def _meldingen_van(session: AsyncSession, organisatie_id: int, begeleider_id: int) -> Sequence[int]:
    """The open meldingen that are this person's, or wait for this person."""
    query = select(Melding, Client.begeleider_id).join(Client, Client.id == Melding.client_id)
    rows = (await session.execute(query.where(Client.organisatie_id == organisatie_id, Melding.gesloten_at.is_(None)))).all()
    standen = [(melding.id, await stand_van(session, melding, own)) for melding, own in rows]
    return [number for number, stand in standen if begeleider_id in (stand.eigenaar, stand.eerste)]


async def _uit_het_rooster(session: AsyncSession, begeleider_id: int) -> None:
    await session.execute(update(Afwezigheid).where(Afwezigheid.vervanger_id == begeleider_id).values(vervanger_id=None))
    standing: ColumnElement[bool] = or_(Vervanger.begeleider_id == begeleider_id, Vervanger.vervanger_id == begeleider_id)
    for statement in (
        delete(Vervanger).where(standing),
        delete(Afwezigheid).where(Afwezigheid.begeleider_id == begeleider_id),
        delete(Dienst).where(Dienst.begeleider_id == begeleider_id),
    ):
        await session.execute(statement)
