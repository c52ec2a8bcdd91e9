"""Runs the custom actions in this process, where Rasa expects an action server. No port, no second process, the transaction of the turn."""

from __future__ import annotations

import logging
from typing import Any

from rasa.core.actions.action import RemoteAction
from rasa.utils.endpoints import EndpointConfig
from rasa_sdk.executor import ActionExecutor

from bot.care.lopend import lopende_beurt
from bot.models.tables import Incident

log = logging.getLogger(__name__)

STORING = "utter_gedeeld_storing"

# Our own actions return what rasa-sdk makes; checking that against a JSON schema that Rasa builds anew for every call took 60 % of a turn.
RemoteAction._validate_action_result = lambda self, result: True


class LocalActions(EndpointConfig):
    """An action endpoint without HTTP. A failing action changes nothing, is recorded, and the client is told honestly."""

    def __init__(self) -> None:
        super().__init__(url="in-process")
        self.kwargs["enable_selective_domain"] = True  # do not copy the whole domain for every call
        self.executor = ActionExecutor()
        self.executor.register_package("bot.actions")

    async def request(
        self, method: str = "post", subpath: str | None = None, content_type: str | None = None, compress: bool = False, **kwargs: Any
    ) -> Any:
        call = kwargs["json"]
        beurt = lopende_beurt.get()
        stand, gesteld = dict(beurt.stand), beurt.gesteld
        try:
            async with beurt.session.begin_nested():
                return await self.executor.run(call)
        except Exception as error:
            log.error("action %s failed: %s", call["next_action"], type(error).__name__)
            beurt.gesprek.stand, beurt.gesteld = stand, gesteld
            beurt.session.add(Incident(bericht_id=beurt.bericht_id, stap=call["next_action"], fout=type(error).__name__, created_at=beurt.now))
            return {"events": _keep_asking(call["next_action"]), "responses": [{"response": STORING}]}


def _keep_asking(action: str) -> list[dict[str, Any]]:
    """After a failed validation the slot must stay empty: Rasa would take the raw text for a valid answer and end the form."""
    if not action.startswith("validate_"):
        return []
    slot = action.removeprefix("validate_").removesuffix("_form") + "_antwoord"
    return [{"event": "slot", "timestamp": None, "name": slot, "value": None}]
