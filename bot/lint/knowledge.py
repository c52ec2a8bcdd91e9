"""The checker of the knowledge base: one small function per rule, every finding as `file:line: message`.

Rules: `knowledge/README.md` (the template), DIALOGUES 1 (length, plain words) and 8 (blocks, sources, "uit de ggz").
Messages are Dutch, because editors read them; they stand in `knowledge_messages.yml`.
"""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Callable, Iterator
from functools import lru_cache
from pathlib import Path
from typing import Any

import yaml

from bot.care.knowledge import model
from bot.care.knowledge.model import KnowledgeFileError, Onderwerp, RawFile
from bot.lint.finding import Finding

MAX_BLOCKS, MAX_BLOCK_WORDS, MAX_SENTENCE_WORDS, MIN_QUESTIONS, MAX_TITLE = 3, 40, 15, 6, 70
THEMAS_THAT_EXPIRE = ("regelingen", "verzuim-en-uitval", "juridisch-privacy")
_HERE = Path(__file__).parent
# What a client reads as a title or as whom to ask is about the client, not about somebody an employer has.
_NOT_FOR_CLIENT = re.compile(
    r"(?<!\w)(u|uw|iemand|medewerkers?|kandida\w+|werknemers?|client\w*|NAH|voor werkgevers|werkgeversservicepunt)(?!\w)", re.IGNORECASE
)
_SENTENCE_END = re.compile(r"(?<=[.!?])[\"')]*\s+")
_MARKUP = re.compile(r"^[-*>|]\s|^\d+\.\s|\*\*|__|`|\]\(|<[a-z/]|https?://", re.MULTILINE)
_ID = re.compile(r"[a-z0-9]+(-[a-z0-9]+)*")
_TYPES: dict[str, type | tuple[type, ...]] = {
    "id": str,
    "titel": str,
    "titel_client": str,
    "contact_client": str,
    "vragen": list,
    "vragen_client": list,
    "termen": list,
    "trefwoorden": list,
    "doelgroep": list,
    "thema": str,
    "fase": str,
    "rol": str,
    "onderdeel_van": str,
    "bronnen": list,
    "nagekeken": dt.date,
    "geldig_tot": (dt.date, type(None)),
    "zekerheid": str,
    "contact": str,
    "grondslag": str,
}
Problems = Iterator[tuple[int, str]]


@lru_cache(maxsize=1)
def _messages() -> dict[str, str]:
    messages: dict[str, str] = yaml.safe_load((_HERE / "knowledge_messages.yml").read_text(encoding="utf-8"))
    return messages


@lru_cache(maxsize=1)
def _banned() -> tuple[tuple[re.Pattern[str], str, str, str], ...]:
    kinds: dict[str, dict[str, str]] = yaml.safe_load((_HERE / "knowledge_words.yml").read_text(encoding="utf-8"))
    return tuple(
        (re.compile(rf"(?<![\w-]){re.escape(word)}(?![\w-])", re.IGNORECASE), kind, word, instead)
        for kind, words in kinds.items()
        for word, instead in words.items()
    )


def _say(rule: str, /, **values: object) -> str:
    return _messages()[rule].format(**values)


def check(root: Path, today: dt.date | None = None) -> list[Finding]:
    """All findings in the knowledge folder `root`, sorted by file and line; an empty list means it may be served.

    `today` (default: the clock) decides what lies in the future. Expired subjects are no error: see `expiring`.
    """
    today = today or dt.date.today()
    findings, raws = [], []
    for path in model.subject_files(root):
        try:
            raw = model.read_raw(path)
        except KnowledgeFileError as error:
            findings.append(Finding(path, error.line, _say(error.reason, detail=error.detail)))
            continue
        raws.append(raw)
        problems = list(_check_keys(raw))
        if not problems:
            problems = [problem for rule in _RULES for problem in rule(raw, today)]
        findings += [Finding(path, line, message) for line, message in problems]
    return sorted(findings + _check_between(raws))


def expiring(root: Path, today: dt.date, days: int = 90) -> list[Onderwerp]:
    """Subjects that are expired or expire within `days` days after `today`, soonest first; unreadable files are skipped (`check` names them)."""
    limit = today + dt.timedelta(days=days)
    found: list[tuple[dt.date, str, Onderwerp]] = []
    for path in model.subject_files(root):
        try:
            subject = model.to_onderwerp(model.read_raw(path))
        except KnowledgeFileError:
            continue
        if subject.geldig_tot is not None and subject.geldig_tot <= limit:
            found.append((subject.geldig_tot, subject.id, subject))
    return [subject for _, _, subject in sorted(found, key=lambda item: item[:2])]


def _check_keys(raw: RawFile) -> Problems:
    for key in model.REQUIRED:
        if key not in raw.meta:
            yield 1, _say("missing", key=key)
    for key, value in raw.meta.items():
        line = raw.lines.get(str(key), 1)
        if key not in _TYPES:
            yield line, _say("unknown_key", key=key)
        elif not isinstance(value, _TYPES[key]):
            yield line, _say("wrong_type", key=key)
        elif isinstance(value, str | list) and not value:
            yield line, _say("empty", key=key)
    for key in ("vragen", "vragen_client", "termen", "trefwoorden", "doelgroep"):
        if isinstance(raw.meta.get(key), list) and not all(isinstance(item, str) and item.strip() for item in raw.meta[key]):
            yield raw.lines[key], _say("not_texts", key=key)
    yield from _check_sources(raw)


def _check_sources(raw: RawFile) -> Problems:
    sources: Any = raw.meta.get("bronnen")
    for number, source in enumerate(sources if isinstance(sources, list) else [], start=1):
        line = raw.lines["bronnen"]
        if not isinstance(source, dict) or set(source) != {"titel", "vindplaats", "datum"} or not all(str(v or "").strip() for v in source.values()):
            yield line, _say("source", number=number)
        elif str(source["vindplaats"]).startswith("sources/"):
            yield line, _say("source_place", number=number)


def _check_values(raw: RawFile, today: dt.date) -> Problems:
    meta = raw.meta
    allowed = {"thema": model.THEMAS, "fase": model.FASEN, "zekerheid": model.ZEKERHEDEN, "rol": model.ROLLEN, "grondslag": ("ggz",)}
    for key, values in allowed.items():
        if key in meta and meta[key] not in values:
            yield raw.lines[key], _say("not_allowed", key=key, value=meta[key], allowed=", ".join(values))
    for value in meta["doelgroep"]:
        if value not in model.DOELGROEPEN:
            yield raw.lines["doelgroep"], _say("not_allowed", key="doelgroep", value=value, allowed=", ".join(model.DOELGROEPEN))
    if not _ID.fullmatch(meta["id"]) or meta["id"] != raw.path.stem:
        yield raw.lines["id"], _say("id", value=meta["id"], stem=raw.path.stem)
    if meta["thema"] != raw.path.parent.name:
        yield raw.lines["thema"], _say("folder", value=meta["thema"], folder=raw.path.parent.name)
    for key in ("titel", "titel_client"):
        if len(meta.get(key, "")) > MAX_TITLE:
            yield raw.lines[key], _say("title_long", limit=MAX_TITLE)
    if len(meta["vragen"]) < MIN_QUESTIONS:
        yield raw.lines["vragen"], _say("few_questions", count=len(meta["vragen"]), minimum=MIN_QUESTIONS)
    for key in ("contact", "contact_client"):
        if "\n" in meta.get(key, "").strip():
            yield raw.lines[key], _say("contact")
    if meta["id"].startswith("matrix-") and "rol" not in meta:
        yield raw.lines["id"], _say("matrix_role")


def _check_dates(raw: RawFile, today: dt.date) -> Problems:
    checked, until = raw.meta["nagekeken"], raw.meta["geldig_tot"]
    if checked > today:
        yield raw.lines["nagekeken"], _say("future", value=checked)
    if until is not None and until < checked:
        yield raw.lines["geldig_tot"], _say("order", until=until, checked=checked)
    if until is None and raw.meta["thema"] in THEMAS_THAT_EXPIRE:
        yield raw.lines["geldig_tot"], _say("theme_expires", thema=raw.meta["thema"])
    if "€" in _all_text(raw) and (until is None or (until.year > checked.year and str(until.year) not in _all_text(raw))):
        yield raw.lines["geldig_tot"], _say("amount")


def _check_length(raw: RawFile, today: dt.date) -> Problems:
    if not raw.antwoord:
        yield 1, _say("no_answer")
    for blocks in (raw.antwoord, raw.antwoord_client, raw.uitleg_client):
        if len(blocks) > MAX_BLOCKS:
            yield blocks[MAX_BLOCKS][0], _say("blocks", count=len(blocks), limit=MAX_BLOCKS)
        for line, text in blocks:
            if len(text.split()) > MAX_BLOCK_WORDS:
                yield line, _say("block_long", count=len(text.split()), limit=MAX_BLOCK_WORDS)
            for sentence in _SENTENCE_END.split(text):
                if len(sentence.split()) > MAX_SENTENCE_WORDS:
                    yield line, _say("sentence_long", count=len(sentence.split()), limit=MAX_SENTENCE_WORDS, start=" ".join(sentence.split()[:5]))


def _check_words(raw: RawFile, today: dt.date) -> Problems:
    for line, text in raw.antwoord + raw.antwoord_client + raw.uitleg_client:
        for pattern, kind, word, instead in _banned():
            if pattern.search(text):
                yield line, _say("word", kind=kind, word=word, instead=instead)
        if _MARKUP.search(text):
            yield line, _say("markup")
    for line, text in raw.antwoord:
        if re.search(r"\b(je|jij|jou|jouw)\b", text, re.IGNORECASE):
            yield line, _say("je_in_u")
    for line, text in raw.antwoord_client + raw.uitleg_client:
        if re.search(r"\b(u|uw)\b", text, re.IGNORECASE):
            yield line, _say("u_in_je")


def _check_sections(raw: RawFile, today: dt.date) -> Problems:
    for line, heading in raw.headings:
        if heading not in model.HEADINGS:
            yield line, _say("heading", heading=heading, allowed=" / ".join(model.HEADINGS))
    if "client" in raw.meta["doelgroep"] and not raw.antwoord_client:
        yield raw.lines["doelgroep"], _say("no_client_answer", heading=model.CLIENT_HEADING)
    if raw.uitleg_client and not raw.antwoord_client:
        yield raw.uitleg_client[0][0], _say("explains_nothing", heading=model.EXPLAIN_HEADING)
    yield from _check_audience(raw)
    if raw.antwoord_client and "client" not in raw.meta["doelgroep"]:
        yield raw.lines["doelgroep"], _say("client_not_named")
    if raw.meta.get("grondslag") == "ggz":
        for blocks in (raw.antwoord, raw.antwoord_client):
            if blocks and _messages()["ggz_sentence"] not in " ".join(text for _, text in blocks):
                yield blocks[0][0], _say("ggz", sentence=_messages()["ggz_sentence"])


def _check_audience(raw: RawFile) -> Problems:
    """Title and contact as a client reads them: the own ones where the others speak to a werkgever, and no own ones without an answer."""
    for key in ("titel", "contact"):
        own = f"{key}_client"
        if "client" not in raw.meta["doelgroep"]:
            if own in raw.meta:
                yield raw.lines[own], _say("client_field", key=own)
        elif found := _NOT_FOR_CLIENT.search(str(raw.meta.get(own, raw.meta[key]))):
            yield raw.lines.get(own, raw.lines[key]), _say("not_for_client", key=own, word=found.group())


_RULES: tuple[Callable[[RawFile, dt.date], Problems], ...] = (_check_values, _check_dates, _check_length, _check_words, _check_sections)


def _check_between(raws: list[RawFile]) -> list[Finding]:
    """What only shows when files are laid side by side: ids, questions and terms that occur twice, parents that do not exist."""
    findings: list[Finding] = []
    ids: dict[str, Path] = {}
    questions: dict[str, Path] = {}
    for raw in raws:
        subject = str(raw.meta.get("id", ""))
        if subject in ids:
            findings.append(Finding(raw.path, raw.lines.get("id", 1), _say("double_id", value=subject, other=ids[subject].name)))
        ids.setdefault(subject, raw.path)
        for key in ("vragen", "vragen_client", "termen"):
            for question in raw.meta.get(key) or []:
                plain = " ".join(re.findall(r"\w+", str(question).lower()))
                if plain in questions:
                    findings.append(Finding(raw.path, raw.lines.get(key, 1), _say("double_question", value=question, other=questions[plain].name)))
                questions.setdefault(plain, raw.path)
    for raw in raws:
        parent = raw.meta.get("onderdeel_van")
        if parent is not None and (parent not in ids or parent == raw.meta.get("id")):
            findings.append(Finding(raw.path, raw.lines["onderdeel_van"], _say("no_parent", value=parent)))
    return findings


def _all_text(raw: RawFile) -> str:
    return " ".join(text for _, text in raw.antwoord + raw.antwoord_client + raw.uitleg_client)
