"""Old and uncertain knowledge is never served as a fact."""

from __future__ import annotations

import datetime as dt
from dataclasses import replace

from bot.care.knowledge.answer import answer, refusal
from bot.care.knowledge.search import Knowledge

CHECKED = dt.date(2026, 11, 22)


def test_an_expired_answer_gives_the_contact_and_not_the_fact(knowledge: Knowledge) -> None:
    """The day after `geldig_tot` the amount is gone and the contact stands there."""
    subject = knowledge.subjects["lkv-banenafspraak"]
    late = answer(subject, "werkgever", dt.date(2027, 1, 1))
    assert "verlopen" == late.kind
    assert not any("€" in block for block in late.blocks)
    assert subject.contact in late.blocks[0]


def test_the_last_valid_day_still_answers(knowledge: Knowledge) -> None:
    """`geldig_tot` itself is a valid day."""
    subject = knowledge.subjects["lkv-banenafspraak"]
    assert subject.antwoord == answer(subject, "werkgever", dt.date(2026, 12, 31)).blocks


def test_uncertain_knowledge_opens_with_a_warning_and_the_contact(knowledge: Knowledge) -> None:
    """`zekerheid: laag` never comes first as a fact."""
    subject = replace(knowledge.subjects["ips-duur"], zekerheid="laag")
    shown = answer(subject, "client", CHECKED)
    assert "onzeker" == shown.kind
    assert subject.contact in shown.blocks[0]
    assert subject.antwoord_client == shown.blocks[1:]


def test_every_answer_carries_source_and_date(knowledge: Knowledge) -> None:
    """No face can show an answer without them."""
    for subject in knowledge.subjects.values():
        shown = answer(subject, "werkgever", CHECKED)
        assert shown.bronnen
        assert all(source.titel and source.datum for source in shown.bronnen)
        assert shown.nagekeken


def test_every_refusal_says_what_is_possible_in_both_wordings() -> None:
    """A refusal is two blocks of at most forty words, "u" for the werkgever and "je" for the client."""
    for reason in ("buiten_scope", "persoon", "onbekend"):
        for doelgroep in ("werkgever", "client"):
            blocks = refusal(reason, doelgroep)  # type: ignore[arg-type]
            assert 2 == len(blocks)
            assert all(len(block.split()) <= 40 for block in blocks)
