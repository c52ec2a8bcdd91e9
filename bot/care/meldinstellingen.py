"""What an organisatie sets about meldingen: working hours, how long one waits, and the last resort. Bad values fall back: the chain must not stop."""

from __future__ import annotations

import logging
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field, replace
from datetime import date, time, timedelta
from typing import Any
from zoneinfo import ZoneInfo

from bot.care.werktijd import Werktijd

log = logging.getLogger(__name__)
SLEUTEL = "meldingen"
MINUUT, UUR = timedelta(minutes=1), timedelta(hours=1)


@dataclass(frozen=True)
class MeldInstellingen:
    """termijn: how long a rood melding waits for one rung. terug_na: acknowledged but not closed. herhaal_na: nobody at all answered.

    laatste_*: the last resort; the program mails and does not call, so a number alone is only shown to people. diensten: outside working hours
    somebody is on duty.
    """

    werktijd: Werktijd
    termijn: timedelta = 15 * MINUUT
    terug_na: Mapping[str, timedelta] = field(default_factory=lambda: {"rood": 24 * UUR, "oranje": 72 * UUR})
    herhaal_na: timedelta = UUR
    laatste_email: str | None = None
    laatste_telefoon: str | None = None
    laatste_dag_en_nacht: bool = False
    diensten: bool = False

    @property
    def heeft_laatste(self) -> bool:
        """There is a last resort that a message can be sent to."""
        return self.laatste_email is not None

    @property
    def wacht_dag_en_nacht(self) -> bool:
        """A message reaches the last resort at any hour."""
        return self.laatste_dag_en_nacht and self.heeft_laatste


def lees(instellingen: Mapping[str, Any], zone: ZoneInfo) -> MeldInstellingen:
    """From `organisatie.instellingen["meldingen"]`; every value that cannot be used is left at its default and named in the log."""
    raw = instellingen.get(SLEUTEL)
    raw = raw if isinstance(raw, Mapping) else {}

    def get(name: str, default: Any, make: Callable[[Any], Any]) -> Any:
        if name not in raw:
            return default
        try:
            return make(raw[name])
        except (TypeError, ValueError, OverflowError):
            log.warning("setting meldingen.%s cannot be used", name)
            return default

    base = Werktijd(zone)
    werktijd = replace(
        base,
        dagen=get("werkdagen", base.dagen, _dagen),
        van=get("van", base.van, time.fromisoformat),
        tot=get("tot", base.tot, time.fromisoformat),
        dicht=get("dicht", base.dicht, lambda days: frozenset(date.fromisoformat(day) for day in days)),
    )
    if werktijd.van >= werktijd.tot:
        werktijd = replace(werktijd, van=base.van, tot=base.tot)
    return MeldInstellingen(
        werktijd=werktijd,
        termijn=get("termijn_minuten", 15 * MINUUT, _positive(MINUUT)),
        terug_na={
            "rood": get("terug_na_uren", 24 * UUR, _positive(UUR)),
            "oranje": get("terug_na_uren_oranje", 72 * UUR, _positive(UUR)),
        },
        herhaal_na=get("herhaal_na_minuten", UUR, _positive(MINUUT)),
        laatste_email=get("laatste_email", None, _text),
        laatste_telefoon=get("laatste_telefoon", None, _text),
        laatste_dag_en_nacht=raw.get("laatste_dag_en_nacht") is True,
        diensten=raw.get("diensten") is True,
    )


def _positive(unit: timedelta) -> Callable[[Any], timedelta]:
    def make(value: Any) -> timedelta:
        if isinstance(value, bool) or not 0 < float(value) <= 100_000:
            raise ValueError
        return float(value) * unit

    return make


def _dagen(value: Any) -> frozenset[int]:
    found = frozenset(value)
    if not found or not found <= set(range(7)):
        raise ValueError
    return found


def _text(value: Any) -> str | None:
    if not isinstance(value, str):
        raise TypeError
    return value.strip() or None
