"""One whole way through preparing for a talk."""

from tests.dialogen.pad import ENERGIE, Stap

PAD = (
    Stap("thuis", keuzes=("start_voorbereiding",)),
    Stap("soort", keuzes=("driegesprek",)),
    Stap("wanneer", tekst="ergens in de tweede week van maart"),
    Stap("wie_mee", tekst="mijn broer Henk rijdt met mij mee"),
    Stap("punt_1", tekst="de ochtend op de kwekerij beviel mij"),
    Stap("punt_2", tekst="de lunch in de grote zaal is lawaaiig"),
    Stap("punt_3", keuzes=("geen",)),
    Stap(ENERGIE, keuzes=("ja",)),
    Stap("vraag", tekst="wanneer ik mijn rooster krijg"),
    Stap("niet", tekst="mijn scheiding van vorig jaar"),
    Stap("overzicht_1", keuzes=("klopt",)),
    Stap("overzicht_2", keuzes=("klopt",)),
    Stap("delen_gesprek", keuzes=("niet_delen",)),
    Stap("delen_punten", keuzes=("delen",)),
    Stap("delen_vraag", keuzes=("delen",)),
)
