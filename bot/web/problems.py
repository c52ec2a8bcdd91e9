"""Errors as people and programs get them: problem+json (RFC 9457) for the API, a page for the browser. Texts in problems.yml."""

from __future__ import annotations

from functools import lru_cache
from pathlib import Path

import aiohttp_jinja2
import yaml
from aiohttp import web

from bot.care.hulplijnen import STANDAARD

GENERAL = {400: "verkeerd", 401: "geen_sessie", 403: "mag_niet", 404: "niet_gevonden", 405: "verkeerd", 413: "te_lang"}


@lru_cache(maxsize=1)
def _texts() -> dict[str, str]:
    loaded: dict[str, str] = yaml.safe_load((Path(__file__).parent / "problems.yml").read_text())
    return loaded


class Problem(Exception):
    """An error for the one who asked: an HTTP status and the name of a text in problems.yml, with what fills its places."""

    def __init__(self, status: int, name: str, **waarden: str) -> None:
        super().__init__(name)
        self.status, self.name, self.waarden = status, name, waarden

    @property
    def detail(self) -> str:
        return _texts()[self.name].format(**self.waarden)


def message(status: int) -> str:
    return GENERAL.get(status, "storing" if status >= 500 else "verkeerd")


def route_of(request: web.Request) -> str:
    """The route of a request, for the log: an address may hold what nobody should read there."""
    resource = request.match_info.route.resource
    return resource.canonical if resource else "?"


def problem_response(request: web.Request, problem: Problem) -> web.Response:
    if request.path.startswith("/api/"):
        body = {"type": f"urn:werkmaat:{problem.name}", "title": problem.name.replace("_", " "), "status": problem.status, "detail": problem.detail}
        return web.json_response(body, status=problem.status, content_type="application/problem+json")
    # Where our own fault keeps somebody from typing, the numbers stand on the page; nothing can be read of which organisatie it is.
    lijnen = STANDAARD if problem.status >= 500 else None
    context = {"melding": problem.detail, "status": problem.status, "hulplijnen": lijnen}
    return aiohttp_jinja2.render_template("fout.html", request, context, status=problem.status)
