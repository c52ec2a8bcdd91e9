"""A client who turns to the own begeleider: "ik wil iets aan Bea vragen", "zeg tegen mijn begeleider dat ik morgen niet kan".

By first name only rules can tell, for every client has another. Also read: whether the message itself was said already.
"""

from __future__ import annotations

import re
from functools import lru_cache

from bot.nlu.moves import plain

CONTACT, MESSAGE = "contact", "message"
_ROLE = r"(?:mijn|mn|me|onze) (?:begeleid\w+|jobcoach|coach|consulente?|trajectbegeleid\w+)"
_TITLES = frozenset("meneer mevrouw mevr mw dhr heer de dr drs".split())
_SAY = "zeggen|vertellen|vragen|doorgeven|melden|sturen|schrijven|laten weten|uitleggen"
_REACH = f"{_SAY}|spreken|praten|overleggen|bellen|opbellen|mailen|appen|bereiken"
_CALL = "bellen|terugbellen|opbellen|mailen|appen|belt|terugbelt|mailt|appt"
_HELLO = r"(?:(?:hoi|hallo|dag|ja|nee|ok|oke|eh|he|werkmaat|graag|en|maar) )*"
_SOME = r"(?:(?!niet\b|nooit\b|geen\b|dat\b)\w+ ){0,4}"
_ASKED = r"(?:kun|kan|kunt|wil|wilt|zou|mag|kunde|wilde) (?:je|jij|u|ge|ik)"
_TO = r"(?:(?:aan|tegen|met|naar|voor|bij) )?"
_SMALL = r"(?:(?:even|dit|het|maar|iets|alsjeblieft|aub|een|bericht|berichtje|door|eens|ook|nog) )*"
_TELL = r"(?:zeg|vertel|vraag|meld|geef|laat|app|mail|schrijf|stuur)"


def first_name(name: str) -> str:
    """The first name in a name, plain; empty when there is none to go by."""
    first = next((word for word in plain(name).split() if word not in _TITLES), "")
    return first if len(first) > 1 else ""


@lru_cache(maxsize=512)
def _forms(name: str) -> tuple[re.Pattern[str], re.Pattern[str]]:
    """What holds a message, and what is only a wish for contact; with the role, and with the first name when there is one."""
    first = first_name(name)
    own = re.escape(first) if first else _ROLE
    who = f"(?:{_ROLE}|{own})"
    message = rf"{_HELLO}(?:{_ASKED} {_SOME}{_TO}{who} {_SOME}(?:{_SAY}) (?:dat|of) |{_TELL} {_SMALL}{_TO}{who} {_SMALL}(?:weten )?(?:dat|of) )\w+"
    wish = "|".join(
        (
            rf"(?:ik|k|we|wij) (?:wil|wou|wilde|zou|moet|mag) {_SOME}{_TO}{own} {_SOME}(?:{_REACH})\b",
            rf"(?:ik|k|we|wij) (?:wil|wou|wilde|zou|moet|mag) {_SOME}(?:{_REACH}) (?:aan|tegen|met|naar) {own}\b",
            rf"(?:kan|kun|mag|wil|laat|ik wil dat|mag ik dat) {own} (?:mij|me) {_SOME}(?:{_CALL})\b",
            rf"{_ASKED} {_SOME}{_TO}{who} {_SOME}(?:{_REACH})\b",
            rf"(?:{_TELL}|bel) {_SMALL}{_TO}{own}\b",
            rf"(?:een )?(?:vraag|vraagje|bericht|berichtje) (?:aan|voor|naar) {own}\b",
        )
    )
    return re.compile(message), re.compile(f"{_HELLO}(?:{wish})")


def addressed(text: str, name: str) -> str | None:
    """MESSAGE when the text tells what to pass on to the begeleider of this name, CONTACT when it asks for contact, else None."""
    message, wish = _forms(name)
    said = plain(text)
    if message.match(said):
        return MESSAGE
    return CONTACT if wish.match(said) else None
