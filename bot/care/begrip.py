"""From the client's words to values and back: which choice they mean, what they tell about work, and how that is shown back."""

from __future__ import annotations

import re
import unicodedata
from functools import lru_cache
from pathlib import Path
from typing import Any

import yaml
from rapidfuzz import fuzz

from bot.care.antwoorden import Antwoorden
from bot.care.beurt import Beurt, Zin
from bot.care.teksten import Tekst
from bot.care.vragenlijst import Vraag
from bot.nlu import wishes
from bot.nlu.moves import is_gibberish

# Below this a reading is not used for another question than the one that was asked; the block's "klopt dat?" shows all of it.
ZEKER_GENOEG_VOOR_ANDERE_VRAAG = 0.75
MIN_GELIJKENIS = 88
MIN_LENGTE_GELIJKENIS = 5
MEESTE_WOORDEN = 8
JA, NEE = ("ja", "klopt", "delen"), ("nee", "niet_delen", "geen", "wijzig", "niet")


@lru_cache(maxsize=1)
def _woorden() -> dict[str, Any]:
    loaded: dict[str, Any] = yaml.safe_load((Path(__file__).parent / "begrip.yml").read_text())
    return loaded


def _kaal(text: str) -> str:
    """Lower case without accents and punctuation."""
    plain = unicodedata.normalize("NFKD", text.casefold()).encode("ascii", "ignore").decode()
    return " ".join(re.findall(r"[a-z0-9]+", plain))


def is_onzin(text: str) -> bool:
    return is_gibberish(text)


def niet_begrepen(beurt: Beurt, naam: str = "utter_gedeeld_niet_begrepen") -> list[Zin]:
    """Say that the words were not understood; say nothing to who was just told that a worry was heard."""
    return [] if beurt.gehoord else [Zin(naam, alleen=())]


def keer_misverstaan(beurt: Beurt) -> int:
    """How often in a row the client was not understood, now included; a worry that was heard does not count."""
    return int(beurt.stand.get("misverstaan", 0)) + (not beurt.gehoord)


def kies_uit_woorden(text: str, beweging: str, bron: Tekst, alleen: tuple[str, ...] | None) -> tuple[str, ...]:
    """The choices a typed text stands for, or none. Exact labels, small typing errors, "ja" and "nee", and lists where several may be picked."""
    aangeboden = {keuze: _kaal(label) for keuze, label in bron.keuzes if alleen is None or keuze in alleen}
    for woorden, bedoeld in (("ja", JA), ("nee", NEE)):
        if beweging == woorden and len(_kaal(text).split()) <= 3:
            return next(((keuze,) for keuze, label in aangeboden.items() if keuze in bedoeld or label.startswith(f"{woorden} ")), ())
    if keuze := een_keuze(text, aangeboden):
        return (keuze,)
    if keuze := _aan_woorden(text, bron, aangeboden):
        return (keuze,)
    if bron.custom.get("multiple"):
        delen = [een_keuze(deel, aangeboden) for deel in re.split(r",|;|\ben\b|\+|&|\n", text.casefold())]
        if delen and all(delen):
            return tuple(dict.fromkeys(delen))
    return ()


def een_keuze(text: str, aangeboden: dict[str, str]) -> str:
    """The one choice (by id: label) whose label or name was typed, small typing errors allowed; empty when there is none.

    Of a label such as "2: gaat" the number or the word will do.
    """
    kaal = _kaal(text)
    for keuze, label in aangeboden.items():
        if kaal and kaal in (_kaal(label), keuze.replace("_", " "), *map(_kaal, label.split(": "))):
            return keuze
        if len(kaal) >= MIN_LENGTE_GELIJKENIS and fuzz.ratio(kaal, _kaal(label)) >= MIN_GELIJKENIS:
            return keuze
    return ""


def _aan_woorden(text: str, bron: Tekst, aangeboden: dict[str, str]) -> str:
    """The only choice one of whose own words (`custom: woorden`) begins a word of a short text."""
    kaal = _kaal(text).split()
    if not kaal or len(kaal) > MEESTE_WOORDEN:
        return ""
    genoemd = [
        keuze
        for keuze, woorden in bron.custom.get("woorden", {}).items()
        if keuze in aangeboden and any(deel.startswith(woord) for woord in woorden for deel in kaal)
    ]
    return genoemd[0] if len(genoemd) == 1 else ""


def begrijp_wens(vraag: Vraag, text: str) -> dict[str, Any]:
    """What free words tell, by key of `bot.nlu.wishes`: about this question, and about others when they are clear enough."""
    gevonden: dict[str, Any] = {}
    for item in wishes.understand(text, vraag.id).items:
        if item.key in vraag.luistert or (item.key in _woorden()["verspreid"] and item.zekerheid >= ZEKER_GENOEG_VOOR_ANDERE_VRAAG):
            gevonden[item.key] = item.value
    if "niet_dagen" in gevonden and re.search(_woorden()["reden"], text.casefold()):
        gevonden["reden"] = True
    return gevonden


def terug_in_woorden(antwoorden: Antwoorden, vragen: tuple[str, ...]) -> str:
    """What was understood in these questions, as one Dutch phrase to show back: "12 tot 16 uur per week, in de ochtend, niet op woensdag"."""
    samen: dict[str, Any] = {}
    for vraag in vragen:
        if vraag in antwoorden:
            samen |= antwoorden[vraag].waarde.begrepen
    vorm = _woorden()["vorm"]
    return ", ".join(zin for sleutel in vorm if sleutel in samen and (zin := _zin(vorm[sleutel], samen[sleutel])))


def _zin(vorm: dict[str, str], waarde: Any) -> str:
    if isinstance(waarde, dict):  # a range
        laag, hoog = waarde.get("min"), waarde.get("max")
        soort = "gelijk" if laag == hoog else "tot" if laag is None else "vanaf" if hoog is None else "tussen"
        return vorm[soort].format(min=_getal(laag), max=_getal(hoog))
    if isinstance(waarde, list | tuple):
        namen = [_woorden()["namen"].get(deel, deel) for deel in waarde]
        return vorm["lijst"].format(_opsomming(namen)) if namen else ""
    return (vorm["een"] if waarde == 1 and "een" in vorm else vorm["getal"]).format(_getal(waarde))


def _opsomming(namen: list[str]) -> str:
    return namen[0] if len(namen) == 1 else f"{', '.join(namen[:-1])} en {namen[-1]}"


def _getal(waarde: Any) -> str:
    return f"{waarde:g}".replace(".", ",") if isinstance(waarde, int | float) else str(waarde or "")
