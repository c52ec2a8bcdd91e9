"""The rest after danger: which of its choices the client's own words mean, and what is done at once. No dialogue engine is needed for it.

Source: DIALOGUES 7.3 (the questionnaire goes on only when the client chooses so) and 2 (free words beside every choice). What is not understood ends
nothing: the choices come back in other words, with the numbers.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from typing import Any

from bot.care import contact, guard, hulplijnen
from bot.care.begrip import een_keuze, kies_uit_woorden
from bot.care.beurt import Beurt
from bot.care.hulplijnen import of_standaard
from bot.care.teksten import tekst
from bot.care.turns import Turn, fixed
from bot.nlu.moves import pattern_move, plain, word_classes

VRAAG, ANDERS, UITLEG = (f"utter_gedeeld_veiligheid_rust{hoe}" for hoe in ("", "_anders", "_uitleg"))
WAAROM = "utter_gedeeld_veiligheid_waarom"
BEGELEIDER, PAUZE, VERDER = "begeleider", "pauze", "verder"
# Tired is no wish to stop: "ik ben op" may be said in despair, so that the choices come back, the pause among them.
STOPPEN = frozenset({"pauze", "stop"})
# In a longer text a person who is named is part of a story.
MEESTE_WOORDEN = 8


async def keuze(beurt: Beurt) -> str:
    """The choice that was picked or meant; empty when the words mean none of these.

    Only a whole message goes on or stops ("hoe moet dit verder" does neither); for the begeleider naming that person is enough.
    """
    bron, woorden = tekst(VRAAG), plain(beurt.invoer.tekst)
    keuzes = dict(bron.keuzes)
    if beurt.invoer.keuzes:
        # A choice of another question, shown before the danger and picked after it, ends nothing.
        return beurt.invoer.keuzes[0] if beurt.invoer.keuzes[0] in keuzes else ""
    if _wil_verder(woorden, bron.custom):
        return VERDER
    move = pattern_move(beurt.invoer.tekst)
    if move is not None and move.beweging in STOPPEN:
        return PAUZE
    if not _ontkent(woorden) and (gekozen := een_keuze(beurt.invoer.tekst, keuzes)):
        return gekozen
    return BEGELEIDER if await vraagt_om_begeleider(beurt) else ""


def _wil_verder(woorden: str, bron: Mapping[str, Any]) -> bool:
    """Whether a whole message says or asks to go on, with nothing else in it: "kan ik gewoon verder"."""
    over = [woord for woord in woorden.replace("?", " ").split() if woord not in bron["stille_woorden"]]
    return " ".join(over) in bron["verder_woorden"]


async def vraagt_om_begeleider(beurt: Beurt) -> bool:
    """Whether the client's words turn to the own begeleider."""
    naam = await of_standaard(beurt.session, lambda: contact.naam_begeleider(beurt), "")
    return contact.is_contact(beurt.invoer.tekst, None, naam) or _zoekt_iemand(plain(beurt.invoer.tekst).split(), plain(naam))


def vraagt_uitleg(woorden: str) -> bool:
    """Whether a whole message asks what this is or why it is asked."""
    move = pattern_move(woorden) if woorden else None
    return (move is not None and move.beweging == "uitleg") or plain(woorden) in tekst(WAAROM).custom["uitleg_woorden"]


def _ontkent(woorden: str) -> bool:
    """Whether words deny: "niet verder met de vragen" is no wish to go on, however much it looks like that choice."""
    return bool(set(woorden.split()) & {*tekst(VRAAG).custom["ontkenning"]})


def _zoekt_iemand(woorden: list[str], naam: str) -> bool:
    """Whether a short text names the own begeleider or wants to talk: nothing denied, and no number that is called instead."""
    bron = tekst(VRAAG)
    if len(woorden) > MEESTE_WOORDEN or _ontkent(" ".join(woorden)) or any(woord.isdigit() for woord in woorden):
        return False
    genoemd = any(woord in naam.split()[:1] or BEGELEIDER in word_classes(woord) for woord in woorden)
    return genoemd or bool(kies_uit_woorden(" ".join(woorden), "", bron, (BEGELEIDER,)))


async def naar_begeleider(beurt: Beurt) -> tuple[list[Turn], bool]:
    """Do what is asked: read back a message that was said already, note a wish to be called, or ask how; and whether the rest goes on at once."""
    woorden, begeleider = beurt.invoer.tekst, {"begeleider": (await contact.wie_leest(beurt)).begeleider}
    if not beurt.invoer.keuzes:
        if await of_standaard(beurt.session, lambda: contact.te_sturen(beurt), False):
            beurt.zet(tussen=contact.WOORDEN, contact_bericht=beurt.bericht_id, rust=None, misverstaan=None)
            return [await _gevraagd(beurt, contact.WOORDEN, {**begeleider, "woorden": woorden})], False
        if _wil_gebeld_worden(woorden):
            await contact.leg_vast(beurt, contact.TERUGBELLEN, woorden)
            return [fixed(*await contact.doorgegeven(beurt, "utter_gedeeld_terugbellen_klaar")), await nog_eens(beurt)], True
    beurt.zet(tussen=contact.VRAAG, rust=None, misverstaan=None)
    return [await _gevraagd(beurt, contact.VRAAG, begeleider)], False


async def _gevraagd(beurt: Beurt, vraag: str, waarden: dict[str, str]) -> Turn:
    """A question about contact, with who reads it now."""
    turn = fixed(f"utter_gedeeld_{vraag}", waarden)
    return replace(turn, text=[*turn.text[:-1], *await contact.wie_waarneemt(beurt), turn.text[-1]])


def _wil_gebeld_worden(woorden: str) -> bool:
    """Whether this says who must be called ("laat Bea mij bellen"); "ik bel Bea" does not."""
    mij = {*plain(woorden).split()} & {*tekst(VRAAG).custom["mij"]}
    return bool(mij) and bool(kies_uit_woorden(woorden, "", tekst("utter_gedeeld_contact"), (contact.TERUGBELLEN,)))


async def nog_eens(beurt: Beurt) -> Turn:
    """The choices of the rest again, in other words and with the numbers; to who asks what this is or who reads it, with who has the message."""
    lijnen = await hulplijnen.van_client(beurt.session, beurt.client_id)
    if await guard.apart(beurt.invoer.tekst, vraagt_uitleg, beurt.invoer.tekst) or _vraagt_wie_leest(beurt.invoer.tekst):
        lezer = await contact.wie_leest(beurt)
        turn = fixed(UITLEG, {**lijnen.waarden(), "begeleider": lezer.begeleider})
        return replace(turn, text=[*contact.waarneemt(lezer), *turn.text], choices=fixed(VRAAG).choices)
    return replace(fixed(ANDERS, lijnen.waarden()), choices=fixed(VRAAG).choices)


def _vraagt_wie_leest(woorden: str) -> bool:
    gezegd = {*plain(woorden).split()}
    return "wie" in gezegd and bool(gezegd & {*tekst(VRAAG).custom["leest"]})
