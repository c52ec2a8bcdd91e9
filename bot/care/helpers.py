"""Wie helpt mij: the people a client named to call in need, with a telephone number and whether they said yes. Only the client sees them.

Functions work in the transaction they are given, begun for this client (`database.begin(client_id=…)`), so that names get the client's own key.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from datetime import datetime

from sqlalchemy import delete, select
from sqlalchemy.ext.asyncio import AsyncSession

from bot.care.invoer import CIJFERS_MAX, OngeldigeInvoer, clean_naam, clean_telefoon
from bot.models.helper_tables import Helper as Rij

MAX = 5
NAAM_MAX, RELATIE_MAX = 60, 40
# Fewer digits cannot reach a person; more no network takes (ITU-T E.164).
CIJFERS_MIN = 8
# A Dutch number has ten digits, with +31 for the 0 eleven; 0800 and 0900 are shorter or longer (Nummerplan telefonie, ACM).
CIJFERS_NL = 10
ANDERS_LANG = ("00", "0800", "0900", "0906", "0909")


class OngeldigeHelper(ValueError):
    """This helper cannot be kept. `veld`: naam, telefoon, relatie or lijst; `reden`: leeg, te_lang, vorm, cijfers, vol, bestaat or onbekend."""

    def __init__(self, veld: str, reden: str) -> None:
        super().__init__(f"The helper cannot be kept: {veld} {reden}")
        self.veld, self.reden = veld, reden


@dataclass(frozen=True)
class Helper:
    """One of the own people. telefoon as it is shown and dialled; ja_gezegd None: not asked yet."""

    id: int
    naam: str = field(repr=False)
    telefoon: str | None = field(repr=False)
    relatie: str = field(repr=False)
    ja_gezegd: bool | None

    @property
    def aangeduid(self) -> str:
        """The name, with the relation when it is known: "Fatma (zus)"."""
        return f"{self.naam} ({self.relatie})" if self.relatie else self.naam


def nette_telefoon(raw: str | None) -> str | None:
    """A number as it is shown and dialled: "06-12345678", "020-1234567", "+31 612345678"; None for none. Raises OngeldigeHelper."""
    try:
        text = clean_telefoon(re.sub(r"^\s*\((0\d{1,3})\)", r"\1", raw or ""))
    except OngeldigeInvoer:
        raise OngeldigeHelper("telefoon", "vorm") from None
    if text is None:
        return None
    # "+31 (0)6 …": the zero in brackets is not dialled.
    digits = re.sub(r"\D", "", text.replace("(0)", "") if text.startswith("+") else text)
    if not CIJFERS_MIN <= len(digits) <= CIJFERS_MAX:
        raise OngeldigeHelper("telefoon", "vorm")
    if _verkeerde_lengte(text, digits):
        raise OngeldigeHelper("telefoon", "cijfers")
    if text.startswith("+"):
        return f"+{digits[:2]} {digits[2:]}"
    if digits.startswith("06"):
        return f"06-{digits[2:]}"
    area = re.match(r"(0\d{1,3})[ .-]", text)
    return f"{area[1]}-{digits[len(area[1]) :]}" if area else digits


def _verkeerde_lengte(text: str, digits: str) -> bool:
    """Whether a digit is missing or too much in a Dutch number: in need that is found out too late."""
    if text.startswith("+"):
        return digits.startswith("31") and len(digits) != CIJFERS_NL + 1
    return digits.startswith("0") and not digits.startswith(ANDERS_LANG) and len(digits) != CIJFERS_NL


def _naam(raw: str) -> str:
    try:
        naam = clean_naam(raw)
    except OngeldigeInvoer as error:
        raise OngeldigeHelper("naam", error.reden) from None
    if len(naam) > NAAM_MAX:
        raise OngeldigeHelper("naam", "te_lang")
    return naam


def _relatie(raw: str) -> str | None:
    relatie = " ".join(raw.split())
    if len(relatie) > RELATIE_MAX:
        raise OngeldigeHelper("relatie", "te_lang")
    if not relatie.isprintable():
        raise OngeldigeHelper("relatie", "vorm")
    return relatie or None


def _helper(row: Rij) -> Helper:
    return Helper(row.id, row.naam, row.telefoon, row.relatie or "", row.ja_gezegd)


async def _rijen(session: AsyncSession, client_id: int) -> list[Rij]:
    return list(await session.scalars(select(Rij).where(Rij.client_id == client_id).order_by(Rij.volgorde, Rij.id)))


async def lees(session: AsyncSession, client_id: int) -> tuple[Helper, ...]:
    """The own people of this client, in the order the client put them."""
    return tuple(_helper(row) for row in await _rijen(session, client_id))


async def te_bellen(session: AsyncSession, client_id: int) -> tuple[Helper, ...]:
    """Whom to call in need: who has a number and did not say no."""
    return tuple(one for one in await lees(session, client_id) if one.telefoon and one.ja_gezegd is not False)


async def zet(
    session: AsyncSession,
    client_id: int,
    naam: str,
    telefoon: str | None,
    relatie: str = "",
    *,
    ja_gezegd: bool | None = None,
    helper_id: int | None = None,
    now: datetime,
) -> Helper:
    """Add somebody at the end of the list, or with `helper_id` change who is on it. Raises OngeldigeHelper; then nothing has changed."""
    naam, nummer, band = _naam(naam), nette_telefoon(telefoon), _relatie(relatie)
    rows = await _rijen(session, client_id)
    row = next((one for one in rows if one.id == helper_id), None)
    if helper_id is not None and row is None:
        raise OngeldigeHelper("lijst", "onbekend")
    if any(one.id != helper_id and (one.naam.casefold(), one.telefoon) == (naam.casefold(), nummer) for one in rows):
        raise OngeldigeHelper("lijst", "bestaat")
    if row is None:
        if len(rows) >= MAX:
            raise OngeldigeHelper("lijst", "vol")
        row = Rij(client_id=client_id, volgorde=max((one.volgorde for one in rows), default=0) + 1, created_at=now)
        session.add(row)
    row.naam, row.telefoon, row.relatie, row.ja_gezegd, row.updated_at = naam, nummer, band, ja_gezegd, now
    await session.flush()
    return _helper(row)


async def zet_ja(session: AsyncSession, client_id: int, helper_id: int, ja_gezegd: bool | None, *, now: datetime) -> None:
    """Keep whether this person said yes. Raises OngeldigeHelper for who is not on the list."""
    row = next((one for one in await _rijen(session, client_id) if one.id == helper_id), None)
    if row is None:
        raise OngeldigeHelper("lijst", "onbekend")
    row.ja_gezegd, row.updated_at = ja_gezegd, now
    await session.flush()


async def zet_vooraan(session: AsyncSession, client_id: int, helper_id: int) -> None:
    """Put this person first. Raises OngeldigeHelper for who is not on the list."""
    rows = await _rijen(session, client_id)
    if helper_id not in [one.id for one in rows]:
        raise OngeldigeHelper("lijst", "onbekend")
    for place, row in enumerate(sorted(rows, key=lambda one: one.id != helper_id), start=1):
        row.volgorde = place
    await session.flush()


async def verwijder(session: AsyncSession, client_id: int, helper_id: int) -> bool:
    """Take somebody off the list; False when nobody of that number was on it."""
    gone = await session.execute(delete(Rij).where(Rij.client_id == client_id, Rij.id == helper_id).returning(Rij.id))
    return gone.scalar_one_or_none() is not None
