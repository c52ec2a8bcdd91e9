"""Home: what a client can do when no dialogue is open.

First what was begun or is due again, then what is new; the rest is one choice away.
"""

from __future__ import annotations

from datetime import timedelta

from sqlalchemy import select

from bot.care.beurt import Beurt, Zin
from bot.care.dialogen import DIALOGEN
from bot.care.teksten import tekst
from bot.care.vragenlijst import WEER
from bot.models.tables import Voortgang

# Two dialogues, the begeleider and "Meer": more is too much to choose from for who is easily overwhelmed (DIALOGUES 1.3).
EERST = 2
PER_BLAD = 3
# What is done every week stands at home again a little before its week is over.
OPNIEUW_NA = timedelta(days=6)
MEER, BEGELEIDER, BEGIN = "meer", "begeleider", "start_"


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
    blad = volgorde[vanaf : vanaf + PER_BLAD]
    return Zin("utter_gedeeld_meer", alleen=("anders", "niet"), extra=tuple(_keuze(naam, stand.get(naam)) for naam in blad))


async def blader(beurt: Beurt) -> None:
    """Show the next page of `stel_meer`, the first again after the last."""
    vanaf = beurt.stand.get("meer_vanaf", 0) + PER_BLAD
    beurt.zet(meer_vanaf=vanaf if vanaf < len(DIALOGEN) else 0)


async def _volgorde(beurt: Beurt) -> tuple[list[str], dict[str, Voortgang]]:
    rows = await beurt.session.scalars(select(Voortgang).where(Voortgang.client_id == beurt.client_id))
    stand = {row.dialoog: row for row in rows if row.dialoog in DIALOGEN}

    def rang(naam: str) -> tuple[int, float]:
        row = stand.get(naam)
        if row is None:
            return 2, list(DIALOGEN).index(naam)
        return 1 if row.status == "open" or _is_weer_aan_de_beurt(beurt, row) else 3, -row.updated_at.timestamp()

    return sorted(DIALOGEN, key=rang), stand


def _is_weer_aan_de_beurt(beurt: Beurt, row: Voortgang) -> bool:
    """A finished dialogue is due again: from the day the client named, else a week after it was done when it is done every week."""
    if WEER in row.stand:
        dag = row.stand[WEER]
        return dag is not None and dag <= beurt.now.astimezone(beurt.zone).date().isoformat()
    return bool(DIALOGEN[row.dialoog].elke_keer) and beurt.now - row.updated_at >= OPNIEUW_NA


def _keuze(naam: str, row: Voortgang | None) -> tuple[str, str]:
    """The choice that starts a dialogue, in the words that fit how far it is."""
    woorden = tekst(f"utter_{naam}_thuis").custom
    return f"{BEGIN}{naam}", woorden["begin" if row is None else "verder" if row.status == "open" else "weer"]
