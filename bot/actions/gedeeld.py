"""The moves of every dialogue for Rasa: one action class per move, made from the list in `bot/care/bewegingen.py`."""

from __future__ import annotations

from typing import Any

from rasa_sdk import Action, Tracker
from rasa_sdk.executor import CollectingDispatcher
from rasa_sdk.types import DomainDict

from bot.actions.vragenlijst import zeg
from bot.care import gesprek
from bot.care.bewegingen import BEWEGINGEN
from bot.care.lopend import lopende_beurt


class ActionBeweging(Action):
    """What a move says. Inside a form Rasa asks the open question again after it; outside, `action_thuis` follows."""

    beweging = ""

    def name(self) -> str:
        return f"action_{self.beweging or 'beweging'}"

    async def run(self, dispatcher: CollectingDispatcher, tracker: Tracker, domain: DomainDict) -> list[dict[str, Any]]:
        beurt = lopende_beurt.get()
        if beurt.stand.get("tussen") == "vastgelopen":
            beurt.zet(tussen=None, misverstaan=None)  # this was understood: back to the question itself
        zeg(dispatcher, await BEWEGINGEN[self.beweging](beurt))
        if not tracker.active_loop:
            zeg(dispatcher, await gesprek.stel(beurt))
        return []


# One class per move; rasa-sdk finds actions by their classes.
ACTIONS = [type(f"Action{naam.title().replace('_', '')}", (ActionBeweging,), {"beweging": naam, "__module__": __name__}) for naam in BEWEGINGEN]


class ActionAntwoord(Action):
    """Outside a form: an answer to an interlude, or something we cannot place. Then what one can do."""

    def name(self) -> str:
        return "action_antwoord"

    async def run(self, dispatcher: CollectingDispatcher, tracker: Tracker, domain: DomainDict) -> list[dict[str, Any]]:
        beurt = lopende_beurt.get()
        zeg(dispatcher, await gesprek.beantwoord(beurt))
        zeg(dispatcher, await gesprek.stel(beurt))
        return []


class ActionThuis(Action):
    """After a dialogue has ended: what one can do now."""

    def name(self) -> str:
        return "action_thuis"

    async def run(self, dispatcher: CollectingDispatcher, tracker: Tracker, domain: DomainDict) -> list[dict[str, Any]]:
        beurt = lopende_beurt.get()
        beurt.gesteld = False
        zeg(dispatcher, await gesprek.stel(beurt))
        return []
