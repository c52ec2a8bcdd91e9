"""Words that go with a melding of danger later: that it was meant otherwise. The melding stands; only people may judge what was meant.

Source: DIALOGUES 7.5 (every step is logged; the client is told the truth). The turn holds
the lock of the gesprek, which every act of people on a melding takes first.
"""

from __future__ import annotations

import uuid

from sqlalchemy import select

from bot.care.beurt import Beurt
from bot.care.contact import wie_leest
from bot.care.meldingstand import AANGEVULD, Stand
from bot.care.meldingverloop import stap_van, stappen_van
from bot.care.teksten import tekst
from bot.care.turns import Turn, fixed
from bot.models.meldingen_tables import MeldingStap
from bot.models.tables import Melding

# So often words are added to one melding: what is said again and again after that tells its reader nothing new.
MEEST = 5
TEKST = "utter_gedeeld_veiligheid_anders_bedoeld"


async def zet_erbij(beurt: Beurt) -> Turn:
    """Add the words of this message to the last melding of danger, as a step in its log; says what was done with them."""
    waarden = {"begeleider": (await wie_leest(beurt)).begeleider}
    query = select(Melding).where(Melding.client_id == beurt.client_id, Melding.niveau == "rood").order_by(Melding.id.desc()).limit(1)
    melding = await beurt.session.scalar(query)
    if melding is None or melding.gesloten_at is not None:
        # Nobody looks at it any more. The choices that follow lead to the begeleider.
        return fixed(f"{TEKST}_gesloten", waarden)
    stappen = tuple(stap_van(row) for row in (await stappen_van(beurt.session, melding.id))[melding.id])
    # Filled without str.format: words may hold any sign.
    voor, na = tekst("utter_gedeeld_veiligheid_woorden_later").tekst.split("{woorden}")
    later = na.replace("{later}", beurt.invoer.tekst)
    if later in (melding.woorden or ""):
        return fixed(f"{TEKST}_al", waarden)
    if sum(stap.soort == AANGEVULD for stap in stappen) >= MEEST:
        return fixed(f"{TEKST}_vol", waarden)
    melding.woorden = voor + (melding.woorden or "") + later
    ronde = Stand(melding.niveau, melding.created_at, 0, stappen).ronde
    beurt.session.add(MeldingStap(melding_id=melding.id, sleutel=uuid.uuid4().hex, soort=AANGEVULD, ronde=ronde, created_at=beurt.now))
    return fixed(TEKST, waarden)
