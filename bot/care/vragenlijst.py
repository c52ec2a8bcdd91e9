"""A dialogue as an ordered list of questions with conditions: which is next, which was before, where one is. Pure functions."""

from __future__ import annotations

from collections.abc import Awaitable, Callable
from dataclasses import dataclass, field
from datetime import datetime
from zoneinfo import ZoneInfo

from sqlalchemy.ext.asyncio import AsyncSession

from bot.care.antwoorden import Antwoorden, Gegeven, Waarde, lees
from bot.care.beurt import Beurt, Zin

Voorwaarde = Callable[[Antwoorden], bool]


def altijd(_: Antwoorden) -> bool:
    return True


@dataclass(frozen=True)
class Vraag:
    """One question.

    id: also the end of the names of its texts (`utter_<dialoog>_<id>`, `…_uitleg`, `…_anders`). onderwerp: the topic it belongs to.
    nodig: whether it must be asked, given the answers so far. open: own words count as an answer (else only a choice does).
    luistert: which keys of `bot.nlu.wishes` its free words are read for. telt: keys of other questions that answer this one too.
    inhoud: False for questions about the talk itself (does this hold, may it be shared), which are never a line of a summary.
    stel: how it is asked, when the text alone is not enough.
    voorzet: what stands ready to be changed, for who chooses to answer in own words. toont: the topics it shows to look over, which are
    the first to be offered for a change. geeft_door: a yes sends a request, so who reads it instead of the begeleider is named beforehand.
    legt_uit: the blocks of its explanation, where those of the question itself would be the same text again. afgesproken: what was read in
    its own words and agreed, to stand beside them in the summary.
    """

    id: str
    onderwerp: str
    nodig: Voorwaarde = altijd
    open: bool = True
    luistert: tuple[str, ...] = ()
    telt: tuple[str, ...] = ()
    inhoud: bool = True
    stel: Callable[[Antwoorden], Zin] | None = None
    voorzet: Callable[[Antwoorden], str] | None = None
    toont: tuple[str, ...] = ()
    geeft_door: bool = False
    legt_uit: Callable[[Antwoorden], tuple[str, ...]] | None = None
    afgesproken: Callable[[Antwoorden], str] | None = None


Na = Callable[[Beurt, "Vraag", Antwoorden], Awaitable[list[Zin]]]
# Which choice free words stand for where the labels do not tell: its id; TERUGVRAAG when they are about the question but not sure; else None.
Kies = Callable[["Vraag", str], str | None]
TERUGVRAAG = "terugvraag"
Begrijp = Callable[["Vraag", str], dict[str, object]]
# What own words make of the answers that are asked back under this topic: the new ones by question, as words and value; none when they say the same;
# None when they tell nothing about it.
Verbeter = Callable[[str, str, Antwoorden], dict[str, tuple[str, Waarde]] | None]
# What typed words do besides answering what is open; None when they are left for the open question.
Opzij = Callable[[Beurt, "Vraag", Antwoorden], Awaitable[list[Zin] | None]]
Erbij = Callable[[Beurt], Awaitable[Antwoorden]]
Bekend = Callable[[Antwoorden], tuple[str, ...]]
OpSlot = Callable[[Antwoorden], frozenset[str]]
Wacht = Callable[[AsyncSession, int, datetime, ZoneInfo], Awaitable[bool]]


def begrijp_niets(_: Vraag, __: str) -> dict[str, object]:
    """For dialogues whose free words are only kept, not read."""
    return {}


def kies_niets(_: Vraag, __: str) -> str | None:
    """For dialogues whose choices are known by their labels and own words."""
    return None


def verbeter_niets(_: str, __: str, ___: Antwoorden) -> dict[str, tuple[str, Waarde]] | None:
    """For dialogues that ask nothing back."""
    return None


async def niets(beurt: Beurt, vraag: Vraag, antwoorden: Antwoorden) -> list[Zin]:
    """For dialogues that say nothing after an answer."""
    return []


async def niets_opzij(beurt: Beurt, vraag: Vraag, antwoorden: Antwoorden) -> list[Zin] | None:
    """For dialogues where typed words are about what is open."""
    return None


async def niets_erbij(beurt: Beurt) -> Antwoorden:
    return {}


def niets_bekend(_: Antwoorden) -> tuple[str, ...]:
    return ()


def niets_op_slot(_: Antwoorden) -> frozenset[str]:
    return frozenset()


async def niets_wacht(session: AsyncSession, client_id: int, now: datetime, zone: ZoneInfo) -> bool:
    return False


@dataclass(frozen=True)
class Dialoog:
    """A dialogue: its questions in order, and what it does after an answer and at its end.

    klaar: closes the dialogue and says what happens now. helft: the topic before which the client is asked once whether there is energy left;
    None for a short part. begrijp: reads free words in the light of the question. verspreid: which other questions an understood key answers as
    well. kies: which choice own words stand for. verbeter: what own words change about a topic that is asked back ("klopt dat?"). na: reflections
    and effects after an answer. opzij: takes typed words that are about something else than what is open, such as another
    hour. elke_keer: questions that are asked afresh every time the dialogue is done (a weekly check); empty when doing it
    again means looking back at what was said.
    bij_twijfel: questions of the first time that are asked again the next time when the client did not know.
    erbij: what the conditions and texts need to know besides the answers (an earlier check, another dialogue), as answers under ids
    that are no questions of this dialogue. apart: groups of topics that are never asked in one go (beginning a list, filling it in);
    the progress counts within the group. bekend: topics that were answered an earlier time and are not asked now, which the progress leaves
    out. wacht: whether something waits for the client here, so that home names it first. op_slot: the
    questions whose answers stand from now on, because another gave them: no way leads back to them, and `utter_<naam>_op_slot` says why.
    """

    naam: str
    onderwerpen: tuple[str, ...]
    vragen: tuple[Vraag, ...]
    klaar: Callable[[Beurt, Antwoorden], Awaitable[list[Zin]]]
    helft: str | None = None
    begrijp: Begrijp = begrijp_niets
    verspreid: dict[str, str] = field(default_factory=dict)
    kies: Kies = kies_niets
    verbeter: Verbeter = verbeter_niets
    na: Na = niets
    opzij: Opzij = niets_opzij
    elke_keer: tuple[str, ...] = ()
    bij_twijfel: tuple[str, ...] = ()
    erbij: Erbij = niets_erbij
    apart: tuple[tuple[str, ...], ...] = ()
    bekend: Bekend = niets_bekend
    wacht: Wacht = niets_wacht
    op_slot: OpSlot = niets_op_slot

    def vraag(self, vraag_id: str) -> Vraag:
        return next(vraag for vraag in self.vragen if vraag.id == vraag_id)

    def heeft(self, vraag_id: str) -> bool:
        return any(vraag.id == vraag_id for vraag in self.vragen)

    def nodige(self, antwoorden: Antwoorden) -> list[Vraag]:
        """The questions that are on this client's path, in order."""
        return [vraag for vraag in self.vragen if vraag.nodig(antwoorden)]

    def volgende(self, antwoorden: Antwoorden) -> Vraag | None:
        """The first question on the path without an answer; None when all are answered."""
        return next((vraag for vraag in self.nodige(antwoorden) if vraag.id not in antwoorden), None)

    def vorige(self, antwoorden: Antwoorden, vraag_id: str) -> Vraag | None:
        """The answered question right before this one on the path that can still be changed."""
        before: Vraag | None = None
        vast = self.op_slot(antwoorden)
        for vraag in self.nodige(antwoorden):
            if vraag.id == vraag_id:
                return before
            if vraag.id in antwoorden and vraag.id not in vast:
                before = vraag
        return before

    def plaats(self, vraag_id: str, antwoorden: Antwoorden) -> tuple[int, int]:
        """(number of the topic, number of topics), counted from 1. Topics, because branches would make a count of questions jump."""
        onderwerp, bekend = self.vraag(vraag_id).onderwerp, self.bekend(antwoorden)
        groep = next((groep for groep in self.apart if onderwerp in groep), self.onderwerpen)
        samen = [one for one in groep if one == onderwerp or one not in bekend]
        return samen.index(onderwerp) + 1, len(samen)

    def gegeven(self, antwoorden: Antwoorden, onderwerp: str) -> list[Gegeven]:
        """What was answered with content within a topic, in the order of the questions."""
        path = [vraag for vraag in self.nodige(antwoorden) if vraag.onderwerp == onderwerp and vraag.inhoud]
        return [antwoorden[vraag.id] for vraag in path if vraag.id in antwoorden and antwoorden[vraag.id].inhoud]

    def te_wijzigen(self, antwoorden: Antwoorden) -> list[str]:
        """The topics with an answer that can still be changed."""
        vast = self.op_slot(antwoorden)
        return [onderwerp for onderwerp in self.onderwerpen if any(one.vraag not in vast for one in self.gegeven(antwoorden, onderwerp))]


async def alles(beurt: Beurt, dialoog: Dialoog) -> Antwoorden:
    """The answers of a dialogue, and what else its conditions and texts need."""
    return {**await dialoog.erbij(beurt), **await lees(beurt.session, beurt.client_id, dialoog.naam)}
