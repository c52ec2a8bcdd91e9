"""What clients say about the work they wish for: hours, days, travel, work, surroundings, motives and worries."""

from __future__ import annotations

from bot.nlu.clauses import Situation
from bot.nlu.wishes import days, hours, motives, place, travel, work
from bot.nlu.wishes.questions import Topic, topic_of
from bot.nlu.wishes.values import CERTAIN, Wish, Wishes

EXTRACTORS = (
    hours.hours, days.days, days.dayparts, travel.travel_time, travel.transport, place.workplace, place.stimuli, work.sector, work.occupation,
    motives.motives, motives.worries,
)  # fmt: skip


def understand(text: str, vraag: str | None = None) -> Wishes:
    """Return the wishes in a message as answer to `vraag` (an own question id or its Dutch words).

    Only what is wished counts: refusals, the past, other people, today and doubt give nothing (days that cannot are `niet_dagen`).
    """
    situation = Situation(text)
    topic = topic_of(vraag)
    if not situation.tokens:
        return Wishes(())
    return Wishes(tuple(wish for extract in EXTRACTORS for wish in extract(situation, topic)))


__all__ = ["CERTAIN", "Topic", "Wish", "Wishes", "topic_of", "understand"]
