"""The questions for a naaste, answered by a brother; the client reads and decides."""

from tests.dialogen.pad import Stap

PAD = (
    Stap("thuis", keuzes=("start_naaste",)),
    Stap("wie", tekst="Henk, de broer van Kees"),
    Stap("ziet", tekst="hij zit na de lunch vaak te gapen"),
    Stap("helpt_ander", tekst="een wekker zetten voor de pauze"),
    Stap("zorg", tekst="dat hij te snel ja zegt tegen een baas"),
    Stap("zelf", keuzes=("geen",)),
    Stap("terug_bij", keuzes=("ja",)),
    Stap("lees_1", keuzes=("gelezen",)),
    Stap("lees_2", keuzes=("gelezen",)),
    Stap("delen_ziet", keuzes=("delen",)),
    Stap("delen_helpt", keuzes=("delen",)),
    Stap("delen_zorg", keuzes=("niet_delen",)),
)
