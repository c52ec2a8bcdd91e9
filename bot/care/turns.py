"""What the front shows: a turn with blocks of text and choices, made from a response and kept in the conversation."""

from __future__ import annotations

import json
import re
import uuid
from collections.abc import Mapping
from dataclasses import asdict, dataclass, field
from typing import Any

from sqlalchemy import update

from bot.care.beurt import Beurt
from bot.care.hulplijnen import STANDAARD as HULPLIJNEN
from bot.care.teksten import responses
from bot.models.tables import Bericht


@dataclass(frozen=True)
class Turn:
    """One thing the bot says. kind: question | info | notice | summary | safety | knowledge. progress: {"step", "of"} or None.

    A notice comes of itself, at any moment, and changes nothing about the question that is open.

    picture: {"title", "bars": [{"label", "value", "of", "words"}]} or None. links: pages of our own, as {"href", "label"}.
    draft: words that stand ready in the text field.
    What a person wrote has the same shape: kind begeleider, with sender {"name", "at"}.
    """

    id: str
    kind: str
    text: list[str]
    choices: list[dict[str, str]]
    multiple: bool
    progress: dict[str, int] | None
    picture: dict[str, Any] | None = None
    links: list[dict[str, str]] = field(default_factory=list)
    sender: dict[str, str] | None = None
    draft: str = ""

    def as_dict(self) -> dict[str, Any]:
        """For the browser and the record; a picture, links, a sender and a draft only where there are any."""
        return {key: value for key, value in asdict(self).items() if key not in ("picture", "links", "sender", "draft") or value}


def fixed(naam: str, waarden: Mapping[str, str] | None = None) -> Turn:
    """The turn of a response that is said without the dialogue engine. Helplines that are not given are the usual ones: never an empty place."""
    text = responses()[naam].tekst
    for key, value in {**HULPLIJNEN.waarden(), **(waarden or {})}.items():
        text = text.replace(f"{{{key}}}", value)
    return render(naam, text, {})


def render(naam: str, text: str, zin: Mapping[str, Any]) -> Turn:
    """Make the turn of response `naam` with its filled text; `zin` is what travelled beside it (bot.care.beurt.Zin.as_custom)."""
    bekend = responses()
    bron = bekend.get(zin.get("keuzes_van") or naam)
    eigen = bekend.get(naam)
    choices = [{"id": keuze, "label": label} for keuze, label in (bron.keuzes if bron else ())]
    if "alleen" in zin:
        choices = [choice for choice in choices if choice["id"] in zin["alleen"]]
    # What was added (a topic, "Zo laten") comes before "Iets anders" and "Weet ik niet", the most likely choices first.
    choices = _placed(choices, list(zin.get("extra", ())))
    blocks = [block.strip() for block in re.split(r"\n\s*\n", text) if block.strip()]
    if zin.get("blokken"):
        blocks = [*blocks[:-1], *zin["blokken"], blocks[-1]]
    kind = (eigen.custom.get("kind") if eigen else None) or ("question" if "?" in text else "info")
    voortgang = zin.get("voortgang")
    return Turn(
        id=str(uuid.uuid4()),
        kind=kind,
        text=[re.sub(r"[ \t]*\n[ \t]*", " ", block) for block in blocks],
        choices=choices,
        multiple=bool(bron and bron.custom.get("multiple") and choices),
        # "Onderwerp 1 van 1" tells nothing.
        progress={"step": voortgang[0], "of": voortgang[1]} if voortgang and voortgang[1] > 1 else None,
        picture=_picture(zin.get("beeld")),
        links=[{"href": link["naar"], "label": link["label"]} for link in (eigen.custom.get("links", ()) if eigen else ())],
        draft=zin.get("voorzet", ""),
    )


def _picture(beeld: Mapping[str, Any] | None) -> dict[str, Any] | None:
    if not beeld:
        return None
    bars = [{"label": staaf["label"], "value": staaf["waarde"], "of": staaf["van"], "words": staaf["woorden"]} for staaf in beeld["staven"]]
    return {"title": beeld["titel"], "bars": bars}


LAATSTE = ("geen", "meer", "anders", "weet_niet", "niet")


def _placed(choices: list[dict[str, str]], extra: list[dict[str, str]]) -> list[dict[str, str]]:
    first = [choice for choice in choices if choice["id"] not in LAATSTE]
    return [*first, *extra, *(choice for choice in choices if choice["id"] in LAATSTE)]


def write_turn(beurt: Beurt, turn: Turn) -> None:
    """Put one reply in the conversation."""
    gesprek = beurt.gesprek
    gesprek.last_seq += 1
    beurt.session.add(
        Bericht(
            id=turn.id,
            gesprek_id=gesprek.id,
            seq=gesprek.last_seq,
            van="bot",
            beurt=json.dumps(turn.as_dict(), ensure_ascii=False),
            reply_to=beurt.bericht_id,
            answered_at=beurt.now,
            created_at=beurt.now,
        )
    )


async def write_turns(beurt: Beurt, turns: list[Turn]) -> None:
    """Put the replies in the conversation and mark the message answered."""
    for turn in turns:
        write_turn(beurt, turn)
    await beurt.session.execute(update(Bericht).where(Bericht.id == beurt.bericht_id).values(answered_at=beurt.now))
