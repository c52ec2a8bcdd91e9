"""What is agreed about new signaal-checks, as the client reads and changes it on a page: who reads them, and whether a message may go out.

They are the same answers that the check itself asks for once, so what is chosen here counts at once, also for a check that is going on. What was
shared of earlier checks stands per check (`signalenblad.py`). Source: DIALOGUES 5 and 6, AVG art. 7(3).
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from bot.care.antwoorden import Antwoorden, Waarde, bewaar, laat_vervallen, lees
from bot.care.beurt import Beurt
from bot.care.ontvangst import open_gesprek
from bot.care.signaallezing import ALLES, DIALOOG, KEUZES, NIETS, deelt, zei_ja
from bot.care.teksten import tekst
from bot.models.database import Database

LEZEN, WOORDEN, MELDEN = "lezen", "lezen_woorden", "melden"
JA, NEE = "ja", "nee"
# From nothing to everything.
MEER = (NIETS, KEUZES, ALLES)


@dataclass(frozen=True)
class Afspraak:
    """deelt: NIETS, KEUZES or ALLES, what is read of new checks. meldt: whether a message may go out when there is clearly more than usual;
    None when the next check asks that. inhoud: what would be in that message, in a sentence.
    """

    deelt: str
    meldt: bool | None

    @property
    def inhoud(self) -> str:
        return tekst(f"utter_{DIALOOG}_bericht_{self.deelt}").tekst


async def afspraak(database: Database, client_id: int) -> Afspraak | None:
    """What is agreed now; None for who was never asked."""
    async with database.read(client_id=client_id) as session:
        antwoorden = await lees(session, client_id, DIALOOG)
    return _uit(antwoorden) if LEZEN in antwoorden else None


def _uit(antwoorden: Antwoorden) -> Afspraak:
    return Afspraak(deelt(antwoorden), zei_ja(antwoorden, MELDEN) if MELDEN in antwoorden else None)


async def kies(database: Database, client_id: int, *, now: datetime, deel: str = "", meld: str = "") -> Afspraak | None:
    """Choose what is read of new checks (deel: NIETS, KEUZES or ALLES), or about the message (meld: JA or NEE). Returns what was agreed before.

    None, and nothing is changed, for who was never asked. To share more takes back a yes to the message, for it would carry more: that is asked anew.
    """
    async with database.begin(client_id=client_id) as session:
        antwoorden = await lees(session, client_id, DIALOOG)
        if LEZEN not in antwoorden:
            return None
        was = _uit(antwoorden)
        gesprek = await open_gesprek(session, client_id, now, lock=not database.is_sqlite)
        beurt = Beurt(session, gesprek, client_id, "", gesprek.last_seq, now)
        if deel in MEER:
            await _antwoord(beurt, LEZEN, NEE if deel == NIETS else JA)
            if deel == NIETS:
                await laat_vervallen(beurt, DIALOOG, (WOORDEN,))
            else:
                await _antwoord(beurt, WOORDEN, JA if deel == ALLES else NEE)
            if was.meldt and MEER.index(deel) > MEER.index(was.deelt):
                await laat_vervallen(beurt, DIALOOG, (MELDEN,))
        if meld in (JA, NEE):
            await _antwoord(beurt, MELDEN, meld)
        return was


async def _antwoord(beurt: Beurt, vraag: str, keuze: str) -> None:
    """Keep it as the check would: with the words of the choice."""
    await bewaar(beurt, DIALOOG, vraag, tekst(f"utter_{DIALOOG}_{vraag}").label(keuze), Waarde("keuze", (keuze,)))
