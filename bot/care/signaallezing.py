"""What the answers of a signaal-check say: the signals, those read in free words, the check as a value, and what the begeleider may read of it."""

from __future__ import annotations

from functools import lru_cache
from types import ModuleType

from bot.care.antwoorden import Antwoorden, lees
from bot.care.beurt import Beurt
from bot.care.signalen import SETS, SIGNALEN, Check
from bot.care.teksten import tekst
from bot.settings import Settings

LUISTERT = "signalen"
BESTAND = "signalen.npz"
GEEN_VERANDERING, EIGEN = "geen", "eigen"
KEUZEVRAGEN = tuple(f"meer_{nummer}" for nummer in range(1, len(SETS) + 1))
VRIJ = (*KEUZEVRAGEN, "nog")
DIALOOG = "signaalcheck"
# The answer that says when this check was begun (`signaalcheck._erbij`): what is older is of an earlier time.
BEGONNEN = "begonnen"
# What the begeleider may read of the checks. The ends of the names of the texts that say so.
NIETS, KEUZES, ALLES = "niets", "keuzes", "alles"


@lru_cache(maxsize=1)
def _lezer() -> ModuleType:
    """Imported at the first free words: numpy and the model take a moment. Without a trained file it trains in memory."""
    from bot.nlu import signals

    if (trained := Settings().models / BESTAND).is_file():
        signals.use(trained)
    return signals


def signalen_in(text: str) -> tuple[str, ...]:
    """The signals that can be read in these words, in the order of the questions."""
    found = {one.signaal for one in _lezer().understand(text)}
    return tuple(signaal for signaal in SIGNALEN if signaal in found)


def labels(dialoog: str, signalen: tuple[str, ...]) -> str:
    """The signals as the client chose them, in one phrase; for none: that there is none."""
    namen = [tekst(f"utter_{dialoog}_meer_{nummer}").label(signaal) for nummer, drie in enumerate(SETS, 1) for signaal in drie if signaal in signalen]
    return ", ".join(naam[:1].lower() + naam[1:] for naam in namen) or tekst(f"utter_{dialoog}_niets_van").tekst


def _gekozen(antwoorden: Antwoorden) -> set[str]:
    return {keuze for vraag in KEUZEVRAGEN if vraag in antwoorden for keuze in antwoorden[vraag].waarde.keuzes}


def nog_niet_gekozen(antwoorden: Antwoorden) -> tuple[str, ...]:
    """Signals that were read in free words but not chosen."""
    vrij = [antwoorden[vraag].waarde.begrepen for vraag in VRIJ if vraag in antwoorden]
    gelezen = {signaal for begrepen in vrij for signaal in begrepen.get(LUISTERT, ())}
    return tuple(signaal for signaal in SIGNALEN if signaal in gelezen - _gekozen(antwoorden))


def bevestigd(antwoorden: Antwoorden) -> tuple[str, ...]:
    """Of those, the ones the client said yes to."""
    return nog_niet_gekozen(antwoorden) if "ook_klopt" in antwoorden and antwoorden["ook_klopt"].koos("ja") else ()


def check_van(antwoorden: Antwoorden) -> Check:
    """The answers of this time as a value."""
    meer = _gekozen(antwoorden) | set(bevestigd(antwoorden))
    gegeven = antwoorden.get("veranderd")
    veranderd: list[str] = []
    if gegeven is not None and gegeven.inhoud:
        veranderd = [keuze for keuze in gegeven.waarde.keuzes if keuze != GEEN_VERANDERING]
        veranderd += [EIGEN] if gegeven.waarde.soort == "tekst" else []
    weinig = antwoorden.get("weinig")
    return Check(
        meer=tuple(signaal for signaal in SIGNALEN if signaal in meer),
        veranderd=tuple(veranderd),
        te_weinig=next(iter(weinig.waarde.keuzes), "") if weinig is not None and weinig.waarde.soort == "keuze" else "",
        eigen_teken="teken_nu" in antwoorden and antwoorden["teken_nu"].koos("ja"),
    )


def zei_ja(antwoorden: Antwoorden, vraag: str) -> bool:
    return vraag in antwoorden and antwoorden[vraag].koos("ja")


def deelt(antwoorden: Antwoorden) -> str:
    """What was agreed: NIETS, KEUZES (without the own words) or ALLES. Only a clear yes counts, for each apart (AVG art. 7)."""
    if not zei_ja(antwoorden, "lezen"):
        return NIETS
    return ALLES if zei_ja(antwoorden, "lezen_woorden") else KEUZES


async def deelt_nu(beurt: Beurt) -> str:
    """The same, for who does not have the answers at hand."""
    return deelt(await lees(beurt.session, beurt.client_id, DIALOOG))


def eigen_woorden(antwoorden: Antwoorden, vragen: tuple[str, ...]) -> dict[str, str]:
    """What was said in own words, by question."""
    return {vraag: antwoorden[vraag].woorden for vraag in vragen if vraag in antwoorden and antwoorden[vraag].waarde.soort == "tekst"}
