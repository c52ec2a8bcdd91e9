"""Old and uncertain knowledge is never served as a fact."""

from __future__ import annotations

import datetime as dt
import re
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
    assert subject.contact_client is not None
    assert subject.contact_client in shown.blocks[0]
    assert subject.antwoord_client == shown.blocks[1 : 1 + len(subject.antwoord_client)]


def test_a_client_reads_the_own_title_and_whom_to_ask(knowledge: Knowledge) -> None:
    """ "Je begeleider" and "je", where a werkgever reads of "uw medewerker" and "iemand"."""
    subject = knowledge.subjects["belastbaarheid-in-kaart"]
    client, werkgever = (answer(subject, doelgroep, CHECKED) for doelgroep in ("client", "werkgever"))
    assert ("Uitzoeken wat je aankunt", "je begeleider, of de bedrijfsarts als je ziek bent") == (client.titel, client.contact)
    assert (subject.titel, subject.contact) == (werkgever.titel, werkgever.contact)
    for one in knowledge.subjects.values():
        if "client" in one.doelgroep:
            read = answer(one, "client", CHECKED)
            assert not re.search(r"\b(uw|u|medewerker|kandidaat|iemand|NAH)\b", f"{read.titel} {read.contact}"), one.id


def test_a_client_gets_abbreviations_explained_once(knowledge: Knowledge) -> None:
    """Below the answer, only those that are in it and that it does not explain itself; a werkgever gets none."""
    subject = knowledge.subjects["werken-naast-uitkering"]
    last = answer(subject, "client", CHECKED).blocks[-1]
    assert ["UWV", "WGA"] == re.findall(r"\b[A-Z]{3}\b", last)
    assert subject.antwoord == answer(subject, "werkgever", CHECKED).blocks
    assert not any(block.startswith("NAH is hersenletsel") for block in answer(knowledge.subjects["wat-is-nah"], "client", CHECKED).blocks)
    for one in knowledge.subjects.values():
        blocks = answer(one, "client", CHECKED).blocks
        assert all(len(block.split()) <= 40 for block in blocks[-1:]), one.id


def test_a_title_of_a_client_leads_to_its_subject(knowledge: Knowledge) -> None:
    """What stands on a choice can also be typed, in either wording."""
    for title in ("Uitzoeken wat je aankunt", "Uitzoeken wat iemand aankan"):
        assert ("belastbaarheid-in-kaart",) == knowledge.find(title, "client").ids


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
