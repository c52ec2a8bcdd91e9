"""The guard on the werkgever's side: which helplines to show for a text. The chat is anonymous, so nobody can be told; that is said too.

`gevaar.yml` adds what is said about somebody else, which the guard (made for people who speak of themselves) may pass over.
"""

from __future__ import annotations

import re
from functools import lru_cache
from pathlib import Path

import yaml

from bot.care import guard
from bot.nlu.moves import plain

_BY_KIND = {
    "neuro": "utter_werkgever_veiligheid_neuro",
    "overdosis": "utter_werkgever_veiligheid_neuro",
    "geweld": "utter_werkgever_veiligheid_gevaar",
    "onveilig": "utter_werkgever_veiligheid_gevaar",
}


@lru_cache(maxsize=1)
def _vocabulary() -> tuple[tuple[tuple[str, re.Pattern[str]], ...], re.Pattern[str]]:
    data = yaml.safe_load(Path(__file__).with_name("gevaar.yml").read_text(encoding="utf-8"))
    return tuple((naam, re.compile(pattern)) for naam, pattern in data["ander"].items()), re.compile(data["onschuldig"])


def gevaar(text: str) -> str | None:
    """The name of the text with helplines that a message calls for (red, or in doubt), or None. Source: DIALOGUES 7."""
    others, harmless = _vocabulary()
    words = plain(text)
    if harmless.fullmatch(words):
        return None
    verdict = guard.load().assess(text)
    if verdict.niveau in ("rood", "vraag"):
        return _BY_KIND.get(verdict.soort or "", "utter_werkgever_veiligheid")
    return next((naam for naam, pattern in others if pattern.search(words)), None)
