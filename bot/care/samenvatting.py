"""The summary at the end of a dialogue: in the client's own words, approved page by page, shared line by line.

Nothing of it can be read by a begeleider before the dialogue has ended (`afsluiting`): until then there is no row. Consent is kept per
line (AVG art. 7).
"""

from __future__ import annotations

import json
from collections.abc import Awaitable, Callable
from dataclasses import replace

from sqlalchemy import select, update

from bot.care.antwoorden import Antwoorden, Gegeven
from bot.care.beurt import Beurt, Zin
from bot.care.contact import wie_leest
from bot.care.teksten import heeft, tekst
from bot.care.vragenlijst import Voorwaarde, Vraag
from bot.models.tables import Samenvatting, SamenvattingRegel

ONDERWERP = "samenvatting"
REGELS_PER_BLAD = 3
DELEN, NIET_DELEN, INGETROKKEN = "delen", "niet_delen", "ingetrokken"
# Choices that say something about the question, not about the client: no line is made of them alone.
LEEG = {"geen", "weet_niet", "anders"}


def titel(dialoog: str, onderwerp: str) -> str:
    """The name of a topic as the client reads it; one that is gone from the dialogue still has its id."""
    naam = f"utter_{dialoog}_onderwerp_{onderwerp}"
    return tekst(naam).tekst if heeft(naam) else onderwerp.replace("_", " ").capitalize()


def _in_woorden(dialoog: str, gegeven: Gegeven) -> tuple[str, list[str]]:
    """One answer as (heading, parts): chosen labels as they were read, what was agreed, own words literally between quotation marks."""
    vraag = tekst(f"utter_{dialoog}_{gegeven.vraag}")
    gekozen = [vraag.label(keuze) for keuze in gegeven.waarde.keuzes if keuze not in LEEG]
    delen = [label[:1].lower() + label[1:] for label in gekozen]
    if gegeven.waarde.soort == "tekst":
        delen += [*filter(None, [gegeven.afgesproken]), f"“{gegeven.woorden}”"]
    return vraag.custom.get("kop", ""), delen


def regel(dialoog: str, gegevens: list[Gegeven]) -> str:
    """The line of one topic; empty when nothing was said about it. Answers under the same heading are taken together."""
    per_kop: dict[str, list[str]] = {}
    for gegeven in gegevens:
        kop, delen = _in_woorden(dialoog, gegeven)
        per_kop.setdefault(kop, []).extend(deel for deel in delen if deel not in per_kop.get(kop, []))
    return ". ".join(f"{kop}: {', '.join(delen)}" if kop else ", ".join(delen) for kop, delen in per_kop.items() if delen)


def regel_met_wie(dialoog: str, gegevens: list[Gegeven]) -> str:
    """The same line with whose words they are when they are not the client's alone: of a naaste, or filled in together with one."""
    gezegd = regel(dialoog, gegevens)
    if not gezegd:
        return ""
    door = dict.fromkeys(gegeven.waarde.door for gegeven in gegevens if gegeven.waarde.door)
    samen = dict.fromkeys(gegeven.waarde.samen_met for gegeven in gegevens if gegeven.waarde.samen_met)
    voor = tekst("utter_gedeeld_gezegd_door").tekst.replace("{wie}", ", ".join(door)) + " " if door else ""
    na = " " + tekst("utter_gedeeld_samen_ingevuld").tekst.replace("{wie}", ", ".join(samen)) if samen else ""
    return f"{voor}{gezegd}{'.' if na else ''}{na}"


def _over(onderwerp: str, inhoud: tuple[Vraag, ...], antwoorden: Antwoorden) -> list[Gegeven]:
    """What was said about a topic, in the order of the questions."""
    path = [vraag for vraag in inhoud if vraag.onderwerp == onderwerp and vraag.inhoud and vraag.id in antwoorden and vraag.nodig(antwoorden)]
    return [_met_afspraak(vraag, antwoorden) for vraag in path if antwoorden[vraag.id].inhoud]


def _met_afspraak(vraag: Vraag, antwoorden: Antwoorden) -> Gegeven:
    gegeven = antwoorden[vraag.id]
    return replace(gegeven, afgesproken=vraag.afgesproken(antwoorden)) if vraag.afgesproken else gegeven


def regels_over(dialoog: str, onderwerpen: tuple[str, ...], inhoud: tuple[Vraag, ...], antwoorden: Antwoorden) -> tuple[str, ...]:
    """The lines of these topics as the client reads them; a topic about which nothing was said has none."""
    gezegd = {onderwerp: regel_met_wie(dialoog, _over(onderwerp, inhoud, antwoorden)) for onderwerp in onderwerpen}
    return tuple(f"{titel(dialoog, onderwerp)}. {woorden}" for onderwerp, woorden in gezegd.items() if woorden)


def vragen(dialoog: str, onderwerpen: tuple[str, ...], inhoud: tuple[Vraag, ...]) -> tuple[Vraag, ...]:
    """The closing questions: per page of lines "does this hold?", then per line "may your begeleider read this?"."""

    def regels_van_blad(blad: tuple[str, ...], antwoorden: Antwoorden) -> tuple[str, ...]:
        return regels_over(dialoog, blad, inhoud, antwoorden)

    def heeft_regels(blad: tuple[str, ...]) -> Voorwaarde:
        return lambda antwoorden: bool(regels_van_blad(blad, antwoorden))

    def stel_overzicht(blad: tuple[str, ...]) -> Callable[[Antwoorden], Zin]:
        return lambda antwoorden: Zin("utter_gedeeld_overzicht", blokken=regels_van_blad(blad, antwoorden))

    def stel_delen(onderwerp: str) -> Callable[[Antwoorden], Zin]:
        return lambda antwoorden: Zin("utter_gedeeld_delen", blokken=regels_van_blad((onderwerp,), antwoorden))

    bladen = [onderwerpen[start : start + REGELS_PER_BLAD] for start in range(0, len(onderwerpen), REGELS_PER_BLAD)]
    overzicht = [
        Vraag(f"overzicht_{nummer}", ONDERWERP, nodig=heeft_regels(blad), open=False, inhoud=False, stel=stel_overzicht(blad), toont=blad)
        for nummer, blad in enumerate(bladen, start=1)
    ]
    delen = [
        Vraag(
            f"delen_{onderwerp}",
            ONDERWERP,
            nodig=heeft_regels((onderwerp,)),
            open=False,
            inhoud=False,
            stel=stel_delen(onderwerp),
            toont=(onderwerp,),
        )
        for onderwerp in onderwerpen
    ]
    return (*overzicht, *delen)


def verouderd(vragen: tuple[Vraag, ...], antwoorden: Antwoorden) -> tuple[str, ...]:
    """The closing questions whose answers are about lines that have changed since. A question about all lines together ("may anything be shared") is
    one of them after any change, and so is what it decides."""
    oud: list[str] = []
    alles_erna = False
    for vraag in (one for one in vragen if one.onderwerp == ONDERWERP and one.id in antwoorden):
        alles_erna |= not vraag.toont
        over = [antwoorden[one.id].seq for one in vragen if one.onderwerp in vraag.toont and one.id in antwoorden]
        if alles_erna or any(seq >= antwoorden[vraag.id].seq for seq in over):
            oud.append(vraag.id)
    return tuple(oud)


async def _trek_eerdere_in(beurt: Beurt, dialoog: str) -> None:
    """What was shared before gives way to what the client decides now, line by line (AVG art. 7.3: withdrawing is as easy as consenting)."""
    eerdere = select(Samenvatting.id).where(Samenvatting.client_id == beurt.client_id, Samenvatting.dialoog == dialoog)
    await beurt.session.execute(
        update(SamenvattingRegel)
        .where(SamenvattingRegel.samenvatting_id.in_(eerdere), SamenvattingRegel.toestemming == DELEN)
        .values(toestemming=INGETROKKEN, toestemming_at=beurt.now)
        .execution_options(synchronize_session=False)
    )


def afsluiting(dialoog: str, onderwerpen: tuple[str, ...], inhoud: tuple[Vraag, ...]) -> Callable[[Beurt, Antwoorden], Awaitable[list[Zin]]]:
    """How a dialogue with such a summary ends (`Dialoog.klaar`): keep what was approved, and say what happens now, who reads it and when."""

    async def klaar(beurt: Beurt, antwoorden: Antwoorden) -> list[Zin]:
        return await _rond_af(beurt, dialoog, {onderwerp: _over(onderwerp, inhoud, antwoorden) for onderwerp in onderwerpen}, antwoorden)

    return klaar


async def _rond_af(beurt: Beurt, dialoog: str, per_onderwerp: dict[str, list[Gegeven]], antwoorden: Antwoorden) -> list[Zin]:
    """A line gets the consent its own question was answered with; without a clear yes it is not shared."""
    await _trek_eerdere_in(beurt, dialoog)
    samenvatting = Samenvatting(client_id=beurt.client_id, dialoog=dialoog, created_at=beurt.now, goedgekeurd_at=beurt.now)
    beurt.session.add(samenvatting)
    await beurt.session.flush()
    gedeeld = 0
    for volgorde, (onderwerp, gegevens) in enumerate(per_onderwerp.items()):
        if not (gezegd := regel_met_wie(dialoog, gegevens)):
            continue
        keuze = antwoorden.get(f"delen_{onderwerp}")
        toestemming = DELEN if keuze is not None and keuze.koos(DELEN) else NIET_DELEN
        gedeeld += toestemming == DELEN
        bronnen = [
            {
                "vraag": tekst(f"utter_{dialoog}_{gegeven.vraag}").custom.get("kop", ""),
                "woorden": gegeven.woorden,
                "afgesproken": gegeven.afgesproken if gegeven.waarde.soort == "tekst" else "",
                "datum": gegeven.datum.isoformat(),
                "beurt": gegeven.seq,
                "samen_met": gegeven.waarde.samen_met,
                "door": gegeven.waarde.door,
            }
            for gegeven in gegevens
            if _in_woorden(dialoog, gegeven)[1]  # "there is nothing" is no source of a line
        ]
        beurt.session.add(
            SamenvattingRegel(
                samenvatting_id=samenvatting.id,
                volgorde=volgorde,
                onderwerp=onderwerp,
                tekst=gezegd,
                bronnen=json.dumps(bronnen, ensure_ascii=False),
                toestemming=toestemming,
                toestemming_at=beurt.now,
            )
        )
    naam = f"utter_{dialoog}_einde" if gedeeld else f"utter_{dialoog}_einde_niets_gedeeld"
    assert heeft(naam), naam
    return [Zin(naam, {**(await wie_leest(beurt)).waarden(), "aantal": str(gedeeld)})]
