"""The consequences of NAH that are asked about: 12 cognitive, 10 of mood and behaviour, 9 physical.

Source: the table in the folder "Individuele Plaatsing en Steun & niet-aangeboren hersenletsel" (Heliomare, March 2026), which takes it from the
Dutch guideline NAH en arbeidsparticipatie (2021). They are asked in sets of at most three, in everyday words. In which areas they lie is read in
the client's own words too: that decides only what is asked, and the words themselves stay the answer.
"""

from __future__ import annotations

import re
from functools import lru_cache
from pathlib import Path
from typing import Any

import yaml

from bot.nlu.moves import plain

SETS: dict[str, tuple[tuple[str, ...], ...]] = {
    "denken": (
        ("geheugen", "aandacht", "tempo"),
        ("belastbaarheid", "hersteltijd", "prikkels"),
        ("plannen", "oplossen", "taal"),
        ("handelen", "neglect", "inzicht"),
    ),
    "gevoel": (
        ("stemming", "angst", "initiatief"),
        ("apathie", "relativeren", "ontremd"),
        ("empathie", "decorum"),
        ("humor", "ziektebesef"),
    ),
    "lichaam": (
        ("conditie", "pijn", "kracht"),
        ("lopen", "coordinatie", "beweging"),
        ("zintuigen", "slikken", "epilepsie"),
    ),
}
GEBIEDEN = tuple(SETS)

_DEEL = re.compile(r"[.,;!?\n]+|\b(?:en|maar|ook|plus|verder)\b")
_OOK_NIET = re.compile(r"\book\s+(?=(?:niet|nie|ni|niks|niets)\b)")
MEESTE_DELEN = 40
# "Geen pijn", "niet meer last van"; and not "geen kracht", which is the consequence itself.
_HEEFT_GEEN = re.compile(
    r"\b(?:geen|nooit|zonder)\b(?! (?:zin|energie|kracht|overzicht|woorden|nadenken|na te denken))|\b(?:niet|nie|ni) (?:meer |veel )*last\b"
)
# A denial that is about the complaint: "niet zo moe", "pijn heb ik ook niet"; and not "de pijn gaat niet weg", "niet alleen moe".
_NIET_VOOR = re.compile(r"\b(?:niet|nie|ni|niets|niks) (?:(?:zo|meer|echt|vaak|erg|heel|snel|vlug|ook|altijd|veel|bijzonder|speciaal|\w+ of) )*$")
_NIET_NA = re.compile(
    r"^(?: (?:ben|heb|hebben|had|was|voel|merk|ervaar|doe|ik|me|mij|het|dat|er|ook|nu|of|zo|echt|meer|vaak|veel|snel|van|last|bijna|eigenlijk))*"
    r" (?:niet|nie|ni|niks|niets)(?: (?:hoor|meer|zo|echt|nu|vaak|veel|snel|erg|gelukkig))*$"
)
_GEEN_MOEITE = re.compile(r"\b(?:geen|niet|nie|ni) (?:\w+ )?(?:last|moeite|proble\w*|veranderd|moeilijk|slecht\w*|minder|erger)\b")


@lru_cache(maxsize=1)
def _woorden() -> dict[str, Any]:
    loaded: dict[str, Any] = yaml.safe_load(Path(__file__).with_suffix(".yml").read_text(encoding="utf-8"))
    return loaded


@lru_cache(maxsize=64)
def _een_van(*lijst: str) -> re.Pattern[str]:
    """Any of these words or words in a row; a * stands for any ending."""
    return re.compile(rf"\b(?:{'|'.join(re.escape(woord).replace(chr(92) + '*', '[a-z]*') for woord in lijst)})\b")


def _delen(text: str) -> list[str]:
    """The parts of what is told. "Ook niet" is a denial of what stands before it, and no part of its own."""
    return [plain(deel) for deel in _DEEL.split(_OOK_NIET.sub("", text.casefold()))[:MEESTE_DELEN]]


def _heeft(deel: str, lijst: list[str]) -> bool:
    return bool(_een_van(*lijst).search(deel))


def gebieden_in(text: str) -> tuple[str, ...]:
    """The areas a client tells about in own words, all that fit; empty where the words do not tell which."""
    delen = _delen(text)
    if any(_zegt_alles(deel) for deel in delen):
        return GEBIEDEN
    return tuple(gebied for gebied in GEBIEDEN if any(_zegt(deel, gebied) for deel in delen))


def gemerkt_in(text: str, items: tuple[str, ...]) -> tuple[str, ...]:
    """Which of these consequences a client tells of in own words; a part of a sentence that says there is none of it, tells of none."""
    delen = _delen(text)
    over = [deel for deel in delen if not _HEEFT_GEEN.search(deel)]
    return tuple(item for item in items if any(_vertelt(deel, _woorden()["gemerkt"][item]) for deel in over))


def _vertelt(deel: str, lijst: list[str]) -> bool:
    """Whether a part of a sentence tells of this consequence. Of what one can do a denial is a complaint ("lopen gaat niet"), of a complaint not."""
    return any(_klaagt(deel, genoemd) for genoemd in _een_van(*lijst).finditer(deel))


def _klaagt(deel: str, genoemd: re.Match[str]) -> bool:
    woorden = _woorden()
    voor, na = deel[: genoemd.start()], deel[genoemd.end() :]
    if _is_kunnen(genoemd[0]):
        rest = f"{voor} {na}"
        if _heeft(rest, woorden["moeite"]):
            return not _GEEN_MOEITE.search(rest)
        return not _heeft(rest, woorden["goed"])
    return not (_NIET_VOOR.search(voor) or _NIET_NA.search(na))


def _is_kunnen(woord: str) -> bool:
    """Whether this is what one does or has ("lopen", "kracht"), and no complaint by itself ("pijn")."""
    woorden = _woorden()
    return not any(_heeft(woord, woorden[gebied]["klacht"]) for gebied in GEBIEDEN)


def _zegt_alles(deel: str) -> bool:
    """Whether a part says that all of it has changed, and not that all goes well."""
    alles = "|".join(_woorden()["alles"])
    return bool(re.match(rf"(?:ja |nee |het is |t is |eigenlijk |zowat |bijna )*(?:{alles})\b", deel)) and not _heeft(deel, _woorden()["goed"])


def _zegt(deel: str, gebied: str) -> bool:
    """Whether one part of a sentence complains of this area."""
    woorden = _woorden()
    klacht, kunnen = woorden[gebied]["klacht"], woorden[gebied]["kunnen"]
    if _heeft(deel, klacht) and (not _heeft(_zonder(deel, klacht), woorden["ontkent"]) or _heeft(deel, woorden["tegen"])):
        return True
    if not _heeft(deel, kunnen):
        return False
    rest = _zonder(deel, kunnen)
    if _heeft(rest, woorden["moeite"]):
        return not _GEEN_MOEITE.search(rest)
    return not rest.split() or (len(rest.split()) <= 3 and not _heeft(rest, woorden["goed"]))


def _zonder(deel: str, lijst: list[str]) -> str:
    return _een_van(*lijst).sub(" ", deel)
