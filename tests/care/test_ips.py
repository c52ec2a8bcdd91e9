"""Facts about IPS: every subject for begeleiders is shown once, and what has expired is not shown as a fact."""

from __future__ import annotations

import datetime as dt
from dataclasses import replace

from bot.care import ips

VANDAAG, LATER = dt.date(2026, 11, 30), dt.date(2027, 7, 1)


def test_every_subject_for_begeleiders_alone_is_shown_once() -> None:
    """With its blocks, its sources and how sure it is."""
    blad = ips.blad(VANDAAG)
    shown = [een.antwoord.id for _, onderwerpen in blad.groepen for een in onderwerpen]
    assert sorted(ips.alleen_hier(ips.kennis())) == sorted(shown)
    assert [] == [een for _, onderwerpen in blad.groepen for een in onderwerpen if not een.antwoord.bronnen or een.antwoord.kind != "antwoord"]


def test_a_figure_stands_on_its_own_source() -> None:
    """The thirty days on the article, and on the proef for what it says about NAH; those of the ggz are marked so."""
    cijfers = ips.blad(VANDAAG).cijfers
    assert [["Tijdschriftartikel over IPS van Hans Klip", "Handreiking IPS voor mensen met NAH"]] == [
        [bron.titel for bron in een.bronnen] for een in cijfers if "30 dagen" in een.cijfer.kop
    ]
    assert [True, False, False, False, True] == [een.cijfer.ggz for een in cijfers]
    assert [True] == [een.cijfer.ggz for een in cijfers if [bron.titel for bron in een.bronnen] == ["Tijdschriftartikel over IPS van Hans Klip"]]


def test_a_figure_goes_when_one_of_its_subjects_has_expired() -> None:
    """After its date only whom to ask is left, of a subject too; the others stay."""
    blad = ips.blad(LATER)
    assert ["Beoordeling arbeidsvermogen op tijd aangevraagd"] == [een.cijfer.kop for een in blad.cijfers if een.antwoord.kind == "verlopen"]
    verlopen = [een.antwoord for _, onderwerpen in blad.groepen for een in onderwerpen if een.antwoord.kind == "verlopen"]
    assert [("ips-tip-03-financiering", 1)] == [(een.id, len(een.blocks)) for een in verlopen]
    assert verlopen[0].contact.rstrip(".") in verlopen[0].blocks[0]
    eind = ips.blad(dt.date(2028, 1, 1)).cijfers
    assert ["verlopen", "antwoord", "antwoord", "verlopen", "verlopen"] == [een.antwoord.kind for een in eind]


def test_a_figure_goes_too_when_what_it_says_besides_has_expired() -> None:
    """The thirty days rest on two subjects: with the second gone the first alone is not enough, and it says whom to ask about the second."""
    kennis = dict(ips.kennis())
    kennis["ips-nah-pilot"] = replace(kennis["ips-nah-pilot"], geldig_tot=VANDAAG - dt.timedelta(days=1))
    eerste = ips.maak(ips.lees(), kennis, VANDAAG).cijfers[0]
    assert ("verlopen", "ips-nah-pilot") == (eerste.antwoord.kind, eerste.antwoord.id)
