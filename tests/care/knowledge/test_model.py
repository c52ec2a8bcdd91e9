"""A subject file is read completely, and what cannot be read is named with its line."""

from __future__ import annotations

import datetime as dt
import re
from pathlib import Path

import pytest

from bot.care.knowledge.model import KnowledgeFileError, read_raw, to_onderwerp

README = Path(__file__).resolve().parents[3] / "knowledge" / "README.md"


def template() -> str:
    """The annotated example of the README."""
    match = re.search(r"```markdown\n(.*?)```", README.read_text(encoding="utf-8"), re.DOTALL)
    assert match is not None
    return match.group(1)


def test_the_template_of_the_readme_is_a_subject() -> None:
    """Editors can copy the annotated template and have a file that is read."""
    subject = to_onderwerp(read_raw(Path("no-riskpolis.md"), template()))
    assert ("no-riskpolis", dt.date(2026, 12, 31), 2, 1) == (subject.id, subject.geldig_tot, len(subject.antwoord), len(subject.antwoord_client))


def test_client_wording_is_used_for_clients_only() -> None:
    """A client reads "je" where it was written, everybody else the first part."""
    subject = to_onderwerp(read_raw(Path("no-riskpolis.md"), template()))
    assert subject.antwoord_client == subject.blocks_for("client")
    assert subject.antwoord == subject.blocks_for("begeleider")


def test_a_block_knows_its_line() -> None:
    """The line of a block is the line in the file, whatever stands above it."""
    raw = read_raw(Path("x.md"), "---\nid: x\n---\nEerste\nregel.\n\nTweede.\n")
    assert ((4, "Eerste regel."), (7, "Tweede.")) == raw.antwoord


@pytest.mark.parametrize(
    ("text", "line", "reason"),
    [
        ("Geen gegevens.\n", 1, "no_front_matter"),
        ("---\nid: x\ntitel: [open\n---\nTekst.\n", 4, "bad_yaml"),
        ("---\n- id\n---\nTekst.\n", 1, "no_mapping"),
    ],
)
def test_unreadable_files_name_the_line(text: str, line: int, reason: str) -> None:
    """A broken file stops with its line and what is wrong."""
    with pytest.raises(KnowledgeFileError) as caught:
        read_raw(Path("x.md"), text)
    assert (line, reason) == (caught.value.line, caught.value.reason)


def test_a_missing_key_is_no_subject() -> None:
    """A file without sources is never served."""
    with pytest.raises(KnowledgeFileError):
        to_onderwerp(read_raw(Path("x.md"), "---\nid: x\n---\nTekst.\n"))
