"""What the answers of a signaal-check say: the signals, those read in free words, the check as a value, and what the begeleider may read of it."""

from __future__ import annotations

from dataclasses import replace
from functools import lru_cache
from types import ModuleType

from bot.care.antwoorden import Antwoorden, Gegeven, lees
from bot.care.begrip import zegt_beter, zegt_hetzelfde
from bot.care.beurt import Beurt
from bot.care.signalen import SETS, SIGNALEN, Check
from bot.care.signalen import woorden as zinnen
from bot.care.teksten import tekst
from bot.settings import Settings

LUISTERT = "signalen"
BESTAND = "signalen.npz"
GEEN_VERANDERING, EIGEN = "geen", "eigen"
KEUZEVRAGEN = tuple(f"meer_{nummer}" for nummer in range(1, len(SETS) + 1))
VERANDERD, NOG = "veranderd", "nog"
VRIJ = (*KEUZEVRAGEN, NOG)
DIALOOG = "signaalcheck"
# What was read in free words is asked back in the same sets of three.
TERUGGEVRAAGD = tuple(f"ook_{nummer}" for nummer in range(1, len(SETS) + 1))
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


def na_te_vragen(antwoorden: Antwoorden, nummer: int) -> tuple[str, ...]:
    """Of those, the ones of this set of three: they are asked back together."""
    return tuple(signaal for signaal in nog_niet_gekozen(antwoorden) if signaal in SETS[nummer - 1])


def bevestigd(antwoorden: Antwoorden) -> tuple[str, ...]:
    """Of those, the ones the client said yes to: all that were asked together, or the ones that were picked."""
    ja: set[str] = set()
    for nummer, vraag in enumerate(TERUGGEVRAAGD, 1):
        if vraag in antwoorden:
            ja |= set(na_te_vragen(antwoorden, nummer)) & (set(SIGNALEN) if antwoorden[vraag].koos("ja") else set(antwoorden[vraag].waarde.keuzes))
    return tuple(signaal for signaal in SIGNALEN if signaal in ja)


def gewoon_onbekend(antwoorden: Antwoorden, nummer: int) -> bool:
    """Whether the client could not, or would not, say what is usual of this set of three."""
    gegeven = antwoorden.get(f"normaal_{nummer}")
    return gegeven is not None and not gegeven.inhoud


def kop_van(vraag: str, woorden: str) -> str:
    """The question under whose heading own words stand: words of less or better would say the opposite under "Meer dan gewoon"."""
    elders = zegt_beter(woorden) if vraag in KEUZEVRAGEN else vraag == VERANDERD and zegt_hetzelfde(woorden)
    return NOG if elders else vraag


def kop_met_vraag(vraag: str, gezegd: str) -> str:
    """The same heading in words, with what was asked when the heading does not tell: four sets of signals share one."""
    kop = kop_van(vraag, gezegd)
    if vraag in KEUZEVRAGEN:
        wat = "; ".join(labels(DIALOOG, (signaal,)) for signaal in SETS[KEUZEVRAGEN.index(vraag)])
    else:
        wat = "" if kop == vraag else _kop(vraag).lower()
    return str(zinnen()["gevraagd"]).format(kop=_kop(kop), wat=wat) if wat else _kop(kop)


def _kop(vraag: str) -> str:
    return str(tekst(f"utter_{DIALOOG}_{vraag}").custom["kop"])


def op_kop(gegeven: Gegeven) -> tuple[Gegeven, ...]:
    """An answer as it stands under the headings: choices and words apart when the words belong elsewhere."""
    if gegeven.waarde.soort != "tekst" or (kop := kop_van(gegeven.vraag, gegeven.woorden)) == gegeven.vraag:
        return (gegeven,)
    keuzes = replace(gegeven, waarde=replace(gegeven.waarde, soort="keuze"))
    return (*((keuzes,) if gegeven.waarde.keuzes else ()), replace(gegeven, vraag=kop, waarde=replace(gegeven.waarde, keuzes=())))


def _wat_veranderde(gegeven: Gegeven | None) -> tuple[str, ...]:
    """The changes of late, as ids; own words are one, unless they say that all is as it was."""
    if gegeven is None or not gegeven.inhoud:
        return ()
    eigen = gegeven.waarde.soort == "tekst" and not zegt_hetzelfde(gegeven.woorden)
    return (*(keuze for keuze in gegeven.waarde.keuzes if keuze != GEEN_VERANDERING), *((EIGEN,) if eigen else ()))


def check_van(antwoorden: Antwoorden) -> Check:
    """The answers of this time as a value."""
    meer = _gekozen(antwoorden) | set(bevestigd(antwoorden))
    weinig = antwoorden.get("weinig")
    return Check(
        meer=tuple(signaal for signaal in SIGNALEN if signaal in meer),
        veranderd=_wat_veranderde(antwoorden.get(VERANDERD)),
        te_weinig=next(iter(weinig.waarde.keuzes), "") if weinig is not None else "",
        eigen_teken="teken_nu" in antwoorden and antwoorden["teken_nu"].koos("ja"),
        onbekend=tuple(signaal for nummer, drie in enumerate(SETS, 1) if gewoon_onbekend(antwoorden, nummer) for signaal in drie),
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
