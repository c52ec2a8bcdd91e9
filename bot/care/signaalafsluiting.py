"""The end of a signaal-check: keep it, pass it on as agreed, and say what was told, what helps, who reads it and what comes next.

Source: DIALOGUES 5 (close) and 7.6 (oranje goes to the begeleider as agreed with the client, and the client is told).
"""

from __future__ import annotations

import json
from datetime import timedelta

from bot.care import herinneringen, veiligheid
from bot.care import signaalarchief as archief
from bot.care.antwoorden import Antwoorden
from bot.care.beurt import Beeld, Beurt, Staaf, Zin
from bot.care.contact import wie_leest
from bot.care.leesmoment import ORANJE as LEES_ORANJE
from bot.care.signaallezing import check_van, eigen_woorden
from bot.care.signalen import ORANJE, SIGNALEN, Check, Uitslag, aantal_in_woorden, beoordeel, woorden
from bot.care.teksten import tekst
from bot.care.weer import zet_weer
from bot.models.signaal_tables import SignaalCheck

NAAM = "signaalcheck"
WOORDEN_VAN = ("veranderd", "meer_1", "meer_2", "meer_3", "meer_4", "beter", "weinig", "nog")
IN_BEELD = 6
# The next check stands at home a day before its time, so that it need not be on the day itself. Weekly is the usual rhythm.
WEER_NA = {"geen": timedelta(days=6), "week": timedelta(days=6), "twee_weken": timedelta(days=13), "maand": timedelta(days=27)}


async def klaar(beurt: Beurt, antwoorden: Antwoorden) -> list[Zin]:
    """Keep the check, raise a melding when that was agreed, and close."""
    regels = await archief.regels_van(beurt.session, beurt.client_id)
    eerder = await archief.vorige(beurt.session, beurt.client_id, max(regels.oranje_reeks, IN_BEELD))
    check, oude = check_van(antwoorden), [archief.check_uit(row.waarden) for row in eerder]
    uitslag = beoordeel(check, oude, regels)
    gedeeld = _zei_ja(antwoorden, "lezen")
    eigen = eigen_woorden(antwoorden, WOORDEN_VAN)
    naar_wie = await _meld(beurt, antwoorden, uitslag, eigen) if uitslag.niveau == ORANJE else await _wie_leest(beurt, gedeeld)
    row = SignaalCheck(
        client_id=beurt.client_id,
        done_at=beurt.now,
        waarden=archief.als_json(check, uitslag, _samen_met(antwoorden)),
        woorden=json.dumps(eigen, ensure_ascii=False),
        niveau=uitslag.niveau,
        gedeeld=gedeeld,
        verteld=_gevuld(naar_wie),
    )
    beurt.session.add(row)
    await beurt.session.flush()
    await herinneringen.gedaan(beurt.session, beurt.client_id, herinneringen.SIGNAALCHECK, now=beurt.now)
    await zet_weer(beurt, NAAM, beurt.now + WEER_NA[_ritme(antwoorden)])
    return [_verteld(beurt, check, uitslag, eerder, row), *_helpt(antwoorden), naar_wie, _volgende(antwoorden)]


def _samen_met(antwoorden: Antwoorden) -> tuple[str, ...]:
    return tuple(dict.fromkeys(gegeven.waarde.samen_met for gegeven in antwoorden.values() if gegeven.waarde.samen_met))


def _zei_ja(antwoorden: Antwoorden, vraag: str) -> bool:
    return vraag in antwoorden and antwoorden[vraag].koos("ja")


def _gevuld(zin: Zin) -> str:
    return tekst(zin.naam).gevuld(zin.waarden)


async def _wie_leest(beurt: Beurt, gedeeld: bool) -> Zin:
    lezer = await wie_leest(beurt)
    return Zin(f"utter_{NAAM}_gedeeld" if gedeeld else f"utter_{NAAM}_niet_gedeeld", lezer.waarden())


async def _meld(beurt: Beurt, antwoorden: Antwoorden, uitslag: Uitslag, eigen: dict[str, str]) -> Zin:
    """Oranje: to the begeleider when the client agreed; the words go along only when the checks are shared too."""
    gedeeld = _zei_ja(antwoorden, "lezen")
    if not _zei_ja(antwoorden, "melden"):
        return Zin(f"utter_{NAAM}_{'gedeeld' if gedeeld else 'geen_melding'}", (await wie_leest(beurt)).waarden())
    zin = Zin(f"utter_{NAAM}_melding", {"wie_leest": (await wie_leest(beurt, LEES_ORANJE)).zin})
    redenen = " ".join(reden.tekst for reden in uitslag.redenen)
    mee = "\n".join(eigen.values()) if gedeeld else ""
    await veiligheid.meld(beurt, ORANJE, woorden()["herkomst"] + redenen, mee, _gevuld(zin))
    return zin


def _verteld(beurt: Beurt, check: Check, uitslag: Uitslag, eerder: list[SignaalCheck], nu: SignaalCheck) -> Zin:
    redenen = tuple(_gevuld(Zin(f"utter_{NAAM}_reden_{reden.regel}", reden.waarden)) for reden in uitslag.redenen)
    staven = tuple(_staaf(beurt, row) for row in (*eerder, nu)[-IN_BEELD:])
    beeld = Beeld(tekst(f"utter_{NAAM}_beeld").tekst, staven)
    return Zin(f"utter_{NAAM}_einde", {"aantal": str(len(check.meer))}, blokken=redenen, beeld=beeld)


def _staaf(beurt: Beurt, row: SignaalCheck) -> Staaf:
    dag, aantal = row.done_at.astimezone(beurt.zone), len(archief.check_uit(row.waarden).meer)
    return Staaf(f"{dag.day} {woorden()['maanden'][dag.month - 1]}", aantal, len(SIGNALEN), aantal_in_woorden(aantal))


def _helpt(antwoorden: Antwoorden) -> list[Zin]:
    helpt = antwoorden.get("helpt")
    return [Zin(f"utter_{NAAM}_helpt_jou", {"helpt": helpt.woorden})] if helpt is not None and helpt.inhoud and not helpt.koos("geen") else []


def _volgende(antwoorden: Antwoorden) -> Zin:
    return Zin(f"utter_{NAAM}_volgende_{_ritme(antwoorden)}")


def _ritme(antwoorden: Antwoorden) -> str:
    gekozen = next(iter(antwoorden["ritme"].waarde.keuzes), "") if "ritme" in antwoorden else ""
    return gekozen if gekozen in WEER_NA else "geen"
