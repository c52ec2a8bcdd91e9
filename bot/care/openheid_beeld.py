"""The picture of openheid: advantages and disadvantages as bars, by how much they weigh for this client. Words say the same.

No total is made of either side: a sum would look like an advice (DIALOGUES 4: the assistant never advises a direction).
"""

from __future__ import annotations

from bot.care.antwoorden import Antwoorden
from bot.care.beurt import Beeld, Staaf
from bot.care.openheid_lezing import GEWICHTEN, NAAM, NADELEN, VOORDELEN, gewicht
from bot.care.teksten import tekst

ZWAARST = max(GEWICHTEN.values())


def gewogen(antwoorden: Antwoorden) -> bool:
    """Whether anything was weighed at all."""
    return any(gewicht(antwoorden, vraag) for vraag in (*VOORDELEN, *NADELEN))


def beeld(antwoorden: Antwoorden) -> Beeld | None:
    """Per side the heaviest first; what was not weighed is left out. None when nothing was."""
    if not gewogen(antwoorden):
        return None
    title = tekst(f"utter_{NAAM}_beeld")
    staven = [_staaf(antwoorden, vraag, title.custom[kant]) for kant, vragen in (("voor", VOORDELEN), ("tegen", NADELEN)) for vraag in _op_gewicht(antwoorden, vragen)]
    return Beeld(title.tekst, tuple(staven))


def _op_gewicht(antwoorden: Antwoorden, vragen: tuple[str, ...]) -> list[str]:
    weighed = [vraag for vraag in vragen if gewicht(antwoorden, vraag)]
    return sorted(weighed, key=lambda vraag: -GEWICHTEN[gewicht(antwoorden, vraag)])


def _staaf(antwoorden: Antwoorden, vraag: str, kant: str) -> Staaf:
    naam, zwaarte = tekst(f"utter_{NAAM}_{vraag}").custom["kop"], gewicht(antwoorden, vraag)
    return Staaf(f"{kant}: {naam[:1].lower()}{naam[1:]}", GEWICHTEN[zwaarte], ZWAARST, tekst(f"utter_{NAAM}_beeld").custom["woorden"][zwaarte])
