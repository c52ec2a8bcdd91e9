"""Choices that are pointed at and not named: "alle drie", "geen van beide", "de eerste twee"; and "da's alles" where more is asked for.

Only whole messages count: "de laatste keer ging het mis" is an answer in own words.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from bot.nlu.moves import plain

GEEN, ANDERS = "geen", "anders"
# Choices about the question itself: nobody points at them by counting.
NIET_GETELD = frozenset({GEEN, ANDERS, "weet_niet", "meer", "niet", "laten", "begeleider", "overslaan"})
_TELT = {"beide": 2, "beiden": 2, "allebei": 2, "allebeide": 2, "alletwee": 2, "twee": 2, "2": 2, "drie": 3, "drieen": 3, "alledrie": 3, "3": 3}
_PLEK = {"eerste": 0, "bovenste": 0, "1e": 0, "1ste": 0, "tweede": 1, "2e": 1, "2de": 1, "derde": 2, "3e": 2, "3de": 2, "1": 0, "2": 1, "3": 2}
_LAATST = ("laatste", "onderste", "laatst")
_ROND = r"(?:(?:nee|neen|ja|jawel|wel|dan|ik|heb|die|deze|dit|dat|da|ze|het|t|zijn|is|doe|doet|maar|hoor|graag|gewoon|eigenlijk|best) )*"
_NA = (
    r"(?: (?:vaak|heel vaak|wel|hoor|graag|eigenlijk|denk ik|even ?veel|dus|altijd|last|soms|een beetje|merk ik|heb ik|doe ik|is goed"
    r"|van deze|van die))*"
)
_AANTAL = r"(?:twee|drie|2|3)"
_ALLES = re.compile(
    rf"{_ROND}(?P<alles>alle ?(?P<aantal>{_AANTAL})|allebei|allebeide|alletwee|alledrie|beiden?|(?:ze |het )?allemaal|alles){_NA}"
    r"(?: (?:behalve|buiten|maar niet|maar nie|maar ni|uitgezonderd) (?P<zonder>.+))?"
)
_NIETS = re.compile(
    rf"{_ROND}(?:geen|gin|geeneen|geen ?een|geen enkele?|niets|niks|noch het een noch het ander)"
    r" ?(?:van (?:de |die |deze |hen |dit |dat |dat alles |al die )?"
    rf"(?:beiden?|allebei|allen|alle|alle ?{_AANTAL}|{_AANTAL}|drieen|tweeen|dat|dit|die|deze|alles|allemaal)|enkele?)?(?: hoor| eigenlijk| dus)*"
)
_EEN_PLEK = rf"(?:{'|'.join([*_PLEK, *_LAATST, 'middelste'])})"
_PLEKKEN = re.compile(
    rf"{_ROND}(?:alleen |enkel )?(?P<plekken>(?:de|het|t) ?{_EEN_PLEK}(?: (?:en )?(?:de |het )?{_EEN_PLEK}){{0,2}}"
    rf"|(?:nummers?|nr|opties?|keuzes?) [123](?: (?:en )?(?:nummer )?[123]){{0,2}})"
    rf"(?P<hoeveel> {_AANTAL})?(?: van de (?:lijst|rij)| keuze| optie| antwoord| knop)?{_NA}"
)
_SOMS = re.compile(r" soms\b| een beetje\b")
MEESTE_WOORDEN = 10
_NIETS_MEER = re.compile(r"\b(?:alles|niets|ander|deze|vraag|extra|niemand)\b")
# That was all: as a whole message, where something more is asked for.
_KLAAR = re.compile(
    r"(?:(?:nee|neen|ja|ok|oke|zo|nou|voila|hm|goed|en|ik denk dat|ik denk|volgens mij|verder|eigenlijk|maar) )*(?:"
    r"(?:dat|da|dit|dats|das|dis|tis|twas|t|het|dattis|zo) ?(?:is|was|s|ist|wast|waar)?(?: dan| nu| wel| ook| eigenlijk| zo| toch| voor mij)*"
    r" ?(?:alles|allemaal|het|t|m|em|hem|genoeg|voldoende|de hele lijst|mijn lijstje|mijn enige|het enige)"
    r"|das t|dat wast|da wast|dast|dat ist|dattist|dats it|thats it|thats all"
    r"|(?:ik heb |heb |er is )?(?:meer|verder|anders|nog|voor de rest|de rest|daarnaast|behalve dat|buiten dat)"
    r" (?:is er |heb ik |weet ik |ken ik |zijn er |kan ik )?(?:er )?(?:nu |echt |even |ook )?"
    r"(?:niet|nie|ni|niets|niks|nix|nietsmeer|geen|geeneen|nergens|niemand)(?: meer)?(?: te (?:zeggen|melden|vertellen|bespreken))?"
    r"|(?:ik heb |ik weet |er is |er zijn |ik ken |heb )?(?:er )?(?:nu |echt |even )?(?:verder |ook |nog )?(?:niets|niks|nix|geen|niet|nie|ni) ?"
    r"(?:meer|verder|anders|extra|andere|bij|erbij|toe te voegen|meer toe te voegen|te melden|meer te (?:zeggen|melden|vertellen)|nieuws)(?: meer)?"
    r"|alleen (?:dat|da|dit|die|deze)|(?:enkel|enkelt|slechts) (?:dat|da|dit)|(?:dat|dit) alleen|meer (?:niet|nie|ni)|niks meer|niets meer"
    r"|(?:ik )?(?:ben|was) (?:nu )?(?:klaar|uitverteld|uitgepraat)|klaar|(?:ik )?(?:laat|hou|houd) het (?:hier|hierbij|daarbij|zo)(?: bij)?|"
    r"laten we het hierbij laten|hier laat ik het bij|daar laat ik het bij|genoeg(?: zo)?|zo is het (?:genoeg|goed|wel genoeg)"
    r")(?: (?:hoor|denk ik|wel|dan|voor nu|nu|zo|eigenlijk|dus|joh|dank je|bedankt|verder|geloof ik|dacht ik|volgens mij|echt|he|voorlopig|van mij))*"
)


@dataclass(frozen=True)
class Aanbod:
    """The choices on the screen in their order, as id and label, and whether several may be picked."""

    keuzes: Mapping[str, str]
    meer: bool

    @property
    def geteld(self) -> list[str]:
        """Those one can point at by counting."""
        return [keuze for keuze in self.keuzes if keuze not in NIET_GETELD]

    @property
    def vraagt_meer(self) -> bool:
        """Whether more is asked for than was said: then "nothing" is a choice, and it says that this is all."""
        return "alles" in self.keuzes.get(GEEN, "").casefold()

    @property
    def kan_niets_zijn(self) -> bool:
        """Whether there may be nothing (more) to tell, as its choice says."""
        return bool(_NIETS_MEER.search(self.keuzes.get(GEEN, "").casefold()))


def _kort(text: str) -> str:
    """Plain words; nothing for a message too long to be only pointing."""
    said = plain(text)
    return said if len(said.split()) <= MEESTE_WOORDEN else ""


def zegt_dat_is_alles(text: str) -> bool:
    """Whether the whole message says that there is no more to tell ("meer niet", "da's alles", "verder niks")."""
    return bool(_KLAAR.fullmatch(_kort(text)))


def onbeslist(text: str, aanbod: Aanbod) -> bool:
    """Whether the message only points or counts, but not at these choices: kept as it is, it would say nothing."""
    said = _kort(text)
    if len(aanbod.geteld) < 2 or aangewezen(text, aanbod):
        return False
    return bool(_PLEKKEN.fullmatch(said) or (aanbod.meer and _ALLES.fullmatch(said)))


def aangewezen(text: str, aanbod: Aanbod) -> tuple[str, ...]:
    """The choices that are pointed at; empty when the message does not point, or not at these choices.

    A yes or a no is never pointed at: the first of two answers is not said by "de eerste" where somebody is asked to agree.
    """
    if aanbod.kan_niets_zijn and zegt_dat_is_alles(text):
        return (GEEN,)
    said = _kort(text)
    if _NIETS.fullmatch(said) and len(said.split()) > 1:
        return (GEEN,) if GEEN in aanbod.keuzes else (ANDERS,) if ANDERS in aanbod.keuzes else ()
    if len(aanbod.geteld) < 2 or _ja_nee(aanbod):
        return ()
    if found := _ALLES.fullmatch(said):
        return _alle(found, aanbod)
    found = _PLEKKEN.fullmatch(said)
    return _op_plek(found["plekken"], found["hoeveel"], aanbod) if found else ()


def _ja_nee(aanbod: Aanbod) -> bool:
    eerste = {plain(label).split(" ")[0] for keuze, label in aanbod.keuzes.items() if keuze in aanbod.geteld}
    return bool(eerste & {"ja", "nee"})


def _alle(found: re.Match[str], aanbod: Aanbod) -> tuple[str, ...]:
    """All that can be counted, when their number is what was said; less those that were left out."""
    aantal = _TELT.get(found["aantal"] or found["alles"].replace(" ", ""))
    if aanbod.vraagt_meer and aantal is None and not found["zonder"]:
        return ()  # all of these, or that this is all
    if not aanbod.meer or (aantal is not None and aantal != len(aanbod.geteld)):
        return ()
    if _SOMS.search(found.string) and "soms" in aanbod.keuzes.get(GEEN, "").casefold():
        return (GEEN,)  # asked for what is often
    if not found["zonder"]:
        return tuple(aanbod.geteld)
    zonder = _genoemd(found["zonder"], aanbod)
    return tuple(keuze for keuze in aanbod.geteld if keuze not in zonder) if zonder else ()


def _genoemd(woorden: str, aanbod: Aanbod) -> Sequence[str]:
    """The choices that are left out, by place or by a word of their label."""
    if found := _PLEKKEN.fullmatch(woorden):
        return _op_plek(found["plekken"], found["hoeveel"], aanbod)
    inhoud = {woord for woord in woorden.split() if len(woord) > 3}
    return [keuze for keuze in aanbod.geteld if inhoud & {*plain(aanbod.keuzes[keuze]).split()}]


def _op_plek(plekken: str, hoeveel: str | None, aanbod: Aanbod) -> tuple[str, ...]:
    """The choices at these places of the screen."""
    geteld = aanbod.geteld
    aantal = _TELT.get((hoeveel or "").strip(), 1)
    genoemd: list[int] = []
    for woord in plekken.split():
        if woord in _LAATST:
            genoemd += range(len(geteld) - aantal, len(geteld))
        elif woord == "middelste":
            genoemd += [len(geteld) // 2] if len(geteld) % 2 else [len(geteld)]
        elif woord in _PLEK:
            genoemd += range(_PLEK[woord], _PLEK[woord] + aantal)
    if not genoemd or not all(0 <= plek < len(geteld) for plek in genoemd) or (len({*genoemd}) > 1 and not aanbod.meer):
        return ()
    return tuple(keuze for plek, keuze in enumerate(geteld) if plek in genoemd)
