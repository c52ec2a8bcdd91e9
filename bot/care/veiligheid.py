"""Safety, above every dialogue: what happens at the receipt of a message that worries. No dialogue engine is needed for any of it.

Source of the rules: DIALOGUES 7, after Dutch guidance on talking about suicide (ask directly; asking does not plant the idea; "liever niet zeggen"
counts as yes; never discuss methods). The melding is written in the same transaction as the message itself.
"""

from __future__ import annotations

import logging
from dataclasses import replace
from datetime import timedelta
from typing import TYPE_CHECKING

from sqlalchemy import select

from bot.care import aanvulling, contact, directevraag, guard, helpers, hulplijnen, na_nee, naasten, rust
from bot.care.beurt import Beurt, Invoer, Zin
from bot.care.contact import wie_leest
from bot.care.directevraag import NEE, DirecteVraag
from bot.care.hulplijnen import Hulplijnen
from bot.care.leesmoment import ORANJE, ROOD
from bot.care.signaallezing import ALLES, deelt_nu
from bot.care.signaallezing import DIALOOG as SIGNAALCHECK
from bot.care.teksten import tekst
from bot.care.turns import Turn, fixed
from bot.models.tables import Melding, Outbox

if TYPE_CHECKING:
    from bot.nlu.safety import Verdict
    from bot.nlu.safety.recant import Recanted

log = logging.getLogger(__name__)

# CONTACT: in the rest the client chose the own begeleider, and is asked how. The rest is not over.
GEVRAAGD, NOG_EENS, RUST, CONTACT = "gevraagd", "nog_eens", "rust", "contact"
# Here safety itself asks something: only the choices of its own turns count.
VRAAGT = (GEVRAAGD, NOG_EENS, RUST)
# The direct question is open.
DIRECT = (GEVRAAGD, NOG_EENS)
ONDUIDELIJK = "onduidelijk"
CONTACT_VRAGEN = (contact.VRAAG, contact.TEKST, contact.WOORDEN)
# Answers to the direct question that say there is danger, as choices and as `answer_to_direct_question` reads them.
TOCH_GEVAAR = frozenset({"ja", "wil_niet_zeggen", "liever_niet"})
# In the state: the direct question came while the questionnaire rested. "Nee" then leads back to the rest; only the client ends it.
RUSTTE = "rustte"
# In the state: the number of the message with which safety came above the dialogues.
SINDS = "veiligheid_sinds"
# In the state while contact is chosen in the rest: the interlude that was open before it, for messages of before the danger that still wait.
OPZIJ, TUSSENDOOR = "opzij", ("tussen", "contact_bericht")
# Kinds of danger where the emergency number comes before everything.
EERST_112 = {"neuro": "utter_gedeeld_veiligheid_neuro", "overdosis": "utter_gedeeld_veiligheid_overdosis"}
GEVAAR = {"geweld", "onveilig"}
# Being told at length that the begeleider gets a message helps once; after that one short sentence is enough.
ORANJE_OPNIEUW_NA = timedelta(hours=12)
# Whether the words go along with a melding: the text that says so.
INHOUD = {True: "utter_gedeeld_veiligheid_met_woorden", False: "utter_gedeeld_veiligheid_zonder_woorden"}
# The ground of a melding that must not tell what was said.
ZONDER_WOORDEN = "without words"


async def maakt_bezorgd(invoer: Invoer) -> bool:
    """Whether this worries, for when nothing can be stored or read: then it is also taken as an answer to the direct question, which may be open."""
    if invoer.keuzes:
        return not TOCH_GEVAAR.isdisjoint(invoer.keuzes)
    try:
        verdict = await guard.assess(invoer.tekst)
        return verdict.niveau != "geen" or await guard.answer_to_direct_question(invoer.tekst, directevraag.ZELFDODING.over) in TOCH_GEVAAR
    except Exception as error:
        log.error("the guard broke while nothing could be stored: %s", type(error).__name__)
        return True


async def bij_ontvangst(beurt: Beurt, verdict: Verdict) -> tuple[list[Turn], bool]:
    """What is said at once, and whether that answers the message (else the dialogue goes on with it)."""
    stand = beurt.gesprek.veiligheid
    if verdict.niveau == "rood":
        return await _rood(beurt, verdict.soort or "", verdict.reden, beurt.invoer.tekst), True
    if stand in DIRECT:
        return await _na_vraag(beurt, stand, verdict)
    if terug := na_nee.lees(beurt):
        return await _neem_nee_terug(beurt, terug, verdict), True
    if verdict.niveau == "vraag" and not (stand is None and await na_nee.is_antwoord(beurt, verdict)):
        return [*await _ook_doorgeven(beurt), await _vraag(beurt, directevraag.over(verdict.soort))], True
    # Worries go to the begeleider, also while the questions rest.
    zorg = await _oranje(beurt, verdict) if verdict.niveau == "oranje" else []
    if stand == RUST:
        turns, beantwoord = await _in_rust(beurt)
        return [*zorg, *turns], beantwoord
    return zorg, False


async def bij_oude_keuze(beurt: Beurt, direct: DirecteVraag | None) -> tuple[list[Turn], bool]:
    """What is said to choices that stood under another question than the open one: they answer nothing, and what safety asks stands there again.

    direct: the direct question that it was. Yes to it is danger, however late it comes; no to it says nothing about now.
    """
    if direct and (antwoord := beurt.invoer.keuzes[0]) != NEE:
        return await _rood(beurt, direct.soort, f"{direct.grond}: {antwoord}", beurt.invoer.tekst), True
    hoort_bij, stand = fixed("utter_gedeeld_niet_aangeboden"), beurt.gesprek.veiligheid
    if stand in DIRECT:
        return [hoort_bij, await directevraag.stel(beurt, weer=stand == NOG_EENS)], True
    if stand == RUST:
        return [hoort_bij, await rust.nog_eens(beurt)], True
    return [hoort_bij], False


async def bij_ongeziene_vraag(beurt: Beurt, verdict: Verdict) -> tuple[list[Turn], bool]:
    """What is said to words typed on a screen without the direct question: they are no answer to it, but kept with what made it be asked.

    What worries in them is heard as everywhere; then the question stands on that screen too.
    """
    if verdict.niveau == "rood":
        return await _rood(beurt, verdict.soort or "", verdict.reden, beurt.invoer.tekst), True
    vraag = directevraag.over(verdict.soort) if verdict.niveau == "vraag" else directevraag.open_vraag(beurt)
    directevraag.begin(beurt, vraag)
    zorg = await _oranje(beurt, verdict) if verdict.niveau == "oranje" else []
    return [*zorg, await directevraag.stel(beurt)], True


async def bij_bericht(beurt: Beurt, verdict: Verdict, bevestiging: Turn) -> tuple[list[Turn], bool]:
    """The same for what is addressed to the begeleider. It is no answer to the direct question and does not end the rest: both stay as they were.

    bevestiging: what is said when the message is passed on. In danger that stands in the answer already.
    """
    stand = beurt.gesprek.veiligheid
    if verdict.niveau == "rood":
        return await _rood(beurt, verdict.soort or "", verdict.reden, beurt.invoer.tekst), True
    if stand in DIRECT:
        return [bevestiging, await directevraag.stel(beurt)], True
    if verdict.niveau == "vraag":
        return [bevestiging, await _vraag(beurt, directevraag.over(verdict.soort))], True
    zorg = await _oranje(beurt, verdict, voor_begeleider=True) if verdict.niveau == "oranje" else []
    if stand in (RUST, CONTACT):
        beurt.gesprek.veiligheid = RUST
        return [*zorg, bevestiging, fixed("utter_gedeeld_veiligheid_rust")], True
    return [*zorg, bevestiging], False


async def _ook_doorgeven(beurt: Beurt) -> list[Turn]:
    """What was typed as a message to the begeleider is passed on, also when it makes the guard ask."""
    if beurt.stand.get("tussen") != contact.TEKST:
        return []
    await contact.leg_vast(beurt, contact.BERICHT, beurt.invoer.tekst)
    return [fixed(*await contact.doorgegeven(beurt, "utter_gedeeld_bericht_klaar"))]


async def terug_in_rust(beurt: Beurt) -> list[Zin]:
    """After the contact chosen in the rest: its choices again, with the numbers. A pause chosen meanwhile is one of those choices."""
    if beurt.gesprek.veiligheid != CONTACT or beurt.stand.get("tussen") in CONTACT_VRAGEN:
        return []
    if beurt.stand.get("rust"):
        beurt.gesprek.veiligheid = None
        beurt.zet(**{OPZIJ: None})
        return []
    beurt.gesprek.veiligheid, beurt.gesteld = RUST, True
    beurt.zet(tussen=None)
    _sluit_contact(beurt)
    lijnen = await hulplijnen.van_client(beurt.session, beurt.client_id)
    return [Zin("utter_gedeeld_veiligheid_rust_anders", lijnen.waarden(), keuzes_van="utter_gedeeld_veiligheid_rust")]


def _kom_boven(beurt: Beurt, stand: str) -> None:
    """Put safety above every dialogue, and remember since which message."""
    if beurt.gesprek.veiligheid is None:
        beurt.zet(**{SINDS: beurt.seq})
    beurt.gesprek.veiligheid = stand


def _open_contact(beurt: Beurt) -> None:
    """Put aside what was open, for the questions about contact."""
    if OPZIJ not in beurt.stand:
        beurt.zet(**{OPZIJ: {key: beurt.stand.get(key) for key in TUSSENDOOR}})


def _sluit_contact(beurt: Beurt) -> None:
    if (opzij := beurt.stand.get(OPZIJ)) is not None:
        beurt.zet(**{OPZIJ: None}, **opzij)


async def _vraag(beurt: Beurt, vraag: DirecteVraag) -> Turn:
    """Ask the direct question, and remember whether the questionnaire rested. The words that made it be asked answer nothing that was open."""
    if beurt.gesprek.veiligheid in (RUST, CONTACT):
        beurt.zet(**{RUSTTE: True})
    _kom_boven(beurt, GEVRAAGD)
    directevraag.begin(beurt, vraag)
    return await directevraag.stel(beurt)


async def _neem_nee_terug(beurt: Beurt, terug: Recanted, verdict: Verdict) -> list[Turn]:
    """The no of before is taken back: that it is yes after all is danger, else the same question is asked again."""
    vraag = directevraag.open_vraag(beurt)
    doorgegeven = await _ook_doorgeven(beurt)
    if terug == "ja":
        return [*doorgegeven, *await _rood(beurt, vraag.soort, f"{vraag.grond}: {terug}", await directevraag.woorden(beurt))]
    zorg = await _oranje(beurt, verdict) if verdict.niveau == "oranje" else []
    return [*doorgegeven, *zorg, await _vraag(beurt, vraag)]


async def _in_rust(beurt: Beurt) -> tuple[list[Turn], bool]:
    """What the client does or says while the questionnaire rests; the move that ends the rest is told beside the words."""
    erbij: list[Turn] = []
    if not beurt.invoer.keuzes and guard.meant_otherwise(beurt.invoer.tekst):
        erbij = [await aanvulling.zet_erbij(beurt)]
        # What else it asks is heard by itself: the "niet" of "ik bedoelde het niet zo, kan Anna mij bellen" does not deny the call.
        beurt.invoer = replace(beurt.invoer, tekst=guard.said_beside(beurt.invoer.tekst))
    gekozen = await rust.keuze(beurt)
    if gekozen == rust.BEGELEIDER:
        _open_contact(beurt)
        turns, klaar = await rust.naar_begeleider(beurt)
        if klaar:
            _sluit_contact(beurt)
        beurt.gesprek.veiligheid = RUST if klaar else CONTACT
        return [*erbij, *turns], True
    # Only a choice or a message of its own goes on with the questions, not a word beside what was meant otherwise.
    if gekozen and not (erbij and gekozen == rust.VERDER):
        _sluit_contact(beurt)
        beurt.gesprek.veiligheid, beurt.invoer = None, replace(beurt.invoer, beweging=gekozen)
        return erbij, False
    return [*erbij, await rust.nog_eens(beurt)], True


async def _na_vraag(beurt: Beurt, stand: str, verdict: Verdict) -> tuple[list[Turn], bool]:
    """The answer to the direct question. What else worries in it is passed on as everywhere, and a no in which danger is read is no clear no."""
    vraag = directevraag.open_vraag(beurt)
    antwoord = await _antwoord(beurt, vraag)
    if antwoord in (NEE, ONDUIDELIJK) and verdict.niveau == "vraag":
        if directevraag.over(verdict.soort) != vraag:
            return [await _vraag(beurt, directevraag.over(verdict.soort))], True
        antwoord = ONDUIDELIJK
    if antwoord == ONDUIDELIJK and await guard.apart(beurt.invoer.tekst, rust.vraagt_uitleg, beurt.invoer.tekst):
        waarom = fixed(rust.WAAROM, {"begeleider": (await wie_leest(beurt)).begeleider})
        return [waarom, await directevraag.stel(beurt)], True
    vraag_weer = antwoord == ONDUIDELIJK and stand == GEVRAAGD
    zorg = await _oranje(beurt, verdict) if verdict.niveau == "oranje" and (vraag_weer or antwoord == NEE) else []
    if antwoord == NEE:
        return [*await _na_nee(beurt, vraag, zorg)], True
    if vraag_weer:
        beurt.gesprek.veiligheid = NOG_EENS
        return [*zorg, await directevraag.stel(beurt, weer=True)], True
    # "ja", "wil ik niet zeggen", asking for the begeleider, and twice unclear: on the safe side.
    return await _rood(beurt, vraag.soort, f"{vraag.grond}: {antwoord}", await directevraag.woorden(beurt)), True


async def _antwoord(beurt: Beurt, vraag: DirecteVraag) -> str:
    """What the client answered. Who asks for the begeleider gets that: it is passed on at once, with the numbers."""
    if beurt.invoer.keuzes:
        return beurt.invoer.keuzes[0]
    antwoord = await guard.answer_to_direct_question(beurt.invoer.tekst, vraag.over)
    if antwoord == NEE:
        return NEE
    return rust.BEGELEIDER if await rust.vraagt_om_begeleider(beurt) else antwoord


async def _na_nee(beurt: Beurt, vraag: DirecteVraag, zorg: list[Turn]) -> list[Turn]:
    """After a no: thanks, and back to the rest or to what was open, which is asked again."""
    rustte = beurt.stand.get(RUSTTE)
    _sluit_contact(beurt)
    na_nee.onthoud(beurt, vraag, bij_vraag=not rustte)
    beurt.gesprek.veiligheid = RUST if rustte else None
    beurt.zet(**{RUSTTE: None, directevraag.GESTELD: None})
    waarden = (await hulplijnen.van_client(beurt.session, beurt.client_id)).waarden()
    gehoord = fixed(vraag.nee, {**waarden, "begeleider": (await wie_leest(beurt)).begeleider})
    return [gehoord, *zorg, *([await rust.nog_eens(beurt)] if rustte else [])]


async def _rood(beurt: Beurt, soort: str, reden: str, woorden: str) -> list[Turn]:
    lijnen = await hulplijnen.van_client(beurt.session, beurt.client_id)
    lezer = await wie_leest(beurt, ROOD)
    naam = EERST_112.get(soort, "utter_gedeeld_veiligheid_gevaar" if soort in GEVAAR else "utter_gedeeld_veiligheid_rood")
    verteld = fixed(naam, {**lijnen.waarden(), "wie_leest": lezer.zin, "inhoud": tekst(INHOUD[True]).tekst})
    # Read before the melding is added: a fault here then takes nothing along. What stands in it is the client's own and not for the begeleider.
    mensen = await _mensen(beurt)
    await meld(beurt, "rood", reden, woorden, " ".join(verteld.text))
    _kom_boven(beurt, RUST)
    beurt.zet(**{RUSTTE: None, directevraag.GESTELD: None, na_nee.ONTKEND: None})
    # At a stroke no other number competes for attention; one's own people may come and stay.
    ook = [] if soort == "neuro" else _ook(lijnen)
    return [verteld, *ook, *mensen, fixed("utter_gedeeld_veiligheid_rust")]


def _met_regels(naam: str, regels: list[str]) -> list[Turn]:
    turn = fixed(naam)
    return [replace(turn, text=[*turn.text, *regels])] if regels else []


def _ook(lijnen: Hulplijnen) -> list[Turn]:
    """What the organisatie added to the helplines, one line each."""
    return _met_regels("utter_gedeeld_veiligheid_ook", [f"{lijn.naam}: {lijn.telefoon}" for lijn in lijnen.ook])


async def _mensen(beurt: Beurt) -> list[Turn]:
    """The client's own people, to call after the helplines."""
    nobody: tuple[helpers.Helper, ...] = ()
    found = await hulplijnen.of_standaard(beurt.session, lambda: helpers.te_bellen(beurt.session, beurt.client_id), nobody)
    regel = tekst("utter_gedeeld_veiligheid_mens").tekst
    # Filled without str.format: a name may hold any sign.
    return _met_regels(
        "utter_gedeeld_veiligheid_mensen",
        [regel.replace("{telefoon}", one.telefoon or "").replace("{naam}", one.aangeduid) for one in found],
    )


async def _oranje(beurt: Beurt, verdict: Verdict, *, voor_begeleider: bool = False) -> list[Turn]:
    """A melding with the words; of a signaal-check whose own words are not shared only that there is a worry (DIALOGUES 7.6: as agreed)."""
    mee = voor_begeleider or await hulplijnen.of_standaard(beurt.session, lambda: _woorden_mogen_mee(beurt), False)
    since = beurt.now - ORANJE_OPNIEUW_NA
    told = await beurt.session.scalar(
        select(Melding.id).where(Melding.client_id == beurt.client_id, Melding.niveau == "oranje", Melding.created_at > since).limit(1)
    )
    naam = "utter_gedeeld_veiligheid_zorg_ook" if told else "utter_gedeeld_veiligheid_zorg"
    lezer = await wie_leest(beurt, ORANJE)
    verteld = fixed(naam, {"begeleider": lezer.begeleider, "wie_leest": lezer.zin, "inhoud": tekst(INHOUD[mee]).tekst})
    await meld(beurt, "oranje", verdict.reden if mee else ZONDER_WOORDEN, beurt.invoer.tekst if mee else "", " ".join(verteld.text))
    return [verteld]


async def _woorden_mogen_mee(beurt: Beurt) -> bool:
    # What is typed as a message to the begeleider is no part of the check.
    buiten_check = beurt.stand.get("dialoog") != SIGNAALCHECK or beurt.stand.get("tussen") == CONTACT_VRAGEN[1]
    return buiten_check or await deelt_nu(beurt) == ALLES


async def meld(beurt: Beurt, niveau: str, regel: str, woorden: str, verteld: str) -> int:
    """Raise a melding, with its notice in the outbox, in the transaction of the message. Returns its number."""
    melding = Melding(
        client_id=beurt.client_id,
        bericht_id=beurt.bericht_id,
        niveau=niveau,
        regel=naasten.grond(beurt, regel),
        woorden=woorden,
        verteld=verteld,
        created_at=beurt.now,
    )
    beurt.session.add(melding)
    await beurt.session.flush()
    beurt.session.add(Outbox(soort="melding", verwijzing=melding.id, due_at=beurt.now, created_at=beurt.now))
    return melding.id
