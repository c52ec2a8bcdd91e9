"""`werkmaat check` of the lists for begeleiders: whole, strict, and the same as the knowledge base."""

from __future__ import annotations

from pathlib import Path

import pytest

from bot.care import checklistpunten, ips
from bot.care.checklistpunten import NOTEN
from bot.lint.lists import check
from bot.settings import PROJECT

KENNIS = PROJECT / "knowledge"


def bevindingen(tmp_path: Path, bestand: Path, oud: str, nieuw: str) -> list[tuple[int, str]]:
    """What is found when these words of a file are others."""
    text = bestand.read_text(encoding="utf-8")
    assert 1 <= text.count(oud)
    kopie = tmp_path / bestand.name
    kopie.write_text(text.replace(oud, nieuw, 1), encoding="utf-8")
    found = check(KENNIS, punten=kopie) if bestand == checklistpunten.BESTAND else check(KENNIS, over_ips=kopie)
    assert all(one.path == kopie for one in found)
    return [(one.line, one.message) for one in found]


def test_the_lists_are_whole() -> None:
    """Nothing is found, and every note of the matrix stands in one item."""
    assert [] == check(KENNIS)
    lijst = checklistpunten.lees()
    assert list(range(1, NOTEN + 1)) == sorted(noot for fase in lijst.fasen for punt in lijst.van_fase(fase).values() for noot in punt.noten)


@pytest.mark.parametrize(
    ("oud", "nieuw", "zegt"),
    [
        ("noten: [53]", "noten: [54]", "notes 53 stand in one of the two only"),
        ("noten: [53]", "noten: [82]", "'82' is no number from 1 to 81"),
        ("noten: [53]", "noot: [53]", "noot: is not known here; use id, tekst, noten"),
        ("id: voortraject-geld", "id: voortraject-plan", "stands on line"),
        ("id: voortraject-geld", "id: Geld!", "use a-z, 0-9 and -"),
        ('rij: "begeleiding"', 'rij: "begeleider"', "names another cell"),
        ("bij NAH niet apart onderzocht. Kies", "bij NAH niet onderzocht. Kies", "say it literally"),
        ("  uitval:", "  ziek:", "ziek: is not known here"),
        ("nagekeken: 2026-11-22", "nagekeken: gisteren", "is no day"),
        ('tekst: "Met de cliënt een plan voor werk maken, vanuit', f'tekst: "{"woord " * 20}', "at most 25"),
        ("      - {id: uitval-regie", "      - {{id: uitval-regie", "is no YAML"),
    ],
)
def test_a_mistake_in_the_checklist_is_named_with_its_line(tmp_path: Path, oud: str, nieuw: str, zegt: str) -> None:
    """And what to do about it."""
    found = bevindingen(tmp_path, checklistpunten.BESTAND, oud, nieuw)
    assert any(zegt in message for _, message in found), found
    lines = checklistpunten.BESTAND.read_text(encoding="utf-8").splitlines()
    line = next(number for number, text in enumerate(lines, 1) if oud in text)
    # A row is named once at the top, and found wrong at every cell that uses it.
    assert 'rij: "' in oud or [] == [one for one in found if abs(one[0] - line) > 1]


@pytest.mark.parametrize(
    ("oud", "nieuw", "zegt"),
    [
        ('staat_er: "hooguit 25 cliënten"', 'staat_er: "hooguit 30 cliënten"', "ips-criterium-capaciteit does not say 'hooguit 30 cliënten'"),
        ("kennis: {ips-en-zorg: 1}", "kennis: {ips-en-zorg: 3}", "ips-en-zorg has no source 3"),
        ("kennis: {ips-en-zorg: 1}", "kennis: {ips-weg: 1}", "ips-weg has no source 1"),
        ("ips-tip-10-reistijden]", "ips-acht-principes]", "ips-tip-10-reistijden: is for begeleiders alone and stands nowhere"),
        ("ips-tip-10-reistijden]", "ips-tip-10-reistijden, tips-voor-begeleiders]", "stands on line"),
        ("verder: [ips-acht-principes", "verder: [ips-tip-10-reistijden", "is no subject that werkgevers read"),
        ("eigen: true", "eigen: ja", "write true, or leave it out"),
    ],
)
def test_a_mistake_in_the_page_about_ips_is_named(tmp_path: Path, oud: str, nieuw: str, zegt: str) -> None:
    """A figure that says something else than its subject, a subject without a place, a page that is not there."""
    assert any(zegt in message for _, message in bevindingen(tmp_path, ips.BESTAND, oud, nieuw))
