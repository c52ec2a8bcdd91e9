"""Home: what a client can do when no dialogue is open.

What a begeleider set ready is asked about first. Then what was begun or has come back, then what is new; the rest is one choice away.
"""

from __future__ import annotations

from sqlalchemy import select

from bot.care import klaarzetten
from bot.care.beurt import Beurt, Zin
from bot.care.dialogen import DIALOGEN, wachtende
from bot.care.teksten import tekst
from bot.models.bericht_tables import Klaargezet
from bot.models.tables import Voortgang

# Two dialogues, the begeleider and "Meer": more is too much to choose from for who is easily overwhelmed (DIALOGUES 1.3).
EERST = 2
PER_BLAD = 3
MEER, BEGELEIDER, BEGIN, NIET_NU = "meer", "begeleider", "start_", "niet_nu"
# In the state while the question about it is open: the number of what was set ready.
KLAARGEZET = "klaargezet"
# What can be asked for and only answers: a move, not a dialogue. It stands behind "Meer", after the dialogues.
PRATEN = ("stappen",)


async def stel(beurt: Beurt) -> Zin:
    """Ask what the client wants to do, with at most two dialogues named."""
    volgorde, stand = await _volgorde(beurt)
    if (wacht := await klaarzetten.eerste(beurt.session, beurt.client_id)) is not None:
        return _stel_klaargezet(beurt, *wacht, next((naam for naam in volgorde if naam in stand and stand[naam].status == "open"), None))
    beurt.zet(**{KLAARGEZET: None})
    keuzes = tuple(_keuze(naam, stand.get(naam)) for naam in volgorde[:EERST])
    vraag = "utter_gedeeld_thuis_klaar" if stand else "utter_gedeeld_thuis"
    return Zin(vraag, alleen=(MEER,), extra=(*keuzes, (BEGELEIDER, tekst(vraag).label(BEGELEIDER))))


def _stel_klaargezet(beurt: Beurt, row: Klaargezet, begeleider: str, bezig: str | None) -> Zin:
    """Ask whether the client wants to do what was set ready. bezig: a dialogue that was begun, to go on with instead."""
    beurt.zet(**{KLAARGEZET: row.id})
    row.gezien_at = row.gezien_at or beurt.now
    vraag = "utter_gedeeld_klaargezet"
    keuzes = ((f"{BEGIN}{row.dialoog}", tekst(vraag).label("ja")), (NIET_NU, tekst(vraag).label(NIET_NU)))
    verder = ((f"{BEGIN}{bezig}", tekst(f"utter_{bezig}_thuis").custom["verder"]),) if bezig and bezig != row.dialoog else ()
    return Zin(vraag, {"begeleider": begeleider, "wat": klaarzetten.naam_van(row.dialoog)}, alleen=(MEER,), extra=(*keuzes, *verder))


async def beantwoord_klaargezet(beurt: Beurt) -> str | None:
    """What an answer to that question asks for: the name of the dialogue to begin, "" for not now, None when it is another answer."""
    nummer, invoer = beurt.stand.get(KLAARGEZET), beurt.invoer
    gezegd = invoer.keuzes[0] if invoer.keuzes else invoer.beweging
    if nummer is None or gezegd not in ("ja", "nee", NIET_NU):
        return None
    row = await beurt.session.get(Klaargezet, nummer)
    beurt.zet(**{KLAARGEZET: None})
    if row is None or row.client_id != beurt.client_id:  # taken back meanwhile
        return None if gezegd == "ja" else ""
    if gezegd == "ja":
        return row.dialoog
    await klaarzetten.niet_nu(beurt.session, beurt.client_id, nummer, now=beurt.now)
    return ""


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
    rows = (await beurt.session.scalars(select(Voortgang).where(Voortgang.client_id == beurt.client_id))).all()
    stand = {row.dialoog: row for row in rows if row.dialoog in DIALOGEN}
    weer = await wachtende(beurt.session, beurt.client_id, rows, beurt.now, beurt.zone)

    def rang(naam: str) -> tuple[int, float]:
        row = stand.get(naam)
        if row is None:
            return 2, list(DIALOGEN).index(naam)
        return 1 if row.status == "open" or naam in weer else 3, -row.updated_at.timestamp()

    return sorted(DIALOGEN, key=rang), stand


def _keuze(naam: str, row: Voortgang | None) -> tuple[str, str]:
    """The choice that starts a dialogue, in the words that fit how far it is."""
    woorden = tekst(f"utter_{naam}_thuis").custom
    return f"{BEGIN}{naam}", woorden["begin" if row is None else "verder" if row.status == "open" else "weer"]
