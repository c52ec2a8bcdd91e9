"""The turn linter finds each kind of fault, on its line, and leaves good texts alone."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
import yaml

from bot.lint import turns
from bot.lint.rules import RULES, banned
from bot.lint.texts import read_domain

ROOT = Path(__file__).parents[2]
# Each of these loses the turn in Rasa; tests/engine/test_traps.py proves it.
VERLOREN = ("kies {", "kies }", "{naam}}", "{{naam}", "{naam} {", "{} en {}", "{{naam} }")
CHOICES = [{"title": "Thuis", "payload": "thuis"}, {"title": "Buiten", "payload": "buiten"}, {"title": "Weet ik niet", "payload": "weet_niet"}]
GOOD = {
    "utter_proef_plek": [{"text": "Je werkt graag rustig. Waar werk je het liefst?", "buttons": CHOICES}],
    "utter_proef_plek_uitleg": [{"text": "Denk aan een plek waar je goed kon werken. Hoe zag die plek eruit?"}],
    "utter_proef_plek_anders": [{"text": "Op welke plek gaat werken voor jou het best?", "buttons": CHOICES}],
    "utter_proef_start": [{"text": "Dit gaat over werk. Ik stel je negen vragen. Stoppen mag altijd."}],
    "utter_proef_nood": [{"text": "Ik neem dit serieus.\n\nIs er nu gevaar: bel 112.", "custom": {"kind": "safety"}}],
}


def project(root: Path, responses: object) -> Path:
    """A project with one dialogue, `proef`, that says `responses`."""
    folder = root / "bot" / "data" / "proef"
    folder.mkdir(parents=True)
    (folder / "domain.yml").write_text(yaml.safe_dump({"responses": responses}, allow_unicode=True, sort_keys=False), encoding="utf-8")
    return root


def rules_broken(root: Path, response: dict[str, object], name: str = "utter_proef_zin") -> set[str]:
    """The rules that one response, added to the good ones, breaks."""
    return {finding.message.split(":")[0] for finding in turns.check(project(root, {**GOOD, name: [response]}))}


def test_good_texts_pass(tmp_path: Path) -> None:
    """No finding without a fault: questions with choices, information, safety lines."""
    assert [] == turns.check(project(tmp_path, GOOD))


@pytest.mark.parametrize(
    ("rule", "text"),
    [
        ("one-question", "Hoe gaat het? Wil je iets vragen?"),
        ("question-last", "Wat wil je doen? Je mag alles zeggen."),
        ("single-question", "Wil je binnen en/of buiten werken?"),
        ("single-question", "Wat voor werk wil je doen en waarom wil je dat?"),
        ("few-sentences", "Je werkt graag. Je werkt thuis. Je werkt lang. Hoe lang werk je?"),
        ("few-sentences", "Dit is een. Dit is twee. Dit is drie. Dit is vier."),
        ("short-sentences", "Ik wil graag van je weten op welke dag van de week je het liefst naar je werk gaat."),
        ("few-words", ". ".join(["Ik wil van je weten hoe laat je het liefst naar je werk gaat"] * 3) + "."),
        ("plain-words", "Je hebt een kort lontje."),
        ("plain-words", "Je gaat over je grens."),
        ("plain-words", "Kies een plek, bijv. thuis."),
        ("plain-words", "Haha, dat is goed."),
        ("je", "Dit is uw lijst."),
        ("double-negative", "Je kunt niet werken zonder hulp."),
        ("double-negative", "Dat is niet onmogelijk."),
        ("active-voice", "Je antwoord wordt door mij bewaard."),
        ("nested-clauses", "Ik vraag het omdat je moe bent, zodat je kunt stoppen."),
        ("placeholders", "Dag {naam.voor}."),
        ("placeholders", "Dag {Naam} of {naam."),
        ("calm-signs", "Goed zo!!"),
        ("calm-signs", "Goed zo \N{GRINNING FACE}"),
        ("calm-signs", "Nou, ik weet het nog niet..."),
    ],
)
def test_each_fault_is_found(tmp_path: Path, rule: str, text: str) -> None:
    """Every rule can fail."""
    assert rule in rules_broken(tmp_path, {"text": text})


@pytest.mark.parametrize(
    "text",
    [
        'Je kunt "weet ik niet" kiezen, dat is niet erg.',
        "Soms word je snel moe van geluid.",
        "Soms weet je niet of je alleen wilt werken.",
        "Om 14.30 uur stop je.",
        "Kijk op 113.nl. Daar kun je praten.",
        "Koffie zetten lukt niet, of je ziet de kop niet.",
        "Dag {naam}, fijn dat je er bent!",
    ],
)
def test_what_only_looks_like_a_fault_passes(tmp_path: Path, text: str) -> None:
    """Names of buttons deny nothing, a noun is no participle, a choice is one question."""
    assert set() == rules_broken(tmp_path, {"text": text})


@pytest.mark.parametrize(
    ("rule", "buttons"),
    [
        ("few-choices", [{"title": letter, "payload": letter} for letter in "abcd"]),
        ("choices", [{"title": "Thuis", "payload": "/intent_thuis"}]),
        ("choices", [{"title": "Thuis", "payload": "thuis"}, {"title": "Binnen", "payload": "thuis"}]),
        ("choices", [{"title": "Weet ik niet", "payload": "weet_niet"}, {"title": "Thuis", "payload": "thuis"}]),
        ("choices", [{"title": "Ik werk het liefst thuis met de deur dicht", "payload": "thuis"}]),
        ("choices", [{"title": "", "payload": "thuis"}]),
        ("plain-words", [{"title": "Kort lontje", "payload": "boos"}]),
    ],
)
def test_each_fault_in_choices_is_found(tmp_path: Path, rule: str, buttons: list[dict[str, str]]) -> None:
    """Choices are few, simple ids, and read as easily as the text."""
    assert rule in rules_broken(tmp_path, {"text": "Waar wil je werken.", "buttons": buttons})


@pytest.mark.parametrize("text", VERLOREN)
@pytest.mark.parametrize("place", ["text", "title", "custom", "deep"])
def test_a_brace_that_loses_the_turn_is_found_wherever_rasa_fills(tmp_path: Path, text: str, place: str) -> None:
    """In words, choices and whatever stands under `custom`; no exception switches the finding off."""
    response: dict[str, Any] = {
        "text": {"text": text, "custom": {"lint_uitzondering": "placeholders: wanted"}},
        "title": {"text": "Wat kies je.", "buttons": [{"title": text, "payload": "thuis"}]},
        "custom": {"text": "Goed.", "custom": {"meer": text}},
        "deep": {"custom": {"deep": [{"of": text}]}},
    }[place]
    found = [item for item in turns.check(project(tmp_path, {**GOOD, "utter_proef_zin": [response]})) if item.message.startswith("placeholders")]
    assert [True] == ["utter_proef_zin: write a place as {naam}" in item.message for item in found]
    written = (tmp_path / "bot/data/proef/domain.yml").read_text().splitlines()
    assert found[0].line > written.index("  utter_proef_zin:")


def test_places_and_what_rasa_never_fills_pass(tmp_path: Path) -> None:
    """A simple place may stand in words, choices and `custom`; keys are not filled."""
    response = {"text": "Goed, {naam}.", "custom": {"meer": "{aantal} uren", "{": "sleutel"}}
    assert set() == rules_broken(tmp_path, response)


def test_a_question_without_explanation_and_second_wording_is_found(tmp_path: Path) -> None:
    """`_uitleg` and `_anders` exist, and `_anders` asks in other words."""
    question = {"text": "Waar werk je het liefst?"}
    found = turns.check(project(tmp_path, {"utter_proef_a": [question], "utter_proef_a_anders": [question]}))
    assert ["asks in the same words as utter_proef_a", "there is no utter_proef_a_uitleg"] == sorted(item.message.split(": ")[-1] for item in found)


def test_hard_texts_are_found_and_one_in_twenty_may_be_a_little_hard(tmp_path: Path) -> None:
    """Never under 70; under 80 only in five of a hundred texts."""
    hard = "De begeleider inventariseert periodiek individuele mogelijkheden. Dat gebeurt automatisch iedere vergadering met medewerkers."
    assert "easy" in rules_broken(tmp_path, {"text": hard})


def test_short_texts_are_measured_together(tmp_path: Path) -> None:
    """One long word in a short text is no finding; a file full of them is."""
    responses = {f"utter_proef_{number}": [{"text": "Arbeidsmogelijkheden inventariseren organisaties periodiek."}] for number in range(8)}
    assert ["easy"] == [item.message.split(":")[0] for item in turns.check(project(tmp_path, responses))]


def test_an_exception_needs_a_rule_a_reason_and_a_fault(tmp_path: Path) -> None:
    """It is listed when used; unknown, unexplained or needless exceptions are findings."""
    text = "Je hebt een kort lontje."
    excused = turns.inspect(project(tmp_path / "a", {"utter_proef_x": [{"text": text, "custom": {"lint_uitzondering": "plain-words: quoted"}}]}))
    assert ((), 1) == (excused.findings, len(excused.exceptions))
    for number, (words, value) in enumerate([("no rule", "plein: x"), ("give a reason", "plain-words:"), ("not needed", "je: quoted")]):
        found = turns.check(project(tmp_path / str(number), {"utter_proef_x": [{"text": text, "custom": {"lint_uitzondering": value}}]}))
        assert any(words in finding.message for finding in found)


def test_a_key_that_stands_twice_is_found_on_its_line(tmp_path: Path) -> None:
    """YAML would keep the last one and lose a text."""
    path = tmp_path / "domain.yml"
    path.write_text('responses:\n  utter_a:\n  - text: "Een."\n  utter_a:\n  - text: "Twee."\n', encoding="utf-8")
    assert [4] == [finding.line for finding in read_domain(path).findings]


def test_broken_yaml_is_a_finding_and_no_crash(tmp_path: Path) -> None:
    """A writer sees the line, not a traceback."""
    path = tmp_path / "domain.yml"
    path.write_text("responses:\n  utter_a: [\n", encoding="utf-8")
    assert 1 == len(read_domain(path).findings)


def test_findings_read_as_file_line_message(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """Editors can click them; the exit code says that something is wrong."""
    project(tmp_path, {"utter_proef_zin": [{"text": "Dit is uw lijst."}]})
    assert 1 == turns.main([str(tmp_path)])
    assert "domain.yml:3: je: utter_proef_zin: 'uw'" in capsys.readouterr().out


def test_every_banned_text_is_found_as_it_is_written() -> None:
    """A pattern that cannot match would give false rest."""
    assert [] == [text for pattern, text, _ in banned() if not pattern.search(f"Ik zeg {text.replace('*', 'jouw')} nu.")]


def test_every_rule_is_a_function_with_its_own_name() -> None:
    """Exceptions are given by rule name, so no name may stand for two rules."""
    assert len(RULES) == len(set(RULES.values()))


def test_what_werkmaat_says_keeps_every_rule() -> None:
    """All texts of all dialogues: no finding (PROMISES P23)."""
    report = turns.inspect(ROOT)
    assert len(report.turns) > 50
    assert [] == [str(finding) for finding in report.findings]
