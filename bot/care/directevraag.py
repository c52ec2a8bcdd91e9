"""The direct question when words may mean danger: about suicide, about an attack that happens now, or about danger from or to others.

Source: DIALOGUES 7.2 (ask once, calmly and directly). What is asked follows from what the words seem to mean: a no to "Denk je aan zelfdoding?" says
nothing about a stroke or a blow. Any answer but a clear no counts as yes.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from sqlalchemy import select

from bot.care import hulplijnen
from bot.care.beurt import Beurt
from bot.care.teksten import tekst
from bot.care.turns import Turn, fixed
from bot.models.tables import Bericht

if TYPE_CHECKING:
    from bot.nlu.safety.answers import Asked

NEE = "nee"
# In the state: {over: what is asked about, om: the messages that made it be asked}.
GESTELD = "directe_vraag"


@dataclass(frozen=True)
class DirecteVraag:
    """One direct question. derde: the choice beside yes and no, by which its turns are known. soort: the danger when the answer is no no."""

    over: Asked
    soort: str
    derde: str
    vraag: str
    nee: str
    grond: str


ZELFDODING = DirecteVraag(
    "zelfdoding", "suicide", "wil_niet_zeggen", "utter_gedeeld_veiligheid_vraag", "utter_gedeeld_veiligheid_nee", "direct question"
)
NEURO = DirecteVraag("neuro", "neuro", "weet_niet", "utter_gedeeld_veiligheid_vraag_neuro", "utter_gedeeld_veiligheid_nee_neuro", "neuro question")
GEVAAR = DirecteVraag("gevaar", "geweld", "liever_niet", "utter_gedeeld_veiligheid_vraag_gevaar", "utter_gedeeld_veiligheid_nee", "gevaar question")
VRAGEN = (ZELFDODING, NEURO, GEVAAR)
_OVER = {"neuro": NEURO, "geweld": GEVAAR, "onveilig": GEVAAR}


def over(soort: str | None) -> DirecteVraag:
    """What is asked about this kind of danger."""
    return _OVER.get(soort or "", ZELFDODING)


def open_vraag(beurt: Beurt) -> DirecteVraag:
    """The question that was asked last."""
    gevraagd = beurt.stand.get(GESTELD, {}).get("over")
    return next((vraag for vraag in VRAGEN if vraag.over == gevraagd), ZELFDODING)


def van_turn(turn: dict[str, Any]) -> DirecteVraag | None:
    """Which direct question a stored turn asks; None when it asks something else."""
    ids = {choice["id"] for choice in turn["choices"]} if turn["kind"] == "safety" else set()
    return next((vraag for vraag in VRAGEN if NEE in ids and vraag.derde in ids), None)


def begin(beurt: Beurt, vraag: DirecteVraag) -> None:
    """Remember what is asked, and because of which message."""
    eerder = beurt.stand.get(GESTELD, {}).get("om", [])
    beurt.zet(**{GESTELD: {"over": vraag.over, "om": [*eerder, beurt.bericht_id]}})


async def stel(beurt: Beurt, *, weer: bool = False) -> Turn:
    """The question, the first time or again in other words."""
    naam = open_vraag(beurt).vraag
    return fixed(f"{naam}_uitleg" if weer else naam, (await hulplijnen.van_client(beurt.session, beurt.client_id)).waarden())


async def woorden(beurt: Beurt) -> str:
    """The words that made it be asked, with the answer: a begeleider who reads only "ja" does not know to what."""
    eerder = await gezegd(beurt, beurt.stand.get(GESTELD, {}).get("om", []))
    if not eerder:
        return beurt.invoer.tekst
    # Filled without str.format: words may hold any sign.
    voor, na = tekst("utter_gedeeld_veiligheid_woorden_na_vraag").tekst.split("{woorden}")
    return voor + "\n".join(eerder) + na.replace("{antwoord}", beurt.invoer.tekst)


async def gezegd(beurt: Beurt, berichten: list[str]) -> list[str]:
    """The words of these messages of the conversation, in their order."""
    query = select(Bericht.tekst).where(Bericht.id.in_(berichten), Bericht.gesprek_id == beurt.gesprek.id).order_by(Bericht.seq)
    return [one for one in await beurt.session.scalars(query) if one]
