"""The checker names what is wrong with a knowledge file, where, in words an editor understands."""

from __future__ import annotations

import datetime as dt
from pathlib import Path

import pytest

from bot.lint.knowledge import check, expiring

ROOT = Path(__file__).resolve().parents[2] / "knowledge"
TODAY = dt.date(2026, 11, 23)
GOOD = (ROOT / "regelingen" / "lkv-banenafspraak.md").read_text(encoding="utf-8")


def base(tmp_path: Path, text: str, name: str = "lkv-banenafspraak") -> Path:
    """A knowledge folder with one file."""
    folder = tmp_path / "regelingen"
    folder.mkdir(exist_ok=True)
    (folder / f"{name}.md").write_text(text, encoding="utf-8")
    return tmp_path


def test_the_base_itself_has_no_finding() -> None:
    """What is served keeps every rule."""
    assert [] == [str(finding) for finding in check(ROOT)]


def test_a_good_file_gives_no_finding(tmp_path: Path) -> None:
    """The checker is silent about a file that keeps the rules."""
    assert [] == check(base(tmp_path, GOOD), TODAY)


@pytest.mark.parametrize(
    ("old", "new", "line_of", "message"),
    [
        ("thema: regelingen", "thema: subsidies", "thema:", "thema 'subsidies' bestaat niet"),
        ("nagekeken: 2026-11-22", "nagekeken: 2027-02-01", "nagekeken:", "ligt in de toekomst"),
        ("geldig_tot: 2026-12-31", "geldig_tot: 2028-12-31", "geldig_tot:", "er staat een bedrag"),
        ("geldig_tot: 2026-12-31", "geldig_tot: 2025-12-31", "geldig_tot:", "ligt voor nagekeken"),
        ("zekerheid: hoog", "zekerheid: hoog\nkleur: rood", "kleur:", "onbekende sleutel 'kleur'"),
        ("contact: ", "bel: ", "---", "sleutel 'contact' ontbreekt"),
        ('    datum: "2026"\n', "", "bronnen:", "bron 2 heeft precies titel, vindplaats en datum nodig"),
        ("vindplaats: https://www.fundamentvoor.nl/node/58952", "vindplaats: sources/folder.txt", "bronnen:", "geen bestand"),
        ("Dat is geld van de Belastingdienst", "Dit betreft tevens geld van de Belastingdienst", "Staat uw", "moeilijk woord 'tevens'"),
        ("Dat is geld van de Belastingdienst", "Dat is jouw geld van de Belastingdienst", "Staat uw", "gebruikt u, niet je"),
        ("Dat is geld van de Belastingdienst, per betaald uur", "Dat is " + "heel " * 14 + "veel", "Staat uw", "zin van 17 woorden"),
        ("Stopt het LKV voor de banenafspraak na drie jaar?", "lkv banenafspraak verklaring vervallen", "vragen:", "staat ook in"),
        ("doelgroep: [werkgever]", "doelgroep: [werkgever, client]", "doelgroep:", "het deel '## Voor de client' ontbreekt"),
        ("fase: duurzame-inzetbaarheid", "fase: duurzame-inzetbaarheid\ngrondslag: ggz", "Staat uw", "uit de ggz; bij NAH niet apart onderzocht"),
        ("fase: duurzame-inzetbaarheid", "fase: duurzame-inzetbaarheid\nonderdeel_van: bestaat-niet", "onderdeel_van:", "geen ander onderwerp"),
        ("Sinds 2026 hoeft", "- Sinds 2026 hoeft", "- Sinds", "alleen gewone tekst"),
        ("contact: ", "contact_client: je begeleider\ncontact: ", "contact_client:", "alleen voor een onderwerp met doelgroep client"),
    ],
)
def test_each_broken_rule_is_named_at_its_line(tmp_path: Path, old: str, new: str, line_of: str, message: str) -> None:
    """One break gives a finding that names the rule and the line it stands on."""
    assert old in GOOD
    text = GOOD.replace(old, new)
    line = next(number for number, content in enumerate(text.split("\n"), start=1) if content.startswith(line_of))
    findings = check(base(tmp_path, text), TODAY)
    assert any(line == finding.line and message in finding.message for finding in findings), [str(finding) for finding in findings]


@pytest.mark.parametrize(
    ("field", "wrong", "word"),
    [
        ("titel_client", "Werken naast een uitkering van iemand", "iemand"),
        ("titel_client", "Uitkering en NAH", "NAH"),
        ("contact_client", "de begeleider van uw medewerker", "uw"),
        ("contact_client", "UWV, lijn voor werkgevers", "voor werkgevers"),
    ],
)
def test_a_client_is_spoken_to_in_title_and_contact(tmp_path: Path, field: str, wrong: str, word: str) -> None:
    """What an employer reads about somebody is no text for that client; the way the base says it is none either."""
    good = (ROOT / "regelingen" / "werken-naast-uitkering.md").read_text(encoding="utf-8")
    assert [] == check(base(tmp_path, good, "werken-naast-uitkering"), TODAY)
    line = next(one for one in good.split("\n") if one.startswith(f"{field}:"))
    found = check(base(tmp_path, good.replace(line, f"{field}: {wrong}"), "werken-naast-uitkering"), TODAY)
    assert [f"de client leest hier '{word}': zet in '{field}' hoe de client het leest, met je"] == [finding.message for finding in found]


def test_a_file_name_and_an_id_go_together(tmp_path: Path) -> None:
    """A copied file that keeps its old id is found twice over: wrong name, double id."""
    base(tmp_path, GOOD)
    messages = " ".join(finding.message for finding in check(base(tmp_path, GOOD, "kopie"), TODAY))
    assert "niet gelijk aan de bestandsnaam 'kopie'" in messages
    assert "id 'lkv-banenafspraak' bestaat al" in messages


def test_an_unreadable_file_does_not_hide_the_others(tmp_path: Path) -> None:
    """Two bad files give findings in both."""
    base(tmp_path, "geen gegevens", "stuk")
    findings = check(base(tmp_path, GOOD.replace("fase: duurzame-inzetbaarheid", "fase: ooit")), TODAY)
    assert {"stuk.md", "lkv-banenafspraak.md"} == {finding.path.name for finding in findings}


def test_a_fourth_block_and_a_long_block_are_found(tmp_path: Path) -> None:
    """At most three blocks of at most forty words."""
    findings = check(base(tmp_path, GOOD + "\n" + "Dit is een zin van zes woorden. " * 7 + "\n"), TODAY)
    assert {"4 blokken; hooguit 3", "blok van 49 woorden; hooguit 40"} <= {finding.message for finding in findings}


def test_a_finding_reads_as_file_line_message(tmp_path: Path) -> None:
    """Editors can click it."""
    finding = check(base(tmp_path, GOOD.replace("fase: duurzame-inzetbaarheid", "fase: ooit")), TODAY)[0]
    assert f"{finding.path}:{finding.line}: {finding.message}" == str(finding)


def test_what_expires_within_ninety_days_is_listed_soonest_first(tmp_path: Path) -> None:
    """The list for the editor holds what is expired or nearly so, and nothing else."""
    base(tmp_path, GOOD)
    base(tmp_path, GOOD.replace("id: lkv-banenafspraak", "id: eerder").replace("2026-12-31", "2026-11-30"), "eerder")
    base(tmp_path, GOOD.replace("id: lkv-banenafspraak", "id: later").replace("2026-12-31", "2027-12-31"), "later")
    assert ["eerder", "lkv-banenafspraak"] == [subject.id for subject in expiring(tmp_path, TODAY)]
