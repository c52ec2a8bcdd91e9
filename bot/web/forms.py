"""Small things that every server-rendered page with a form needs."""

from __future__ import annotations

import uuid

from aiohttp import web
from aiohttp.http_exceptions import BadHttpMessage
from multidict import MultiDictProxy

from bot.web.problems import Problem

# Nine digits: more would not fit the integer column of PostgreSQL, and a number that is too large must be a 404 like any other.
NUMBER = r"[1-9][0-9]{0,8}"


def see_other(address: str) -> web.Response:
    """Send the browser to another page with a GET, so that reloading never sends a form twice."""
    return web.Response(status=303, headers={"Location": address})


def number(request: web.Request, name: str) -> int:
    """A number in the path; the route pattern has made sure that it is one."""
    return int(request.match_info[name])


async def posted(request: web.Request) -> MultiDictProxy[str | bytes | bytearray | web.FileField]:
    """All fields of a form. Raises Problem when what was sent is not one: cut off, wrongly put together, or in letters nobody knows."""
    try:
        return await request.post()
    except (ValueError, LookupError, RuntimeError, AssertionError, BadHttpMessage):  # aiohttp has no class of its own for it
        raise Problem(400, "verkeerd") from None


async def form_of(request: web.Request) -> dict[str, str]:
    """The text fields of a form; files are ignored. Raises Problem as `posted`."""
    return {name: value for name, value in (await posted(request)).items() if isinstance(value, str)}


def given_id(form: dict[str, str], name: str) -> str:
    """The id in this field; empty when there is none that can be one."""
    try:
        return str(uuid.UUID(form.get(name, "")))
    except ValueError:
        return ""


def new_or_given_id(form: dict[str, str]) -> str:
    """The id a page put in its form, so that pressing twice sends once; a new one when there is none."""
    return given_id(form, "id") or str(uuid.uuid4())


async def page_of(request: web.Request) -> str | None:
    """The address of the page that a form which is sent to this address stands on: the nearest address above it, or this one, that can be shown."""
    path = request.path
    while path:
        found = await request.app.router.resolve(request.clone(method="GET", rel_url=request.rel_url.with_path(path)))
        if found.http_exception is None:
            return path
        path = path.rpartition("/")[0]
    return None
