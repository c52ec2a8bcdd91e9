"""The first signaal-check of a client who has an own early sign, and agrees that the begeleider reads."""

from tests.dialogen.pad import ENERGIE, Stap

PAD = (
    Stap("thuis", keuzes=("start_signaalcheck",)),
    Stap("normaal_1", keuzes=("vermoeidheid",)),
    Stap("normaal_2", keuzes=("geen",)),
    Stap("normaal_3", tekst="soms blijf ik een ochtend in bed"),
    Stap("normaal_4", keuzes=("weet_niet",)),
    Stap("teken", tekst="dan laat ik de afwas staan"),
    Stap("helpt", tekst="een blok om met de hond"),
    Stap("lezen", keuzes=("ja",)),
    Stap("lezen_woorden", keuzes=("ja",)),
    Stap("melden", keuzes=("ja",)),
    Stap("ritme", keuzes=("week",)),
    Stap("veranderd", keuzes=("geen",)),
    Stap("meer_1", keuzes=("prikkels",)),
    Stap("meer_2", keuzes=("geen",)),
    Stap(ENERGIE, keuzes=("ja",)),
    Stap("meer_3", keuzes=("geen",)),
    Stap("meer_4", keuzes=("geen",)),
    Stap("beter", tekst="de planning van de maandag"),
    Stap("weinig", keuzes=("soms",)),
    Stap("teken_nu", keuzes=("nee",)),
    Stap("nog", tekst="ik maak vaker fouten met de bestellingen"),
    Stap("ook_2", keuzes=("ja",)),
    Stap("overzicht", keuzes=("klopt",)),
)
