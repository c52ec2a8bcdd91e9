"""Writes down who looked, for every route of the begeleider: before the page is sent, and with the change itself when there is one."""

from __future__ import annotations

from collections.abc import Awaitable, Callable
from dataclasses import replace

from aiohttp import web

from bot.care import meldingen
from bot.care.caseload import NietGevonden
from bot.care.inzage import BEGELEIDER, KOPIE, LEZEN, LIJST, UITVOEREN, WIJZIGEN, WISSEN, Daad, Inschrijving, Kijker
from bot.models.database import before_commit, utcnow
from bot.web.keys import BEGELEIDER_ID, DATABASE

Handler = Callable[[web.Request], Awaitable[web.StreamResponse]]

# The clients a page turned out to be about, set by handlers whose address does not say so.
BEKEKEN: web.RequestKey[tuple[int, ...]] = web.RequestKey("bekeken", tuple)

CLIENT_PAD, MELDING_PAD = "/begeleider/clienten/{id}", "/begeleider/meldingen/{id}"
# What each route does with data of clients; None: nothing. A route that is not here is noted as "anders", and refused by the tests.
DADEN: dict[tuple[str, str], tuple[str, str] | None] = {
    ("GET", "/begeleider"): (LEZEN, LIJST),
    ("GET", "/begeleider/clienten/nieuw"): None,
    ("POST", "/begeleider/clienten/nieuw"): (WIJZIGEN, "inschrijving"),
    ("GET", CLIENT_PAD): (LEZEN, "dossier"),
    ("POST", f"{CLIENT_PAD}/gegevens"): (WIJZIGEN, "gegevens"),
    ("POST", f"{CLIENT_PAD}/gelezen"): (WIJZIGEN, "bericht"),
    ("GET", f"{CLIENT_PAD}/berichten"): (LEZEN, "berichten"),
    ("POST", f"{CLIENT_PAD}/berichten"): (WIJZIGEN, "antwoord"),
    ("POST", f"{CLIENT_PAD}/klaarzetten"): (WIJZIGEN, "klaarzetten"),
    ("POST", f"{CLIENT_PAD}/link"): (WIJZIGEN, "link"),
    ("GET", f"{CLIENT_PAD}/link"): (LEZEN, "link"),
    ("GET", f"{CLIENT_PAD}/samenvatting/{{sid}}"): (LEZEN, "samenvatting"),
    ("GET", f"{CLIENT_PAD}/signalen"): (LEZEN, "signalen"),
    ("GET", f"{CLIENT_PAD}/energie"): (LEZEN, "energie"),
    ("GET", f"{CLIENT_PAD}/voorbereiding"): (LEZEN, "voorbereiding"),
    ("GET", f"{CLIENT_PAD}/export"): (LEZEN, "export"),
    ("POST", f"{CLIENT_PAD}/export/papier"): (UITVOEREN, KOPIE),
    ("POST", f"{CLIENT_PAD}/export/bestand"): (UITVOEREN, KOPIE),
    ("POST", f"{CLIENT_PAD}/traject"): (WIJZIGEN, "traject"),
    ("GET", f"{CLIENT_PAD}/checklist"): (LEZEN, "checklist"),
    ("POST", f"{CLIENT_PAD}/checklist"): (WIJZIGEN, "checklist_bijwerken"),
    ("GET", f"{CLIENT_PAD}/checklist/{{fase}}"): (LEZEN, "checklist"),
    ("POST", f"{CLIENT_PAD}/checklist/{{fase}}"): (WIJZIGEN, "checklist_bijwerken"),
    ("GET", f"{CLIENT_PAD}/wissen"): (LEZEN, "wissen"),
    ("POST", f"{CLIENT_PAD}/wissen"): (WISSEN, "alles"),
    ("GET", "/begeleider/ips"): None,
    ("GET", "/begeleider/instellingen"): None,
    ("POST", "/begeleider/instellingen"): None,
    ("POST", "/begeleider/instellingen/webhook"): None,
    ("POST", "/begeleider/instellingen/proef"): None,
    ("GET", "/begeleider/meldingen/afgesloten"): (LEZEN, "meldingen"),
    ("GET", MELDING_PAD): (LEZEN, "melding"),
    ("POST", f"{MELDING_PAD}/gezien"): (WIJZIGEN, "melding_gezien"),
    ("POST", f"{MELDING_PAD}/notitie"): (WIJZIGEN, "melding_notitie"),
    ("POST", f"{MELDING_PAD}/overdragen"): (WIJZIGEN, "melding_overdragen"),
    ("POST", f"{MELDING_PAD}/sluiten"): (WIJZIGEN, "melding_sluiten"),
    ("POST", f"{MELDING_PAD}/heropenen"): (WIJZIGEN, "melding_heropenen"),
    ("GET", "/begeleider/rooster"): None,
    ("POST", "/begeleider/rooster/{wat}"): None,
}
ANDERS = "anders"


def _daad(request: web.Request) -> Daad | None:
    method = "GET" if request.method == "HEAD" else request.method
    known = DADEN.get((method, _pad(request)), (LEZEN if method == "GET" else UITVOEREN, ANDERS))
    if known is None:
        return None
    number = request.match_info.get("sid") or (request.match_info.get("id") if request.path.startswith("/begeleider/meldingen/") else None)
    return Daad(known[0], known[1], int(number) if number else None)


def _pad(request: web.Request) -> str:
    resource = request.match_info.route.resource
    return resource.canonical if resource else ""


def _getoond(request: web.Request, daad: Daad) -> Daad | None:
    """What a form shows that comes back with what is wrong in it: the page it stands on, at the same address or the one above it."""
    pad = _pad(request)
    known = DADEN.get(("GET", pad)) or DADEN.get(("GET", pad.rpartition("/")[0]))
    return replace(daad, actie=known[0], soort=known[1]) if known else None


async def _clients(request: web.Request) -> tuple[int, ...]:
    """The client the address is about, if it says so."""
    if request.path.startswith("/begeleider/clienten/") and "id" in request.match_info:
        return (int(request.match_info["id"]),)
    if request.path.startswith("/begeleider/meldingen/") and "id" in request.match_info:
        found = await meldingen.client_of(request.app[DATABASE], int(request.match_info["id"]))
        return () if found is None else (found,)
    return ()


async def with_inzage(request: web.Request, handler: Handler) -> web.StreamResponse:
    """Run the handler of a begeleider's route, and note whose data it was about: done, or refused. Without that note there is no page."""
    daad, database = _daad(request), request.app[DATABASE]
    if daad is None:
        return await handler(request)
    note = Inschrijving(Kijker(BEGELEIDER, request[BEGELEIDER_ID]), await _clients(request), daad, utcnow())
    token = before_commit.set(note if note.client_ids else None)
    try:
        response = await handler(request)
    except NietGevonden:
        before_commit.reset(token)
        await note.geweigerd(database)
        raise
    except BaseException:
        before_commit.reset(token)
        raise
    before_commit.reset(token)
    if not note.client_ids:
        note.client_ids = request.get(BEKEKEN, ())
    if response.status >= 400 and not note.geschreven:
        await note.geweigerd(database)  # the form came back with what is wrong in it: nothing was done, but its page was seen
        if getoond := _getoond(request, daad):
            await replace(note, daad=getoond, geschreven=False).rond_af(database)
    else:
        await note.rond_af(database)
    return response
