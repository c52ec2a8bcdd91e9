"""Which subject a question is about; what was asked is context for what is answered."""

from __future__ import annotations

from enum import Enum

from bot.nlu.normalise import fold


class Topic(Enum):
    """The subjects a werkwensen question can have."""

    REASON = "waarom"
    WORK = "welk_werk"
    PLACE = "omgeving"
    HOURS = "uren"
    DAY_COUNT = "aantal_dagen"
    DAYS = "dagen"
    DAYS_OFF = "dagen_niet"
    DAYPARTS = "dagdelen"
    TRANSPORT = "vervoer"
    TRAVEL_TIME = "reistijd"
    ENERGY = "energie"
    WORRIES = "zorgen"
    LIMITS = "gevolgen"
    STORY = "verhaal"


# The first topic with a cue in the question wins, so the narrow ones come first. A cue holds for our own ids and for Dutch questions.
_CUES: tuple[tuple[Topic, tuple[str, ...]], ...] = (
    (Topic.DAYS_OFF, ("dagen_niet", "niet_dagen", "dagen niet", "niet werken op", "welke dagen kun je niet", "dagen kan je niet", "onmogelijk")),
    (Topic.DAY_COUNT, ("aantal_dagen", "hoeveel dagen", "aantal dagen")),
    (Topic.TRAVEL_TIME, ("reistijd", "hoe lang reizen", "reizen", "onderweg")),
    (Topic.TRANSPORT, ("vervoer", "hoe kom je", "waarmee reis")),
    (Topic.WORRIES, ("zorgen", "tegenop", "tegenhoud", "houdt je tegen", "waar ben je bang", "bang voor", "belemmer")),
    (Topic.LIMITS, ("gevolg", "lukt niet", "moeilijk", "merk je", "beperking")),
    (Topic.ENERGY, ("energie", "moe", "herstel", "pauze", "volhouden")),
    (Topic.DAYPARTS, ("dagdeel", "dagdelen", "tijd van de dag", "deel van de dag", "ochtend")),
    (Topic.DAYS, ("dagen",)),
    (Topic.HOURS, ("uren", "uur")),
    (Topic.REASON, ("waarom", "reden", "drijfveer", "motivatie")),
    (Topic.PLACE, ("omgeving", "werkplek", "plek", "sfeer", "wat is belangrijk", "eisen")),
    (Topic.STORY, ("verhaal", "vertel", "werkwens", "droom")),
    (Topic.WORK, ("welk_werk", "werk", "beroep", "baan", "vroeger_leuk", "geeft_energie")),
)


def topic_of(vraag: str | None) -> Topic:
    """Return the topic of a question (an own id or its Dutch words); no question is a free story."""
    text = fold(vraag or "").strip()
    for topic, cues in _CUES:
        if any(cue in text for cue in cues):
            return topic
    return Topic.STORY
