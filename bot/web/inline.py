"""Telephone numbers and addresses in a text of safety as links, for pages without script (the widget: static/js/inline.js)."""

from __future__ import annotations

import re

from markupsafe import Markup

_PHONE = r"0[89]00[ -]?\d{3,4}(?:[ -]?\d{2,3})?|0\d{1,3}[ -]?\d{6,8}|0\d{1,3}(?:[ -]\d{2,4}){2,4}|\+31[ -]?\d[\d -]{7,11}\d"
_SHORT = r"11[23](?![.,]\d|\.nl|\d)"
_ADDRESS = r"https://[^\s<>\"')\]]*[^\s<>\"')\].,;:!?]|(?:www\.)?113\.nl"
_LINK = re.compile(rf"(?<![\d.,\w@-])(?P<address>{_ADDRESS})|(?<![\d.,\w@-])(?P<number>(?:{_PHONE}|{_SHORT})(?!\w))", re.IGNORECASE)


def met_nummers(text: str) -> Markup:
    """The text with its numbers to tap and its addresses to follow; everything else is escaped."""
    parts, end = [], 0
    for found in _LINK.finditer(text):
        parts += [Markup.escape(text[end : found.start()]), _link(found)]
        end = found.end()
    return Markup("").join([*parts, Markup.escape(text[end:])])


def _link(found: re.Match[str]) -> Markup:
    if number := found["number"]:
        return Markup('<a class="bel" href="tel:{}">{}</a>').format(re.sub(r"[^\d+]", "", number), number)
    address = found["address"]
    where = address if address.lower().startswith("https") else f"https://{address}"
    return Markup('<a href="{}" target="_blank" rel="noopener noreferrer">{}</a>').format(where, address)
