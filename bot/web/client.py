"""The pages of the client, besides the conversation: every module with such pages is added here, and nowhere else."""

from __future__ import annotations

from bot.web import client_gegevens, client_helpers, client_herinneringen, client_kaart, client_stappen, client_wissen

routes = [
    *client_gegevens.routes,
    *client_helpers.routes,
    *client_herinneringen.routes,
    *client_kaart.routes,
    *client_stappen.routes,
    *client_wissen.routes,
]
