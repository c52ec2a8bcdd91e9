"""The rota on a page: the own deputy, who is away, and who is on duty outside working hours."""

from __future__ import annotations

import re
from datetime import UTC, datetime, timedelta

from aiohttp import web

from bot.care import rooster
from bot.models.database import utcnow
from bot.web.begeleider_pagina import for_begeleider, form_of, page, see_other
from bot.web.keys import BEGELEIDER_ID, DATABASE, SETTINGS

PAD = "/begeleider/rooster"
TIJDVAKKEN = ("afwezig", "dienst")
NUMMER = re.compile(r"[1-9][0-9]{0,8}")


@for_begeleider
async def show(request: web.Request) -> web.StreamResponse:
    """GET: the rota of the own organisatie from now on. `bewaard`: what was just changed."""
    return await _page(request, bewaard=request.query.get("bewaard", ""))


async def _page(
    request: web.Request,
    *,
    fout: str | None = None,
    bij: str | None = None,
    botst: rooster.Tijdvak | None = None,
    getypt: dict[str, str] | None = None,
    bewaard: str = "",
    status: int = 200,
) -> web.Response:
    blad = await rooster.rooster_of(request.app[DATABASE], request[BEGELEIDER_ID], now=utcnow())
    context = {"rooster": blad, "fout": fout, "bij": bij, "botst": botst, "getypt": getypt or {}, "bewaard": bewaard}
    return page(request, "begeleider/rooster.html", context, status=status)


def _nummer(form: dict[str, str], name: str) -> int | None:
    raw = form.get(name, "")
    return int(raw) if NUMMER.fullmatch(raw) else None


def _vervanger(form: dict[str, str]) -> int | None:
    """The colleague of this form, or None for an empty choice; what is no number of anybody is not an empty choice."""
    gekozen = _nummer(form, "vervanger")
    if gekozen is None and form.get("vervanger"):
        raise rooster.OngeldigRooster("vreemd")
    return gekozen


def _moment(request: web.Request, form: dict[str, str], name: str, *, einde: bool = False) -> datetime:
    """A day or a moment from a form field, in the time zone of the settings; a day as an end includes that day."""
    try:
        raw = form.get(name, "")
        moment = datetime.fromisoformat(raw).replace(tzinfo=request.app[SETTINGS].timezone)
        return (moment + timedelta(days=einde and len(raw) == len("2026-01-01"))).astimezone(UTC)
    except (ValueError, OverflowError):
        raise rooster.OngeldigRooster("datum") from None


async def _change(request: web.Request, wat: str, form: dict[str, str]) -> str:
    """Returns the part of the page that was changed."""
    me = request[BEGELEIDER_ID]
    if wat in TIJDVAKKEN:
        van, tot = _moment(request, form, "van"), _moment(request, form, "tot", einde=wat == "afwezig")
        rooster.controleer_tijdvak(van, tot, now=utcnow())
    async with request.app[DATABASE].begin() as session:
        if wat == "vervanger":
            await rooster.zet_vervanger(session, me, _vervanger(form))
        elif wat == "afwezig":
            await rooster.add_afwezigheid(session, me, van, tot, _vervanger(form))
        elif wat == "dienst":
            await rooster.add_dienst(session, me, van, tot)
        else:
            await rooster.haal_weg(session, me, _nummer(form, "afwezig"), _nummer(form, "dienst"))
            return "afwezig" if "afwezig" in form else "dienst"
    return wat


@for_begeleider
async def change(request: web.Request) -> web.StreamResponse:
    """POST: change the own part of the rota and say so there, or say beside the form why that cannot be, with what was typed."""
    wat, form = request.match_info["wat"], await form_of(request)
    try:
        deel = await _change(request, wat, form)
    except rooster.OngeldigRooster as refused:
        return await _page(request, fout=refused.reden, bij=wat, botst=refused.botst, getypt=form, status=422)
    return see_other(f"{PAD}?bewaard={'weg-' if wat == 'weg' else ''}{deel}#{deel}")


routes = [web.get(PAD, show), web.post(f"{PAD}/{{wat:vervanger|afwezig|dienst|weg}}", change)]
