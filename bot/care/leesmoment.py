"""Who reads, and when: the truth a client is told, from the rota and the working hours. Pure; it follows the ladder of bot/notify/ladder.py.

Source of the rule: DIALOGUES 7 ("out of hours the client is told the truth"). The words for days stand in `leesmoment.yml`, the sentences in
`bot/data/gedeeld/domain.yml` (`utter_gedeeld_leest_…`).
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime, timedelta
from functools import lru_cache
from pathlib import Path
from typing import Any

import yaml

from bot.care.rooster import Rooster
from bot.care.werktijd import Werktijd

# A request (a message, a wish to be called) also reaches who stands in; what is shared, only the own begeleider can read.
ROOD, ORANJE, VERZOEK, GEDEELD = "rood", "oranje", "verzoek", "gedeeld"
ZELF, LATER, DIENST, WACHT, COLLEGA, VERVANGER, TEAM, WEG = "zelf", "later", "dienst", "wacht", "collega", "vervanger", "team", "weg"
# What comes in the last hour of a working day may be read on the next.
LAATSTE_UUR = timedelta(hours=1)
WEEK = 7
# Somebody who is away again each time he comes back is looked for no further than this.
AFWEZIGHEDEN = 60


@dataclass(frozen=True)
class Lezer:
    """How it stands (soort: the end of the name of the sentence), the moment somebody can be expected to read, and which colleague (a number)."""

    soort: str
    moment: datetime
    collega: int | None = None


def eerste_moment(rooster: Rooster, begeleider: int, now: datetime) -> datetime:
    """When this begeleider is at work: now, or the first opening at which he is not away."""
    moment = rooster.werktijd.opening(now)
    for _ in range(AFWEZIGHEDEN):
        away = [vak.tot for vak in rooster.afwezig if vak.begeleider == begeleider and vak.op(moment)]
        if not away:
            break
        moment = rooster.werktijd.opening(max(away))
    return moment


def wie_leest(rooster: Rooster, begeleider: int, now: datetime, *, niveau: str) -> Lezer:
    """Who can be expected to read what comes in now. niveau: rood, oranje, verzoek or gedeeld."""
    zelf = eerste_moment(rooster, begeleider, now)
    if niveau == VERZOEK:
        opening = rooster.werktijd.opening(now)
        if (deputy := rooster.waarnemer(begeleider, opening)) is not None:
            return Lezer(VERVANGER, opening, deputy)
        # On the last evening of an absence the own begeleider is who will read it, but who stands in still may.
        return Lezer(ZELF if rooster.aanwezig(begeleider, now) else WEG, zelf, rooster.waarnemer(begeleider, now))
    if niveau == GEDEELD:
        return Lezer(ZELF if rooster.aanwezig(begeleider, now) else WEG, zelf)
    if niveau == ORANJE or rooster.werktijd.open_op(now):
        return _in_werktijd(rooster, begeleider, rooster.werktijd.opening(now), zelf)
    return _buiten_werktijd(rooster, begeleider, now, zelf)


def _in_werktijd(rooster: Rooster, begeleider: int, moment: datetime, zelf: datetime) -> Lezer:
    if rooster.aanwezig(begeleider, moment):
        return Lezer(ZELF, moment)
    deputy = rooster.vervanger_van(begeleider, moment)
    if deputy is not None:
        return Lezer(VERVANGER, moment, deputy)
    anybody = any(rooster.aanwezig(one, moment) for one in rooster.team)
    return Lezer(TEAM, moment) if anybody else Lezer(WEG, zelf)


def _buiten_werktijd(rooster: Rooster, begeleider: int, now: datetime, zelf: datetime) -> Lezer:
    on_duty = rooster.in_dienst(now)
    if begeleider in on_duty:
        return Lezer(ZELF, now)
    if on_duty:
        return Lezer(DIENST, zelf, on_duty[0])
    if rooster.instellingen.wacht_dag_en_nacht:
        return Lezer(WACHT, zelf)
    opening, dienst = rooster.werktijd.volgende_opening(now), rooster.volgende_dienst(now)
    if dienst is not None and dienst < opening:
        return Lezer(LATER, dienst) if begeleider in rooster.in_dienst(dienst) else Lezer(COLLEGA, dienst, rooster.in_dienst(dienst)[0])
    found = _in_werktijd(rooster, begeleider, opening, zelf)
    return Lezer(LATER, found.moment) if found.soort == ZELF else found


@lru_cache(maxsize=1)
def kalender() -> dict[str, Any]:
    loaded: dict[str, Any] = yaml.safe_load(Path(__file__).with_suffix(".yml").read_text(encoding="utf-8"))
    return loaded


def in_woorden(moment: datetime, now: datetime, werktijd: Werktijd, *, meteen: bool = False) -> str:
    """A moment of reading in plain words: "vandaag", "morgen", "maandag", "maandag 14 december".

    meteen: somebody is alarmed now; else what comes just before closing time may wait for the next working day, and that is said.
    """
    if not meteen and moment == now and werktijd.open_op(now) and werktijd.uren(now.astimezone(werktijd.zone).date())[1] - now < LAATSTE_UUR:
        return str(kalender()["een_van_twee"]).format(dag=_dag(werktijd.volgende_opening(now), now, werktijd))
    return _dag(moment, now, werktijd)


def _dag(moment: datetime, now: datetime, werktijd: Werktijd) -> str:
    woorden, day = kalender(), moment.astimezone(werktijd.zone).date()
    ahead = (day - now.astimezone(werktijd.zone).date()).days
    if ahead <= 1:
        return str(woorden["morgen" if ahead == 1 else "vandaag"])
    naam = str(woorden["dagen"][day.weekday()])
    return naam if ahead < WEEK else str(woorden["ver"]).format(dag=naam, nummer=day.day, maand=woorden["maanden"][day.month - 1])


def datum_in_woorden(day: date) -> str:
    """A day further off, with its year: "1 maart 2027"."""
    return f"{day.day} {kalender()['maanden'][day.month - 1]} {day.year}"
