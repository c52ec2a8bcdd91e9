"""Openheid, a decision aid: what a client tells at work, to whom and when. The client decides; no text advises a direction.

Content: DIALOGUES 4, after AWVN matrix notes 3 and 35 (the candidate decides how open he is, and finds out beforehand what feels right),
Van Weeghel (a decision aid about disclosure), the published principles of the decision aid CORAL, and the handreiking 2024 tip 11.

Advantages and disadvantages are asked one per turn, each with the same three answers: choosing how heavy several weigh in one turn means
comparing and remembering. Nothing is shared before the end, and there nothing is shared unless the client says so, line by line.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

from bot.care import openheid_beeld, openheid_blad, openheid_wet, samenvatting, tussendoor
from bot.care.antwoorden import Antwoorden, Gegeven, Waarde, bewaar, laat_vervallen
from bot.care.beurt import Beurt, Zin
from bot.care.leesmoment import datum_in_woorden
from bot.care.openheid_antwoord import WET, WET_VRAAG, is_vraag, kies, weet_al
from bot.care.openheid_einde import DAG, afgesproken_dag, einde, lees_dag
from bot.care.openheid_lezing import (
    GEWICHT,
    MOMENT,
    MOMENTEN,
    NAAM,
    NADELEN,
    NOOIT,
    PERSONEN,
    RICHTING,
    SITUATIE,
    VOORDELEN,
    WAT,
    WIE,
    afgesproken_keuze,
    begrijp,
    gekozen,
    gelezen,
    in_woorden,
    koos,
    niemand,
    nooit,
    verbeter,
    vraagt_per_persoon,
    werkt,
    zegt_iets,
)
from bot.care.openheid_zin import gatzin, oefenzin
from bot.care.teksten import tekst
from bot.care.vragenlijst import Dialoog, Voorwaarde, Vraag
from bot.nlu.openness import says_never

EERDER = "eerdere_keuze"
ZINNEN = {"zin": oefenzin, "gat_zin": gatzin}
# What was read in free words is asked back; when it was wrong, these are asked anew.
TERUGGEVRAAGD = {
    "wie_klopt": (),
    "moment_klopt": MOMENTEN,
    "wat_klopt": ("wat_wel",),
    "keuze_klopt": ("keuze",),
    "zin_klopt": ("zin",),
    "gat_zin_klopt": ("gat_zin",),
}
# The question that asks back what was read at this one.
KLOPT = {vraag: klopt for klopt, vragen in TERUGGEVRAAGD.items() for vraag in (*vragen, klopt.removesuffix("_klopt"))}


def _las(sleutel: str, *vragen: str) -> Voorwaarde:
    return lambda antwoorden: bool(gelezen(antwoorden, sleutel, *vragen))


def _stel_begrip(klopt: str, sleutel: str, *vragen: str) -> Callable[[Antwoorden], Zin]:
    return lambda antwoorden: Zin(f"utter_{NAAM}_{klopt}", {"begrepen": in_woorden(sleutel, gelezen(antwoorden, sleutel, *vragen))})


def _stel_wet(vraag: str) -> Callable[[Antwoorden], Zin]:
    def stel(antwoorden: Antwoorden) -> Zin:
        wet = antwoorden[f"{openheid_wet.GELEZEN}{vraag}"].waarde.begrepen["blokken"]
        return Zin(f"utter_{NAAM}_{vraag}", blokken=tuple(wet))

    return stel


def _leg_uit(vraag: str) -> Callable[[Antwoorden], tuple[str, ...]]:
    return lambda antwoorden: tuple(antwoorden[f"{openheid_wet.GELEZEN}{vraag}"].waarde.begrepen["uitleg"])


def _typte(vraag: str) -> Voorwaarde:
    """Whether the sentence is one in own words, not the one that was built."""

    def typte(antwoorden: Antwoorden) -> bool:
        gegeven = antwoorden.get(vraag)
        return gegeven is not None and gegeven.waarde.soort == "tekst" and not gegeven.waarde.begrepen.get("gemaakt")

    return typte


def _stel_eigen_zin(vraag: str) -> Callable[[Antwoorden], Zin]:
    return lambda antwoorden: Zin(f"utter_{NAAM}_{vraag}_klopt", blokken=(f"“{antwoorden[vraag].woorden}”",))


def _stel_zin(vraag: str) -> Callable[[Antwoorden], Zin]:
    return lambda antwoorden: Zin(f"utter_{NAAM}_{vraag}", blokken=(f"“{ZINNEN[vraag](antwoorden)}”",))


def _als_iemand(verder: Voorwaarde) -> Voorwaarde:
    return lambda antwoorden: not niemand(antwoorden) and verder(antwoorden)


def _deelt(nodig: Voorwaarde) -> Voorwaarde:
    return lambda antwoorden: koos(antwoorden, "delen_iets", "ja") and nodig(antwoorden)


def _stel_kans(antwoorden: Antwoorden) -> Zin:
    """Who has the job, can miss other chances than the job."""
    return Zin(f"utter_{NAAM}_nadeel_kans_werk" if werkt(antwoorden) else f"utter_{NAAM}_nadeel_kans")


def _stel_keuze(antwoorden: Antwoorden) -> Zin:
    """With the choice of the last time, for who looks again: nothing has to be remembered."""
    eerder = antwoorden.get(EERDER)
    if eerder is None or "keuze" in antwoorden:
        return Zin(f"utter_{NAAM}_keuze")
    return Zin(f"utter_{NAAM}_keuze_weer", {"eerder": eerder.woorden}, keuzes_van=f"utter_{NAAM}_keuze")


def _gat(verder: Voorwaarde) -> Voorwaarde:
    return lambda antwoorden: not werkt(antwoorden) and koos(antwoorden, "gat", "ja") and verder(antwoorden)


_STEL_GEWICHT = {"voordeel_norisk": _stel_wet("voordeel_norisk"), "nadeel_kans": _stel_kans}
VRAGEN = (
    Vraag(SITUATIE, "nu", luistert=(SITUATIE,)),
    Vraag("eerder", "nu"),
    Vraag("graad", "nu"),
    Vraag("graad_meer", "nu", nodig=lambda antwoorden: koos(antwoorden, "graad", "meer")),
    *(
        Vraag(
            naam,
            "voordelen",
            luistert=(GEWICHT,),
            stel=_STEL_GEWICHT.get(naam),
            legt_uit=_leg_uit(naam) if naam in openheid_wet.UITLEG else None,
        )
        for naam in VOORDELEN
    ),
    Vraag("voordeel_eigen", "voordelen"),
    *(Vraag(naam, "nadelen", luistert=(GEWICHT,), stel=_STEL_GEWICHT.get(naam)) for naam in NADELEN),
    Vraag("nadeel_eigen", "nadelen"),
    Vraag(
        "gewogen",
        "nadelen",
        nodig=lambda antwoorden: openheid_beeld.gewogen(antwoorden) or bool(openheid_beeld.eigen_woorden(antwoorden)),
        open=False,
        inhoud=False,
        stel=lambda antwoorden: Zin(
            f"utter_{NAAM}_gewogen", blokken=openheid_beeld.eigen_woorden(antwoorden), beeld=openheid_beeld.beeld(antwoorden)
        ),
        toont=("voordelen", "nadelen"),
    ),
    Vraag("nodig", "nodig"),
    Vraag("nodig_reden", "nodig", nodig=lambda antwoorden: zegt_iets(antwoorden, "nodig")),
    *(Vraag(naam, "wet", open=False, inhoud=False, stel=_stel_wet(naam), legt_uit=_leg_uit(naam)) for naam in WET),
    Vraag("wie", "wie", luistert=(WIE,)),
    Vraag("wie_klopt", "wie", nodig=_las(WIE, "wie"), open=False, inhoud=False, stel=_stel_begrip("wie_klopt", WIE, "wie")),
    *(Vraag(f"wie_{persoon}", "wie", nodig=vraagt_per_persoon) for persoon in PERSONEN),
    Vraag("moment", "wanneer", nodig=_als_iemand(lambda antwoorden: not werkt(antwoorden)), luistert=(MOMENT,)),
    Vraag("moment_voor", "wanneer", nodig=_als_iemand(lambda antwoorden: koos(antwoorden, "moment", "voor")), luistert=(MOMENT,)),
    Vraag("moment_na", "wanneer", nodig=_als_iemand(lambda antwoorden: koos(antwoorden, "moment", "na")), luistert=(MOMENT,)),
    Vraag("moment_werk", "wanneer", nodig=_als_iemand(werkt), luistert=(MOMENT,)),
    Vraag(
        "moment_klopt",
        "wanneer",
        nodig=_als_iemand(_las(MOMENT, *MOMENTEN)),
        open=False,
        inhoud=False,
        stel=_stel_begrip("moment_klopt", MOMENT, *MOMENTEN),
    ),
    Vraag("wat_wel", "wat", nodig=_als_iemand(lambda _: True), luistert=(WAT,)),
    Vraag("wat_klopt", "wat", nodig=_als_iemand(_las(WAT, "wat_wel")), open=False, inhoud=False, stel=_stel_begrip("wat_klopt", WAT, "wat_wel")),
    Vraag("wat_niet", "wat", nodig=_als_iemand(lambda _: True)),
    Vraag("zin", "zin", stel=_stel_zin("zin"), voorzet=oefenzin),
    Vraag("zin_klopt", "zin", nodig=_typte("zin"), open=False, inhoud=False, stel=_stel_eigen_zin("zin")),
    Vraag("gat", "zin", nodig=lambda antwoorden: not werkt(antwoorden)),
    Vraag("gat_zin", "zin", nodig=_gat(lambda _: True), stel=_stel_zin("gat_zin"), voorzet=gatzin),
    Vraag("gat_zin_klopt", "zin", nodig=_gat(_typte("gat_zin")), open=False, inhoud=False, stel=_stel_eigen_zin("gat_zin")),
    Vraag("keuze", "keuze", luistert=(RICHTING,), stel=_stel_keuze, afgesproken=afgesproken_keuze),
    Vraag("keuze_klopt", "keuze", nodig=_las(RICHTING, "keuze"), open=False, inhoud=False, stel=_stel_begrip("keuze_klopt", RICHTING, "keuze")),
    Vraag("weer", "keuze", nodig=lambda antwoorden: not nooit(antwoorden), afgesproken=afgesproken_dag),
)
ONDERWERPEN = tuple(dict.fromkeys(vraag.onderwerp for vraag in VRAGEN))
DEELBAAR = tuple(onderwerp for onderwerp in ONDERWERPEN if any(vraag.inhoud for vraag in VRAGEN if vraag.onderwerp == onderwerp))


def _iets_te_delen(antwoorden: Antwoorden) -> bool:
    return any(gegeven.inhoud for vraag in VRAGEN if vraag.inhoud and (gegeven := antwoorden.get(vraag.id)))


def _afsluiting() -> tuple[Vraag, ...]:
    """First whether anything is shared at all; only then line by line, so that keeping all to oneself is one answer."""
    vragen = samenvatting.vragen(NAAM, DEELBAAR, VRAGEN)
    overzicht = [vraag for vraag in vragen if vraag.id.startswith("overzicht_")]
    delen = [replace(vraag, nodig=_deelt(vraag.nodig)) for vraag in vragen if vraag not in overzicht]
    return (*overzicht, Vraag("delen_iets", samenvatting.ONDERWERP, nodig=_iets_te_delen, open=False, inhoud=False), *delen)


AFSLUITING = _afsluiting()


async def _na(beurt: Beurt, vraag: Vraag, antwoorden: Antwoorden) -> list[Zin]:
    """Effects of an answer: a built sentence becomes the client's, doubt is an outcome, and what was misread is asked anew."""
    if vraag.id in TERUGGEVRAAGD and antwoorden[vraag.id].koos("nee"):
        return await _zegt_nooit(beurt) if vraag.id == "keuze_klopt" and says_never(beurt.invoer.tekst) else await _opnieuw(beurt, vraag.id)
    klopt = KLOPT.get(vraag.id, "")
    if klopt != vraag.id and klopt in antwoorden:  # what was confirmed before was about other words
        await laat_vervallen(beurt, NAAM, (klopt,))
        antwoorden = {naam: gegeven for naam, gegeven in antwoorden.items() if naam != klopt}
    if vraag.id == SITUATIE:
        if not _situatie_duidelijk(antwoorden) and not beurt.stand.get("situatie_weer"):
            return await _vraag_situatie_weer(beurt)
        beurt.zet(situatie_weer=None)
    await _laat_los_wat_niet_meer_hoeft(beurt, antwoorden)
    if vraag.id in ZINNEN:
        return await _kies_zin(beurt, vraag.id, antwoorden)
    if vraag.id in WET and antwoorden[vraag.id].koos("vraag"):
        return await _vraag_over_wet(beurt, vraag.id)
    if vraag.id == "weer":
        return await _lees_moment(beurt, antwoorden["weer"])
    if vraag.inhoud and vraag.onderwerp in ("nu", "nodig", "wie", "wat"):
        await _laat_gemaakte_zin_los(beurt, antwoorden)
    if weet_al(vraag.id, antwoorden[vraag.id].woorden):
        return [Zin(f"utter_{NAAM}_weet_al")]
    if vraag.id == "keuze" and antwoorden["keuze"].waarde.soort == "weet_niet":
        await bewaar(beurt, NAAM, "keuze", antwoorden["keuze"].woorden, Waarde("keuze", ("twijfel",)))
        return [_gekozen(tekst(f"utter_{NAAM}_begrip_{RICHTING}_twijfel").tekst)]
    if vraag.id in ("keuze", "keuze_klopt") and (nu := gekozen(antwoorden)):
        return [_gekozen(nu)]
    if vraag.id in ("zin_klopt", "gat_zin_klopt"):
        return [Zin(f"utter_{NAAM}_zin_bewaard")]
    return []


async def _vraag_over_wet(beurt: Beurt, vraag: str) -> list[Zin]:
    """The client asks first: a question that was typed is answered, else it is asked for. Then the law is put again: is it clear now?"""
    await laat_vervallen(beurt, NAAM, (vraag,))
    beurt.zet(vraag=vraag, kennis_laatst=openheid_wet.ONDERWERPEN[vraag][0])
    if is_vraag(beurt.invoer.tekst):
        return await tussendoor.vraag_tussendoor(beurt)
    beurt.zet(tussen=WET_VRAAG)
    return []


async def _lees_moment(beurt: Beurt, gegeven: Gegeven) -> list[Zin]:
    """Own words about the moment to look again: say back the day that was read in them, or that there is none."""
    if gegeven.waarde.soort != "tekst":
        return []
    dag = lees_dag(gegeven.woorden, beurt)
    if dag is None:
        return [Zin(f"utter_{NAAM}_weer_geen_dag")]
    await bewaar(beurt, NAAM, "weer", gegeven.woorden, replace(gegeven.waarde, begrepen={DAG: dag.isoformat()}))
    return [Zin(f"utter_{NAAM}_weer_dag", {"datum": datum_in_woorden(dag)})]


def _situatie_duidelijk(antwoorden: Antwoorden) -> bool:
    """Whether the situation was chosen, left open on purpose, or understood from own words."""
    return antwoorden[SITUATIE].waarde.soort != "tekst" or bool(gelezen(antwoorden, SITUATIE, SITUATIE))


async def _vraag_situatie_weer(beurt: Beurt) -> list[Zin]:
    """All later questions follow from it, so words that were not understood are asked about once more, with the choices. After that they count."""
    await laat_vervallen(beurt, NAAM, (SITUATIE,))
    beurt.zet(situatie_weer=True, vraag=SITUATIE)
    return [Zin(f"utter_{NAAM}_situatie_weer")]


async def _laat_los_wat_niet_meer_hoeft(beurt: Beurt, antwoorden: Antwoorden) -> None:
    """An earlier answer was changed: answers to questions that are not asked any more count no more, nor do those that followed from them."""
    over = dict(antwoorden)
    while weg := [vraag.id for vraag in VRAGEN if vraag.id in over and not vraag.nodig(over)]:
        await laat_vervallen(beurt, NAAM, tuple(weg))
        over = {naam: gegeven for naam, gegeven in over.items() if naam not in weg}


def _gekozen(nu: str) -> Zin:
    """The same words for every outcome."""
    return Zin(f"utter_{NAAM}_gekozen", {"keuze": nu})


async def _opnieuw(beurt: Beurt, klopt: str) -> list[Zin]:
    """We understood wrongly. For whom: each person is asked apart now; else the question itself comes back, with its choices."""
    if TERUGGEVRAAGD[klopt]:
        await laat_vervallen(beurt, NAAM, (*TERUGGEVRAAGD[klopt], klopt))
    return [Zin(f"utter_{NAAM}_opnieuw")]


async def _zegt_nooit(beurt: Beurt) -> list[Zin]:
    """ "Nee, nooit" is no no to what was read but the choice itself: it is kept as said, and not asked about once more."""
    await bewaar(beurt, NAAM, "keuze", beurt.invoer.tekst, Waarde("tekst", (), {RICHTING: NOOIT}))
    await bewaar(beurt, NAAM, "keuze_klopt", beurt.invoer.tekst, Waarde("keuze", ("ja",)))
    return [_gekozen(tekst(f"utter_{NAAM}_begrip_{RICHTING}_{NOOIT}").tekst)]


async def _kies_zin(beurt: Beurt, vraag: str, antwoorden: Antwoorden) -> list[Zin]:
    """A sentence that is good as it is, is kept as the words the client chose; that there is none now, is said."""
    if antwoorden[vraag].koos("goed"):
        await bewaar(beurt, NAAM, vraag, ZINNEN[vraag](antwoorden), Waarde("tekst", (), {"gemaakt": True}))
    return [] if antwoorden[vraag].inhoud else [Zin(f"utter_{NAAM}_zin_geen")]


async def _laat_gemaakte_zin_los(beurt: Beurt, antwoorden: Antwoorden) -> None:
    """The choices a sentence was built from have changed: build it anew. A sentence in own words stays."""
    oud = tuple(vraag for vraag in ZINNEN if vraag in antwoorden and antwoorden[vraag].waarde.begrepen.get("gemaakt"))
    if oud:
        await laat_vervallen(beurt, NAAM, oud)


async def _erbij(beurt: Beurt) -> Antwoorden:
    """The law of today, and the choice of the last time."""
    eerder = await openheid_blad.eerdere_keuze(beurt.session, beurt.client_id)
    return await openheid_wet.erbij(beurt) | ({EERDER: Gegeven(EERDER, eerder, Waarde("tekst"), beurt.seq, beurt.now)} if eerder else {})


OPENHEID = Dialoog(
    naam=NAAM,
    onderwerpen=(*ONDERWERPEN, samenvatting.ONDERWERP),
    vragen=(*VRAGEN, *AFSLUITING),
    helft="nodig",
    begrijp=begrijp,
    verbeter=verbeter,
    kies=kies,
    na=_na,
    klaar=einde(samenvatting.afsluiting(NAAM, DEELBAAR, VRAGEN)),
    elke_keer=("gewogen", "keuze", "keuze_klopt", "weer", *(vraag.id for vraag in AFSLUITING)),
    erbij=_erbij,
)
