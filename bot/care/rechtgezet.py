"""Which earlier answer is put right by words that name no question: "fout, ik bedoelde bakker", "nee, geen handen, papier".

An answer counts only when the new words surely fit its question: they are one of its choices, or tell what it asks for. What was said last comes
first, and before it an answer of the same kind. When none fits, the client is asked which answer is meant.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import Any

from bot.care import wissel
from bot.care.antwoorden import Antwoorden, Gegeven, Waarde
from bot.care.antwoordlezing import lees_antwoord, vraag_zin
from bot.care.begrip import JA, NEE, ZEGGEN_NIETS, begrepen_in_woorden, kies_uit_woorden
from bot.care.beurt import Beurt, Invoer
from bot.care.dialogen import DIALOGEN
from bot.care.teksten import tekst
from bot.care.vragenlijst import Dialoog, Vraag
from bot.nlu.amends import Amendment, Sureness, amendment, tells_what_went_wrong
from bot.nlu.moves import plain
from bot.nlu.normalise import fold

VERTEL = "vertel"
# Choices that fit many questions, and so tell nothing about which one is meant.
ALGEMEEN = frozenset({*JA, *NEE, *ZEGGEN_NIETS, "laten", "maakt_niet_uit", "allebei"})
MIN_LETTERS = 4  # a word of fewer is no sign that an answer is named
_AANLOOP = re.compile(r"^(?:(?:in|op|bij|met|aan|de|het|een|t|n|als|iets|werk)\s+)+", re.IGNORECASE)
_BEDOELDE = re.compile(r"\b(?:bedoelde|bedoelden)\b", re.IGNORECASE)
LOSSE_WOORDEN = 3  # an answer with more words than what is taken back holds other things, which stay


@dataclass(frozen=True)
class Rechtgezet:
    """The question whose answer changes, and its new words and value."""

    vraag: Vraag
    woorden: str
    waarde: Waarde


class VraagWelke:
    """Something is put right for sure, but not which answer."""


def klinkt_zo(stand: Mapping[str, Any], woorden: str) -> bool:
    """Whether words surely put an answer right, while a dialogue is open: then they are read for that, whatever move they sound like."""
    if stand.get("dialoog") not in DIALOGEN or stand.get("rust") or stand.get(wissel.WISSEL) or stand.get("tussen") not in (None, "wijzig"):
        return False
    gezegd = amendment(woorden)
    return gezegd is not None and (gezegd.sureness is Sureness.SURE or (gezegd.sureness is Sureness.WRONG and not _vraagt_te_vertellen(stand)))


def zet_recht(beurt: Beurt, dialoog: Dialoog, open_: Vraag | None, antwoorden: Antwoorden) -> Rechtgezet | VraagWelke | None:
    """The earlier answer that these words put right; None when they are the answer to what is open, or put nothing right.

    open_: the question that waits for an answer; None where the client chooses what to change.
    """
    gezegd = amendment(beurt.invoer.tekst) if not beurt.invoer.keuzes and beurt.stand.get("eigen") is None else None
    if gezegd is None or (open_ is not None and open_.id in antwoorden):
        return None
    if open_ is not None and gezegd.sureness in (Sureness.MAYBE, Sureness.WRONG) and _vraagt_te_vertellen(beurt.stand):
        return None
    past_nu = _lees(beurt, dialoog, open_, antwoorden, gezegd.new) if open_ is not None else None
    gevonden = _zoek(beurt, dialoog, open_, antwoorden, gezegd)
    over_eerder = gevonden and (gezegd.old or _BEDOELDE.search(beurt.invoer.tekst))
    if past_nu and gezegd.sureness < Sureness.WRONG and not (over_eerder and not past_nu.keuzes):
        return None  # "niet belangrijk, wel een beetje"; but "niet in de bouw maar in de zorg" takes back what was told before
    if gevonden:
        return gevonden
    return VraagWelke() if gezegd.sureness >= Sureness.WRONG and not past_nu and dialoog.te_wijzigen(antwoorden) else None


def is_antwoord(beurt: Beurt, dialoog: Dialoog, open_: Vraag, antwoorden: Antwoorden) -> bool:
    """Whether words that sound like a wish to change something answer what is open: "sorry, ik bedoel rustig", "het ging mis, ik werd ziek"."""
    if beurt.invoer.keuzes or beurt.stand.get("tussen") or beurt.stand.get(wissel.WISSEL):
        return False
    if open_.open and tells_what_went_wrong(beurt.invoer.tekst, own_words=_vraagt_te_vertellen(beurt.stand)):
        return True
    gezegd = amendment(beurt.invoer.tekst)
    return gezegd is not None and _lees(beurt, dialoog, open_, antwoorden, gezegd.new) is not None


def _vraagt_te_vertellen(stand: Mapping[str, Any]) -> bool:
    """Whether the open question asks for own words: a story, or a sentence to practise; a mistake in them is told, and puts nothing right."""
    dialoog, vraag = DIALOGEN.get(stand.get("dialoog", "")), stand.get("gevraagd", "")
    eigen_zin = dialoog is not None and dialoog.heeft(vraag) and dialoog.vraag(vraag).voorzet is not None
    return not stand.get("tussen") and (eigen_zin or wissel.vraagt_eigen_woorden(stand))


def nu(dialoog: Dialoog, vraag: Vraag, antwoorden: Antwoorden, woorden: str, waarde: Waarde) -> str:
    """What stands now: the labels of what was chosen, else what was understood, else the own words."""
    zin = vraag_zin(dialoog, vraag, antwoorden)
    bron = tekst(zin.keuzes_van or zin.naam)
    labels = [label for keuze in waarde.keuzes if (label := bron.label(keuze))]
    return ", ".join(labels) or begrepen_in_woorden({key: inhoud for key, inhoud in waarde.begrepen.items() if key in vraag.luistert}) or woorden


def _zoek(beurt: Beurt, dialoog: Dialoog, open_: Vraag | None, antwoorden: Antwoorden, gezegd: Amendment) -> Rechtgezet | VraagWelke | None:
    vast = dialoog.op_slot(antwoorden)
    eerder = [vraag for vraag in dialoog.nodige(antwoorden) if vraag.inhoud and vraag is not open_ and vraag.id not in vast]
    eerder = [vraag for vraag in eerder if vraag.id in antwoorden and antwoorden[vraag.id].inhoud]
    eerder.sort(key=lambda vraag: antwoorden[vraag.id].seq, reverse=True)
    if gezegd.old:
        eerder = [vraag for vraag in eerder if _noemt(dialoog, vraag, antwoorden, gezegd.old)]
    gelezen = [(vraag, waarde) for vraag in eerder if (waarde := _lees(beurt, dialoog, vraag, antwoorden, gezegd.new)) is not None]
    if not gezegd.old:
        gelezen = [(vraag, waarde) for vraag, waarde in gelezen if _vertelt(vraag, antwoorden[vraag.id].waarde) and _vertelt(vraag, waarde)]
    gelezen.sort(key=lambda een: not _zelfde_soort(antwoorden[een[0].id], een[1]))  # stable: the latest stays first
    if not gelezen and gezegd.old and len(eerder) == 1 and eerder[0].open and antwoorden[eerder[0].id].waarde.soort == "tekst":
        gelezen = [(eerder[0], Waarde("tekst", (), dialoog.begrijp(eerder[0], gezegd.new)))]
    if not gelezen:
        return None
    vraag, waarde = gelezen[0]
    samen = _samen(beurt, dialoog, vraag, antwoorden, gezegd, waarde)
    return Rechtgezet(vraag, *samen) if samen else VraagWelke()


def _lees(beurt: Beurt, dialoog: Dialoog, vraag: Vraag, antwoorden: Antwoorden, nieuw: str) -> Waarde | None:
    """The value of these words as an answer to this question; None when it is not sure that they are one."""
    gelezen = lees_antwoord(replace(beurt, invoer=Invoer(nieuw, (), VERTEL)), dialoog, vraag, antwoorden)
    if isinstance(gelezen, list):
        beurt.zet(eigen=None)  # "iets anders" chooses to tell more: that is no answer yet
    if not isinstance(gelezen, tuple):
        return None
    waarde = gelezen[1]
    return waarde if {*waarde.keuzes} - ALGEMEEN or waarde.begrepen.keys() & {*vraag.luistert} else None


def _noemt(dialoog: Dialoog, vraag: Vraag, antwoorden: Antwoorden, oud: str) -> bool:
    """Whether what is taken back was said in this answer: in its words, or as one of its choices."""
    gegeven = antwoorden[vraag.id]
    if _gekozen(dialoog, vraag, antwoorden, oud) & {*gegeven.waarde.keuzes}:
        return True
    woorden = [woord for woord in plain(oud).split() if len(woord) >= MIN_LETTERS]
    return bool(woorden) and {*woorden} <= {*plain(gegeven.woorden).replace(",", " ").replace(".", " ").split()}


def _gekozen(dialoog: Dialoog, vraag: Vraag, antwoorden: Antwoorden, woorden: str) -> set[str]:
    zin = vraag_zin(dialoog, vraag, antwoorden)
    return {*kies_uit_woorden(woorden, "", tekst(zin.keuzes_van or zin.naam), zin.alleen)}


def _zelfde_soort(eerder: Gegeven, nieuw: Waarde) -> bool:
    """Whether the earlier answer is of the same kind: also chosen, or telling the same."""
    return bool((nieuw.keuzes and eerder.waarde.keuzes) or nieuw.begrepen.keys() & eerder.waarde.begrepen.keys())


def _vertelt(vraag: Vraag, waarde: Waarde) -> bool:
    """Whether a value tells what its question asks."""
    return bool(waarde.keuzes or waarde.begrepen.keys() & {*vraag.luistert})


def _samen(beurt: Beurt, dialoog: Dialoog, vraag: Vraag, antwoorden: Antwoorden, gezegd: Amendment, waarde: Waarde) -> tuple[str, Waarde] | None:
    """The new words and value with what the earlier answer holds besides what is taken back; None when that cannot be told apart."""
    eerder = antwoorden[vraag.id]
    if not gezegd.old:
        if (genoemd := _zelfde_begrip(eerder, waarde)) and (heel := _vervangen(eerder.woorden, replace(gezegd, old=genoemd))):
            return heel, _lees(beurt, dialoog, vraag, antwoorden, heel) or waarde
        return gezegd.new, waarde
    blijft = tuple(keuze for keuze in eerder.waarde.keuzes if keuze not in _gekozen(dialoog, vraag, antwoorden, gezegd.old))
    if waarde.keuzes and blijft and _mag_meer(dialoog, vraag, antwoorden):
        return gezegd.new, replace(waarde, keuzes=tuple(dict.fromkeys((*blijft, *waarde.keuzes))))
    if eerder.waarde.soort != "tekst":
        return gezegd.new, waarde
    if heel := _vervangen(eerder.woorden, gezegd):
        return heel, _lees(beurt, dialoog, vraag, antwoorden, heel) or Waarde("tekst", (), dialoog.begrijp(vraag, heel))
    return None if len(eerder.woorden.split()) > len(gezegd.old.split()) + LOSSE_WOORDEN else (gezegd.new, waarde)


def _zelfde_begrip(eerder: Gegeven, waarde: Waarde) -> str:
    """What the earlier words told of the one thing that the new ones tell too: "bakker of iets met planten", then "slager"."""
    samen = [key for key in waarde.begrepen if key in eerder.waarde.begrepen]
    oud = eerder.waarde.begrepen[samen[0]] if len(samen) == 1 and eerder.waarde.soort == "tekst" else ""
    return oud if isinstance(oud, str) else ""


def _vervangen(woorden: str, gezegd: Amendment) -> str:
    """The earlier words with the new ones in the place of what is taken back; empty when that does not stand there in one piece, once."""
    gevouwen = fold(woorden)
    for oud, nieuw in ((gezegd.old, gezegd.new), (_kern(gezegd.old), _kern(gezegd.new))):
        plekken = [*re.finditer(rf"(?<!\w){re.escape(fold(oud))}(?!\w)", gevouwen)] if oud and nieuw else []
        if len(plekken) == 1 and len(gevouwen) == len(woorden):
            return f"{woorden[: plekken[0].start()]}{nieuw}{woorden[plekken[0].end() :]}"
    return ""


def _kern(woorden: str) -> str:
    """The words without what only leads them in: "in een magazijn" and "het magazijn" are one thing."""
    return _AANLOOP.sub("", woorden)


def _mag_meer(dialoog: Dialoog, vraag: Vraag, antwoorden: Antwoorden) -> bool:
    zin = vraag_zin(dialoog, vraag, antwoorden)
    return bool(tekst(zin.keuzes_van or zin.naam).custom.get("multiple"))
