"""The pages of the client, besides the conversation: every module with such pages is named here, and nowhere else."""

from __future__ import annotations

from importlib import import_module

PAGES = ("berichten", "energie", "gegevens", "helpers", "herinneringen", "kaart", "signalen", "stappen", "thuis", "wissen")
routes = [route for naam in PAGES for route in import_module(f"bot.web.client_{naam}").routes]
