"""The settings of an organisatie as people type them: read, checked, and changed with a line in the log of who did it and when.

Every setting is a text here, on the page and on the command line alike; what it means is decided in meldinstellingen.py, hulplijnen.py and
signaalregels.py. Any begeleider of the organisatie may change them. Labels and explanations stand in `instellingen.yml`.
"""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import date, datetime, time
from functools import lru_cache
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

import yaml
from sqlalchemy import select
from sqlalchemy.ext.asyncio import AsyncSession

from bot.care import hulplijnen, meldinstellingen, signaalregels
from bot.care.invoer import OngeldigeInvoer, clean_email, clean_telefoon
from bot.models.database import Database
from bot.models.instelling_tables import InstellingWijziging
from bot.models.tables import Begeleider, Organisatie

DAGEN = ("ma", "di", "wo", "do", "vr", "za", "zo")
LEESMOMENT_MAX = 60
JA, NEE = "ja", "nee"
LOG_REGELS = 20
# Settings of which one makes no sense without the other.
NACHT = {"meldingen.laatste_email", "meldingen.laatste_dag_en_nacht"}
# Numbers of which the first may not be more than the second, and the refusal beside the second.
HOOGSTENS = (
    ("signalen.geel_vanaf", "signalen.oranje_aantal", "oranje_voor_geel"),
    ("meldingen.termijn_minuten", "meldingen.herhaal_na_minuten", "ronde_te_vroeg"),
)
MINUTEN, UREN = (1, 1440), (1, 720)


class OngeldigeInstelling(ValueError):
    """This text cannot be used; `reden` names the explanation in `instellingen.yml`, `grenzen` the least and the most of a number."""

    def __init__(self, reden: str, grenzen: tuple[int, int] | None = None) -> None:
        super().__init__(reden)
        self.reden, self.grenzen = reden, grenzen


@dataclass(frozen=True)
class Instellingen:
    """What is set now: each text by name, whether it was set or is the default."""

    organisatie_id: int
    naam: str
    teksten: Mapping[str, str]
    ruw: Mapping[str, Any]


@dataclass(frozen=True)
class Uitkomst:
    """What became of what was typed. With `fouten` (what is wrong) or `botsingen` (what holds meanwhile, and what was typed) nothing was kept.

    ook: what was changed elsewhere since the page was opened, and not here; it stays. standaard: what was left empty and holds its default
    again. velden, stand: what the fields hold now, and what was set when that was found; None: what was typed, and what it was typed over.
    """

    fouten: Mapping[str, OngeldigeInstelling] = field(default_factory=dict)
    botsingen: Mapping[str, tuple[str, str]] = field(default_factory=dict)
    ook: tuple[str, ...] = ()
    standaard: tuple[str, ...] = ()
    velden: Mapping[str, str] | None = None
    stand: Mapping[str, str] | None = None


@dataclass(frozen=True)
class Wijziging:
    """One line of the log. wie None: the command line. oud and nieuw as typed; both None for a secret."""

    sleutel: str
    wie: str | None
    moment: datetime
    oud: str | None = field(repr=False)
    nieuw: str | None = field(repr=False)


def _getal(low: int, high: int) -> Callable[[str], int]:
    def parse(text: str) -> int:
        if not re.fullmatch(r"[0-9]{1,6}", text) or not low <= int(text) <= high:
            raise OngeldigeInstelling("getal", (low, high))
        return int(text)

    return parse


def _ja(text: str) -> bool:
    if text not in (JA, NEE, ""):
        raise OngeldigeInstelling("ja_nee")
    return text == JA


def _los(text: str) -> list[str]:
    """The parts between commas and spaces; a comma at the end makes no empty one."""
    return re.findall(r"[^\s,]+", text)


def _dagen(text: str) -> list[int]:
    words = _los(text.lower())
    if not words:
        raise OngeldigeInstelling("dagen")
    if not all(word in DAGEN for word in words):
        raise OngeldigeInstelling("dagen_onbekend")
    return sorted({DAGEN.index(word) for word in words})


def _tijd(text: str) -> str:
    if not re.fullmatch(r"([01]?[0-9]|2[0-3])[:.][0-5][0-9]", text):
        raise OngeldigeInstelling("tijd")
    return text.replace(".", ":").zfill(5)


def _datums(text: str) -> list[str]:
    found = set()
    for word in _los(text):
        match = re.fullmatch(r"(\d{1,2})-(\d{1,2})-(\d{4})", word)
        try:
            found.add(date(int(match[3]), int(match[2]), int(match[1])) if match else date.fromisoformat(word))
        except ValueError:
            raise OngeldigeInstelling("datums") from None
    return [day.isoformat() for day in sorted(found)]


def _invoer(check: Callable[[str], str | None], reden: str) -> Callable[[str], str | None]:
    def parse(text: str) -> str | None:
        try:
            return check(text)
        except OngeldigeInvoer:
            raise OngeldigeInstelling(reden) from None

    return parse


def _leesmoment(text: str) -> str:
    text = " ".join(text.split())
    if len(text) > LEESMOMENT_MAX or not re.fullmatch(r"[^{}<>?!.]+", text):
        raise OngeldigeInstelling("leesmoment")
    return text


def _lijn(veld: str) -> Callable[[str], Any]:
    def parse(text: str) -> Any:
        raw: Any = text
        if veld == "extra":
            rows = [row.partition(":") for row in text.splitlines() if row.strip()]
            raw = [{"naam": naam.strip(), "telefoon": nummer.strip()} for naam, _, nummer in rows]
        try:
            found = hulplijnen.controleer(veld, raw)
        except hulplijnen.OngeldigeHulplijn as error:
            raise OngeldigeInstelling("extra" if veld == "extra" else error.reden) from None
        return raw if veld == "extra" else found

    return parse


def _signaal(naam: str) -> Callable[[str], Any]:
    grenzen = signaalregels.GRENZEN.get(naam)
    return _getal(*grenzen) if grenzen else _ja


# What an empty text means: the default again. The names are those of `organisatie.instellingen`, with a dot for a group.
VELDEN: dict[str, Callable[[str], Any]] = {
    "meldingen.werkdagen": _dagen,
    "meldingen.van": _tijd,
    "meldingen.tot": _tijd,
    "meldingen.dicht": _datums,
    "leesmoment": _leesmoment,
    "meldingen.termijn_minuten": _getal(*MINUTEN),
    "meldingen.herhaal_na_minuten": _getal(*MINUTEN),
    "meldingen.terug_na_uren": _getal(*UREN),
    "meldingen.terug_na_uren_oranje": _getal(*UREN),
    "meldingen.laatste_email": _invoer(clean_email, "email"),
    "meldingen.laatste_telefoon": _invoer(clean_telefoon, "telefoon"),
    "meldingen.laatste_dag_en_nacht": _ja,
    "meldingen.diensten": _ja,
    **{f"hulplijnen.{naam}": _lijn(naam) for naam in ("alarm", "zelfdoding", "zelfdoding_gratis", "zelfdoding_chat", "veilig_thuis")},
    **{f"hulplijnen.{naam}": _lijn(naam) for naam in ("huisarts", "huisartsenpost", "extra")},
    **{f"signalen.{naam}": _signaal(naam) for naam in signaalregels.NAMEN},
}
# On a page a tick that was taken away is not sent at all.
VINKJES = frozenset(naam for naam, parse in VELDEN.items() if parse is _ja)


@lru_cache(maxsize=1)
def uitleg() -> dict[str, Any]:
    """Groups with their settings, labels, and what is said about a text that cannot be used."""
    loaded: dict[str, Any] = yaml.safe_load(Path(__file__).with_suffix(".yml").read_text(encoding="utf-8"))
    return loaded


def fouttekst(fout: OngeldigeInstelling) -> str:
    """The refusal in plain Dutch."""
    low, high = fout.grenzen or (0, 0)
    return str(uitleg()["fouten"][fout.reden]).format(van=low, tot=high)


def controleer(getypt: Mapping[str, str]) -> tuple[dict[str, Any], dict[str, OngeldigeInstelling]]:
    """The values of these texts (None: the default), and what is wrong, by name. Raises KeyError for a setting that does not exist."""
    waarden: dict[str, Any] = {}
    fouten: dict[str, OngeldigeInstelling] = {}
    for naam, text in getypt.items():
        parse, text = VELDEN[naam], text.replace("\0", "").strip()
        try:
            waarden[naam] = parse(text) if text else None
        except OngeldigeInstelling as fout:
            fouten[naam] = fout
    return waarden, fouten


def toegepast(ruw: Mapping[str, Any], waarden: Mapping[str, Any]) -> dict[str, Any]:
    """The settings of an organisatie with these values put in (None takes one out)."""
    nieuw: dict[str, Any] = json.loads(json.dumps(dict(ruw)))
    for naam, waarde in waarden.items():
        groep, _, sleutel = naam.rpartition(".")
        if groep and not isinstance(nieuw.get(groep), dict):
            nieuw[groep] = {}
        target = nieuw[groep] if groep else nieuw
        target.pop(sleutel, None)
        if waarde is not None:
            target[sleutel] = waarde
    return nieuw


def als_teksten(ruw: Mapping[str, Any], zone: ZoneInfo) -> dict[str, str]:
    """Every setting as a text, the defaults where nothing (usable) was set."""
    m, h, s = meldinstellingen.lees(ruw, zone), hulplijnen.lees(ruw), signaalregels.lees(ruw)
    minuten, uren = meldinstellingen.MINUUT, meldinstellingen.UUR
    found = {
        "meldingen.werkdagen": " ".join(DAGEN[day] for day in sorted(m.werktijd.dagen)),
        "meldingen.van": time.strftime(m.werktijd.van, "%H:%M"),
        "meldingen.tot": time.strftime(m.werktijd.tot, "%H:%M"),
        "meldingen.dicht": "\n".join(f"{day:%d-%m-%Y}" for day in sorted(m.werktijd.dicht)),
        "leesmoment": str(ruw.get("leesmoment") or ""),
        "meldingen.termijn_minuten": f"{m.termijn / minuten:g}",
        "meldingen.herhaal_na_minuten": f"{m.herhaal_na / minuten:g}",
        "meldingen.terug_na_uren": f"{m.terug_na['rood'] / uren:g}",
        "meldingen.terug_na_uren_oranje": f"{m.terug_na['oranje'] / uren:g}",
        "meldingen.laatste_email": m.laatste_email or "",
        "meldingen.laatste_telefoon": m.laatste_telefoon or "",
        "meldingen.laatste_dag_en_nacht": JA if m.laatste_dag_en_nacht else NEE,
        "meldingen.diensten": JA if m.diensten else NEE,
        "hulplijnen.extra": "\n".join(f"{lijn.naam}: {lijn.telefoon}" for lijn in h.extra),
    }
    for naam in VELDEN:
        groep, _, sleutel = naam.rpartition(".")
        if naam not in found:
            value = getattr(h if groep == "hulplijnen" else s, sleutel)
            found[naam] = {True: JA, False: NEE}[value] if isinstance(value, bool) else str("" if value is None else value)
    return found


def _instellingen(row: Organisatie, zone: ZoneInfo) -> Instellingen:
    return Instellingen(row.id, row.naam, als_teksten(row.instellingen, zone), row.instellingen)


async def lees(session: AsyncSession, organisatie_id: int, zone: ZoneInfo) -> Instellingen:
    """What is set for this organisatie."""
    return _instellingen((await session.execute(select(Organisatie).where(Organisatie.id == organisatie_id))).scalar_one(), zone)


async def organisatie_van(database: Database, begeleider_id: int) -> int:
    async with database.read() as session:
        return (await session.execute(select(Begeleider.organisatie_id).where(Begeleider.id == begeleider_id))).scalar_one()


async def zet(
    database: Database,
    organisatie_id: int,
    getypt: Mapping[str, str],
    *,
    door: int | None,
    now: datetime,
    zone: ZoneInfo,
    basis: Mapping[str, str] | None = None,
) -> Uitkomst:
    """Keep what was typed, all or nothing, and log each change. Raises KeyError for a setting that does not exist.

    basis: the texts that the page showed. What still stands there as it was shown is not a change, and takes the value of a colleague who did
    change it.
    """
    waarden, fouten = controleer(getypt)
    if fouten:
        return Uitkomst(fouten)
    async with database.begin(organisatie_id=organisatie_id) as session:
        row = (await session.execute(select(Organisatie).where(Organisatie.id == organisatie_id).with_for_update())).scalar_one()
        nu = _instellingen(row, zone).teksten
        if not _volgorde(waarden, nu, zone):
            return Uitkomst({"meldingen.tot": OngeldigeInstelling("volgorde")})
        after = als_teksten(toegepast(row.instellingen, waarden), zone)
        toen = nu if basis is None else basis
        gewijzigd = [naam for naam in waarden if after[naam] not in (nu[naam], toen.get(naam))]
        botsingen = {naam: (nu[naam], after[naam]) for naam in gewijzigd if nu[naam] != toen.get(naam)}
        ook = tuple(naam for naam in waarden if nu[naam] != toen.get(naam) and after[naam] == toen.get(naam))
        velden = {**nu, **{naam: getypt[naam] for naam in gewijzigd}}
        if botsingen:
            return Uitkomst(botsingen=botsingen, ook=ook, velden=velden, stand=nu)
        # Only what differs from what holds: a default that stands in a field is not turned into a choice by saving the page.
        changed = {naam: waarden[naam] for naam in gewijzigd}
        nieuw = toegepast(row.instellingen, changed)
        einde = als_teksten(nieuw, zone)
        if fouten := _samen_onmogelijk(changed, nu, nieuw, einde, zone):
            return Uitkomst(fouten, ook=ook, velden=velden, stand=nu)
        if changed:
            row.instellingen = nieuw
        for naam in changed:
            _log(session, organisatie_id, door, naam, nu[naam], after[naam], now)
    leeg = (naam for naam, waarde in waarden.items() if waarde is None and naam not in VINKJES)
    return Uitkomst(ook=ook, standaard=tuple(naam for naam in leeg if einde[naam] and einde[naam] == after[naam]))


def _samen_onmogelijk(
    changed: Mapping[str, Any], nu: Mapping[str, str], nieuw: Mapping[str, Any], einde: Mapping[str, str], zone: ZoneInfo
) -> dict[str, OngeldigeInstelling]:
    """What of these changes cannot hold together, by name. What was set before, and nobody touches, is left as it is.

    nu: what is set; nieuw, einde: what would be, as values and as texts.
    """
    fouten = {
        hoog: OngeldigeInstelling(reden)
        for laag, hoog, reden in HOOGSTENS
        if {laag, hoog} & changed.keys() and float(einde[laag]) > float(einde[hoog])
    }
    if not _volgorde(changed, nu, zone):
        fouten["meldingen.tot"] = OngeldigeInstelling("volgorde")
    if NACHT & changed.keys() and _belooft_te_veel(nieuw, zone):
        fouten["meldingen.laatste_dag_en_nacht"] = OngeldigeInstelling("dag_en_nacht")
    return fouten


def _volgorde(waarden: Mapping[str, Any], teksten: Mapping[str, str], zone: ZoneInfo) -> bool:
    """Opening before closing, each as it would be; reading would put a wrong pair back to the default without a word."""
    gewoon = als_teksten({}, zone)
    van, tot = ((waarden[naam] or gewoon[naam]) if naam in waarden else teksten[naam] for naam in ("meldingen.van", "meldingen.tot"))
    return bool(van < tot)


def _belooft_te_veel(ruw: Mapping[str, Any], zone: ZoneInfo) -> bool:
    """Day and night, and nobody whom a message reaches: every night would pass as if somebody were told."""
    found = meldinstellingen.lees(ruw, zone)
    return found.laatste_dag_en_nacht and not found.wacht_dag_en_nacht


def _log(session: AsyncSession, organisatie_id: int, door: int | None, sleutel: str, oud: str | None, nieuw: str | None, now: datetime) -> None:
    session.add(InstellingWijziging(organisatie_id=organisatie_id, begeleider_id=door, sleutel=sleutel, oud=oud, nieuw=nieuw, created_at=now))


log_wijziging = _log


async def wijzigingen(session: AsyncSession, organisatie_id: int) -> tuple[Wijziging, ...]:
    """The latest changes, newest first."""
    query = (
        select(InstellingWijziging, Begeleider.naam)
        .outerjoin(Begeleider, Begeleider.id == InstellingWijziging.begeleider_id)
        .where(InstellingWijziging.organisatie_id == organisatie_id)
        .order_by(InstellingWijziging.id.desc())
        .limit(LOG_REGELS)
    )
    return tuple(Wijziging(row.sleutel, naam, row.created_at, row.oud, row.nieuw) for row, naam in (await session.execute(query)).all())
