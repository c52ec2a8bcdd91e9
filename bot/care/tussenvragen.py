"""Short questions that come between the questions of a dialogue and leave its place untouched: energy, tired, contact, change."""

from __future__ import annotations

from dataclasses import replace

from bot.care import thuis, tussendoor, wijzigwens
from bot.care.antwoorden import Antwoorden
from bot.care.begrip import is_onzin, keer_misverstaan, kies_uit_woorden, niet_begrepen
from bot.care.beurt import Beurt, Zin
from bot.care.contact import (
    BERICHT,
    TERUGBELLEN,
    VRAAG,
    WOORDEN,
    doorgegeven,
    is_al_bericht,
    leg_vast,
    naam_begeleider,
    weet_niet,
    wie_waarneemt,
    wijst_af,
)
from bot.care.dialogen import DIALOGEN
from bot.care.openheid_antwoord import WET_VRAAG
from bot.care.samenvatting import titel
from bot.care.teksten import Tekst, tekst
from bot.care.vragenlijst import Dialoog, Vraag, alles
from bot.models.tables import Bericht

MAX_MISVERSTAAN = 2
NIET = "niet"
KEUZES_PER_BLAD = 3
STUKJE = 3
MOE, MOE_WEER = "moe", "moe_weer"
# Key in the state: how often the question after "ik ben moe" was asked in this dialogue. A second wish to rest counts for two.
MOE_KEER, MEESTE_KEER_MOE = "moe_keer", 3


def na_herhaling(beurt: Beurt, tussen: str) -> str:
    """The interlude to ask. Who does not get past "ik ben moe" is not asked the same for ever: stopping for today and a person are offered."""
    if tussen != MOE:
        return tussen
    keer = beurt.stand.get(MOE_KEER, 0) + 1
    beurt.zet(**{MOE_KEER: keer})
    if keer < MEESTE_KEER_MOE:
        return tussen
    beurt.zet(tussen=MOE_WEER)
    return MOE_WEER


async def stel(beurt: Beurt, tussen: str) -> Zin:
    """Ask the interlude that is open."""
    if tussen == "wijzig":
        return await _stel_wijzig(beurt)
    if tussen == "kennis":
        return tussendoor.te_kiezen(beurt)
    if tussen == thuis.MEER:
        return await thuis.stel_meer(beurt)
    waarden = {"begeleider": await naam_begeleider(beurt)}
    if tussen == WET_VRAAG:
        return Zin("utter_openheid_wet_vraag", waarden)
    if tussen == WOORDEN:
        waarden["woorden"] = await _gezegd(beurt)
    blokken = await wie_waarneemt(beurt) if tussen in (VRAAG, WOORDEN) else ()
    return Zin(f"utter_gedeeld_{tussen}", waarden, blokken=blokken)


async def leg_uit(beurt: Beurt, tussen: str) -> list[Zin]:
    """The interlude that is open in simpler words with an example; after it the question stands there again."""
    gesteld = await stel(beurt, tussen)
    return [Zin(f"{gesteld.naam}_uitleg", gesteld.waarden, alleen=())]


async def _gezegd(beurt: Beurt) -> str:
    """The words the client may send as they are; empty when they were taken away since."""
    bericht = await beurt.session.get(Bericht, beurt.stand.get("contact_bericht", ""))
    return bericht.tekst or "" if bericht is not None else ""


async def beantwoord(beurt: Beurt, tussen: str) -> list[Zin]:
    """Take what the client said as the answer to the interlude."""
    if tussen == "contact_tekst":
        return await _contact_tekst(beurt)
    if tussen == "wijzig":
        return await _beantwoord_wijzig(beurt)
    if tussen == "kennis":
        return _beantwoord_kennis(beurt)
    if tussen == WET_VRAAG:
        return await _beantwoord_wet_vraag(beurt)
    if tussen == thuis.MEER and "anders" in beurt.invoer.keuzes:
        await thuis.blader(beurt)
        return []
    bron = tekst(f"utter_gedeeld_{tussen}")
    keuzes = beurt.invoer.keuzes or kies_uit_woorden(beurt.invoer.tekst, beurt.invoer.beweging, bron, None)
    if wijst_af(beurt) and keuzes in ((), (NIET,)):
        beurt.zet(tussen=None, misverstaan=None)
        return [Zin("utter_gedeeld_contact_niet")]
    if not keuzes and weet_niet(beurt):
        return await leg_uit(beurt, tussen)
    if is_al_bericht(beurt) and _zegt_meer(beurt, bron, keuzes):
        return lees_voor(beurt)
    if len(keuzes) != 1:
        return await _niet_begrepen(beurt, tussen)
    beurt.zet(tussen=None, misverstaan=None)
    if tussen == WOORDEN and keuzes[0] != BERICHT:
        return await _stuur_woorden(beurt, keuzes[0])
    return await kies(beurt, keuzes[0])


def _zegt_meer(beurt: Beurt, bron: Tekst, keuzes: tuple[str, ...]) -> bool:
    """Words that are no choice: "ik kom dinsdag toch niet" is no "toch niet", because of that every word must belong to the choice."""
    woorden, beweging = beurt.invoer.tekst, beurt.invoer.beweging
    return keuzes in ((), (NIET,)) and not is_onzin(woorden) and not kies_uit_woorden(woorden, beweging, bron, None, heel=True)


def lees_voor(beurt: Beurt) -> list[Zin]:
    """Ask whether these words, which are a message already, shall be sent."""
    beurt.zet(rust=None, tussen=WOORDEN, contact_bericht=beurt.bericht_id, misverstaan=None)
    return []


async def _stuur_woorden(beurt: Beurt, keuze: str) -> list[Zin]:
    """Send the words that were read back, after a clear yes."""
    woorden = await _gezegd(beurt)
    beurt.zet(contact_bericht=None)
    if keuze != "ja" or not woorden:
        return [Zin("utter_gedeeld_contact_niet")]
    await leg_vast(beurt, BERICHT, woorden)
    return [Zin(*await doorgegeven(beurt, "utter_gedeeld_bericht_klaar"))]


async def kies(beurt: Beurt, keuze: str) -> list[Zin]:
    """Do what was chosen about energy or contact."""
    if keuze == "stukjes":
        beurt.zet(stukje=STUKJE)
        return [Zin("utter_gedeeld_in_stukjes")]
    if keuze == "bericht":
        beurt.zet(tussen="contact_tekst")
        return []
    if keuze == "terugbellen":
        await leg_vast(beurt, TERUGBELLEN, beurt.invoer.tekst)
        return [Zin(*await doorgegeven(beurt, "utter_gedeeld_terugbellen_klaar"))]
    if keuze == "pauze":
        beurt.zet(rust=True)
        beurt.gesteld = True
        return [Zin("utter_gedeeld_pauze_kort")]
    return []  # ja, niet: go on with what was open


async def _niet_begrepen(beurt: Beurt, tussen: str) -> list[Zin]:
    aantal = keer_misverstaan(beurt)
    if aantal >= MAX_MISVERSTAAN and beurt.gesprek.veiligheid is not None:
        beurt.zet(misverstaan=None, tussen=None)
        return niet_begrepen(beurt)  # the choices of safety show the way to a person
    beurt.gesteld = True
    if aantal >= MAX_MISVERSTAAN:
        # Twice not understood: let go of the interlude, and show the way to a person.
        beurt.zet(misverstaan=MAX_MISVERSTAAN - 1, tussen="vastgelopen")
        return [Zin("utter_gedeeld_vastgelopen")]
    beurt.zet(misverstaan=aantal)
    zin = await stel(beurt, tussen)
    anders = replace(zin, naam=f"{zin.naam}_anders", keuzes_van=zin.naam)
    return [*niet_begrepen(beurt), anders]


async def _contact_tekst(beurt: Beurt) -> list[Zin]:
    beurt.zet(tussen=None, misverstaan=None)
    if beurt.invoer.keuzes or beurt.invoer.beweging == "nee":
        return [Zin("utter_gedeeld_contact_niet")]
    await leg_vast(beurt, BERICHT, beurt.invoer.tekst)
    return [Zin(*await doorgegeven(beurt, "utter_gedeeld_bericht_klaar"))]


def _beantwoord_kennis(beurt: Beurt) -> list[Zin]:
    """The subject that was meant; anything else typed is taken as "none of these"."""
    beurt.zet(tussen=None, kennis=None)
    keuze = beurt.invoer.keuzes[0] if beurt.invoer.keuzes else ""
    if keuze.startswith(tussendoor.KEUZE):
        return [tussendoor.antwoord(beurt, keuze.removeprefix(tussendoor.KEUZE))]
    return niet_begrepen(beurt, "utter_gedeeld_kennis_geen")


async def _beantwoord_wet_vraag(beurt: Beurt) -> list[Zin]:
    """Answer the question that was typed; a no means there is none."""
    if is_onzin(beurt.invoer.tekst) and not beurt.invoer.keuzes:
        return await _niet_begrepen(beurt, WET_VRAAG)
    beurt.zet(tussen=None, misverstaan=None)
    return [] if beurt.invoer.keuzes or beurt.invoer.beweging in ("nee", "overslaan", "klaar") else await tussendoor.vraag_tussendoor(beurt)


def _te_wijzigen(beurt: Beurt, dialoog: Dialoog, antwoorden: Antwoorden) -> list[str]:
    """Topics with an answer: those of the card the client just read, in its order, then the others, the latest first."""
    gevraagd = beurt.stand.get("gevraagd", "")
    op_kaart = dialoog.vraag(gevraagd).toont if dialoog.heeft(gevraagd) else ()
    kan = dialoog.te_wijzigen(antwoorden)
    return list(dict.fromkeys((*(onderwerp for onderwerp in op_kaart if onderwerp in kan), *reversed(kan))))


async def _stel_wijzig(beurt: Beurt) -> Zin:
    dialoog = DIALOGEN[beurt.stand["dialoog"]]
    alle = _te_wijzigen(beurt, dialoog, await alles(beurt, dialoog))
    vanaf = beurt.stand.get("wijzig_vanaf", 0)
    blad = alle[vanaf : vanaf + KEUZES_PER_BLAD]
    extra = tuple((f"onderwerp_{onderwerp}", titel(dialoog.naam, onderwerp)) for onderwerp in blad)
    meer = len(alle) > KEUZES_PER_BLAD
    return Zin("utter_gedeeld_wijzig", alleen=("anders", "niet") if meer else ("niet",), extra=extra)


async def _beantwoord_wijzig(beurt: Beurt) -> list[Zin]:
    dialoog = DIALOGEN[beurt.stand["dialoog"]]
    antwoorden = await alles(beurt, dialoog)
    alle = _te_wijzigen(beurt, dialoog, antwoorden)
    keuze = beurt.invoer.keuzes[0] if beurt.invoer.keuzes else _onderwerp_in_woorden(beurt, dialoog, alle)
    if keuze == "anders":
        vanaf = beurt.stand.get("wijzig_vanaf", 0) + KEUZES_PER_BLAD
        beurt.zet(wijzig_vanaf=vanaf if vanaf < len(alle) else 0)
        return []
    if keuze == "niet":
        beurt.zet(tussen=None, wijzig_vanaf=None)
        return []
    if not keuze:
        return await _niet_begrepen(beurt, "wijzig")
    return _ga_naar(beurt, dialoog, antwoorden, keuze.removeprefix("onderwerp_"))


def _ga_naar(beurt: Beurt, dialoog: Dialoog, antwoorden: Antwoorden, onderwerp: str) -> list[Zin]:
    """Ask the questions of this topic again, each with its answer."""
    open_vragen = [vraag for vraag in dialoog.nodige(antwoorden) if vraag.id not in dialoog.op_slot(antwoorden)]
    vragen = [vraag.id for vraag in open_vragen if vraag.onderwerp == onderwerp and vraag.inhoud and vraag.id in antwoorden]
    beurt.zet(tussen=None, wijzig_vanaf=None, vraag=None, herzie=vragen, misverstaan=None, wijzigt={"onderwerp": onderwerp, "sinds": beurt.seq})
    return [Zin("utter_gedeeld_wijzig_begin", {"onderwerp": titel(dialoog.naam, onderwerp)})]


async def genoemd_onderwerp(beurt: Beurt) -> str:
    """The topic that the words name and that can be changed; empty when they name none."""
    dialoog = DIALOGEN.get(beurt.stand.get("dialoog", ""))
    if dialoog is None or beurt.invoer.keuzes:
        return ""
    kan = _te_wijzigen(beurt, dialoog, await alles(beurt, dialoog))
    return next((onderwerp for onderwerp in wijzigwens.onderwerpen_in(dialoog, beurt.invoer.tekst) if onderwerp in kan), "")


async def wijzig_onderwerp(beurt: Beurt, onderwerp: str) -> list[Zin]:
    """Go to this topic, which the client named."""
    dialoog = DIALOGEN[beurt.stand["dialoog"]]
    return _ga_naar(beurt, dialoog, await alles(beurt, dialoog), onderwerp)


def _onderwerp_in_woorden(beurt: Beurt, dialoog: Dialoog, alle: list[str]) -> str:
    if beurt.invoer.beweging == "nee":
        return "niet"
    genoemd = next((onderwerp for onderwerp in wijzigwens.onderwerpen_in(dialoog, beurt.invoer.tekst, los=True) if onderwerp in alle), "")
    return f"onderwerp_{genoemd}" if genoemd else ""


def is_veranderd(beurt: Beurt, dialoog: Dialoog, vraag: Vraag, antwoorden: Antwoorden) -> list[Zin]:
    """Say once that something was changed, when the topic the client went back to is done and another is asked."""
    wijzigt = beurt.stand.get("wijzigt")
    if not wijzigt or vraag.onderwerp == wijzigt["onderwerp"]:
        return []
    beurt.zet(wijzigt=None)
    onderwerp = wijzigt["onderwerp"]
    nieuw = any(one.onderwerp == onderwerp and one.id in antwoorden and antwoorden[one.id].seq > wijzigt["sinds"] for one in dialoog.vragen)
    return [Zin("utter_gedeeld_is_veranderd", {"onderwerp": titel(dialoog.naam, onderwerp)})] if nieuw else []
