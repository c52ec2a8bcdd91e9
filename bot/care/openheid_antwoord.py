"""Where typed words in openheid are an answer, whatever move they sound like: a moment to look again, a question about the law, a sentence.

The model hears small talk in "met nieuwjaar", skipping in "met pasen", and a question in a sentence to practise; a silent move would lose the words.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from datetime import date
from typing import Any

from bot.care.begrip import is_ja
from bot.care.openheid_lezing import NAAM, PERSONEN
from bot.care.vragenlijst import TERUGVRAAG, Vraag
from bot.nlu.later import day_of
from bot.nlu.moves import pattern_move, plain

WET = ("wet_vertellen", "wet_norisk")
ZINNEN = ("zin", "gat_zin")
PER_PERSOON = frozenset(f"wie_{persoon}" for persoon in PERSONEN)
# The interlude in which a question about the law is typed.
WET_VRAAG = "wet_vraag"
LANG_GENOEG = 3  # words
# Moves that ordinary words sound like; what asks to halt, to go back or for a person stays what it is.
_KLINKT_ALS = frozenset(
    {"praatje", "groet", "dank", "overslaan", "klaar", "uitleg", "herhaal", "vraag_tussendoor", "weet_niet", "privacy", "computer", "hulp"}
    | {"verder", "waar_was_ik", "nlu_fallback", "vertel", "stappen", "nee"}
)
# A question about the computer, who reads along or help is never one about the law.
_WET_KLINKT_ALS = frozenset({"uitleg", "herhaal", "vraag_tussendoor", "vertel", "weet_niet", "nlu_fallback"})
_ZIN_KLINKT_ALS = _KLINKT_ALS - {"overslaan", "uitleg", "herhaal", "verder", "hulp", "klaar", "waar_was_ik"}
_VRAAGWOORD = re.compile(
    r"(en |maar |ja |ok |oke )*(wat?|hoe\w*|wie|wanneer|welke?|waar\w*|hoeveel|mag|mogen|moet|moeten|"
    r"kan|kunnen|is|zijn|geldt|krijg|heeft|hebben|als)\b"
)
# Questions about the text itself: those want the explanation.
_OVER_DE_TEKST = re.compile(r"\b(bedoel\w*|snap\w*|begrijp\w*|betekent (dit|dat|het)|uitleg\w*|leg|staat (hier|er|daar)|wablief|zeg je)\b")
_IS_GOED = re.compile(r"((ja|ok|oke|dat|die|zo|deze|is|wel|helemaal) )*(goed|prima|ok|oke|top)( (zo|hoor|voor mij))*")
# "Die weet het al", "heb ik al verteld": what somebody knows already is an answer, and no "weet ik niet".
# Between "weet" and "al" nothing begins that is known: "ze weet dat ik alles vergeet", "weten wat er al speelt" tell something else.
_WEET_AL = re.compile(
    r"\b(?<!\bik )(?:weet|weten|wist|wisten|kent|kennen)\b"
    r"(?: (?!(?:ik|wat|hoe|waarom|wie|waar|of)\b|dat (?:ik|er|het|we|mijn|ze|hij|zij|je)\b)\w+){0,3} (?:al|reeds|allang|alles)\b"
    r"|\b(?:al|reeds|allang) (?:op de hoogte|verteld|gezegd|gemeld|ingelicht)\b|\b(?:is|zijn) (?:al |reeds )?op de hoogte\b"
)
# What is allowed, needed or wished is not so yet: "ze mag het weten", "ik wil dat hij alles weet".
_NOG_NIET_ZO = re.compile(r"\b(?:mag|mogen|moet|moeten|moest|wil|willen|wou|zou|zouden|zal|laat|hoop|liever)\b")
_DELEN = re.compile(r"[.,;:!]|\b(?:want|maar|omdat|en)\b", re.IGNORECASE)
_ONTKENT = re.compile(r"\b(?:niet|nie|ni|geen|niks|niets|nog)\b")
_WEET_NIET = re.compile(r"\b(weet|wist|weten|idee|benul|twijfel|kweenie|kweetni)\b")


def is_vraag(text: str) -> bool:
    """Whether words ask something that the knowledge base may know: "wanneer moet ik het dan wel zeggen?", and not what is meant here."""
    said = plain(text)
    if len(said.replace("?", "").split()) < LANG_GENOEG or pattern_move(text) is not None or _OVER_DE_TEKST.search(said):
        return False
    return "?" in text or bool(_VRAAGWOORD.match(said))


def weet_al(vraag: str, text: str) -> bool:
    """Whether the words tell that the person this question is about knows it already."""
    if vraag not in PER_PERSOON or "?" in text or _ONTKENT.search(plain(text)):
        return False
    return any(
        (al := _WEET_AL.search(said)) is not None and not _NOG_NIET_ZO.search(said[: al.start()])
        for said in (plain(deel) for deel in _DELEN.split(text))
    )


def is_antwoord(beweging: str, text: str, stand: Mapping[str, Any], today: date) -> bool:
    """Whether what sounds like a move is an answer to what is open in openheid."""
    if stand.get("dialoog") != NAAM or stand.get("rust"):
        return False
    tussen, gevraagd = stand.get("tussen"), stand.get("gevraagd", "")
    if tussen == WET_VRAAG or (not tussen and gevraagd in WET):
        return _klinkt_als(beweging, _WET_KLINKT_ALS) and is_vraag(text)
    if tussen:
        return False
    if weet_al(gevraagd, text):
        return True
    if gevraagd == "weer":
        return _klinkt_als(beweging, _KLINKT_ALS | {"ja"}) and day_of(text, today) is not None
    return gevraagd in ZINNEN and _klinkt_als(beweging, _ZIN_KLINKT_ALS) and _kan_zin_zijn(text)


def _klinkt_als(beweging: str, bewegingen: frozenset[str]) -> bool:
    """Whether the move is one of these, or the start of another dialogue."""
    return beweging in bewegingen or beweging.startswith("start_")


def _kan_zin_zijn(text: str) -> bool:
    """Whether words may be a sentence to say, or are about the one on the screen: either way they are asked about, and not passed over."""
    said = plain(text)
    return len(said.split()) > LANG_GENOEG and not is_vraag(text) and pattern_move(text) is None and not _WEET_NIET.search(said)


def kies(vraag: Vraag, text: str) -> str | None:
    """Which choice own words stand for. A yes is no moment to look again, and a plain yes or no is no sentence to say."""
    if vraag.id in WET:
        return "vraag" if is_vraag(text) else None
    if vraag.id == "weer":
        return TERUGVRAAG if _ja_of_nee(text) == "ja" else None
    if vraag.id in ZINNEN:
        return {"ja": "goed", "nee": "anders"}.get(_ja_of_nee(text))
    return None


def _ja_of_nee(text: str) -> str:
    """Whether the words are a plain yes ("ja prima", "zo is goed") or a plain no, and nothing more."""
    vast = pattern_move(text)
    if is_ja(text) or _IS_GOED.fullmatch(plain(text)):
        return "ja"
    return vast.beweging if vast is not None and vast.beweging in ("ja", "nee") else ""
