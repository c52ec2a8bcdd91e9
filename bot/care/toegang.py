"""Who may enter: organisaties, begeleiders and clients are enrolled here, and a client comes in by a link that works once.

A link carries 128 bits that nobody can guess in the fragment of the address (browsers never send a fragment to a server, so it stays out of logs);
the database keeps only their hash. The same browser may send its token again for a quarter of an hour, because a lost reply must not lock a client
out.
"""

from __future__ import annotations

import asyncio
import hashlib
import io
import secrets
from base64 import urlsafe_b64encode
from dataclasses import dataclass, field
from datetime import datetime, timedelta

import segno
from sqlalchemy import delete, select, update
from sqlalchemy.exc import IntegrityError
from sqlalchemy.ext.asyncio import AsyncSession

from bot.care import inzage
from bot.care.invoer import OngeldigeInvoer, clean_email, clean_naam, clean_telefoon, clean_wachtzin
from bot.care.rooster import werkt_hier
from bot.care.wachtzin import hash_wachtzin, new_wachtzin
from bot.models.database import Database
from bot.models.tables import Begeleider, Client, Organisatie, Sessie, Toegang
from bot.settings import Settings

LINK_VALID = timedelta(days=14)
RETRY_WINDOW = timedelta(minutes=15)
TOKEN_BYTES = 16
QR_SIZE_PX = 220
EERST_BEGELEIDER = "No begeleider has this e-mail address; make one first with: werkmaat begeleider --email ADDRESS --naam NAME --organisatie NAME"


class ToegangGeweigerd(Exception):
    """A link does not let this device in. `reason`: onbekend, gebruikt or verlopen."""

    def __init__(self, reason: str) -> None:
        super().__init__(f"This link does not give access: {reason}")
        self.reason = reason


class NaamBestaat(Exception):
    """This begeleider has a client of this name already; `client_id` says which."""

    def __init__(self, client_id: int) -> None:
        super().__init__("This begeleider has a client of this name already")
        self.client_id = client_id


class BegeleiderOnbekend(LookupError):
    """No begeleider has this e-mail address."""


@dataclass(frozen=True)
class BegeleiderLogin:
    """What is needed to let a begeleider log in."""

    id: int
    password_hash: str = field(repr=False)


def sha256_hex(value: str) -> str:
    return hashlib.sha256(value.encode()).hexdigest()


async def invite(database: Database, client_id: int, *, now: datetime, valid: timedelta = LINK_VALID) -> str:
    """Make a single-use token for an existing client and return it; it is not kept anywhere else."""
    async with database.begin() as session:
        return add_toegang(session, client_id, now=now, valid=valid)


def add_toegang(session: AsyncSession, client_id: int, *, now: datetime, valid: timedelta = LINK_VALID, token: str | None = None) -> str:
    """As invite, within a transaction that does more."""
    token = token or secrets.token_urlsafe(TOKEN_BYTES)
    session.add(Toegang(client_id=client_id, token_hash=sha256_hex(token), created_at=now, expires_at=now + valid))
    return token


async def redeem(database: Database, token: str, device: str | None, *, now: datetime) -> int:
    """Use a token up and return the client it belongs to, or raise ToegangGeweigerd. Of two devices at once exactly one gets in."""
    hashed, device_hash = sha256_hex(token), sha256_hex(device) if device else None
    async with database.begin() as session:
        # One statement finds and takes the token: PostgreSQL makes a second device wait for the row and then sees that it is used.
        winner = await session.execute(
            update(Toegang)
            .where(Toegang.token_hash == hashed, Toegang.used_at.is_(None), Toegang.expires_at > now)
            .values(used_at=now, device_hash=device_hash)
            .returning(Toegang.client_id)
        )
        if (client_id := winner.scalar_one_or_none()) is not None:
            return client_id
        found = (await session.execute(select(Toegang).where(Toegang.token_hash == hashed))).scalar_one_or_none()
    if found is None:
        raise ToegangGeweigerd("onbekend")
    if found.used_at is None:
        raise ToegangGeweigerd("verlopen")
    if device_hash is None or found.device_hash != device_hash or now - found.used_at > RETRY_WINDOW:
        raise ToegangGeweigerd("gebruikt")
    return found.client_id


async def open_until(database: Database, client_id: int, token: str, *, now: datetime) -> datetime | None:
    """Return until when this token lets this client in, or None when it does not (any more)."""
    query = select(Toegang.expires_at).where(
        Toegang.token_hash == sha256_hex(token), Toegang.client_id == client_id, Toegang.used_at.is_(None), Toegang.expires_at > now
    )
    async with database.read() as session:
        return (await session.execute(query)).scalar_one_or_none()


def link(settings: Settings, token: str) -> str:
    """The address a client opens."""
    return f"{settings.address}/gesprek#{token}"


def qr_svg(address: str, *, title: str = "QR-code") -> str:
    """Return an inline SVG of the QR code of `address`, with a title for screen readers and a white ground, so that it scans on dark pages too."""
    buffer = io.BytesIO()
    segno.make(address, error="m", micro=False).save(buffer, kind="svg", xmldecl=False, omitsize=True, title=title, light="#fff")
    return buffer.getvalue().decode().strip().replace("<svg ", f'<svg role="img" width="{QR_SIZE_PX}" height="{QR_SIZE_PX}" ', 1)


async def new_organisatie(database: Database, naam: str, *, now: datetime, is_demo: bool = False) -> int:
    """Store an organisatie with its own key and return its id."""
    async with database.begin() as session:
        return await add_organisatie(database, session, clean_naam(naam), now=now, is_demo=is_demo)


async def add_organisatie(database: Database, session: AsyncSession, naam: str, *, now: datetime, is_demo: bool = False) -> int:
    """As new_organisatie, within a transaction that does more; what the transaction writes next gets the key of this organisatie."""
    organisatie = Organisatie(sleutel_id=await database.new_key(session), naam=naam, instellingen={}, is_demo=is_demo, created_at=now)
    session.add(organisatie)
    await session.flush()
    return organisatie.id


async def new_begeleider(database: Database, organisatie_id: int, naam: str, email: str, wachtzin: str, *, now: datetime) -> int:
    """Store a begeleider and return its id. Raises OngeldigeInvoer, also when the e-mail address is already in use."""
    password_hash = await asyncio.to_thread(hash_wachtzin, clean_wachtzin(wachtzin))
    async with database.begin(organisatie_id=organisatie_id) as session:
        return await add_begeleider(database, session, organisatie_id, naam, email, password_hash, now=now)


async def add_begeleider(
    database: Database, session: AsyncSession, organisatie_id: int, naam: str, email: str, password_hash: str, *, now: datetime
) -> int:
    """As new_begeleider, within a transaction that uses the key of the organisatie."""
    email = clean_email(email)
    begeleider = Begeleider(
        organisatie_id=organisatie_id,
        naam=clean_naam(naam),
        email=email,
        email_index=database.keyring.master.index(email),
        password_hash=password_hash,
        created_at=now,
    )
    session.add(begeleider)
    try:
        await session.flush()
    except IntegrityError:
        raise OngeldigeInvoer("email", "bestaat", "A begeleider with this e-mail address exists already") from None
    return begeleider.id


async def enroll_begeleider(database: Database, organisatie: str, naam: str, email: str, *, now: datetime) -> str:
    """Add a begeleider to the organisatie of this name (made when there is none) and return the generated passphrase, to be shown once."""
    organisatie, wachtzin = clean_naam(organisatie), new_wachtzin()
    password_hash = await asyncio.to_thread(hash_wachtzin, wachtzin)
    async with database.read() as session:
        known = (await session.execute(select(Organisatie.id).where(Organisatie.naam == organisatie).order_by(Organisatie.id))).scalars().first()
    async with database.begin(organisatie_id=known) as session:
        organisatie_id = known if known is not None else await add_organisatie(database, session, organisatie, now=now)
        await add_begeleider(database, session, organisatie_id, naam, email, password_hash, now=now)
    return wachtzin


async def renew_wachtzin(database: Database, email: str) -> str:
    """Give a begeleider who forgot it a new passphrase, end every session of that begeleider, and return the passphrase, to be shown once."""
    found = await find_begeleider(database, email)
    if found is None:
        raise BegeleiderOnbekend("No begeleider has this e-mail address")
    wachtzin = new_wachtzin()
    password_hash = await asyncio.to_thread(hash_wachtzin, wachtzin)
    async with database.begin() as session:
        await session.execute(update(Begeleider).where(Begeleider.id == found.id).values(password_hash=password_hash))
        await session.execute(delete(Sessie).where(Sessie.begeleider_id == found.id))
    return wachtzin


async def is_current(session: AsyncSession, login: BegeleiderLogin) -> bool:
    """Whether the passphrase that was checked is still the one of this begeleider. Until the commit nobody replaces it."""
    query = select(Begeleider.id).where(Begeleider.id == login.id, Begeleider.password_hash == login.password_hash).with_for_update()
    return await session.scalar(query) is not None


async def find_begeleider(database: Database, email: str) -> BegeleiderLogin | None:
    """Return the begeleider with this e-mail address (capitals do not matter), or None."""
    query = select(Begeleider.id, Begeleider.password_hash).where(Begeleider.email_index == database.keyring.master.index(email))
    async with database.read() as session:
        row = (await session.execute(query)).one_or_none()
    return BegeleiderLogin(row.id, row.password_hash) if row else None


async def new_client(database: Database, begeleider_id: int, naam: str, telefoon: str | None = None, *, now: datetime) -> int:
    """Store a client of this begeleider, with a key of its own, and return its id. Raises OngeldigeInvoer."""
    async with database.begin() as session:
        return await add_client(database, session, begeleider_id, naam, telefoon, now=now)


async def add_client(database: Database, session: AsyncSession, begeleider_id: int, naam: str, telefoon: str | None = None, *, now: datetime) -> int:
    """As new_client, within a transaction that does more; what the transaction writes next gets the key of this client."""
    naam, telefoon = clean_naam(naam), clean_telefoon(telefoon)
    organisatie_id = (await session.execute(select(Begeleider.organisatie_id).where(Begeleider.id == begeleider_id))).scalar_one()
    sleutel_id = await database.new_key(session)
    client = Client(organisatie_id=organisatie_id, begeleider_id=begeleider_id, sleutel_id=sleutel_id, naam=naam, telefoon=telefoon, created_at=now)
    session.add(client)
    await session.flush()
    return client.id


async def enroll_client(
    database: Database, begeleider_id: int, naam: str, telefoon: str | None, *, formulier: str, toch: bool = False, now: datetime
) -> tuple[int, str]:
    """Store a client of this begeleider with a first link. Returns the id, and the token of the link.

    formulier: the id of the form. The same form with the same content again gives the same client and the same link. toch: also when this begeleider
    has a client of this name already. Raises OngeldigeInvoer and NaamBestaat.
    """
    naam, telefoon = clean_naam(naam), clean_telefoon(telefoon)
    token = _token_of(database, f"{begeleider_id}\n{formulier}\n{naam}\n{telefoon or ''}")
    async with database.begin() as session:
        # Two requests at once wait for each other here (on SQLite for the file), so that the second sees what the first made.
        if await session.scalar(select(Begeleider.id).where(Begeleider.id == begeleider_id, werkt_hier()).with_for_update()) is None:
            raise BegeleiderOnbekend("This begeleider left meanwhile")
        made = await session.scalar(select(Toegang.client_id).where(Toegang.token_hash == sha256_hex(token)))
        if made is not None:
            return made, token
        known = await client_named(session, begeleider_id, naam)
        if known is not None and not toch:
            raise NaamBestaat(known)
        client_id = await add_client(database, session, begeleider_id, naam, telefoon, now=now)
        add_toegang(session, client_id, now=now, token=token)
        return client_id, token


def _token_of(database: Database, form: str) -> str:
    """A token that belongs to this form: without the master key as hard to guess as a random one."""
    sealed = bytes.fromhex(database.keyring.master.seal(f"uitnodiging\n{form}"))
    return urlsafe_b64encode(sealed[:TOKEN_BYTES]).decode().rstrip("=")


async def invite_by_name(database: Database, settings: Settings, client_name: str, begeleider_email: str, now: datetime) -> str:
    """Invite a client from the command line, making the client when this begeleider has none of that name; returns the link.

    Who looked says so to the client. Raises BegeleiderOnbekend or OngeldigeInvoer.
    """
    naam, email = clean_naam(client_name), clean_email(begeleider_email)
    begeleider = await find_begeleider(database, email)
    if begeleider is None:
        raise BegeleiderOnbekend(EERST_BEGELEIDER)
    async with database.begin() as session:
        known = await client_named(session, begeleider.id, naam)
        client_id = await add_client(database, session, begeleider.id, naam, now=now) if known is None else known
        token = add_toegang(session, client_id, now=now)
        await session.flush()
        soort = "inschrijving" if known is None else "link"
        await inzage.schrijf(session, inzage.OPDRACHT, (client_id,), inzage.Daad(inzage.WIJZIGEN, soort), now=now)
    return link(settings, token)


async def client_named(session: AsyncSession, begeleider_id: int, naam: str) -> int | None:
    """The first client of this begeleider with this name, whatever the capitals; None when there is none."""
    # Names are encrypted, so the comparison happens here; a begeleider has tens of clients, not thousands.
    rows = (await session.execute(select(Client.id, Client.naam).where(Client.begeleider_id == begeleider_id).order_by(Client.id))).all()
    return next((row.id for row in rows if row.naam.casefold() == naam.casefold()), None)
