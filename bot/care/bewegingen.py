"""The moves that work in every turn of every dialogue. Each returns what is said; what was open is asked again by `gesprek.stel`."""

from __future__ import annotations

from collections.abc import Awaitable, Callable

from bot.care import deelwens, gesprek, rechtgezet, teruglezen, thuis, traject, tussenvragen, vorig_antwoord, wijzigwens, wissel
from bot.care.antwoord_of_rust import vraag_eerst
from bot.care.antwoorden import Antwoorden
from bot.care.antwoordlezing import laten, vraag_zin
from bot.care.beurt import Beurt, Zin
from bot.care.contact import VRAAG, is_al_bericht, naam_begeleider, te_sturen, wijst_af
from bot.care.naasten import alleen, samen
from bot.care.samenvatting import DELEN, titel
from bot.care.teksten import heeft
from bot.care.tussendoor import vraag_tussendoor
from bot.care.vragenlijst import Dialoog, Vraag
from bot.nlu.asks_back import AskedBack, asked_back

Beweging = Callable[[Beurt], Awaitable[list[Zin]]]


async def _plaats(beurt: Beurt, naam: str) -> list[Zin]:
    """Say `naam` with where one is, or `naam`_thuis when nothing is open."""
    if (nu := await gesprek.wat_open_staat(beurt)) is None:
        return [Zin(f"{naam}_thuis")]
    dialoog, vraag, antwoorden = nu
    stap, van = dialoog.plaats(vraag.id, antwoorden)
    return [Zin(naam, {"onderwerp": titel(dialoog.naam, vraag.onderwerp), "stap": str(stap), "van": str(van)}, voortgang=(stap, van))]


async def pauze(beurt: Beurt) -> list[Zin]:
    return await _houd_op(beurt, "pauze")


async def stop(beurt: Beurt) -> list[Zin]:
    return await _houd_op(beurt, "stop")


async def _houd_op(beurt: Beurt, beweging: str) -> list[Zin]:
    """Rest, after a question first when the words may be an answer."""
    if vraag_eerst(beurt, beweging):
        return []
    if wissel.is_rust(beurt.stand):
        beurt.zet(**{wissel.WISSEL: None})  # that was the yes
    zinnen = await _plaats(beurt, f"utter_gedeeld_{beweging}")
    beurt.zet(rust=True, tussen=None)
    beurt.gesteld = True
    return zinnen


async def verder(beurt: Beurt) -> list[Zin]:
    """Resume exactly where one was: after a pause with a recap, else only with the place."""
    if recap := await gesprek.ingehaald(beurt):
        beurt.zet(rust=None)  # what was asked for before the danger, and was not talked about yet, is not skipped
        return recap
    rustte, tussen = beurt.stand.get("rust"), beurt.stand.get("tussen")
    beurt.zet(rust=None, tussen=None)
    if rustte:
        return await gesprek.samengevat(beurt)
    return [] if tussen else await _plaats(beurt, "utter_gedeeld_waar_was_ik")


async def hervat(beurt: Beurt) -> list[Zin]:
    """The client came back after a while: a recap, then what was open."""
    beurt.zet(rust=None)
    return await gesprek.samengevat(beurt)


async def doorgegeven(beurt: Beurt) -> list[Zin]:
    """The message was for the begeleider, and the receipt has answered it: only what is open is asked again, and who rests goes on resting."""
    return []


async def terug(beurt: Beurt) -> list[Zin]:
    """One step back; out of an interlude first."""
    beurt.zet(rust=None)
    if beurt.stand.get("tussen") or beurt.stand.get("eigen") is not None or beurt.stand.get(wissel.WISSEL):
        beurt.zet(tussen=None, eigen=None, wissel=None)
        return []
    if (nu := await gesprek.wat_open_staat(beurt)) is None:
        return [Zin("utter_gedeeld_terug_thuis")]
    dialoog, vraag, antwoorden = nu
    vorige = dialoog.vorige(antwoorden, vraag.id)
    if vorige is None:
        return _op_slot(dialoog, antwoorden) or [Zin("utter_gedeeld_eerste_vraag")]
    beurt.zet(vraag=vorige.id)
    return []


async def wijzig(beurt: Beurt) -> list[Zin]:
    """Change an earlier answer: the one that was named with what it must be, the topic that was named, or one to choose."""
    beurt.zet(rust=None)
    if not wijzigwens.is_wens({**beurt.stand, "tussen": None}, beurt.invoer.tekst):
        if wijst_af(beurt):
            return await tussenvragen.beantwoord(beurt, VRAAG)  # "nee, dat is niet meer nodig"
        if is_al_bericht(beurt):
            return tussenvragen.lees_voor(beurt)  # "ik kom dinsdag toch niet", to the begeleider
    if (nu := await gesprek.wat_open_staat(beurt)) is None:
        return [Zin("utter_gedeeld_wijzig_thuis")]
    dialoog, vraag, antwoorden = nu
    if not dialoog.te_wijzigen(antwoorden):
        return _op_slot(dialoog, antwoorden) or [Zin("utter_gedeeld_niets_te_wijzigen")]
    beurt.zet(eigen=None)
    if (verbeterd := await vorig_antwoord.verbeter(beurt)) is not None:
        return verbeterd
    if (recht := await gesprek.zet_recht(beurt)) is not None:
        return recht
    if rechtgezet.is_antwoord(beurt, dialoog, vraag, antwoorden):
        return await gesprek.beantwoord(beurt)
    if onderwerp := await tussenvragen.genoemd_onderwerp(beurt):
        return await gesprek.verbeter(beurt, dialoog, onderwerp) or await tussenvragen.wijzig_onderwerp(beurt, onderwerp)
    if wijzigwens.vorige(beurt.invoer.tekst):
        return await terug(beurt)
    beurt.zet(tussen="wijzig", wijzig_vanaf=0)
    return []


def _op_slot(dialoog: Dialoog, antwoorden: Antwoorden) -> list[Zin]:
    """Why there is no way back to what was answered; empty when there is another reason."""
    return [Zin(f"utter_{dialoog.naam}_op_slot")] if dialoog.op_slot(antwoorden) else []


async def herhaal(beurt: Beurt) -> list[Zin]:
    beurt.zet(rust=None)
    return await gesprek.ingehaald(beurt)


async def uitleg(beurt: Beurt) -> list[Zin]:
    """The same question in simpler words with an example, with the same choices."""
    beurt.zet(rust=None)
    if tussen := beurt.stand.get("tussen"):
        return await tussenvragen.leg_uit(beurt, tussen)
    if beurt.stand.get(wissel.WISSEL):
        return [Zin(f"{wissel.vraag_naam(beurt.stand)}_uitleg", alleen=())]
    if (nu := await gesprek.wat_open_staat(beurt)) is None:
        gesteld = await thuis.stel(beurt)
        klaargezet = beurt.stand.get(thuis.KLAARGEZET) is not None
        return [Zin(f"{gesteld.naam}_uitleg", gesteld.waarden, alleen=()) if klaargezet else Zin("utter_gedeeld_uitleg_thuis")]
    dialoog, vraag, antwoorden = nu
    zin = vraag_zin(dialoog, vraag, antwoorden)
    beurt.gesteld = True
    keuzes, extra = zin.keuzes_van or zin.naam, (*zin.extra, *laten(vraag, antwoorden))
    blokken = vraag.legt_uit(antwoorden) if vraag.legt_uit else zin.blokken
    return [Zin(f"{zin.naam}_uitleg", zin.waarden, keuzes, zin.alleen, extra, blokken, dialoog.plaats(vraag.id, antwoorden))]


async def hulp(beurt: Beurt) -> list[Zin]:
    return [Zin("utter_gedeeld_hulp")]


async def waar_was_ik(beurt: Beurt) -> list[Zin]:
    """Where one is, or what one said; and for who asks it back what happens now, or why this is asked."""
    beurt.zet(rust=None)
    if gezegd := await teruglezen.beantwoord(beurt):
        return gezegd
    terug = asked_back(beurt.invoer.tekst) if not beurt.invoer.keuzes else None
    if terug is AskedBack.WHY and (beurt.stand.get("tussen") or beurt.stand.get(wissel.WISSEL)):
        return await uitleg(beurt)  # it is not the question of the dialogue that is asked now
    plaats = await _plaats(beurt, "utter_gedeeld_waar_was_ik")
    if (nu := await gesprek.wat_open_staat(beurt)) is None or terug is None:
        return plaats
    return [*plaats, _wat_nu(*nu)] if terug is AskedBack.WHAT_NOW else [_reden(nu[0], nu[1])]


def _wat_nu(dialoog: Dialoog, vraag: Vraag, antwoorden: Antwoorden) -> Zin:
    """What happens with an answer: as the dialogue says it; else that the client chooses, at the end where that is always asked there."""
    einde = not dialoog.apart and any(one.id.startswith(f"{DELEN}_") for one in dialoog.vragen)
    namen = (f"utter_{dialoog.naam}_wat_nu", "utter_gedeeld_wat_nu_einde" if einde else "utter_gedeeld_wat_nu")
    return Zin(next(naam for naam in namen if heeft(naam)), vraag_zin(dialoog, vraag, antwoorden).waarden)


def _reden(dialoog: Dialoog, vraag: Vraag) -> Zin:
    """Why this is asked: of its topic, of the closing questions of all dialogues (does this hold, who may read it), of the dialogue, in general."""
    soort = vraag.id.partition("_")[0]
    namen = (f"utter_{dialoog.naam}_reden_{vraag.onderwerp}", f"utter_gedeeld_reden_{soort}", f"utter_{dialoog.naam}_reden", "utter_gedeeld_reden")
    return Zin(next(naam for naam in namen if heeft(naam)))


async def begeleider(beurt: Beurt) -> list[Zin]:
    """Leave a message or ask to be called; a message that was said already is only read back. The open question stays as it is."""
    if await te_sturen(beurt):
        return tussenvragen.lees_voor(beurt)
    if beurt.stand.get("tussen") == "contact":
        return await tussenvragen.beantwoord(beurt, "contact")  # "een bericht aan mijn begeleider" answers the question that is open
    beurt.zet(rust=None, tussen="contact")
    return []


async def moe(beurt: Beurt) -> list[Zin]:
    if await gesprek.wat_open_staat(beurt) is None:
        return [Zin("utter_gedeeld_moe_thuis")]
    if vraag_eerst(beurt, "moe"):
        return []
    keer = beurt.stand.get(tussenvragen.MOE_KEER, 0)
    beurt.zet(rust=None, tussen=tussenvragen.MOE, **{tussenvragen.MOE_KEER: keer + bool(keer)})
    return []


async def stappen(beurt: Beurt) -> list[Zin]:
    """Where I am in the traject; the open question stays as it is."""
    if beurt.stand.get("tussen") == thuis.MEER:
        beurt.zet(tussen=None)  # it was chosen there
    beurt.zet(rust=None)
    return await traject.zeg(beurt)


async def groet(beurt: Beurt) -> list[Zin]:
    return [Zin("utter_gedeeld_groet")]


async def dank(beurt: Beurt) -> list[Zin]:
    return [Zin("utter_gedeeld_dank")]


async def praatje(beurt: Beurt) -> list[Zin]:
    return [Zin("utter_gedeeld_praatje")]


async def computer(beurt: Beurt) -> list[Zin]:
    return [Zin("utter_gedeeld_computer")]


async def privacy(beurt: Beurt) -> list[Zin]:
    """Who reads what; to a wish about that, where it is changed."""
    if gewenst := await deelwens.beantwoord(beurt):
        return gewenst
    return [Zin("utter_gedeeld_privacy", {"begeleider": await naam_begeleider(beurt)})]


async def kennismaking(beurt: Beurt) -> list[Zin]:
    """The first contact: what this is, who reads what and when, and that secrecy ends where someone is in danger."""
    return [
        Zin("utter_gedeeld_kennismaking"),
        Zin("utter_gedeeld_kennismaking_lezen", {"begeleider": await naam_begeleider(beurt)}),
        Zin("utter_gedeeld_kennismaking_gevaar"),
    ]


BEWEGINGEN: dict[str, Beweging] = {
    "pauze": pauze,
    "stop": stop,
    "verder": verder,
    "hervat": hervat,
    "doorgegeven": doorgegeven,
    "terug": terug,
    "wijzig": wijzig,
    "herhaal": herhaal,
    "uitleg": uitleg,
    "hulp": hulp,
    "waar_was_ik": waar_was_ik,
    "begeleider": begeleider,
    "moe": moe,
    "samen": samen,
    "alleen": alleen,
    "stappen": stappen,
    "groet": groet,
    "dank": dank,
    "praatje": praatje,
    "computer": computer,
    "privacy": privacy,
    "kennismaking": kennismaking,
    "vraag_tussendoor": vraag_tussendoor,
}
