"""Crisiskaart for Rasa: its form, the question that is open, and its start."""

from bot.actions.vragenlijst import acties

ACTIONS = acties("crisiskaart")
