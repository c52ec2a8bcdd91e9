"""The Rasa tracker as a short live cache: rebuilt for every turn from our own state, so that a turn never gets slower."""

from __future__ import annotations

import json
from collections.abc import Iterable
from typing import Any

from rasa.core.tracker_store import TrackerStore
from rasa.shared.core.constants import ACTION_LISTEN_NAME, ACTION_SESSION_START_NAME, REQUESTED_SLOT
from rasa.shared.core.events import ActionExecuted, ActiveLoop, Event, SessionStarted, SlotSet, UserUttered
from rasa.shared.core.trackers import DialogueStateTracker

from bot.care.lopend import lopende_beurt


class TurnTrackerStore(TrackerStore):
    """Gives Rasa the state a conversation is in, and keeps the events of the turn for whoever commits it."""

    def __init__(self) -> None:
        super().__init__(None)
        self._events: dict[str, str] = {}
        self._before: dict[str, int] = {}

    async def retrieve(self, sender_id: str) -> DialogueStateTracker:
        state = _state(lopende_beurt.get().stand.get("dialoog"))
        self._before[sender_id] = len(state)  # a turn may begin or end a dialogue, so this is not known any more when it is saved
        return DialogueStateTracker.from_events(sender_id, state, slots=self.domain.slots if self.domain else [], sender_source=None)

    async def save(self, tracker: DialogueStateTracker) -> None:
        before = self._before.pop(tracker.sender_id, 0)
        self._events[tracker.sender_id] = json.dumps([_plain(event) for event in list(tracker.events)[before:]], ensure_ascii=False)

    def take_events(self, sender_id: str) -> str:
        """The events of the last turn as JSON, once."""
        return self._events.pop(sender_id, "[]")

    async def keys(self) -> Iterable[str]:
        return list(self._events)


def _plain(event: Event) -> dict[str, Any]:
    return {
        key: value for key, value in event.as_dict().items() if key in ("event", "name", "text", "value", "policy", "confidence", "is_interrupted")
    }


def _state(dialoog: str | None) -> list[Event]:
    """The events after which Rasa is where the conversation is: at home, or in the form of a dialogue."""
    start: list[Event] = [ActionExecuted(ACTION_SESSION_START_NAME), SessionStarted(), ActionExecuted(ACTION_LISTEN_NAME)]
    if dialoog is None:
        return start
    form = f"{dialoog}_form"
    return [
        *start,
        UserUttered(intent={"name": f"start_{dialoog}"}),
        ActionExecuted(f"action_{dialoog}_begin"),
        ActionExecuted(form),
        ActiveLoop(form),
        SlotSet(REQUESTED_SLOT, f"{dialoog}_antwoord"),
        ActionExecuted(ACTION_LISTEN_NAME),
    ]
