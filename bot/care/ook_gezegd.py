"""What an answer tells about other questions than the one it was given to: kept there. Source: DIALOGUES 3 (free text is understood).

What is said newly counts, and the earlier words are named. An answer that is only about another question leaves the open one open.
"""

from __future__ import annotations

from typing import Any

from bot.care.antwoorden import Antwoorden, Gegeven, Waarde, bewaar, laat_vervallen
from bot.care.begrip import REDEN, begrepen_in_woorden, zegt_meer_dan
from bot.care.beurt import Beurt, Zin
from bot.care.vragenlijst import Dialoog, Vraag


def alleen_elders(dialoog: Dialoog, vraag: Vraag, woorden: str, waarde: Waarde, antwoorden: Antwoorden) -> bool:
    """Whether the words tell something new about other questions and nothing about this one."""
    if not vraag.luistert or waarde.soort != "tekst" or waarde.keuzes:
        return False
    sleutels = waarde.begrepen.keys() - {REDEN}
    if not sleutels or sleutels & {*vraag.luistert, *vraag.telt} or not _nieuw(dialoog, vraag, waarde, antwoorden):
        return False
    return not zegt_meer_dan(vraag, woorden, met_reden=False)


async def bewaar_elders(beurt: Beurt, dialoog: Dialoog, vraag: Vraag, woorden: str, waarde: Waarde, antwoorden: Antwoorden) -> list[Zin]:
    """Keep what was told about other questions. Returns what is said about an earlier answer whose place it takes."""
    nieuw = _nieuw(dialoog, vraag, waarde, antwoorden)
    vervangen = {ander: antwoorden[ander] for ander in nieuw if ander in antwoorden and antwoorden[ander].inhoud}
    for ander, begrepen in nieuw.items():
        await bewaar(beurt, dialoog.naam, ander, woorden, Waarde("tekst", (), begrepen, waarde.samen_met))
    # What was confirmed before is other now: it is shown once more.
    onderwerpen = {dialoog.vraag(ander).onderwerp for ander in nieuw}
    await laat_vervallen(beurt, dialoog.naam, tuple(one.id for one in dialoog.vragen if one.onderwerp in onderwerpen and not one.inhoud))
    if not vervangen:
        return []
    samen = {sleutel: inhoud for ander in vervangen for sleutel, inhoud in nieuw[ander].items()}
    eerder = '", "'.join(dict.fromkeys(oud.woorden for oud in vervangen.values()))
    return [Zin("utter_gedeeld_nu_gezegd", {"eerder": eerder, "begrepen": begrepen_in_woorden(samen)})]


def ook_gezegd(dialoog: Dialoog, vraag: Vraag, waarde: Waarde) -> Zin:
    """What was understood of words that are only about other questions."""
    return Zin("utter_gedeeld_ook_gezegd", {"begrepen": begrepen_in_woorden(_elders(dialoog, vraag, waarde))})


def _elders(dialoog: Dialoog, vraag: Vraag, waarde: Waarde) -> dict[str, Any]:
    """What was understood that belongs to another question."""
    return {key: inhoud for key, inhoud in waarde.begrepen.items() if key not in vraag.luistert and dialoog.verspreid.get(key, vraag.id) != vraag.id}


def _nieuw(dialoog: Dialoog, vraag: Vraag, waarde: Waarde, antwoorden: Antwoorden) -> dict[str, dict[str, Any]]:
    """Per other question what was told about it, when that was not told before."""
    found: dict[str, dict[str, Any]] = {}
    for sleutel, inhoud in _elders(dialoog, vraag, waarde).items():
        ander = dialoog.verspreid[sleutel]
        if ander not in antwoorden or not _stond_er_al(dialoog, antwoorden[ander], sleutel, inhoud):
            found.setdefault(ander, {})[sleutel] = inhoud
            if REDEN in waarde.begrepen and sleutel == "niet_dagen":
                found[ander][REDEN] = True
    return found


def _stond_er_al(dialoog: Dialoog, oud: Gegeven, sleutel: str, inhoud: Any) -> bool:
    """Whether the earlier answer says this too, in words or by its choices."""
    eerder = oud.waarde.begrepen.get(sleutel)
    if eerder is None:
        eerder = oud.waarde.keuzes if isinstance(inhoud, list | tuple) else dialoog.begrijp(dialoog.vraag(oud.vraag), oud.woorden).get(sleutel)
    if isinstance(inhoud, list | tuple) and isinstance(eerder, list | tuple):
        return {*inhoud} <= {*eerder}
    return bool(eerder == inhoud)
