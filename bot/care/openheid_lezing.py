"""What the answers about openheid say: to whom, when, what and how open, chosen or read in free words, and what weighs how much.

What was read in free words counts only after the client has said that it was understood well (`…_klopt`).
"""

from __future__ import annotations

import re

from bot.care.antwoorden import Antwoorden, Gegeven, Waarde
from bot.care.teksten import heeft, tekst
from bot.care.verbetering import Verbeterd, weerspreekt, zegt_opnieuw
from bot.care.vragenlijst import Vraag
from bot.nlu import openness

NAAM = "openheid"
VOORDELEN = ("voordeel_steun", "voordeel_aanpassing", "voordeel_verbergen", "voordeel_norisk", "voordeel_begrip")
NADELEN = ("nadeel_anders", "nadeel_kans", "nadeel_roddel", "nadeel_prive", "nadeel_terug")
GEWICHTEN = {"belangrijk": 2, "beetje": 1, "onbelangrijk": 0}
PERSONEN = openness.TARGETS
MOMENTEN = ("moment", "moment_voor", "moment_na", "moment_werk")
UITKOMSTEN = ("open", "deels", "nog_niet", "twijfel")
# What was read of who says never; as an outcome it is "nog niet", for the client it stays said as it was meant.
NOOIT = "nooit"
WIE, MOMENT, WAT, RICHTING, GEWICHT, SITUATIE = "wie", "moment", "wat", "richting", "gewicht", "situatie"
# What is read back under a topic, and in the answers to which questions it stands.
_TERUGGEVRAAGD = {"wie": (WIE, ("wie",)), "wanneer": (MOMENT, MOMENTEN), "wat": (WAT, ("wat_wel",)), "keuze": (RICHTING, ("keuze",))}
# The words of bot.nlu.openness for how open, as outcomes of this dialogue.
_UITKOMST = {"open": "open", "deels": "deels", "gesloten": "nog_niet", "twijfel": "twijfel"}


def begrijp(vraag: Vraag, text: str) -> dict[str, object]:
    """What the free words choose, for the questions that ask for it (`Vraag.luistert`)."""
    for sleutel in (GEWICHT, SITUATIE):
        if sleutel in vraag.luistert:
            found_here = _aan_patroon(sleutel, text)
            return {sleutel: found_here} if found_here else {}
    if not vraag.luistert:
        return {}
    found = openness.understand(text, vraag.id)
    wat = [ding for ding in (_id(one) for one in found.wat) if heeft(f"utter_{NAAM}_zin_{ding}")]
    alles: dict[str, object] = {
        # "Iedereen behalve de baas": each is asked about apart, for the exception must not get lost.
        WIE: [] if found.uitgezonderd else list(found.wie),
        MOMENT: _id(found.moment or ""),
        WAT: wat,
        RICHTING: NOOIT if openness.says_never(text) else _UITKOMST.get(found.richting or "", ""),
    }
    return {sleutel: waarde for sleutel, waarde in alles.items() if sleutel in vraag.luistert and waarde}


def _aan_patroon(sleutel: str, text: str) -> str:
    """The weight ("helemaal niet", "een beetje wel") or the situation ("ik zoek nog") in free words; empty for words that could be more than one.

    The picture asks the weight back; the situation stands in the overview in the client's own words.
    """
    lezen: dict[str, str] = tekst(f"utter_{NAAM}_{sleutel}").custom["lezen"]
    return next((naam for naam, pattern in lezen.items() if re.search(pattern, text.casefold())), "")


def _id(name: str) -> str:
    return name.replace(" ", "_").replace("-", "_")


def verbeter(onderwerp: str, text: str, antwoorden: Antwoorden) -> Verbeterd | None:
    """What own words make of what was read and asked back; empty when they say the same again."""
    sleutel, vragen = _TERUGGEVRAAGD.get(onderwerp, ("", ()))
    vraag = next((vraag for vraag in vragen if gelezen(antwoorden, sleutel, vraag)), None)
    if vraag is None:
        return None
    nieuw = begrijp(Vraag(vraag, onderwerp, luistert=(sleutel,)), re.sub(r"^\W*(?:nee+n?|ja+|maar)\b[\s,.:;]*", "", text.casefold()))
    if not nieuw:
        return {} if zegt_opnieuw(text, antwoorden[vraag].woorden) else None
    if nieuw[sleutel] != antwoorden[vraag].waarde.begrepen[sleutel]:
        return {vraag: (text, Waarde("tekst", (), nieuw))}
    return None if weerspreekt(text) else {}


def koos(antwoorden: Antwoorden, vraag: str, *keuzes: str) -> bool:
    return vraag in antwoorden and antwoorden[vraag].koos(*keuzes)


def zegt_iets(antwoorden: Antwoorden, vraag: str) -> bool:
    """Answered with content, and more than that there is nothing."""
    return vraag in antwoorden and antwoorden[vraag].inhoud and not antwoorden[vraag].koos("geen")


def gelezen(antwoorden: Antwoorden, sleutel: str, *vragen: str) -> list[str]:
    """What was read under `sleutel` in the free words of these questions."""
    found: list[str] = []
    for vraag in vragen:
        waarde = antwoorden[vraag].waarde.begrepen.get(sleutel, []) if vraag in antwoorden else []
        found += [waarde] if isinstance(waarde, str) else waarde
    return found


def in_woorden(sleutel: str, ids: list[str]) -> str:
    """What was read, as one phrase to ask back."""
    namen = [tekst(f"utter_{NAAM}_begrip_{sleutel}_{one}").tekst for one in ids]
    return namen[0] if len(namen) == 1 else f"{', '.join(namen[:-1])} en {namen[-1]}"


def werkt(antwoorden: Antwoorden) -> bool:
    return koos(antwoorden, SITUATIE, "werkt") or "werkt" in gelezen(antwoorden, SITUATIE, SITUATIE)


def vraagt_per_persoon(antwoorden: Antwoorden) -> bool:
    """Whether each person is asked about apart: somebody may know something, and who is not clear from the own words."""
    if koos(antwoorden, "wie_klopt", "nee"):
        return True
    gegeven: Gegeven | None = antwoorden.get("wie")
    return gegeven is not None and gegeven.inhoud and not gegeven.koos("niemand") and not gelezen(antwoorden, WIE, "wie")


def niemand(antwoorden: Antwoorden) -> bool:
    """The client wants to tell nobody: when and what need not be asked."""
    if vraagt_per_persoon(antwoorden):
        gezegd = [antwoorden[f"wie_{persoon}"] for persoon in PERSONEN if f"wie_{persoon}" in antwoorden]
        return len(gezegd) == len(PERSONEN) and all(gegeven.koos("nee") for gegeven in gezegd)
    return koos(antwoorden, "wie", "niemand") or gelezen(antwoorden, WIE, "wie") == [openness.NOBODY]


def gewicht(antwoorden: Antwoorden, vraag: str) -> str:
    """How much one advantage or disadvantage weighs; empty when that was not said."""
    return next((naam for naam in GEWICHTEN if koos(antwoorden, vraag, naam) or naam in gelezen(antwoorden, GEWICHT, vraag)), "")


def nooit(antwoorden: Antwoorden) -> bool:
    """Whether the client said, and confirmed, never to tell it: then no day to look again is asked for."""
    return koos(antwoorden, "keuze_klopt", "ja") and gelezen(antwoorden, RICHTING, "keuze") == [NOOIT]


def gekozen(antwoorden: Antwoorden) -> str:
    """What is agreed as the choice for now, in words; empty as long as there is none."""
    nu = NOOIT if nooit(antwoorden) else uitkomst(antwoorden)
    return tekst(f"utter_{NAAM}_begrip_{RICHTING}_{nu}").tekst if nu else ""


def afgesproken_keuze(antwoorden: Antwoorden) -> str:
    """The same as the client says it, for the summary: the label of the choice."""
    if nooit(antwoorden):
        return gekozen(antwoorden)
    label = tekst(f"utter_{NAAM}_keuze").label(uitkomst(antwoorden))
    return label[:1].lower() + label[1:]


def uitkomst(antwoorden: Antwoorden) -> str:
    """The choice for now, one of UITKOMSTEN; empty as long as there is none, and for own words that are none of these."""
    if koos(antwoorden, "keuze_klopt", "ja"):
        read = next(iter(gelezen(antwoorden, RICHTING, "keuze")), "")
        return "nog_niet" if read == NOOIT else read
    return next((naam for naam in UITKOMSTEN if koos(antwoorden, "keuze", naam)), "")
