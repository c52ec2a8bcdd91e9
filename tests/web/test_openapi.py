"""The description of the API says what the API does: routes, examples, and real answers."""

from __future__ import annotations

import json
import re
import uuid
from collections.abc import AsyncIterator, Iterator
from pathlib import Path
from typing import Any

import pytest
import yaml
from aiohttp import ClientResponse, web
from aiohttp.test_utils import TestClient, TestServer
from jsonschema import Draft202012Validator, FormatChecker

from bot.care import toegang
from bot.engine.client import EngineClient
from bot.models.database import Database
from bot.settings import PROJECT, Settings
from bot.web import security, werkgever
from bot.web.app import make_app
from bot.web.keys import DATABASE, SETTINGS
from tests.people import NOW, add_begeleider, add_client

DOCUMENT: dict[str, Any] = yaml.safe_load((PROJECT / "bot" / "web" / "openapi.yml").read_text(encoding="utf-8"))
METHODS = ("get", "post", "put", "patch", "delete")
Site = TestClient[web.Request, web.Application]


@pytest.fixture
async def site(sqlite_database: Database, tmp_path: Path) -> AsyncIterator[Site]:
    """The whole front on a real database, while no worker lives."""
    async with TestClient(TestServer(make_app(Settings(data=tmp_path), sqlite_database, EngineClient(tmp_path, 1)))) as client:
        yield client


def resolve(part: dict[str, Any]) -> dict[str, Any]:
    """The part itself, or what its $ref points to."""
    if "$ref" not in part:
        return part
    found: Any = DOCUMENT
    for name in part["$ref"].removeprefix("#/").split("/"):
        found = found[name]
    return dict(found)


def operations() -> Iterator[tuple[str, str, dict[str, Any]]]:
    """Method, path and description of every operation."""
    for path, methods in DOCUMENT["paths"].items():
        for method in set(methods) & set(METHODS):
            yield method, path, methods[method]


def contents() -> Iterator[tuple[str, dict[str, Any]]]:
    """Every body that is described, with where it stands."""
    for method, path, operation in operations():
        if body := operation.get("requestBody"):
            yield from ((f"{method} {path} body", content) for content in body["content"].values())
        for status, response in operation["responses"].items():
            yield from ((f"{method} {path} {status}", content) for content in resolve(response)["content"].values())


def problems(value: object, schema: dict[str, Any]) -> list[str]:
    """Where the value does not fit the schema."""
    # The components stand beside the schema, so that its $refs are found in one document.
    validator = Draft202012Validator({**schema, "components": DOCUMENT["components"]}, format_checker=FormatChecker())
    return [f"{list(error.absolute_path)}: {error.message}" for error in validator.iter_errors(value)]


async def checked(response: ClientResponse, method: str, path: str) -> Any:
    """The body of an answer, after its status, type and content were held against the description."""
    described = resolve(DOCUMENT["paths"][path][method]["responses"][str(response.status)])
    body = json.loads(await response.text())
    assert [] == problems(body, described["content"][response.content_type]["schema"])
    return body


def test_every_api_route_is_described_and_every_described_path_is_a_route(sqlite_database: Database, tmp_path: Path) -> None:
    """Nothing undocumented can be called, and nothing is promised that is not there."""
    app = make_app(Settings(data=tmp_path), sqlite_database, EngineClient(tmp_path, 1))
    routes = {
        (route.method.lower(), route.resource.canonical) for route in app.router.routes() if route.resource is not None and route.method != "HEAD"
    }
    described = {(method, path) for method, path, _ in operations()}
    assert set() == {(method, path) for method, path in routes if path.startswith("/api/")} - described
    assert set() == described - routes


def test_every_schema_is_a_schema() -> None:
    """JSON Schema 2020-12, as OpenAPI 3.1 says."""
    for name, schema in DOCUMENT["components"]["schemas"].items():
        Draft202012Validator.check_schema({**schema, "title": name})
    assert re.fullmatch(r"3\.1\.\d+", DOCUMENT["openapi"])


def test_every_reference_leads_somewhere() -> None:
    """A $ref that points nowhere would only show when a reader follows it."""
    for reference in set(re.findall(r"'\$ref': '([^']+)'", str(DOCUMENT))):
        assert resolve({"$ref": reference})


def test_every_operation_has_a_name_of_its_own() -> None:
    """Programs that are made from the document need one name per operation."""
    names = [operation["operationId"] for _, _, operation in operations()]
    assert sorted(set(names)) == sorted(names)


def test_examples_fit_their_schemas() -> None:
    """What a reader copies from the document is right."""
    found = [(place, example["value"], content["schema"]) for place, content in contents() for example in content.get("examples", {}).values()]
    assert len(found) >= 15
    assert [] == [f"{place}: {problem}" for place, value, schema in found for problem in problems(value, schema)]


async def test_the_document_is_served_as_it_stands(site: Site) -> None:
    """GET /api/openapi.json gives the file."""
    response = await site.get("/api/openapi.json")
    assert DOCUMENT == await checked(response, "get", "/api/openapi.json")


async def test_a_client_is_answered_as_described(site: Site, sqlite_database: Database) -> None:
    """From the link to leaving, while no worker lives: every answer fits its schema."""
    client_id = await add_client(sqlite_database, await add_begeleider(sqlite_database))
    token = await toegang.invite(sqlite_database, client_id, now=NOW.replace(year=NOW.year + 1))
    assert "Kees" == (await checked(await site.post("/api/entry", json={"token": token, "device": "d"}), "post", "/api/entry"))["name"]
    message = {"id": str(uuid.uuid4()), "text": "ik werk graag buiten"}
    reply = await checked(await site.post("/api/messages", json=message), "post", "/api/messages")
    assert "received" == reply["status"]
    conversation = await checked(await site.get("/api/conversation"), "get", "/api/conversation")
    assert [message["text"]] == [item["text"] for item in conversation["items"] if item["from"] == "client"]
    await checked(await site.post("/api/device-link", json={}), "post", "/api/device-link")
    await checked(await site.post("/api/leave", json={}), "post", "/api/leave")
    assert 401 == (await site.get("/api/conversation")).status


async def test_a_safety_turn_is_answered_as_described(site: Site, sqlite_database: Database) -> None:
    """The guard answers without a worker, with turns of the same shape."""
    client_id = await add_client(sqlite_database, await add_begeleider(sqlite_database))
    token = await toegang.invite(sqlite_database, client_id, now=NOW.replace(year=NOW.year + 1))
    await site.post("/api/entry", json={"token": token})
    reply = await checked(await site.post("/api/messages", json={"id": str(uuid.uuid4()), "text": "ik wil dood"}), "post", "/api/messages")
    assert ("answered", True) == (reply["status"], "safety" in {turn["kind"] for turn in reply["turns"]})


@pytest.mark.parametrize(
    ("path", "body", "status"),
    [
        ("/api/entry", {"token": "nobody knows this"}, 403),
        ("/api/entry", {"token": 1}, 400),
        ("/api/messages", {"id": str(uuid.uuid4()), "text": "x"}, 401),
        ("/api/device-link", {}, 401),
        ("/api/leave", {}, 200),
    ],
)
async def test_a_refusal_is_answered_as_described(site: Site, path: str, body: dict[str, object], status: int) -> None:
    """Wrong input gets a Problem with a Dutch sentence."""
    response = await site.post(path, json=body)
    assert status == response.status
    await checked(response, "post", path)


async def test_another_website_is_refused_as_described(site: Site) -> None:
    """Every POST names the refusal of a page that is not ours."""
    for method, path, _ in operations():
        if method == "post":
            response = await site.post(path, json={}, headers={"Sec-Fetch-Site": "cross-site"})
            assert 403 == response.status
            await checked(response, method, path)


async def test_health_is_answered_as_described(site: Site) -> None:
    """The front is up at once, and not ready without a worker."""
    await checked(await site.get("/healthz"), "get", "/healthz")
    assert "loading" == (await checked(await site.get("/readyz"), "get", "/readyz"))["status"]


async def test_a_werkgever_is_answered_as_described(sqlite_database: Database, tmp_path: Path) -> None:
    """A question, a choice, a vote, and what is refused: every answer fits its schema."""
    app = web.Application(middlewares=[security.errors, security.cross_site])
    app[DATABASE], app[SETTINGS] = sqlite_database, Settings(data=tmp_path)
    app.add_routes(werkgever.routes)
    app.cleanup_ctx.extend(werkgever.cleanup)
    asked, voted = "/api/werkgever/messages", "/api/werkgever/votes"
    async with TestClient(TestServer(app)) as client:
        for content in ({"text": "Wat is de no-riskpolis?"}, {"choice": "wijzer"}, {"text": "hallo"}):
            body = {"id": str(uuid.uuid4()), "conversation": str(uuid.uuid4()), **content}
            response = await client.post(asked, json=body)
            assert 200 == response.status
            await checked(response, "post", asked)
        for path, wrong, status in (
            (asked, {"id": str(uuid.uuid4()), "choice": "never offered"}, 400),
            (asked, {"id": str(uuid.uuid4()), "text": "x" * 4001}, 413),
            (voted, {"subject": "nothing of that name", "clear": True}, 404),
        ):
            response = await client.post(path, json=wrong)
            assert status == response.status
            await checked(response, "post", path)
