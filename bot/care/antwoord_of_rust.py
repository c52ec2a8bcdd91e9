"""Words that sound like pauze, stop or moe: the move, an answer to what is open, or not sure which. Source: DIALOGUES 2.

A stop that was meant must stop, and an answer must not be lost. So only what asks to halt does so; where the question takes own words and the
text may be either, the client is asked, with the words kept (`wissel.py`).
"""

from __future__ import annotations

from collections.abc import Mapping
from enum import Enum
from typing import Any

from bot.care import wissel
from bot.care.antwoorden import Antwoorden
from bot.care.beurt import Beurt
from bot.care.dialogen import DIALOGEN
from bot.care.vragenlijst import Dialoog, Vraag
from bot.nlu import halting
from bot.nlu.halting import HALTS, MOE, PAUZE, Clarity

# From here on the model is taken at its word where the vocabulary says nothing.
ZEKER = 0.95
# Questions to which being tired is an answer; to the others "ik ben moe" is said about the talk.
OVER_HOE = ("normaal_", "meer_", "gevolg_", "punt_")
HOE = frozenset({"teken", "nog", "veranderd", "zorgen", "zorgen_meer", "dagen_niet_waarom", "valt_op", "vol_merk", "ziet", "zorg"})
# Questions to which rest is an answer ("slapen", "pauze nemen"), or a time ("later").
MET_RUST = frozenset(
    {"helpt", "helpt_meer", "helpt_niet", "helpt_ander", "vol_doe", "zelf", "nodig", "werk_thuis", "beter", "volhouden_thuis", "volhouden_werk"}
    | {"herstel_thuis", "herstel_werk", "wanneer", "moment", "moment_voor", "moment_na", "moment_werk", "weer"}
)
# Interludes about energy: rest is what they are about. In the others a text is an answer, unless it surely asks to halt.
OVER_ENERGIE, VAN_WOORDEN = frozenset({"moe", "moe_weer", "energie", "stukje"}), frozenset({"contact_tekst", "wijzig", "kennis"})
# Key in the state: the dialogue in which rest was offered beside an answer.
GEBODEN = "rust_geboden"


class Oordeel(Enum):
    """What such words are: a move, an answer, to be asked about, or a wish to go on ("nee niet stoppen")."""

    BEWEGING = "beweging"
    ANTWOORD = "antwoord"
    VRAAG = "vraag"
    VERDER = "verder"


def oordeel(stand: Mapping[str, Any], beweging: str, zekerheid: float, tekst: str) -> Oordeel:
    """What typed words are in which this move was heard, with this confidence, while this is open."""
    tussen = stand.get("tussen")
    if (tussen in OVER_ENERGIE or stand.get("rust")) and halting.denies_tired(tekst):  # also where a no was heard in it
        return Oordeel.VERDER
    if beweging not in HALTS:
        return Oordeel.BEWEGING
    helder = halting.clarity(tekst, beweging)
    if stand.get("rust") or stand.get(wissel.WISSEL):
        return Oordeel.BEWEGING
    if tussen:
        return _tussendoor(tussen, helder)
    vraag = open_voor_woorden(stand)
    if helder is Clarity.ONTKEND:  # "ik wil geen pauze" is about now; "geen pauze kunnen nemen" may be an answer, and so is not being tired
        return Oordeel.ANTWOORD if beweging == MOE or (vraag and not halting.asks_outright(tekst)) else Oordeel.VERDER
    gemengd = helder in (Clarity.GEMENGD, Clarity.ANDERS)
    if stand.get("dialoog") not in DIALOGEN:
        return Oordeel.ANTWOORD if gemengd and zekerheid < ZEKER else Oordeel.BEWEGING
    if vraag is None:
        return Oordeel.VRAAG if gemengd and zekerheid < ZEKER else Oordeel.BEWEGING
    if past_bij(vraag.id, beweging, helder, tekst) or (helder is Clarity.ANDERS and zekerheid < ZEKER):
        return Oordeel.ANTWOORD
    if helder is Clarity.ZEKER:
        return Oordeel.BEWEGING
    eigen = helder is Clarity.KAAL and beweging == PAUZE and not halting.about_now(tekst)
    return Oordeel.ANTWOORD if eigen and (is_hoe(vraag.id) or wissel.vraagt_eigen_woorden(stand)) else Oordeel.VRAAG


def _tussendoor(tussen: str, helder: Clarity) -> Oordeel:
    if helder is Clarity.ONTKEND:  # "niet stoppen"
        return Oordeel.VERDER if tussen in OVER_ENERGIE else Oordeel.ANTWOORD
    return Oordeel.ANTWOORD if tussen in VAN_WOORDEN and helder is not Clarity.ZEKER else Oordeel.BEWEGING


def open_voor_woorden(stand: Mapping[str, Any]) -> Vraag | None:
    """The question that is open, where own words are an answer to it."""
    dialoog, vraag = DIALOGEN.get(stand.get("dialoog", "")), stand.get("gevraagd", "")
    if dialoog is None or not dialoog.heeft(vraag) or not dialoog.vraag(vraag).open:
        return None
    return dialoog.vraag(vraag)


def is_hoe(vraag: str) -> bool:
    """Whether a question asks how the client is, or what the client wants to tell."""
    return vraag in HOE or vraag.startswith(OVER_HOE)


def past_bij(vraag: str, beweging: str, helder: Clarity, tekst: str) -> bool:
    """Whether such words are the very thing this question asks for."""
    if beweging == MOE:
        over_zich = halting.says_state(tekst) or helder is Clarity.ANDERS
        return is_hoe(vraag) and over_zich and not halting.about_this_talk(tekst)
    return vraag in MET_RUST and not halting.asks_outright(tekst) and not halting.leaves(tekst)


def vraag_eerst(beurt: Beurt, beweging: str) -> bool:
    """Whether the client is asked before this move is made; from then on that question is open, and the words are kept."""
    invoer = beurt.invoer
    if invoer.keuzes or oordeel(beurt.stand, beweging, invoer.zekerheid, invoer.tekst) is not Oordeel.VRAAG:
        return False
    return wissel.vraag_eerst(beurt, beweging)


def bied_rust(beurt: Beurt, dialoog: Dialoog, vraag: Vraag, antwoorden: Antwoorden) -> None:
    """Who answers to be tired now is offered rest beside it: once in a dialogue, and not after its last question."""
    if beurt.invoer.keuzes or not is_hoe(vraag.id) or not halting.tired_now(beurt.invoer.tekst) or beurt.stand.get("stukje") is not None:
        return
    if beurt.stand.get("tussen") or beurt.stand.get(GEBODEN) == dialoog.naam or dialoog.volgende(antwoorden) is None:
        return
    beurt.zet(**{GEBODEN: dialoog.naam}, tussen="moe")
