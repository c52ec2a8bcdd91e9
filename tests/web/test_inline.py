"""Numbers in a text of safety can be tapped, also on a page without script."""

from __future__ import annotations

import re

import pytest

from bot.web.inline import met_nummers


@pytest.mark.parametrize(
    ("text", "links"),
    [
        ("Ben je nu in gevaar, bel dan 112.", ["tel:112"]),
        ("Bel 113 of 0800-0113, of chat op 113.nl.", ["tel:113", "tel:08000113", "https://113.nl"]),
        ("Jij noemde: Jan, 06-12345678", ["tel:0612345678"]),
        ("of bel +31 6 1234 5678", ["tel:+31612345678"]),
        ("Het kost 1.112 euro en duurt 112,5 minuut.", []),
    ],
)
def test_numbers_and_addresses_become_links(text: str, links: list[str]) -> None:
    """The same ones as in the conversation."""
    shown = str(met_nummers(text))
    assert links == re.findall(r'href="([^"]*)"', shown)
    assert text == re.sub(r"<[^>]*>", "", shown)


def test_what_somebody_typed_is_never_markup() -> None:
    """A name may hold any sign."""
    assert '&lt;b&gt;<a class="bel" href="tel:112">112</a>&amp;' == str(met_nummers("<b>112&"))
