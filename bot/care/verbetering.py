"""A correction in one go, where what was understood is asked back: "nee, alleen dinsdag niet, woensdag kan wel".

Its words become the new answer to the question they are about, and what is understood then is asked back again. Words that say the same are a yes.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import Any

from bot.care.antwoorden import Antwoorden, Gegeven, Waarde
from bot.care.begrip import samen_begrepen
from bot.nlu import correction, wishes
from bot.nlu.moves import plain
from bot.nlu.wishes.values import DAY_ORDER

Verbeterd = dict[str, tuple[str, Waarde]]
TIJD = ("uren", "aantal_dagen", "dagdelen", "dagen_niet")
REIS = ("vervoer", "reistijd")
VERHAAL, NIET_DAGEN, DAGEN = "verhaal", "niet_dagen", "dagen"
# In which question each key is asked; the days have rules of their own.
_VRAAG = {"uren_per_week": "uren", "aantal_dagen": "aantal_dagen", "dagdelen": "dagdelen", "vervoer": "vervoer", "reistijd_min": "reistijd"}
_FOUT = re.compile(r"\b(?:te (?:veel|weinig|lang|kort|vroeg|laat|druk|ver)|fout|foutje|verkeerd|mis|klopt (?:niet|nie|ni)|niet goed|anders|geen)\b")
_ALLEEN = re.compile(r"\b(?:alleen|allen|enkel|slechts)\b")
_NIET_MAAR = re.compile(r"\b(?:niet|nie|ni|geen) (?:op |de )?\w+ maar (?:wel )?(?:op |de )?\w+$")
_OOK = re.compile(r"\b(?:ook|en ook|daarbij|bovendien|erbij|nog)\b")
# Around a day that is only named: "nee, dinsdag", "het is dinsdag".
_ROND_EEN_DAG = frozenset(
    "nee neen ja ik bedoel bedoelde bedoelt het is t de op en of maar dat da moest moet zijn zei dus sorry eigenlijk toch ni nie niet alleen "
    "enkel dag dagen te fout verkeerd klopt anders hoor wel".split()
)
_ONTKENT = frozenset("niet nie ni geen".split())


def verbeter(onderwerp: str, text: str, antwoorden: Antwoorden) -> Verbeterd | None:
    """The new answers by question, as words and value; empty when the words say what was understood already; None when they tell nothing about it."""
    if onderwerp == "tijd":
        return _verbeter(text, antwoorden, TIJD, _over_tijd)
    return _verbeter(text, antwoorden, REIS, _over_reizen) if onderwerp == "reizen" else None


def _verbeter(text: str, antwoorden: Antwoorden, vragen: tuple[str, ...], lees: Callable[[str, dict[str, Any]], dict[str, Any]]) -> Verbeterd | None:
    oud = samen_begrepen(antwoorden, vragen)
    gelezen = lees(text, oud)
    if not gelezen:
        return {} if _herhaalt(text, antwoorden, vragen) else None
    nieuw = {sleutel: waarde for sleutel, waarde in gelezen.items() if _anders(waarde, oud.get(sleutel))}
    found: Verbeterd = {}
    for sleutel in (sleutel for sleutel in nieuw if sleutel in _VRAAG):
        woorden = _woorden(text, antwoorden.get(_VRAAG[sleutel]), nieuw[sleutel], oud.get(sleutel))
        found[_VRAAG[sleutel]] = (woorden, Waarde("tekst", (), {sleutel: nieuw[sleutel]}))
    dagen = {sleutel: gelezen[sleutel] for sleutel in (NIET_DAGEN, DAGEN) if sleutel in gelezen}
    if any(sleutel in nieuw for sleutel in dagen):
        woorden = _woorden(text, antwoorden.get("dagen_niet"), dagen[NIET_DAGEN], oud.get(NIET_DAGEN))
        found["dagen_niet"] = (woorden, Waarde("tekst", (), dagen | ({"reden": True} if oud.get("reden") and dagen[NIET_DAGEN] else {})))
    return None if not found and weerspreekt(text) else found


def _woorden(text: str, eerder: Gegeven | None, nieuw: Any, oud: Any) -> str:
    """The client's words for a new value. Of a list some may have been told before, and words may only take away from it: then they stand behind the
    words that told the rest."""
    text = correction.corrected(text, changing=True)
    if eerder is None or not isinstance(nieuw, list | tuple):
        return text
    blijft = {*nieuw} & {*(oud or ())}
    return f"{eerder.woorden}; {text}" if blijft or not nieuw else text


def weerspreekt(text: str) -> bool:
    """Whether the words say that something is wrong: then they are no yes, though nothing else is read in them."""
    said = plain(text)
    return said.startswith(("nee", "neen")) or bool(_FOUT.search(said))


def _anders(nieuw: Any, oud: Any) -> bool:
    """Whether two values differ; lists come back from the database as lists, and none is the same as an empty one."""
    if isinstance(nieuw, list | tuple):
        return {*nieuw} != {*(oud or ())}
    return bool(nieuw != oud)


def _over_tijd(text: str, oud: dict[str, Any]) -> dict[str, Any]:
    items: dict[str, Any] = {item.key: item.value for item in wishes.understand(text, VERHAAL).items}
    gelezen: dict[str, Any] = {sleutel: items[sleutel] for sleutel in ("uren_per_week", "aantal_dagen", "dagdelen") if sleutel in items}
    if "dagdelen" in gelezen and _OOK.search(plain(text)):
        gelezen["dagdelen"] = list(dict.fromkeys((*oud.get("dagdelen", ()), *gelezen["dagdelen"])))
    wel, niet = {*items.get(DAGEN, ())}, {*items.get(NIET_DAGEN, ())}
    if not wel and not niet:
        wel = _alleen_dagen(plain(text))  # "het is dinsdag"
    return gelezen | _dagen(text, wel, niet, oud) if wel or niet else gelezen


def _dagen(text: str, wel: set[str], niet: set[str], oud: dict[str, Any]) -> dict[str, Any]:
    """Which days can and cannot be worked, now that these words came with what was understood before."""
    said = plain(text)
    niet_eerst, wel_eerst = {*oud.get(NIET_DAGEN, ())}, {*oud.get(DAGEN, ())}
    if _alleen_dagen(said) and niet_eerst:
        # "Niet dinsdag maar donderdag": of the days that cannot be worked, which is right.
        wel, niet = (niet, wel) if _NIET_MAAR.search(said) else (wel, niet) if wel and niet else (set(), wel | niet)
    erbij = _OOK.search(said) or not said.startswith(("nee", "neen"))
    blijft = niet_eerst if not niet or (erbij and not _ALLEEN.search(said)) else set()
    onmogelijk = (blijft | niet) - wel
    kan = (wel_eerst | wel) - onmogelijk
    return {NIET_DAGEN: [dag for dag in DAY_ORDER if dag in onmogelijk], DAGEN: [dag for dag in DAY_ORDER if dag in kan]}


def _alleen_dagen(said: str) -> set[str]:
    """The days, where there is nothing else in the words: then they take the place of the days that were asked back."""
    gevonden = [_dagen_in(woord) for woord in said.split() if woord not in _ROND_EEN_DAG]
    return set().union(*gevonden) if all(gevonden) else set()


def _dagen_in(woord: str) -> set[str]:
    items: dict[str, Any] = {item.key: item.value for item in wishes.understand(woord, "dagen_niet").items}
    return {dag for dag in DAY_ORDER if dag in items.get(NIET_DAGEN, ())}


def _over_reizen(text: str, oud: dict[str, Any]) -> dict[str, Any]:
    # Without the yes or no in front: it is about what was asked back.
    kaal = re.sub(r"^\W*(?:nee+n?|ja+|maar|toch|eigenlijk)\b[\s,.:;]*", "", text.casefold())
    gelezen: dict[str, Any] = {}
    for vraag in REIS:
        gelezen |= {item.key: item.value for item in wishes.understand(kaal, vraag).items if _VRAAG.get(item.key) == vraag}
    if "vervoer" in gelezen and _OOK.search(plain(text)):
        gelezen["vervoer"] = list(dict.fromkeys((*oud.get("vervoer", ()), *gelezen["vervoer"])))
    return gelezen


def _herhaalt(text: str, antwoorden: Antwoorden, vragen: tuple[str, ...]) -> bool:
    """Whether the words only say again what was said in this block ("therapie")."""
    gezegd = [gegeven.woorden for vraag, gegeven in antwoorden.items() if vraag in vragen or vraag.removesuffix("_waarom") in vragen]
    return any(zegt_opnieuw(text, woorden) for woorden in gezegd)


def zegt_opnieuw(text: str, eerder: str) -> bool:
    """Whether the words, with at least one of content, stand in a row in what was said before, and deny nothing."""
    said, was = plain(text).replace("?", " ").split(), plain(eerder)
    if not said or _ONTKENT & {*said} or said[0] in ("nee", "neen", "ja") or not any(len(woord) > 3 for woord in said):
        return False
    return f" {' '.join(said)} " in f" {was} "
