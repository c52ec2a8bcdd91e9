"""All question dialogues by name. A dialogue without an entry here cannot be started."""

from __future__ import annotations

from bot.care.bijsluiter import BIJSLUITER
from bot.care.crisiskaart import CRISISKAART
from bot.care.helpersgesprek import HELPERS
from bot.care.naaste import NAASTE
from bot.care.signaalcheck import SIGNAALCHECK
from bot.care.voorbereiding import VOORBEREIDING
from bot.care.vragenlijst import Dialoog
from bot.care.werkwensen import WERKWENSEN

DIALOGEN: dict[str, Dialoog] = {
    dialoog.naam: dialoog for dialoog in (WERKWENSEN, SIGNAALCHECK, BIJSLUITER, VOORBEREIDING, HELPERS, CRISISKAART, NAASTE)
}
