"""Werkwensen for Rasa: its form, and its start."""

from __future__ import annotations

from typing import Any

from rasa_sdk import Action, Tracker
from rasa_sdk.executor import CollectingDispatcher
from rasa_sdk.types import DomainDict

from bot.actions.vragenlijst import VragenlijstForm, VragenlijstVraag, zeg
from bot.care import gesprek
from bot.care.lopend import lopende_beurt


class ValidateWerkwensenForm(VragenlijstForm):
    dialoog = "werkwensen"


class ActionAskWerkwensen(VragenlijstVraag):
    dialoog = "werkwensen"


class ActionWerkwensenBegin(Action):
    def name(self) -> str:
        return "action_werkwensen_begin"

    async def run(self, dispatcher: CollectingDispatcher, tracker: Tracker, domain: DomainDict) -> list[dict[str, Any]]:
        zeg(dispatcher, await gesprek.begin(lopende_beurt.get(), "werkwensen"))
        return []
