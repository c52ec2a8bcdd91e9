"""One whole way through werkwensen, question by question: the way along which the moves are tried."""

from __future__ import annotations

from dataclasses import dataclass

from tests.dialogen.toneel import Reply, Toneel

ENERGIE = "tussen:energie"


@dataclass(frozen=True)
class Stap:
    """What is open, and what this client says to it: typed words, or the ids of choices."""

    vraag: str
    tekst: str = ""
    keuzes: tuple[str, ...] = ()

    async def zet(self, toneel: Toneel) -> Reply:
        if self.vraag == "thuis":
            return await toneel.begint(self.keuzes[0].removeprefix("start_"))
        return await toneel.kiest(*self.keuzes) if self.keuzes else await toneel.typt(self.tekst)


PAD = (
    Stap("thuis", keuzes=("start_werkwensen",)),
    Stap("waarom", keuzes=("inkomen", "mensen")),
    Stap("waarom_meer", keuzes=("geen",)),
    Stap("welk_werk", keuzes=("weet_niet",)),
    Stap("werk_vroeger", tekst="oude radio's repareren in een winkeltje"),
    Stap("werk_thuis", tekst="in de moestuin bezig zijn"),
    Stap("taken", keuzes=("handen",)),
    Stap("samen", keuzes=("anderen",)),
    Stap("plek", keuzes=("buiten",)),
    Stap("drukte", keuzes=("rustig",)),
    Stap("klanten", keuzes=("liever_niet",)),
    Stap("uren", keuzes=("van_8_tot_16",)),
    Stap("aantal_dagen", keuzes=("dagen_1_2",)),
    Stap("dagdelen", keuzes=("ochtend",)),
    Stap("dagen_niet", tekst="vrijdag kan ik niet werken"),
    Stap("dagen_niet_waarom", tekst="op die dag past mijn zus op mijn zoontje"),
    Stap("tijd_klopt", keuzes=("ja",)),
    Stap("vervoer", tekst="met de bus naar mijn werk"),
    Stap("reistijd", keuzes=("half_uur",)),
    Stap("reis_klopt", keuzes=("ja",)),
    Stap(ENERGIE, keuzes=("ja",)),
    Stap("gevolg_gebied", keuzes=("lichaam",)),
    Stap("gevolg_lichaam_1", keuzes=("pijn", "kracht")),
    Stap("gevolg_lichaam_1_vaak", keuzes=("pijn",)),
    Stap("gevolg_lichaam_2", keuzes=("geen",)),
    Stap("gevolg_lichaam_3", keuzes=("zintuigen",)),
    Stap("gevolg_lichaam_3_vaak", keuzes=("geen",)),
    Stap("gevolg_lichaam_werk", tekst="staan lukt me nog een kwartier"),
    Stap("energie_beste", keuzes=("ochtend",)),
    Stap("volhouden_thuis", keuzes=("uur",)),
    Stap("volhouden_werk", keuzes=("kort",)),
    Stap("herstel_thuis", keuzes=("dagdeel",)),
    Stap("herstel_werk", keuzes=("geen",)),
    Stap("helpt", keuzes=("rust", "notities")),
    Stap("helpt_meer", keuzes=("vast",)),
    Stap("zorgen", keuzes=("gezondheid",)),
    Stap("zorgen_meer", keuzes=("uitkering",)),
    Stap("uitkering_vraag", keuzes=("ja",)),
    Stap("behandelaars", tekst="de fysiotherapeut in ons dorp"),
    Stap("omgeving_hulp", tekst="mijn zus Karin en de buren"),
    Stap("punt_1", tekst="mijn rooster in de eerste weken"),
    Stap("punt_2", tekst="of er een stille kamer is"),
    Stap("punt_3", keuzes=("geen",)),
    Stap("overzicht_1", keuzes=("klopt",)),
    Stap("overzicht_2", keuzes=("klopt",)),
    Stap("overzicht_3", keuzes=("klopt",)),
    Stap("overzicht_4", keuzes=("klopt",)),
    Stap("delen_waarom", keuzes=("delen",)),
    Stap("delen_werk", keuzes=("delen",)),
    Stap("delen_omgeving", keuzes=("delen",)),
    Stap("delen_tijd", keuzes=("delen",)),
    Stap("delen_reizen", keuzes=("delen",)),
    Stap("delen_gevolgen", keuzes=("niet_delen",)),
    Stap("delen_energie", keuzes=("delen",)),
    Stap("delen_helpt", keuzes=("delen",)),
    Stap("delen_zorgen", keuzes=("niet_delen",)),
    Stap("delen_hulp", keuzes=("delen",)),
    Stap("delen_punten", keuzes=("delen",)),
)
# The questions themselves; the start and the interlude about energy are tried in scripts.
VRAGEN = tuple(stap.vraag for stap in PAD if stap.vraag not in ("thuis", ENERGIE))
