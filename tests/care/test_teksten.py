"""The begeleider has a name, and a client reads it."""

from __future__ import annotations

from pathlib import Path

from bot.care.teksten import responses

TEMPLATES = Path(__file__).parents[2] / "bot/web/templates/client"
# Said to nobody in particular, or where no begeleider is known: the heading of a summary, the words for who has no begeleider, a page after erasing,
# and what stands as a part in another text.
PARTS = {"utter_signaalcheck_leest_keuzes", "utter_signaalcheck_leest_alles"}
ZONDER_NAAM = {"utter_werkwensen_onderwerp_punten", "utter_gedeeld_je_begeleider", "gewist.html", *PARTS}


def test_a_client_reads_the_name_of_the_begeleider_everywhere() -> None:
    """No text or page of a client says "je begeleider" in the place of the name; choices speak for the client: "mijn begeleider"."""
    said = {naam: bron.tekst for naam, bron in responses().items()} | {
        path.name: path.read_text(encoding="utf-8") for path in TEMPLATES.glob("*.html")
    }
    assert ZONDER_NAAM == {naam for naam, text in said.items() if "je begeleider" in text.casefold()}
