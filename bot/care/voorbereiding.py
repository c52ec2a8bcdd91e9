"""Preparing for a talk with the begeleider, or with begeleider and werkgever (driegesprek). The wording stands in `bot/data/voorbereiding`.

Up to three own points, a question, and what to leave out. What the client leaves out is never offered for sharing and so never shared.
"""

from __future__ import annotations

from bot.care import samenvatting
from bot.care.antwoorden import Antwoorden
from bot.care.vragenlijst import Dialoog, Voorwaarde, Vraag

NAAM = "voorbereiding"
ALLEEN_VOOR_MIJ = "niet"


def _had_punt(nummer: int) -> Voorwaarde:
    def had(antwoorden: Antwoorden) -> bool:
        gegeven = antwoorden.get(f"punt_{nummer}")
        return gegeven is not None and gegeven.inhoud and not gegeven.koos("geen")

    return had


VRAGEN = (
    Vraag("soort", "gesprek"),
    Vraag("wanneer", "gesprek"),
    Vraag("wie_mee", "gesprek"),
    Vraag("punt_1", "punten"),
    Vraag("punt_2", "punten", nodig=_had_punt(1)),
    Vraag("punt_3", "punten", nodig=lambda antwoorden: _had_punt(1)(antwoorden) and _had_punt(2)(antwoorden)),
    Vraag("vraag", "vraag"),
    Vraag("niet", ALLEEN_VOOR_MIJ),
)
ONDERWERPEN = tuple(dict.fromkeys(vraag.onderwerp for vraag in VRAGEN))
AFSLUITING = tuple(vraag for vraag in samenvatting.vragen(NAAM, ONDERWERPEN, VRAGEN) if vraag.id != f"delen_{ALLEEN_VOOR_MIJ}")


VOORBEREIDING = Dialoog(
    naam=NAAM,
    onderwerpen=(*ONDERWERPEN, samenvatting.ONDERWERP),
    vragen=(*VRAGEN, *AFSLUITING),
    helft="vraag",
    klaar=samenvatting.afsluiting(NAAM, ONDERWERPEN, VRAGEN),
    elke_keer=tuple(vraag.id for vraag in (*VRAGEN, *AFSLUITING)),
)
