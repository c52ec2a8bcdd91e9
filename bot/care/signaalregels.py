"""When a signaal-check is geel or oranje: what an organisatie sets, in `organisatie.instellingen["signalen"]`.

The rules are those of DIALOGUES 5 (after the folder "Herken de signalen" for work with NAH). A value that cannot be used is left at its default and
named in the log: a check must never fail on a setting.
"""

from __future__ import annotations

import logging
from collections.abc import Mapping
from dataclasses import dataclass, fields
from typing import Any

log = logging.getLogger(__name__)
SLEUTEL = "signalen"
# There are twelve signals, and a longer row of checks than this would take a quarter of a year to say anything.
GRENZEN: Mapping[str, tuple[int, int]] = {
    "geel_vanaf": (1, 12),
    "oranje_aantal": (1, 12),
    "oranje_meer_dan_vorige": (1, 12),
    "oranje_reeks": (2, 12),
}


class OngeldigeRegel(ValueError):
    """This value cannot be used for this rule; `naam` is the rule, `grenzen` the least and the most (None: yes or no)."""

    def __init__(self, naam: str, grenzen: tuple[int, int] | None) -> None:
        super().__init__(f"The rule {naam} needs {'yes or no' if grenzen is None else f'a whole number from {grenzen[0]} to {grenzen[1]}'}")
        self.naam, self.grenzen = naam, grenzen


@dataclass(frozen=True)
class SignaalRegels:
    """geel_vanaf: so many signals "meer" make geel. Oranje is any one of the others.

    oranje_aantal: so many "meer" in one check. oranje_meer_dan_vorige: so many more than in the check before. oranje_met_verandering: one "meer"
    together with a recent change. oranje_reeks: so many checks that rise in a row. oranje_eigen_teken: the client's own early-warning sign.
    """

    geel_vanaf: int = 1
    oranje_aantal: int = 4
    oranje_meer_dan_vorige: int = 2
    oranje_met_verandering: bool = True
    oranje_reeks: int = 3
    oranje_eigen_teken: bool = True


STANDAARD = SignaalRegels()
NAMEN = tuple(one.name for one in fields(SignaalRegels))


def controleer(naam: str, waarde: Any) -> int | bool:
    """The value of one rule as it may be stored. Raises OngeldigeRegel; KeyError for a rule that does not exist."""
    grenzen = GRENZEN.get(naam)
    if grenzen is None:
        if not isinstance(getattr(STANDAARD, naam, None), bool):
            raise KeyError(naam)
        if isinstance(waarde, bool):
            return waarde
        raise OngeldigeRegel(naam, None)
    if isinstance(waarde, int) and not isinstance(waarde, bool) and grenzen[0] <= waarde <= grenzen[1]:
        return waarde
    raise OngeldigeRegel(naam, grenzen)


def lees(instellingen: Mapping[str, Any]) -> SignaalRegels:
    """From the settings of an organisatie."""
    raw = instellingen.get(SLEUTEL)
    found: dict[str, Any] = {}
    for naam in NAMEN:
        if not isinstance(raw, Mapping) or naam not in raw:
            continue
        try:
            found[naam] = controleer(naam, raw[naam])
        except OngeldigeRegel:
            log.warning("setting signalen.%s cannot be used", naam)
    return SignaalRegels(**found)
