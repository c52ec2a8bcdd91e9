"""Wie helpt mij, in the conversation: naming own people one at a time, changing them, taking them off. At most five; only the client sees them.

Content: DIALOGUES 6 ("did they say yes") and 7.3 (shown in need), AWVN matrix notes 69 and 71: contacts must have agreed and be reachable.
The list itself is kept by `helpers.py`. The answers of this dialogue only hold the person at hand, and lapse when that person is on the list.
"""

from __future__ import annotations

from collections.abc import Awaitable, Callable
from dataclasses import replace
from typing import Any

from bot.care import helpers
from bot.care.antwoorden import Antwoorden, Waarde, bewaar, gooi_weg, laat_vervallen
from bot.care.beurt import Beurt, Zin
from bot.care.helpers import OngeldigeHelper
from bot.care.helpersconcept import NAAM, Concept, bezig, concept, erbij, gekozen, genoemd, koos, mensen_op_lijst, noemde, voegt_toe, zei
from bot.care.teksten import tekst
from bot.care.vragenlijst import Dialoog, Voorwaarde, Vraag
from bot.nlu.people import person_in

PER_BLAD, MAX_POGINGEN = 3, 2
DELEN = ("naam", "band", "nummer")


def _apart(deel: str, nog_niet: Callable[[Concept], bool]) -> Voorwaarde:
    """A part is asked when it was not said, when all is asked apart, or when it is what the client changes."""

    def nodig(antwoorden: Antwoorden) -> bool:
        if noemde(antwoorden):
            return bool(bezig(antwoorden, "los")) or nog_niet(genoemd(antwoorden))
        return gekozen(antwoorden) is not None and koos(antwoorden, "deel", deel)

    return nodig


def _verandert_deel(antwoorden: Antwoorden) -> bool:
    return gekozen(antwoorden) is not None and koos(antwoorden, "wat", "gegevens") and koos(antwoorden, "deel", *DELEN)


def _over(vraag: str) -> Callable[[Antwoorden], Zin]:
    """Ask with the person at hand in the text: nothing has to be remembered."""

    def stel(antwoorden: Antwoorden) -> Zin:
        nu = concept(antwoorden)
        return Zin(f"utter_{NAAM}_{vraag}", {"wie": nu.naam or tekst(f"utter_{NAAM}_deze_persoon").tekst, "persoon": nu.in_woorden})

    return stel


def _regel(one: dict[str, Any]) -> str:
    gevraagd = {True: "zei_ja", False: "zei_nee", None: "nog_vragen"}[one["ja"]]
    return f"{Concept(one['naam'], one['relatie'], one['telefoon']).in_woorden}. {tekst(f'utter_{NAAM}_{gevraagd}').tekst}"


def _stel_lijst(antwoorden: Antwoorden) -> Zin:
    mensen = mensen_op_lijst(antwoorden)
    vol = len(mensen) >= helpers.MAX
    return Zin(f"utter_{NAAM}_lijst", alleen=("veranderen", "klaar") if vol else None, blokken=tuple(_regel(one) for one in mensen))


def _stel_welke(antwoorden: Antwoorden) -> Zin:
    mensen, vanaf = mensen_op_lijst(antwoorden), bezig(antwoorden, "blad")
    extra = tuple((f"helper_{one['id']}", one["naam"]) for one in mensen[vanaf : vanaf + PER_BLAD])
    return Zin(f"utter_{NAAM}_welke", alleen=("meer", "niet") if len(mensen) > PER_BLAD else ("niet",), extra=extra)


VRAGEN = (
    Vraag("lijst", "lijst", nodig=lambda antwoorden: bool(mensen_op_lijst(antwoorden)), open=False, inhoud=False, stel=_stel_lijst),
    Vraag(
        "welke",
        "lijst",
        nodig=lambda antwoorden: koos(antwoorden, "lijst", "veranderen") and len(mensen_op_lijst(antwoorden)) > 1,
        inhoud=False,
        stel=_stel_welke,
    ),
    Vraag("wat", "lijst", nodig=lambda antwoorden: gekozen(antwoorden) is not None, open=False, inhoud=False, stel=_over("wat")),
    Vraag(
        "deel",
        "lijst",
        nodig=lambda antwoorden: gekozen(antwoorden) is not None and koos(antwoorden, "wat", "gegevens"),
        inhoud=False,
        stel=_over("deel"),
    ),
    Vraag(
        "weg",
        "lijst",
        nodig=lambda antwoorden: gekozen(antwoorden) is not None and koos(antwoorden, "wat", "weg"),
        open=False,
        inhoud=False,
        stel=_over("weg"),
    ),
    Vraag("wie", "persoon", nodig=lambda antwoorden: voegt_toe(antwoorden) and not bezig(antwoorden, "los")),
    Vraag("naam", "persoon", nodig=_apart("naam", lambda nu: not nu.naam)),
    Vraag("band", "persoon", nodig=_apart("band", lambda _: False), stel=_over("band")),
    Vraag("nummer", "persoon", nodig=_apart("nummer", lambda nu: nu.telefoon is None), stel=_over("nummer")),
    Vraag(
        "klopt",
        "persoon",
        nodig=lambda antwoorden: noemde(antwoorden) or _verandert_deel(antwoorden),
        open=False,
        inhoud=False,
        stel=_over("klopt"),
    ),
    Vraag(
        "gevraagd",
        "persoon",
        nodig=lambda antwoorden: noemde(antwoorden) or (gekozen(antwoorden) is not None and koos(antwoorden, "wat", "ja_nee")),
        open=False,
        stel=_over("gevraagd"),
    ),
)


async def _klaar_met(beurt: Beurt, *zinnen: Zin) -> list[Zin]:
    """This person is done: the draft goes, the list comes back."""
    await gooi_weg(beurt, NAAM)
    beurt.zet(**{NAAM: None})
    return list(zinnen)


async def _opnieuw(beurt: Beurt, vragen: tuple[str, ...], zin: Zin, **waar: int) -> list[Zin]:
    """Ask these again, after saying why."""
    await laat_vervallen(beurt, NAAM, vragen)
    beurt.zet(**{NAAM: {**beurt.stand.get(NAAM, {}), **waar}})
    return [zin]


async def _na(beurt: Beurt, vraag: Vraag, antwoorden: Antwoorden) -> list[Zin]:
    """What an answer does to the list, and what is said about it."""
    return await _EFFECTEN[vraag.id](beurt, antwoorden) if vraag.id in _EFFECTEN else []


async def _na_welke(beurt: Beurt, antwoorden: Antwoorden) -> list[Zin]:
    """The next names, the one that was typed, or nobody after all."""
    mensen, gezegd = mensen_op_lijst(antwoorden), antwoorden["welke"]
    if gezegd.koos("meer"):
        vanaf = bezig(antwoorden, "blad") + PER_BLAD
        await laat_vervallen(beurt, NAAM, ("welke",))
        beurt.zet(**{NAAM: {"blad": vanaf if vanaf < len(mensen) else 0}})
        return []
    if gekozen(antwoorden) is not None:
        return []
    woorden = gezegd.woorden.casefold()
    bedoeld = [one for one in mensen if gezegd.waarde.soort == "tekst" and (one["naam"].casefold() in woorden or one["relatie"] in woorden.split())]
    if len(bedoeld) == 1:
        await bewaar(beurt, NAAM, "welke", gezegd.woorden, Waarde("keuze", (f"helper_{bedoeld[0]['id']}",)))
        return []
    pogingen = bezig(antwoorden, "pogingen") + 1
    if gezegd.waarde.soort != "tekst" or pogingen >= MAX_POGINGEN:
        return await _klaar_met(beurt)
    return await _opnieuw(beurt, ("welke",), Zin(f"utter_{NAAM}_fout_welke"), pogingen=pogingen)


async def _na_wat(beurt: Beurt, antwoorden: Antwoorden) -> list[Zin]:
    return [] if antwoorden["wat"].koos("gegevens", "ja_nee", "weg") else await _klaar_met(beurt)


async def _na_deel(beurt: Beurt, antwoorden: Antwoorden) -> list[Zin]:
    """What is new may be chosen, or typed at once: a number, a name, or what somebody is."""
    gezegd = antwoorden["deel"]
    if gezegd.koos(*DELEN):
        return []
    if gezegd.waarde.soort != "tekst":
        return await _klaar_met(beurt)
    gelezen = person_in(gezegd.woorden)
    deel = "nummer" if gelezen.telefoon else "naam" if gelezen.naam else "band" if gelezen.relatie else ""
    if not deel:
        return await _opnieuw(beurt, ("deel",), Zin(f"utter_{NAAM}_fout_deel"))
    await bewaar(beurt, NAAM, "deel", gezegd.woorden, Waarde("keuze", (deel,)))
    nieuw = {"nummer": gezegd.woorden, "naam": gelezen.naam, "band": gelezen.relatie.split()[-1] if gelezen.relatie else ""}[deel]
    await bewaar(beurt, NAAM, deel, nieuw, Waarde("tekst"))
    return await _na_nummer(beurt, {**antwoorden, deel: replace(gezegd, vraag=deel, woorden=nieuw)}) if deel == "nummer" else []


async def _na_weg(beurt: Beurt, antwoorden: Antwoorden) -> list[Zin]:
    oud = gekozen(antwoorden)
    if oud is None or not antwoorden["weg"].koos("ja"):
        return await _klaar_met(beurt)
    await helpers.verwijder(beurt.session, beurt.client_id, oud["id"])
    return await _klaar_met(beurt, Zin(f"utter_{NAAM}_is_weg", {"wie": oud["naam"]}))


async def _na_wie(beurt: Beurt, antwoorden: Antwoorden) -> list[Zin]:
    """Nobody to name; or one of several; or a number that cannot be dialled."""
    gezegd = zei(antwoorden, "wie")
    if not gezegd:
        return await _klaar_met(beurt) if mensen_op_lijst(antwoorden) else []
    gelezen = person_in(gezegd)
    een_voor_een = [Zin(f"utter_{NAAM}_een_voor_een", {"wie": genoemd(antwoorden).naam})] if gelezen.meer else []
    fout = _fout_nummer(gelezen.telefoon)
    return [*een_voor_een, *([fout] if fout else [])]


def _fout_nummer(text: str) -> Zin | None:
    """What is wrong with a number, in plain words with the number shown back."""
    try:
        helpers.nette_telefoon(text)
    except OngeldigeHelper as error:
        cijfers = sum(sign.isdigit() for sign in text)
        return Zin(f"utter_{NAAM}_fout_{error.reden}" if cijfers else f"utter_{NAAM}_fout_geen_nummer", {"nummer": text, "cijfers": str(cijfers)})
    return None


async def _na_nummer(beurt: Beurt, antwoorden: Antwoorden) -> list[Zin]:
    """A number that cannot be dialled is said back; the second time the person is kept without one, so that nobody is stuck."""
    gezegd = zei(antwoorden, "nummer")
    fout = _fout_nummer(person_in(gezegd).telefoon or gezegd) if gezegd else None
    if fout is None:
        return []
    pogingen = bezig(antwoorden, "pogingen") + 1
    if pogingen < MAX_POGINGEN:
        return await _opnieuw(beurt, ("nummer",), fout, pogingen=pogingen)
    await bewaar(beurt, NAAM, "nummer", antwoorden["nummer"].woorden, Waarde("weet_niet"))
    return [Zin(f"utter_{NAAM}_later_nummer", {"wie": concept(antwoorden).naam})]


async def _na_klopt(beurt: Beurt, antwoorden: Antwoorden) -> list[Zin]:
    """Not right: ask the parts one by one. Right, and it was a change: keep it."""
    if antwoorden["klopt"].koos("nee"):
        return await _opnieuw(beurt, ("naam", "band", "nummer", "klopt"), Zin(f"utter_{NAAM}_los"), los=1, pogingen=0)
    oud = gekozen(antwoorden)
    return [] if oud is None else await _bewaar(beurt, antwoorden, oud["ja"], oud["id"])


async def _na_gevraagd(beurt: Beurt, antwoorden: Antwoorden) -> list[Zin]:
    gevraagd = antwoorden["gevraagd"]
    ja = True if gevraagd.koos("ja") else False if gevraagd.koos("nee") else None
    oud = gekozen(antwoorden)
    return await _bewaar(beurt, antwoorden, ja, oud["id"] if oud else None)


async def _bewaar(beurt: Beurt, antwoorden: Antwoorden, ja: bool | None, helper_id: int | None) -> list[Zin]:
    nu = concept(antwoorden)
    try:
        await helpers.zet(beurt.session, beurt.client_id, nu.naam, nu.telefoon, nu.relatie, ja_gezegd=ja, helper_id=helper_id, now=beurt.now)
    except OngeldigeHelper as error:
        if error.veld == "lijst":
            return await _klaar_met(beurt, Zin(f"utter_{NAAM}_fout_{error.reden}", {"wie": nu.naam}))
        return await _opnieuw(beurt, ("naam", "band", "klopt", "gevraagd"), Zin(f"utter_{NAAM}_fout_naam"), los=1)
    gezegd = {True: "bewaard", False: "bewaard_nee", None: "bewaard_vraag"}[ja]
    return await _klaar_met(beurt, Zin(f"utter_{NAAM}_{gezegd}", {"wie": nu.naam}))


_EFFECTEN: dict[str, Callable[[Beurt, Antwoorden], Awaitable[list[Zin]]]] = {
    "welke": _na_welke,
    "wat": _na_wat,
    "deel": _na_deel,
    "weg": _na_weg,
    "wie": _na_wie,
    "nummer": _na_nummer,
    "klopt": _na_klopt,
    "gevraagd": _na_gevraagd,
}


async def _klaar(beurt: Beurt, antwoorden: Antwoorden) -> list[Zin]:
    """Say who sees the list and when it helps."""
    await _klaar_met(beurt)
    return [Zin(f"utter_{NAAM}_einde" if mensen_op_lijst(antwoorden) else f"utter_{NAAM}_einde_leeg")]


HELPERS = Dialoog(
    naam=NAAM,
    onderwerpen=("lijst", "persoon"),
    vragen=VRAGEN,
    na=_na,
    klaar=_klaar,
    erbij=erbij,
    # The list is empty at first and comes back after every person: steps that go up and down say nothing.
    apart=(("lijst",), ("persoon",)),
)
