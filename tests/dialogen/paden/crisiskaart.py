"""A client whose card may be old: the words leave it open, so a period is chosen."""

from tests.dialogen.pad import ENERGIE, Stap

PAD = (
    Stap("thuis", keuzes=("start_crisiskaart",)),
    Stap("heeft", keuzes=("ja",)),
    Stap("wanneer", tekst="anderhalf jaar geleden denk ik"),
    Stap("wanneer_klopt", keuzes=("ja",)),
    Stap("periode", keuzes=("langer",)),
    Stap(ENERGIE, keuzes=("ja",)),
    Stap("waar", tekst="in het laatje bij de voordeur"),
    Stap("wie_heeft", keuzes=("naasten",)),
    Stap("hulp_vraag", keuzes=("nee",)),
    Stap("overzicht_1", keuzes=("klopt",)),
    Stap("delen_kaart", keuzes=("delen",)),
    Stap("delen_plek", keuzes=("niet_delen",)),
)
