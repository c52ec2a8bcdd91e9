"""Beginning an energielijst, four hours into the own day, and then the hours of today."""

from datetime import timedelta

from bot.models.database import utcnow
from bot.settings import Settings
from tests.dialogen.pad import Stap

# The own day began four hours ago, whatever time it is now: so there are hours to ask about.
_op = (utcnow() - timedelta(hours=4)).astimezone(Settings().timezone).hour

PAD = (
    Stap("thuis", keuzes=("start_energielijst",)),
    Stap("wakker", tekst=f"{_op:02}:15"),
    Stap("slapen", tekst=f"{(_op + 16) % 24:02}:00"),
    Stap("werk", keuzes=("ja",)),
    Stap("werkdagen", keuzes=("wisselt",)),
    Stap("werkuren", tekst="van tien tot twee"),
    Stap("ritme", keuzes=("nee",)),
    Stap("lezen", keuzes=("nee",)),
    Stap("afspraken", keuzes=("klopt",)),
    Stap("thuis", keuzes=("start_energielijst",)),
    Stap("werk_vandaag", keuzes=("nee",)),
    Stap("uur_1", keuzes=("e3",)),
    Stap("uur_2", keuzes=("e0",)),
    Stap("uur_3", keuzes=("weet_niet",)),
    Stap("nog", keuzes=("nee",)),
)
# The hours of a day are not asked any more when the day is over.
ALLEEN_VANDAAG = ("werk_vandaag", "uur_1", "uur_2", "uur_3", "nog")
