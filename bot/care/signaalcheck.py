"""The signaal-check: once what is usual for this client and what is agreed, then every time what is more than that.

Content: DIALOGUES 5, after the folder IPS & NAH 2026 (twelve signals, recent changes), AWVN matrix notes 9, 12, 28, 40 and 62, and the
handreiking 2024 tip 8 (too little to do counts too). What the begeleider reads is agreed beforehand, own words apart, and no is the default
(AVG art. 7); what was agreed stands again where own words are asked, and in the overview.
"""

from __future__ import annotations

from collections.abc import Callable

from bot.care import samenvatting
from bot.care import signaalarchief as archief
from bot.care.antwoorden import Antwoorden, Gegeven, Waarde, laat_vervallen
from bot.care.begrip import is_ja
from bot.care.beurt import Beurt, Zin
from bot.care.signaalafsluiting import klaar
from bot.care.signaallezing import BEGONNEN, LUISTERT, TERUGGEVRAAGD, deelt, gewoon_onbekend, labels, na_te_vragen, signalen_in, zei_ja
from bot.care.signalen import SETS
from bot.care.teksten import tekst
from bot.care.vragenlijst import Dialoog, Voorwaarde, Vraag
from bot.models.tables import Voortgang
from bot.nlu.often import often

NAAM = "signaalcheck"
NUMMERS = tuple(range(1, len(SETS) + 1))
NORMAAL = tuple(f"normaal_{nummer}" for nummer in NUMMERS)
MEER = tuple(f"meer_{nummer}" for nummer in NUMMERS)


def begrijp(vraag: Vraag, text: str) -> dict[str, object]:
    """The signals in free words, for the questions that ask about them."""
    found = signalen_in(text) if vraag.luistert else ()
    return {LUISTERT: list(found)} if found else {}


def kies(vraag: Vraag, text: str) -> str | None:
    """How often, in all its wordings; and a plain yes to what was read in free words, which is a yes to all of it."""
    if vraag.id == "ritme":
        return often(text)
    return "ja" if vraag.id in TERUGGEVRAAGD and is_ja(text) else None


def _normaal(nummer: int) -> Callable[[Antwoorden], Zin]:
    """Ask with the own normal of these three in the text: nothing has to be remembered. What the client could not say, is not known."""

    def stel(antwoorden: Antwoorden) -> Zin:
        gegeven = antwoorden.get(f"normaal_{nummer}")
        gezegd = samenvatting.regel(NAAM, [gegeven]).partition(": ")[2] if gegeven is not None and gegeven.inhoud else ""
        gewoon = tekst(f"utter_{NAAM}_onbekend").tekst if gewoon_onbekend(antwoorden, nummer) else gezegd or labels(NAAM, ())
        return Zin(f"utter_{NAAM}_meer_{nummer}", {"normaal": gewoon, "set": labels(NAAM, SETS[nummer - 1])})

    return stel


def _had_teken(antwoorden: Antwoorden) -> bool:
    return "teken" in antwoorden and antwoorden["teken"].inhoud and not antwoorden["teken"].koos("geen")


def _stel_teken(antwoorden: Antwoorden) -> Zin:
    return Zin(f"utter_{NAAM}_teken_nu", {"teken": antwoorden["teken"].woorden})


def _stel_ook(nummer: int) -> Callable[[Antwoorden], Zin]:
    """Ask back what was read in free words: one with yes and no, more of them with a choice for each."""

    def stel(antwoorden: Antwoorden) -> Zin:
        gelezen = na_te_vragen(antwoorden, nummer)
        waarden = {"signalen": labels(NAAM, gelezen)}
        if len(gelezen) == 1:
            return Zin(f"utter_{NAAM}_ook_klopt", waarden)
        return Zin(f"utter_{NAAM}_ook_welke", waarden, keuzes_van=f"utter_{NAAM}_meer_{nummer}", alleen=(*gelezen, "geen", "weet_niet"))

    return stel


def _las(nummer: int) -> Voorwaarde:
    return lambda antwoorden: bool(na_te_vragen(antwoorden, nummer))


def _regels(antwoorden: Antwoorden) -> tuple[str, ...]:
    return archief.regels(NAAM, [antwoorden[vraag.id] for vraag in WEKELIJKS if vraag.inhoud and vraag.id in antwoorden], antwoorden)


def _leest(antwoorden: Antwoorden) -> str:
    return tekst(f"utter_{NAAM}_leest_{deelt(antwoorden)}").tekst


def _stel_overzicht(antwoorden: Antwoorden) -> Zin:
    return Zin("utter_gedeeld_overzicht", blokken=(*_regels(antwoorden), _leest(antwoorden)))


def _stel_nog(antwoorden: Antwoorden) -> Zin:
    return Zin(f"utter_{NAAM}_nog", {"leest": _leest(antwoorden)})


def _stel_melden(antwoorden: Antwoorden) -> Zin:
    return Zin(f"utter_{NAAM}_melden", {"bericht": tekst(f"utter_{NAAM}_bericht_{deelt(antwoorden)}").tekst})


EENMALIG = (
    *(Vraag(naam, "gewoon") for naam in NORMAAL),
    Vraag("teken", "eigen"),
    Vraag("helpt", "eigen"),
    Vraag("lezen", "afspraken", open=False),
    Vraag("lezen_woorden", "afspraken", nodig=lambda antwoorden: zei_ja(antwoorden, "lezen"), open=False),
    Vraag("melden", "afspraken", open=False, stel=_stel_melden),
    Vraag("ritme", "afspraken", open=False),
)
WEKELIJKS = (
    Vraag("veranderd", "veranderd"),
    *(
        Vraag(naam, "signalen" if nummer <= 2 else "signalen_meer", luistert=(LUISTERT,), stel=_normaal(nummer))
        for nummer, naam in enumerate(MEER, 1)
    ),
    Vraag("beter", "hoe_nu"),
    Vraag("weinig", "hoe_nu"),
    Vraag("teken_nu", "hoe_nu", nodig=_had_teken, open=False, stel=_stel_teken),
    Vraag("nog", "hoe_nu", luistert=(LUISTERT,), stel=_stel_nog),
    *(Vraag(naam, "hoe_nu", nodig=_las(nummer), open=False, inhoud=False, stel=_stel_ook(nummer)) for nummer, naam in enumerate(TERUGGEVRAAGD, 1)),
    Vraag("overzicht", samenvatting.ONDERWERP, nodig=lambda antwoorden: bool(_regels(antwoorden)), open=False, inhoud=False, stel=_stel_overzicht),
)


async def _na(beurt: Beurt, vraag: Vraag, antwoorden: Antwoorden) -> list[Zin]:
    """Agreements take effect at once; new free words are asked back again."""
    if vraag.luistert:
        await laat_vervallen(beurt, NAAM, TERUGGEVRAAGD)
    if vraag.id in ("lezen", "lezen_woorden"):
        await _na_afspraak(beurt, vraag, antwoorden)
    if vraag.id == "ritme":
        await archief.zet_ritme(beurt, antwoorden["ritme"])
    return []


async def _na_afspraak(beurt: Beurt, vraag: Vraag, antwoorden: Antwoorden) -> None:
    """A yes makes what a melding would carry more: that is asked again. A no counts for the earlier checks too."""
    if zei_ja(antwoorden, vraag.id):
        await laat_vervallen(beurt, NAAM, ("melden",))
        if "lezen_woorden" not in antwoorden:
            beurt.zet(vraag="lezen_woorden")
        return
    await archief.deel_niet_meer(beurt, alleen_woorden=vraag.id == "lezen_woorden")
    if vraag.id == "lezen":
        await laat_vervallen(beurt, NAAM, ("lezen_woorden",))


async def _erbij(beurt: Beurt) -> Antwoorden:
    """When this check was begun: what was answered before it is known already."""
    voortgang = await beurt.session.get(Voortgang, (beurt.client_id, NAAM))
    return {BEGONNEN: Gegeven(BEGONNEN, "", Waarde("erbij"), 0, voortgang.started_at if voortgang is not None else beurt.now)}


def _bekend(antwoorden: Antwoorden) -> tuple[str, ...]:
    """The topics of the first time that were answered then, every question of them."""
    begin = antwoorden[BEGONNEN].datum

    def was_bekend(vraag: Vraag) -> bool:
        return not vraag.nodig(antwoorden) or (vraag.id in antwoorden and antwoorden[vraag.id].datum < begin)

    onderwerpen = dict.fromkeys(vraag.onderwerp for vraag in EENMALIG)
    return tuple(one for one in onderwerpen if all(was_bekend(vraag) for vraag in EENMALIG if vraag.onderwerp == one))


SIGNAALCHECK = Dialoog(
    naam=NAAM,
    onderwerpen=tuple(dict.fromkeys(vraag.onderwerp for vraag in (*EENMALIG, *WEKELIJKS))),
    vragen=(*EENMALIG, *WEKELIJKS),
    helft="signalen_meer",
    begrijp=begrijp,
    kies=kies,
    na=_na,
    klaar=klaar,
    elke_keer=tuple(vraag.id for vraag in WEKELIJKS),
    bij_twijfel=NORMAAL,
    erbij=_erbij,
    bekend=_bekend,
)
