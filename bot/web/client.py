"""The pages of the client, besides the conversation: every module with such pages is added here, and nowhere else."""

from __future__ import annotations

from bot.web import (
    client_berichten,
    client_energie,
    client_gegevens,
    client_helpers,
    client_herinneringen,
    client_kaart,
    client_signalen,
    client_stappen,
    client_thuis,
    client_wissen,
)

PAGES = (
    client_berichten,
    client_energie,
    client_gegevens,
    client_helpers,
    client_herinneringen,
    client_kaart,
    client_signalen,
    client_stappen,
    client_thuis,
    client_wissen,
)
routes = [route for module in PAGES for route in module.routes]
