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
from bot.care.signaallezing import ALLES, BEGONNEN, KEUZES, NIETS, check_van, deelt, eigen_woorden, kop_met_vraag, zei_ja
from bot.care.signalen import ORANJE, SIGNALEN, Check, Uitslag, aantal_in_woorden, beoordeel, grond, woorden
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
    mag, eigen = deelt(antwoorden), eigen_woorden(antwoorden, WOORDEN_VAN)
    meldt = uitslag.niveau == ORANJE and zei_ja(antwoorden, "melden")
    naar_wie, melding_id = await _meld(beurt, mag, uitslag, eigen) if meldt else (await _wie_leest(beurt, mag, uitslag), None)
    row = SignaalCheck(
        client_id=beurt.client_id,
        done_at=beurt.now,
        waarden=archief.als_json(check, uitslag, _samen_met(antwoorden)),
        woorden=json.dumps(eigen, ensure_ascii=False),
        niveau=uitslag.niveau,
        gedeeld=mag != NIETS,
        woorden_gedeeld=mag == ALLES,
        verteld=_gevuld(naar_wie),
        melding_id=melding_id,
    )
    beurt.session.add(row)
    await beurt.session.flush()
    await herinneringen.gedaan(beurt.session, beurt.client_id, herinneringen.SIGNAALCHECK, now=beurt.now)
    await zet_weer(beurt, NAAM, beurt.now + WEER_NA[_ritme(antwoorden)])
    return [_verteld(beurt, check, uitslag, eerder, row), *_helpt(antwoorden), naar_wie, *await _volgende(beurt, antwoorden)]


def _samen_met(antwoorden: Antwoorden) -> tuple[str, ...]:
    """Who helped this time; who helped with what is usual, months ago, has no part in this check."""
    begin = antwoorden[BEGONNEN].datum
    return tuple(dict.fromkeys(een.waarde.samen_met for een in antwoorden.values() if een.waarde.samen_met and een.datum >= begin))


def _gevuld(zin: Zin) -> str:
    return tekst(zin.naam).gevuld(zin.waarden)


async def _wie_leest(beurt: Beurt, mag: str, uitslag: Uitslag) -> Zin:
    naam = "geen_melding" if mag == NIETS and uitslag.niveau == ORANJE else f"gedeeld_{mag}"
    return Zin(f"utter_{NAAM}_{naam}", (await wie_leest(beurt)).waarden())


async def _meld(beurt: Beurt, mag: str, uitslag: Uitslag, eigen: dict[str, str]) -> tuple[Zin, int]:
    """Oranje, to the begeleider as agreed: the reasons go along only when the checks are shared, the words only when they are too."""
    wie = (await wie_leest(beurt, LEES_ORANJE)).zin
    redenen = () if mag == NIETS else uitslag.redenen
    mee = "\n".join(f"{kop_met_vraag(vraag, gezegd)}: {gezegd}" for vraag, gezegd in eigen.items()) if mag == ALLES else ""
    inhoud = KEUZES if mag == ALLES and not mee else mag  # where nothing was typed, no words are said to go along
    zin = Zin(f"utter_{NAAM}_melding", {"wie_leest": wie, "bericht": tekst(f"utter_{NAAM}_bericht_{inhoud}").tekst})
    return zin, await veiligheid.meld(beurt, ORANJE, grond(redenen), mee, _gevuld(zin))


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


async def _volgende(beurt: Beurt, antwoorden: Antwoorden) -> list[Zin]:
    """When the next one is; a mail about it is offered where mail can be sent and none was arranged yet."""
    ritme = _ritme(antwoorden)
    volgende = Zin(f"utter_{NAAM}_volgende_{ritme}")
    adres = await herinneringen.lees_adres(beurt.session, beurt.client_id)
    te_regelen = beurt.kan_mailen and ritme != "geen" and (adres is None or not adres.bevestigd)
    return [volgende, Zin(f"utter_{NAAM}_mail")] if te_regelen else [volgende]


def _ritme(antwoorden: Antwoorden) -> str:
    gekozen = next(iter(antwoorden["ritme"].waarde.keuzes), "") if "ritme" in antwoorden else ""
    return gekozen if gekozen in WEER_NA else "geen"
