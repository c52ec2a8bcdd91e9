"""What a line of an evaluation file must hold, so that no label is counted that nothing could ever get right."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from typing import Any

# The fields of every set with their types, as in the description of the evaluation files.
FIELDS: dict[str, dict[str, type]] = {
    "crisis": {"tekst": str, "label": str},
    "signalen": {"tekst": str, "signalen": list},
    "werkwensen": {"vraag": str, "tekst": str, "verwacht": dict},
    "globaal": {"tekst": str, "beweging": str},
    "openheid": {"vraag": str, "tekst": str, "verwacht": dict},
    "kennis": {"vraag": str, "verwacht": list},
}
_JSON_NAMES: dict[type, str] = {str: "a text", list: "a list", dict: "an object"}
LABELS = ("acuut", "zorgelijk", "geen")


def problem(set_name: str, line: object) -> str:
    """Say what is wrong with a line of this set; nothing when it can be measured."""
    if not isinstance(line, dict):
        return "is not a JSON object"
    for name, kind in FIELDS[set_name].items():
        if name not in line:
            return f"field {name!r} is missing"
        if not isinstance(line[name], kind):
            return f"field {name!r} must be {_JSON_NAMES[kind]}"
    if not isinstance(line.get("vraag"), str | None):
        return "field 'vraag' must be a text"
    check = _CHECKS.get(set_name)
    return check(line) if check else ""


def _crisis(line: Mapping[str, Any]) -> str:
    return _unknown("label", (line["label"],), LABELS)


def _signalen(line: Mapping[str, Any]) -> str:
    from bot.nlu.signals import SIGNALEN

    return _unknown("signalen", line["signalen"], SIGNALEN)


def _unknown(field: str, given: Sequence[object], known: Sequence[str]) -> str:
    """Name the labels that no set has, those there are, and what to do; nothing when all are known."""
    wrong = [one for one in given if one not in known]
    said = ", ".join(map(repr, wrong))
    return f"field {field!r} holds {said}; the labels are {', '.join(known)}: use one of these, or take the line out" if wrong else ""


def _kennis(line: Mapping[str, Any]) -> str:
    return "" if _texts(line["verwacht"]) else "field 'verwacht' must be a list of texts"


def _openheid(line: Mapping[str, Any]) -> str:
    for name in ("wie", "wat"):
        if not _texts(line["verwacht"].get(name)):
            return f"field 'verwacht' needs {name!r}: a list of texts"
    for name in ("moment", "richting"):
        if name not in line["verwacht"] or not isinstance(line["verwacht"][name], str | None):
            return f"field 'verwacht' needs {name!r}: a text or null"
    return ""


def _werkwensen(line: Mapping[str, Any]) -> str:
    for name, value in line["verwacht"].items():
        parts = value.values() if isinstance(value, dict) else value if isinstance(value, list) else (value,)
        kinds = (int, float) if isinstance(value, dict) else (str, int, float)
        if not all(isinstance(part, kinds) for part in parts):
            return f"{name!r} in field 'verwacht' must be a text, a number, a list of those, or an object of numbers"
    return ""


def _texts(value: object) -> bool:
    return isinstance(value, list) and all(isinstance(one, str) for one in value)


_CHECKS: dict[str, Callable[[Mapping[str, Any]], str]] = {
    "crisis": _crisis,
    "signalen": _signalen,
    "kennis": _kennis,
    "openheid": _openheid,
    "werkwensen": _werkwensen,
}
