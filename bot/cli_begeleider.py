"""`werkmaat begeleider`: add one, a new passphrase or address, an absence, clients to a colleague, and leaving."""

from __future__ import annotations

import argparse
from datetime import UTC, datetime, time, timedelta

from bot.care import begeleiders, rooster, toegang
from bot.cli_instellingen import Onmogelijk
from bot.models.database import Database, utcnow
from bot.settings import Settings

GAAT_NIET = {
    "clienten": "{aantal} clients are still with this begeleider: give them to a colleague first, with --clienten-naar EMAIL",
    "meldingen": "{aantal} open meldingen are still with this begeleider: a colleague takes them up, or they are closed, on the page of the melding",
    "laatste": "this is the last begeleider of the organisatie: add another one first",
    "zelf": "that is the same begeleider",
    "elders": "that begeleider works for another organisatie",
    "afwezig": "that colleague is away now, and {aantal} open meldingen would wait for nobody: choose somebody who is there",
}
ROOSTER = {
    "volgorde": "the last day comes before the first",
    "voorbij": "those days are over",
    "lang": "an absence is at most a year, and begins within a year",
    "ver": "an absence is at most a year, and begins within a year",
    "overlap": "an absence with another deputy stands over those days",
    "vreemd": "the deputy must be a colleague of the same organisatie",
    "zelf": "somebody cannot be the own deputy",
}


async def run(database: Database, settings: Settings, options: argparse.Namespace) -> tuple[str, str]:
    """Do what was asked. Returns what to print, and what to say beside it. Raises Onmogelijk, OngeldigeInvoer and BegeleiderOnbekend."""
    if options.vervanger and not options.afwezig:
        raise Onmogelijk("--vervanger belongs to --afwezig")
    if options.nieuwe_wachtzin:
        wachtzin = await toegang.renew_wachtzin(database, options.email)
        return wachtzin, "Logged out everywhere. Who waits after wrong attempts can log in with this one at once"
    try:
        if done := await _wijzig(database, settings, options):
            return done, ""
    except begeleiders.GaatNiet as error:
        raise Onmogelijk(GAAT_NIET[error.reden].format(aantal=error.aantal)) from None
    except rooster.OngeldigRooster as error:
        raise Onmogelijk(ROOSTER[error.reden]) from None
    if not (options.naam and options.organisatie):
        raise Onmogelijk("give --naam and --organisatie for somebody new; of somebody who is known say what to change (see --help)")
    return await toegang.enroll_begeleider(database, options.organisatie, options.naam, options.email, now=utcnow()), ""


async def _wijzig(database: Database, settings: Settings, options: argparse.Namespace) -> str:
    """Change a begeleider who is known; empty when nothing of that kind was asked."""
    now = utcnow()
    if options.nieuw_adres is not None:
        await begeleiders.nieuw_adres(database, await _bekend(database, options.email), options.nieuw_adres, now=now)
        return f"Logs in and is mailed with {options.nieuw_adres.strip()} from now on"
    if options.afwezig:
        await _afwezig(database, settings, options, now)
        return "Noted as away"
    if options.clienten_naar is not None:
        van, naar = await _bekend(database, options.email), await _bekend(database, options.clienten_naar)
        return f"Clients given to the colleague, and told so: {await begeleiders.zet_over(database, van, naar, now=now)}"
    if options.weg:
        await begeleiders.vertrek(database, await _bekend(database, options.email), now=now)
        return "Left: logged out everywhere, no login and no mail any more. What was written stays, with the name"
    return ""


async def _bekend(database: Database, email: str) -> int:
    found = await toegang.find_begeleider(database, email)
    if found is None:
        raise toegang.BegeleiderOnbekend(f"No begeleider has the e-mail address {email.strip()}")
    return found.id


async def _afwezig(database: Database, settings: Settings, options: argparse.Namespace, now: datetime) -> None:
    """Whole days, in the time zone of the settings, as on the page of the rota."""
    wie = await _bekend(database, options.email)
    vervanger = await _bekend(database, options.vervanger) if options.vervanger else None
    begin, end = options.afwezig
    try:
        days = (begin, end + timedelta(days=1))
        van, tot = (datetime.combine(day, time.min, settings.timezone).astimezone(UTC) for day in days)
    except OverflowError:
        raise rooster.OngeldigRooster("lang") from None
    rooster.controleer_tijdvak(van, tot, now=now)
    async with database.begin() as session:
        await rooster.add_afwezigheid(session, wie, van, tot, vervanger)
