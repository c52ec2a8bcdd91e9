"""What is said shortly after a no to the direct question: the no may be taken back, or the words that made it be asked are said again.

Source: DIALOGUES 7.2 (uncertain: ask). A no is the easiest answer, so for some messages what takes it back is heard before any move or answer.
Words that were asked about answer nothing by themselves. Said again they are asked about again; who denies that too and says the very same once
more means them as the answer.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from bot.care import directevraag, guard
from bot.care.beurt import Beurt
from bot.care.directevraag import DirecteVraag
from bot.nlu.moves import plain

if TYPE_CHECKING:
    from bot.nlu.safety import Verdict
    from bot.nlu.safety.recant import Recanted

# In the state after a no: {over: what it denied, om: the messages that made it be asked and the no, nog: how many messages more may take it back,
# bij_vraag: those words were said at a question and not in the rest, herhaald: they were said again just now, weer: and denied again}.
ONTKEND = "na_nee"
BERICHTEN = 6


def onthoud(beurt: Beurt, vraag: DirecteVraag, *, bij_vraag: bool) -> None:
    """This message is a no to this direct question; bij_vraag: what made it be asked was said at a question of the dialogues."""
    om = beurt.stand.get(directevraag.GESTELD, {}).get("om", [])
    weer = beurt.stand.get(ONTKEND, {}).get("herhaald", False)
    beurt.zet(**{ONTKEND: {"over": vraag.over, "om": [*om, beurt.bericht_id], "nog": BERICHTEN, "bij_vraag": bij_vraag, "weer": weer}})


def lees(beurt: Beurt) -> Recanted:
    """Whether this message takes back the no, which is counted as one more message after it."""
    if (ontkend := beurt.stand.get(ONTKEND)) is None:
        return ""
    beurt.zet(**{ONTKEND: {**ontkend, "nog": ontkend["nog"] - 1, "herhaald": False} if ontkend["nog"] > 1 else None})
    if beurt.invoer.keuzes:
        return ""
    terug = guard.takes_back_no(beurt.invoer.tekst, ontkend["over"], first=ontkend["nog"] == BERICHTEN)
    if terug:
        beurt.zet(**{ONTKEND: None, directevraag.GESTELD: {"over": ontkend["over"], "om": ontkend["om"]}})
    return terug


async def is_antwoord(beurt: Beurt, verdict: Verdict) -> bool:
    """Whether words of which the guard asks are the answer all the same: asked about and denied twice, and said once more."""
    ontkend = beurt.stand.get(ONTKEND)
    if ontkend is None or not ontkend["bij_vraag"] or beurt.invoer.keuzes or directevraag.over(verdict.soort).over != ontkend["over"]:
        return False
    if plain(beurt.invoer.tekst) not in {plain(eerder) for eerder in await directevraag.gezegd(beurt, ontkend["om"][:1])}:
        return False
    beurt.zet(**{ONTKEND: {**ontkend, "herhaald": True}})
    return bool(ontkend["weer"])
