"""The picture of openheid: advantages and disadvantages as bars, by how much they weigh for this client. Words say the same.

No total is made of either side: a sum would look like an advice (DIALOGUES 4: the assistant never advises a direction).
"""

from __future__ import annotations

from dataclasses import dataclass, replace

from bot.care.antwoorden import Antwoorden
from bot.care.beurt import Beeld, Staaf
from bot.care.openheid_lezing import GEWICHTEN, NAAM, NADELEN, VOORDELEN, gewicht
from bot.care.teksten import tekst

ZWAARST = max(GEWICHTEN.values())


@dataclass(frozen=True)
class Kant:
    """One side: "Voordeel" or "Nadeel", its bars with the heaviest first; what was not weighed is left out."""

    kop: str
    staven: tuple[Staaf, ...]


def gewogen(antwoorden: Antwoorden) -> bool:
    """Whether anything was weighed at all."""
    return any(gewicht(antwoorden, vraag) for vraag in (*VOORDELEN, *NADELEN))


def kanten(antwoorden: Antwoorden) -> tuple[Kant, Kant]:
    """Both sides, made in the same way."""
    koppen = tekst(f"utter_{NAAM}_beeld").custom
    return Kant(koppen["voor"], _staven(antwoorden, VOORDELEN)), Kant(koppen["tegen"], _staven(antwoorden, NADELEN))


def beeld(antwoorden: Antwoorden) -> Beeld | None:
    """Both sides in one picture for the conversation, each bar saying which side it is of. None when nothing was weighed."""
    staven = [replace(staaf, label=f"{kant.kop}: {staaf.label[:1].lower()}{staaf.label[1:]}") for kant in kanten(antwoorden) for staaf in kant.staven]
    return Beeld(tekst(f"utter_{NAAM}_beeld").tekst, tuple(staven)) if staven else None


def eigen_woorden(antwoorden: Antwoorden) -> tuple[str, ...]:
    """What no bar can show: what was said of a weight in words that are none of the three, and the client's own advantages and disadvantages."""
    koppen = tekst(f"utter_{NAAM}_beeld").custom
    found = []
    for kant, vragen in ((koppen["voor"], (*VOORDELEN, "voordeel_eigen")), (koppen["tegen"], (*NADELEN, "nadeel_eigen"))):
        for vraag in vragen:
            gegeven = antwoorden.get(vraag)
            if gegeven is None or gegeven.waarde.soort != "tekst" or gewicht(antwoorden, vraag):
                continue
            kop = tekst(f"utter_{NAAM}_{vraag}").custom["kop"]
            waarover = kop if vraag.endswith("_eigen") else f"{kant}: {kop[:1].lower()}{kop[1:]}"
            found.append(f"{waarover}. “{gegeven.woorden}”")
    return tuple(found)


def _staven(antwoorden: Antwoorden, vragen: tuple[str, ...]) -> tuple[Staaf, ...]:
    weighed = [(gewicht(antwoorden, vraag), vraag) for vraag in vragen if gewicht(antwoorden, vraag)]
    woorden = tekst(f"utter_{NAAM}_beeld").custom["woorden"]
    return tuple(
        Staaf(tekst(f"utter_{NAAM}_{vraag}").custom["kop"], GEWICHTEN[zwaarte], ZWAARST, woorden[zwaarte])
        for zwaarte, vraag in sorted(weighed, key=lambda pair: -GEWICHTEN[pair[0]])
    )
