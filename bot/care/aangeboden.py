"""Which question picked choices belong to. A screen may be behind (a second device, another tab), and many questions have a choice `nee`.

Where safety asks something only its own buttons count, and a no to the direct question only with the turn it stood under: told without, it may be a
no to anything. A yes without a turn counts, for a missed danger is worse than an alarm too many. At every other question a choice that is offered now
is enough, whichever turn it stood under: a question is asked again in a new turn all the time.
"""

from __future__ import annotations

import json
from collections.abc import AsyncIterator
from dataclasses import dataclass
from typing import Any

from sqlalchemy import or_, select
from sqlalchemy.ext.asyncio import AsyncSession

from bot.care import directevraag, veiligheid
from bot.care.beurt import Invoer
from bot.care.directevraag import DirecteVraag
from bot.models.tables import Bericht, Gesprek

# More than can be told after a question without asking anything: notices, and what a turn of before the danger tells.
LOOK_BACK = 100
BOT, CLIENT = "bot", "client"


class KeuzeNietAangeboden(Exception):
    """The picked choice does not belong to the question that is open."""


class EenKeuze(Exception):
    """Several choices were picked where only one may be."""


@dataclass(frozen=True)
class Gekozen:
    """Picked choices. woorden: their labels. open: they belong to what is asked now. direct: the direct question they answer, open no more."""

    woorden: str
    open: bool = True
    direct: DirecteVraag | None = None


async def laatste_vraag(session: AsyncSession, gesprek: Gesprek, *, voor: int | None = None) -> tuple[int, dict[str, Any]]:
    """The turn whose choices count now, with its number: the last one that asked something or offered a choice.

    voor: for the message with this number, that is without the replies to what was said after it.
    """
    async for seq, turn in _vragen(session, gesprek, voor):
        return seq, turn
    return 0, {"choices": []}


async def _vragen(session: AsyncSession, gesprek: Gesprek, voor: int | None = None) -> AsyncIterator[tuple[int, dict[str, Any]]]:
    """The turns that asked something or offered a choice, the last one first."""
    query = select(Bericht.seq, Bericht.beurt).where(Bericht.gesprek_id == gesprek.id, Bericht.van == BOT)
    if voor is not None:
        later = select(Bericht.id).where(Bericht.gesprek_id == gesprek.id, Bericht.van == CLIENT, Bericht.seq > voor)
        query = query.where(or_(Bericht.reply_to.is_(None), Bericht.reply_to.not_in(later)))
    for seq, beurt in await session.execute(query.order_by(Bericht.seq.desc()).limit(LOOK_BACK)):
        turn: dict[str, Any] = json.loads(beurt or "{}")
        if turn.get("choices") or turn.get("kind") == "question":
            yield seq, turn


async def lees(session: AsyncSession, gesprek: Gesprek, invoer: Invoer) -> Gekozen:
    """What was picked, and whether it belongs to what is asked now. Raises KeuzeNietAangeboden or EenKeuze."""
    onder = await _turn(session, gesprek, invoer.beurt_id) if invoer.beurt_id else None
    if gesprek.veiligheid in veiligheid.VRAAGT:
        gesteld = await _van_veiligheid(session, gesprek)
        if not invoer.beurt_id or any(turn["id"] == invoer.beurt_id for turn in gesteld):
            of_wat = not invoer.beurt_id and gesprek.veiligheid != veiligheid.RUST and invoer.keuzes == (directevraag.NEE,)
            return Gekozen(_labels(gesteld[0] if gesteld else {"choices": []}, invoer.keuzes), open=not of_wat)
        if onder is None:
            raise KeuzeNietAangeboden
        return Gekozen(_labels(onder, invoer.keuzes), open=False, direct=directevraag.van_turn(onder))
    if onder is not None and (direct := directevraag.van_turn(onder)):
        return Gekozen(_labels(onder, invoer.keuzes), open=False, direct=direct)
    return Gekozen(_labels((await laatste_vraag(session, gesprek))[1], invoer.keuzes))


async def ziet_vraag(session: AsyncSession, gesprek: Gesprek, invoer: Invoer) -> bool:
    """Whether typed words come from a screen that shows the direct question; when no turn is told they count as such."""
    return not invoer.beurt_id or any(turn["id"] == invoer.beurt_id for turn in await _van_veiligheid(session, gesprek))


async def _van_veiligheid(session: AsyncSession, gesprek: Gesprek) -> list[dict[str, Any]]:
    """The turns in which safety asked what it asks now, the last one first: asked again, it is the same question."""
    found: list[dict[str, Any]] = []
    async for seq, turn in _vragen(session, gesprek):
        if turn["kind"] != "safety":
            continue
        if seq < gesprek.stand.get(veiligheid.SINDS, 0) or (found and _ids(turn) != _ids(found[0])):
            break
        found.append(turn)
    return found


async def _turn(session: AsyncSession, gesprek: Gesprek, turn_id: str) -> dict[str, Any] | None:
    """This turn of this conversation."""
    query = select(Bericht.beurt).where(Bericht.id == turn_id, Bericht.gesprek_id == gesprek.id, Bericht.van == BOT)
    beurt = await session.scalar(query)
    return None if beurt is None else dict(json.loads(beurt))


def _ids(turn: dict[str, Any]) -> set[str]:
    return {choice["id"] for choice in turn["choices"]}


def _labels(turn: dict[str, Any], keuzes: tuple[str, ...]) -> str:
    offered = {choice["id"]: choice["label"] for choice in turn["choices"]}
    if any(keuze not in offered for keuze in keuzes):
        raise KeuzeNietAangeboden
    if len(keuzes) > 1 and not turn["multiple"]:
        raise EenKeuze
    return ", ".join(offered[keuze] for keuze in keuzes)
