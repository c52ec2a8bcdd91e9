"""When what a client did cannot be stored: whoever is in danger reads whom to call, also then. One place for every way in.

The words are judged by the guard, which needs no database. Words never reach the log.
"""

from __future__ import annotations

import logging

from aiohttp import web

from bot.care import hulplijnen, veiligheid
from bot.care.beurt import Invoer
from bot.care.hulplijnen import Hulplijnen
from bot.web.keys import CLIENT_ID, DATABASE
from bot.web.problems import Problem, route_of

log = logging.getLogger(__name__)


class NotStored(Problem):
    """What the client did could not be done. `lijnen`: whom to call, when it worries."""

    def __init__(self, lijnen: Hulplijnen | None) -> None:
        if lijnen is None:
            super().__init__(503, "niet_bewaard")
        else:
            super().__init__(503, "niet_bewaard_gevaar", **lijnen.waarden())
        self.lijnen = lijnen


async def not_stored(request: web.Request, invoer: Invoer, error: Exception) -> NotStored:
    """What to answer after a fault of any kind on the way to storing this. `request` knows the client when that could still be read."""
    log.error("%s %s could not be done: %s", request.method, route_of(request), type(error).__name__, exc_info=log.isEnabledFor(logging.DEBUG))
    worries = await veiligheid.maakt_bezorgd(invoer)
    return NotStored(await hulplijnen.hoe_dan_ook(request.app[DATABASE], request.get(CLIENT_ID)) if worries else None)
