"""The turn that is in progress in this task: how an action, called through Rasa, finds the transaction it works in."""

from __future__ import annotations

from contextvars import ContextVar

from bot.care.beurt import Beurt

lopende_beurt: ContextVar[Beurt] = ContextVar("lopende_beurt")
