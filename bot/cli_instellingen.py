"""`werkmaat instellingen`: show and change the settings of an organisatie, and send a synthetic melding through the chain."""

from __future__ import annotations

import argparse
import asyncio
import json
from typing import Any

from sqlalchemy import select

from bot.care import instellingen, proefmelding
from bot.models.database import Database, utcnow
from bot.models.tables import Organisatie
from bot.settings import Settings

PROEF_SECONDS = 30


class Onmogelijk(Exception):
    """The command cannot do this; the message says why."""


async def organisatie(database: Database, naam: str | None) -> int:
    """The organisatie of this name, or the only one. Raises Onmogelijk."""
    async with database.read() as session:
        rows = (await session.execute(select(Organisatie.id, Organisatie.naam).order_by(Organisatie.id))).all()
    found = [row.id for row in rows if naam is None or row.naam == " ".join(naam.split())]
    if len(found) != 1:
        raise Onmogelijk("give --organisatie NAME: one of " + ", ".join(repr(row.naam) for row in rows) if rows else "there is no organisatie yet")
    return int(found[0])


async def run(database: Database, settings: Settings, options: argparse.Namespace) -> str:
    """Do what was asked and return what to print. Raises Onmogelijk."""
    number = await organisatie(database, options.organisatie)
    if options.wat == "set":
        await _zet(database, settings, number, options.waarden)
    elif options.waarden:
        raise Onmogelijk("values belong to `instellingen set`")
    if options.wat == "proefmelding":
        return await _proef(database, settings, number)
    async with database.read() as session:
        found: dict[str, Any] = dict((await instellingen.lees(session, number, settings.timezone)).teksten)
        found["webhook"] = await proefmelding.webhook_adres(session, number) or ""
    if options.json:
        return json.dumps(found, ensure_ascii=False, indent=2)
    return "\n".join(f"{naam}={waarde!r}" if "\n" in waarde else f"{naam}={waarde}" for naam, waarde in found.items())


async def _zet(database: Database, settings: Settings, number: int, waarden: list[str]) -> None:
    parts = [(one.partition("=")[0].strip(), "=" in one, one.partition("=")[2]) for one in waarden]
    typed = {naam: waarde for naam, is_set, waarde in parts if is_set}
    unknown = [naam for naam, is_set, _ in parts if naam not in (*instellingen.VELDEN, "webhook") or not is_set]
    if unknown or not typed:
        raise Onmogelijk(f"write NAME=VALUE with a name that `instellingen show` prints, not {', '.join(unknown) or 'nothing'}")
    url = typed.pop("webhook", None)
    uitkomst = await instellingen.zet(
        database, number, {k: v.replace("\\n", "\n") for k, v in typed.items()}, door=None, now=utcnow(), zone=settings.timezone
    )
    if uitkomst.fouten:
        raise Onmogelijk("; ".join(f"{naam}: {instellingen.fouttekst(fout)}" for naam, fout in uitkomst.fouten.items()))
    if url is not None:
        try:
            geheim = await proefmelding.zet_webhook(database, number, url, door=None, now=utcnow())
        except instellingen.OngeldigeInstelling as fout:
            raise Onmogelijk(f"webhook: {instellingen.fouttekst(fout)}") from None
        if geheim:
            print(f"secret of the webhook, shown once: {geheim}")


async def _proef(database: Database, settings: Settings, number: int) -> str:
    """Works beside a running front too: row locks see to it that nothing is sent twice."""
    from bot.notify import tick
    from bot.notify.clock import SystemClock

    proef = await proefmelding.start(database, number, now=utcnow())
    for _ in range(PROEF_SECONDS):
        await tick(database, settings, SystemClock())
        async with database.read() as session:
            found = next(one for one in await proefmelding.stand(session, number) if one.id == proef)
        if found.bewezen and not found.wegen:
            return "on the page only: nothing was sent, for there is no mail server (WERKMAAT_SMTP_URL) and no webhook"
        if found.bewezen:
            return "\n".join(["proven", *(f"{kanaal}: {uitkomst}" for kanaal, uitkomst, _ in found.wegen)])
        if any(uitkomst == "geweigerd" for _, uitkomst, _ in found.wegen):
            break
        await asyncio.sleep(1)
    ways = "; ".join(f"{kanaal}: {uitkomst or 'on its way'}{f' ({fout})' if fout else ''}" for kanaal, uitkomst, fout in found.wegen)
    raise Onmogelijk(f"not proven: {ways or ('nobody was found to tell' if not found.gepland else 'on its way')}")
