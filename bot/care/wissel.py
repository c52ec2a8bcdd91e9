"""Words typed in the middle of a dialogue are not lost to something else they sound like: another dialogue, rest, an answer about Werkmaat itself.

Who wants another dialogue, or perhaps rest, is asked first. The words themselves are never in the state of the conversation: it holds the id of the
message, and "nee" takes that message as the answer to the question that was open.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import replace
from typing import Any

from bot.care import begrip
from bot.care.beurt import Beurt, Invoer, Zin
from bot.care.dialogen import DIALOGEN
from bot.care.klaarzetten import naam_van
from bot.care.teksten import heeft, tekst
from bot.care.werknu import werkt_nu
from bot.models.tables import Bericht
from bot.nlu import correction
from bot.nlu.halting import HALTS, MOE, Clarity, clarity
from bot.nlu.recall import tells

# Key in the state: {naam: the other dialogue or the move to rest, bericht: the message that may be an answer, vraag: the question, tussen: the
# interlude that was open}.
WISSEL = "wissel"
JA, NEE, NIET, STUKJES = "ja", "nee", "niet", "stukjes"
VRAAG, VRAAG_RUST, ANTWOORD = "utter_gedeeld_wissel", "utter_gedeeld_wissel_rust", "vertel"
CONTACT_TEKST, WIJZIG = "contact_tekst", "wijzig"
MAX_MISVERSTAAN = 2
# Moves that only say something. Where a client is asked to tell, one that is not sure is an answer; a story must be surer still.
ZEGT_IETS = frozenset({"privacy", "praatje", "computer", "samen", "alleen", "stappen", "vraag_tussendoor"})
# Questions to which working now, or not, is an answer.
OVER_WERKEN = frozenset({"werk", "volhouden_werk", "herstel_werk"})
ZEKER, ZEKER_BIJ_VERHAAL = 0.9, 0.95
MIN_WOORDEN, VERHAAL = 3, 9
# Moves that a clause in somebody's story is heard as; one that asks after rules or money may be a question in between.
KLINKT_ALS, TUSSENDOOR = frozenset({"waar_was_ik", "hulp", "uitleg", "herhaal", "praatje", "computer", "privacy", "stappen"}), "vraag_tussendoor"
_VRAAGT = re.compile(r"\b(?:krijg|recht|rechten|mag|mogen|kan|kun|moet|moeten|uitkering|geld|aanvra\w*|aanvraag|uwv|wet|regeling\w*)\b")
WAAR = "waar_was_ik"
_VRAAGT_WAAR = re.compile(r"\b(?:waar|wat|hoe\w*|welke?|vraag|vragen|gebleven|bezig|kwijt|vergeten|\w*zei|gezegd)\b|\?")
# With only these to choose from, a question asks for own words.
GEEN_KEUZES = frozenset({"geen", "weet_niet"})


def vraagt_eigen_woorden(stand: Mapping[str, Any]) -> bool:
    """Whether what is open now asks the client to tell, and offers no more than "nothing" and "weet ik niet"."""
    dialoog, vraag = DIALOGEN.get(stand.get("dialoog", "")), stand.get("gevraagd", "")
    if dialoog is None or any(stand.get(key) for key in ("tussen", "rust", WISSEL)) or not dialoog.heeft(vraag):
        return False
    if stand.get("eigen") is not None:
        return True
    naam = f"utter_{dialoog.naam}_{vraag}"
    return dialoog.vraag(vraag).open and heeft(naam) and {keuze for keuze, _ in tekst(naam).keuzes} <= GEEN_KEUZES


def is_antwoord(stand: Mapping[str, Any], beweging: str, zekerheid: float, woorden: str) -> bool:
    """Whether typed words that sound like a side answer, or like the dialogue that is going on, are an answer to what the client is asked to tell.

    Who corrects himself within one message ("dinsdag, nee ik bedoel donderdag") answers what is open, and changes no earlier answer.
    """
    if beweging == WIJZIG:
        return stand.get("dialoog") in DIALOGEN and not stand.get("rust") and correction.within(woorden)
    if _zegt_of_hij_werkt(stand, beweging, woorden):
        return True
    if beweging == WAAR and not _VRAAGT_WAAR.search(woorden.casefold()):  # "kok was ik"
        return vraagt_eigen_woorden(stand)
    lengte = len(woorden.split())
    if beweging not in ZEGT_IETS and beweging != f"start_{stand.get('dialoog')}":
        return False
    if lengte < MIN_WOORDEN or woorden.rstrip().endswith("?"):
        return False
    return zekerheid < (ZEKER_BIJ_VERHAAL if lengte >= VERHAAL else ZEKER) and vraagt_eigen_woorden(stand)


def _zegt_of_hij_werkt(stand: Mapping[str, Any], beweging: str, woorden: str) -> bool:
    """Whether words say to work now or not, where that is asked: "ik heb geen werk" is no wish to begin something, nor to rest."""
    if stand.get("gevraagd") not in OVER_WERKEN or any(stand.get(key) for key in ("tussen", "rust", WISSEL)):
        return False
    if beweging in HALTS and clarity(woorden, beweging) is not Clarity.ANDERS:
        return False
    return (beweging in ZEGT_IETS | HALTS or beweging.startswith("start_")) and werkt_nu(woorden) is not None


def vertelt(stand: Mapping[str, Any], beweging: str, woorden: str) -> bool:
    """Whether words that sound like a move are a clause that tells ("hoe het gekomen is"), at a question that takes own words."""
    dialoog, vraag = DIALOGEN.get(stand.get("dialoog", "")), stand.get("gevraagd", "")
    if dialoog is None or any(stand.get(key) for key in ("tussen", "rust", WISSEL)) or not dialoog.heeft(vraag) or not dialoog.vraag(vraag).open:
        return False
    return (beweging in KLINKT_ALS or (beweging == TUSSENDOOR and not _VRAAGT.search(woorden.casefold()))) and tells(woorden)


def vraag_eerst(beurt: Beurt, naam: str) -> bool:
    """Whether to ask before `naam` begins (a dialogue, or a move to rest): it was typed while another dialogue is open. What was open besides is
    kept for "nee"."""
    if beurt.stand.get("dialoog") not in DIALOGEN or beurt.invoer.keuzes or not beurt.invoer.tekst:
        return False
    if eerder := beurt.stand.get(WISSEL):
        beurt.zet(**{WISSEL: {**eerder, "naam": naam}})
        return bool(eerder["naam"] != naam)  # named once more: that is a yes
    stand = {"naam": naam, "vraag": beurt.stand.get("gevraagd", ""), "tussen": beurt.stand.get("tussen", "")}
    if not beurt.stand.get("rust"):
        stand["bericht"] = beurt.bericht_id
    beurt.zet(**{WISSEL: stand}, tussen=None, rust=None, misverstaan=None)
    return True


def is_rust(stand: Mapping[str, Any]) -> bool:
    """Whether the client is asked now whether it is time for rest."""
    return stand.get(WISSEL, {}).get("naam") in HALTS


def vraag_naam(stand: Mapping[str, Any]) -> str:
    """The name of the question that is asked here."""
    return VRAAG_RUST if is_rust(stand) else VRAAG


def _neemt_woorden(stand: Mapping[str, Any]) -> bool:
    """Whether the words can be an answer: to an open question, or as the message to the begeleider that was being written."""
    wissel, dialoog = stand[WISSEL], DIALOGEN[stand["dialoog"]]
    if not wissel.get("bericht") or wissel["tussen"]:
        return bool(wissel["tussen"] == CONTACT_TEKST)
    return dialoog.heeft(wissel["vraag"]) and dialoog.vraag(wissel["vraag"]).open


def stel(beurt: Beurt) -> Zin:
    """Ask whether to begin the other dialogue, or whether to rest."""
    alleen = (JA, NEE if _neemt_woorden(beurt.stand) else NIET)
    if is_rust(beurt.stand):
        # Who is tired may also go on in small parts.
        moe = beurt.stand[WISSEL]["naam"] == MOE
        return Zin(VRAAG_RUST, alleen=alleen, extra=((STUKJES, tekst(f"utter_gedeeld_{MOE}").label(STUKJES)),) if moe else ())
    waarden = {"bezig": naam_van(beurt.stand["dialoog"]), "wat": naam_van(beurt.stand[WISSEL]["naam"])}
    return Zin(VRAAG, waarden, alleen=alleen)


def keuze(beurt: Beurt) -> str:
    """JA, STUKJES or NEE; empty when none was said. Twice not understood counts as NEE: the dialogue goes on, and the words are kept."""
    bron = tekst(vraag_naam(beurt.stand))
    gekozen = beurt.invoer.keuzes or begrip.kies_uit_woorden(beurt.invoer.tekst, beurt.invoer.beweging, bron, stel(beurt).alleen)
    if gekozen:
        return gekozen[0] if gekozen[0] in (JA, STUKJES) else NEE
    aantal = begrip.keer_misverstaan(beurt)
    beurt.zet(misverstaan=aantal)
    return NEE if aantal >= MAX_MISVERSTAAN else ""


def niet_begrepen(beurt: Beurt) -> list[Zin]:
    """Ask the same in other words."""
    beurt.gesteld = True
    naam = vraag_naam(beurt.stand)
    return [*begrip.niet_begrepen(beurt), replace(stel(beurt), naam=f"{naam}_anders", keuzes_van=naam)]


async def laat(beurt: Beurt) -> Beurt | None:
    """Stay in the dialogue. The turn in which the words were said, to take them as the answer; None when nothing waits for words."""
    wissel, neemt = beurt.stand[WISSEL], _neemt_woorden(beurt.stand)
    beurt.zet(**{WISSEL: None}, misverstaan=None, tussen=wissel["tussen"] or None)
    bericht = await beurt.session.get(Bericht, wissel["bericht"]) if neemt else None
    if bericht is None or bericht.gesprek_id != beurt.gesprek.id:
        return None
    if not wissel["tussen"]:
        beurt.zet(vraag=wissel["vraag"])
    return replace(beurt, bericht_id=bericht.id, seq=bericht.seq, invoer=Invoer(bericht.tekst or "", (), ANTWOORD))
