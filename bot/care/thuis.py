"""Home: what a client can do when no dialogue is open.

First what was begun or is due again, then what is new; the rest is one choice away.
"""

from __future__ import annotations

from datetime import timedelta

from sqlalchemy import select

from bot.care.beurt import Beurt, Zin
from bot.care.dialogen import DIALOGEN
from bot.care.teksten import tekst
from bot.models.tables import Voortgang

# Two dialogues, the begeleider and "Meer": more is too much to choose from for who is easily overwhelmed (DIALOGUES 1.3).
EERST = 2
PER_BLAD = 3
# What is done every week stands at home again a little before its week is over.
OPNIEUW_NA = timedelta(days=6)
MEER, BEGELEIDER, BEGIN = "meer", "begeleider", "start_"
# What can be asked for and only answers: a move, not a dialogue. It stands behind "Meer", after the dialogues.
PRATEN = ("stappen",)


async def stel(beurt: Beurt) -> Zin:
    """Ask what the client wants to do, with at most two dialogues named."""
    volgorde, stand = await _volgorde(beurt)
    keuzes = tuple(_keuze(naam, stand.get(naam)) for naam in volgorde[:EERST])
    vraag = "utter_gedeeld_thuis_klaar" if stand else "utter_gedeeld_thuis"
    return Zin(vraag, alleen=(MEER,), extra=(*keuzes, (BEGELEIDER, tekst(vraag).label(BEGELEIDER))))


async def stel_meer(beurt: Beurt) -> Zin:
    """All dialogues, a page at a time."""
    volgorde, stand = await _volgorde(beurt)
    vanaf = beurt.stand.get("meer_vanaf", 0)
    alle = (*(_keuze(naam, stand.get(naam)) for naam in volgorde), *((naam, tekst(f"utter_{naam}_thuis").tekst) for naam in PRATEN))
    return Zin("utter_gedeeld_meer", alleen=("anders", "niet"), extra=alle[vanaf : vanaf + PER_BLAD])


async def blader(beurt: Beurt) -> None:
    """Show the next page of `stel_meer`, the first again after the last."""
    vanaf = beurt.stand.get("meer_vanaf", 0) + PER_BLAD
    beurt.zet(meer_vanaf=vanaf if vanaf < len(DIALOGEN) + len(PRATEN) else 0)


async def _volgorde(beurt: Beurt) -> tuple[list[str], dict[str, Voortgang]]:
    rows = await beurt.session.scalars(select(Voortgang).where(Voortgang.client_id == beurt.client_id))
    stand = {row.dialoog: row for row in rows if row.dialoog in DIALOGEN}

    def rang(naam: str) -> tuple[int, float]:
        row = stand.get(naam)
        if row is None:
            return 2, list(DIALOGEN).index(naam)
        weer = bool(DIALOGEN[naam].elke_keer) and DIALOGEN[naam].vaak and beurt.now - row.updated_at >= OPNIEUW_NA
        return 1 if row.status == "open" or weer else 3, -row.updated_at.timestamp()

    return sorted(DIALOGEN, key=rang), stand


def _keuze(naam: str, row: Voortgang | None) -> tuple[str, str]:
    """The choice that starts a dialogue, in the words that fit how far it is."""
    woorden = tekst(f"utter_{naam}_thuis").custom
    return f"{BEGIN}{naam}", woorden["begin" if row is None else "verder" if row.status == "open" else "weer"]
