"""One whole way through zo werk ik goed."""

from tests.dialogen.pad import ENERGIE, Stap

PAD = (
    Stap("thuis", keuzes=("start_bijsluiter",)),
    Stap("sterk", tekst="ik kan heel netjes dozen vullen"),
    Stap("helpt", tekst="geef mij steeds een taak tegelijk"),
    Stap(ENERGIE, keuzes=("ja",)),
    Stap("helpt_niet", tekst="als de radio hard staat in de hal"),
    Stap("vol_merk", tekst="dan zeg ik haast niets"),
    Stap("vol_doe", tekst="loop met mij naar de kantine"),
    Stap("overzicht_1", keuzes=("klopt",)),
    Stap("overzicht_2", keuzes=("klopt",)),
    Stap("delen_sterk", keuzes=("delen",)),
    Stap("delen_helpt", keuzes=("delen",)),
    Stap("delen_helpt_niet", keuzes=("niet_delen",)),
    Stap("delen_vol", keuzes=("delen",)),
)
