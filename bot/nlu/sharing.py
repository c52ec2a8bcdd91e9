"""A client who wants something else about sharing: "ik wil niet meer delen", "Bea mag niet meer meelezen", "afspraken over lezen veranderen".

By first name only rules can tell, as in `addressed.py`. What is asked ("wie leest dit?") and what others may know is none.
"""

from __future__ import annotations

import re
from enum import Enum
from functools import lru_cache

from bot.nlu.addressed import first_name
from bot.nlu.moves import plain

# A wish is short; in a longer text it is a part of a story.
MOST_WORDS = 16
MOST_SENTENCES = 40
_SENTENCE = re.compile(r"(?:[.!?;]\s+|\n+)")


class Wish(Enum):
    """NIET: share no more with the begeleider. NIET_MEER: the same without saying of what or with whom. ANDERS: change or see what is shared, or
    share again. KAAL: no to sharing, of whatever is spoken of.
    """

    NIET = "niet"
    NIET_MEER = "niet_meer"
    ANDERS = "anders"
    KAAL = "kaal"


_ROLE = r"(?:(?:mijn|mn|me|m|de|onze) )?(?:begeleid\w+|begelijder|jobcoach|coach|consulente?|trajectbegeleid\w+)"
_HELLO = r"(?:(?:hoi|hallo|dag|ja|nee|ok|oke|eh|he|sorry|eigenlijk|nu|maar|en|toch|werkmaat|hee) )*"
_NO = r"(?:niet|nie|ni|niks|niets|nooit|geen)"
_FEW = r"(?:(?!wie\b|wat\b|of\b)\w+ ){0,5}"
_READ = r"(?:mee ?)?(?:lezen|leest|lees|leze|zien|ziet|kijken|kijkt|inzien|inziet|volgen|volgt)|mee ?(?:lees|kijk)\w*|weten|weet"
_ME = r"(?:ik|k|we|wij)"
_WANT = rf"(?:{_ME} )?(?:wil|wou|wilde|zou|hoef|vind|kan|mag|moet)"
_SHARED = r"(?:checks?|signalen|signaal ?checks?|antwoorden|gegevens|woorden|lijst|energielijst)"
_ABOUT = r"afspraken|afspraak over (?:het )?(?:delen|lezen|meelezen)|toestemming|akkoord|wat ik deel|met wie ik deel|wie (?:er )?mee ?leest"
_AGREED = rf"(?:{_ABOUT}|delen van {_FEW}{_SHARED})"
_CHANGE = r"(?:verander\w*|wijzig\w*|aanpas\w*|pas \w+ aan|bijstel\w*|herzien|anders|omzetten|regelen|instellen|bekijken|nakijken|terug ?zien)"
_END = (
    r"(?:intrek\w*|in te trekken|terug ?nem\w*|terug ?trek\w*|stop ?zet\w*|stop\w*|op ?hou\w*|op ?zeg\w*"
    r"|uit ?zet\w*|uit ?schakel\w*|uit|weg|afzetten|beeindig\w*)"
)
_ASK = rf"(?:{_WANT} |kan ik |hoe |waar |kun je |mag ik |ik |even )*"


@lru_cache(maxsize=512)
def _forms(name: str) -> tuple[tuple[Wish, re.Pattern[str]], ...]:
    """What says each wish, with the role and with the first name when there is one."""
    own = first_name(name)
    who = f"(?:{_ROLE}|{re.escape(own)})" if own else _ROLE
    stop = "|".join(
        (
            rf"{who} (?:mag|moet|hoeft|kan|hoort|zou) (?!ik\b|we\b|wij\b){_FEW}{_NO} {_FEW}(?:{_READ})\b",
            rf"{_WANT} {_FEW}(?:dat|da) {who} {_FEW}{_NO} {_FEW}(?:{_READ})\b",
            rf"{_WANT} {_FEW}{_NO} {_FEW}(?:dat|da|hebben dat) {who} {_FEW}(?:{_READ})\b",
            rf"(?:laat|laten) {who} {_FEW}{_NO} {_FEW}(?:{_READ})\b",
            rf"{who} {_NO} (?:meer |langer )?(?:laten )?(?:{_READ})\b",
            rf"(?:{_WANT} )?{_FEW}{_NO} {_FEW}(?:delen|gedeeld) (?:met|aan) {who}\b",
            rf"(?:{_WANT} )?{_FEW}(?:met|aan) {who} {_FEW}{_NO} {_FEW}(?:delen|gedeeld)\b",
            rf"(?:{_WANT} )?{_FEW}{_SHARED} {_FEW}{_NO} {_FEW}(?:delen|gedeeld|laten lezen|laten zien)\b",
            rf"deel {_FEW}{_NO} {_FEW}(?:met|aan) {who}\b",
            rf"deel (?:mijn |mn |de |al )*{_SHARED} {_FEW}{_NO}\b",
            rf"{_ASK}{_FEW}(?:toestemming|akkoord) {_FEW}(?:{_END})",
            rf"(?:{_ME} |hoe |waar )?(?:trek|neem) (?:ik )?{_FEW}(?:toestemming|akkoord) {_FEW}(?:in|terug)\b",
            rf"{_ASK}(?:{_END}) (?:ik )?met (?:het )?(?:delen|meelezen|laten lezen)\b",
            rf"{_ASK}(?:zet )?{_FEW}(?:delen|meelezen) (?:nu |maar |even )*(?:{_END})(?: zetten| doen)?$",
        )
    )
    change = "|".join(
        (
            rf"{_ASK}{_FEW}{_AGREED} {_FEW}{_CHANGE}",
            rf"{_ASK}{_CHANGE} {_FEW}(?:{_AGREED}|(?:wat|of) {who} {_FEW}(?:mag )?(?:{_READ})\b)",
            rf"{_ASK}{_FEW}(?:kiezen|{_CHANGE}) {_FEW}(?:wat|wie|of) (?:ik deel|(?:{who} |er )?(?:mag )?{_FEW}(?:{_READ}))\b",
            rf"{_ASK}{_FEW}(?:wat|of|wat dat) {who} {_FEW}(?:{_READ}) {_FEW}{_CHANGE}",
            rf"{who} mag {_FEW}(?:nu |wel |toch |weer |voortaan )+{_FEW}(?:{_READ})\b",
            rf"{_WANT} {_FEW}(?:toch|weer|nu wel|voortaan) {_FEW}(?:delen|laten (?:mee ?)?lezen)\b",
        )
    )
    with_whom = "(?:iets |met |met iemand |iemand |anderen )*"
    no_more = rf"(?:(?:{_WANT} )?{_FEW}{_NO} (?:meer|langer) {with_whom}(?:delen|gedeeld)|deel (?:maar )?{_NO} meer)"
    filler = "(?:het |dit |dat |er |liever |echt |toch |eigenlijk )*"
    bare = rf"(?:{_WANT} |(?:dat|dit) (?:wil|hoef) ik )?{filler}{_NO} (?:graag |echt |zo )?(?:delen|gedeeld wordt)"
    forms = ((Wish.NIET, stop), (Wish.NIET_MEER, rf"(?:{no_more})\b"), (Wish.ANDERS, change), (Wish.KAAL, f"(?:{bare})$"))
    return tuple((wish, re.compile(f"(?!als |wanneer |soms ){_HELLO}(?:{form})")) for wish, form in forms)


def wish_about_sharing(text: str, name: str) -> Wish | None:
    """What this text wants about sharing with the begeleider of this name; None when it is about something else."""
    said = plain(text).replace(" ?", "").strip()
    if len(said.split()) > MOST_WORDS:
        return None
    return next((wish for wish, form in _forms(name) if form.match(said)), None)


def wish_in_a_sentence(text: str, name: str) -> Wish | None:
    """The same of a text of several sentences, one of which is such a wish."""
    sentences = _SENTENCE.split(text)
    if len(sentences) > MOST_SENTENCES:
        return None
    return next((wish for one in sentences if (wish := wish_about_sharing(one, name)) is not None), None)
