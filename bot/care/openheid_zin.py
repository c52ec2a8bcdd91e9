"""A sentence to practise, built from the client's own choices, and one for the time without work. Its pieces stand in `bot/data/openheid`.

A sentence never says more than the client chose to tell; without any choice it says nothing about health.
"""

from __future__ import annotations

from bot.care.antwoorden import Antwoorden
from bot.care.openheid_lezing import NAAM, WAT, gelezen, koos, niemand, zegt_iets
from bot.care.teksten import tekst

LETSEL = "hersenletsel"
GEEN = {"geen", "anders", "weet_niet"}
# More at once is hard to remember and to say.
MEESTE_DINGEN = 2


def _stuk(naam: str, **waarden: str) -> str:
    return tekst(f"utter_{NAAM}_zin_{naam}").gevuld(waarden)


def noemt_letsel(antwoorden: Antwoorden) -> bool:
    """Whether the client chose to say that there is an injury; what was chosen last, "what exactly", goes before the first thought."""
    if niemand(antwoorden) or koos(antwoorden, "graad", "niets"):
        return False
    if zegt_iets(antwoorden, "wat_wel"):
        return koos(antwoorden, "wat_wel", "letsel") or LETSEL in _dingen(antwoorden)
    return koos(antwoorden, "graad_meer", "letsel", "werking", "alles")


def _dingen(antwoorden: Antwoorden) -> list[str]:
    return gelezen(antwoorden, WAT, "wat_wel") if koos(antwoorden, "wat_klopt", "ja") else []


def _nodig(antwoorden: Antwoorden) -> str:
    """What the client needs, as part of a sentence: chosen labels, and own words as they are."""
    if not zegt_iets(antwoorden, "nodig"):
        return ""
    gegeven, vraag = antwoorden["nodig"], tekst(f"utter_{NAAM}_nodig")
    delen = [vraag.label(keuze) for keuze in gegeven.waarde.keuzes if keuze not in GEEN]
    if gegeven.waarde.soort == "tekst":
        delen.append(" ".join(gegeven.woorden.split()).rstrip(" .!"))
    return ", ".join(deel[:1].lower() + deel[1:] for deel in delen if deel)


def oefenzin(antwoorden: Antwoorden) -> str:
    """What the client could say about the own choices."""
    if niemand(antwoorden) or (koos(antwoorden, "graad", "niets") and not zegt_iets(antwoorden, "wat_wel")):
        return _stuk("niets")
    stukken = [_stuk(LETSEL)] if noemt_letsel(antwoorden) else []
    stukken += [_stuk(ding) for ding in _dingen(antwoorden) if ding != LETSEL][:MEESTE_DINGEN]
    if nodig := _nodig(antwoorden):
        stukken.append(_stuk("nodig", nodig=nodig))
    if koos(antwoorden, "wat_wel", "kan"):
        stukken.append(_stuk("kan"))
    if koos(antwoorden, "graad_meer", "alles") and noemt_letsel(antwoorden):
        stukken.append(_stuk("alles"))
    return " ".join(stukken) or _stuk("algemeen")


def gatzin(antwoorden: Antwoorden) -> str:
    """What the client could say about a time without work."""
    return _stuk("gat_letsel" if noemt_letsel(antwoorden) else "gat")
