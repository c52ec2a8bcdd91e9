"""A pattern in words, and the own estimate beside it. The sentences stand in `bot/data/energielijst`; none of them says good, bad or too little.

Source: handreiking IPS & NAH 2024, tips 7 and 8 (an energielijst for two weeks; "compassievol spiegelen"), DIALOGUES 6 (mirror without verdict).
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date

from bot.care.antwoorden import Antwoorden, Gegeven
from bot.care.energiedag import Indeling
from bot.care.energiepatroon import GENOEG_DAGEN, GENOEG_UREN, Patroon, Plek, Reeks
from bot.care.leesmoment import kalender
from bot.care.samenvatting import regel
from bot.care.teksten import gevuld, tekst

NAAM = "energielijst"
THUIS, WERK = "thuis", "werk"
# The questions of werkwensen that hold the own estimate, with the place they are about.
SCHATTING = {"energie_beste": THUIS, "volhouden_thuis": THUIS, "herstel_thuis": THUIS, "volhouden_werk": WERK, "herstel_werk": WERK}
GESCHAT_IN = "werkwensen"


@dataclass(frozen=True)
class Rij:
    """One line of the mirror: what was estimated and what the list says, each None when there is nothing."""

    plek: str
    kop: str
    schatting: str | None
    lijst: str | None


def _stukje(naam: str, **waarden: object) -> str:
    """A part of a sentence."""
    return str(tekst(f"utter_{NAAM}_naast").custom[naam]).format(**waarden)


def uren(van: int, tot: int) -> str:
    """ "van 9 tot 12 uur"; midnight at the end is 24."""
    return _stukje("reeks", van=van, tot=tot or 24)


def _opsomming(delen: Iterable[str]) -> str:
    *eerste, laatste = delen
    return f"{', '.join(eerste)} {_stukje('en')} {laatste}" if eerste else laatste


def reeksen(runs: tuple[Reeks, ...]) -> str:
    return _opsomming(uren(run.van, run.tot) for run in runs)


def cijfer(waarde: int) -> str:
    """A value with its word: "2, gaat"."""
    return tekst(f"utter_{NAAM}_uur").label(f"e{waarde}").replace(":", ",")


def per_uur(waarden: Mapping[int, int]) -> str:
    """ "van 9 tot 11 uur: 3, goed; van 12 tot 13 uur: 1, laag". Hours in a row with the same value are one."""
    rijen: list[tuple[int, int, int]] = []
    for uur, waarde in waarden.items():
        van, tot, vorige = rijen.pop() if rijen else (uur, uur, waarde)
        if (tot, vorige) != (uur, waarde):
            rijen.append((van, tot, vorige))
            van = uur
        rijen.append((van, (uur + 1) % 24, waarde))
    return "; ".join(f"{uren(van, tot)}: {cijfer(waarde)}" for van, tot, waarde in rijen)


def datum(dag: date) -> str:
    """ "maandag 30 november"."""
    namen = kalender()
    return f"{namen['dagen'][dag.weekday()]} {dag.day} {namen['maanden'][dag.month - 1]}"


def zinnen(patroon: Patroon) -> tuple[str, ...]:
    """What the list says, one sentence a line. The first says how much was filled in; of too few hours it is the only one."""
    aantallen = {"ingevuld": str(patroon.ingevuld), "mogelijk": str(patroon.mogelijk)}
    if not patroon.genoeg:
        return (gevuld(f"utter_{NAAM}_zin_weinig", genoeg=str(GENOEG_UREN), dagen=str(GENOEG_DAGEN), **aantallen),)
    found = [gevuld(f"utter_{NAAM}_zin_ingevuld", **aantallen)]
    if patroon.gelijk:
        found.append(gevuld(f"utter_{NAAM}_zin_gelijk"))
    if patroon.beste:
        found.append(gevuld(f"utter_{NAAM}_zin_beste", uren=reeksen(patroon.beste)))
    if patroon.laagste:
        found.append(gevuld(f"utter_{NAAM}_zin_laagste", uren=reeksen(patroon.laagste)))
    return (*found, *_plekken(patroon.thuis.meestal, patroon.werk.meestal))


def _plekken(thuis: int | None, werk: int | None) -> tuple[str, ...]:
    if thuis is not None and werk is not None:
        return (gevuld(f"utter_{NAAM}_zin_plekken", thuis=cijfer(thuis), werk=cijfer(werk)),)
    if werk is not None:
        return (gevuld(f"utter_{NAAM}_zin_werk", waarde=cijfer(werk)),)
    return (gevuld(f"utter_{NAAM}_zin_thuis", waarde=cijfer(thuis)),) if thuis is not None else ()


def schattingen(werkwensen: Antwoorden) -> dict[str, str]:
    """The own estimate by heading, in the words of the answers; what has no content is left out."""
    found = {kop(vraag): _geschat(werkwensen[vraag]) for vraag in SCHATTING if vraag in werkwensen and werkwensen[vraag].inhoud}
    return {naam: gezegd for naam, gezegd in found.items() if gezegd}


def kop(vraag: str) -> str:
    return str(tekst(f"utter_{GESCHAT_IN}_{vraag}").custom["kop"])


def _geschat(gegeven: Gegeven) -> str:
    return regel(GESCHAT_IN, [gegeven]).partition(": ")[2]


def spiegel(patroon: Patroon, schatting: Mapping[str, str]) -> tuple[Rij, ...]:
    """The estimate (by heading, see `schattingen`) beside the list, home first. A line of which nothing is known is left out."""
    lijst = {
        "energie_beste": _dagdeel(patroon),
        "volhouden_thuis": _gang(patroon.thuis),
        "herstel_thuis": _herstel(patroon.thuis),
        "volhouden_werk": _gang(patroon.werk),
        "herstel_werk": _herstel(patroon.werk),
    }
    rijen = [Rij(plek, kop(vraag), schatting.get(kop(vraag)), lijst[vraag]) for vraag, plek in SCHATTING.items()]
    return tuple(rij for rij in rijen if rij.schatting or rij.lijst)


def in_een_zin(rij: Rij) -> str:
    """A line of the mirror for the conversation."""
    schatting, lijst = rij.schatting or _stukje("geen_schatting"), rij.lijst or _stukje("geen_lijst")
    return gevuld(f"utter_{NAAM}_naast", kop=rij.kop, schatting=schatting, lijst=lijst)


def _dagdeel(patroon: Patroon) -> str | None:
    if patroon.gelijk:
        return _stukje("dagdeel_gelijk")
    if patroon.dagdeel:
        return _stukje(f"dagdeel_{patroon.dagdeel}")
    return _stukje("dagdeel_uren", uren=reeksen(patroon.beste)) if patroon.beste else None


def _gang(plek: Plek) -> str | None:
    return None if plek.gang is None else _stukje("gang", lager=plek.gang.lager, van=plek.gang.van)


def _herstel(plek: Plek) -> str | None:
    if plek.herstel is None:
        return None
    return _stukje("herstel_een" if plek.herstel == 1 else "herstel_meer", uren=plek.herstel)


def dagen(indeling: Indeling) -> str:
    """The usual working days in words."""
    return _opsomming(kalender()["dagen"][nummer] for nummer in indeling.dagnummers)


def afspraken(indeling: Indeling, mail: str | None, lezen: str) -> tuple[str, ...]:
    """The choices of a new list, to read back. mail: om_13, om_19 or nee, None where no mail can be sent; lezen: ja or nee."""
    dag = gevuld(f"utter_{NAAM}_regel_dag", uren=uren(indeling.wakker, indeling.slapen))
    tijd = uren(indeling.werkuren.van, indeling.werkuren.tot)
    if indeling.wisselt:
        werk = gevuld(f"utter_{NAAM}_regel_wisselt", uren=tijd)
    elif indeling.dagen:
        werk = gevuld(f"utter_{NAAM}_regel_werk", dagen=dagen(indeling), uren=tijd)
    else:
        werk = gevuld(f"utter_{NAAM}_regel_geen_werk")
    bron = tekst(f"utter_{NAAM}_regel_afspraken").custom
    if mail is None:
        return dag, werk, f"{bron[f'lezen_{lezen}']}."
    return dag, werk, gevuld(f"utter_{NAAM}_regel_afspraken", mail=bron[f"mail_{mail}"], lezen=bron[f"lezen_{lezen}"])
