"""Who asks, for the limits per visitor: a proxy is believed only when it is one of ours."""

from __future__ import annotations

import pytest
from aiohttp import web
from aiohttp.test_utils import make_mocked_request
from multidict import CIMultiDict

from bot.settings import Settings, SettingsError
from bot.web.keys import SETTINGS
from bot.web.security import sender

VISITOR = "203.0.113.7"


def _seen(remote: str, *forwarded: str, proxies: str = "") -> str:
    app = web.Application()
    app[SETTINGS] = Settings.from_env({"WERKMAAT_PROXIES": proxies})
    headers = CIMultiDict(("X-Forwarded-For", line) for line in forwarded)
    return sender(make_mocked_request("GET", "/", headers, app=app).clone(remote=remote))


@pytest.mark.parametrize(
    ("remote", "proxies"),
    [("127.0.0.1", ""), ("::1", ""), ("::ffff:127.0.0.1", ""), ("172.18.0.3", "10.0.0.5, 172.18.0.0/16"), ("10.0.0.5", "10.0.0.5")],
)
def test_what_our_own_proxy_tells_counts(remote: str, proxies: str) -> None:
    """On this machine, or named in the settings; the last address is the one the proxy saw, those before it can be made up."""
    assert VISITOR == _seen(remote, f"198.51.100.1, {VISITOR}", proxies=proxies)


def test_a_proxy_may_add_a_line_of_its_own() -> None:
    """Behind what the visitor sent: that cannot choose the address that counts."""
    assert VISITOR == _seen("127.0.0.1", "198.51.100.1", VISITOR)


@pytest.mark.parametrize(("remote", "proxies"), [("172.18.0.3", ""), ("198.51.100.9", "172.18.0.0/16"), ("", "172.18.0.0/16")])
def test_what_somebody_else_tells_does_not(remote: str, proxies: str) -> None:
    """Or everybody could be somebody new at every attempt."""
    assert remote == _seen(remote, VISITOR, proxies=proxies)


def test_without_a_proxy_it_is_the_other_end() -> None:
    """Nothing was forwarded."""
    assert "127.0.0.1" == _seen("127.0.0.1")


@pytest.mark.parametrize("value", ["proxy.example.nl", "10.0.0.5/8", "10.0.0.0-10.0.0.9", "*"])
def test_a_proxy_that_cannot_be_one_stops_the_start(value: str) -> None:
    """In one line that names the setting."""
    with pytest.raises(SettingsError, match="WERKMAAT_PROXIES"):
        Settings.from_env({"WERKMAAT_PROXIES": value})
