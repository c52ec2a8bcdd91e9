"""The answer before is corrected with the new one in it: "mijn vorige antwoord was fout, ik bedoel donderdag".

When the words surely answer that question they are taken at once, and one line says what stands now. Else the question comes back with those words
ready in the text field, so that nobody types them again.
"""

from __future__ import annotations

from dataclasses import replace

from bot.care import gesprek
from bot.care.antwoorden import Antwoorden, Waarde
from bot.care.antwoordlezing import lees_antwoord
from bot.care.beurt import Beurt, Invoer, Zin
from bot.care.rechtgezet import nu
from bot.care.vragenlijst import Dialoog, Vraag
from bot.care.wissel import ANTWOORD
from bot.nlu.earlier import meant_before


async def verbeter(beurt: Beurt) -> list[Zin] | None:
    """Take the new answer to the question before, or bring that question back with it; None when the words tell no new answer."""
    nieuw = meant_before(beurt.invoer.tekst) if not beurt.invoer.keuzes else ""
    open_nu = await gesprek.wat_open_staat(beurt) if nieuw else None
    if open_nu is None:
        return None
    dialoog, open_, antwoorden = open_nu
    vorige = dialoog.vorige(antwoorden, open_.id)
    if vorige is None:
        return None
    gezegd = replace(beurt, invoer=Invoer(nieuw, (), ANTWOORD))
    if not vorige.inhoud:  # "klopt dat?": the words come in the place of what was asked back, as after a no
        terug = replace(gezegd, invoer=Invoer(f"nee {nieuw}", (), ANTWOORD))
        if zinnen := await gesprek.verbeter(terug, dialoog, vorige.onderwerp):
            return zinnen
    if (gelezen := _past(gezegd, dialoog, vorige, antwoorden)) is None:
        beurt.zet(vraag=vorige.id)
        beurt.voorzet = nieuw
        return []
    eerder = antwoorden[vorige.id].woorden
    zinnen = await gesprek.neem_aan(gezegd, dialoog, vorige, *gelezen)
    beurt.gesteld = gezegd.gesteld
    return [Zin("utter_gedeeld_nu_gezegd", {"eerder": eerder, "begrepen": nu(dialoog, vorige, antwoorden, *gelezen)}), *zinnen]


def _past(beurt: Beurt, dialoog: Dialoog, vraag: Vraag, antwoorden: Antwoorden) -> tuple[str, Waarde] | None:
    """The words and value as an answer to this question; None when that is not certain."""
    if not vraag.inhoud or beurt.stand.get("eigen") is not None:
        return None
    gelezen = lees_antwoord(beurt, dialoog, vraag, antwoorden)
    if not isinstance(gelezen, tuple) or gelezen[1].soort not in ("keuze", "tekst") or "wijzig" in gelezen[1].keuzes:
        return None
    waarde = gelezen[1]
    past = waarde.keuzes or not vraag.luistert or waarde.begrepen.keys() & {*vraag.luistert, *vraag.telt}
    return gelezen if past else None
