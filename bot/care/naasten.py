"""A naaste helps to fill in, or answers questions of the own: who it is, from when until when, and how that stands with the answers.

What a client says stays what the client says: the literal words are not touched, the answer only carries who helped. Answers of a naaste are
marked as such and stand in a dialogue of their own (`naaste.py`). Source: DIALOGUES 6, AWVN matrix (row persoonlijke omgeving): naasten notice
early, and the client decides what they tell.
"""

from __future__ import annotations

from dataclasses import replace

from bot.care.antwoorden import Antwoorden, Waarde
from bot.care.beurt import Beurt, Zin
from bot.care.teksten import tekst
from bot.care.vragenlijst import Dialoog, Vraag
from bot.models.kring_tables import SamenMet
from bot.nlu.moves import plain
from bot.nlu.people import person_in

# Key in the state of the conversation: number of the row of who helps now.
SAMEN = "samen"
VAN_NAASTE, WIE = "naaste", "wie"
# Here "mijn vrouw helpt mij" answers the question.
OVER_MENSEN = frozenset(
    {
        "wie",
        "welke",
        "omgeving_hulp",
        "behandelaars",
        "helpt",
        "helpt_meer",
        "samen",
        "wie_mee",
        "vol_doe",
        "helpt_ander",
        "zelf",
    }
)
# Added to the ground of a melding that came while a naaste had the device; after it nothing else follows.
TIJDENS = "; questions for a naaste"
WEER_VAN_CLIENT = ("lees_", "delen_")
# What the client was told to type: utter_gedeeld_samen.
ALLEEN, WEER_ALLEEN = "alleen", "nu weer alleen"
MEE = ("hierbij", "nu", "invullen", "vragen", "typen", "typt", "leest", "mee")


def is_antwoord(beweging: str, woorden: str, vraag: str | None, helpt_nu: bool) -> bool:
    """Whether what sounds like "somebody helps me" or "alone again" is an ordinary answer here.

    A question about people gets an answer about people, unless the words say that it is about now; "alone again" without a helper is a story,
    except in the words Werkmaat told to type.
    """
    if beweging == ALLEEN:
        return not helpt_nu and vraag is not None and plain(woorden) != WEER_ALLEEN
    return beweging == SAMEN and vraag in OVER_MENSEN and not any(woord in woorden.casefold().split() for woord in MEE)


def grond(beurt: Beurt, regel: str) -> str:
    """The ground of a melding, with that the naaste may have typed it: whoever reads it must know whom to call."""
    aan_naaste = beurt.stand.get("dialoog") == VAN_NAASTE and not str(beurt.stand.get("gevraagd", "")).startswith(WEER_VAN_CLIENT)
    return f"{regel}{TIJDENS}" if aan_naaste else regel


def aangeduid(woorden: str) -> str:
    """Who it is, as it stands with the answers: "Henk (broer)", "vrouw"; when nobody is named: somebody."""
    gelezen = person_in(woorden)
    if gelezen.naam:
        return gelezen.aangeduid
    return gelezen.relatie.split()[-1] if gelezen.relatie else tekst("utter_gedeeld_samen_iemand").tekst


def voor_client(wie: str) -> str:
    """The same as the client reads it: a relation without a name is the client's own, "je vrouw"."""
    return tekst("utter_gedeeld_samen_jouw").tekst.replace("{wie}", wie) if person_in(wie).relatie == wie else wie


async def _rij(beurt: Beurt) -> SamenMet | None:
    nummer = beurt.stand.get(SAMEN)
    return None if nummer is None else await beurt.session.get(SamenMet, nummer)


async def wie_helpt(beurt: Beurt) -> str:
    """Who helps now; empty when nobody does."""
    row = await _rij(beurt)
    return row.wie if row is not None else ""


async def samen(beurt: Beurt) -> list[Zin]:
    """The client says that somebody helps: from now on the answers carry who. "We do this together" changes nothing about who was named before."""
    wie, nu = aangeduid(beurt.invoer.tekst), await wie_helpt(beurt)
    if nu and wie == tekst("utter_gedeeld_samen_iemand").tekst:
        return [Zin("utter_gedeeld_samen", {"wie": voor_client(nu)})]
    await eindig(beurt)
    row = SamenMet(
        client_id=beurt.client_id,
        dialoog=beurt.stand.get("dialoog", ""),
        wie=wie,
        created_at=beurt.now,
    )
    beurt.session.add(row)
    await beurt.session.flush()
    beurt.zet(**{SAMEN: row.id}, rust=None)
    return [Zin("utter_gedeeld_samen", {"wie": voor_client(row.wie)})]


async def alleen(beurt: Beurt) -> list[Zin]:
    """The client goes on alone."""
    await eindig(beurt)
    beurt.zet(rust=None)
    return [Zin("utter_gedeeld_alleen")]


async def eindig(beurt: Beurt) -> None:
    """Nobody helps any more: the client says so, or the dialogue is done."""
    row = await _rij(beurt)
    if row is not None:
        row.tot_at = beurt.now
    beurt.zet(**{SAMEN: None})


async def na_dialoog(beurt: Beurt) -> list[Zin]:
    """The dialogue is done, and with it the helping: say so to who did not notice."""
    wie = await wie_helpt(beurt)
    await eindig(beurt)
    return [Zin("utter_gedeeld_samen_klaar", {"wie": voor_client(wie)})] if wie else []


async def in_recap(beurt: Beurt) -> list[Zin]:
    """For who comes back: who helped last, and how to say that this has changed."""
    wie = await wie_helpt(beurt)
    return [Zin("utter_gedeeld_samen_nog", {"wie": voor_client(wie)})] if wie else []


async def merk(beurt: Beurt, dialoog: Dialoog, vraag: Vraag, waarde: Waarde, antwoorden: Antwoorden) -> Waarde:
    """The value with who helped, or whose answer it is."""
    if dialoog.naam == VAN_NAASTE:
        if not vraag.inhoud:
            return waarde
        eigen = beurt.invoer.tekst if vraag.id == WIE else antwoorden[WIE].woorden if WIE in antwoorden else ""
        return replace(waarde, door=aangeduid(eigen))
    return replace(waarde, samen_met=await wie_helpt(beurt))
