"""The guard on the werkgever's side: which helplines to show for a text. The chat is anonymous, so nobody can be told; that is said too."""

from __future__ import annotations

from bot.nlu.safety import assess

_BY_KIND = {
    "neuro": "utter_werkgever_veiligheid_neuro",
    "overdosis": "utter_werkgever_veiligheid_neuro",
    "geweld": "utter_werkgever_veiligheid_gevaar",
    "onveilig": "utter_werkgever_veiligheid_gevaar",
}


def gevaar(text: str) -> str | None:
    """The name of the text with helplines that a message calls for (red, or in doubt), or None. Source: DIALOGUES 7."""
    verdict = assess(text)
    if verdict.niveau not in ("rood", "vraag"):
        return None
    return _BY_KIND.get(verdict.soort or "", "utter_werkgever_veiligheid")
