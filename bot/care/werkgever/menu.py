"""Finding the way by buttons: groups and themes, role and phase, the regelingen-wijzer. At most three choices and "Iets anders" a turn.

Every choice carries its own place ("thema_regelingen_3": the theme from its fourth subject on), so nothing needs to be remembered.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from bot.care.knowledge.model import Onderwerp
from bot.care.werkgever import wijzer
from bot.care.werkgever.kennis import Kennisbank
from bot.care.werkgever.stand import KeuzeOnbekend
from bot.care.werkgever.teksten import Deel, datum, indeling, label, responses
from bot.care.werkgever.zinnen import Keuzes

PER_TURN = 3
STAPPEN = ("utter_werkgever_rol", "utter_werkgever_fase", "utter_werkgever_wijzer_")


@dataclass(frozen=True)
class Gevraagd:
    """What to say next: a text with its choices, and the texts that come before it."""

    tekst: str
    keuzes: Keuzes
    waarden: tuple[tuple[str, str], ...] = ()
    voortgang: tuple[int, int] | None = None
    vooraf: tuple[str, ...] = ()


def is_stap(vraag: str | None) -> bool:
    """Whether the open question is a step of something, to come back to after a question in between."""
    return bool(vraag) and str(vraag).startswith(STAPPEN) and vraag != "utter_werkgever_wijzer_uitkomst"


def open_keuze(kennis: Kennisbank, keuze: str) -> Gevraagd:
    """What a button leads to; raises KeuzeOnbekend."""
    soort, *rest = keuze.split("_")
    try:
        if soort in ("begin", "menu") and not rest:
            vooraf = ("utter_werkgever_begin", "utter_werkgever_begin_privacy") if soort == "begin" else ()
            return Gevraagd("utter_werkgever_menu", responses()["utter_werkgever_menu"].keuzes, vooraf=vooraf)
        if soort == "themas":
            return _groepen(_offset(rest))
        if soort == "groep":
            return _groep(indeling().groepen[rest[0]])
        if soort == "thema":
            return _thema(kennis, indeling().themas[rest[0]], _offset(rest[1:]))
        if soort == "fase":
            return Gevraagd("utter_werkgever_rol", _page(((f"rol_{rol.id}", rol.kort) for rol in _rollen(kennis)), _offset(rest), "fase"))
        if soort == "rol":
            return _fasen(kennis, indeling().rollen[rest[0]], _offset(rest[1:]))
        if soort == "wijzer":
            return _wijzer(kennis, rest)
        if soort == "uitkomst":
            return _uitkomst(kennis, rest[:-1], int(rest[-1]))
    except (KeyError, IndexError, ValueError):
        pass
    raise KeuzeOnbekend(keuze)


def cel(kennis: Kennisbank, keuze: str) -> str:
    """The subject of role and phase in "cel_<rol>_<fase>"; raises KeuzeOnbekend."""
    found = kennis.cell(*keuze.split("_")[1:]) if keuze.count("_") == 2 else None
    if found is None:
        raise KeuzeOnbekend(keuze)
    return found.id


def _offset(rest: Sequence[str]) -> int:
    if not rest:
        return 0
    if len(rest) > 1 or not rest[0].isascii() or not rest[0].isdigit() or len(rest[0]) > 4:
        raise KeyError(rest)
    return int(rest[0])


def _page(keuzes: Iterable[tuple[str, str]], offset: int, more: str, meer: str = "meer") -> Keuzes:
    """Three choices from `offset` on; "Iets anders" (or what `meer` names) leads to the next three, after the last to the menu."""
    found = list(keuzes)
    here = found[offset : offset + PER_TURN]
    rest = offset + PER_TURN < len(found)
    return (*here, (f"{more}_{offset + PER_TURN}" if rest else "menu", label(meer if rest else "menu")))


def _groepen(offset: int) -> Gevraagd:
    return Gevraagd("utter_werkgever_groep", _page(((f"groep_{deel.id}", deel.kort) for deel in indeling().groepen.values()), offset, "themas"))


def _groep(groep: Deel) -> Gevraagd:
    themas = ((f"thema_{thema}", indeling().themas[thema].kort) for thema in groep.themas)
    return Gevraagd("utter_werkgever_thema", _page(themas, 0, "themas"), (("naam", groep.kort),))


def _thema(kennis: Kennisbank, thema: Deel, offset: int) -> Gevraagd:
    subjects = kennis.of_theme(thema.id)
    if not subjects:
        return Gevraagd("utter_werkgever_leeg", (("menu", label("menu")),))
    return Gevraagd("utter_werkgever_thema", _page(_onderwerpen(subjects), offset, f"thema_{thema.id}"), (("naam", thema.kort),))


def _onderwerpen(subjects: Iterable[Onderwerp]) -> list[tuple[str, str]]:
    return [(f"onderwerp_{subject.id}", subject.titel) for subject in subjects]


def _rollen(kennis: Kennisbank) -> list[Deel]:
    return [rol for rol in indeling().rollen.values() if any(kennis.cell(rol.id, fase) for fase in indeling().fasen)]


def _fasen(kennis: Kennisbank, rol: Deel, offset: int) -> Gevraagd:
    fasen = ((f"cel_{rol.id}_{fase.id}", fase.kort) for fase in indeling().fasen.values() if kennis.cell(rol.id, fase.id))
    return Gevraagd("utter_werkgever_fase", _page(fasen, offset, f"rol_{rol.id}"), (("naam", rol.kort.lower()),))


def _wijzer(kennis: Kennisbank, answers: Sequence[str]) -> Gevraagd:
    given = wijzer.lees(answers)
    vraag = wijzer.volgende(given)
    if vraag is None:
        return _uitkomst(kennis, answers, 0)
    keuzes = tuple(("_".join(("wijzer", *answers, keuze)), titel) for keuze, titel in vraag.keuzes)
    vooraf = () if answers else ("utter_werkgever_wijzer_begin",)
    return Gevraagd(vraag.tekst, keuzes, voortgang=(len(given) + 1, wijzer.aantal(given)), vooraf=vooraf)


def _uitkomst(kennis: Kennisbank, answers: Sequence[str], offset: int) -> Gevraagd:
    found = wijzer.uitkomst(wijzer.lees(answers), kennis)
    if not found:
        return Gevraagd("utter_werkgever_wijzer_geen", (("menu", label("menu")),))
    here = found[offset : offset + PER_TURN]
    if offset < 0 or not here:
        raise KeyError(offset)
    lines = [label("regeling", titel=subject.titel, contact=subject.contact.rstrip("."), nagekeken=datum(subject.nagekeken)) for subject in here]
    getoond = label("getoond", van=offset + 1, tot=offset + len(here), alle=len(found))
    keuzes = _page(_onderwerpen(found), offset, "_".join(("uitkomst", *answers)), "meer_regelingen")
    return Gevraagd("utter_werkgever_wijzer_uitkomst", keuzes, (("regelingen", "\n".join(lines)), ("getoond", getoond)))
