"""All question dialogues by name. A dialogue without an entry here cannot be started."""

from __future__ import annotations

from bot.care.antwoorden import Antwoorden, lees
from bot.care.beurt import Beurt
from bot.care.bijsluiter import BIJSLUITER
from bot.care.energielijst import ENERGIELIJST
from bot.care.signaalcheck import SIGNAALCHECK
from bot.care.voorbereiding import VOORBEREIDING
from bot.care.vragenlijst import Dialoog
from bot.care.werkwensen import WERKWENSEN

DIALOGEN: dict[str, Dialoog] = {dialoog.naam: dialoog for dialoog in (WERKWENSEN, SIGNAALCHECK, ENERGIELIJST, BIJSLUITER, VOORBEREIDING)}


async def alles(beurt: Beurt, dialoog: Dialoog) -> Antwoorden:
    """The answers of a dialogue, and what else its conditions and texts need."""
    return {**await dialoog.erbij(beurt), **await lees(beurt.session, beurt.client_id, dialoog.naam)}
