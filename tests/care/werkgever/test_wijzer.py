"""The regelingen-wijzer: every path ends in three or four questions, and promises nothing."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from bot.care.werkgever import menu, wijzer
from bot.care.werkgever.kennis import Kennisbank
from bot.care.werkgever.teksten import wijzer_data
from bot.care.werkgever.zinnen import zeg


def paths(answers: tuple[str, ...] = ()) -> Iterator[tuple[str, ...]]:
    """All ways through the questions."""
    vraag = wijzer.volgende(wijzer.lees(answers))
    if vraag is None:
        yield answers
        return
    for keuze, _ in vraag.keuzes:
        yield from paths((*answers, keuze))


def test_every_path_has_three_or_four_questions_and_an_outcome(kennis: Kennisbank) -> None:
    """Whatever is answered, also "weet ik niet" everywhere, there is something to ask about."""
    found = list(paths())
    assert len(found) > 100
    assert {3, 4} == {len(path) for path in found}
    assert [] == [path for path in found if not wijzer.uitkomst(wijzer.lees(path), kennis)]


def test_the_outcome_never_names_an_amount_or_a_promise(kennis: Kennisbank) -> None:
    """What the wijzer says itself holds no euro sign and no percentage; each line has a place to ask and a date."""
    for path in paths():
        found = wijzer.uitkomst(wijzer.lees(path), kennis)
        pages = [menu.open_keuze(kennis, "_".join(("uitkomst", *path, str(offset)))) for offset in range(0, len(found), 3)]
        text = "\n".join(part for asked in pages for part in zeg(asked.tekst, dict(asked.waarden)).turn.text)
        assert not {"€", "%", "procent", "recht op", "krijgt u"} & {mark for mark in ("€", "%", "procent", "recht op", "krijgt u") if mark in text}
        lines = [line for line in text.split("\n") if line.startswith("- ")]
        assert len(lines) == len(found)
        assert all("Vraag het bij" in line and "Nagekeken op" in line for line in lines)


def test_who_knows_the_need_sees_less_than_who_does_not(kennis: Kennisbank) -> None:
    """An answer narrows the outcome: for the costs of illness no jobcoach is named."""
    illness = {subject.id for subject in wijzer.uitkomst(wijzer.lees(("werkt", "weetniet", "ziekte")), kennis)}
    everything = {subject.id for subject in wijzer.uitkomst(wijzer.lees(("werkt", "weetniet", "weetniet")), kennis)}
    assert "no-riskpolis" in illness
    assert "jobcoach-uwv" in everything - illness


def test_nothing_to_try_out_when_somebody_works_already() -> None:
    """The question about a proefplaatsing is asked before the start only."""
    after = {moment: wijzer.volgende(wijzer.lees((moment, "uwv", "loon"))) for moment in ("zoekt", "begint", "werkt")}
    assert {"zoekt": "proef", "begint": "proef", "werkt": None} == {moment: vraag and vraag.naam for moment, vraag in after.items()}


def test_an_answer_that_was_not_offered_is_refused() -> None:
    """A made-up answer, or one too many, is an error."""
    for answers in (("mars",), ("werkt", "uwv", "loon", "ja"), ("",)):
        with pytest.raises(wijzer.AntwoordOnbekend):
            wijzer.lees(answers)


def test_the_regelingen_named_exist(kennis: Kennisbank) -> None:
    """Every regeling of the choosing rules has its subject with sources."""
    assert [] == [regel["id"] for regel in wijzer_data()["regelingen"] if regel["id"] not in kennis.subjects]
