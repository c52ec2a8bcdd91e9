"""`werkmaat check`, the lists for begeleiders: the checklist and the page about IPS are whole, and say what the knowledge base says."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path

from bot.care import checklistpunten, ips
from bot.care.checklistpunten import Lijst
from bot.care.data_file import DataFileError
from bot.care.ips import Indeling
from bot.care.knowledge.model import KnowledgeFileError, Onderwerp, load_onderwerpen
from bot.lint.finding import Finding

_PLACE = re.compile(r"kolom (?P<kolom>.+), rij (?P<rij>.+?)(?:, noot (?P<noten>[\d ,enmtot]+))?")


def check(knowledge: Path, punten: Path = checklistpunten.BESTAND, over_ips: Path = ips.BESTAND) -> list[Finding]:
    """All findings, sorted; a knowledge base that cannot be read is told by its own checker."""
    try:
        subjects = {one.id: one for one in load_onderwerpen(knowledge)}
    except KnowledgeFileError:
        return []
    findings: list[Finding] = []
    try:
        findings += _checklist(punten, checklistpunten.lees(punten), subjects)
    except DataFileError as error:
        findings.append(Finding(error.path, error.line, error.message))
    try:
        findings += _ips(over_ips, ips.lees(over_ips), subjects)
    except DataFileError as error:
        findings.append(Finding(error.path, error.line, error.message))
    return sorted(findings)


def _noten(raw: str | None) -> set[int]:
    """The notes of "1 tot en met 4" or "65 en 66"."""
    numbers = [int(one) for one in re.findall(r"\d+", raw or "")]
    return set(range(numbers[0], numbers[1] + 1)) if "tot" in (raw or "") else set(numbers)


def _checklist(path: Path, lijst: Lijst, subjects: dict[str, Onderwerp]) -> Iterator[Finding]:
    """Every cell has its subject, with the same column, row and notes."""
    for delen in lijst.fasen.values():
        for deel in delen:
            eerste = deel.punten[0]
            subject = subjects.get(deel.kennis)
            if subject is None or ips.WERKGEVER not in subject.doelgroep:
                yield Finding(path, eerste.regel, f"{deel.kennis}: the page leads to this subject for werkgevers, and it is not there")
                continue
            found = next((match for bron in subject.bronnen if (match := _PLACE.fullmatch(bron.vindplaats))), None)
            if found is None or (found["kolom"], found["rij"]) != (eerste.kolom, eerste.rij):
                yield Finding(path, eerste.regel, f"{deel.kennis}: names another cell than column {eerste.kolom}, row {eerste.rij}")
                continue
            here, there = {noot for punt in deel.punten for noot in punt.noten}, _noten(found["noten"])
            if here != there:
                wrong = ", ".join(str(noot) for noot in sorted(here ^ there))
                yield Finding(path, eerste.regel, f"{deel.kennis}: notes {wrong} stand in one of the two only")


def _ips(path: Path, indeling: Indeling, subjects: dict[str, Onderwerp]) -> Iterator[Finding]:
    """Every subject for begeleiders alone has its place, whatever is named exists, and a figure says what its subject says."""
    grouped = {naam: line for groep in indeling.groepen for naam, line in groep.onderwerpen.items()}
    alone = set(ips.alleen_hier(subjects))
    for naam in sorted(alone - set(grouped)):
        yield Finding(path, 1, f"{naam}: is for begeleiders alone and stands nowhere; put it in a group")
    for naam, line in grouped.items():
        if naam not in alone:
            yield Finding(path, line, f"{naam}: is no subject for begeleiders alone; put it under verder, or take it out")
    for naam, line in indeling.verder.items():
        if naam not in subjects or ips.WERKGEVER not in subjects[naam].doelgroep:
            yield Finding(path, line, f"{naam}: is no subject that werkgevers read; take it out")
    for one in indeling.cijfers:
        for naam, nummer in one.kennis.items():
            if naam not in subjects or nummer > len(subjects[naam].bronnen):
                yield Finding(path, one.regel, f"{one.kop}: {naam} has no source {nummer}; look in its file")
        eerste = subjects.get(next(iter(one.kennis)))
        if eerste is not None and one.staat_er not in " ".join(eerste.antwoord):
            yield Finding(path, one.regel, f"{one.kop}: {eerste.id} does not say {one.staat_er!r}; make the figure say what it says")
