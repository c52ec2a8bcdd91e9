"""A wish to change an answer, in words: "ik wil mijn vorige antwoord veranderen", "bij uren moet het dinsdag zijn", "die oefenzin anders".

Which topic is meant is read by its title and its own words (`trefwoorden`). Where the client is asked to tell, such words may be the answer itself:
there only a wish that names what was said before counts.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from typing import Any

from bot.care import wissel
from bot.care.dialogen import DIALOGEN
from bot.care.samenvatting import titel
from bot.care.teksten import heeft, tekst
from bot.care.vragenlijst import Dialoog
from bot.nlu.earlier import meant_before
from bot.nlu.moves import plain

MEESTE_WOORDEN, MEESTE_TEKENS = 20, 300  # a wish is short; the patterns take long over one endless word
KORT = 3  # up to so many letters a name is a word of its own: "moe" is not in "moet"
_WIJZIG = r"(?:veranderen|verander|wijzigen|wijzig|aanpassen|aangepast|verbeteren|verbeter|corrigeren|corrigeer|rechtzetten|herstellen|anders|wissen)"
_EERDER = (
    r"(?:het (?:vorige|laatste|eerste|vorig)(?= (?:verander|wijzig|aanpas|verbeter|anders|herstel|nog|graag|toch|even|weer))|"
    r"(?:vorige?|eerdere?|laatste|eerste) (?:antwoord|vraag|keuze|ding)|"
    r"(?:mijn|een|dat|het|de) antwoord(?:en)?|wat ik (?:net |daarnet |eerder |eerst )?"
    r"(?:zei|schreef|typte|invulde|vertelde|antwoordde|koos|gezegd|ingevuld))"
)
_WENS = re.compile(rf"\b(?:wil|wou|wilde|zou|mag|kan|kun|moet|laat)\b.*(?:\b{_EERDER}\b.*\b{_WIJZIG}\b|\b{_WIJZIG}\b.*\b{_EERDER}\b)")
_BIJ = re.compile(
    r"(?:nee |ja |maar |en |o |oh |oeps |sorry )*(?:bij|in|over|voor) (?P<over>.{2,40}?) (?:moet|moest|had|hoort|klopt|staat|bedoel|bedoelde)\b"
    r".*\b(?:zijn|staan|worden|wezen|anders|fout|verkeerd|niet|nie|moeten|ik)\b.*"
)
_DIE = re.compile(
    r"(?:nee |maar |en |sorry |oeps )*(?:die|dat|de|het|mijn|mn|m n) \w+(?: \w+)? (?:moet |moeten |wil ik |mag |mogen |kan |graag |liever |toch )*"
    r"(?:anders|fout|verkeerd|veranderen|wijzigen|aanpassen|niet goed|niet juist|klopt niet|klopt nie|kloppen niet|klopt ni)"
    r"(?: aub| graag| zijn| worden)*"
)
# The topic itself is what must change: "wijzig welk werk", "ik wil welk werk veranderen".
_ONDERWERP = re.compile(
    r"(?:nee |ja |maar |en |o |oh |oeps |sorry |wacht )*(?:"
    r"(?:verander|wijzig|verbeter|corrigeer)(?: aub| graag| even)?(?: (?:over|bij))? (?P<over>.{2,40}?)"
    r"|(?:ik )?(?:wil|wou|wilde|zou)(?: graag| nog| even| toch)*(?: iets)?(?: (?:over|bij))? (?P<ook_over>.{2,40}?)(?: nog| graag| even| toch)* "
    r"(?:veranderen|wijzigen|aanpassen|verbeteren)"
    r")(?: aub| graag| a u b)?"
)
# Words of the wish itself, which may look like a topic.
_VAN_DE_WENS = re.compile(r"\b(?:verander\w*|wijzig\w*|aanpas\w*|verbeter\w*|begeleider)\b")


def vorige(text: str) -> bool:
    """Whether the answer right before is meant."""
    return bool(re.search(r"\b(?:vorige?|laatste|daarnet|zonet)\b|\bnet (?:zei|gezegd|invulde|koos|typte|schreef)\b", plain(text)))


def onderwerpen_in(dialoog: Dialoog, text: str, *, los: bool = False) -> list[str]:
    """The topics of a dialogue that the words name, the first named first. los: when none is, also where a name is inside a longer word."""
    said = plain(text) if los else _VAN_DE_WENS.sub(" ", plain(text))
    found = _plekken(dialoog, said, lambda naam: rf"\b{re.escape(naam)}" + (r"\b" if len(naam) <= KORT else ""))
    if los and not found:
        found = _plekken(dialoog, said, re.escape)
    return sorted(found, key=lambda onderwerp: found[onderwerp])


def _plekken(dialoog: Dialoog, said: str, als_patroon: Callable[[str], str]) -> dict[str, int]:
    """Where each topic is named first."""
    found: dict[str, int] = {}
    for onderwerp in dialoog.onderwerpen:
        naam = f"utter_{dialoog.naam}_onderwerp_{onderwerp}"
        trefwoorden = tekst(naam).custom.get("trefwoorden", ()) if heeft(naam) else ()
        namen = [plain(woord) for woord in (titel(dialoog.naam, onderwerp), *trefwoorden)]
        if plekken := [hit.start() for woord in namen if (hit := re.search(als_patroon(woord), said))]:
            found[onderwerp] = min(plekken)
    return found


def is_wens(stand: Mapping[str, Any], text: str) -> bool:
    """Whether these words want an earlier answer changed, while a dialogue is open."""
    dialoog = DIALOGEN.get(stand.get("dialoog", ""))
    said = plain(text)
    if dialoog is None or any(stand.get(sleutel) for sleutel in ("tussen", "rust", wissel.WISSEL)):
        return False
    if len(said) > MEESTE_TEKENS or len(said.split()) > MEESTE_WOORDEN:
        return False
    if _WENS.search(said) or meant_before(text):
        return True
    if found := _ONDERWERP.fullmatch(said):
        return _is_titel(dialoog, found["over"] or found["ook_over"])
    gevraagd = stand.get("gevraagd", "")
    if wissel.vraagt_eigen_woorden(stand) or not dialoog.heeft(gevraagd) or not (found := _BIJ.fullmatch(said) or _DIE.fullmatch(said)):
        return False
    genoemd = onderwerpen_in(dialoog, found.groupdict().get("over") or said)
    return any(onderwerp != dialoog.vraag(gevraagd).onderwerp for onderwerp in genoemd[:1])


def _is_titel(dialoog: Dialoog, over: str) -> bool:
    """Whether these words are the title of a topic: with others, "ik wil mijn werk veranderen" may be the answer itself."""
    return any(over.removeprefix("het ").removeprefix("de ") == plain(titel(dialoog.naam, onderwerp)) for onderwerp in dialoog.onderwerpen)
