"""What an answer says: the choices it stands for, or the words to keep and what they tell; and the question in other words when it says neither."""

from __future__ import annotations

import re
from dataclasses import replace

from bot.care.aanwijzen import onbeslist
from bot.care.antwoorden import Antwoorden, Waarde
from bot.care.begrip import (
    GEEN,
    ZEGGEN_NIETS,
    aanbod,
    is_kale_ja,
    is_onzin,
    kies_uit_woorden,
    lukt_niet,
    voegt_toe,
    vraagt_ja_of_nee,
    zegt_meer_dan_keuze,
    zegt_niets_erbij,
)
from bot.care.beurt import Beurt, Zin
from bot.care.teksten import Tekst, tekst
from bot.care.vragenlijst import TERUGVRAAG, Dialoog, Vraag
from bot.nlu import correction
from bot.nlu.moves import plain

_EN = re.compile(r"^(?:en|maar)\s+(?=\S)", re.IGNORECASE)
# "Gaat niet" is an answer to how long one can keep at something, and how long it takes to recover.
LUKT_IS_ANTWOORD = frozenset({"volhouden_thuis", "volhouden_werk", "herstel_thuis", "herstel_werk"})
MIN_LABEL = 3  # words: "geen" or "niets" alone begin many answers


def vraag_zin(dialoog: Dialoog, vraag: Vraag, antwoorden: Antwoorden) -> Zin:
    """The question as asked the first time."""
    return vraag.stel(antwoorden) if vraag.stel else Zin(f"utter_{dialoog.naam}_{vraag.id}")


def laten(vraag: Vraag, antwoorden: Antwoorden) -> tuple[tuple[str, str], ...]:
    """The choice to leave an earlier answer as it is."""
    return (("laten", tekst("utter_gedeeld_je_zei").label("laten")),) if vraag.id in antwoorden else ()


def lees_antwoord(beurt: Beurt, dialoog: Dialoog, vraag: Vraag, antwoorden: Antwoorden) -> tuple[str, Waarde] | list[Zin] | Zin:
    """The words and the value of the answer; what to say when it is none yet; or, when they were not understood, the question in other words."""
    invoer = beurt.invoer
    zin = vraag_zin(dialoog, vraag, antwoorden)
    bron = tekst(zin.keuzes_van or zin.naam)
    eerder = tuple(beurt.stand.get("eigen") or ())
    bedoeld = None if invoer.keuzes or eerder else dialoog.kies(vraag, invoer.tekst)
    if bedoeld == TERUGVRAAG:
        beurt.gesteld = True
        return [anders(zin, vraag, antwoorden, dialoog.plaats(vraag.id, antwoorden))]
    # Where own words are kept, a choice is made of them only when they say no more than that choice.
    heel = vraag.open and vraag.inhoud
    gelezen = () if eerder else kies_uit_woorden(invoer.tekst, invoer.beweging, bron, zin.alleen, heel=heel)
    keuzes = invoer.keuzes or ((bedoeld,) if bedoeld else gelezen) or _enige(bron, zin.alleen, invoer.tekst)
    if vraag.open and vraag.id not in LUKT_IS_ANTWOORD and lukt_niet(invoer.tekst) and keuzes in ((), (GEEN,)) and not invoer.keuzes:
        return anders(zin, vraag, antwoorden, dialoog.plaats(vraag.id, antwoorden))
    if "anders" in keuzes:
        beurt.zet(eigen=[keuze for keuze in keuzes if keuze != "anders"])
        return []
    # A choice that was meant comes before a move that sounds like it: "liever niet" can be an answer.
    if keuzes == ("overslaan",) or (not keuzes and invoer.beweging == "overslaan"):
        return invoer.tekst, Waarde("overgeslagen")
    if keuzes == ("weet_niet",) or (not keuzes and invoer.beweging == "weet_niet"):
        return invoer.tekst, Waarde("weet_niet")
    if not keuzes and vraag.open and (klaar := _na_dit_is_alles(dialoog, vraag, bron, invoer.tekst)):
        return klaar
    woorden = invoer.tekst if invoer.keuzes else _zonder_verbetering(dialoog, vraag, invoer.tekst, antwoorden)
    if keuzes and (invoer.keuzes or not (heel and keuzes == gelezen and zegt_meer_dan_keuze(invoer.tekst, keuzes, bron))):
        return woorden, Waarde("keuze", keuzes)
    if keuzes:  # a yes or a no that tells more: both are kept
        return invoer.tekst, Waarde("tekst", keuzes, dialoog.begrijp(vraag, invoer.tekst))
    if not vraag.open or is_onzin(invoer.tekst) or is_kale_ja(invoer.tekst) or onbeslist(invoer.tekst, aanbod(bron, zin.alleen)):
        return anders(zin, vraag, antwoorden, dialoog.plaats(vraag.id, antwoorden))
    return woorden, Waarde("tekst", eerder, dialoog.begrijp(vraag, invoer.tekst))


def _enige(bron: Tekst, alleen: tuple[str, ...] | None, woorden: str) -> tuple[str, ...]:
    """The one thing that is asked about, for who says yes where nothing else is on offer: "wat merk je vaak?" with one consequence."""
    if alleen is None or not is_kale_ja(woorden):
        return ()
    echt = tuple(keuze for keuze, _ in bron.keuzes if keuze in alleen and keuze not in (GEEN, *ZEGGEN_NIETS))
    return echt if len(echt) == 1 and bron.custom.get("multiple") else ()


def _na_dit_is_alles(dialoog: Dialoog, vraag: Vraag, bron: Tekst, woorden: str) -> tuple[str, Waarde] | None:
    """Words behind the typed label of "there is no more": what they tell is the answer, and is never dropped; when they tell nothing, that there is
    no more is."""
    label, gezegd = plain(bron.label(GEEN) or "").replace(",", " ").split(), woorden.split()
    if len(label) < MIN_LABEL or [plain(woord).strip(",.!") for woord in gezegd[: len(label)]] != label or len(gezegd) == len(label):
        return None
    rest = _EN.sub("", " ".join(gezegd[len(label) :]))
    begrepen = dialoog.begrijp(vraag, rest)
    vraagt_meer = aanbod(bron, None).vraagt_meer
    ook = rest.casefold().startswith(("ook ", "zelfs ")) and not vraagt_meer
    if begrepen.keys() & {*vraag.luistert}:  # "elke dag kan, ook zaterdag" says the same of one of them
        return (woorden, Waarde("keuze", (GEEN,))) if ook else (rest, Waarde("tekst", (), begrepen))
    if zegt_niets_erbij(rest):
        return woorden, Waarde("keuze", (GEEN,))
    if vraagt_meer:  # who says that this was all, and goes on, tells one more thing
        return rest, Waarde("tekst", (), begrepen)
    # Behind "none of these" the rest may also explain it ("er is niets veranderd op mijn werk"): it tells more only where it is added.
    los = bool(bron.custom.get("multiple")) and gezegd[len(label) - 1][-1:] in ",.;:!"
    erbij = los or voegt_toe(" ".join(gezegd[len(label) :]))
    return (woorden, Waarde("tekst", (), begrepen)) if erbij else (woorden, Waarde("keuze", (GEEN,)))


def _zonder_verbetering(dialoog: Dialoog, vraag: Vraag, woorden: str, antwoorden: Antwoorden) -> str:
    """The words without the part that only corrects, where they tell the same without it; a "nee" may be the answer where yes and no are offered."""
    zin = vraag_zin(dialoog, vraag, antwoorden)
    if vraagt_ja_of_nee(tekst(zin.keuzes_van or zin.naam), zin.alleen):
        return woorden
    begrepen = dialoog.begrijp(vraag, woorden)
    _, later = correction.split(woorden) or ("", "")
    if later and begrepen and begrepen == dialoog.begrijp(vraag, later):
        return later
    kort = correction.corrected(woorden, changing=vraag.id in antwoorden)
    return kort if begrepen == dialoog.begrijp(vraag, kort) else woorden


def anders(zin: Zin, vraag: Vraag, antwoorden: Antwoorden, plaats: tuple[int, int]) -> Zin:
    """The question once more in other words, with every choice there was."""
    extra = (*zin.extra, *laten(vraag, antwoorden))
    return replace(zin, naam=f"{zin.naam}_anders", keuzes_van=zin.keuzes_van or zin.naam, extra=extra, voortgang=plaats)
