"""Who asks what he just said ("wat zei ik daarnet?", "ik weet niet meer wat ik net zei", "wat zei ik over de reis?"), and what only looks like such
a question: a clause that tells something ("hoe het gekomen is", "waar ik nu sta").

Word order tells the two apart: in a question the verb comes right after the question word, in a clause that tells the subject does.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

from bot.nlu.moves import plain

MOST_WORDS = 16
_NOW = (
    r"(?:net|nu|nou|daarnet|zonet|zojuist|daarjuist|juist|just|zopas|pas|daarstraks|straks|eerder|al|allemaal|ook alweer|ook weer|alweer|weer|hier|"
    r"tot nu toe|tot nu|vorige keer|de vorige keer|vorige week|gisteren|vandaag|eigenlijk|dan|precies|nog|nog maar|in het begin|eerst|zelf|"
    r"het laatst|als laatste|laatst|op de vorige vraag|op de laatste vraag|bij de vorige vraag|bij de vorige|op het laatste|"
    r"hiervoor|hiernet|hierboven|ni|iets)"
)
_SAID = (
    r"(?:gezegd|gezeid|gezegt|verteld|vertelt|geantwoord|beantwoord|ingevuld|gekozen|getypt|getikt|opgeschreven|geschreven|opgegeven|"
    r"aangegeven|gemeld)"
)
_SAY = r"(?:zei|zeg|zeide|zegde|vertelde|antwoordde|antwoorde|koos|gaf|typte|tikte|schreef|vulde|meldde)"
_I = r"(?:ik|k|ikke|ek)"
_ABOUT = r"(?: (?:over|bij|van|op|rond|ivm) (?P<{}>.{{2,60}}))?"
_LEAD = (
    r"(?:(?:sorry|eh|euh|hm|ja|nee|en|maar|oei|wacht|he|hey|hallo|weet je nog|weet jij nog|weet u nog|weet je|weet jij|weet u|kan je|kun je|kunt u|"
    r"wil je|mag ik|laat|toon|lees|zeg|herhaal|geef|nog|eens|even|zeggen|herhalen|tonen|voorlezen|laten zien|mij|me|weten|zien|horen|lezen|"
    r"ben|weet|vergeten|kwijt|meer|nimeer|nie|ni|niet|al|helemaal|echt|wat ik wil weten|wou|wil|wilde|ik|graag|terug|ook) )*"
)
_TAIL = rf"(?: {_NOW}| hoor| he| a+ub| alsjeblieft| \?)*"
_ASKS = re.compile(
    rf"{_LEAD}(?:"
    rf"(?:wat?|welk antwoord|welke antwoorden|hoe) (?:heb|had|hep) {_I}(?: {_NOW})*{_ABOUT.format('a')}(?: {_NOW})*"
    rf"(?: {_SAID})(?: {_NOW})*{_ABOUT.format('b')}"
    rf"|(?:wat?|welk antwoord|welke antwoorden) {_SAY} {_I}(?: {_NOW})*{_ABOUT.format('c')}(?: in)?"
    rf"|(?:wat|welk) (?:was|waren|is|zijn) (?:ook alweer )?(?:mijn|mn|m|m n) (?:{_NOW} )*"
    rf"(?:vorige?|laatste|eerste|eerdere?)? ?(?:antwoord(?:en)?|woorden){_ABOUT.format('d')}"
    rf"|wat had {_I}(?: {_NOW})*{_ABOUT.format('g')}"
    rf"){_TAIL}"
)
# As a clause, after words that ask for it or say that it is gone.
_GONE = (
    r"weet (?:je|jij|u|ge)(?: nog)?(?: even)?|"
    r"(?:weet|wist|weten|ken) (?:ik )?(?:het )?(?:al |echt |helemaal |nu )?(?:niet|nie|ni|nimeer)(?: meer)?(?: precies| goed| zeker)?"
    r"|(?:ben|was) (?:ik )?(?:het |al |alweer |weer |helemaal |nu )*(?:vergeten|kwijt)|(?:vergeten|kwijt)"
    r"|herinner (?:ik )?(?:me|mij) (?:niet|nie|ni)(?: meer)?"
    r"|(?:laat|toon|lees|zeg|herhaal|geef|zien|horen|weten|lezen|terugzien|teruglezen|herhalen|voorlezen|zeggen|tonen)"
    r"(?: me| mij| nog| eens| even| zien| horen| voor)*"
)
_CLAUSE = re.compile(
    rf"{_LEAD}(?:{_GONE}) (?:wat?|welk antwoord|hoe) {_I}(?: {_NOW})*{_ABOUT.format('e')}(?: {_NOW})*"
    rf" (?:{_SAY}|(?:heb |had )?{_SAID}(?: heb| had)?)(?: heb| had)?(?: {_NOW})*{_ABOUT.format('f')}{_TAIL}"
)
# These tell how it always goes: a complaint, no question.
_OFTEN = re.compile(r"\b(?:vaak|dikwijls|soms|altijd|steeds|telkens|regelmatig|meestal|vaker|elke keer|mensen|anderen|iemand|als ik|snel)\b")
_SUBJECT = r"(?:ik|k|we|wij|het|t|er|mijn|mn|m n|iemand|mij|me|ze|zij|hij|mensen|anderen|die|de)"
_TOLD = re.compile(
    r"(?:(?:over|en|of|ook|vooral|bijvoorbeeld|bv|nou|ja|niet|nooit) )?(?:hoe(?: ver| lang| vaak| erg| veel| moeilijk| slecht)?"
    r"|waar|waardoor|waarom|waarvan|waarmee|waarover|wanneer|wat|wie|welke? \w+)"
    rf" {_SUBJECT} .+"
)
_ABOUT_TALK = re.compile(r"\b(?:gebleven|gebleve|moet|moeten|werkt|bedoel\w*|betekent|bezig|nu zijn|nu zitten|(?:ik|k|we) (?:\w+ )?(?:zei|gezegd))\b")


@dataclass(frozen=True)
class Recall:
    """A wish to hear one's own words again. over: the subject that was named, empty for the last words."""

    over: str = ""


def recall_in(text: str) -> Recall | None:
    """Who asks for his own words, as a question or as a clause; None for everything else."""
    said = plain(text)
    if len(said.split()) > MOST_WORDS or _OFTEN.search(said):
        return None
    found = _ASKS.fullmatch(said) or _CLAUSE.fullmatch(said)
    if found is None:
        return None
    over = next((one for one in found.groupdict().values() if one), "")
    return Recall(over.replace("?", " ").strip())


def tells(text: str) -> bool:
    """Whether the whole message is a clause that tells: an answer to "wat vertel je?", and no question about where one was."""
    said = plain(text)
    return "?" not in said and bool(_TOLD.fullmatch(said)) and not _ABOUT_TALK.search(said)
