"""The form of a question dialogue. One slot per dialogue: it is asked again and again, and filled only when no question is open.

The answers themselves are in our own tables; the slot says no more than whether the dialogue is done, so that nothing personal is in a slot.
"""

from __future__ import annotations

from typing import Any

from rasa_sdk import Action, Tracker
from rasa_sdk.executor import CollectingDispatcher
from rasa_sdk.types import DomainDict

from bot.care import gesprek
from bot.care.beurt import Zin
from bot.care.lopend import lopende_beurt

KLAAR = "klaar"


def zeg(dispatcher: CollectingDispatcher, zinnen: list[Zin]) -> None:
    """Hand what must be said to Rasa; the texts themselves are responses in the domain, and any of them may name the begeleider."""
    begeleider = lopende_beurt.get().begeleider
    for zin in zinnen:
        dispatcher.utter_message(response=zin.naam, json_message=zin.as_custom(), **{"begeleider": begeleider, **zin.waarden})


class VragenlijstForm(Action):
    """Validates the form's slot, that is: takes the answer. Subclasses name their dialogue.

    Rasa also calls it when a form begins, or comes back after a move; there is no new value then, and nothing to take.
    """

    dialoog = ""

    def name(self) -> str:
        return f"validate_{self.dialoog}_form" if self.dialoog else "validate_vragenlijst_form"

    async def run(self, dispatcher: CollectingDispatcher, tracker: Tracker, domain: DomainDict) -> list[dict[str, Any]]:
        if f"{self.dialoog}_antwoord" not in tracker.slots_to_validate():
            return []
        beurt = lopende_beurt.get()
        zeg(dispatcher, await gesprek.beantwoord(beurt))
        klaar = beurt.stand.get("dialoog") != self.dialoog
        return [{"event": "slot", "timestamp": None, "name": f"{self.dialoog}_antwoord", "value": KLAAR if klaar else None}]


class VragenlijstVraag(Action):
    """Asks what is open: subclasses name their dialogue."""

    dialoog = ""

    def name(self) -> str:
        return f"action_ask_{self.dialoog}_form_{self.dialoog}_antwoord"

    async def run(self, dispatcher: CollectingDispatcher, tracker: Tracker, domain: DomainDict) -> list[dict[str, Any]]:
        zeg(dispatcher, await gesprek.stel(lopende_beurt.get()))
        return []


class VragenlijstBegin(Action):
    """Starts a dialogue, or takes it up again: subclasses name it."""

    dialoog = ""

    def name(self) -> str:
        return f"action_{self.dialoog}_begin" if self.dialoog else "action_vragenlijst_begin"

    async def run(self, dispatcher: CollectingDispatcher, tracker: Tracker, domain: DomainDict) -> list[dict[str, Any]]:
        zeg(dispatcher, await gesprek.begin(lopende_beurt.get(), self.dialoog))
        return []


def acties(dialoog: str) -> list[type[Action]]:
    """The three action classes of a question dialogue; rasa-sdk finds actions by their classes."""
    soorten = (VragenlijstForm, VragenlijstVraag, VragenlijstBegin)
    return [type(f"{dialoog.title()}{soort.__name__.removeprefix('Vragenlijst')}", (soort,), {"dialoog": dialoog}) for soort in soorten]
