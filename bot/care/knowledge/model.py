"""A subject of the knowledge base as a value, and the parser of its Markdown file.

The schema has one home: this module names the keys and their allowed values, `knowledge/README.md` explains them to
editors (a test parses its example) and `bot/lint/knowledge.py` enforces them.
"""

from __future__ import annotations

import datetime as dt
import re
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import yaml

THEMAS = (
    "nah-basis",
    "nah-op-het-werk",
    "gesprek-en-openheid",
    "begeleiding-ips",
    "regelingen",
    "verzuim-en-uitval",
    "juridisch-privacy",
    "organisatie",
    "traject-fasen",
    "gevolgen",
    "signalen",
)
FASEN = ("alle", "voortraject", "matching", "plaatsing", "duurzame-inzetbaarheid", "uitval")
DOELGROEPEN = ("werkgever", "client", "begeleider")
ZEKERHEDEN = ("hoog", "middel", "laag")
ROLLEN = (
    "werknemer",
    "werkgever",
    "leidinggevende",
    "collegas",
    "begeleiding",
    "arbodienst",
    "persoonlijke-omgeving",
    "hulpverlening",
    "publieke-partijen",
    "regiehouder",
)
REQUIRED = ("id", "titel", "vragen", "doelgroep", "thema", "fase", "bronnen", "nagekeken", "geldig_tot", "zekerheid", "contact")
OPTIONAL = ("titel_client", "contact_client", "vragen_client", "termen", "trefwoorden", "rol", "onderdeel_van", "grondslag")
CLIENT_HEADING = "## Voor de client"
# The same for the client once more, in simpler words with an example: for who asks what is meant.
EXPLAIN_HEADING = "## Uitleg client"
HEADINGS = (CLIENT_HEADING, EXPLAIN_HEADING)

_FENCE = re.compile(r"^---[ \t]*$", re.MULTILINE)
_Loader: Any = getattr(yaml, "CSafeLoader", yaml.SafeLoader)  # the C loader reads 250 files in a tenth of the time


class KnowledgeFileError(ValueError):
    """A file that cannot be read as a subject.

    `line` (from 1) is where reading stopped, `reason` one of no_front_matter, bad_yaml, no_mapping, bad_value (the checker
    words it), `detail` what was found.
    """

    def __init__(self, path: Path, line: int, reason: str, detail: str = "") -> None:
        super().__init__(f"{path}:{line}: {reason} {detail}".rstrip())
        self.path, self.line, self.reason, self.detail = path, line, reason, detail


@dataclass(frozen=True)
class Bron:
    """One source: what it is called, where it stands, of what date (free text, "onbekend" when it has none)."""

    titel: str
    vindplaats: str
    datum: str

    @property
    def voor_client(self) -> str:
        """The source with its date, for who reads it in a talk; of an unknown date nothing is said."""
        return self.titel if self.datum.startswith("onbekend") else f"{self.titel} ({self.datum})"


@dataclass(frozen=True)
class Onderwerp:
    """One subject with its answer; fields carry the names of the front matter."""

    id: str
    titel: str
    vragen: tuple[str, ...]
    vragen_client: tuple[str, ...]
    termen: tuple[str, ...]
    trefwoorden: tuple[str, ...]
    doelgroep: tuple[str, ...]
    thema: str
    fase: str
    rol: str | None
    onderdeel_van: str | None
    bronnen: tuple[Bron, ...]
    nagekeken: dt.date
    geldig_tot: dt.date | None
    zekerheid: str
    contact: str
    grondslag: str | None
    antwoord: tuple[str, ...]
    antwoord_client: tuple[str, ...]
    uitleg_client: tuple[str, ...]
    titel_client: str | None
    contact_client: str | None
    path: Path

    def is_expired(self, today: dt.date) -> bool:
        """Whether the answer may no longer be served as current on this day."""
        return self.geldig_tot is not None and self.geldig_tot < today

    def titel_for(self, doelgroep: str) -> str:
        """The title in the wording of this audience."""
        return self.titel_client if doelgroep == "client" and self.titel_client else self.titel

    def contact_for(self, doelgroep: str) -> str:
        """Whom this audience can ask."""
        return self.contact_client if doelgroep == "client" and self.contact_client else self.contact

    def blocks_for(self, doelgroep: str) -> tuple[str, ...]:
        """The blocks of the answer in the wording of this audience; who has no own wording reads the werkgever's."""
        return self.antwoord_client if doelgroep == "client" and self.antwoord_client else self.antwoord


Blocks = tuple[tuple[int, str], ...]


@dataclass(frozen=True)
class RawFile:
    """A file split in front matter and body, with the line of every key, before anything is checked."""

    path: Path
    meta: dict[str, Any]
    lines: dict[str, int]
    antwoord: Blocks
    antwoord_client: Blocks
    uitleg_client: Blocks
    headings: Blocks


def read_raw(path: Path, text: str | None = None) -> RawFile:
    """Split a file; raises KnowledgeFileError when there is no front matter or it is no YAML mapping."""
    text = path.read_text(encoding="utf-8") if text is None else text
    fences = list(_FENCE.finditer(text))
    if len(fences) < 2 or text[: fences[0].start()].strip():
        raise KnowledgeFileError(path, 1, "no_front_matter")
    front = text[fences[0].end() : fences[1].start()]
    try:
        node = yaml.compose(front, Loader=_Loader)
        meta = yaml.load(front, Loader=_Loader)  # noqa: S506 - a safe loader, see above
    except yaml.YAMLError as error:
        mark = getattr(error, "problem_mark", None)
        raise KnowledgeFileError(path, 1 + (mark.line if mark else 0), "bad_yaml", str(getattr(error, "problem", error))) from error
    except ValueError as error:  # an impossible date such as 2026-13-40
        raise KnowledgeFileError(path, 1, "bad_value", str(error)) from error
    if not isinstance(meta, dict) or not isinstance(node, yaml.MappingNode):
        raise KnowledgeFileError(path, 1, "no_mapping")
    lines = {str(key.value): key.start_mark.line + 1 for key, _ in node.value}
    body_start = text.count("\n", 0, fences[1].end()) + 1
    return RawFile(path, meta, lines, *_split_body(text[fences[1].end() :], body_start))


def _split_body(body: str, first_line: int) -> tuple[Blocks, Blocks, Blocks, Blocks]:
    """Blocks for the werkgever, blocks for the client, its explanation, and headings, each with its line."""
    sections: tuple[list[tuple[int, str]], ...] = ([], [], [])
    headings: list[tuple[int, str]] = []
    current, fresh = 0, True
    for offset, line in enumerate(body.split("\n")):
        stripped = line.strip()
        if stripped.startswith("#"):
            headings.append((first_line + offset, stripped))
            current, fresh = (1 + HEADINGS.index(stripped) if stripped in HEADINGS else current), True
        elif not stripped:
            fresh = True
        elif fresh:
            sections[current].append((first_line + offset, stripped))
            fresh = False
        else:
            number, text = sections[current][-1]
            sections[current][-1] = (number, f"{text} {stripped}")
    return tuple(sections[0]), tuple(sections[1]), tuple(sections[2]), tuple(headings)


def to_onderwerp(raw: RawFile) -> Onderwerp:
    """Build the subject of a file that the checker accepts; raises KnowledgeFileError when a needed key is missing or of the wrong kind."""
    meta = raw.meta
    try:
        return Onderwerp(
            id=str(meta["id"]),
            titel=str(meta["titel"]),
            vragen=_texts(meta["vragen"]),
            vragen_client=_texts(meta.get("vragen_client")),
            termen=_texts(meta.get("termen")),
            trefwoorden=_texts(meta.get("trefwoorden")),
            doelgroep=_texts(meta["doelgroep"]),
            thema=str(meta["thema"]),
            fase=str(meta["fase"]),
            rol=meta.get("rol"),
            onderdeel_van=meta.get("onderdeel_van"),
            bronnen=tuple(Bron(str(b["titel"]), str(b["vindplaats"]), str(b["datum"])) for b in meta["bronnen"]),
            nagekeken=_date(meta["nagekeken"]),
            geldig_tot=_date(meta["geldig_tot"]) if meta["geldig_tot"] is not None else None,
            zekerheid=str(meta["zekerheid"]),
            contact=str(meta["contact"]),
            grondslag=meta.get("grondslag"),
            antwoord=tuple(text for _, text in raw.antwoord),
            antwoord_client=tuple(text for _, text in raw.antwoord_client),
            uitleg_client=tuple(text for _, text in raw.uitleg_client),
            titel_client=meta.get("titel_client"),
            contact_client=meta.get("contact_client"),
            path=raw.path,
        )
    except (KeyError, TypeError) as error:
        raise KnowledgeFileError(raw.path, 1, "bad_value", str(error)) from error


def _texts(value: Any) -> tuple[str, ...]:
    if value is None:
        return ()
    if not isinstance(value, list):
        raise TypeError(repr(value))
    return tuple(str(item) for item in value)


def _date(value: Any) -> dt.date:
    if not isinstance(value, dt.date):
        raise TypeError(repr(value))
    return value


def subject_files(root: Path) -> list[Path]:
    """Every subject file below the knowledge folder, in a fixed order; README files are about the base, not in it."""
    return sorted(path for path in root.rglob("*.md") if path.name != "README.md")


def load_onderwerpen(root: Path) -> tuple[Onderwerp, ...]:
    """Read every subject; raises KnowledgeFileError at the first file that cannot be read."""
    return tuple(to_onderwerp(read_raw(path)) for path in subject_files(root))
