"""The log of a melding as people read it: each step with names instead of numbers, and with what the steps before it make of it."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from sqlalchemy import select
from sqlalchemy.ext.asyncio import AsyncSession

from bot.care import meldingstand as s
from bot.care.meldingstand import Stand, Stap
from bot.models.meldingen_tables import Bezorging, MeldingStap

# Round, rung and receiver of a message of the ladder.
Mails = Mapping[tuple[int, str | None, int | None], str]


@dataclass(frozen=True)
class Regel:
    """One step as it is shown.

    mail, of a message of the ladder: bezorgd, onderweg, or None (none was sent). eerste: who comes first in this round. gever: the message is for who
    handed it over. van: from whom it was taken over. na_oppakken: somebody had acknowledged it before this step.
    """

    stap: Stap
    wie: str | None
    naar: str | None
    tekst: str | None
    mail: str | None = None
    eerste: str | None = None
    gever: bool = False
    van: str | None = None
    na_oppakken: bool = False


def stap_van(row: MeldingStap) -> Stap:
    """The value of a stored step; its words stay with the row."""
    return Stap(row.soort, row.created_at, row.ronde, row.trede, row.begeleider_id, row.naar_id, row.herhaling, row.reden)


async def stappen_van(session: AsyncSession, *melding_ids: int) -> dict[int, list[MeldingStap]]:
    """The steps per melding, oldest first."""
    found: dict[int, list[MeldingStap]] = {one: [] for one in melding_ids}
    for row in await session.scalars(select(MeldingStap).where(MeldingStap.melding_id.in_(melding_ids)).order_by(MeldingStap.id)):
        found[row.melding_id].append(row)
    return found


def lees(rows: Sequence[MeldingStap], stand: Stand, namen: Mapping[int, str], mails: Mails) -> Iterator[Regel]:
    """The lines of the log; `rows` are the steps of `stand` as they are stored."""
    begin: Stap | None = None
    gezien = False
    for row, stap, van in zip(rows, stand.stappen, stand.ontnomen, strict=True):
        begin = stap if stap.soort in s.BEGINT else begin
        gegeven = begin is not None and begin.soort == s.OVERGEDRAGEN
        eerste = (begin.naar if gegeven else begin.begeleider) if begin else None
        bericht = stap.soort == s.BERICHT
        yield Regel(
            stap=stap,
            wie=namen.get(stap.begeleider or 0),
            naar=namen.get(stap.naar or 0),
            tekst=row.tekst,
            mail=mails.get((stap.ronde, stap.trede, stap.begeleider)) if bericht else None,
            eerste=namen.get(eerste or 0),
            gever=bericht and begin is not None and gegeven and stap.begeleider == begin.begeleider,
            van=namen.get(van or 0),
            na_oppakken=gezien,
        )
        gezien = gezien or stap.soort == s.GEZIEN


async def mails_van(session: AsyncSession, melding_id: int) -> Mails:
    """Per message of the ladder what became of its mail; only for those that were sent, or still will be."""
    query = select(Bezorging).where(Bezorging.melding_id == melding_id, Bezorging.kanaal == "mail")
    staat = {None: "onderweg", "bezorgd": "bezorgd"}
    rows = list(await session.scalars(query))
    return {(row.ronde, row.trede, row.begeleider_id): staat[row.uitkomst] for row in rows if row.uitkomst in staat}
