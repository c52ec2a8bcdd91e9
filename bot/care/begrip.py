"""From the client's words to values and back: which choice they mean, what they tell about work, and how that is shown back."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Mapping
from functools import lru_cache
from pathlib import Path
from typing import Any

import yaml
from rapidfuzz import fuzz

from bot.care.aanwijzen import Aanbod, aangewezen
from bot.care.antwoorden import Antwoorden
from bot.care.beurt import Beurt, Zin
from bot.care.teksten import Tekst, tekst
from bot.care.vragenlijst import Vraag
from bot.nlu import correction, wishes
from bot.nlu.moves import is_gibberish

# Below this a reading is not used for another question than the one that was asked; the block's "klopt dat?" shows all of it.
ZEKER_GENOEG_VOOR_ANDERE_VRAAG = 0.75
MIN_GELIJKENIS = 88
MIN_LENGTE_GELIJKENIS = 5
MEESTE_WOORDEN = 8
JA, NEE = ("ja", "klopt", "delen"), ("nee", "niet_delen", "geen", "wijzig", "niet")
GEEN = "geen"
MEESTE_WOORDEN_JA_NEE = 12
REDEN = "reden"
ZEGGEN_NIETS = ("weet_niet", "anders")
DAGEN_NIET, MIN_LENGTE_REDEN = "dagen_niet", 3
KORT = 3  # up to so many words the move alone tells a yes or a no


_UITGEREKT = re.compile(r"([a-z])\1{2,}")


@lru_cache(maxsize=1)
def _woorden() -> dict[str, Any]:
    loaded: dict[str, Any] = yaml.safe_load((Path(__file__).parent / "begrip.yml").read_text())
    return loaded


def _kaal(text: str) -> str:
    """Lower case without accents and punctuation."""
    plain = unicodedata.normalize("NFKD", text.casefold()).encode("ascii", "ignore").decode()
    return " ".join(re.findall(r"[a-z0-9]+", plain))


def is_onzin(text: str) -> bool:
    """Whether there is nothing in the words that may be an answer: keyboard mash, or only signs and emoji."""
    return is_gibberish(text) or not re.search(r"\w", text)


def lukt_niet(text: str) -> bool:
    """Whether all that is said, is that it does not work ("kan niet"): that tells nothing yet."""
    return _kaal(text) in _woorden()["lukt_niet"]


def niet_begrepen(beurt: Beurt, naam: str = "utter_gedeeld_niet_begrepen") -> list[Zin]:
    """Say that the words were not understood; say nothing to who was just told that a worry was heard."""
    return [] if beurt.gehoord else [Zin(naam, alleen=())]


def keer_misverstaan(beurt: Beurt) -> int:
    """How often in a row the client was not understood, now included; a worry that was heard does not count."""
    return int(beurt.stand.get("misverstaan", 0)) + (not beurt.gehoord)


def kies_uit_woorden(text: str, beweging: str, bron: Tekst, alleen: tuple[str, ...] | None, *, heel: bool = False) -> tuple[str, ...]:
    """The choices a typed text stands for, or none. Exact labels, small typing errors, "ja" and "nee", and lists where several may be picked.

    heel: every word must belong to the choice, because words that say more are kept as an answer themselves.
    Of who corrects himself the last words count: "fiets, nee toch de bus", "ja nee toch niet".
    """
    aangeboden = _aangeboden(bron, alleen)
    if (gezegd := _bedacht(text)) and (keuze := _ja_of_nee_keuze(gezegd, aangeboden)):
        return (keuze,)
    if delen := correction.split(text):
        eerst, later = (_kies(deel, "", bron, alleen, heel=heel) for deel in delen)
        if later:  # of several that may be picked, as many go as come in their place
            return tuple(dict.fromkeys((*eerst[: -len(later)], *later))) if bron.custom.get("multiple") else later
        if eerst and eerst[0] not in (*JA, *NEE):
            return ()  # that choice was taken back, and what came for it is none; a yes or a no is only explained
    return _kies(text, beweging, bron, alleen, heel=heel)


def _aangeboden(bron: Tekst, alleen: tuple[str, ...] | None) -> dict[str, str]:
    """The choices on offer with their words, laid bare."""
    return {keuze: _kaal(label) for keuze, label in bron.keuzes if alleen is None or keuze in alleen}


def _kies(text: str, beweging: str, bron: Tekst, alleen: tuple[str, ...] | None, *, heel: bool) -> tuple[str, ...]:
    if keuzes := aangewezen(text, aanbod(bron, alleen)):
        return keuzes
    aangeboden = _aangeboden(bron, alleen)
    if not heel and _vraagt_ja_of_nee(aangeboden) and is_zachte_nee(text, _woorden_van(bron, aangeboden)):
        return (_ja_of_nee_keuze("nee", aangeboden),)
    if keuze := _ja_of_nee(text, beweging, bron, aangeboden):
        return (keuze,)
    if keuze := een_keuze(text, aangeboden):
        return (keuze,)
    genoemd = _aan_woorden(text, bron, aangeboden, heel=heel)
    if len(genoemd) == 1 or (genoemd and bron.custom.get("multiple") and GEEN not in genoemd):
        return genoemd
    if bron.custom.get("multiple"):
        delen = [een_keuze(deel, aangeboden) for deel in re.split(r",|;|\ben\b|\+|&|\n", text.casefold())]
        if delen and all(delen) and (len(delen) == 1 or GEEN not in delen):
            return tuple(dict.fromkeys(delen))
    return ()


def aanbod(bron: Tekst, alleen: tuple[str, ...] | None) -> Aanbod:
    """What is on offer, in the order of the screen."""
    return Aanbod({keuze: label for keuze, label in bron.keuzes if alleen is None or keuze in alleen}, bool(bron.custom.get("multiple")))


def een_keuze(text: str, aangeboden: dict[str, str]) -> str:
    """The one choice (by id: label) whose label or name was typed, small typing errors allowed; empty when there is none.

    Of a label such as "2: gaat" the number or the word will do. A word that turns the meaning round ("geen", "minder") is no typing error.
    """
    kaal = _kaal(text)
    for keuze, label in aangeboden.items():
        if kaal and kaal in (_kaal(label), keuze.replace("_", " "), *map(_kaal, label.split(": "))):
            return keuze
        lijkt = len(kaal) >= MIN_LENGTE_GELIJKENIS and fuzz.ratio(kaal, _kaal(label)) >= MIN_GELIJKENIS
        if lijkt and _draait_om(kaal) == _draait_om(_kaal(label)):
            return keuze
    return ""


def zegt_beter(text: str) -> bool:
    """Whether words hold a denial, less or better: then they may tell that something is gone, or goes well."""
    kaal = _kaal(text)
    return bool(_draait_om(kaal) or set(kaal.split()) & {*_woorden()["gaat_goed"]})


def _draait_om(kaal: str) -> set[str]:
    return set(kaal.split()) & {*_woorden()["draait_om"]}


def _ja_of_nee(text: str, beweging: str, bron: Tekst, aangeboden: dict[str, str]) -> str:
    """The choice that a plain yes or no stands for, also with more behind it ("ja da merk ik zeker"); none when the rest doubts or denies it."""
    woorden = _zonder(_kaal(_ingekort(text)), (*_woorden()["instemmend"],)).split()
    for gezegd in ("ja", "nee"):
        begint = bool(woorden) and woorden[0] in _woorden()["zegt"][gezegd]
        if not begint and not (beweging == gezegd and len(woorden) <= KORT):
            continue
        keuze = _ja_of_nee_keuze(gezegd, aangeboden)
        twijfelt = {*_woorden()["twijfelt"]} - {*aangeboden.get(keuze, "").split()}  # "alleen ik" is the no itself, and no condition
        if "?" in text or set(woorden[begint:]) & {*twijfelt, *_woorden()["weerspreekt"][gezegd]}:
            return ""
        if len(woorden) <= KORT and beweging == gezegd:
            return "" if keuze == GEEN and _zegt_iets(woorden) else keuze
        # "Nee, mijn moeder is ziek" says not that nothing changed: with more behind it, it must be a question of yes or no.
        anders = {*_aan_woorden(" ".join(woorden[1:]), bron, aangeboden)} - {keuze}
        return keuze if keuze != GEEN and len(woorden) <= MEESTE_WOORDEN_JA_NEE and not anders and _vraagt_ja_of_nee(aangeboden) else ""
    return ""


def _ja_of_nee_keuze(gezegd: str, aangeboden: dict[str, str]) -> str:
    """The choice on offer that a yes or a no stands for; empty when there is none."""
    bedoeld = JA if gezegd == "ja" else NEE
    return next((keuze for keuze, label in aangeboden.items() if keuze in bedoeld or label.startswith(f"{gezegd} ")), "")


def _bedacht(text: str) -> str:
    """What stands at last when somebody changes a yes or a no in one breath: "ja nee toch niet" is a nee; empty for all other words."""
    woorden, lijst = _kaal(_ingekort(text)).split(), _woorden()["bedenkt"]
    if "?" in text or not {*woorden} & {*lijst["keert_om"]} or not {*woorden} <= {woord for soort in lijst.values() for woord in soort}:
        return ""
    gezegd = ["ja" if woord in lijst["ja"] else "nee" for woord in woorden if woord in (*lijst["ja"], *lijst["nee"])]
    # Both were said: "nee toch wel" alone is doubt, and is asked back.
    allebei = all({*woorden} & {*_woorden()["zegt"][een]} for een in ("ja", "nee"))
    return gezegd[-1] if allebei and woorden[0] in (*_woorden()["zegt"]["ja"], *_woorden()["zegt"]["nee"]) else ""


def _zegt_iets(woorden: list[str]) -> bool:
    """Whether a no says what there is ("nee, kapot"): then it does not say that there is nothing."""
    leeg = (
        *_woorden()["zegt"]["nee"],
        *_woorden()["vulwoorden_geen"],
        *_woorden()["draait_om"],
        *_woorden()["zachte_nee"]["erbij"],
        *_woorden()["bij_nee"],
    )
    return bool(_zonder(" ".join(woorden), leeg).split())


def zegt_niets_erbij(text: str) -> bool:
    """Whether words behind "there is no more" add nothing to it: "hoor", "dank je", "wat ik nu weet", or that all is as it was."""
    lijst = _woorden()
    kaal = _zonder(_kaal(_ingekort(text)), (*lijst["na_alles"], *lijst["vulwoorden_geen"], *lijst["bij_nee"]))
    return not kaal.split() or zegt_hetzelfde(text)


def voegt_toe(text: str) -> bool:
    """Whether words behind "none of these" begin something that is added to it; "ook niet op mijn werk" only says it once more."""
    lijst, woorden = _woorden(), _kaal(text).split()
    erna = next((woord for woord in woorden if woord not in lijst["gaat_door"]), "")
    return bool(woorden) and woorden[0] in lijst["voegt_toe"] and erna not in lijst["zachte_nee"]["ontkent"]


def is_zachte_nee(text: str, gevraagd: tuple[str, ...] = ()) -> bool:
    """Whether the words are a no, however softened ("nee liever ni", "nu nog niet"), and nothing else. What asks or sets a condition is none.

    gevraagd: words of the question itself, which add nothing to a no ("nee liever niet mijn eigen woorden").
    """
    woorden, kaal = _woorden()["zachte_nee"], _kaal(_ingekort(text))
    if "?" in text or _zonder(kaal, (*woorden["ontkent"],)) == kaal:
        return False
    return not _zonder(_zonder(kaal, (*woorden["ontkent"],)), (*woorden["erbij"], *gevraagd)).split()


def _woorden_van(bron: Tekst, aangeboden: dict[str, str]) -> tuple[str, ...]:
    """What a question that knows only yes and no speaks of. Beside a third choice "niet veel" may be that one."""
    if len(aangeboden) > len(("ja", "nee")):
        return ()
    zegt_al = {*_woorden()["zegt"]["ja"], *_woorden()["zegt"]["nee"], *_woorden()["twijfelt"], *_woorden()["weerspreekt"]["nee"]}
    return tuple({*_kaal(bron.tekst).split(), *" ".join(aangeboden.values()).split()} - zegt_al)


def _vraagt_ja_of_nee(aangeboden: dict[str, str]) -> bool:
    """Whether both yes and no are on offer."""
    return all(_ja_of_nee_keuze(gezegd, aangeboden) for gezegd in ("ja", "nee"))


def vraagt_ja_of_nee(bron: Tekst, alleen: tuple[str, ...] | None) -> bool:
    """Whether a question offers a yes or a no: then a "nee" in front may be the answer."""
    return any(_ja_of_nee_keuze(gezegd, _aangeboden(bron, alleen)) not in ("", GEEN) for gezegd in ("ja", "nee"))


def zegt_hetzelfde(text: str) -> bool:
    """Whether each part of the words says that all is as it was, or well, and none of them anything else ("niet hetzelfde")."""
    bekend = _woorden()["hetzelfde"]
    delen = [deel.split() for deel in map(_kaal, re.split(r"[,.;!\n]|\ben\b", text.casefold())) if deel]
    return bool(delen) and all(
        bool({*deel} & {*bekend["niets"]}) != bool({*deel} & {*bekend["zelfde"]})
        and {*deel} <= {woord for soort in bekend.values() for woord in soort}
        for deel in delen
    )


def is_ja(text: str) -> bool:
    """Whether the words are a yes and nothing more, or say that all of it holds."""
    woorden = set(_kaal(text).split())
    bedoeld = {*_woorden()["zegt"]["ja"], *_woorden()["alles"]}
    return bool(woorden & bedoeld) and woorden <= bedoeld | {*_woorden()["bij_ja"]}


def is_kale_ja(text: str) -> bool:
    """Whether the words are a yes and nothing more: to a question that asks what, they tell nothing yet. "Alles" does."""
    return is_ja(text) and not {*_kaal(text).split()} & {*_woorden()["alles"]}


def zegt_meer(text: str) -> bool:
    """Whether there is more in the words than a yes or a no."""
    rest = _zonder(_kaal(_ingekort(text)), (*_woorden()["zegt"]["ja"], *_woorden()["zegt"]["nee"], *_woorden()["vulwoorden"]))
    return bool(rest.split())


def zegt_meer_dan_keuze(text: str, keuzes: tuple[str, ...], bron: Tekst) -> bool:
    """Whether typed words say a yes or a no and more than that; the words of the choice itself ("Ja, iemand") are no more."""
    return keuzes[0] in ("ja", "nee") and zegt_meer(text) and _kaal(text) != _kaal(bron.label(keuzes[0]))


def _ingekort(text: str) -> str:
    """Lower case, with stretched letters brought back: "jaaa" is "ja", "neeee" is "nee"."""
    return _UITGEREKT.sub(lambda hit: "ee" if hit[1] == "e" else hit[1], text.casefold())


@lru_cache(maxsize=5000)
def _patroon(woord: str) -> re.Pattern[str]:
    """One entry of a list of words: a whole word or words in a row; a * stands for any ending."""
    return re.compile(rf"(?<!\S){re.escape(woord).replace(chr(92) + '*', '[a-z]*')}(?!\S)")


def _zonder(kaal: str, woorden: tuple[str, ...]) -> str:
    """What is left when these words are taken out, the longest first."""
    for woord in sorted(woorden, key=len, reverse=True):
        kaal = _patroon(woord).sub(" ", kaal)
    return kaal


def _aan_woorden(text: str, bron: Tekst, aangeboden: dict[str, str], *, heel: bool = False) -> tuple[str, ...]:
    """The choices whose own words (`custom: woorden`) are in a short text; none when something else in it turns them round ("niet", "minder").

    heel: and nothing else is in it, but for words such as "ik ben heel".
    """
    kaal = _kaal(text)
    if not kaal or len(kaal.split()) > MEESTE_WOORDEN:
        return ()
    eigen = [(woord, keuze) for keuze, woorden in bron.custom.get("woorden", {}).items() for woord in woorden if keuze in aangeboden]
    genoemd = []
    for woord, keuze in sorted(eigen, key=lambda one: -len(one[0])):
        over = _patroon(woord).sub(" ", kaal)
        if over != kaal:
            genoemd.append(keuze)
            kaal = over
    if _draait_om(kaal) or (heel and _zonder(kaal, (*_woorden()["vulwoorden_geen" if GEEN in genoemd else "vulwoorden"],)).split()):
        return ()
    return tuple(keuze for keuze in aangeboden if keuze in genoemd)


def begrijp_wens(vraag: Vraag, text: str) -> dict[str, Any]:
    """What free words tell, by key of `bot.nlu.wishes`: about this question, and about others when they are clear enough."""
    gevonden: dict[str, Any] = {item.key: item.value for item in _wensen(vraag, text)}
    if "niet_dagen" in gevonden and (re.search(_woorden()[REDEN], text.casefold()) or (vraag.id == DAGEN_NIET and _zegt_waarom(text))):
        gevonden[REDEN] = True
    return gevonden


def _wensen(vraag: Vraag, text: str) -> list[wishes.Wish]:
    """The wishes that count in an answer to this question."""
    elders = _woorden()["verspreid"]
    return [
        item
        for item in wishes.understand(text, vraag.id).items
        if item.key in vraag.luistert or (item.key in elders and item.zekerheid >= ZEKER_GENOEG_VOOR_ANDERE_VRAAG)
    ]


def zegt_meer_dan(vraag: Vraag, text: str, *, met_reden: bool = True) -> bool:
    """Whether there is more in the words than the values understood of them. met_reden: why something is so is more."""
    rest = text.casefold() if met_reden else re.sub(_woorden()["redengevend"], " ", text.casefold())
    for item in _wensen(vraag, text):
        for deel in item.woorden.casefold().split(" … "):
            rest = rest.replace(deel, " ")
    return bool(_zonder(_kaal(rest), (*_woorden()["bij_wens"],)).split())


def _zegt_waarom(text: str) -> bool:
    """Whether there is more in an answer about days than the days: what somebody does then is the reason."""
    rest = [woord for woord in _kaal(text).split() if woord not in _woorden()["zonder_reden"] and len(woord) > MIN_LENGTE_REDEN]
    return any(not wishes.understand(woord, DAGEN_NIET).items for woord in rest)


def samen_begrepen(antwoorden: Antwoorden, vragen: tuple[str, ...]) -> dict[str, Any]:
    """What was understood in these questions, by key; what was said last counts."""
    samen: dict[str, Any] = {}
    for gegeven in sorted((antwoorden[vraag] for vraag in vragen if vraag in antwoorden), key=lambda one: one.seq):
        samen |= gegeven.waarde.begrepen
    return samen


def terug_in_woorden(antwoorden: Antwoorden, vragen: tuple[str, ...], van: Mapping[str, str], dialoog: str) -> str:
    """What these questions hold, as one Dutch phrase to show back: "12 tot 16 uur per week, in de ochtend, niet op woensdag".

    van: which question a key belongs to. What was chosen there, or said in answer to it, comes before what was told elsewhere.
    """
    gegevens = sorted((antwoorden[vraag] for vraag in vragen if vraag in antwoorden), key=lambda gegeven: gegeven.seq)
    samen = samen_begrepen(antwoorden, vragen)
    gekozen: list[str] = []
    for gegeven in gegevens:
        bron = tekst(f"utter_{dialoog}_{gegeven.vraag}")
        gekozen += [bron.label(keuze) for keuze in gegeven.waarde.keuzes if keuze not in ZEGGEN_NIETS]
        for sleutel in [sleutel for sleutel, vraag in van.items() if vraag == gegeven.vraag]:
            if gegeven.waarde.keuzes:
                samen.pop(sleutel, None)
            elif sleutel in gegeven.waarde.begrepen:
                samen[sleutel] = gegeven.waarde.begrepen[sleutel]
    return ", ".join(deel for deel in (begrepen_in_woorden(samen), *(label[:1].lower() + label[1:] for label in gekozen)) if deel)


def begrepen_in_woorden(begrepen: Mapping[str, Any]) -> str:
    """Values that were understood, as one Dutch phrase."""
    vorm = _woorden()["vorm"]
    return ", ".join(zin for sleutel in vorm if sleutel in begrepen and (zin := _zin(vorm[sleutel], begrepen[sleutel])))


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
