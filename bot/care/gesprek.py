"""The course of a conversation: what is open, what an answer does, what is asked next. Rasa only decides which move it was."""

from __future__ import annotations

from dataclasses import replace

from bot.care import deelwens, klaarzetten, naasten, ook_gezegd, rechtgezet, thuis, tussenvragen, veiligheid, wachtend, wissel
from bot.care.antwoord_of_rust import GEBODEN, bied_rust
from bot.care.antwoorden import Antwoorden, Waarde, bewaar, laat_vervallen, lees
from bot.care.antwoordlezing import anders, laten, lees_antwoord, vraag_zin
from bot.care.begrip import keer_misverstaan, kies_uit_woorden, niet_begrepen, zegt_meer
from bot.care.beurt import Beurt, Zin
from bot.care.contact import wie_waarneemt
from bot.care.dialogen import DIALOGEN
from bot.care.samenvatting import ONDERWERP as SAMENVATTING
from bot.care.samenvatting import titel, verouderd
from bot.care.teksten import tekst
from bot.care.verbetering import zegt_opnieuw
from bot.care.vragenlijst import Dialoog, Vraag, alles
from bot.models.tables import Voortgang

MAX_MISVERSTAAN = 2
MET_MENS = "met_mens"  # key in the state: a person stands beside the choices of the next question
STUKJE = 3  # questions in a row, for a client who asked for small parts


def open_dialoog(beurt: Beurt) -> Dialoog | None:
    return DIALOGEN.get(beurt.stand.get("dialoog", ""))


def open_vraag(beurt: Beurt, dialoog: Dialoog, antwoorden: Antwoorden) -> Vraag | None:
    """The question that waits for an answer: one the client went back to, while it is on the path still; else the first without an answer."""
    for vraag_id in (beurt.stand.get("vraag"), *beurt.stand.get("herzie", ())):
        if vraag_id and dialoog.heeft(vraag_id) and dialoog.vraag(vraag_id).nodig(antwoorden):
            return dialoog.vraag(vraag_id)
    return dialoog.volgende(antwoorden)


async def begin(beurt: Beurt, naam: str) -> list[Zin]:
    """Start a dialogue, or take up one that was finished to change something in it. Typed words never leave another one without asking."""
    bezig = beurt.stand.get("dialoog") == naam
    if beurt.stand.get("tussen") == "wijzig" and (bezig or await tussenvragen.genoemd_onderwerp(beurt)):
        return await tussenvragen.beantwoord(beurt, "wijzig")  # "werk" is a topic here
    if bezig:  # asked for while it is going on: that loses no place
        beurt.zet(rust=None)
        return [Zin(f"utter_{naam}_verder")]
    return [] if wissel.vraag_eerst(beurt, naam) else await _begin(beurt, naam)


async def _begin(beurt: Beurt, naam: str) -> list[Zin]:
    dialoog = DIALOGEN[naam]
    voortgang = await beurt.session.get(Voortgang, (beurt.client_id, naam))
    beurt.zet(
        dialoog=naam,
        **dict.fromkeys(("rust", "tussen", "vraag", "herzie", "wijzigt", "misverstaan", "eigen", "wissel", GEBODEN, tussenvragen.MOE_KEER)),
    )
    zette_klaar = await klaarzetten.begonnen(beurt, naam)
    ziet = [Zin("utter_gedeeld_klaargezet_ziet", {"begeleider": zette_klaar})] if zette_klaar else []
    if voortgang is None:
        beurt.session.add(Voortgang(client_id=beurt.client_id, dialoog=naam, status="open", stand={}, started_at=beurt.now, updated_at=beurt.now))
        return [Zin(f"utter_{naam}_begin"), *ziet]
    return [await _weer(beurt, dialoog, voortgang), *ziet]


async def _weer(beurt: Beurt, dialoog: Dialoog, voortgang: Voortgang) -> Zin:
    """Take up a dialogue that was begun or finished before."""
    naam, was = dialoog.naam, voortgang.status
    voortgang.status, voortgang.updated_at, voortgang.weer_at = "open", beurt.now, None
    if was == "open":
        return Zin(f"utter_{naam}_verder")
    if dialoog.elke_keer:
        voortgang.started_at = beurt.now
        eerder = await lees(beurt.session, beurt.client_id, naam)
        onbekend = [vraag for vraag in dialoog.bij_twijfel if vraag in eerder and eerder[vraag].waarde.soort == "weet_niet"]
        await laat_vervallen(beurt, naam, (*dialoog.elke_keer, *onbekend))
        beurt.zet(helft=[gedaan for gedaan in beurt.stand.get("helft", ()) if gedaan != naam] or None)
        return Zin(f"utter_{naam}_begin_weer")
    await laat_vervallen(beurt, naam, tuple(vraag.id for vraag in dialoog.vragen if vraag.onderwerp == SAMENVATTING))
    return Zin(f"utter_{naam}_opnieuw_bekijken")


async def _samenvatting_opnieuw(beurt: Beurt, dialoog: Dialoog) -> None:
    """What was approved and shared of the summary counts no more where its lines have changed since; the rest of it still does."""
    await laat_vervallen(beurt, dialoog.naam, verouderd(dialoog.vragen, await alles(beurt, dialoog)))


async def wat_open_staat(beurt: Beurt) -> tuple[Dialoog, Vraag, Antwoorden] | None:
    """The dialogue, the open question and the answers so far; None when no question is open."""
    dialoog = open_dialoog(beurt)
    if dialoog is None:
        return None
    antwoorden = await alles(beurt, dialoog)
    vraag = open_vraag(beurt, dialoog, antwoorden)
    return None if vraag is None else (dialoog, vraag, antwoorden)


async def samengevat(beurt: Beurt) -> list[Zin]:
    """A recap for who comes back: where we were, and the last answer."""
    beurt.zet(**{wachtend.INGEHAALD: None, tussenvragen.MOE_KEER: None})  # who rested is tired anew
    if (nu := await wat_open_staat(beurt)) is None:
        return [Zin("utter_gedeeld_welkom_terug_thuis")]
    dialoog, vraag, antwoorden = nu
    stap, van = dialoog.plaats(vraag.id, antwoorden)
    waarden = {"onderwerp": titel(dialoog.naam, vraag.onderwerp), "stap": str(stap), "van": str(van)}
    zinnen = [Zin("utter_gedeeld_welkom_terug", waarden, voortgang=(stap, van))]
    vorige = dialoog.vorige(antwoorden, vraag.id)
    if vorige is not None and vorige.inhoud and antwoorden[vorige.id].inhoud:
        onderwerp = titel(dialoog.naam, vorige.onderwerp)
        zinnen.append(Zin("utter_gedeeld_laatste_antwoord", {"onderwerp": onderwerp, "woorden": antwoorden[vorige.id].woorden}))
    return [*zinnen, *await naasten.in_recap(beurt)]


async def ingehaald(beurt: Beurt) -> list[Zin]:
    """A recap for who goes on after messages were taken in below a question of safety: their answers were not talked about yet."""
    if wachtend.INGEHAALD not in beurt.stand or wachtend.houdt_stil(beurt.gesprek, beurt.seq):
        return []
    return await samengevat(beurt)


async def stel(beurt: Beurt) -> list[Zin]:
    """Ask what is open, unless it was asked in this turn already or safety stands above it. While the client rests: only how to go on."""
    if wachtend.houdt_stil(beurt.gesprek, beurt.seq):
        return []
    if rust := await veiligheid.terug_in_rust(beurt):
        return rust
    if beurt.gesteld:
        return []
    beurt.gesteld = True
    if beurt.stand.get("rust"):
        return [Zin("utter_gedeeld_pauze_staat")]
    dialoog = open_dialoog(beurt)
    if tussen := beurt.stand.get("tussen"):
        return [await tussenvragen.stel(beurt, tussenvragen.na_herhaling(beurt, tussen))]
    if dialoog is None:
        return [await thuis.stel(beurt)]
    if beurt.stand.get(wissel.WISSEL):
        return [wissel.stel(beurt)]
    antwoorden = await alles(beurt, dialoog)
    vraag = open_vraag(beurt, dialoog, antwoorden)
    if vraag is None:  # nothing is left to ask: the hours are all filled in, or their day is over
        return [*await _afronden(beurt, dialoog, antwoorden), await thuis.stel(beurt)]
    if pauze := _tussendoor(beurt, dialoog, vraag):
        beurt.zet(tussen=pauze)
        return [await tussenvragen.stel(beurt, pauze)]
    beurt.zet(gevraagd=vraag.id)
    if beurt.stand.get("eigen") is not None:
        voorzet = vraag.voorzet(antwoorden) if vraag.voorzet else ""
        return [Zin("utter_gedeeld_eigen_woorden", voortgang=dialoog.plaats(vraag.id, antwoorden), voorzet=voorzet)]
    zinnen = [*tussenvragen.is_veranderd(beurt, dialoog, vraag, antwoorden), *_vraag(dialoog, vraag, antwoorden)]
    if beurt.voorzet:
        zinnen[-1] = replace(zinnen[-1], voorzet=beurt.voorzet)
    if beurt.stand.get(MET_MENS):
        beurt.zet(**{MET_MENS: None})
        zinnen[-1] = _met_mens(zinnen[-1])
    if vraag.geeft_door:
        zinnen[-1] = replace(zinnen[-1], blokken=(*zinnen[-1].blokken, *await wie_waarneemt(beurt)))
    return zinnen


def _tussendoor(beurt: Beurt, dialoog: Dialoog, vraag: Vraag) -> str | None:
    """Whether to ask about energy first: once half-way, and after every few questions for who asked for small parts."""
    if dialoog.helft and vraag.onderwerp == dialoog.helft and dialoog.naam not in beurt.stand.get("helft", ()):
        beurt.zet(helft=[*beurt.stand.get("helft", ()), dialoog.naam])
        return "energie"
    if beurt.stand.get("stukje") == 0:
        beurt.zet(stukje=STUKJE)
        return "stukje"
    return None


def _vraag(dialoog: Dialoog, vraag: Vraag, antwoorden: Antwoorden) -> list[Zin]:
    zin = vraag_zin(dialoog, vraag, antwoorden)
    oud = antwoorden.get(vraag.id)
    plaats = dialoog.plaats(vraag.id, antwoorden)
    if oud is None:
        return [replace(zin, voortgang=plaats)]
    return [
        Zin("utter_gedeeld_je_zei", {"woorden": oud.woorden}, alleen=()),
        replace(zin, extra=(*zin.extra, *laten(vraag, antwoorden)), voortgang=plaats),
    ]


async def beantwoord(beurt: Beurt) -> list[Zin]:
    """Take what the client said as the answer to what is open. Returns what is said about it; the next question is asked by `stel`."""
    dialoog = open_dialoog(beurt)
    if beurt.stand.get("rust"):
        # Who talks on after a pause wants to go on. The words are no answer yet: the question stands far above by now.
        beurt.zet(rust=None)
        return await samengevat(beurt)
    if (tussen := beurt.stand.get("tussen")) == "vastgelopen":
        beurt.zet(tussen=None)
        if "nog_eens" in beurt.invoer.keuzes:
            beurt.zet(misverstaan=MAX_MISVERSTAAN - 1)
            return []
    elif tussen:
        recht = await zet_recht(beurt) if tussen == "wijzig" else None
        return recht if recht is not None else await tussenvragen.beantwoord(beurt, tussen)
    if dialoog is None:
        if thuis.MEER in beurt.invoer.keuzes:
            beurt.zet(tussen=thuis.MEER, meer_vanaf=0)
            return []
        if (te_beginnen := await thuis.beantwoord_klaargezet(beurt)) is not None:
            return await begin(beurt, te_beginnen) if te_beginnen else [Zin("utter_gedeeld_klaargezet_niet_nu")]
        zegt_iets = beurt.invoer.beweging in ("ja", "nee", "klaar", "weet_niet", "overslaan")
        return [] if zegt_iets else niet_begrepen(beurt, "utter_gedeeld_niet_bij_vraag")
    if beurt.stand.get(wissel.WISSEL):
        return await _beantwoord_wissel(beurt)
    antwoorden = await alles(beurt, dialoog)
    vraag = open_vraag(beurt, dialoog, antwoorden)
    if vraag is None:
        return await _afronden(beurt, dialoog, antwoorden)
    if beurt.invoer.keuzes == ("laten",):
        _verder_na(beurt, vraag)
        return await _afronden(beurt, dialoog, antwoorden)
    gevraagd = beurt.stand.get("gevraagd", "")
    if beurt.invoer.keuzes and gevraagd != vraag.id and dialoog.heeft(gevraagd):
        return [Zin("utter_gedeeld_niet_aangeboden")]  # the question it was offered with is open no more: its day is over
    if (verbeterd := await _verbeterd(beurt, dialoog, vraag, antwoorden)) is not None:
        return verbeterd
    if not beurt.invoer.keuzes and (opzij := await dialoog.opzij(beurt, vraag, antwoorden)) is not None:
        return opzij
    if (recht := await zet_recht(beurt)) is not None:
        return recht
    gegeven = lees_antwoord(beurt, dialoog, vraag, antwoorden)
    if isinstance(gegeven, Zin):
        return await _niet_begrepen(beurt, dialoog, vraag, gegeven)
    if isinstance(gegeven, list):
        return gegeven
    if "wijzig" in gegeven[1].keuzes:  # the summary does not hold: choose what to change
        if onderwerp := await tussenvragen.genoemd_onderwerp(beurt):
            return await tussenvragen.wijzig_onderwerp(beurt, onderwerp)
        beurt.zet(tussen="wijzig", wijzig_vanaf=0)
        return []
    return await neem_aan(beurt, dialoog, vraag, *gegeven)


async def zet_recht(beurt: Beurt) -> list[Zin] | None:
    """Put an earlier answer right that the words are about, say what stands now, and leave what is open open; None when they are about none."""
    if (open_nu := await wat_open_staat(beurt)) is None:
        return None
    dialoog, vraag, antwoorden = open_nu
    kiest = beurt.stand.get("tussen") == "wijzig"
    gevonden = rechtgezet.zet_recht(beurt, dialoog, None if kiest else vraag, antwoorden)
    if gevonden is None:
        return None
    if isinstance(gevonden, rechtgezet.VraagWelke):
        if kiest:
            return None  # the list is on the screen already
        beurt.zet(tussen="wijzig", wijzig_vanaf=0)
        return [Zin("utter_gedeeld_rechtgezet_welke")]
    beurt.zet(tussen=None, wijzig_vanaf=None, misverstaan=None)
    eerder = antwoorden[gevonden.vraag.id].woorden
    zinnen = await neem_aan(beurt, dialoog, gevonden.vraag, gevonden.woorden, gevonden.waarde)
    # What was confirmed before is other now: it is shown once more.
    onderwerp = gevonden.vraag.onderwerp
    await laat_vervallen(beurt, dialoog.naam, tuple(one.id for one in dialoog.vragen if one.onderwerp == onderwerp and not one.inhoud))
    begrepen = rechtgezet.nu(dialoog, gevonden.vraag, antwoorden, gevonden.woorden, gevonden.waarde)
    return [Zin("utter_gedeeld_nu_gezegd", {"eerder": eerder, "begrepen": begrepen}), *zinnen]


async def _verbeterd(beurt: Beurt, dialoog: Dialoog, vraag: Vraag, antwoorden: Antwoorden) -> list[Zin] | None:
    """Own words where is asked back "klopt dat?": a correction in one go, or the same again, which is a yes; None when they are neither."""
    woorden = beurt.invoer.tekst
    if beurt.invoer.keuzes or vraag.open or vraag.inhoud or not zegt_meer(woorden):
        return None
    zin = vraag_zin(dialoog, vraag, antwoorden)
    bron = tekst(zin.keuzes_van or zin.naam)
    klopt = next((keuze for keuze, _ in bron.keuzes if keuze in ("klopt", "ja")), "")
    if not klopt:
        return None
    for onderwerp in vraag.toont or (vraag.onderwerp,):
        nieuw = dialoog.verbeter(onderwerp, woorden, antwoorden)
        if nieuw:
            return await verbeter(beurt, dialoog, onderwerp)
        if nieuw is not None:
            return await neem_aan(beurt, dialoog, vraag, woorden, Waarde("keuze", (klopt,)))
    if not vraag.toont or kies_uit_woorden(woorden, beurt.invoer.beweging, bron, zin.alleen):
        return None
    if any(zegt_opnieuw(woorden, blok) for blok in zin.blokken):
        return await neem_aan(beurt, dialoog, vraag, woorden, Waarde("keuze", (klopt,)))
    onderwerp = await tussenvragen.genoemd_onderwerp(beurt)
    return await tussenvragen.wijzig_onderwerp(beurt, onderwerp) if onderwerp else None


async def verbeter(beurt: Beurt, dialoog: Dialoog, onderwerp: str) -> list[Zin]:
    """Take a correction in one go as the new answers of this topic; what is understood now is asked back again. Empty when it is none."""
    nieuw = dialoog.verbeter(onderwerp, beurt.invoer.tekst, await alles(beurt, dialoog))
    if not nieuw:
        return []
    zinnen: list[Zin] = []
    for vraag_id, (woorden, waarde) in nieuw.items():
        zinnen += await neem_aan(beurt, dialoog, dialoog.vraag(vraag_id), woorden, waarde)
    await laat_vervallen(beurt, dialoog.naam, tuple(vraag.id for vraag in dialoog.vragen if vraag.onderwerp == onderwerp and not vraag.inhoud))
    return [*zinnen, Zin("utter_gedeeld_is_veranderd", {"onderwerp": titel(dialoog.naam, onderwerp)})]


async def _beantwoord_wissel(beurt: Beurt) -> list[Zin]:
    """Begin the other dialogue, or rest, or take the words as the answer they were."""
    gekozen = wissel.keuze(beurt)
    if not gekozen:
        return wissel.niet_begrepen(beurt)
    if gekozen != wissel.NEE and wissel.is_rust(beurt.stand):
        beurt.zet(**{wissel.WISSEL: None}, misverstaan=None)
        return await tussenvragen.kies(beurt, "pauze" if gekozen == wissel.JA else gekozen)
    if gekozen == wissel.JA:
        return await _begin(beurt, beurt.stand[wissel.WISSEL]["naam"])
    gezegd = await wissel.laat(beurt)
    if gezegd is None:
        return []
    zinnen = await beantwoord(gezegd)
    beurt.gesteld = gezegd.gesteld
    return zinnen


def _met_mens(zin: Zin) -> Zin:
    """The question with a person beside its choices."""
    return replace(zin, extra=(*zin.extra, ("begeleider", tekst("utter_gedeeld_niet_begrepen").label("begeleider"))))


async def _niet_begrepen(beurt: Beurt, dialoog: Dialoog, vraag: Vraag, opnieuw: Zin) -> list[Zin]:
    """Say it honestly and ask in other words, with a person beside the choices; the second time offer a person first. Who types on after that
    does not go round: the words are kept with the question, which counts as skipped, and the next one is asked, with a person beside it."""
    aantal = keer_misverstaan(beurt)
    if aantal > MAX_MISVERSTAAN and not beurt.gehoord:
        if vraag.id in await alles(beurt, dialoog):  # what was answered before stands
            _verder_na(beurt, vraag)
            zinnen = await _afronden(beurt, dialoog, await alles(beurt, dialoog))
        else:
            zinnen = await neem_aan(beurt, dialoog, vraag, beurt.invoer.tekst, Waarde("overgeslagen"))
        if open_dialoog(beurt) is dialoog:
            beurt.zet(misverstaan=MAX_MISVERSTAAN - 1, **{MET_MENS: True})
        return [Zin("utter_gedeeld_woorden_bewaard"), *zinnen]
    beurt.gesteld = True
    beurt.zet(misverstaan=aantal)
    if aantal == MAX_MISVERSTAAN and not beurt.gehoord:
        beurt.zet(tussen="vastgelopen")
        return [Zin("utter_gedeeld_vastgelopen")]
    return [*niet_begrepen(beurt), _met_mens(opnieuw)]


async def neem_aan(beurt: Beurt, dialoog: Dialoog, vraag: Vraag, woorden: str, waarde: Waarde) -> list[Zin]:
    """Store the answer and what it tells about other questions, reflect, and close the dialogue when nothing is open."""
    antwoorden = await alles(beurt, dialoog)
    waarde = await naasten.merk(beurt, dialoog, vraag, waarde, antwoorden)
    if ook_gezegd.alleen_elders(dialoog, vraag, woorden, waarde, antwoorden):
        return await _houd_open(beurt, dialoog, vraag, woorden, waarde)
    await bewaar(beurt, dialoog.naam, vraag.id, woorden, waarde)
    nu_anders = await ook_gezegd.bewaar_elders(beurt, dialoog, vraag, woorden, waarde, antwoorden)
    if vraag.inhoud:
        await _samenvatting_opnieuw(beurt, dialoog)
    stukje = beurt.stand.get("stukje")
    beurt.zet(misverstaan=None, eigen=None, stukje=None if stukje is None else max(0, stukje - 1))
    _verder_na(beurt, vraag)
    zinnen = [*await dialoog.na(beurt, vraag, await alles(beurt, dialoog)), *(await deelwens.bij_antwoord(beurt) if vraag.open else [])]
    antwoorden = await alles(beurt, dialoog)  # what was said may go with something that was done
    bied_rust(beurt, dialoog, vraag, antwoorden)
    return [*nu_anders, *zinnen, *await _afronden(beurt, dialoog, antwoorden)]


async def _houd_open(beurt: Beurt, dialoog: Dialoog, vraag: Vraag, woorden: str, waarde: Waarde) -> list[Zin]:
    """Keep words that are only about other questions there, say what was understood, and ask the open question in other words."""
    nu_anders = await ook_gezegd.bewaar_elders(beurt, dialoog, vraag, woorden, waarde, await alles(beurt, dialoog))
    await _samenvatting_opnieuw(beurt, dialoog)
    beurt.zet(misverstaan=None, eigen=None, vraag=vraag.id)
    beurt.gesteld = True
    antwoorden = await alles(beurt, dialoog)
    opnieuw = anders(vraag_zin(dialoog, vraag, antwoorden), vraag, antwoorden, dialoog.plaats(vraag.id, antwoorden))
    return [*(nu_anders or [ook_gezegd.ook_gezegd(dialoog, vraag, waarde)]), opnieuw]


def _verder_na(beurt: Beurt, vraag: Vraag) -> None:
    """This question is done; leave the detour the client made to it."""
    herzie = [vraag_id for vraag_id in beurt.stand.get("herzie", ()) if vraag_id != vraag.id]
    beurt.zet(vraag=None, herzie=herzie or None)


async def _afronden(beurt: Beurt, dialoog: Dialoog, antwoorden: Antwoorden) -> list[Zin]:
    if beurt.stand.get("tussen") or open_vraag(beurt, dialoog, antwoorden) is not None:
        return []
    voortgang = await beurt.session.get(Voortgang, (beurt.client_id, dialoog.naam))
    if voortgang is not None:
        voortgang.status, voortgang.updated_at, voortgang.weer_at = "klaar", beurt.now, None
    await klaarzetten.klaar(beurt, dialoog.naam)
    zinnen = [*await dialoog.klaar(beurt, antwoorden), *await naasten.na_dialoog(beurt)]
    beurt.zet(dialoog=None, stukje=None)
    return zinnen
