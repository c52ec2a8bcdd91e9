"""A small server of scripted turns, for tests of the chat page alone: it speaks the front interface over real HTTP
and can be told to fail. It knows no dialogue; what the widget shows of each kind of turn stands in ``turns.json``.

``faults`` is a list of what happens to the next calls of ``POST /api/messages``: ``ok``, ``drop`` (connection cut, nothing
stored), ``lose`` (stored, answer cut), ``later`` (503), ``refuse`` (400), ``lost`` (401), ``received`` (stored, answer comes
by polling), ``slow`` (answers after a second).
"""

from __future__ import annotations

import asyncio
import json
from pathlib import Path
from typing import Any

import jinja2
from aiohttp import web

from bot.care import hulplijnen

WEB = Path(__file__).parents[3] / "bot" / "web"
TURNS: list[list[dict[str, Any]]] = json.loads((Path(__file__).parent / "turns.json").read_text(encoding="utf-8"))
CSP = (
    "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:; connect-src 'self'; "
    "font-src 'self'; base-uri 'none'; form-action 'self'; frame-ancestors 'none'"
)
NOTICE = {"kind": "info", "text": ["Ik ben zo klaar, je bericht is bewaard."], "choices": [], "multiple": False, "progress": None}
QR = '<svg width="58" height="58" class="segno"><path transform="scale(2)" stroke="#000" d="M4 4.5h7m2 0h1m1 0h7M4 6.5h3m5 0h8"/></svg>'


class Stub:
    """One conversation in memory. ``start`` may be moved before the first visit to open at any scripted step."""

    def __init__(self) -> None:
        self.items: list[dict[str, Any]] = []
        self.step = 0
        self.seq = 0
        self.faults: list[str] = []
        self.session = True
        self.pending = False
        self.page = 200
        self.down = False
        self.posts: list[dict[str, Any]] = []
        self.answers: dict[str, dict[str, Any]] = {}
        self.conversation = "gesprek-1"
        self.looked: list[str] = []

    def _next(self) -> int:
        self.seq += 1
        return self.seq

    def say(self) -> list[dict[str, Any]]:
        """The next scripted turns, with ids of their own, added to the record."""
        turns = [{**turn, "id": f"t{self.step}-{place}"} for place, turn in enumerate(TURNS[self.step % len(TURNS)])]
        self.step += 1
        for turn in turns:
            self.items.append({"seq": self._next(), "from": "bot", "turn": turn})
        return turns

    def hear(self, body: dict[str, Any]) -> int:
        """Stores a client message, once per id."""
        offered = {c["id"]: c["label"] for item in self.items if item["from"] == "bot" for c in item["turn"].get("choices", [])}
        picked = [body["choice"]] if "choice" in body else body.get("choices", [])
        text = body["text"] if "text" in body else ", ".join(offered.get(choice, choice) for choice in picked)
        to = {"to": body["to"]} if "to" in body else {}
        self.items.append({"seq": self._next(), "from": "client", "id": body["id"], "text": text, "answered": not self.pending, **to})
        return self.seq

    def person(self, text: str, *, name: str = "Anna de Vries") -> str:
        """A begeleider writes, whatever is going on. Returns the id of the message."""
        seq = self._next()
        turn = {"id": f"p{seq}", "kind": "begeleider", "text": text.split("\n\n"), "choices": [], "multiple": False, "progress": None}
        turn |= {"sender": {"name": name, "at": "2026-11-29T18:05:00+00:00"}}
        self.items.append({"seq": seq, "from": "begeleider", "turn": turn, "seen": False})
        return f"p{seq}"

    def notice(self, text: str) -> str:
        """The program tells of itself, while a question may be open. Returns the id of the turn."""
        seq = self._next()
        turn = {"id": f"m{seq}", "kind": "notice", "text": [text], "choices": [], "multiple": False, "progress": None}
        self.items.append({"seq": seq, "from": "bot", "turn": turn})
        return f"m{seq}"

    async def seen(self, request: web.Request) -> web.Response:
        self.looked.append((await request.json())["id"])
        return web.json_response({})

    def finish(self) -> None:
        """The engine is there: the pending message gets its answer."""
        self.pending = False
        self.say()

    async def entry(self, request: web.Request) -> web.Response:
        body = await request.json()
        if not body["token"].startswith("goed"):
            return problem(403, "Deze link werkt niet meer.")
        self.session = True
        return web.json_response({"role": "client", "name": "Sam"})

    async def messages(self, request: web.Request) -> web.StreamResponse:
        body = await request.json()
        self.posts.append(body)
        fault = self.faults.pop(0) if self.faults else "ok"
        if self.down or fault == "drop":
            return cut(request)
        if fault == "later":
            return problem(503, "Ik kan je bericht nu niet bewaren.")
        if fault == "refuse":
            return problem(400, "Deze keuze hoort niet bij de laatste vraag.")
        if fault == "lost" or not self.session:
            self.session = False
            return problem(401, "Je bent niet aangemeld.")
        if fault == "slow":
            await asyncio.sleep(1)
        if body["id"] not in self.answers:
            self.pending = fault == "received"
            seq = self.hear(body)
            notice = {"id": f"n{seq}", **NOTICE}
            turns = [notice] if self.pending else self.say()
            self.answers[body["id"]] = {"id": body["id"], "seq": seq, "status": "received" if self.pending else "answered", "turns": turns}
        return cut(request) if fault == "lose" else web.json_response(self.answers[body["id"]])

    async def conversation_page(self, request: web.Request) -> web.StreamResponse:
        if self.down:
            return cut(request)
        if not self.session:
            return problem(401, "Je bent niet aangemeld.")
        if not self.items:
            self.say()
        after, before = int(request.query.get("after", 0)), int(request.query.get("before", 0)) or 10**9
        found = [item for item in self.items if after < item["seq"] < before]
        return web.json_response(
            {
                "conversation": self.conversation,
                "seq": self.seq,
                "pending": self.pending,
                "ready": True,
                "items": found[-self.page :],
                "earlier": len(found) > self.page,
            }
        )

    async def device_link(self, _: web.Request) -> web.Response:
        return web.json_response({"link": "http://127.0.0.1/gesprek#goedNieuw0123456789abcdef", "qr": QR})

    async def leave(self, _: web.Request) -> web.Response:
        self.session = False
        return web.json_response({})


def cut(request: web.Request) -> web.Response:
    """Breaks the connection without an answer."""
    if request.transport is not None:
        request.transport.abort()
    return web.Response()


def problem(status: int, detail: str) -> web.Response:
    body = {"type": "about:blank", "title": "Fout", "status": status, "detail": detail}
    return web.json_response(body, status=status, content_type="application/problem+json")


@web.middleware
async def policy(request: web.Request, handler: Any) -> web.StreamResponse:
    response: web.StreamResponse = await handler(request)
    response.headers["Content-Security-Policy"] = CSP
    response.headers["Cache-Control"] = "no-store"
    return response


def app(stub: Stub) -> web.Application:
    templates = jinja2.Environment(loader=jinja2.FileSystemLoader(WEB / "templates"), autoescape=True)

    def page(name: str) -> Any:
        async def show(_: web.Request) -> web.Response:
            return web.Response(text=templates.get_template(name).render(hulplijnen=hulplijnen.Hulplijnen()), content_type="text/html")

        return show

    made = web.Application(middlewares=[policy])
    made.router.add_get("/", page("start.html"))
    made.router.add_get("/gesprek", page("gesprek.html"))
    made.router.add_get("/fout", page("fout.html"))
    made.router.add_post("/api/entry", stub.entry)
    made.router.add_post("/api/messages", stub.messages)
    made.router.add_get("/api/conversation", stub.conversation_page)
    made.router.add_post("/api/seen", stub.seen)
    made.router.add_post("/api/device-link", stub.device_link)
    made.router.add_post("/api/leave", stub.leave)
    made.router.add_static("/static", WEB / "static")
    return made
