"""A list of own people: one named in one go, one in parts, then a number changed and one taken off."""

from tests.dialogen.pad import Stap

PAD = (
    Stap("thuis", keuzes=("start_helpers",)),
    Stap("wie", tekst="mijn nicht Yasmina 06 98 76 54 32"),
    Stap("klopt", keuzes=("nee",)),
    Stap("naam", tekst="Yasmine"),
    Stap("band", keuzes=("familie",)),
    Stap("nummer", tekst="06 98 76 54 33"),
    Stap("klopt", keuzes=("ja",)),
    Stap("gevraagd", keuzes=("ja",)),
    Stap("lijst", keuzes=("toevoegen",)),
    Stap("wie", tekst="Bob, een oude collega"),
    Stap("nummer", keuzes=("geen",)),
    Stap("klopt", keuzes=("ja",)),
    Stap("gevraagd", keuzes=("nog_niet",)),
    Stap("lijst", keuzes=("veranderen",)),
    Stap("welke", tekst="Bob"),
    Stap("wat", keuzes=("gegevens",)),
    Stap("deel", keuzes=("geen",)),
    Stap("lijst", keuzes=("veranderen",)),
    Stap("welke", tekst="Bob"),
    Stap("wat", keuzes=("weg",)),
    Stap("weg", keuzes=("ja",)),
    Stap("lijst", keuzes=("klaar",)),
)
