"""The pages of the client, besides the conversation: every module with such pages is added here, and nowhere else."""

from __future__ import annotations

from bot.web import client_berichten, client_gegevens, client_herinneringen, client_kaart, client_thuis, client_wissen

routes = [
    *client_berichten.routes,
    *client_gegevens.routes,
    *client_herinneringen.routes,
    *client_kaart.routes,
    *client_thuis.routes,
    *client_wissen.routes,
]
